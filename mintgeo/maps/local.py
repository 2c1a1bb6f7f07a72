"""The map of a town: from where an offer is reached, who lives there, and who could join."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import geopandas as gpd
import pandas as pd
import shapely

from mintgeo._credits import credits_of
from mintgeo._crs import UTM32, WGS84
from mintgeo._schema import REACH
from mintgeo.language import STATUSES, Language, language, word
from mintgeo.maps._areas import reached_areas
from mintgeo.maps._pack import FINE, packed
from mintgeo.maps._page import MapPage, build
from mintgeo.maps._views import views
from mintgeo.maps.basemap import Basemap
from mintgeo.maps.coverage import TITLE, WHO, offer_layers, spots
from mintgeo.offers import AGE_GROUPS

ROAD_M: Final = 8
AREA_M: Final = 10
"""Roads and areas are simplified by so much: less than a line is wide on the screen."""


def local_map(
    reach: Mapping[str, gpd.GeoDataFrame],
    isochrones: gpd.GeoDataFrame,
    sites: gpd.GeoDataFrame,
    *,
    partners: gpd.GeoDataFrame | None = None,
    roads: gpd.GeoDataFrame | None = None,
    title: str = TITLE,
    minutes: float = 15,
    who: str = WHO,
    vintages: Sequence[str] = (),
    attributions: Sequence[str] = (),
    lang: str = "de",
    basemap: Basemap | str | None = None,
) -> MapPage:
    """Draw from where an offer is reached, on real roads.

    Parameters
    ----------
    reach
        Mode → reach table of the same demand points.
    isochrones
        An isochrones table; all areas of one mode and time are drawn as one.
    sites
        Geocoded sites; those of the role ``offer`` are drawn, one layer per category.
    partners
        Sites that could join; layers that can be switched on.
    roads
        Lines, drawn thin and grey.
    title, who, vintages, attributions, lang, basemap
        As for ``coverage_map``.
    minutes
        Threshold that is shown first, with the first mode.

    Returns
    -------
    MapPage
        One file: ``.save(path)``; it loads nothing unless a basemap was asked for.

    Raises
    ------
    TableError
        If a reach or isochrones table breaks its schema.
    InputError
        If there is nothing to show.
    OptionError
        If mintgeo does not speak ``lang`` or does not know the basemap.
    """
    say = language(lang)
    for table in reach.values():
        REACH.check(table)
    shown = views(_pairs(isochrones, list(reach)), (next(iter(reach)), float(minutes)), say)
    home = next(iter(reach.values()))
    data = {
        "who": say.who(who),
        "views": shown,
        "areas": reached_areas(isochrones, shown, exact_m=AREA_M, scale=FINE),
        "roads": _lines(roads),
        "people": _people(reach, dict(zip(sites["id"], sites["name"], strict=True)), say),
        "offers": offer_layers(sites, say),
        "ages": list(AGE_GROUPS.values()),
        "partners": _partners(partners, say),
        "bounds": _bounds(home),
        "vintages": list(vintages),
        "credits": credits_of(attributions, *reach.values(), isochrones, sites, partners, roads),
    }
    return build(
        title=say(title),
        script="local.js",
        also=["offers.js"],
        style="coverage.css",
        data=data,
        lang=lang,
        basemap=basemap,
    )


def _pairs(isochrones: gpd.GeoDataFrame, modes: list[str]) -> list[tuple[str, float]]:
    known = isochrones[["mode", "minutes"]].drop_duplicates()
    return [
        (mode, float(limit))
        for mode in modes
        for limit in sorted(known.loc[known["mode"] == mode, "minutes"])
    ]


def _lines(roads: gpd.GeoDataFrame | None) -> dict[str, Any]:
    """All roads as one feature."""
    if roads is None or roads.empty:
        return packed("MultiLineString", [])
    joined = shapely.line_merge(shapely.multilinestrings(roads.geometry.to_crs(UTM32)))
    simple = gpd.GeoSeries([joined], crs=UTM32).simplify(ROAD_M).to_crs(WGS84)
    return packed("MultiLineString", [(simple.iloc[0], {})], scale=FINE)


def _people(
    reach: Mapping[str, gpd.GeoDataFrame], names: dict[str, str], say: Language
) -> list[dict[str, Any]]:
    """A circle per demand point: people, and the way to the nearest offer in every mode."""
    first = next(iter(reach.values()))
    ways = {mode: _ways(table, names, say) for mode, table in reach.items()}
    at = first.geometry.get_coordinates().round(5).to_numpy().tolist()
    rows = zip(at, first["population"], first["place"].fillna("?"), strict=True)
    return [
        {
            "at": [lat, lon],
            "people": round(float(people), 1),
            "place": place,
            "times": {mode: ways[mode][position] for mode in ways},
        }
        for position, ((lon, lat), people, place) in enumerate(rows)
    ]


def _ways(table: gpd.GeoDataFrame, names: dict[str, str], say: Language) -> list[list[Any]]:
    return [
        [
            None if pd.isna(time) else round(float(time), 1),
            None if pd.isna(offer) else names.get(str(offer), str(offer)),
            say(STATUSES[status]),
            bool(edge),
        ]
        for time, offer, status, edge in zip(
            table["travel_min"], table["nearest_id"], table["status"], table["edge"], strict=True
        )
    ]


def _partners(partners: gpd.GeoDataFrame | None, say: Language) -> list[dict[str, Any]]:
    if partners is None:
        return []
    columns = ["name", "category", "street", "postcode", "place", "could_offer", "provider"]
    out = []
    for category, rows in partners.groupby("category", sort=True):
        found = [
            {**spot, "topics": word(spot.pop("could_offer", ""), say)}
            for spot in spots(rows, columns)
        ]
        out.append({"category": word(category, say), "spots": found})
    return out


def _bounds(home: gpd.GeoDataFrame) -> list[list[float]]:
    west, south, east, north = (float(one) for one in home.total_bounds)
    return [[south, west], [north, east]]
