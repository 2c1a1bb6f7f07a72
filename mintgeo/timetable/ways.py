"""Ways on foot from stop to stop: within stations, to stops near by, and what feeds say of them."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from mintgeo._curves import FOOT
from mintgeo._errors import InputError
from mintgeo.timetable.feed import Changes, Feed, Positions
from mintgeo.timetable.gtfs.transfers import LEAST, NEVER, TIMED
from mintgeo.timetable.places import in_space, metres, plain_names, root_of

_MOST: Final = 60_000_000
"""Ways; Germany has some ten million with the usual option."""
_HAIR: Final = 1e-6
_SAME_ID_M, _SAME_NAME_M = 500.0, 200.0
"""Stops of two feeds with one id, or one name, are one stop this near."""
_SAME_MOST: Final = 200
"""Stops of one name beyond this many are called as half a country's: "Bahnhof"."""
Pairs = tuple[NDArray[np.int64], NDArray[np.int64]]


@dataclass(frozen=True, kw_only=True, eq=False)
class Ways:
    """Ways from stop to stop, as of ``Day``."""

    first: Positions
    goal: Positions
    seconds: Positions
    no_change: NDArray[np.bool_]
    said: NDArray[np.bool_]


def ways_between(feed: Feed, used: NDArray[np.bool_], twins: Pairs, *, walk_m: float) -> Ways:
    """Find the ways between stops at which vehicles call.

    Parameters
    ----------
    feed
        Its stops, and what is said of changing between them.
    used
        Which stops have calls.
    twins
        Stops of two feeds that are one, as of ``same_stops``.
    walk_m
        Stops so near, metres in a straight line, have ways between them.

    Notes
    -----
    A way takes the time that the curve of ``Airline("foot")`` gives its straight line, rounded up
    to seconds. A feed's least time (type 2) stands instead of it, a timed change (type 1) takes no
    time, a forbidden one (type 3) is taken away. What is said of two platforms counts before what
    is said of a platform and a station, and that before what is said of two stations.
    """
    stops, xyz = feed.stops, in_space(feed.stops)
    both = used[twins[0]] & used[twins[1]]
    found = [
        _in_stations(root_of(stops), used),
        _near(xyz, used, walk_m),
        (twins[0][both], twins[1][both]),
    ]
    start, goal = (np.concatenate(parts) for parts in zip(*found, strict=True))
    keys = np.unique(start * len(stops) + goal)
    start, goal = keys // len(stops), keys % len(stops)
    return _with_changes(start, goal, _seconds(xyz, start, goal), stops, used, xyz, feed.changes)


def _seconds(xyz: NDArray[np.float64], start: NDArray[np.int64], goal: NDArray[np.int64]
             ) -> NDArray[np.int64]:  # fmt: skip
    """Time on foot; where a stop has no place (as within a station) none is known: 0."""
    lines = np.nan_to_num(metres(xyz, start, goal))
    seconds = FOOT.minutes(FOOT.way_m(lines)) * 60
    return np.asarray(np.ceil(seconds - _HAIR), dtype=np.int64)


def _in_stations(roots: Positions, used: NDArray[np.bool_]) -> Pairs:
    members = np.flatnonzero(used)
    members = members[np.argsort(roots[members], kind="stable")]
    _, begins, sizes = np.unique(roots[members], return_index=True, return_counts=True)
    return _crossed(members, begins, sizes, begins, sizes)


