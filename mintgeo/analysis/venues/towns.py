"""Where to meet if nobody says: towns with a station, within the area that people come from."""

from functools import cache
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from scipy.spatial import cKDTree

from mintgeo import _embedded
from mintgeo._credits import credited
from mintgeo._crs import metric, points
from mintgeo._errors import InputError, OptionError
from mintgeo._located import AnyTable, Located

_AROUND_M: Final = 10_000
"""So far beyond the outermost homes a place to meet may lie."""
_NEAR_M: Final = 4_000
"""A station so near to the middle of a town is one of the town."""
_FEWEST: Final = 10
"""So many towns there are to choose from, however small the area."""
_MAIN: Final = "Hbf"


def station_towns(participants: AnyTable, *, least_people: int = 20_000) -> gpd.GeoDataFrame:
    """Towns with a railway station where participants could meet, each at its station.

    Parameters
    ----------
    participants
        Geocoded participants: towns lie within the hull of their homes, or at most 10 km outside.
    least_people
        Of the Gemeinde; smaller ones hardly have rooms for a meeting.

    Returns
    -------
    GeoDataFrame
        EPSG:4326, by the key of their Gemeinde: ``id`` (this key), ``name`` (of the town),
        ``station``, ``population``, ``ags``, ``geometry`` (of the station: the main one within 4 km
        of the middle of the town, or else the nearest; a station stands for the largest town that
        has it). If there are fewer than 10, the 10 largest of the area; if it has too few, those
        nearest to the middle of all homes are of the area, too.

    Raises
    ------
    InputError
        If no participant has a place.
    OptionError
        If ``least_people`` is negative.

    Examples
    --------
    >>> import pandas as pd
    >>> import mintgeo as mg
    >>> homes = pd.DataFrame({"PLZ": ["18055", "19053"], "Ort": ["Rostock", "Schwerin"]})
    >>> homes = mg.geocode(mg.read_participants(homes))
    >>> towns = mg.station_towns(homes)
    >>> towns.loc[towns["population"] > 30_000, ["name", "station"]]
           name       station
    0   Rostock   Rostock Hbf
    1  Schwerin  Schwerin Hbf
    """
    if not least_people >= 0:
        raise OptionError(
            "least_people must be a number of 0 or more, not {least_people!r}.",
            least_people=least_people,
        )
    people = Located.of(participants, what="participants")
    check_homes(people)
    homes = people.points.xy
    towns = _towns()
    at = np.column_stack([towns["x"], towns["y"]])
    inside = shapely.contains_xy(shapely.MultiPoint(homes).convex_hull.buffer(_AROUND_M), at)
    size = towns["population"].to_numpy(dtype=float)
    if inside.sum() < _FEWEST:
        away = np.hypot(*(at - homes.mean(axis=0)).T)
        inside |= away <= np.sort(away)[_FEWEST - 1]
    chosen = inside & (size >= min(least_people, np.sort(size[inside])[-_FEWEST]))
    out = towns[chosen].drop(columns=["x", "y"]).reset_index(drop=True)
    lines = [_embedded.source(name).attribution for name in ("stations", "gemeinden")]
    return credited(gpd.GeoDataFrame(out), *lines)


def check_homes(participants: Located) -> None:
    """Refuse a list of which nobody has a place.

    Raises
    ------
    InputError
        It says so.
    """
    if not len(participants.points.placed):
        raise InputError("No participant has a place; nobody knows where they could meet.")


@cache
def _towns() -> gpd.GeoDataFrame:
    """Gemeinden that have a station, with x and y of it in metres."""
    towns, stops = (_embedded.read(name) for name in ("gemeinden", "stations"))
    middle, rails = (metric(one["lon"], one["lat"]) for one in (towns, stops))
    main = stops["name"].str.contains(_MAIN, regex=False).to_numpy()
    chosen = [
        _station(near, rails, main, town)
        for near, town in zip(cKDTree(rails).query_ball_point(middle, _NEAR_M), middle, strict=True)
    ]
    there = np.array([one >= 0 for one in chosen])
    rows = np.array(chosen)[there]
    found = towns[there]
    table = pd.DataFrame(
        {
            "id": found["ags"].to_numpy(), "name": found["name"].to_numpy(),
            "station": stops["name"].to_numpy()[rows],
            "population": found["population"].to_numpy(), "ags": found["ags"].to_numpy(),
            "x": rails[rows, 0], "y": rails[rows, 1],
        }
    )  # fmt: skip
    table = table.sort_values("population", ascending=False, kind="stable")
    table = table.drop_duplicates("station").sort_index()
    at = stops.iloc[rows[table.index]]
    table = table.astype({"id": "str", "name": "str", "station": "str", "ags": "str"})
    return gpd.GeoDataFrame(table, geometry=points(at["lon"], at["lat"], index=table.index))


def _station(near: list[int], rails: np.ndarray, main: np.ndarray, town: np.ndarray) -> int:
    """Which of the stations near a town is its own: -1 if there is none."""
    if not near:
        return -1
    rows = np.array(sorted(near))
    rows = rows[main[rows]] if main[rows].any() else rows
    return int(rows[np.argmin(np.hypot(*(rails[rows] - town).T))])
