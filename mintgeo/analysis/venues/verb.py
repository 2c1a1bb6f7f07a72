"""Participants × venues × routers → which venue is best for whom."""

from collections.abc import Mapping
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd

from mintgeo._credits import credited
from mintgeo._crs import WGS84
from mintgeo._errors import InputError, MissingDataError, OptionError
from mintgeo._located import AnyTable, Located, check_ids
from mintgeo._points import as_points
from mintgeo._schema import GEOCODED, received
from mintgeo.analysis.uncertainty.chance import Chance
from mintgeo.analysis.venues.asking import Asking
from mintgeo.analysis.venues.found import BestMeeting
from mintgeo.analysis.venues.order import in_order
from mintgeo.analysis.venues.towns import check_homes, station_towns
from mintgeo.analysis.venues.travellers import Travellers
from mintgeo.analysis.venues.wish import Wish
from mintgeo.emissions import FACTORS, EmissionFactors
from mintgeo.travel.protocol import Router

_MOST: Final = 10_000
_HOMES: Final = GEOCODED.asking("id", "geometry", "radius_m")


def best_meeting(
    participants: AnyTable,
    venues: AnyTable | None,
    router: Router | Mapping[str, Router],
    *,
    by: str = "total",
    limit_min: float | None = None,
    limit_km: float | None = None,
    existing: gpd.GeoDataFrame | None = None,
    shares: Mapping[str, float] | None = None,
    stated: str = "mode",
    factors: EmissionFactors = FACTORS,
    draws: int = 200,
    seed: int = 0,
) -> BestMeeting:
    """Which of many places is the best one to meet at, for whom, and how sure that is.

    Parameters
    ----------
    participants
        Geocoded participants (``count`` people per row, ``radius_m``).
    venues
        Points with ``id`` and ``name``, such as of ``geocode`` or ``stations``; with ``radius_m``
        if their place is not exact. None for ``station_towns(participants)``.
    router
        One for all, or several by mode: ``{"car": ..., "transit": ...}``.
    by
        ``total``, ``mean`` or ``longest`` time, or ``beyond``: the number of people beyond the
        limit or without a way.
    limit_min, limit_km
        A way may be so long, in minutes or km; exactly this is still within.
    existing
        A geocoded table of one row with a place: where the last meeting was.
    shares
        Of several routers: which share of the people travels in which mode, of those who do not
        state it. A row of several people, and a single one too, is divided by them.
    stated
        Column of the participants with the mode in which they travel.
    factors
        Emissions by mode, per person and km.
    draws, seed
        How often homes (and venues) are moved within their radii; 0 for not at all.

    Returns
    -------
    BestMeeting
        ``venues`` in order: those that fewer people have no way to come first, then what was asked
        for decides. A way that is missing never counts as short: whom a place can't be reached by
        is said by number and reason. It is the p-median (or p-center) with one place, exactly.

    Raises
    ------
    InputError
        If no participant or no venue has a place, a table is none of points, somebody states a
        mode without a router, or the last place is not one row.
    DuplicateIdError
        If venues share ids.
    OptionError
        If options do not fit each other.
    MissingDataError
        If nobody has a way to any venue.

    Notes
    -----
    What it tells of few people tells of single ones: nothing of it is for publication.

    Examples
    --------
    >>> import pandas as pd
    >>> import mintgeo as mg
    >>> homes = pd.DataFrame({"PLZ": ["18055", "19053", "17033"], "Anzahl": [3, 4, 1]})
    >>> homes = mg.geocode(mg.read_participants(homes))
    >>> found = mg.best_meeting(homes, None, mg.Airline())
    >>> found.best["name"], found.unit, round(found.best["value"])
    ('Schwerin', 'minutes', 362)
    >>> found.venues[["rank", "name", "more"]].round().head(2)
       rank      name  more
    0     1  Schwerin   0.0
    1     2   Rostock  52.0
    """
    wish = Wish(by=by, limit_min=limit_min, limit_km=limit_km)
    if not 0 <= draws <= _MOST:
        raise OptionError(
            "draws must be 0 or more, and at most {most}, not {draws!r}.", most=_MOST, draws=draws
        )
    people = Located.of(participants, what="participants")
    _HOMES.check(people.table)
    check_homes(people)
    places, left_out = _places(venues, people)
    asking = Asking(
        travellers=Travellers.of(people, router, shares, stated), wish=wish, factors=factors,
        chance=Chance(seed, draws) if draws else None,
    )  # fmt: skip
    last = None if existing is None else _existing(existing)
    table, reasons, may = asking.all(places)
    _refuse_nowhere(table, reasons)
    ordered = asking.drawn(in_order(table, wish), places, may)
    best = places.rows(np.flatnonzero(places.table["id"] == ordered["id"].iloc[0]))
    result = gpd.GeoDataFrame(ordered, geometry="geometry", crs=WGS84)
    routers = asking.travellers.routers
    return BestMeeting(
        venues=credited(
            result, people.table, places.table, existing, *routers.values(),
            factors.lines(mode for mode in routers if mode in factors.people),
        ),
        missing=reasons, left_out=left_out, wish=wish, draws=draws,
        **asking.against(best, last),
    )  # fmt: skip


def _places(venues: AnyTable | None, people: Located) -> tuple[Located, pd.DataFrame]:
    """Venues that have a place, and those that have none."""
    found = Located.of(station_towns(people) if venues is None else venues, what="venues")
    table = found.table
    check_ids(table, what="venues")
    names = table["name"] if "name" in table.columns else table["id"]
    table = table.assign(name=names.fillna(table["id"]))
    flat = as_points(gpd.GeoDataFrame(table), what="venues")
    flat = flat.assign(id=table["id"].astype("str"))
    there = flat.geometry.notna().to_numpy()
    if not there.any():
        raise InputError(
            "No venue has a place: {n} rows, none of them found. geocode() gives them one.",
            n=len(flat),
        )
    left = flat.loc[~there, ["id", "name"]].reset_index(drop=True)
    return Located(flat[there].reset_index(drop=True), what="venues"), pd.DataFrame(left)


def _existing(venue: gpd.GeoDataFrame) -> Located:
    if len(venue) == 1:
        venue = received(venue, GEOCODED.asking("id", "geometry"))
    if len(venue) != 1 or as_points(venue, what="venue").geometry.isna().any():
        raise InputError("The venue must be exactly one row with a place; geocode() gives it one.")
    return Located(venue, what="venue")


def _refuse_nowhere(table: pd.DataFrame, reasons: pd.DataFrame) -> None:
    """Refuse venues that nobody has a way to."""
    if (table["people"] > 0).any():
        return
    raise MissingDataError(
        "Nobody has a way to any venue ({reasons}).",
        reasons=", ".join(reasons["status"].unique()),
    )
