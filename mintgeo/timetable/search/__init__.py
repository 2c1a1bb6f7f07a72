"""Searches in time."""

from mintgeo.timetable.search.nearest import Found, Search, nearest
from mintgeo.timetable.search.walks import Walks

__all__ = ["Found", "Search", "Walks", "nearest"]
