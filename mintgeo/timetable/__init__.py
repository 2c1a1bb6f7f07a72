"""Timetables: feeds of buses and trains, one day of them as arrays, and searches in time."""
