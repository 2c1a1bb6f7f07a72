"""Times that are blank, times that fall, and trips too short to ride: rows → calls."""

from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mintgeo.timetable.feed import Calls
from mintgeo.timetable.gtfs.calls import FILE, Rows
from mintgeo.timetable.gtfs.faults import Faults
from mintgeo.timetable.places import in_space, metres

_LEAST: Final = 2
"""Calls of a trip that somebody can ride."""


def calls_of(rows: Rows, stops: pd.DataFrame, trips: pd.DataFrame, faults: Faults) -> Calls:
    """Give every call a time, and leave out trips that nobody can ride.

    A call without a time stands between two that have one: its time follows from the share of the
    way between them (``shape_dist_traveled`` where all of these calls have it and it never falls,
    else straight lines from stop to stop, else every stop counts the same), to the nearest second.
    A call before the first time of its trip or after the last one is left out. So are trips whose
    times fall, and trips of fewer than two calls.
    """
    rows = _timed(rows, stops, faults)
    rows = _without_falling(rows, trips, faults)
    n = np.bincount(rows.trip, minlength=len(trips))
    short = n < _LEAST
    if short.any():
        value = trips["trip_id"].iloc[int(np.argmax(short))]
        faults.add("short_trip", FILE, n=np.count_nonzero(short), value=value)
        rows, n = _kept(rows, ~short[rows.trip]), np.where(short, 0, n)
    first = np.concatenate([[0], np.cumsum(n)]).astype(np.int32)
    return Calls(
        first=first, stop=rows.stop, arrive=rows.arrive, depart=rows.depart, flags=rows.flags
    )


def _timed(rows: Rows, stops: pd.DataFrame, faults: Faults) -> Rows:
    """Fill blank times; calls that no time stands before, or after, are left out."""
    blank = rows.arrive < 0
    if not blank.any():
        return rows
    gaps = np.zeros(int(rows.trip.max()) + 1, dtype=bool)
    gaps[rows.trip[blank]] = True
    places = np.flatnonzero(gaps[rows.trip])
    part = _kept(rows, places)
    before, after = _around(part)
    loose = (before < 0) | (after < 0)
    inside = np.flatnonzero((part.arrive < 0) & ~loose)
    faults.add("no_time", FILE, n=np.count_nonzero(loose))
    faults.add("blank_times", FILE, n=len(inside))
    before, after = before[inside], after[inside]
    share = _shares(part, stops, inside, before, after)
    start, end = part.depart[before], part.arrive[after]
    times = start + np.rint((end - start) * share).astype(np.int32)
    rows.arrive[places[inside]] = rows.depart[places[inside]] = times
    keep = np.ones(len(rows.trip), dtype=bool)
    keep[places[loose]] = False
    return _kept(rows, keep) if loose.any() else rows


def _kept(rows: Rows, keep: NDArray[Any]) -> Rows:
    along = None if rows.along is None else rows.along[keep]
    return Rows(
        trip=rows.trip[keep], stop=rows.stop[keep], arrive=rows.arrive[keep],
        depart=rows.depart[keep], flags=rows.flags[keep], along=along,
    )  # fmt: skip


def _around(rows: Rows) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The last call with a time up to each call, and the next one from it; -1 where none is."""
    n = len(rows.trip)
    at = np.arange(n)
    timed = rows.arrive >= 0
    before = np.maximum.accumulate(np.where(timed, at, -1))
    after = np.minimum.accumulate(np.where(timed, at, n)[::-1])[::-1]
    last = np.minimum(after, n - 1)
    same = (before >= 0) & (rows.trip[np.maximum(before, 0)] == rows.trip)
    also = (after < n) & (rows.trip[last] == rows.trip)
    return np.where(same, before, -1), np.where(also, last, -1)


def _shares(
    rows: Rows, stops: pd.DataFrame, blank: NDArray[np.int64], before: NDArray[np.int64],
    after: NDArray[np.int64],
) -> NDArray[np.float64]:  # fmt: skip
    """How far along the way between its neighbours with a time each call is: 0 to 1."""
    out = (blank - before) / (after - before)
    along = [] if rows.along is None else [np.diff(rows.along.astype(float), prepend=np.nan)]
    for steps in (_straight(rows, stops), *along):
        unknown = np.concatenate([[0], np.cumsum(~(steps >= 0))])
        way = np.cumsum(np.where(steps >= 0, steps, 0))
        length = way[after] - way[before]
        whole = (unknown[after + 1] == unknown[before + 1]) & (length > 0)
        out = np.where(whole, (way[blank] - way[before]) / np.where(whole, length, 1), out)
    return np.asarray(out)


def _straight(rows: Rows, stops: pd.DataFrame) -> NDArray[np.float64]:
    """Metres from the call before as the bird flies; NaN where a stop has no place."""
    xyz = in_space(stops)
    return np.concatenate([[np.nan], metres(xyz, rows.stop[1:], rows.stop[:-1])])


def _without_falling(rows: Rows, trips: pd.DataFrame, faults: Faults) -> Rows:
    """Leave out trips that leave a call before they come, or come before they left the last."""
    falls = rows.depart < rows.arrive
    falls[1:] |= (np.diff(rows.trip) == 0) & (rows.arrive[1:] < rows.depart[:-1])
    if not falls.any():
        return rows
    wrong = np.zeros(len(trips), dtype=bool)
    wrong[rows.trip[falls]] = True
    value = trips["trip_id"].iloc[int(np.argmax(wrong))]
    faults.add("times_fall", FILE, n=np.count_nonzero(wrong), value=value)
    return _kept(rows, ~wrong[rows.trip])
