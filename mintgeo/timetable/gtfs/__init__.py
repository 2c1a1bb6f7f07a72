"""Feeds of timetables as they are published (GTFS) → arrays."""
