"""Pages to read and to print: what their templates can say, and what all of them look like."""
