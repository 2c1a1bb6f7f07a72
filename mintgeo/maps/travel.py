"""The map of travel to a meeting: from where people came, how many, how long and how far."""

from collections.abc import Sequence
from functools import partial
from typing import Any, Final, Unpack

import geopandas as gpd
import pandas as pd

from mintgeo._errors import InputError, OptionError
from mintgeo._points import as_points
from mintgeo._schema import received
from mintgeo.analysis.division import By, Division
from mintgeo.analysis.journeys import WAYS
from mintgeo.cartography.palettes import FAR_COLOURS
from mintgeo.cartography.sources import told_sources
from mintgeo.germany.own_areas import as_regions
from mintgeo.germany.regions import regions
from mintgeo.language import MODES, N_, language
from mintgeo.maps._flow_classes import flow, public_totals, totals, views
from mintgeo.maps._flows import by_area, by_place, places, publication, published
from mintgeo.maps._map import Map
from mintgeo.maps._spots import placed, spots
from mintgeo.maps._theme import LayerOptions, ThemeLayer
from mintgeo.maps._theme_data import Flows, Level, WaysData
from mintgeo.maps.basemap import Basemap
from mintgeo.maps.ground import bounds_of, over_ground
from mintgeo.modes import MODES as KNOWN
from mintgeo.modes import check_mode
from mintgeo.privacy.ways import told_way

_COLUMNS: Final = ("id", "geometry", "travel_min", "distance_m", "blur_m", "status", "ags_kreis")
_MANY_PLACES: Final = 400


class WaysLayer(ThemeLayer):
    """Ways to a meeting: a line from every place or Kreis, wide for many people.

    A way shorter than its ends are known is said as "unter X km", without a time. Ways by place
    show where single participants live, and say that they are not to be published;
    ``public=True`` makes some that may be.

    Parameters
    ----------
    journeys
        A table of ``journeys``.
    venue
        The geocoded table of one row that they go to.
    by
        ``place`` (rows at the same point together), ``kreis`` (from the middle of the Kreis, with
        the median of its people), or a layer of polygons (from a point in each, likewise). By
        default places, and Kreise from 400 places on.
    key
        As of ``coverage``.
    public
        Only Kreise whose number a public run shows, perturbed as there (see ``privacy``), from
        their middle and by distance as the crow flies: no time and no way of a person.
    mode
        How people travelled; it is said, nothing is computed.
    kreise
        A regions table of Kreise; the embedded ones by default.
    attributions, lang, options
        As of ``CoverageLayer``.

    Raises
    ------
    InputError
        If the tables are not journeys and one venue with a place.
    OptionError
        For another ``by``, ``mode`` or ``lang``, or public ways by place.
    PrivacyError
        If there are too few people to tell anything of them in public.
    """

    kind = "ways"

    def __init__(
        self,
        journeys: gpd.GeoDataFrame,
        venue: gpd.GeoDataFrame,
        *,
        by: By | None = None,
        key: str | None = None,
        public: bool = False,
        mode: str | None = None,
        kreise: gpd.GeoDataFrame | None = None,
        attributions: Sequence[str] = (),
        lang: str = "de",
        **options: Unpack[LayerOptions],
    ) -> None:
        mode = check_mode(mode or KNOWN.first())
        journeys = received(journeys)
        _check(journeys, venue, by, public=public)
        division = None if by is None else Division.of(by, key, levels=("place", "kreis"))
        say = language(lang)
        place: Any = spots(venue, ["name"])[0]
        drawn = _flows(journeys, venue, division, kreise, public=public)
        data = WaysData(
            venue={"name": place.get("name", ""), "at": place["at"]},
            mode=say(MODES[mode]),
            palette=list(FAR_COLOURS),
            public=public,
            views=drawn["views"],
            flows=drawn["flows"],
            level=drawn["level"],
            totals=drawn["totals"],
            bounds=drawn["bounds"],
            credits=told_sources(say, journeys, venue, named=attributions),
        )
        super().__init__(data, say, say("Wege zum Treffen"), options)


