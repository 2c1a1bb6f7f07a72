"""Points of others at our doors: as degrees, flat, missing where they are nowhere."""

from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from mintgeo._crs import UTM32, WGS84, to_wgs84
from mintgeo._errors import CrsError, InputError, hidden_id, name_ids, name_rows

_LON, _LAT = 180.0, 90.0


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
    if layer.active_geometry_name is None:
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
            rows=_names(layer, other),
        )
    shapes[missing] = None
    shapes = shapely.force_2d(shapes)
    x, y = shapely.get_x(shapes), shapely.get_y(shapes)
    shapes[~(np.isfinite(x) & np.isfinite(y))] = None
    if layer.crs is not None and layer.crs.is_geographic:
        _refuse(layer, (np.abs(x) > _LON) | (np.abs(y) > _LAT), what)
    flat = layer.set_geometry(gpd.GeoSeries(shapes, index=layer.index, crs=layer.crs))
    out = to_wgs84(flat, what=what)
    there = out.geometry.notna().to_numpy()
    at = out.geometry.to_numpy()
    lost = there & ~(np.isfinite(shapely.get_x(at)) & np.isfinite(shapely.get_y(at)))
    _refuse(layer, lost, what)
    return out


def _refuse(layer: gpd.GeoDataFrame, wrong: NDArray[np.bool_], what: str) -> None:
    if wrong.any():
        raise CrsError(
            "Coordinates of the {what} do not fit the reference system ({crs}) in {rows}; if they "
            "are metres that are called degrees, say so with .set_crs({utm32}, "
            "allow_override=True), degrees are EPSG:{wgs84}.",
            what=what,
            crs=layer.crs,
            rows=_names(layer, wrong),
            utm32=UTM32,
            wgs84=WGS84,
        )


def _names(layer: gpd.GeoDataFrame, rows: NDArray[np.bool_]) -> str:
    if "id" in layer.columns:
        return name_ids(layer.loc[rows, "id"])
    labels = pd.Series(layer.index.astype("str"))[rows]
    return name_rows(map(hidden_id, labels), numbers=True)
