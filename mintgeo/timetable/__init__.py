"""Timetables: feeds of buses and trains, one day of them as arrays, and searches in time."""

from mintgeo.timetable.day import Day
from mintgeo.timetable.gtfs.clock import clock
from mintgeo.timetable.options import TimetableOptions
from mintgeo.timetable.places import halts_of
from mintgeo.timetable.search import Search, Walks
from mintgeo.timetable.timetable import Timetable

__all__ = ["Day", "Search", "Timetable", "TimetableOptions", "Walks", "clock", "halts_of"]
