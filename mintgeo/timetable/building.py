"""Feeds and their ways → one day as arrays."""

from datetime import date

import numpy as np
from numpy.typing import NDArray

from mintgeo.timetable.day import Day
from mintgeo.timetable.feed import ALIGHT, BOARD, Feed, Positions
from mintgeo.timetable.runs import runs_of
from mintgeo.timetable.seats import joined
from mintgeo.timetable.ways import Ways

_LEAST = 2


def day_of(feed: Feed, ways: Ways, on: date, same: Positions | None = None) -> Day:
    """Build a day: its runs one after another, each in the order of its calls.

    Calls that a run of the day before leaves before midnight are cut off, so no time is negative;
    runs that are left with fewer than two calls are not there.
    """
    runs = runs_of(feed, on, same)
    order, number = joined(feed, runs)
    trip, shift = runs.trip[order], runs.shift[order]
    calls = feed.calls
    n = calls.first[trip + 1] - calls.first[trip]
    at = _stretches(calls.first[trip], n)
    move = np.repeat(shift, n)
    row = np.repeat(trip, n).astype(np.int32)
    arrive, depart = calls.arrive[at] + move, calls.depart[at] + move
    length = np.bincount(number, weights=n).astype(np.int64)
    keep = depart >= 0
    if not keep.all():
        vehicle = np.repeat(np.arange(len(length)), length)
        left = np.bincount(vehicle[keep], minlength=len(length))
        keep &= left[vehicle] >= _LEAST
        at, row, arrive, depart = at[keep], row[keep], arrive[keep], depart[keep]
        length = left[left >= _LEAST]
    flags = calls.flags[at]
    return Day(
        date=on,
        first=np.concatenate([[0], np.cumsum(length)]).astype(np.int32),
        stop=calls.stop[at],
        arrive=np.maximum(arrive, 0).astype(np.int32),
        depart=depart.astype(np.int32),
        board=flags & BOARD > 0,
        alight=flags & ALIGHT > 0,
        row=row,
        ways=ways.first,
        way_to=ways.goal,
        way_seconds=ways.seconds,
        no_change=ways.no_change,
        said=ways.said,
    )


def _stretches(first: Positions, n: Positions) -> NDArray[np.int64]:
    """Positions of the members of stretches, one stretch after another."""
    skipped = np.cumsum(n, dtype=np.int64) - n
    return np.repeat(first - skipped, n) + np.arange(int(n.sum()))
