"""The land of an area: what is nearer to its points than to any other, and not far from them."""

from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from mintgeo._crs import LAEA, WGS84
from mintgeo._progress import waiting
from mintgeo._quantiles import Floats, Ints

_ROUND: Final = 4
"""Corners of a quarter circle."""
_SIMPLIFY_M: Final = 300.0


def outlines(
    xy: Floats,
    labels: Ints,
    others: Floats,
    *,
    reach_m: float,
    simplify_m: float = _SIMPLIFY_M,
    progress: bool = False,
) -> gpd.GeoSeries:
    """Polygon of every area in EPSG:4326.

    The Voronoi cell of every point, among those of the areas and the others, cut off at ``reach_m``
    from it; united by area.

    Parameters
    ----------
    xy, labels
        Points of areas in metres, n × 2, and their area.
    others
        Points around them, in metres.
    simplify_m
        How far borders may be from the true ones, in metres.
    """
    near = cKDTree(xy).query(others, distance_upper_bound=2 * reach_m)[0] if len(others) else []
    cells, cell = _cells(np.concatenate([xy, others[np.isfinite(near)]]))
    discs = shapely.buffer(shapely.points(xy), reach_m, quad_segs=_ROUND)
    areas = pd.Series(np.arange(len(xy))).groupby(labels).indices
    lands = [
        shapely.intersection(
            shapely.coverage_union_all(cells[np.unique(cell[rows])]),
            shapely.union_all(discs[rows]),
        )
        for rows in waiting(areas.values(), progress=progress, desc="Räume", unit=" Räume")
    ]
    simple = shapely.make_valid(shapely.simplify(np.array(lands), simplify_m))
    out: gpd.GeoSeries = gpd.GeoSeries(simple, index=list(areas), crs=LAEA).to_crs(WGS84)
    return out


def joined(xy: Floats, labels: Ints, rows: Ints, others: Ints, *, reach_m: float) -> Ints:
    """Area of every point, or −1: those of the areas, and others this near to one of theirs.

    Parameters
    ----------
    xy
        All points in metres.
    labels, rows
        Areas, and which points they are of.
    others
        Points that may join one.
    """
    out = np.full(len(xy), -1, dtype=np.intp)
    out[rows] = labels
    if len(others):
        away, row = cKDTree(xy[rows]).query(xy[others], distance_upper_bound=reach_m)
        out[others] = np.append(labels, -1)[np.where(np.isfinite(away), row, len(rows))]
    return out


def _cells(xy: Floats) -> tuple[NDArray[Any], Ints]:
    """Voronoi cells, and which of them every point has: equal points share one."""
    found, cell = np.unique(np.round(xy) @ [1, 1j], return_inverse=True)
    spots = np.column_stack([found.real, found.imag])
    if len(spots) == 1:
        return shapely.buffer(shapely.points(spots), 1e6), cell
    frame = shapely.box(*(spots.min(axis=0) - 1e5), *(spots.max(axis=0) + 1e5))
    cells = shapely.voronoi_polygons(shapely.multipoints(spots), extend_to=frame, ordered=True)
    return np.asarray(shapely.get_parts(cells)), cell
