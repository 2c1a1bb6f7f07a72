"""Which of many places is the best one to meet at, for whom, and how sure that is."""

from mintgeo.analysis.venues.found import BestMeeting
from mintgeo.analysis.venues.towns import station_towns
from mintgeo.analysis.venues.verb import best_meeting
from mintgeo.analysis.venues.wish import Wish

__all__ = ["BestMeeting", "Wish", "best_meeting", "station_towns"]
