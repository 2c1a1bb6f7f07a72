"""The stops of a plan for print: numbered, over whom they add and who is left."""

from collections.abc import Sequence
from typing import Any, Final

import geopandas as gpd
import shapely
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from mintgeo._errors import MissingDataError
from mintgeo._text import printable, shortened
from mintgeo.cartography.palettes import GAINED_COLOUR, KIND_COLOURS, LEFT_COLOUR, STOP_COLOUR
from mintgeo.figures import _ink
from mintgeo.figures._ground import draw_ground
from mintgeo.figures._picture import SOFT, TITLE, Picture, sourced, styled
from mintgeo.language import MODES, Language, language
from mintgeo.modes import MODES as KNOWN

_STOP: Final[dict[str, Any]] = {
    "marker": "o", "linestyle": "none", "markersize": 9, "markerfacecolor": STOP_COLOUR,
    "markeredgecolor": "white", "markeredgewidth": 0.8, "zorder": 6,
}  # fmt: skip
_OFFER: Final[dict[str, Any]] = {
    "marker": "o", "linestyle": "none", "markersize": 3.5, "markerfacecolor": KIND_COLOURS[0],
    "markeredgecolor": "white", "markeredgewidth": 0.5, "zorder": 5,
}  # fmt: skip
_NAMED: Final = 30
"""So many stops are named beside the map."""
_LETTERS: Final = 36
_LEGEND_CM, _LINE_CM = 2.6, 0.32
"""Height of the legend, and of a line of names below it."""


def stops_figure(
    stops: gpd.GeoDataFrame,
    areas: gpd.GeoDataFrame | None = None,
    sites: gpd.GeoDataFrame | None = None,
    *,
    roads: gpd.GeoDataFrame | None = None,
    borders: gpd.GeoDataFrame | None = None,
    around: gpd.GeoDataFrame | None = None,
    title: str = TITLE,
    counted: str = "",
    minutes: float = 15,
    mode: str = "",
    notes: Sequence[str] = (),
    lang: str = "de",
) -> Picture:
    """Draw the stops of a plan with their numbers, for print.

    Parameters
    ----------
    stops
        ``plan_stops(…).stops``.
    areas
        Land of those who reach no offer today: ``order`` of the stop that adds them, 0 if none.
    sites
        Geocoded sites; offers that have a place are dots.
    roads, borders, around
        Lines; areas whose outlines are drawn; and what lies around them, pale.
    title, notes, lang
        As for ``coverage_figure``.
    counted, minutes, mode
        Whom the plan counts, in words, within which time, and how they come.

    Raises
    ------
    MissingDataError
        If there is no stop.
    """
    if stops.empty:
        raise MissingDataError("The plan has no stop to draw.")
    say = language(lang)
    at = shapely.get_coordinates(_ink.metric(stops))
    offers = _ink.offer_places(sites)
    asked = {"n": say.number(len(stops)), "minutes": say.limit(minutes),
             "mode": say(MODES[mode or KNOWN.first()]), "who": counted}  # fmt: skip
    with styled():
        page, axes, side = _ink.map_sheet(
            title=say(title),
            subtitle=say(
                "Halte des MINT-Mobils, und wen sie in höchstens {minutes} Minuten neu erreichen "
                "({mode})", **asked,
            ),
            notes=sourced(notes, say, stops, sites, roads),
            bounds=_bounds(stops, areas, borders if roads is None else None),
            least=_LEGEND_CM + _LINE_CM * min(len(stops), _NAMED),
        )  # fmt: skip
        if around is not None and roads is None:
            draw_ground(axes, around, borders)
        _draw_land(axes, areas)
        if roads is not None:
            _ink.draw_roads(axes, roads)
        for border in () if borders is None else _ink.metric(borders):
            _ink.draw_lines(axes, shapely.boundary(border), edgecolors=SOFT, linewidths=0.5)
        axes.plot(*offers.T, **_OFFER)
        axes.plot(*at.T, **_STOP)
        for (x, y), order in zip(at, stops["order"], strict=True):
            axes.annotate(str(order), (x, y), ha="center", va="center_baseline", fontsize=5.5,
                          color="white", weight="bold", zorder=7)  # fmt: skip
        _ink.draw_scale(axes)
        _ink.draw_legend(side, _entries(say, with_land=areas is not None))
        _draw_names(side, stops)
    return page.picture(_alt(stops, asked, say))


def _bounds(
    stops: gpd.GeoDataFrame, areas: gpd.GeoDataFrame | None, borders: gpd.GeoDataFrame | None
) -> tuple[float, float, float, float]:
    tables = [one for one in (borders, areas) if one is not None and len(one)]
    shapes = [shape for one in tables[:1] for shape in _ink.metric(one)]
    return _ink.around([*shapes, *_ink.metric(stops)], edge=0.03)


def _draw_land(axes: Axes, areas: gpd.GeoDataFrame | None) -> None:
    if areas is None or areas.empty:
        return
    colours = [GAINED_COLOUR if order else LEFT_COLOUR for order in areas["order"]]
    _ink.draw_areas(axes, _ink.metric(areas), colours, edgecolors="none", alpha=0.75)


def _draw_names(side: Axes, stops: gpd.GeoDataFrame) -> None:
    """List the stops below the legend, which has more room for names than the map."""
    high = _ink.size_cm(side)[1]
    for line, (order, name) in enumerate(zip(stops["order"], stops["name"], strict=True)):
        if line < _NAMED:
            up = 1 - (_LEGEND_CM + _LINE_CM * line) / high
            text = printable(shortened(str(name), _LETTERS))
            side.text(0.06, up, str(order), transform=side.transAxes, fontsize=6, ha="right",
                      weight="bold", va="top")  # fmt: skip
            side.text(0.1, up, text, transform=side.transAxes, fontsize=6, va="top")


def _entries(say: Language, *, with_land: bool) -> list[tuple[Any, str]]:
    land = [
        (_ink.swatch(GAINED_COLOUR), say("neu erreicht")),
        (_ink.swatch(LEFT_COLOUR), say("weiter ohne Angebot")),
    ]
    return [
        (Line2D([], [], **_STOP), say("Halt mit seiner Nummer")),
        *(land if with_land else []),
        (Line2D([], [], **_OFFER), say("Angebot")),
    ]


def _alt(stops: gpd.GeoDataFrame, asked: dict[str, str], say: Language) -> str:
    """Say what is drawn, and which stops come first."""
    return say(
        "Karte der {n} Halte des Plans und der Flächen, deren Menschen sie neu erreichen ({mode}, "
        "{minutes} Minuten). Am meisten {who} kommen hinzu durch: {names}.",
        names=say.listed([str(name) for name in stops["name"].head(3)]), **asked,
    )  # fmt: skip
