"""Points → the nearest place on a road: the arc, where on it, and how far away."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from mintgeo._crs import geocentric
from mintgeo.travel.roads.network import Network
from mintgeo.travel.roads.reading import UNIT
from mintgeo.travel.roads.segments import Bools, Floats, Ints

_SPACING_M: Final = 50.0
"""Roads are sampled this densely; every candidate is then measured exactly."""
_CHUNK: Final = 20_000


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
        for index in (self._big, self._all):
            open_ = np.flatnonzero(vertex < 0)
            if index is None or not len(open_):
                continue
            found = index.nearest(xyz[open_], max_m=max_m)
            vertex[open_], share[open_], gap[open_] = found
        return self.spots(vertex, share, np.where(vertex >= 0, gap, np.nan))

    @cached_property
    def _big(self) -> "_Index | None":
        net = self._network
        return _Index.of(net, net.start & net.big) if (net.start & net.big).any() else None

    @cached_property
    def _all(self) -> "_Index | None":
        net = self._network
        if not net.start.any() or (self._big is not None and net.big[net.start].all()):
            return None
        return _Index.of(net, net.start)

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
    """Samples of segments in a tree; each knows the vertex that its segment starts from."""

    tree: cKDTree
    vertex: Ints
    net: Network

    @classmethod
    def of(cls, net: Network, chosen: Bools) -> "_Index":
        once = chosen & ((net.twin < 0) | (np.arange(len(net.twin)) < net.twin))
        arc = np.repeat(np.arange(len(once)), np.diff(net.first))
        inside = once[arc]
        inside[net.last] = False
        vertex = np.flatnonzero(inside)
        a, b = _xyz(net, vertex), _xyz(net, vertex + 1)
        parts = np.maximum(np.ceil(np.linalg.norm(b - a, axis=1) / _SPACING_M), 1).astype(np.int64)
        row = np.repeat(np.arange(len(vertex)), parts)
        within = np.arange(len(row)) - np.repeat(np.cumsum(parts) - parts, parts)
        share = ((within + 0.5) / parts[row])[:, None]
        tree = cKDTree(a[row] + share * (b[row] - a[row]), balanced_tree=False, compact_nodes=False)
        return cls(tree, vertex[row], net)

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
        vertex = self.vertex[np.concatenate([np.asarray(hit, dtype=np.int64) for hit in hits])]
        a, b = _xyz(self.net, vertex), _xyz(self.net, vertex + 1)
        share, gap = _foot_point(xyz[point], a, b)
        order = np.lexsort((vertex, np.round(gap, 4), point))
        best = order[np.searchsorted(point[order], np.arange(len(xyz)))]
        far = gap[best] > max_m
        return np.where(far, -1, vertex[best]), share[best], gap[best]


def _xyz(net: Network, vertex: Ints) -> Floats:
    return geocentric(net.x[vertex] * UNIT, net.y[vertex] * UNIT)


def _foot_point(point: Floats, a: Floats, b: Floats) -> tuple[Floats, Floats]:
    """Share of the way from a to b that is nearest to a point, and the distance there."""
    line = b - a
    square = np.maximum((line**2).sum(axis=1), 1e-12)
    share = np.clip(((point - a) * line).sum(axis=1) / square, 0, 1)
    return share, np.linalg.norm(point - a - share[:, None] * line, axis=1)
