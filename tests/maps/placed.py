"""Placed rows and journeys of Kleinland whose every answer can be worked out by hand."""

import geopandas as gpd
import numpy as np
import pandas as pd

from mintgeo._crs import points
from mintgeo.findings import encode, found, row_notes
from tests.conftest import EVIL

_PLZ = {"postcode": "10000", "places": ["Bdorf"]}
_BESIDE = [found("place.beside", **_PLZ, place="Cdorf", km=5)]
_APART = [found("place.contradiction", **_PLZ, place=EVIL, km=40)]
_UNKNOWN = [found("place.postcode_unknown", postcode="99999")]
ROWS = pd.DataFrame(
    [
        ("15", 0.00, "coordinate", 50.0, [], "Adorf"),
        ("16", 0.05, "house", 20.0, [], "Bdorf"),
        ("17", 0.10, "place", 4630.0, _BESIDE, "Cdorf"),
        ("18", 0.10, "postcode", 12400.0, [], ""),
        ("19", 0.20, "street", 300.0, _APART, EVIL),
        ("20", np.nan, "none", np.nan, _UNKNOWN, "Nirgendwo"),
    ],
    columns=["id", "lon", "match_level", "radius_m", "findings", "place"],
)
ROWS["findings"] = ROWS["findings"].map(encode)
NOTES = dict(zip(ROWS["id"], row_notes(ROWS), strict=True))
"""Id → what is said of the row, in German."""


def rows(count: int = len(ROWS)) -> gpd.GeoDataFrame:
    """Geocoded participants: five with a place, two of them doubtful, and one without."""
    table = pd.concat([ROWS] * (count // len(ROWS) + 1), ignore_index=True).iloc[:count]
    if count > len(ROWS):
        table["id"] = [str(one) for one in range(count)]
        table["lon"] += np.arange(count) * 1e-5
    table = table.assign(count=1, match_score=50.0, match_source="Kleinland")
    return _with_places(table)


def venue() -> gpd.GeoDataFrame:
    """A meeting at Adorf."""
    table = pd.DataFrame({"id": ["v"], "name": [f"Aula {EVIL}"], "radius_m": [50.0]})
    made = gpd.GeoDataFrame(table, geometry=points([0.0], [0.0]))
    made.attrs["attributions"] = []
    return made


def journeys() -> gpd.GeoDataFrame:
    """Ways to Adorf: 6 people from the Westkreis, 3 from the Ostkreis, and one without a way."""
    people = pd.DataFrame(
        [
            ("1", 0.01, 2, 4000.0, 3.0, 1500.0, "91001"),
            ("2", 0.10, 3, 1000.0, 20.0, 15000.0, "91001"),
            ("3", 0.10, 1, 3000.0, 20.0, 15000.0, "91001"),
            ("4", 0.90, 3, 1000.0, 95.0, 120000.0, "92001"),
            ("5", np.nan, 1, np.nan, np.nan, np.nan, None),
        ],
        columns=["id", "lon", "count", "blur_m", "travel_min", "distance_m", "ags_kreis"],
    )
    people["status"] = ["ok", "ok", "ok", "ok", "no_location"]
    people["place"] = ["Adorf", "Cdorf", "Cdorf", "Fdorf", "Nirgendwo"]
    people["distance_text"] = ["unter 4 km", "15 km", "15 km", "120 km", "unbekannt"]
    table = _with_places(people)
    return table.assign(
        radius_m=table["blur_m"], match_level="place", match_score=50.0, match_source="x",
    )  # fmt: skip


def _with_places(table: pd.DataFrame) -> gpd.GeoDataFrame:
    lon = table.pop("lon")
    place = points(lon, lon * 0)
    place[lon.isna()] = None
    made = gpd.GeoDataFrame(table, geometry=place)
    made.attrs["attributions"] = []
    return made
