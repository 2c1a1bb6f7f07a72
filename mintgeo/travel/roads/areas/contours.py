"""A surface and the times of its samples → polygons that hold just the roads reached in time."""

from itertools import pairwise
from typing import Final

import contourpy
import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from mintgeo.travel.roads.areas.raster import Raster, Window
from mintgeo.travel.roads.areas.surface import Surface
from mintgeo.travel.roads.graph.places import WALK_MS
from mintgeo.travel.roads.graph.segments import Bools, Floats

GRID: Final = 1e-7
"""Coordinates of polygons are whole multiples, degrees."""
_BELOW: Final = -2.0
_SIMPLER_CELLS: Final = 0.2
"""Borders are simplified by so much of a cell."""
_ROAD_DEG: Final = 2.5e-5
"""Half the width of a road that is put in or taken out: 2.8 m from south to north."""
_DEGREE_M: Final = 111_000
_SLIVER_DEG: Final = 1e-6


def nested_areas(surface: Surface, seconds: Floats, limits_s: list[float]) -> list[BaseGeometry]:
    """Land from where a goal is reached within each limit (ascending); larger ones hold smaller."""
    out: list[BaseGeometry] = []
    for limit in limits_s:
        shape = area(surface, seconds, limit)
        if out and not shape.contains(out[-1]):
            left = out[-1].difference(shape)
            shape = _multi(shape.union(left.buffer(_SLIVER_DEG, join_style="mitre")))
        out.append(shape)
    return out


def area(surface: Surface, seconds: Floats, limit_s: float) -> BaseGeometry:
    """Land from where a goal is reached in time: the time at the nearest road, and the walk there.

    Contoured on the raster, then put right where the border passes on the wrong side of a road.
    """
    reached = seconds <= limit_s
    if not reached.any():
        return shapely.MultiPolygon()
    raster, left = surface.raster, (limit_s - seconds[reached]) * WALK_MS
    window = raster.around(reached, np.minimum(left, raster.max_m))
    z = _excess(raster, window, seconds, limit_s)
    shape = _contour(raster, window, z)
    at = _doubtful(raster, window, z, reached)
    samples = surface.samples
    shapely.prepare(shape)
    wrong = at[shapely.contains_xy(shape, samples.lon[at], samples.lat[at]) != reached[at]]
    missing, too_much = wrong[reached[wrong]], wrong[~reached[wrong]]
    if len(missing):
        shape = shape.union(_roads(surface, missing))
    if len(too_much):
        shape = shape.difference(_roads(surface, too_much))
    return _multi(shapely.set_precision(shape, GRID))


def _excess(raster: Raster, window: Window, seconds: Floats, limit_s: float) -> NDArray[np.float32]:
    """By how many cells' walk each cell is too far; from -1 to 1, so that borders are sharp."""
    pace = np.float32(WALK_MS / raster.cell_m)
    late = np.append(np.minimum((seconds - limit_s) * pace, 1e6), 1e6).astype(np.float32)
    z = late[window.nearest]
    z += window.gap_cells
    np.maximum(z, window.beyond_cells, out=z)
    np.clip(z, -1, 1, out=z)
    return z


def _contour(raster: Raster, window: Window, z: NDArray[np.float32]) -> BaseGeometry:
    generator = contourpy.contour_generator(
        raster.lon[window.columns], raster.lat[window.rows], z,
        fill_type=contourpy.FillType.OuterOffset,
    )  # fmt: skip
    shapes = [
        shapely.Polygon(
            points[holes[0] : holes[1]],
            [points[a:b] for a, b in pairwise(holes[1:])],
        )
        for points, holes in zip(*generator.filled(_BELOW, 0.0), strict=True)
    ]
    tolerance = _SIMPLER_CELLS * raster.cell_m / _DEGREE_M
    return shapely.set_precision(shapely.simplify(shapely.MultiPolygon(shapes), tolerance), GRID)


def _doubtful(
    raster: Raster, window: Window, z: NDArray[np.float32], reached: Bools
) -> NDArray[np.int64]:
    """Samples between four cells of which one at least says otherwise."""
    inside, (height, width) = (z <= 0).ravel(), z.shape
    row, column = (at - part.start for at, part in zip(
        raster.corner, (window.rows, window.columns), strict=True
    ))  # fmt: skip
    here = (row >= 0) & (row < height - 1) & (column >= 0) & (column < width - 1)
    some = np.flatnonzero(here)  # elsewhere no cell and no sample is reached
    corner, said = row[some] * width + column[some], reached[some]
    agree = np.ones(len(some), dtype=bool)
    for step in (0, 1, width, width + 1):
        agree &= inside[corner + step] == said
    return some[~agree]


def _roads(surface: Surface, number: NDArray[np.int64]) -> BaseGeometry:
    """The pieces of road that samples stand for, as wide as a road."""
    samples = surface.samples
    at = np.column_stack([samples.lon[number], samples.lat[number]])
    half = samples.half[number]
    lines = shapely.linestrings(np.stack([at - half, at + half], axis=1))
    return shapely.union_all(shapely.buffer(lines, _ROAD_DEG, quad_segs=1))


def united(one: BaseGeometry, two: BaseGeometry) -> BaseGeometry:
    """Land of both, with coordinates as areas have them."""
    return _multi(shapely.set_precision(shapely.union(one, two), GRID))


def _multi(shape: BaseGeometry) -> BaseGeometry:
    """Only the polygons of a shape, as one multipolygon."""
    parts = shapely.get_parts(shape)
    return shapely.multipolygons(parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON])
