"""A quick map of people by the time to their nearest offer."""

from collections.abc import Sequence
from typing import Unpack

import geopandas as gpd
import numpy as np

from mintgeo._schema import REACH, received
from mintgeo.cartography.palettes import FAR_COLOURS, LOST, MINUTES
from mintgeo.cartography.sources import told_sources
from mintgeo.language import MODES, N_, PEOPLE, STATUSES, Language, language
from mintgeo.maps._data import Home
from mintgeo.maps._map import Map
from mintgeo.maps._minutes import classes, labels
from mintgeo.maps._pack import packed_spots
from mintgeo.maps._spots import placed
from mintgeo.maps._theme import LayerOptions, ThemeLayer
from mintgeo.maps._theme_data import ReachData
from mintgeo.maps.basemap import Basemap
from mintgeo.maps.ground import bounds_of, over_ground
from mintgeo.modes import MODES as KNOWN


class ReachLayer(ThemeLayer):
    """Where people live, by the time to the nearest offer.

    Parameters
    ----------
    reach
        A reach table of one mode.
    who, attributions, lang, options
        As of ``CoverageLayer``.

    Raises
    ------
    TableError
        If the table is no reach table.
    """

    kind = "reach"
    needs = ("classed.js",)

    def __init__(
        self,
        reach: gpd.GeoDataFrame,
        *,
        who: str = PEOPLE,
        attributions: Sequence[str] = (),
        lang: str = "de",
        **options: Unpack[LayerOptions],
    ) -> None:
        reach = received(reach, REACH)
        say, table = language(lang), reach.reset_index(drop=True)
        mode = KNOWN.first(table["mode"])
        names = [*labels([*MINUTES], say), say("nicht erreicht")]
        data = ReachData(
            caption=say("Zeit zum nächsten Angebot, {mode}", mode=say(MODES[mode])),
            classes=classes(names, [*FAR_COLOURS, LOST]),
            spots=packed_spots(_homes(table, say)),
            who=say.who(who),
            bounds=bounds_of(placed(table)),
            credits=told_sources(say, reach, named=attributions),
        )
        super().__init__(data, say, say("Zeit zum nächsten Angebot"), options)


def reach_map(
    reach: gpd.GeoDataFrame,
    *,
    title: str = N_("So weit ist es zum nächsten Angebot"),
    who: str = PEOPLE,
    attributions: Sequence[str] = (),
    lang: str = "de",
    basemap: Basemap | str | None = None,
) -> Map:
    """Draw where people live, by the time to the nearest offer.

    Parameters
    ----------
    reach, who, attributions
        As of ``ReachLayer``.
    title, lang, basemap
        As of ``coverage_map``.

    Returns
    -------
    Map
        A map of folium, as of ``coverage_map``.

    Raises
    ------
    TableError
        If the table is no reach table.
    """
    homes = ReachLayer(reach, who=who, attributions=attributions, lang=lang)
    return over_ground(homes, None, title, attributions, lang, basemap)


def _homes(table: gpd.GeoDataFrame, say: Language) -> list[Home]:
    """One entry per demand point with a place: people, minutes or why there are none, class."""
    there = placed(table)
    minutes = there["travel_min"].to_numpy(dtype=float)
    known = np.isfinite(minutes)
    position = np.where(known, np.searchsorted(MINUTES, minutes), len(MINUTES) + 1)
    at = there.geometry.get_coordinates().round(4).to_numpy().tolist()
    return [
        {
            "at": [lat, lon],
            "place": place,
            "people": round(people),
            "minutes": round(time) if fine else say(STATUSES[status]),
            "class": int(group),
        }
        for (lon, lat), place, people, time, fine, status, group in zip(
            at, there["place"].fillna("?"), there["population"], minutes, known,
            there["status"], position, strict=True,
        )
    ]  # fmt: skip
