"""Points → the nearest place on a road: the arc, where on it, and how far away."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import binary_dilation
from scipy.spatial import cKDTree

from mintgeo._crs import geocentric
from mintgeo.travel.roads.network import Network
from mintgeo.travel.roads.reading import UNIT
from mintgeo.travel.roads.segments import Bools, Floats, Ints

_SPACING_M: Final = 50.0
"""Roads are sampled this densely; every candidate is then measured exactly."""
_CHUNK: Final = 20_000
_WHOLE_UP_TO: Final = 10_000_000
"""Networks of more vertices are never sampled as a whole, but near the points to snap."""
_LEAST_DEGREE_M: Final = 110_500.0
"""No degree of latitude is shorter."""
_FLATTENING: Final = 1 / 298.257223563
_NEAR_M: Final = 250.0
"""Most points have a road this near: of large networks, look here first."""


@dataclass(frozen=True, kw_only=True)
class Spots:
    """Where points meet the road: in both directions of travel, -1 where there is none.

    Arrays of shape (points, 2): ``arc``; ``weight_s``, ``time_s``, ``length_m`` from the start of
    the arc to the spot. ``gap_m``: from the point to the road, NaN if none is near enough.
    """

    arc: Ints
    weight_s: Floats
    time_s: Floats
    length_m: Floats
    gap_m: Floats

    @property
    def snapped(self) -> Bools:
        """Points that have a road."""
        return np.isfinite(self.gap_m)


class Snapper:
    """Finds the nearest road of points.

    Points prefer components of at least 1,000 arcs, wherever one is near enough, and take any other
    else: OSRM's rule for tables.
    """

    def __init__(self, network: Network) -> None:
        self._network = network

    def snap(self, xyz: Floats, *, max_m: float) -> Spots:
        """Snap points, given geocentric in metres, to roads within ``max_m``."""
        gap = np.full(len(xyz), np.inf)
        vertex = np.full(len(xyz), -1)
        share = np.zeros(len(xyz))
        for chosen, radius in self._looks(max_m):
            open_ = np.flatnonzero(vertex < 0)
            index = self._index(chosen, xyz[open_], radius) if len(open_) else None
            if index is not None:
                found = index.nearest(xyz[open_], max_m=radius)
                vertex[open_], share[open_], gap[open_] = found
        return self.spots(vertex, share, np.where(vertex >= 0, gap, np.nan))

    def _looks(self, max_m: float) -> list[tuple[str, float]]:
        """Which roads to look for how far, one after the other until a point has one."""
        radii = [max_m] if self._small else [min(_NEAR_M, max_m), max_m]
        return [(chosen, radius) for chosen in ("big", "all") for radius in radii]

    def _index(self, chosen: str, xyz: Floats, radius: float) -> "_Index | None":
        """Samples of the chosen roads: all, or those near some points of a large network."""
        if self._small:
            return self._big if chosen == "big" else self._all
        net = self._network
        return _Index.of(net, net.start & net.big if chosen == "big" else net.start, xyz, radius)

    @property
    def _small(self) -> bool:
        return len(self._network.x) <= _WHOLE_UP_TO

    @cached_property
    def _big(self) -> "_Index | None":
        net = self._network
        return _Index.of(net, net.start & net.big)

    @cached_property
    def _all(self) -> "_Index | None":
        net = self._network
        return None if net.big[net.start].all() else _Index.of(net, net.start)

    def spots(self, vertex: Ints, share: Floats, gap: Floats) -> Spots:
        """Both directions of places on segments: a vertex (or -1) and a share of the way on."""
        net = self._network
        arc = np.searchsorted(net.first, vertex, side="right") - 1
        arc = np.where(vertex < 0, -1, arc)
        twin = np.where(arc >= 0, net.twin[arc], -1)
        back = np.where(twin >= 0, net.first[twin] + net.last[arc] - 1 - vertex, -1)
        columns = [(arc, vertex, share), (twin, back, 1 - share)]
        along = {
            name: np.column_stack([_at(getattr(net, name), at, part) for _, at, part in columns])
            for name in ("weight_s", "time_s", "length_m")
        }
        return Spots(arc=np.column_stack([arc, twin]), gap_m=gap, **along)


def _at(counted: NDArray[np.float32], vertex: Ints, share: Floats) -> Floats:
    """Value at a share of the way from a vertex to the next; NaN where there is no vertex."""
    there = np.maximum(vertex, 0)
    low = counted[there].astype(float)
    return np.where(vertex < 0, np.nan, low + share * (counted[there + 1] - low))


@dataclass(frozen=True)
class _Index:
    """Samples of segments in a tree; ``segment`` of each, and of these the vertex and both ends."""

    tree: cKDTree
    segment: Ints
    vertex: Ints
    a: Floats
    b: Floats

    @classmethod
    def of(
        cls, net: Network, chosen: Bools, xyz: Floats | None = None, radius: float = np.inf
    ) -> "_Index | None":
        """Sample the chosen arcs, once per road; given points, only what is near them."""
        once = chosen & ((net.twin < 0) | (np.arange(len(net.twin)) < net.twin))
        inside = np.repeat(once, np.diff(net.first))
        inside[net.last] = False
        if xyz is not None:
            inside &= _near(net, xyz, radius)
        vertex = np.flatnonzero(inside)
        if not len(vertex):
            return None
        a, b = (geocentric(net.x[at] * UNIT, net.y[at] * UNIT) for at in (vertex, vertex + 1))
        parts = np.maximum(np.ceil(np.linalg.norm(b - a, axis=1) / _SPACING_M), 1).astype(np.int64)
        row = np.repeat(np.arange(len(vertex)), parts)
        within = np.arange(len(row)) - np.repeat(np.cumsum(parts) - parts, parts)
        share = ((within + 0.5) / parts[row])[:, None]
        tree = cKDTree(a[row] + share * (b[row] - a[row]), balanced_tree=False, compact_nodes=False)
        return cls(tree, row, vertex, a, b)

    def nearest(self, xyz: Floats, *, max_m: float) -> tuple[Ints, Floats, Floats]:
        """Vertex, share of its segment, and distance for each point; vertex -1 if none is near."""
        parts = [
            self._nearest(xyz[first : first + _CHUNK], max_m)
            for first in range(0, len(xyz), _CHUNK)
        ]
        vertex, share, gap = (np.concatenate(part) for part in zip(*parts, strict=True))
        return vertex, share, gap

    def _nearest(self, xyz: Floats, max_m: float) -> tuple[Ints, Floats, Floats]:
        near = self.tree.query(xyz)[0]
        hits = self.tree.query_ball_point(xyz, near + _SPACING_M / 2 + 0.01)
        counts = np.fromiter(map(len, hits), dtype=np.int64, count=len(hits))
        point = np.repeat(np.arange(len(xyz)), counts)
        segment = self.segment[np.concatenate([np.asarray(hit, dtype=np.int64) for hit in hits])]
        vertex = self.vertex[segment]
        share, gap = _foot_point(xyz[point], self.a[segment], self.b[segment])
        order = np.lexsort((vertex, np.round(gap, 4), point))
        best = order[np.searchsorted(point[order], np.arange(len(xyz)))]
        far = gap[best] > max_m
        return np.where(far, -1, vertex[best]), share[best], gap[best]


def _near(net: Network, xyz: Floats, radius: float) -> Bools:
    """Vertices whose segment may come within ``radius`` of some point: by cells of that size.

    A segment no longer than the radius has an end at most two cells away; longer ones all count.
    """
    lon, lat = _degrees(xyz)
    low, high = (int(one(lat)) for one in (np.min, np.max))
    north = radius / _LEAST_DEGREE_M / UNIT
    east = north / np.cos(np.radians(min(max(abs(low), abs(high)) + 1, 89)))
    west, south = net.x.min() - 3 * east, net.y.min() - 3 * north
    shape = tuple(int((one.max() - side) / step) + 4
                  for one, side, step in ((net.x, west, east), (net.y, south, north)))  # fmt: skip
    near = np.zeros(shape, dtype=bool)
    column = np.clip(((lon / UNIT - west) / east).astype(np.int64), 0, shape[0] - 1)
    row = np.clip(((lat / UNIT - south) / north).astype(np.int64), 0, shape[1] - 1)
    near[column, row] = True
    near = binary_dilation(near, np.ones((5, 5), dtype=bool))
    here = near[
        ((net.x - np.float32(west)) / np.float32(east)).astype(np.int32),
        ((net.y - np.float32(south)) / np.float32(north)).astype(np.int32),
    ]
    here[:-1] |= here[1:] | (np.diff(net.length_m) > radius)
    return np.asarray(here)


def _degrees(xyz: Floats) -> tuple[Floats, Floats]:
    """Longitude and latitude of points at height 0."""
    x, y, z = xyz.T
    square = 1 - (1 - _FLATTENING) ** 2
    return np.degrees(np.arctan2(y, x)), np.degrees(np.arctan2(z, (1 - square) * np.hypot(x, y)))


def _foot_point(point: Floats, a: Floats, b: Floats) -> tuple[Floats, Floats]:
    """Share of the way from a to b that is nearest to a point, and the distance there."""
    line = b - a
    square = np.maximum((line**2).sum(axis=1), 1e-12)
    share = np.clip(((point - a) * line).sum(axis=1) / square, 0, 1)
    return share, np.linalg.norm(point - a - share[:, None] * line, axis=1)
