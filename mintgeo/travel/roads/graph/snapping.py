"""Points → the nearest place on a road: the arc, where on it, and how far away."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import binary_dilation
from scipy.spatial import cKDTree

from mintgeo._crs import geocentric
from mintgeo.travel.roads.graph.network import Network
from mintgeo.travel.roads.graph.segments import Bools, Floats, Ints
from mintgeo.travel.roads.reading.ways import UNIT

_SPACING_M: Final = 50.0
"""Roads are sampled this densely; every candidate is then measured exactly."""
_CHUNK: Final = 20_000
_WHOLE_UP_TO: Final = 10_000_000
"""Networks of more vertices are never sampled as a whole, but near the points to snap."""
_LEAST_DEGREE_M: Final = 110_500.0
"""No degree of latitude is shorter."""
_FLATTENING: Final = 1 / 298.257223563
_RINGS_M: Final = (250.0, 500.0, 1000.0)
"""Most points have a road this near: of large networks, look here first."""
_COARSE_M: Final = 125.0
"""Large networks are sampled this densely."""
_BLOCK: Final = 2_000_000


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

    def nearer(self, xyz: Floats, *, than: Floats) -> Spots:
        """Snap each point to its nearest road, if that is nearer than a gap of its own.

        For small networks; most points have no road so near, and are told by one look.
        """
        index = self._all
        vertex, share = np.full(len(xyz), -1), np.zeros(len(xyz))
        gap = np.full(len(xyz), np.nan)
        if index is not None and len(xyz):
            open_ = np.flatnonzero(index.at_least(xyz) < than)
            found = index.nearest(xyz[open_], max_m=np.inf) if len(open_) else (open_, open_, open_)
            closer = found[2] < than[open_]
            for whole, part in zip((vertex, share, gap), found, strict=True):
                whole[open_[closer]] = part[closer]
        return self.spots(vertex, share, gap)

    def _looks(self, max_m: float) -> list[tuple[str, float]]:
        """Which roads to look for how far, one after the other until a point has one."""
        rings = () if self._small else _RINGS_M
        radii = [*(radius for radius in rings if radius < max_m), max_m]
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
    """Samples of segments in a tree; ``vertex`` is where the segment of each begins."""

    tree: cKDTree
    vertex: Ints
    net: Network
    spacing_m: float

    @classmethod
    def of(
        cls, net: Network, chosen: Bools, xyz: Floats | None = None, radius: float = np.inf
    ) -> "_Index | None":
        """Sample the chosen arcs, once per road; given points, only what is near them."""
        once = chosen & ((net.twin < 0) | (np.arange(len(net.twin)) < net.twin))
        inside = np.repeat(once, np.diff(net.first))
        inside[net.last] = False
        cells = None if xyz is None else _Cells.around(xyz, radius + _COARSE_M)
        spacing = _SPACING_M if cells is None else _COARSE_M
        every = np.flatnonzero(inside)
        blocks = np.array_split(every, len(every) // _BLOCK + 1)
        parts = [_samples(net, block, spacing, cells) for block in blocks]
        if not sum(len(vertex) for vertex, _ in parts):
            return None
        vertex, at = (np.concatenate(part) for part in zip(*parts, strict=True))
        tree = cKDTree(at, balanced_tree=False, compact_nodes=False)
        return cls(tree, vertex, net, spacing)

    def at_least(self, xyz: Floats) -> Floats:
        """Metres that no segment is nearer than, per point."""
        return np.asarray(self.tree.query(xyz)[0] - self.spacing_m / 2)

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
        hits = self.tree.query_ball_point(xyz, near + self.spacing_m / 2 + 0.01)
        counts = np.fromiter(map(len, hits), dtype=np.int64, count=len(hits))
        point = np.repeat(np.arange(len(xyz)), counts)
        vertex = self.vertex[np.concatenate([np.asarray(hit, dtype=np.int64) for hit in hits])]
        share, gap = _foot_point(xyz[point], _xyz(self.net, vertex), _xyz(self.net, vertex + 1))
        order = np.lexsort((vertex, np.round(gap, 4), point))
        best = order[np.searchsorted(point[order], np.arange(len(xyz)))]
        far = gap[best] > max_m
        return np.where(far, -1, vertex[best]), share[best], gap[best]


def _samples(
    net: Network, vertex: Ints, spacing_m: float, cells: "_Cells | None"
) -> tuple[Ints, Floats]:
    """Sample segments that begin at some vertices: the vertex of every sample, and where it is."""
    length = net.length_m[vertex + 1] - net.length_m[vertex]
    if cells is not None:
        near = cells.hold(net.x[vertex] * UNIT, net.y[vertex] * UNIT, wide=True)
        near |= length > cells.size_m
        vertex, length = vertex[near], length[near]
    parts = np.maximum(np.ceil(length / spacing_m), 1).astype(np.int64)
    row = np.repeat(np.arange(len(vertex)), parts)
    within = np.arange(len(row)) - np.repeat(np.cumsum(parts) - parts, parts)
    share = (within + 0.5) / parts[row]
    if cells is not None:
        lon, lat = (
            (one[vertex][row] + share * (one[vertex + 1] - one[vertex])[row]) * UNIT
            for one in (net.x, net.y)
        )
        kept = cells.hold(lon, lat)
        row, share = row[kept], share[kept]
    a, b = _xyz(net, vertex), _xyz(net, vertex + 1)
    return vertex[row], a[row] + share[:, None] * (b - a)[row]


def _xyz(net: Network, vertex: Ints) -> Floats:
    return geocentric(net.x[vertex] * UNIT, net.y[vertex] * UNIT)


@dataclass(frozen=True)
class _Cells:
    """A raster of cells at least so wide, and which of them are beside points.

    ``close`` are cells of points and those around them: whatever is no farther from a point than a
    cell is wide lies there. ``wide`` are one more ring.
    """

    west: float
    south: float
    step: tuple[float, float]
    size_m: float
    close: Bools
    wide: Bools

    @classmethod
    def around(cls, xyz: Floats, size_m: float) -> "_Cells":
        lon, lat = _degrees(xyz)
        north = size_m / _LEAST_DEGREE_M
        east = north / np.cos(np.radians(min(np.abs(lat).max() + 1, 89)))
        west, south = lon.min() - 3 * east, lat.min() - 3 * north
        shape = int((lon.max() - west) / east) + 4, int((lat.max() - south) / north) + 4
        there = np.zeros(shape, dtype=bool)
        there[((lon - west) / east).astype(np.int64), ((lat - south) / north).astype(np.int64)] = 1
        close, wide = (binary_dilation(there, np.ones((n, n), dtype=bool)) for n in (3, 5))
        return cls(west, south, (east, north), size_m, close, wide)

    def hold(self, lon: Floats, lat: Floats, *, wide: bool = False) -> Bools:
        """Which places lie in the cells."""
        column = ((lon - self.west) / self.step[0]).astype(np.int64)
        row = ((lat - self.south) / self.step[1]).astype(np.int64)
        inside = (column >= 0) & (column < self.close.shape[0])
        inside &= (row >= 0) & (row < self.close.shape[1])
        out = np.zeros(len(column), dtype=bool)
        marked = self.wide if wide else self.close
        out[inside] = marked[column[inside], row[inside]]
        return out


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
