"""The search for near pairs among the points of two tables."""

from collections.abc import Iterator
from typing import Final

import numpy as np
from scipy.spatial import cKDTree

from mintgeo._crs import GEOD
from mintgeo._located import Floats, Ints, Points

Pairs = tuple[Ints, Ints]
"""Positions among the placed origins and among the placed destinations."""

_CHUNK: Final = 4096
_SPARE: Final = 4
"""Candidates beyond k, so that of equally near ones the order of the table decides nothing."""
_ANYWHERE: Final = 2e7
"""Longer than any chord through the earth, in metres."""


def geodesic_m(start: Points, goal: Points, pairs: Pairs) -> Floats:
    origin, target = pairs
    return np.asarray(
        GEOD.inv(start.lon[origin], start.lat[origin], goal.lon[target], goal.lat[target])[2],
        dtype=float,
    )


def nearest_pairs(start: Points, goal: Points, *, k: int) -> Pairs:
    """Positions of origins and of their k nearest, near ones first; ties go to the smaller id."""
    some = min(k + _SPARE, len(goal.placed))
    chord, target = cKDTree(goal.xyz).query(start.xyz, k=list(range(1, some + 1)))
    by_id = np.argsort(np.argsort(goal.ids[goal.placed].astype(str), kind="stable"))
    order = np.lexsort((by_id[target], np.round(chord, 3)), axis=1)[:, :k]
    nearest = np.take_along_axis(target, order, axis=1)
    origin = np.repeat(np.arange(len(start.placed)), nearest.shape[1])
    return origin, np.asarray(nearest.ravel(), dtype=np.intp)


def nearest_ways(start: Points, goal: Points, *, k: int) -> tuple[Pairs, Floats]:
    """The nearest pairs and their metres, found once: they are the same in every mode."""
    asked = k, tuple(goal.ids), goal.placed.tobytes(), goal.lon.tobytes(), goal.lat.tobytes()
    found = start.nearest.get(asked)
    if found is None:
        pairs = nearest_pairs(start, goal, k=k)
        found = pairs, geodesic_m(start, goal, pairs)
        start.nearest.clear()
        start.nearest[asked] = found
    return found


def pairs_within(start: Points, goal: Points, radius: float) -> Iterator[Pairs]:
    """Yield the pairs within a chord, a block of origins at a time."""
    if not len(goal.placed):
        return
    tree = cKDTree(goal.xyz)
    for first in range(0, len(start.placed), _CHUNK):
        hits = tree.query_ball_point(
            start.xyz[first : first + _CHUNK], min(radius, _ANYWHERE), return_sorted=True
        )
        counts = np.fromiter(map(len, hits), dtype=np.intp, count=len(hits))
        origin = np.repeat(np.arange(first, first + len(hits)), counts)
        yield origin, np.concatenate([np.asarray(hit, dtype=np.intp) for hit in hits])


def no_pairs() -> Pairs:
    return np.empty(0, dtype=np.intp), np.empty(0, dtype=np.intp)
