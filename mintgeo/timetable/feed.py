"""What reading feeds ends in: tables of stops, lines and trips, and the calls of all trips."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mintgeo.findings import Finding

Positions = NDArray[np.int32]
BOARD, ALIGHT, CALL_TO_BOARD, CALL_TO_ALIGHT = 1, 2, 4, 8
"""Bits of a call: whether people may get on and off, and whether only by arrangement."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Calls:
    """Where and when the trips call, in seconds of their days of service.

    Attributes
    ----------
    first
        Where each trip's calls begin, and the number of all calls: ``int32`` of trips + 1.
    stop, arrive, depart
        Position of the stop, and seconds since midnight: ``int32`` of all calls, times never
        falling along a trip.
    flags
        Bits ``BOARD``, ``ALIGHT``, ``CALL_TO_BOARD`` and ``CALL_TO_ALIGHT``: ``uint8``.
    """

    first: Positions
    stop: Positions
    arrive: Positions
    depart: Positions
    flags: NDArray[np.uint8]


@dataclass(frozen=True, kw_only=True, eq=False)
class Services:
    """On which dates which service runs; dates are ordinals of the calendar.

    Attributes
    ----------
    weekdays
        Bits of the days of the week, Monday the lowest: ``uint8`` of services.
    start, end
        First and last date of the weekdays: ``int32`` of services.
    service, day, added
        Exceptions: which service, the date, and whether it runs.
    """

    weekdays: NDArray[np.uint8]
    start: Positions
    end: Positions
    service: Positions
    day: Positions
    added: NDArray[np.bool_]

    def active(self, ordinal: int) -> NDArray[np.bool_]:
        """Which services run on a date."""
        weekday = (ordinal - 1) % 7
        runs = (self.start <= ordinal) & (ordinal <= self.end)
        runs &= (self.weekdays >> weekday) & 1 == 1
        today = self.day == ordinal
        runs[self.service[today & self.added]] = True
        runs[self.service[today & ~self.added]] = False
        return runs


@dataclass(frozen=True, kw_only=True, eq=False)
class Frequencies:
    """Trips that run again and again: ``int32`` arrays; ``end`` itself has no departure.

    Attributes
    ----------
    trip, start, end, every
        Position of the trip, first departure at its first call, end and headway in seconds.
    """

    trip: Positions
    start: Positions
    end: Positions
    every: Positions


@dataclass(frozen=True, kw_only=True, eq=False)
class Changes:
    """What feeds say of changing: ``int32`` arrays.

    Attributes
    ----------
    start, goal, kind, seconds
        Stops (a station stands for all of its platforms), the type of ``transfers.txt`` (0 to 3),
        and the least time (-1: none given).
    seat_from, seat_to, seated
        Trips between which people may (or may not) stay seated.
    """

    start: Positions
    goal: Positions
    kind: Positions
    seconds: Positions
    seat_from: Positions
    seat_to: Positions
    seated: NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, eq=False)
class Feed:
    """One feed, or several as one.

    Attributes
    ----------
    stops
        Platforms and stations: ``stop_id``, ``name``, ``lat``, ``lon`` (degrees, NaN where nobody
        knows), ``station`` (whether it is one), ``parent`` (position, -1), ``platform``, ``feed``.
    agencies, lines
        ``agency_id``, ``name``, ``url``, ``feed``; ``route_id``, ``name``, ``long_name``, ``type``
        (as GTFS), ``agency`` (position, -1), ``feed``.
    trips
        ``trip_id``, ``line``, ``service``, ``block`` (positions, -1), ``headsign``, ``feed``.
    calls, services, frequencies, changes
        As of their classes.
    about
        Of each feed: ``feed``, ``key`` (hash), ``zone``, ``publisher``, ``version``, ``start``,
        ``end`` (as the feed says), ``license``.
    findings
        What was found of its rows.
    """

    stops: pd.DataFrame
    agencies: pd.DataFrame
    lines: pd.DataFrame
    trips: pd.DataFrame
    calls: Calls
    services: Services
    frequencies: Frequencies
    changes: Changes
    about: pd.DataFrame
    findings: tuple[Finding, ...]

    def with_findings(self, more: Iterable[Finding]) -> Self:
        """The same, with further findings."""
        return replace(self, findings=(*self.findings, *more))
