"""Kleinland: a tiny world whose every answer can be worked out by hand.

Two Länder (91 west, 92 east) of one Kreis each, side by side on the equator, six places and two
sites. On the equator a degree of longitude is 111,319.49 m, so distances follow from longitudes.
"""

import geopandas as gpd
import pandas as pd
from shapely.geometry import box

from mintgeo._crs import points

DEGREE_M = 111_319.490793

PLACES = pd.DataFrame(
    {
        "id": ["a", "b", "c", "d", "e", "f"],
        "place": ["Adorf", "Bdorf", "Cdorf", "Ddorf", "Edorf", "Fdorf"],
        "lon": [0.00, 0.05, 0.10, 0.20, 0.40, 0.90],
        "population": [100.0, 200.0, 300.0, 400.0, 500.0, 0.0],
        "ags_land": ["91", "91", "91", "92", "92", "92"],
    }
)
"""From west to east; nobody lives in Fdorf."""


def demand() -> gpd.GeoDataFrame:
    """Six places with 1,500 people."""
    table = PLACES.assign(ags_kreis=PLACES["ags_land"] + "001")
    table["ags"] = table["ags_kreis"] + "001"
    place = points(table.pop("lon"), [0.0] * len(table))
    return _invented(gpd.GeoDataFrame(table, geometry=place))


def sites() -> gpd.GeoDataFrame:
    """One offer at Adorf, one potential at Edorf, and an offer nobody could find."""
    table = pd.DataFrame(
        {
            "id": ["s1", "s2", "s3"],
            "name": ["Labor Adorf", "Feuerwehr Edorf", "Verschollen"],
            "role": ["offer", "potential", "offer"],
            "category": ["Schülerlabor", "Feuerwehr", None],
        }
    )
    place = points([0.0, 0.4, float("nan")], [0.0, 0.0, float("nan")])
    place[2] = None
    return _invented(gpd.GeoDataFrame(table, geometry=place))


def regions() -> gpd.GeoDataFrame:
    """Two Kreise that share the border at 0.15° east."""
    table = pd.DataFrame(
        {
            "level": "kreis",
            "name": ["Westkreis", "Ostkreis"],
            "ags": ["91001", "92001"],
            "gebietsstand": "heute",
            "population": [600, 900],
            "area_km2": [1.0, 2.0],
        }
    )
    shapes = [box(-0.1, -0.1, 0.15, 0.1), box(0.15, -0.1, 1.0, 0.1)]
    return _invented(gpd.GeoDataFrame(table, geometry=shapes, crs=4326))


def _invented(table: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """A table that knows that nobody has to be named."""
    table.attrs["attributions"] = []
    return table
