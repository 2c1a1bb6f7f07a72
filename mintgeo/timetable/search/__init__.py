"""Searches in time.

All of them work on a ``Day`` and on ``Walks`` (points → stops, in minutes) and count whole minutes
since midnight of that day: arrivals and walks are rounded up, departures down, so that nobody is
promised too much. Positions of stops, homes and offers are all they know of places.

==================== ============================================================================
``nearest``          one pass for all stops and departures → ``Search``; ``Search.read(homes)`` →
                     ``Found``: ``arrive``, ``rides``, ``offer``, ``minutes`` of departures × homes
                     (× k). Walking all the way: ``read(homes, search.walking(ways))`` with ways
                     from homes to offers as ``Walks``.
``spread``           ``Found`` → ``Spread``: median, p10, p90, share of departures, connections
``over_departures``  all pairs: blocks of offers, each a ``Found`` of departures × homes × offers
``in_time``          all pairs: the latest way that arrives by a minute → ``Ways``
``in_time_back``     all pairs: the earliest way home after a minute → ``Ways``
``rounds``           all pairs: there, stay and back (``Trip``) → ``Rounds``
``journeys``         the rides behind codes of a ``Search(whole=True)`` → ``Journeys``
==================== ============================================================================
"""

from mintgeo.timetable.search.backward import mirrored
from mintgeo.timetable.search.calls import served
from mintgeo.timetable.search.departing import Found, Search, nearest
from mintgeo.timetable.search.departures import Spread, spread
from mintgeo.timetable.search.latest import Ways
from mintgeo.timetable.search.legs import Journeys, turned
from mintgeo.timetable.search.pairs import in_time, in_time_back, over_departures
from mintgeo.timetable.search.rebuilding import journeys
from mintgeo.timetable.search.rounds import Rounds, Trip, rounds
from mintgeo.timetable.search.walks import Walks

__all__ = [
    "Found",
    "Journeys",
    "Rounds",
    "Search",
    "Spread",
    "Trip",
    "Walks",
    "Ways",
    "in_time",
    "in_time_back",
    "journeys",
    "mirrored",
    "nearest",
    "over_departures",
    "rounds",
    "served",
    "spread",
    "turned",
]
