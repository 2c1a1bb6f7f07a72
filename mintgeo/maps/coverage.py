"""The coverage map: Kreise by share, Land borders, offers by category, participants, meeting."""

from collections.abc import Sequence
from typing import Any, Final, Unpack

import geopandas as gpd
import pandas as pd

from mintgeo._schema import COVERAGE, REGIONS, received
from mintgeo.cartography.classes import classes
from mintgeo.cartography.palettes import SHARE_COLOURS, SHARES
from mintgeo.cartography.simplify import simplified
from mintgeo.cartography.sources import told_sources
from mintgeo.germany.own_areas import as_regions
from mintgeo.language import PEOPLE, PER_AREA, language
from mintgeo.maps._areas import reached_areas
from mintgeo.maps._data import Packed
from mintgeo.maps._filtered import filtered_shares
from mintgeo.maps._map import Map
from mintgeo.maps._pack import packed
from mintgeo.maps._theme import LayerOptions, ThemeLayer
from mintgeo.maps._theme_data import CoverageData, ShareKreis
from mintgeo.maps._views import TITLE, view_key, views
from mintgeo.maps.basemap import Basemap
from mintgeo.maps.gaps import GapsLayer
from mintgeo.maps.ground import borders, bounds_of
from mintgeo.maps.offers import OffersLayer
from mintgeo.maps.people import PeopleLayer
from mintgeo.modes import MODES

AREA_M: Final = 200
"""How far borders of isochrones may be from the true ones: less than a pixel."""


class CoverageLayer(ThemeLayer):
    """Kreise in the colour of the share of people who can reach an offer.

    Parameters
    ----------
    coverage
        A coverage table by Kreis, of one or more modes and thresholds; all can be chosen.
    kreise
        A regions table of Kreise, or the layer that the table is by. One without a row in
        ``coverage`` is hatched.
    isochrones
        An isochrones table: the areas of the chosen mode and threshold can be switched on.
    filtered
        Coverage tables of some of the offers only, below each other, with ``topic`` and ``age``
        (as "6-9") of these offers, empty where any will do: the filters of an ``OffersLayer`` on
        the same map show them.
    mode, minutes
        What is shown first: by default the first mode of the table.
    who
        Who is counted: ``people``, ``children_under_16``, or words of your own, as the map
        says them.
    vintages, attributions
        Lines that stand in the legend. Sources that the tables name are added; where
        ``attributions`` are given, they are taken for whole.
    lang
        ``de`` or ``en``; what stands in the tables stays as it is.
    options
        ``name``, ``overlay``, ``control`` and ``show``, as of ``folium.FeatureGroup``.

    Raises
    ------
    TableError
        If a table breaks its schema.
    InputError
        If there is nothing to show, or ``isochrones`` have none of its modes and thresholds.
    OptionError
        If mintgeo does not speak ``lang``.
    """

    kind = "coverage"
    needs = ("filters.js",)

    def __init__(
        self,
        coverage: pd.DataFrame,
        kreise: gpd.GeoDataFrame,
        *,
        isochrones: gpd.GeoDataFrame | None = None,
        filtered: pd.DataFrame | None = None,
        mode: str | None = None,
        minutes: float = 30,
        who: str = PEOPLE,
        vintages: Sequence[str] = (),
        attributions: Sequence[str] = (),
        lang: str = "de",
        **options: Unpack[LayerOptions],
    ) -> None:
        say = language(lang)
        coverage = received(coverage, COVERAGE)
        kreise = as_regions(kreise)
        kreise = received(kreise, REGIONS)
        shapes = simplified(kreise)
        level = str(kreise["level"].iloc[0]) if len(kreise) else "kreis"
        several = level == "kreis" and kreise["ags"].str[:2].nunique() > 1
        pairs = coverage[["mode", "minutes"]].drop_duplicates().itertuples(index=False, name=None)
        first = mode or MODES.first(coverage["mode"])
        shown = views(pairs, (first, float(minutes)), say)
        data = CoverageData(
            who=say.who(who),
            per=say(PER_AREA.get(level, PER_AREA[""])),
            views=shown,
            kreise=_kreise(shapes, kreise, coverage),
            borders=borders(shapes, kreise) if several else packed("MultiLineString", []),
            classes=list(SHARES),
            palette=list(SHARE_COLOURS),
            areas=reached_areas(isochrones, shown, exact_m=AREA_M),
            filtered=filtered_shares(filtered, kreise["ags"], say),
            bounds=bounds_of(kreise, least=0),
            vintages=list(vintages),
            credits=told_sources(say, coverage, kreise, isochrones, named=attributions),
        )
        super().__init__(data, say, say("Erreichbarkeit"), options)


