"""A raster over samples of roads; its cells look for the nearest one once somebody asks."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from mintgeo.travel.roads.graph.segments import Bools, Floats, Ints

_TILE: Final = 32
"""Cells are looked up in squares of so many."""


@dataclass(frozen=True, kw_only=True)
class Window:
    """Cells between some rows and columns (rows are latitudes).

    ``nearest`` is the number of the samples where no road is near. ``gap_cells`` counts the walk to
    it in cells, ``beyond_cells`` by how much it is too long (from -1 to 1; the outermost cells of
    the raster all are).
    """

    rows: slice
    columns: slice
    nearest: NDArray[np.int32]
    gap_cells: NDArray[np.float32]
    beyond_cells: NDArray[np.float32]


class Raster:
    """Cells of a raster, each with its nearest sample and how far it is.

    Parameters
    ----------
    lon, lat
        Middles of columns and rows, degrees.
    samples
        Longitudes and latitudes, n × 2.
    scale
        Metres of a degree, of longitude and of latitude.
    cell_m, max_m
        Width of the cells; farther from every road a cell has no nearest sample. In metres.
    """

    def __init__(
        self, lon: Floats, lat: Floats, samples: Floats, scale: Floats, *, cell_m: float,
        max_m: float,
    ) -> None:  # fmt: skip
        self.lon, self.lat, self.cell_m, self.max_m = lon, lat, cell_m, max_m
        self._samples, self._scale = samples, scale
        shape = len(lat), len(lon)
        self._nearest = np.empty(shape, dtype=np.int32)
        self._gap = np.empty(shape, dtype=np.float32)
        self._known = np.zeros([-(-one // _TILE) for one in shape], dtype=bool)

    def around(self, samples: Bools, metres: Floats) -> Window:
        """The cells so many metres around some samples, and a few more."""
        side = (metres + 2 * self.cell_m)[:, None] / self._scale
        low, high = (self._samples[samples] - side).min(axis=0), self._samples[samples] + side
        rows, columns = (
            slice(max(0, int(begin) - 1), int(end) + 1)
            for begin, end in (
                np.searchsorted(axis, [low[one], high[:, one].max()])
                for one, axis in ((1, self.lat), (0, self.lon))
            )
        )
        self._look(rows, columns)
        gap = self._gap[rows, columns]
        beyond = np.clip(gap - self.max_m / self.cell_m, -1, 1)
        for axis, part in ((0, rows), (1, columns)):
            edge = beyond if axis == 0 else beyond.T
            if part.start == 0:
                edge[0] = 1
            if part.stop >= self._gap.shape[axis]:
                edge[-1] = 1
        return Window(rows=rows, columns=columns, nearest=self._nearest[rows, columns],
                      gap_cells=gap, beyond_cells=beyond)  # fmt: skip

    @cached_property
    def corner(self) -> tuple[Ints, Ints]:
        """Row and column of the cell south-west of each sample."""
        lon, lat = self._samples.T
        row, column = (
            np.searchsorted(axis, at, side="right") - 1
            for axis, at in ((self.lat, lat), (self.lon, lon))
        )
        return np.asarray(row), np.asarray(column)

    @cached_property
    def _tree(self) -> cKDTree:
        return cKDTree(self._samples * self._scale, balanced_tree=False, compact_nodes=False)

    def _look(self, rows: slice, columns: slice) -> None:
        """Find the nearest samples of the cells of some rows and columns that nobody knows yet."""
        tiles = tuple(slice(one.start // _TILE, -(-one.stop // _TILE)) for one in (rows, columns))
        for row, column in np.argwhere(~self._known[tiles]) + [one.start for one in tiles]:
            tile = tuple(slice(one * _TILE, (one + 1) * _TILE) for one in (row, column))
            cells = np.stack(np.meshgrid(self.lon[tile[1]], self.lat[tile[0]]), axis=-1)
            gap, self._nearest[tile] = self._tree.query(
                cells * self._scale, distance_upper_bound=self.max_m + self.cell_m
            )
            self._gap[tile] = np.minimum(gap, self.max_m + self.cell_m) / self.cell_m
        self._known[tiles] = True
