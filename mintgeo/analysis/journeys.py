"""Participants × one venue × router → how far everyone travelled, as finely as is known."""

from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd

from mintgeo._credits import credited
from mintgeo._errors import InputError
from mintgeo._located import AnyTable, Located
from mintgeo._points import as_points
from mintgeo._quantiles import weighted_quantile
from mintgeo._schema import GEOCODED, STATUSES, received
from mintgeo._schema.column import Column, Table, number, text
from mintgeo.germany.regions import regions, with_regions
from mintgeo.language import language
from mintgeo.travel.matrices import REASONS
from mintgeo.travel.pairs import matrix
from mintgeo.travel.protocol import Router

_GERMAN: Final = language("de")
_ENDS: Final = GEOCODED.asking("id", "geometry", "radius_m")
WAYS: Final = Table(
    name="journeys",
    meaning="ways of participants to a meeting",
    columns=(
        Column(name="count", kind="integer", meaning="people in this row", nullable=False, low=0),
        text("land", "Land of their home"),
        text("status", "why a time is there or missing", nullable=False, allowed=STATUSES),
        number("distance_m", "way", "m", low=0),
        number("blur_m", "radii of both ends together", "m", low=0),
    ),
)
"""What is told of journeys, wherever they come from."""


def journeys(participants: AnyTable, venue: gpd.GeoDataFrame, router: Router) -> gpd.GeoDataFrame:
    """Ways and times of every participant to one venue.

    Parameters
    ----------
    participants
        Geocoded participants.
    venue
        A geocoded table of one row with a place.
    router
        Answers how long people travel; no limit is set.

    Returns
    -------
    GeoDataFrame
        The participants with ``land`` and ``ags_kreis`` of their home, ``distance_m``,
        ``travel_min``, ``status``, ``blur_m`` (the radii of both ends together, in metres) and
        ``distance_text``: German, and "unter X km" where the way is shorter than ``blur_m``.

    Raises
    ------
    InputError
        If the venue is not one row with a place.
    """
    if len(venue) == 1:
        venue = received(venue, _ENDS)
    people = Located.of(participants, what="origins")
    _ENDS.check(people.table)
    if len(venue) != 1 or as_points(venue, what="venue").geometry.isna().any():
        raise InputError("The venue must be exactly one row with a place; geocode() gives it one.")
    ways = matrix(people, venue, router)
    out = with_regions(people).copy()
    lands = regions("land")
    out["land"] = out["ags_land"].map(dict(zip(lands["ags"], lands["name"], strict=True)))
    for column in ("distance_m", "travel_min"):
        out[column] = ways.dense(column)[:, 0]
    reasons = [REASONS[code] for code in ways.reasons()[:, 0]]
    out["status"] = pd.Series(reasons, out.index, dtype="str")
    out["blur_m"] = np.hypot(out["radius_m"], venue["radius_m"].iloc[0])
    out["distance_text"] = [
        _GERMAN.distance(way, blur)
        for way, blur in zip(out["distance_m"], out["blur_m"], strict=True)
    ]
    return credited(out, venue, router)


def journey_summary(table: pd.DataFrame) -> pd.DataFrame:
    """Summarise journeys: one row of counts, and the shortest, middle and longest way.

    Returns
    -------
    DataFrame
        One row: ``people`` and ``placed`` (of them with a way), ``laender`` (number of different
        ones), ``min_m``, ``median_m``, ``max_m`` (each person counts once), the radii of both of
        their ends together as ``_blur_m``, the same in German as ``_text``, and ``total_km`` (all
        single ways together, kilometres).
    """
    WAYS.check(table)
    placed = table[table["status"] == "ok"]
    people = placed["count"].to_numpy(dtype=float)
    ways = placed["distance_m"].to_numpy(dtype=float)
    blur = placed["blur_m"].to_numpy(dtype=float)
    row: dict[str, object] = {
        "people": int(table["count"].sum()),
        "placed": int(placed["count"].sum()),
        "laender": placed["land"].nunique(),
        "total_km": float((people * ways).sum() / 1000),
    }
    for name, q in (("min", 0.0), ("median", 0.5), ("max", 1.0)):
        way = weighted_quantile(ways, people, q)
        near = blur[ways == way].max() if (ways == way).any() else np.nan
        row[f"{name}_m"], row[f"{name}_blur_m"] = way, near
        row[f"{name}_text"] = _GERMAN.distance(way, near)
    return pd.DataFrame([row])
