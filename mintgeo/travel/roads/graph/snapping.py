"""Points → the nearest place on a road: the arc, where on it, and how far away."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mintgeo.travel.roads.graph.nearby import NearRoads
from mintgeo.travel.roads.graph.network import Network
from mintgeo.travel.roads.graph.segments import Bools, Floats, Ints


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

    def prepare(self) -> None:
        """Put the roads into cells, as is done once for all points."""
        _ = self._big, self._small

    def snap(self, xyz: Floats, *, max_m: float) -> Spots:
        """Snap points, given geocentric in metres, to roads within ``max_m``.

        Who finds nothing in large components is farther than that from all of them, so that only
        the others are looked at then.
        """
        vertex, share, gap = self._found(self._big, xyz, max_m)
        open_ = np.flatnonzero(vertex < 0)
        if len(open_):
            vertex[open_], share[open_], gap[open_] = self._found(self._small, xyz[open_], max_m)
        return self.spots(vertex, share, np.where(vertex >= 0, gap, np.nan))

    def nearer(self, xyz: Floats, *, than: Floats) -> Spots:
        """Snap each point to its nearest road, if that is nearer than a gap of its own."""
        vertex, share, gap = self._found(self._all, xyz, np.nextafter(than, -np.inf))
        return self.spots(vertex, share, np.where(vertex >= 0, gap, np.nan))

    @staticmethod
    def _found(
        roads: NearRoads | None, xyz: Floats, within_m: Floats | float
    ) -> tuple[Ints, Floats, Floats]:
        if roads is None:
            return np.full(len(xyz), -1), np.zeros(len(xyz)), np.full(len(xyz), np.inf)
        return roads.nearest(xyz, within_m=within_m)

    @cached_property
    def _big(self) -> NearRoads | None:
        net = self._network
        return NearRoads.of(net, net.start & net.big)

    @cached_property
    def _small(self) -> NearRoads | None:
        net = self._network
        return NearRoads.of(net, net.start & ~net.big)

    @cached_property
    def _all(self) -> NearRoads | None:
        net = self._network
        if net.big[net.start].all():
            return self._big
        return NearRoads.of(net, net.start) if net.big[net.start].any() else self._small

    def spots(self, vertex: Ints, share: Floats, gap: Floats) -> Spots:
        """Both directions of places on segments: a vertex (or -1) and a share of the way on."""
        net, there = self._network, np.flatnonzero(vertex >= 0)
        vertex, share = vertex[there], share[there]
        arc = _arcs(net, vertex)
        twin = net.twin[arc]
        back = np.where(twin >= 0, net.first[twin] + net.first[arc + 1] - 2 - vertex, -1)
        at, part = np.column_stack([vertex, back]), np.column_stack([share, 1 - share])
        along = {
            name: _filled(_at(getattr(net, name), at, part), there, len(gap), np.nan)
            for name in ("weight_s", "time_s", "length_m")
        }
        arcs = _filled(np.column_stack([arc, twin]), there, len(gap), -1)
        return Spots(arc=arcs, gap_m=gap, **along)


def _filled(values: NDArray[Any], rows: Ints, count: int, other: float) -> NDArray[Any]:
    """Values of some rows among so many."""
    if len(rows) == count:
        return values
    out = np.full((count, *values.shape[1:]), other, dtype=values.dtype)
    out[rows] = values
    return out


def _arcs(net: Network, vertex: Ints) -> Ints:
    """The arcs of vertices: looked up in their order, which is quicker."""
    order = np.argsort(vertex)
    arc = np.empty(len(vertex), dtype=np.int64)
    arc[order] = np.searchsorted(net.first, vertex[order], side="right") - 1
    return arc


def _at(counted: NDArray[np.float32], vertex: Ints, share: Floats) -> Floats:
    """Value at a share of the way from a vertex to the next; NaN where there is no vertex."""
    low = counted[vertex].astype(float)
    on = low + share * (counted[vertex + 1] - low)
    return np.where(vertex < 0, np.nan, on)
