"""Länder and Kreise, and which of them a point lies in."""

from typing import Final

import geopandas as gpd
import pandas as pd

from mintgeo import _embedded
from mintgeo._crs import LAEA, to_wgs84
from mintgeo._errors import OptionError
from mintgeo._schema import REGIONS

GEBIETSSTAND: Final = "2017-07-01, Eisenach in 16063"
BORDER_M: Final = 3_000
"""A point this near outside of a border still belongs to the nearest Kreis: borders are simplified
by up to 200 m, and harbours, bridges and islets lie outside of them."""

_TABLES: Final = {"land": "laender", "kreis": "kreise"}


def regions(level: str) -> gpd.GeoDataFrame:
    """Return the Länder or Kreise of Germany.

    Parameters
    ----------
    level
        ``land`` (16) or ``kreis`` (400).

    Returns
    -------
    GeoDataFrame
        A regions table in EPSG:4326, ordered by ``ags``: ``level``, ``name`` (with "(Stadt)" or
        "(Landkreis)" where two share one), ``ags``, ``gebietsstand``, ``population`` (people of
        31.12.2018), ``area_km2``, ``geometry`` (borders simplified by up to 200 m, shared).

    Raises
    ------
    OptionError
        For another level.
    """
    if level not in _TABLES:
        raise OptionError(f"level must be one of {', '.join(_TABLES)}, not {level!r}.")
    layer = gpd.GeoDataFrame(_embedded.read(_TABLES[level]))
    layer["level"] = level
    layer["gebietsstand"] = GEBIETSSTAND
    if level == "kreis":
        layer["name"] = _told_apart(layer["name"], layer["kind"])
    layer = layer[[column.name for column in REGIONS.columns]]
    REGIONS.check(layer)
    return layer


def assign_regions(points: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Say for every point which Kreis and Land it lies in.

    Parameters
    ----------
    points
        Point geometry in any CRS that says so.

    Returns
    -------
    GeoDataFrame
        The points in their CRS, index and order, with ``ags_kreis`` and ``ags_land`` (replaced if
        they were there). A point up to 3 km outside of every border takes the nearest Kreis; one
        farther out, or without a place, has none (NA).

    Raises
    ------
    CrsError
        If the layer has no coordinate reference system.
    """
    metric = to_wgs84(points, what="points").geometry.to_crs(LAEA)
    shapes = _embedded.read("kreise")
    borders = gpd.GeoSeries(shapes["geometry"]).to_crs(LAEA)
    there = (metric.notna() & ~metric.is_empty).to_numpy()
    row, owner = borders.sindex.nearest(metric[there], return_all=False, max_distance=BORDER_M)
    keys = pd.Series(pd.NA, index=points.index, dtype="str")
    keys.iloc[there.nonzero()[0][row]] = shapes["ags"].to_numpy()[owner]
    out = points.copy()
    out["ags_kreis"], out["ags_land"] = keys, keys.str[:2]
    return out


def _told_apart(names: pd.Series, kinds: pd.Series) -> pd.Series:
    """Add the kind to names that two Kreise share."""
    short = kinds.str.contains("Stadt").map({True: "Stadt", False: "Landkreis"})
    return names.where(~names.duplicated(keep=False), names + " (" + short + ")")
