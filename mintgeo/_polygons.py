"""Areas of others at our doors: as flat, whole polygons in degrees."""

from typing import Any, Final

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from mintgeo._crs import to_wgs84
from mintgeo._errors import InputError
from mintgeo._phrase import Phrase
from mintgeo._points import named_rows, refuse_places

_AREA: Final = 2
"""Dimensions of what has an area."""


def as_polygons(layer: gpd.GeoDataFrame | gpd.GeoSeries, *, what: str) -> gpd.GeoSeries:
    """Give the polygons of a layer in WGS84, with its index; broken rings are mended.

    Heights are dropped, and of a collection all that has no area.

    Raises
    ------
    InputError
        If there is none, or a row has no shape, one without an area, or one that ends nowhere; it
        names the rows.
    CrsError
        If the layer has no coordinate reference system, or coordinates that do not fit it.
    """
    named = isinstance(layer, gpd.GeoDataFrame) and layer.active_geometry_name is not None
    if not (named or isinstance(layer, gpd.GeoSeries)):
        raise InputError(
            "The {what} has no active geometry; set it with .set_geometry(…).", what=what
        )
    if not len(layer):
        raise InputError("The {what} has no rows.", what=what)
    shapes: NDArray[Any] = shapely.force_2d(np.array(layer.geometry.array, dtype=object))
    bare = shapely.is_missing(shapes) | shapely.is_empty(shapes)
    _refuse(layer, bare, Phrase("The {what} has no shape in", what=what))
    _refuse(layer, ~_finite(shapes), Phrase("The {what} has corners without numbers in", what=what))
    refuse_places(layer, *_corners(shapes), what=what)
    shapes = np.array([_area(one) for one in shapes], dtype=object)
    why = Phrase("The {what} must be of polygons; other geometry in", what=what)
    _refuse(layer, shapely.is_empty(shapes), why)
    out = to_wgs84(gpd.GeoSeries(shapes, index=layer.index, crs=layer.crs), what=what)
    refuse_places(layer, *_corners(out.to_numpy()), what=what)
    return out


def _refuse(layer: gpd.GeoDataFrame | gpd.GeoSeries, wrong: NDArray[np.bool_], why: Phrase) -> None:
    if wrong.any():
        raise InputError("{why} {rows}.", why=why, rows=named_rows(layer, wrong))


def _finite(shapes: NDArray[Any]) -> NDArray[np.bool_]:
    corners, owner = shapely.get_coordinates(shapes, return_index=True)
    good = np.isfinite(corners).all(axis=1)
    return np.asarray(np.bincount(owner[~good], minlength=len(shapes)) == 0)


def _corners(shapes: NDArray[Any]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The farthest coordinates of every shape, in x and in y; infinite where one is nowhere."""
    west, south, east, north = shapely.bounds(shapes).T
    return _farther(west, east), _farther(south, north)


def _farther(one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(np.abs(one) > np.abs(other), one, other)


def _area(shape: BaseGeometry) -> BaseGeometry:
    """Only what has an area, in whole rings; empty if nothing has."""
    if shape.geom_type in ("Polygon", "MultiPolygon") and shape.is_valid:
        return shape
    parts = _flat_parts(shapely.make_valid(_flat_parts(shape)))
    return shapely.union_all(parts[shapely.get_dimensions(parts) == _AREA])


def _flat_parts(shapes: Any) -> NDArray[Any]:
    """Single shapes of all collections, however deep."""
    parts = shapely.get_parts(np.atleast_1d(shapes))
    nested = shapely.get_type_id(parts) > shapely.GeometryType.POLYGON
    return _flat_parts(parts) if nested.any() else parts
