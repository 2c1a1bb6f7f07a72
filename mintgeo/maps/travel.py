"""The map of travel to a meeting: from where people came, how many, how long and how far."""

from collections.abc import Sequence
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd

from mintgeo._credits import credits_of
from mintgeo._errors import InputError, OptionError
from mintgeo._quantiles import weighted_quantile
from mintgeo.language import MODES, N_, language
from mintgeo.maps._flows import by_kreis, by_place, places, published
from mintgeo.maps._ground import bounds_of, ground, ground_credits
from mintgeo.maps._page import MapPage, build
from mintgeo.maps.basemap import Basemap
from mintgeo.maps.coverage import spots
from mintgeo.privacy import LEAST
from mintgeo.regions import regions

TIMES: Final = ((10, 20, 30, 45), (30, 60, 90, 120), (60, 120, 240, 360))
"""Ladders of limits between classes, in minutes; the first that holds nine of ten people."""
WAYS: Final = ((2, 5, 10, 20), (10, 25, 50, 100), (50, 100, 200, 400))
"""The same in kilometres."""
PALETTE: Final = ("#bf8300", "#cf5a2c", "#a8316a", "#6b2a8a", "#2a1a5e")
"""From near to far, ever darker: also in grey print and for colour-blind eyes."""
_COLUMNS: Final = ("id", "geometry", "travel_min", "distance_m", "blur_m", "status", "ags_kreis")
_MANY_PLACES: Final = 400
_NINE_OF_TEN: Final = 0.9


def travel_map(
    journeys: gpd.GeoDataFrame,
    venue: gpd.GeoDataFrame,
    *,
    by: str | None = None,
    public: bool = False,
    mode: str = "car",
    kreise: gpd.GeoDataFrame | None = None,
    title: str = N_("Wege zum Treffen"),
    attributions: Sequence[str] = (),
    lang: str = "de",
    basemap: Basemap | str | None = None,
) -> MapPage:
    """Draw the ways to a meeting: a line from every place or Kreis, wide for many people.

    A way shorter than its ends are known is said as "unter X km", without a time. The map of
    places shows where single participants live and says that it is not to be published;
    ``public=True`` makes one that may be.

    Parameters
    ----------
    journeys
        A table of ``journeys``.
    venue
        The geocoded table of one row that they go to.
    by
        ``place`` (rows at the same point together) or ``kreis`` (from the middle of the Kreis, with
        the median of its people). By default places, and Kreise from 400 places on.
    public
        Only Kreise and only counts from 5 people on; others are hidden as in a public run, and
        times and ways of a Kreis are told as classes.
    mode
        How people travelled; it is said, nothing is computed.
    kreise
        A regions table of Kreise; the embedded ones by default.
    title, attributions, lang, basemap
        As of ``placement_map``.

    Returns
    -------
    MapPage
        One file: ``.save(path)``.

    Raises
    ------
    InputError
        If the tables are not journeys and one venue with a place.
    OptionError
        For another ``by``, ``mode``, ``lang`` or basemap, or a public map by place.
    PrivacyError
        If fewer than 10 people are to be shown in public.
    """
    _check(journeys, venue, by, mode, public=public)
    say, layer = language(lang), regions("kreis") if kreise is None else kreise
    table = journeys.reset_index(drop=True)
    table["people"] = table["count"].astype(int) if "count" in table else 1
    drawn = table[table["status"] == "ok"]
    level = by or ("kreis" if public or places(drawn) > _MANY_PLACES else "place")
    flows = by_place(drawn) if level == "place" else by_kreis(drawn, layer)
    if public:
        flows = published(flows, table, layer)
    views = _views(drawn)
    data = {
        **ground(layer),
        "venue": {"name": "", **spots(venue, ["name"])[0]},
        "mode": say(MODES[mode]),
        "views": views,
        "palette": list(PALETTE),
        "flows": [_flow(row, views, public=public) for row in flows.to_dict("records")],
        "public": public,
        "level": level,
        "totals": _totals(table, flows, public=public),
        "bounds": bounds_of(gpd.GeoDataFrame(pd.concat([flows, venue])[["geometry"]])),
        "credits": credits_of(attributions, journeys, venue, ground_credits(kreise)),
    }
    return build(
        title=say(title), script="travel.js", style="coverage.css", data=data, lang=lang,
        basemap=basemap,
    )  # fmt: skip


