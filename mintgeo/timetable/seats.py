"""Who may stay seated: runs of one vehicle that follow each other."""

from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mintgeo.timetable.feed import Feed
from mintgeo.timetable.places import in_space, metres
from mintgeo.timetable.runs import Runs

_NEAR_M: Final = 200.0
"""A vehicle that goes on from farther away has driven there empty."""
_NONE: Final = -1
At = NDArray[np.int64]


def joined(feed: Feed, runs: Runs) -> tuple[At, At]:
    """Order runs so that those in which people stay seated follow each other.

    Two trips of one block and one day of service are one run if the second is the next of the
    block, leaves no earlier than the first comes, and begins where the first ends: at the same
    stop or station, or within 200 m. So are two trips with an in-seat transfer (type 4) between
    them, wherever they begin; type 5 keeps them apart. A vehicle goes on as one trip only: of
    several in-seat transfers from or to a trip the first counts. Trips of frequencies stay alone.

    Returns
    -------
    tuple of ndarray
        The order of the runs, and for each place in it the number of the vehicle's run.
    """
    n = len(runs.trip)
    after = np.full(n, _NONE)
    links = _links(feed, runs)
    if not len(links):
        return np.arange(n), np.arange(n)
    taken = np.zeros(n, dtype=bool)
    for one, other in links:
        if after[one] == _NONE and not taken[other]:
            after[one], taken[other] = other, True
    before = np.full(n, _NONE)
    before[after[after >= 0]] = np.flatnonzero(after >= 0)
    head = np.where(before >= 0, before, np.arange(n))
    while (head[head] != head).any():
        head = head[head]
    order = np.lexsort((np.arange(n), _begins(feed, runs), head))
    number = np.concatenate([[0], np.cumsum(np.diff(head[order]) != 0)])
    return order, number


def _begins(feed: Feed, runs: Runs) -> At:
    calls = feed.calls
    return np.asarray(calls.depart[calls.first[runs.trip]].astype(np.int64) + runs.shift)


def _ends(feed: Feed, runs: Runs) -> At:
    calls = feed.calls
    return np.asarray(calls.arrive[calls.first[runs.trip + 1] - 1].astype(np.int64) + runs.shift)


def _links(feed: Feed, runs: Runs) -> NDArray[np.int64]:
    """Pairs of runs, what feeds say of seats first; each pair leads to a later run."""
    begins, ends = _begins(feed, runs), _ends(feed, runs)
    said = _said(feed, runs)
    pairs = np.concatenate([said, _of_blocks(feed, runs, begins)])
    if not len(pairs):
        return pairs
    one, other = pairs.T
    later = (begins[other] > begins[one]) | ((begins[other] == begins[one]) & (other > one))
    return np.asarray(pairs[later & (begins[other] >= ends[one])])


def _said(feed: Feed, runs: Runs) -> NDArray[np.int64]:
    changes = feed.changes
    seats = pd.DataFrame({
        "one": changes.seat_from[changes.seated], "other": changes.seat_to[changes.seated],
    })  # fmt: skip
    if seats.empty:
        return np.zeros((0, 2), dtype=np.int64)
    single = np.flatnonzero(~runs.again)
    of = pd.DataFrame({"trip": runs.trip[single], "day": runs.day[single], "run": single})
    both = seats.merge(of, left_on="one", right_on="trip").merge(
        of, left_on=["other", "day"], right_on=["trip", "day"], suffixes=("_one", "_other")
    )
    return both[["run_one", "run_other"]].to_numpy(dtype=np.int64)


def _of_blocks(feed: Feed, runs: Runs, begins: At) -> NDArray[np.int64]:
    """Runs that follow each other in a block, near enough to stay seated, unless it is denied."""
    block = feed.trips["block"].to_numpy()[runs.trip]
    rows = np.flatnonzero((block >= 0) & ~runs.again)
    rows = rows[np.lexsort((rows, begins[rows], block[rows], runs.day[rows]))]
    one, other = rows[:-1], rows[1:]
    same = (block[one] == block[other]) & (runs.day[one] == runs.day[other])
    one, other = one[same], other[same]
    calls, changes = feed.calls, feed.changes
    last = calls.stop[calls.first[runs.trip[one] + 1] - 1].astype(np.int64)
    first = calls.stop[calls.first[runs.trip[other]]].astype(np.int64)
    parent = feed.stops["parent"].to_numpy()
    here = (last == first) | ((parent[last] >= 0) & (parent[last] == parent[first]))
    here |= (parent[last] == first) | (parent[first] == last)
    here |= metres(in_space(feed.stops), last, first) <= _NEAR_M
    n = len(feed.trips)
    denied = changes.seat_from[~changes.seated] * np.int64(n) + changes.seat_to[~changes.seated]
    keys = runs.trip[one] * np.int64(n) + runs.trip[other]
    keep = here & ~np.isin(keys, denied)
    return np.column_stack([one[keep], other[keep]])
