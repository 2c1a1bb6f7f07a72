"""One day of service as arrays: what reading a feed ends in and every search begins with."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

Positions = NDArray[np.int32]


@dataclass(frozen=True, kw_only=True, eq=False)
class Day:
    """All vehicles of a date, in seconds since its midnight, and the ways between their stops.

    Trips are runs of one vehicle: who may stay seated from one trip of the feed into the next has
    them as one here. A trip of the evening before that still runs after midnight is there with its
    times of today, without the calls that it left before midnight: no time is negative. What runs
    past the coming midnight has times above 86,400; trips of the coming day are not there. Midnight
    is noon less twelve hours, as in feeds: on the two nights of a year when clocks change, times
    before 3 o'clock are an hour off those on the wall. A run has two calls at least; where two
    trips are joined at a stop, it is called at twice, to get off and on.

    Attributes
    ----------
    date
        The day.
    first
        Where each trip's calls begin, and the number of all calls: ``int32`` of trips + 1.
    stop
        Position of the platform of each call, along the trip: ``int32`` of all calls.
    arrive, depart
        Seconds since midnight of each call, never falling along a trip: ``int32``.
    board, alight
        Whether people may get on, and off, at each call.
    row
        Row of each call in the trips of the timetable: ``int32`` of all calls (a run of joined
        trips has several).
    ways
        Where each stop's ways on foot begin in the two arrays below: ``int32`` of stops + 1.
    way_to, way_seconds
        The stop that a way leads to, and how long the change takes, at least: ``int32``. A stop
        whose change within itself is not listed has the changing time of the search; one that is
        listed to itself has that one. A change that is forbidden is not there: see ``no_change``.
    no_change
        Stops at which nobody changes from one vehicle to another: ``bool`` of stops.
    said
        Whether the feed itself says how long each way takes: ``bool`` of all ways. Such a change
        takes that long and no longer; any other one takes the changing time of the search at
        least. Without it, only ways of stops to themselves are said.
    """

    date: date
    first: Positions
    stop: Positions
    arrive: Positions
    depart: Positions
    board: NDArray[np.bool_]
    alight: NDArray[np.bool_]
    row: Positions
    ways: Positions
    way_to: Positions
    way_seconds: Positions
    no_change: NDArray[np.bool_]
    said: NDArray[np.bool_] | None = None

    @property
    def n_stops(self) -> int:
        """Number of platforms."""
        return len(self.ways) - 1

    @property
    def n_trips(self) -> int:
        """Number of vehicles' runs."""
        return len(self.first) - 1
