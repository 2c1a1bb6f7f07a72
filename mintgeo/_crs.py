"""Coordinate reference systems: which one is used for what, and the way between them."""

from functools import cache
from math import cos, hypot, radians
from typing import Any, Final, TypeVar

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pyproj import Geod, Transformer

from mintgeo._errors import CrsError

WGS84: Final = 4326
"""Geometry at every public border."""
UTM32: Final = 25832
"""ETRS89 / UTM zone 32N: metres over most of Germany, the CRS of the BKG's layers."""
UTM33: Final = 25833
"""ETRS89 / UTM zone 33N: metres east of 12° E."""
LAEA: Final = 3035
"""ETRS89 / LAEA Europe: equal areas, the CRS of INSPIRE grids."""

GEOD: Final = Geod(ellps="WGS84")
"""Distances between points of WGS84, in metres."""

_DEGREE_M: Final = 111_320.0

GERMANY: Final = (5.8, 47.2, 15.1, 55.1)
"""West, south, east, north of Germany in degrees, a little generous."""


def flat_metres(lat: float, lon: float, to_lat: float, to_lon: float) -> float:
    """Metres between two points (degrees), as on a flat map: to half a per cent within 50 km."""
    across = (to_lon - lon) * cos(radians((lat + to_lat) / 2))
    return _DEGREE_M * hypot(to_lat - lat, across)


Layer = TypeVar("Layer", gpd.GeoDataFrame, gpd.GeoSeries)


def to_wgs84(layer: Layer, *, what: str = "layer") -> Layer:
    """Project a layer to WGS84, refusing one that does not say where it is.

    Raises
    ------
    CrsError
        If the layer has no CRS: guessing one moves it by hundreds of metres or into the sea.
    """
    if layer.crs is None:
        raise CrsError(
            "The {what} has no coordinate reference system; set it with .set_crs(…) (BKG layers "
            "are mostly EPSG:{utm32}, coordinates of GPS EPSG:{wgs84}).",
            what=what,
            utm32=UTM32,
            wgs84=WGS84,
        )
    return layer.to_crs(WGS84)


def to_metric(layer: gpd.GeoDataFrame, *, crs: int = LAEA) -> gpd.GeoDataFrame:
    """Project a layer to metres (equal areas unless told otherwise)."""
    return to_wgs84(layer).to_crs(crs)


def points(lon: Any, lat: Any, *, index: pd.Index | None = None) -> gpd.GeoSeries:
    """Make a point series in WGS84 from degrees; a missing coordinate makes an empty point."""
    return gpd.GeoSeries(gpd.points_from_xy(lon, lat), index=index, crs=WGS84)


@cache
def way(crs: str, other: str) -> Transformer:
    """From one reference system to another, x before y: PROJ takes 50 ms to find it."""
    return Transformer.from_crs(crs, other, always_xy=True)


def metric(lon: Any, lat: Any) -> NDArray[np.float64]:
    """Points of WGS84 as x, y in metres on the map of equal areas."""
    return np.column_stack(way(f"EPSG:{WGS84}", f"EPSG:{LAEA}").transform(lon, lat))


def geocentric(lon: Any, lat: Any) -> NDArray[np.float64]:
    """Points of WGS84 at height 0 as x, y, z in metres from the centre of the earth."""
    to_xyz = way(f"EPSG:{WGS84}", "EPSG:4978")
    return np.column_stack(to_xyz.transform(lon, lat, np.zeros_like(lon)))
