"""Points of others at our doors: as degrees, flat, missing where they are nowhere."""

from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from mintgeo._crs import LAEA, UTM32, WGS84, to_wgs84
from mintgeo._errors import CrsError, InputError, hidden_id, name_ids, name_rows

Places = NDArray[np.intp]
Degrees = NDArray[np.float64]
_LON, _LAT = 180.0, 90.0
_POINTS: Final = (-1, shapely.GeometryType.POINT)
"""Types of what is missing, and of points."""


def as_points(layer: gpd.GeoDataFrame, *, what: str) -> gpd.GeoDataFrame:
    """Give a layer of points in WGS84; a point that is empty or has no numbers is missing.

    A MultiPoint of one point is that point; heights are dropped.

    Raises
    ------
    InputError
        If a geometry is not a point; it names the rows.
    CrsError
        If the layer has no coordinate reference system, or coordinates that do not fit it.
    """
    if not isinstance(layer, gpd.GeoDataFrame) or layer.active_geometry_name is None:
        raise InputError(
            "The {what} have no active geometry; set it with .set_geometry(…).", what=what
        )
    shapes: NDArray[Any] = np.array(layer.geometry.array, dtype=object)
    parts = shapely.get_num_geometries(shapes)
    single = (shapely.get_type_id(shapes) == shapely.GeometryType.MULTIPOINT) & (parts == 1)
    shapes[single] = shapely.get_geometry(shapes[single], 0)
    missing = shapely.is_missing(shapes) | shapely.is_empty(shapes)
    other = ~missing & (shapely.get_type_id(shapes) != shapely.GeometryType.POINT)
    if other.any():
        raise InputError(
            "The {what} must be points; other geometry in {rows}.",
            what=what,
            rows=named_rows(layer, other),
        )
    shapes[missing] = None
    if (shapely.get_coordinate_dimension(shapes) > 2).any():  # noqa: PLR2004
        shapes = shapely.force_2d(shapes)
    x, y = shapely.get_x(shapes), shapely.get_y(shapes)
    shapes[~(np.isfinite(x) & np.isfinite(y))] = None
    refuse_places(layer, x, y, what=what)
    flat = layer.set_geometry(gpd.GeoSeries(shapes, index=layer.index, crs=layer.crs))
    out = to_wgs84(flat, what=what)
    there = out.geometry.notna().to_numpy()
    at = out.geometry.to_numpy()
    x, y = (np.where(there, part, 0.0) for part in (shapely.get_x(at), shapely.get_y(at)))
    refuse_places(layer, x, y, what=what)
    return out


def degrees_of(layer: gpd.GeoDataFrame, *, what: str) -> tuple[Places, Degrees, Degrees]:
    """Rows of a layer that have a point, and its longitude and latitude.

    Raises
    ------
    InputError, CrsError
        As of ``as_points``.
    """
    ready = _is_plain(layer) and layer.crs.is_exact_same(WGS84)
    ready = ready and not shapely.is_empty(layer.geometry.to_numpy()).any()
    shapes = (layer if ready else as_points(layer, what=what)).geometry.to_numpy()
    lon, lat = shapely.get_x(shapes), shapely.get_y(shapes)
    if ready:
        refuse_places(layer, lon, lat, what=what)
    placed = np.flatnonzero(np.isfinite(lon) & np.isfinite(lat))
    return placed, lon[placed], lat[placed]


def metres_of(layer: gpd.GeoDataFrame, *, what: str) -> NDArray[np.float64]:
    """Points of a layer as x and y in metres (EPSG:3035); no numbers where they are nowhere.

    Raises
    ------
    InputError, CrsError
        As of ``as_points``.
    """
    ready = layer if _is_plain(layer) else as_points(layer, what=what)
    at = ready.geometry.to_crs(LAEA).to_numpy()
    return np.column_stack([shapely.get_x(at), shapely.get_y(at)])


def _is_plain(layer: Any) -> bool:
    """Whether a layer has a reference system, and points only or nothing."""
    if not isinstance(layer, gpd.GeoDataFrame) or layer.active_geometry_name is None:
        return False
    return layer.crs is not None and bool(
        np.isin(shapely.get_type_id(layer.geometry.to_numpy()), _POINTS).all()
    )


def refuse_places(
    layer: gpd.GeoDataFrame | gpd.GeoSeries,
    x: NDArray[np.float64],
    y: NDArray[np.float64],
    *,
    what: str,
) -> None:
    """Refuse coordinates that a reference system does not have, as metres called degrees.

    Raises
    ------
    CrsError
        It names the rows.
    """
    wrong = np.isinf(x) | np.isinf(y)
    if layer.crs is not None and layer.crs.is_geographic:
        wrong |= (np.abs(x) > _LON) | (np.abs(y) > _LAT)
    if wrong.any():
        raise CrsError(
            "Coordinates of the {what} do not fit the reference system ({crs}) in {rows}; if they "
            "are metres that are called degrees, say so with .set_crs({utm32}, "
            "allow_override=True), degrees are EPSG:{wgs84}.",
            what=what,
            crs=layer.crs,
            rows=named_rows(layer, wrong),
            utm32=UTM32,
            wgs84=WGS84,
        )


def named_rows(layer: gpd.GeoDataFrame | gpd.GeoSeries, rows: NDArray[np.bool_]) -> str:
    """Name rows by their ids, or else by their index."""
    ids = layer["id"] if isinstance(layer, gpd.GeoDataFrame) and "id" in layer.columns else None
    if isinstance(ids, pd.Series):
        return name_ids(ids[rows])
    labels = pd.Series([str(one) for one in layer.index])[rows]
    return name_rows(map(hidden_id, labels), numbers=True)
