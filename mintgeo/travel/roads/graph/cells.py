"""A raster of roads: pieces of segments by the cell that holds their middle."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from mintgeo.travel.roads.graph.network import Network
from mintgeo.travel.roads.graph.plane import Flat, Plane, between
from mintgeo.travel.roads.graph.segments import Bools, Floats, Ints
from mintgeo.travel.roads.graph.sorting import members
from mintgeo.travel.roads.reading.ways import UNIT

Int32s = NDArray[np.int32]
Singles = NDArray[np.float32]
_CELLS: Final = 8
"""Cells per segment, about, up to so many cells:"""
_MOST_CELLS: Final = 10_000_000
_LEAST_CELLS: Final = 1
"""Cells per segment where that is still more."""
_SINGLE: Final = 2.0**-20
"""Sums of a few numbers of single precision are off by less, as a share of the largest."""
_BLOCK: Final = 500_000
"""Segments that are cut at a time."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Cells:
    """The segments of chosen roads in pieces, by the cell of a plane that holds their middle.

    Attributes
    ----------
    flat
        The plane.
    vertex, middle, half
        Of every piece the vertex where its segment begins, the middle in metres from the corner,
        and the distance from there that no part of it exceeds; by cell.
    first
        Where the pieces of each cell begin, row by row from the south, one more than cells.
    columns, rows
        How many there are.
    corner
        The raster's south-west.
    size
        Width of a cell in metres; no piece is longer.
    off
        Metres that middles are off at most, by being of single precision.
    """

    flat: Flat
    vertex: Int32s
    middle: Singles
    half: Singles
    first: Int32s
    columns: int
    rows: int
    corner: Plane
    size: float
    off: float

    @classmethod
    def of(cls, net: Network, chosen: Bools) -> Self | None:
        """Put the segments of the chosen arcs into cells, once per road; None without any."""
        number = np.arange(len(net.twin), dtype=np.int32)
        road = chosen & ((net.twin < 0) | (number < net.twin))
        use = np.repeat(road, np.diff(net.first))
        use[net.last] = False
        vertex = np.flatnonzero(use).astype(np.int32)
        if not len(vertex):
            return None
        flat = Flat.of(net)
        corner, wide = _box(net, flat)
        mean = float(net.length_m[net.last[road]].sum(dtype=float)) / len(vertex)
        size = _size(wide, len(vertex), at_least=max(mean, 1.0))
        parts = [
            _pieces(net, vertex[low : low + _BLOCK], flat, size, corner)
            for low in range(0, len(vertex), _BLOCK)
        ]
        middle, half, vertex = (np.concatenate(one, axis=-1) for one in zip(*parts, strict=True))
        del parts
        columns, rows = (int(one) + 1 for one in wide.ravel() // size)
        cell = _steps(middle[1], size).astype(np.int32)
        cell *= columns
        cell += _steps(middle[0], size).astype(np.int32)
        shape = (len(vertex), columns * rows)
        each = np.arange(len(vertex) + 1, dtype=np.int32)
        by_cell = csr_array((each[:-1], cell, each), shape=shape).tocsc()
        order, first = by_cell.data, by_cell.indptr
        del by_cell, cell, each  # what is sorted next is large
        return cls(
            flat=flat, vertex=vertex[order], middle=middle.take(order, axis=1), half=half[order],
            first=first, columns=columns, rows=rows, corner=corner, size=size,
            off=_SINGLE * float(wide.max()),
        )  # fmt: skip

    def around(
        self, place: Plane, chosen: Ints, reach: Floats, *, most: int
    ) -> Iterator["tuple[Ints, Around]"]:
        """All segments that may be so near to chosen places, in parts of about ``most`` pairs."""
        place = place[:, chosen]
        point, begin, count = self._slices(place, reach[chosen])
        total = np.bincount(point, count, minlength=len(chosen)).astype(np.int64)
        part = np.cumsum(total) // most
        cuts = [0, *(np.flatnonzero(np.diff(part)) + 1).tolist(), len(chosen)]
        bounds = zip(pairwise(cuts), pairwise(np.searchsorted(point, cuts).tolist()), strict=True)
        for (low, high), (a, b) in bounds:
            some = slice(low, high)
            piece = members(begin[a:b], count[a:b])
            yield chosen[some], Around.of(self, place[:, some], total[some], piece)

    def _slices(self, place: Plane, reach: Floats) -> tuple[Ints, Ints, Ints]:
        """Slices of the pieces: the place that each is for, where it begins, how long it is."""
        half = reach + self.size / 2 + self.off
        west, south = np.maximum(_steps(place - self.corner - half, self.size), 0)
        east, north = _steps(place - self.corner + half, self.size)
        east, north = np.minimum(east, self.columns - 1), np.minimum(north, self.rows - 1)
        tall = np.where(west <= east, np.maximum(north - south + 1, 0), 0)
        point = np.repeat(np.arange(len(tall)), tall)
        row = members(south, tall) * self.columns
        begin = self.first[row + west[point]]
        return point, begin, self.first[row + east[point] + 1] - begin


@dataclass(frozen=True)
class Around:
    """Pairs of places and of pieces around them; those of a place stand together.

    ``low`` is how far the piece is from the place at least, on the plane; ``count`` says how many
    pieces each place has.
    """

    cells: Cells
    place: Ints
    piece: Ints
    low: Singles
    count: Ints

    @classmethod
    def of(cls, cells: Cells, place: Plane, count: Ints, piece: Ints) -> Self:
        """Measure the pieces of each place, so many of each."""
        number = np.repeat(np.arange(len(count)), count)
        x, y = (one[number] for one in (place - cells.corner).astype(np.float32))
        x -= cells.middle[0][piece]
        y -= cells.middle[1][piece]
        low = np.sqrt(x * x + y * y)
        low -= cells.half[piece]
        return cls(cells, number, piece, low, count)

    def nearest(self) -> tuple[Ints, Ints]:
        """Places and vertices of the piece of each, or the pieces, that may be nearest."""
        least = np.full(len(self.count), np.inf, dtype=np.float32)
        np.minimum.at(least, self.place, self.low)
        return self._chosen(self.low == least[self.place])

    def within(self, bound: Floats) -> tuple[Ints, Ints]:
        """Places and vertices of the pieces that may be so near to each."""
        limit = (bound * (1 + _SINGLE) + self.cells.off).astype(np.float32)
        return self._chosen(self.low <= limit[self.place])

    def _chosen(self, rows: Bools) -> tuple[Ints, Ints]:
        at = np.flatnonzero(rows)
        return self.place[at], self.cells.vertex[self.piece[at]].astype(np.int64)


def _steps(metres: Plane, size: float) -> Ints:
    """The cell that holds a distance from the corner."""
    return np.asarray(np.floor(metres / size).astype(np.int64))


def _box(net: Network, flat: Flat) -> tuple[Plane, Plane]:
    """A corner of the plane, and how far from there all pieces are at most."""
    west, south, east, north = (
        np.array([pick(one)]) * UNIT for pick in (np.min, np.max) for one in (net.x, net.y)
    )
    margin = flat.bend(net.length_m.max()) + 1
    corner = flat.at(west, south) - margin
    return corner, flat.at(east, north) + margin - corner


def _size(wide: Plane, segments: int, *, at_least: float) -> float:
    """Width of cells, so that there are neither too many of them nor too many pieces."""
    cells = min(_CELLS * segments, max(_MOST_CELLS, _LEAST_CELLS * segments))
    return float(max(np.sqrt(wide.prod() / cells), wide.sum() / cells, at_least))


def _pieces(
    net: Network, vertex: Int32s, flat: Flat, size: float, corner: Plane
) -> tuple[Singles, Singles, Int32s]:
    """Cut segments so that no piece is longer than the size, whatever it is bent.

    Where a line is far from straight on the plane, its pieces are sought on the earth.

    Returns
    -------
    tuple
        The middles of the pieces; the distance from there that no part exceeds; the vertices.
    """
    begin, end = (flat.at(net.x[at] * UNIT, net.y[at] * UNIT) for at in (vertex, vertex + 1))
    step = end - begin
    length = np.sqrt((step * step).sum(axis=0))
    bend = flat.bend(length)
    bent = bend > size / 4
    straight = size - 2 * np.minimum(bend, size / 4)
    count = np.where(bent, flat.longest(length) * 2 / size, length / straight)
    count = np.maximum(np.ceil(count), 1)
    half = np.where(bent, size / 2, length / count / 2 + bend)
    pieces = count.astype(np.int64)
    number = np.repeat(np.arange(len(pieces)), pieces)
    share = (members(0, pieces) + 0.5) / count[number]
    middle = share * step.take(number, axis=1)
    middle += begin.take(number, axis=1)
    far = np.flatnonzero(bent[number])
    if len(far):
        middle[:, far] = flat.at(*between(net, vertex[number[far]], share[far]))
    middle -= corner
    return middle.astype(np.float32), half.astype(np.float32)[number], vertex[number]
