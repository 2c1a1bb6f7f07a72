"""Which roads are near a point: pieces of roads in a raster of cells.

A point looks at the cells around it, and then as far as the nearest road found there. What is
measured on a plane here only sorts out; the roads that are left are measured exactly.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Self

import numpy as np

from mintgeo._crs import geocentric
from mintgeo.travel.roads.graph.cells import Cells
from mintgeo.travel.roads.graph.network import Network
from mintgeo.travel.roads.graph.plane import EARTH_M, degrees
from mintgeo.travel.roads.graph.segments import Bools, Floats, Ints, metres_per_degree
from mintgeo.travel.roads.reading.ways import UNIT

_CHUNK: Final = 32_768
"""Points that are looked at together."""
_PAIRS: Final = 50_000
"""Pairs of points and pieces of roads that are."""
_FIRST: Final = 0.25
"""A point looks so many cells far at first."""
_SURE_M: Final = 0.01
_TOUCHING_M: Final = 1e-6
"""Who is so near to a vertex is 0.0000 m away from all segments that end there."""

Found = tuple[Ints, Floats, Floats]
"""Of each point the vertex where its nearest segment begins (or -1), the share of the segment up to
the place that is nearest, and metres."""


@dataclass(frozen=True)
class NearRoads:
    """Roads of a network, in cells."""

    net: Network
    cells: Cells

    @classmethod
    def of(cls, net: Network, chosen: Bools) -> Self | None:
        """Put the chosen arcs into cells; None if there are none."""
        cells = Cells.of(net, chosen)
        return None if cells is None else cls(net, cells)

    def nearest(self, xyz: Floats, *, within_m: Floats | float) -> Found:
        """The nearest segment of each point (geocentric metres) that is so near."""
        within = np.broadcast_to(np.asarray(within_m, dtype=float), len(xyz))
        vertex, share, gap = np.full(len(xyz), -1), np.zeros(len(xyz)), np.full(len(xyz), np.inf)
        asking = np.flatnonzero(within >= 0)
        for low in range(0, len(asking), _CHUNK):
            some = asking[low : low + _CHUNK]
            place, limit = xyz[some], within[some]
            for point, at in self._candidates(place, limit + _SURE_M):
                found = self._measured(place, point, at)
                near = np.flatnonzero(found[3] <= limit[found[0]])
                row = some[found[0][near]]
                vertex[row], share[row], gap[row] = (one[near] for one in found[1:])
        return vertex, share, gap

    def _candidates(self, xyz: Floats, limit: Floats) -> Iterator[tuple[Ints, Ints]]:
        """Pairs of points and segments, all of those among them that may be the nearest.

        All pairs of a point come at once and stand together, some of them twice.
        """
        seen = _Seen.of(xyz)
        place = self.cells.flat.at(seen.lon, seen.lat)
        reach = np.minimum(limit, self.cells.size * _FIRST)
        open_ = np.arange(len(xyz))
        while len(open_):
            for some, around in self.cells.around(place, open_, reach, most=_PAIRS):
                bound = np.full(len(some), np.inf)
                point, vertex = around.nearest()
                np.minimum.at(bound, point, seen.spans(self.net, some[point], vertex)[1])
                point, vertex = around.within(bound)
                least, most, touching = seen.spans(self.net, some[point], vertex)
                np.minimum.at(bound, point, most)
                done = (bound <= reach[some]) | (reach[some] >= limit[some])
                bound = np.minimum(np.where(np.isinf(bound), 2 * reach[some], bound), limit[some])
                reach[some] = np.where(done, np.inf, bound)
                near = least <= np.where(done, bound, -np.inf)[point]
                kept = np.flatnonzero(near & ~_later(point, vertex, touching))
                yield some[point[kept]], vertex[kept]
            open_ = open_[np.isfinite(reach[open_])]

    def _measured(
        self, xyz: Floats, point: Ints, vertex: Ints
    ) -> tuple[Ints, Ints, Floats, Floats]:
        """The best segment of every point that has any; of equally near ones the first."""
        begin, end = np.split(self._xyz(np.concatenate([vertex, vertex + 1])), 2, axis=1)
        share, gap = _foot_point(xyz[point].T, begin, end)
        rounded = np.round(gap, 4)
        number = point - point.min(initial=len(xyz))
        least = np.full(int(number.max(initial=-1)) + 1, np.inf)
        np.minimum.at(least, number, rounded)
        tied = np.flatnonzero(rounded == least[number])
        number = number[tied]
        first = np.full(len(least), len(self.net.x))
        np.minimum.at(first, number, vertex[tied])
        best = tied[vertex[tied] == first[number]]
        return point[best], vertex[best], share[best], gap[best]

    def _xyz(self, vertex: Ints) -> Floats:
        return geocentric(self.net.x[vertex] * UNIT, self.net.y[vertex] * UNIT).T


@dataclass(frozen=True, kw_only=True)
class _Seen:
    """Points, and the planes that touch the earth in each: degrees, and metres per degree.

    Ends so many metres away are off on the plane by less than a hundredth, and by this distance
    squared over the radius, a little more in the north; so is what is between them.
    """

    lon: Floats
    lat: Floats
    per_lon: Floats
    per_lat: Floats
    slope: Floats

    @classmethod
    def of(cls, xyz: Floats) -> Self:
        lon, lat = degrees(xyz)
        per_lon, per_lat = metres_per_degree(lat)
        slope = 2 * (1 + np.abs(np.tan(np.radians(lat)))) / EARTH_M
        return cls(lon=lon, lat=lat, per_lon=per_lon, per_lat=per_lat, slope=slope)

    def spans(self, net: Network, point: Ints, vertex: Ints) -> tuple[Floats, Floats, Bools]:
        """Metres that points are at least and at most away from segments; who is at their ends."""
        lon, per_lon, lat, per_lat = (
            one[point] for one in (self.lon, self.per_lon, self.lat, self.per_lat)
        )
        (x, y), (x2, y2) = (
            ((net.x[at] * UNIT - lon) * per_lon, (net.y[at] * UNIT - lat) * per_lat)
            for at in (vertex, vertex + 1)
        )
        across, up = x2 - x, y2 - y
        square = np.maximum(across * across + up * up, 1e-12)
        share = np.clip(-(x * across + y * up) / square, 0, 1)
        one, other = x * x + y * y, x2 * x2 + y2 * y2
        off = np.maximum(one, other) * self.slope[point] + _SURE_M
        x += share * across
        y += share * up
        metres = np.sqrt(x * x + y * y)
        return metres - off, metres + off, np.minimum(one, other) < _TOUCHING_M**2


def _later(point: Ints, vertex: Ints, touching: Bools) -> Bools:
    """Segments that end in their point while an earlier one does: all are equally near."""
    at = np.flatnonzero(touching)
    first = np.full(int(point.max(initial=-1)) + 1, np.iinfo(vertex.dtype).max)
    np.minimum.at(first, point[at], vertex[at])
    return np.asarray(touching & (vertex != first[point]))


def _foot_point(point: Floats, a: Floats, b: Floats) -> tuple[Floats, Floats]:
    """Share of the way from a to b that is nearest to a point, and the distance there.

    All are x, y and z, a row each.
    """
    line, off = b - a, point - a
    share = np.clip(_product(off, line) / np.maximum(_product(line, line), 1e-12), 0, 1)
    rest = off - share * line
    return share, np.sqrt(_product(rest, rest))


def _product(one: Floats, other: Floats) -> Floats:
    x, y, z = one * other
    return np.asarray(x + y + z)
