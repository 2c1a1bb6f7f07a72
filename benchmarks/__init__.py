"""Speed, side by side with peers in one run; run by hand."""
