"""Feeds and their ways → one day as arrays."""

from datetime import date
from typing import Any

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
    first = calls.first[trip] + _gone(feed, trip, shift)
    n = calls.first[trip + 1] - first
    length = np.bincount(number, weights=n).astype(np.int64)
    whole = length[number] >= _LEAST
    trip, shift, first, n = (one[whole] for one in (trip, shift, first, n))
    length = length[length >= _LEAST]
    at = _stretches(first, n)
    move = np.repeat(shift, n)
    arrive, depart = _taken(calls.arrive, at), _taken(calls.depart, at)
    arrive += move
    depart += move
    np.maximum(arrive, 0, out=arrive)
    flags = _taken(calls.flags, at)
    return Day(
        date=on,
        first=np.concatenate([[0], np.cumsum(length)]).astype(np.int32),
        stop=_taken(calls.stop, at),
        arrive=arrive,
        depart=depart,
        board=(flags & BOARD).astype(bool),
        alight=(flags & ALIGHT).astype(bool),
        row=np.repeat(trip, n),
        ways=ways.first,
        way_to=ways.goal,
        way_seconds=ways.seconds,
        no_change=ways.no_change,
        said=ways.said,
    )


def _gone(feed: Feed, trip: Positions, shift: Positions) -> NDArray[np.int64]:
    """How many calls each run leaves before midnight: its first ones, since times never fall."""
    calls = feed.calls
    out = np.zeros(len(trip), dtype=np.int64)
    late = np.flatnonzero(calls.depart[calls.first[trip]] + shift < 0)
    n = calls.first[trip[late] + 1] - calls.first[trip[late]]
    at = _stretches(calls.first[trip[late]], n)
    before = calls.depart[at] + np.repeat(shift[late], n) < 0
    out[late] = np.bincount(np.repeat(np.arange(len(late)), n), weights=before, minlength=len(late))
    return out


def _stretches(first: NDArray[Any], n: NDArray[Any]) -> NDArray[np.int64]:
    """Positions of the members of stretches, one stretch after another."""
    skipped = np.cumsum(n, dtype=np.int64) - n
    at = np.repeat(first - skipped, n)
    at += np.arange(len(at))
    return np.asarray(at)


def _taken(values: NDArray[Any], at: NDArray[np.int64]) -> NDArray[Any]:
    """Values at positions, which are all there; of arrays on the disk too."""
    return np.asarray(values).take(at, mode="clip")
