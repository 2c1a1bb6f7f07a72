"""Reading of timetables, against a plain reader of its own."""
