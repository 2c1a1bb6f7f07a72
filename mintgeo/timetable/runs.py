"""The runs of one date: which trips, moved to its clock, again and again, and joined by seats."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any, Final
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from mintgeo.timetable.feed import Feed, Positions

DAY_S: Final = 86_400


@dataclass(frozen=True, kw_only=True, eq=False)
class Runs:
    """Runs of trips on a date.

    Attributes
    ----------
    trip
        Position of the trip: ``int32``.
    shift
        Seconds between its times and those of the date: ``int32``.
    day
        On which day of service, 0 for the date itself, -1 for the one before: ``int8``.
    again
        Whether it is one of a frequency.
    """

    trip: Positions
    shift: Positions
    day: NDArray[np.int8]
    again: NDArray[np.bool_]


def runs_of(feed: Feed, on: date, same: Positions | None = None) -> Runs:
    """Find all runs of a date: those of its own day of service, and late ones of days before.

    Parameters
    ----------
    feed
        One feed or several.
    on
        The date.
    same
        Of each trip a number that trips of several feeds share if they are one; -1 for none. Of
        such only those of the first feed run.
    """
    parts = []
    codes = feed.trips["feed"].cat.codes.to_numpy()
    service = feed.trips["service"].to_numpy()
    zones = list(feed.about["zone"])
    several = len(set(zones)) > 1
    back = -(-longest(feed) // DAY_S)
    for day in range(-back, 2 if several else 1):
        runs = feed.services.active(on.toordinal() + day)
        if not runs.any():
            continue
        active = np.flatnonzero((service >= 0) & runs[service])
        if same is not None:
            active = once(active, same, codes)
        other = on + timedelta(days=day)
        moves = np.array([_noon(other, one) - _noon(on, zones[0]) for one in zones])
        parts.append(_of_day(feed, active, moves[codes[active]], day))
    if not parts:
        none = np.zeros(0, dtype=np.int32)
        return Runs(trip=none, shift=none, day=none.astype(np.int8), again=none.astype(bool))
    return Runs(**{
        name: np.concatenate([getattr(one, name) for one in parts])
        for name in ("trip", "shift", "day", "again")
    })  # fmt: skip


@cache
def _noon(on: date, zone: str) -> int:
    """Seconds of the world's clock at noon; days of service are counted from half a day before."""
    return int(datetime.combine(on, time(12), tzinfo=ZoneInfo(zone)).timestamp())


def longest(feed: Feed) -> int:
    """The latest time of any run, in seconds of its day of service."""
    calls, often = feed.calls, feed.frequencies
    latest = int(calls.arrive.max(initial=0))
    if not len(often.trip):
        return latest
    start, end = calls.first[often.trip], calls.first[often.trip + 1]
    there = end > start
    took = calls.arrive[end[there] - 1] - calls.depart[start[there]]
    return max(latest, int((often.end[there] + took).max(initial=0)))


def once(active: NDArray[np.int64], same: Positions, codes: NDArray[Any]) -> NDArray[np.int64]:
    """Of trips that are one in several feeds those of the first feed that runs it today."""
    groups = same[active]
    told = groups >= 0
    if not told.any():
        return active
    first = np.full(int(same.max()) + 1, np.iinfo(np.int16).max, dtype=np.int16)
    np.minimum.at(first, groups[told], codes[active[told]])
    keep = ~told | (codes[active] == first[groups])
    return np.asarray(active[keep])


def _of_day(feed: Feed, active: NDArray[np.int64], moves: NDArray[np.int64], day: int) -> Runs:
    calls = feed.calls
    often = feed.frequencies
    repeated = np.zeros(len(feed.trips), dtype=bool)
    repeated[often.trip] = True
    there = calls.first[active + 1] > calls.first[active]
    once = there & ~repeated[active]
    trip, shift = active[once], moves[once]
    position = np.full(len(feed.trips), -1, dtype=np.int64)
    position[active[there]] = np.flatnonzero(there)
    rows = np.flatnonzero(position[often.trip] >= 0)
    more, starts = _repeated(often.start[rows], often.end[rows], often.every[rows])
    of = often.trip[rows][more]
    moved = moves[position[of]] + starts - calls.depart[calls.first[of]]
    trip, shift = np.concatenate([trip, of]), np.concatenate([shift, moved])
    again = np.arange(len(trip)) >= np.count_nonzero(once)
    if day:
        ends = calls.depart[calls.first[trip + 1] - 1] + shift
        starts = calls.depart[calls.first[trip]] + shift
        late = (ends >= 0) & (starts < DAY_S)
        trip, shift, again = trip[late], shift[late], again[late]
    return Runs(
        trip=trip.astype(np.int32), shift=shift.astype(np.int32),
        day=np.full(len(trip), day, dtype=np.int8), again=again,
    )  # fmt: skip


def _repeated(
    start: Positions, end: Positions, every: Positions
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For each departure of each frequency its row and its time."""
    n = -(-(end.astype(np.int64) - start) // every)
    row = np.repeat(np.arange(len(n)), n)
    at = np.arange(len(row)) - np.repeat(np.cumsum(n) - n, n)
    return row, start[row] + at * every[row].astype(np.int64)
