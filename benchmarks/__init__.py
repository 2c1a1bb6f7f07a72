"""Side by side with others, and by the clock; run by hand."""
