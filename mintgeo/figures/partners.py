"""Possible partners for print: where those lie that would help the most people."""

from collections.abc import Sequence
from typing import Any, Final

import geopandas as gpd
import shapely
from matplotlib.lines import Line2D

from mintgeo._errors import MissingDataError
from mintgeo._schema import PARTNERS, received
from mintgeo.figures import _ink
from mintgeo.figures._picture import INK, SOFT, TITLE, Picture, sourced, styled
from mintgeo.language import MODES, PEOPLE, Language, language
from mintgeo.modes import MODES as KNOWN

_SHOWN: Final = 20
_PARTNER: Final[dict[str, Any]] = {
    "marker": "s", "linestyle": "none", "markersize": 4.5, "markerfacecolor": "white",
    "markeredgecolor": "black", "markeredgewidth": 1.1, "zorder": 5,
}  # fmt: skip
"""As on the map for the screen."""
_OFFER: Final[dict[str, Any]] = {
    "marker": "o", "linestyle": "none", "markersize": 4.5, "markerfacecolor": "#d55e00",
    "markeredgecolor": "white", "markeredgewidth": 0.5, "zorder": 4,
}  # fmt: skip


def partners_figure(
    partners: gpd.GeoDataFrame,
    sites: gpd.GeoDataFrame | None = None,
    *,
    roads: gpd.GeoDataFrame | None = None,
    borders: gpd.GeoDataFrame | None = None,
    places: gpd.GeoDataFrame | None = None,
    title: str = TITLE,
    mode: str | None = None,
    who: str = PEOPLE,
    notes: Sequence[str] = (),
    lang: str = "de",
) -> Picture:
    """Draw the partners that would help the most people, numbered by their rank, for print.

    Parameters
    ----------
    partners
        A partners table; its first 20 are drawn.
    sites
        Geocoded sites; those of the role ``offer`` that have a place are dots.
    roads, borders
        Lines, drawn thin and grey, and areas, whose outlines are.
    places
        A demand or reach table, whose largest places are named.
    title, who, notes, lang
        As for ``coverage_figure``.
    mode
        By which the partners are ranked.

    Raises
    ------
    TableError
        If the table breaks its schema.
    MissingDataError
        If there is no partner that has a place.
    """
    partners = received(partners, PARTNERS)
    there = partners[partners.geometry.notna() & ~partners.geometry.is_empty]
    first = there.sort_values("rank", kind="stable").head(_SHOWN)
    if first.empty:
        raise MissingDataError("The partners table has no place to draw.")
    say = language(lang)
    at = shapely.get_coordinates(_ink.metric(first))
    offers = _ink.offer_places(sites)
    asked = {"who": say.who(who), "mode": say(MODES[mode or KNOWN.first()])}
    with styled():
        page, axes, side = _ink.map_sheet(
            title=say(title),
            subtitle=say("Orte, die mitmachen könnten, nach dem Gewinn ({mode})", **asked),
            notes=sourced(notes, say, partners, sites, roads, places),
            bounds=_ink.around([shapely.MultiPoint(at)], edge=0.12),
        )
        if roads is not None:
            _ink.draw_roads(axes, roads)
        for border in () if borders is None else _ink.metric(borders):
            _ink.draw_lines(axes, shapely.boundary(border), edgecolors=SOFT, linewidths=0.5)
        axes.plot(*offers.T, **_OFFER)
        axes.plot(*at.T, **_PARTNER)
        marks = [*_ink.dots(axes, at, radius=3), *_ink.dots(axes, offers)]
        numbers = [str(rank) for rank in first["rank"]]
        tags = _ink.draw_labels(axes, at, numbers, taken=marks, weight="bold", zorder=6, color=INK)
        if places is not None:
            _ink.draw_places(axes, places, taken=tags)
        _ink.draw_scale(axes)
        entries = [
            (Line2D([], [], **_PARTNER), say("möglicher Partner\nmit seinem Rang")),
            (Line2D([], [], **_OFFER), say("Angebot")),
        ]
        _ink.draw_legend(side, entries)
    return page.picture(_alt(first, asked, say))


def _alt(first: gpd.GeoDataFrame, asked: dict[str, str], say: Language) -> str:
    """Say what is drawn, and which partners come first."""
    names = [str(name) for name in first["name"].head(3)]
    return say(
        "Karte der Orte, die mitmachen könnten ({n}), nach dem Gewinn geordnet ({mode}). "
        "Am meisten {who} gewännen durch: {names}.",
        n=say.number(len(first)), names=say.listed(names), **asked,
    )  # fmt: skip
