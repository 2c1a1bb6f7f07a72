"""Which areas lie surely nearer to a meeting than the published way, and which surely farther."""

from collections.abc import Mapping
from functools import cache

import geopandas as gpd
import numpy as np
from shapely.geometry import Point

from mintgeo import _embedded
from tests.privacy.law import OUTSIDE

BORDER_KM = 3.2
"""A point this far outside of a border may count as inside."""


@cache
def reach_km(lat: float, lon: float) -> Mapping[str, tuple[float, float]]:
    """Least and most straight-line kilometres from a point to every Kreis."""
    around = f"+proj=aeqd +lat_0={lat} +lon_0={lon} +datum=WGS84 +units=km"
    kreise = gpd.GeoDataFrame(_embedded.read("kreise"))
    shapes = kreise.geometry.to_crs(around)
    corners = shapes.get_coordinates()
    away = np.hypot(corners["x"], corners["y"]).groupby(level=0).max()
    near = shapes.distance(Point(0, 0))
    return {
        ags: (max(0.0, float(low) * 0.99 - BORDER_KM), float(high) * 1.01 + BORDER_KM)
        for ags, low, high in zip(kreise["ags"], near, away, strict=True)
    }


def bracket(way_km: int) -> tuple[float, float]:
    """Straight ways in km that are told as this number: steps of 10 km, of 5 km below 50 km."""
    below = 0.5 if way_km <= 10 else 2.5 if way_km <= 50 else 5.0
    above = 0.5 if way_km < 10 else 2.5 if way_km < 50 else 5.0
    return way_km - below, way_km + above


def spots(lat: float, lon: float, way_km: int) -> dict[str, str]:
    """near, ring or far for every Kreis."""
    low, high = bracket(way_km)
    return {
        ags: "near" if most < low else "far" if least > high else "ring"
        for ags, (least, most) in reach_km(lat, lon).items()
    } | {OUTSIDE: ""}