def coverage_map(
    coverage: pd.DataFrame,
    kreise: gpd.GeoDataFrame,
    *,
    sites: gpd.GeoDataFrame | None = None,
    participants: gpd.GeoDataFrame | None = None,
    meeting: gpd.GeoDataFrame | None = None,
    participation: pd.DataFrame | None = None,
    gaps: gpd.GeoDataFrame | None = None,
    isochrones: gpd.GeoDataFrame | None = None,
    filtered: pd.DataFrame | None = None,
    title: str = TITLE,
    mode: str | None = None,
    minutes: float = 30,
    who: str = PEOPLE,
    vintages: Sequence[str] = (),
    attributions: Sequence[str] = (),
    lang: str = "de",
    basemap: Basemap | str | None = None,
) -> Map:
    """Draw the share of people who can reach an offer, by Kreis.

    Parameters
    ----------
    coverage, kreise, isochrones, filtered, mode, minutes, who, vintages, attributions
        As of ``CoverageLayer``.
    sites, participants, meeting
        Geocoded tables. Sites of the role ``offer`` are drawn, one layer per category. Rows without
        a place are left out and counted in the legend.
    participation
        A participation table by Kreis, as of ``PeopleLayer``.
    gaps
        A gaps table: its areas are a layer that can be switched on.
    title
        Title of the page.
    lang
        ``de`` or ``en``; what stands in the tables stays as it is.
    basemap
        Tiles below the map: ``basemap.de``, ``osm`` (for light use only) or a ``Basemap``. None by
        default, and then the map loads nothing from anywhere.

    Returns
    -------
    Map
        A map of folium: add what you like, ``.save(path)`` it as one file. It loads nothing unless
        a basemap was asked for or something was added that does.

    Raises
    ------
    TableError
        If a table breaks its schema.
    InputError
        If there is nothing to show, or ``isochrones`` have none of its modes and thresholds.
    OptionError
        If mintgeo does not speak ``lang`` or does not know the basemap.
    """
    common: Any = {"attributions": attributions, "lang": lang}
    layers: list[ThemeLayer] = [
        CoverageLayer(coverage, kreise, isochrones=isochrones, filtered=filtered, mode=mode,
                      minutes=minutes, who=who, vintages=vintages, **common)
    ]  # fmt: skip
    if sites is not None:
        layers.append(OffersLayer(sites, **common))
    if any(one is not None for one in (participants, meeting, participation)):
        layers.append(PeopleLayer(participants, meeting=meeting, participation=participation,
                                  kreise=kreise, **common))  # fmt: skip
    if gaps is not None and len(gaps):
        layers.append(GapsLayer(gaps, who=who, show=False, **common))
    say = language(lang)
    return Map(*layers, title=say(title), lang=lang, basemap=basemap, bounds=layers[0].bounds)


def _kreise(shapes: Any, kreise: gpd.GeoDataFrame, coverage: pd.DataFrame) -> Packed[ShareKreis]:
    """One feature per Kreis: shape, name, people; of every view its class, and what it says.

    ``views`` holds the class, whether it is doubtful, and the bounds of the share, or the share.
    """
    shown = _views(coverage)
    people = coverage.groupby("ags")["population"].first()
    features: list[tuple[Any, ShareKreis]] = [
        (
            shape,
            {"name": name, "people": round(float(people.get(ags, 0))), "views": shown.get(ags, {})},
        )
        for shape, ags, name in zip(shapes, kreise["ags"], kreise["name"], strict=True)
    ]
    return packed("MultiPolygon", features)


def _views(coverage: pd.DataFrame) -> dict[str, dict[str, list[float]]]:
    """Class, doubt and bounds of every view, by Kreis; nothing where nothing is known."""
    found = classes(coverage, "share", SHARES[1:-1])
    own = coverage["share"]
    low, high = (coverage.get(f"share_{end}", own).fillna(own) for end in ("low", "high"))
    out: dict[str, dict[str, list[float]]] = {}
    columns = (coverage["ags"], coverage["mode"], coverage["minutes"], low, high)
    for ags, mode, minutes, first, last, position, doubtful in zip(
        *columns, found.position.tolist(), found.doubtful.tolist(), strict=True
    ):
        if position >= 0:
            bounds = [round(float(one), 4) for one in (first, last)]
            out.setdefault(ags, {})[view_key(mode, minutes)] = [position, int(doubtful), *bounds]
    return out
