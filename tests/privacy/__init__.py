"""What is published of participants, and what it gives away."""