def _check(
    journeys: gpd.GeoDataFrame, venue: gpd.GeoDataFrame, by: str | None, mode: str, *, public: bool
) -> None:
    missing = [name for name in _COLUMNS if name not in journeys.columns]
    if missing:
        raise InputError(f"travel_map() wants the table of journeys(); {missing} are missing.")
    if len(venue) != 1 or venue.geometry.isna().any() or venue.geometry.is_empty.any():
        raise InputError("The venue must be exactly one row with a place; geocode() gives it one.")
    if by not in (None, "place", "kreis"):
        raise OptionError(f"by must be place or kreis, not {by!r}.")
    if mode not in MODES:
        raise OptionError(f"mode must be one of {', '.join(MODES)}, not {mode!r}.")
    if public and by == "place":
        raise OptionError("A public map can't show places of participants; use by='kreis'.")


def _views(drawn: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    """Time and way: the limits between classes, and the median of all people."""
    people = drawn["people"].to_numpy(dtype=float)
    values = {
        "time": (TIMES, drawn["travel_min"].to_numpy(dtype=float)),
        "way": (WAYS, drawn["distance_m"].to_numpy(dtype=float) / 1000),
    }
    return [
        {"key": key, "limits": _ladder(ladders, values, people)}
        for key, (ladders, values) in values.items()
    ]


def _ladder(ladders: Sequence[Sequence[int]], values: Any, people: Any) -> list[int]:
    far = weighted_quantile(values, people, _NINE_OF_TEN) if len(values) else 0.0
    return list(next((one for one in ladders if far <= one[-1]), ladders[-1]))


def _flow(row: dict[str, Any], views: list[dict[str, Any]], *, public: bool) -> dict[str, Any]:
    """A flow as the script draws it; in public its numbers are classes."""
    time, way, blur = row["travel_min"], row["distance_m"] / 1000, row["blur_m"] / 1000
    known = bool(np.isfinite(time))
    out = {
        "at": [round(row["geometry"].y, 5), round(row["geometry"].x, 5)],
        "name": row["name"],
        "people": None if row["hidden"] else int(row["people"]),
        "hidden": bool(row["hidden"]),
        "classes": [
            int(np.searchsorted(view["limits"], value)) if known else None
            for view, value in zip(views, (time, way), strict=True)
        ],
    }
    near = known and not way >= blur
    exact = {
        "minutes": round(float(time)) if known else None,
        "km": round(float(way), 1) if known else None,
        "under": max(1, int(np.ceil(blur))) if near and np.isfinite(blur) else None,
    }
    return out if public else {**out, **exact}


def _totals(table: gpd.GeoDataFrame, flows: gpd.GeoDataFrame, *, public: bool) -> dict[str, float]:
    """All people, those whose way is not drawn, and the median of those who have one.

    In public only what is published anyway: all people, and medians of at least 5.
    """
    drawn = table[table["status"] == "ok"]
    people = drawn["people"].to_numpy(dtype=float)
    enough = people.sum() >= (LEAST if public else 1)
    median = {
        name: round(weighted_quantile(drawn[column].to_numpy(dtype=float), people, 0.5) / unit, 1)
        for name, column, unit in (("minutes", "travel_min", 1), ("km", "distance_m", 1000))
        if enough
    }
    totals = {"people": int(table["people"].sum()), **median}
    if public:
        return totals
    placed = table.geometry.notna() & ~table.geometry.is_empty
    unplaced = int(table.loc[~placed, "people"].sum())
    rest = totals["people"] - unplaced - int(flows["people"].sum())
    return {**totals, "unplaced": unplaced, "rest": rest}