def travel_map(
    journeys: gpd.GeoDataFrame,
    venue: gpd.GeoDataFrame,
    *,
    by: By | None = None,
    key: str | None = None,
    public: bool = False,
    mode: str | None = None,
    kreise: gpd.GeoDataFrame | None = None,
    title: str = N_("Wege zum Treffen"),
    attributions: Sequence[str] = (),
    lang: str = "de",
    basemap: Basemap | str | None = None,
) -> Map:
    """Draw the ways to a meeting: a line from every place or Kreis, wide for many people.

    The map of places shows where single participants live and says that it is not to be published;
    ``public=True`` makes one that may be.

    Parameters
    ----------
    journeys, venue, by, key, public, mode, kreise, attributions
        As of ``WaysLayer``.
    title, lang, basemap
        As of ``placement_map``.

    Returns
    -------
    Map
        A map of folium, as of ``coverage_map``.

    Raises
    ------
    InputError
        If the tables are not journeys and one venue with a place.
    OptionError
        For another ``by``, ``mode``, ``lang`` or basemap, or a public map by place.
    PrivacyError
        If there are too few people to tell anything of them in public.
    """
    ways = WaysLayer(
        journeys, venue, by=by, key=key, public=public, mode=mode, kreise=kreise,
        attributions=attributions, lang=lang,
    )  # fmt: skip
    return over_ground(ways, kreise, title, attributions, lang, basemap)


def _flows(
    journeys: gpd.GeoDataFrame,
    venue: gpd.GeoDataFrame,
    division: Division | None,
    kreise: gpd.GeoDataFrame | None,
    *,
    public: bool,
) -> Flows:
    """Flows with their classes, and what is told of all."""
    layer = regions("kreis") if kreise is None else as_regions(kreise)
    table = as_points(journeys, what="journeys").reset_index(drop=True)
    table["people"] = table["count"].astype(int) if "count" in table else 1
    drawn = table[table["status"] == "ok"]
    level = _level(drawn, division, public=public)
    numbers = None
    if public:
        journeys_of = partial(told_way, table.assign(count=table["people"]), venue)
        numbers = publication(table, kreise, journeys_of)
        flows = published(numbers, layer, venue)
    elif level == "place":
        flows = by_place(drawn)
    elif division is not None and division.layer is not None:
        flows = by_area(drawn, division.keys(drawn), division.layer)
    else:
        flows = by_area(drawn, drawn["ags_kreis"], layer)
    shown = views(drawn if numbers is None else flows, public=public)
    return {
        "views": shown,
        "flows": [flow(row, shown, public=public) for row in flows.to_dict("records")],
        "level": level,
        "totals": totals(table, flows) if numbers is None else public_totals(numbers),
        "bounds": bounds_of(gpd.GeoDataFrame(pd.concat([flows, venue])[["geometry"]])),
    }


def _level(drawn: gpd.GeoDataFrame, division: Division | None, *, public: bool) -> Level:
    if division is None:
        return "kreis" if public or places(drawn) > _MANY_PLACES else "place"
    return (
        "area" if division.layer is not None else "kreis" if division.level == "kreis" else "place"
    )


def _check(
    journeys: gpd.GeoDataFrame, venue: gpd.GeoDataFrame, by: By | None, *, public: bool
) -> None:
    missing = [name for name in _COLUMNS if name not in journeys.columns]
    if missing:
        raise InputError(
            "travel_map() wants the table of journeys(); {missing} are missing.", missing=missing
        )
    WAYS.asking("status", "distance_m", "blur_m").check(journeys)
    if len(venue) != 1 or len(placed(venue)) != 1:
        raise InputError("The venue must be exactly one row with a place; geocode() gives it one.")
    if public and not (by is None or (isinstance(by, str) and by == "kreis")):
        raise OptionError(
            "A public map can't show places of participants or other areas; use by='kreis'."
        )