def _crossed(
    members: NDArray[np.int64], begin_a: NDArray[np.int64], n_a: NDArray[np.int64],
    begin_b: NDArray[np.int64], n_b: NDArray[np.int64],
) -> Pairs:  # fmt: skip
    """All pairs of a member of one stretch and a member of another one, but those of itself."""
    row, at = _products(n_a, n_b)
    start = members[begin_a[row] + at // n_b[row]]
    goal = members[begin_b[row] + at % n_b[row]]
    other = start != goal
    return start[other], goal[other]


def _products(n_a: NDArray[np.int64], n_b: NDArray[np.int64]) -> Pairs:
    """For each pair of stretches its number, and for each of its pairs of members a number."""
    sizes = n_a.astype(np.int64) * n_b
    _refuse(int(sizes.sum()))
    row = np.repeat(np.arange(len(sizes)), sizes)
    return row, np.arange(len(row)) - np.repeat(np.cumsum(sizes) - sizes, sizes)


def _refuse(n: int) -> None:
    if n > _MOST:
        raise InputError(
            "The timetable has {n:,} ways between its stops, more than {most:,}: too many stops "
            "stand in one place; take a smaller walk_m, or a feed of a smaller area.",
            n=n, most=_MOST,
        )  # fmt: skip


def _near(xyz: NDArray[np.float64], used: NDArray[np.bool_], walk_m: float) -> Pairs:
    none = np.zeros(0, dtype=np.int64)
    members = np.flatnonzero(used & np.isfinite(xyz[:, 0]))
    if walk_m <= 0 or not len(members):
        return none, none
    tree = cKDTree(xyz[members])
    _refuse(int(tree.count_neighbors(tree, walk_m)))
    pairs = members[tree.query_pairs(walk_m, output_type="ndarray")]
    return np.concatenate([pairs[:, 0], pairs[:, 1]]), np.concatenate([pairs[:, 1], pairs[:, 0]])


def same_stops(stops: pd.DataFrame) -> Pairs:
    """Pairs of stops of two feeds that are one stop: of one id, or of one name, and near."""
    none = np.zeros(0, dtype=np.int64)
    rows = stops[["stop_id", "name"]].assign(at=np.arange(len(stops)), feed=stops["feed"].cat.codes)
    if rows["feed"].nunique() == 1:
        return none, none
    xyz = in_space(stops)
    rows["name"] = plain_names(rows["name"])
    found = []
    for column, most in (("stop_id", _SAME_ID_M), ("name", _SAME_NAME_M)):
        few = rows[rows.groupby(column)["at"].transform("size") <= _SAME_MOST]
        both = few.merge(few, on=column)
        both = both[both["feed_x"] != both["feed_y"]]
        start, goal = (both[one].to_numpy(dtype=np.int64) for one in ("at_x", "at_y"))
        near = metres(xyz, start, goal) <= most
        found.append((start[near], goal[near]))
    start, goal = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return start, goal


def _with_changes(
    start: NDArray[np.int64], goal: NDArray[np.int64], seconds: NDArray[np.int64],
    stops: pd.DataFrame, used: NDArray[np.bool_], xyz: NDArray[np.float64], changes: Changes,
) -> Ways:  # fmt: skip
    """Say what feeds say after what follows from places: the last word on a pair counts."""
    n = len(stops)
    said_start, said_goal, row = _platforms(stops, used, changes)
    kind, least = changes.kind[row], changes.seconds[row].astype(np.int64)
    foot = _seconds(xyz, said_start, said_goal)
    took = np.where((kind == LEAST) & (least >= 0), least, np.where(kind == TIMED, 0, foot))
    took[kind == NEVER] = -1
    told = (kind == TIMED) | (kind == NEVER) | ((kind == LEAST) & (least >= 0))
    own = (said_start == said_goal) & ~told
    said_start, said_goal, took = said_start[~own], said_goal[~own], took[~own]
    keys = np.concatenate([start * n + goal, said_start * n + said_goal])
    every = np.concatenate([seconds, took])
    kind, least = kind[~own], least[~own]
    exact = (kind == TIMED) | ((kind == LEAST) & (least >= 0))
    said = np.concatenate([np.zeros(len(start), dtype=bool), exact])
    keys, last = np.unique(keys[::-1], return_index=True)
    every, said = every[::-1][last], said[::-1][last]
    start, goal = keys // n, keys % n
    no_change = np.zeros(n, dtype=bool)
    no_change[start[(every < 0) & (start == goal)]] = True
    may = every >= 0
    first = np.concatenate([[0], np.cumsum(np.bincount(start[may], minlength=n))])
    return Ways(
        first=first.astype(np.int32), goal=goal[may].astype(np.int32),
        seconds=every[may].astype(np.int32), no_change=no_change, said=said[may],
    )  # fmt: skip


def _platforms(
    stops: pd.DataFrame, used: NDArray[np.bool_], changes: Changes
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """What is said of stations as said of their stops, the most exact last."""
    station = stops["station"].to_numpy(dtype=bool)
    parent = np.where(used, stops["parent"].to_numpy(), -1)
    order = np.argsort(parent, kind="stable")
    children = np.bincount(parent[parent >= 0], minlength=len(stops))
    begin = np.count_nonzero(parent < 0) + np.cumsum(children) - children
    members = np.concatenate([order, np.arange(len(stops))])
    n = np.where(station, children, used)
    begin = np.where(station, begin, len(stops) + np.arange(len(stops)))
    exact = ~station[changes.start] * 1 + ~station[changes.goal] * 1
    rows = np.argsort(exact, kind="stable")
    a, b = changes.start[rows], changes.goal[rows]
    row, at = _products(n[a], n[b])
    each = np.maximum(n[b], 1)[row]
    return members[begin[a][row] + at // each], members[begin[b][row] + at % each], rows[row]
