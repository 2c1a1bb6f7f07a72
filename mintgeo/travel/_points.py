"""Points of a table as flat arrays, and the search for near pairs among them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import geopandas as gpd
import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from mintgeo._crs import GEOD, geocentric
from mintgeo.travel.protocol import prepare

Floats = NDArray[np.floating[Any]]
Ints = NDArray[np.integer[Any]]
Pairs = tuple[Ints, Ints]
"""Positions among the placed origins and among the placed destinations."""

_CHUNK: Final = 4096
_SPARE: Final = 4
"""Candidates beyond k, so that of equally near ones the order of the table decides nothing."""
_ANYWHERE: Final = 2e7
"""Longer than any chord through the earth, in metres."""


@dataclass(frozen=True)
class Points:
    """Points of a prepared table that have a place: where in the table, degrees, metres."""

    ids: NDArray[np.object_]
    placed: Ints
    lon: Floats
    lat: Floats
    xyz: Floats

    @classmethod
    def of(cls, table: "gpd.GeoDataFrame | Points", *, what: str) -> "Points":
        """Check a table and take its points; what has been taken already stays as it is."""
        if isinstance(table, Points):
            return table
        table = prepare(table, what=what)
        shapes = table.geometry
        placed = np.flatnonzero((shapes.notna() & ~shapes.is_empty).to_numpy())
        there = shapes.iloc[placed]
        lon, lat = there.x.to_numpy(dtype=float), there.y.to_numpy(dtype=float)
        return Points(table["id"].to_numpy(dtype=object), placed, lon, lat, geocentric(lon, lat))

    def among(self, chosen: NDArray[np.bool_]) -> "Points":
        """Some of the placed points; the table stays the same."""
        return Points(
            self.ids, self.placed[chosen], self.lon[chosen], self.lat[chosen], self.xyz[chosen]
        )


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
