"""The map of a town: from where an offer is reached, who lives there, and who could join."""

from collections.abc import Mapping, Sequence
from typing import Final, Unpack

import geopandas as gpd
import pandas as pd
import shapely

from mintgeo._crs import UTM32, WGS84
from mintgeo._schema import REACH, received
from mintgeo.cartography.sources import told_sources
from mintgeo.cartography.stop_map import joined
from mintgeo.language import PEOPLE, STATUSES, Language, language
from mintgeo.maps._areas import reached_areas
from mintgeo.maps._data import Nothing, Packed, TownHome, Way
from mintgeo.maps._map import Map
from mintgeo.maps._pack import FINE, packed
from mintgeo.maps._theme import LayerOptions, ThemeLayer
from mintgeo.maps._theme_data import LocalData
from mintgeo.maps._views import TITLE, views
from mintgeo.maps.basemap import Basemap
from mintgeo.maps.ground import bounds_of
from mintgeo.maps.offers import OffersLayer

ROAD_M: Final = 8
AREA_M: Final = 10
"""Roads and areas are simplified by so much: less than a line is wide on the screen."""


class LocalLayer(ThemeLayer):
    """From where an offer is reached on real roads, and who lives there.

    Parameters
    ----------
    reach
        Mode → reach table of the same demand points.
    isochrones
        An isochrones table; all areas of one mode and time are drawn as one.
    sites
        Geocoded sites, by which the nearest offer is named.
    roads
        Lines, drawn thin and grey.
    minutes
        Threshold that is shown first, with the first mode.
    who, vintages, attributions, lang, options
        As of ``CoverageLayer``.

    Raises
    ------
    TableError
        If a reach or isochrones table breaks its schema.
    InputError
        If there is nothing to show.
    OptionError
        If mintgeo does not speak ``lang``.
    """

    kind = "local"

    def __init__(
        self,
        reach: Mapping[str, gpd.GeoDataFrame],
        isochrones: gpd.GeoDataFrame,
        sites: gpd.GeoDataFrame,
        *,
        roads: gpd.GeoDataFrame | None = None,
        minutes: float = 15,
        who: str = PEOPLE,
        vintages: Sequence[str] = (),
        attributions: Sequence[str] = (),
        lang: str = "de",
        **options: Unpack[LayerOptions],
    ) -> None:
        say = language(lang)
        reach = {name: received(table, REACH) for name, table in reach.items()}
        shown = views(_pairs(isochrones, list(reach)), (next(iter(reach)), float(minutes)), say)
        tables = (*reach.values(), isochrones, sites, roads)
        data = LocalData(
            who=say.who(who),
            views=shown,
            areas=reached_areas(isochrones, shown, exact_m=AREA_M, scale=FINE),
            roads=_lines(roads),
            people=_people(reach, dict(zip(sites["id"], sites["name"], strict=True)), say),
            bounds=bounds_of(next(iter(reach.values())), least=0),
            vintages=list(vintages),
            credits=told_sources(say, *tables, named=attributions),
        )
        super().__init__(data, say, say("Wege zu einem Angebot"), options)


def local_map(
    reach: Mapping[str, gpd.GeoDataFrame],
    isochrones: gpd.GeoDataFrame,
    sites: gpd.GeoDataFrame,
    *,
    partners: gpd.GeoDataFrame | None = None,
    roads: gpd.GeoDataFrame | None = None,
    title: str = TITLE,
    minutes: float = 15,
    who: str = PEOPLE,
    vintages: Sequence[str] = (),
    attributions: Sequence[str] = (),
    lang: str = "de",
    basemap: Basemap | str | None = None,
) -> Map:
    """Draw from where an offer is reached, on real roads.

    Parameters
    ----------
    reach, isochrones, roads, minutes, who, vintages, attributions
        As of ``LocalLayer``.
    sites
        Geocoded sites; those of the role ``offer`` are drawn, one layer per category.
    partners
        Sites that could join; layers that can be switched on.
    title, lang, basemap
        As of ``coverage_map``.

    Returns
    -------
    Map
        A map of folium, as of ``coverage_map``.

    Raises
    ------
    TableError
        If a reach or isochrones table breaks its schema.
    InputError
        If there is nothing to show.
    OptionError
        If mintgeo does not speak ``lang`` or does not know the basemap.
    """
    town = LocalLayer(
        reach, isochrones, sites, roads=roads, minutes=minutes, who=who, vintages=vintages,
        attributions=attributions, lang=lang,
    )  # fmt: skip
    offers = OffersLayer(sites, partners=partners, attributions=attributions, lang=lang)
    title = language(lang)(title)
    return Map(town, offers, title=title, lang=lang, basemap=basemap, bounds=town.bounds)


def _pairs(isochrones: gpd.GeoDataFrame, modes: list[str]) -> list[tuple[str, float]]:
    known = isochrones[["mode", "minutes"]].drop_duplicates()
    return [
        (mode, float(limit))
        for mode in modes
        for limit in sorted(known.loc[known["mode"] == mode, "minutes"])
    ]


def _lines(roads: gpd.GeoDataFrame | None) -> Packed[Nothing]:
    """All roads as one feature, each simplified alone: against all others takes 40 times that."""
    if roads is None or roads.empty:
        return packed("MultiLineString", [])
    simple = shapely.multilinestrings(shapely.simplify(joined(roads), ROAD_M))
    drawn = gpd.GeoSeries([simple], crs=UTM32).to_crs(WGS84)
    return packed("MultiLineString", [(drawn.iloc[0], Nothing())], scale=FINE)


def _people(
    reach: Mapping[str, gpd.GeoDataFrame], names: dict[str, str], say: Language
) -> list[TownHome]:
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


def _ways(table: gpd.GeoDataFrame, names: dict[str, str], say: Language) -> list[Way]:
    return [
        (
            None if pd.isna(time) else round(float(time), 1),
            None if pd.isna(offer) else names.get(str(offer), str(offer)),
            say(STATUSES[status]),
            bool(edge),
        )
        for time, offer, status, edge in zip(
            table["travel_min"], table["nearest_id"], table["status"], table["edge"], strict=True
        )
    ]
