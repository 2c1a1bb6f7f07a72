"""Shapes with as many corners as a map shows, neighbours still sharing their borders."""

from functools import lru_cache
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from mintgeo._crs import UTM32, WGS84

KREIS_M: Final = 500
"""How far borders of Kreise may be from the true ones: about a pixel of a map of Germany."""
_PIXELS: Final = 1200
"""So many of these has the longer side of a smaller map."""
_FINER: Final = 40
"""Side of an area over how far its borders may be from the true ones, at least."""


def simplified(regions: gpd.GeoDataFrame) -> NDArray[Any]:
    """Areas that cover a country or a part of it, for the screen: degrees to four decimals.

    Small areas, such as districts of a town, are kept finer; circles and cells, which are symbols
    (``area_km2`` is NaN), stay as they are.
    """
    symbols = bool(len(regions)) and bool(regions["area_km2"].isna().all())
    return _simplified(tuple(regions.geometry), regions.crs, symbols).copy()


@lru_cache(maxsize=4)
def _simplified(shapes: tuple[Any, ...], crs: Any, symbols: bool) -> NDArray[Any]:
    """Areas of a map, which its figures and its other variant ask for again."""
    given = gpd.GeoSeries(list(shapes), crs=crs)
    if symbols:
        return _rounded(given.to_crs(WGS84), 5)
    metric = given.to_crs(UTM32)
    west, south, east, north = metric.total_bounds
    wide = max(east - west, north - south)
    exact = min(KREIS_M, np.sqrt(metric.area.mean()) / _FINER, wide / _PIXELS)
    simple = gpd.GeoSeries(shapely.coverage_simplify(metric.to_numpy(), exact), crs=UTM32)
    return _rounded(simple.to_crs(WGS84), 4)


def coarse(areas: gpd.GeoDataFrame | gpd.GeoSeries, metres: float, decimals: int) -> NDArray[Any]:
    """Single areas in degrees, so many metres from the true ones at most."""
    return _rounded(areas.geometry.to_crs(UTM32).simplify(metres).to_crs(WGS84), decimals)


def outlines(shapes: Any, ags: pd.Series) -> list[Any]:
    """Outlines of the Länder, along the very lines of the Kreise that ``ags`` names.

    Areas with keys of their own lie in no Länder.
    """
    if not ags.str.fullmatch(r"\d{2}|\d{5}|\d{8}").all():
        return []
    groups = pd.Series(shapes).groupby(ags.str[:2].to_numpy())
    return [shapely.boundary(_joined(part.to_numpy())) for _, part in groups]


def _joined(shapes: NDArray[Any]) -> shapely.Geometry:
    join = shapely.coverage_union_all if shapely.coverage_is_valid(shapes) else shapely.union_all
    return join(shapes)


def _rounded(shapes: gpd.GeoSeries, decimals: int) -> NDArray[Any]:
    made: NDArray[Any] = shapely.transform(shapes.to_numpy(), lambda xy: np.round(xy, decimals))
    return made
