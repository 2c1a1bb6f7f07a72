"""Areas that are reached in time: surfaces and their contours."""
