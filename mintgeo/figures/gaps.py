"""Gap areas for print: numbered on a map, ranked in a list beside it."""

from collections.abc import Sequence
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.transforms import Bbox
from numpy.typing import NDArray

from mintgeo._errors import MissingDataError
from mintgeo._schema import GAPS, received
from mintgeo._text import printable
from mintgeo.analysis.gaps import only_rural
from mintgeo.figures import _ground, _ink
from mintgeo.figures._picture import INK, SOFT, Picture, sourced, styled
from mintgeo.language import MODES, N_, PEOPLE, Language, language
from mintgeo.modes import MODES as KNOWN

TITLE: Final = N_("Räume ohne Angebot")
RURAL: Final = N_("Ländliche Räume ohne Angebot")
_LISTED: Final = 20
_SIDE: Final = 7.7
_ROW_CM: Final = 0.58
_BAR: Final = (5.1, 1.35)
"""Where the bars of the list begin, and how long the longest is, in centimetres."""
_STRONG: Final = "#f2b84b"
_PALE: Final = "#fbe8c6"
_EDGE: Final = "#b35806"
_NUMBER: Final = "#8a3d00"
_GROUND: Final = "#f1f3f5"
_SIMPLIFY_M: Final = 200
_DOT: Final[dict[str, Any]] = {
    "marker": "o", "linestyle": "none", "markersize": 1.9, "markerfacecolor": INK,
    "markeredgecolor": "white", "markeredgewidth": 0.3,
}  # fmt: skip


def gaps_figure(
    gaps: gpd.GeoDataFrame,
    *,
    laender: gpd.GeoDataFrame | None = None,
    around: gpd.GeoDataFrame | None = None,
    roads: gpd.GeoDataFrame | None = None,
    places: gpd.GeoDataFrame | None = None,
    sites: gpd.GeoDataFrame | None = None,
    title: str | None = None,
    mode: str | None = None,
    minutes: float = 30,
    who: str = PEOPLE,
    notes: Sequence[str] = (),
    lang: str = "de",
) -> Picture:
    """Draw gap areas and name those that come first, for print.

    Parameters
    ----------
    gaps
        A gaps table. The first 20 are numbered on the map and named beside it, with their people,
        the time to the nearest offer, and the person hours that rank them.
    laender
        A regions table of Länder, or of the Kreise of an area: their borders are drawn, and the map
        shows all of them.
    around
        Kreise around an area, pale; the map shows them too.
    roads, places
        For the map of a town: lines, drawn thin and grey, and a demand or reach table, whose
        largest places are named.
    sites
        Geocoded sites; those of the role ``offer`` that have a place are dots.
    title, who, notes, lang
        As for ``coverage_figure``; the title says by default whether rural people only are counted.
    mode, minutes
        What the gaps were found with.

    Raises
    ------
    TableError
        If the table breaks its schema.
    MissingDataError
        If there is no gap.
    """
    gaps = received(gaps, GAPS)
    if gaps.empty:
        raise MissingDataError("The gaps table is empty; there are no areas to draw.")
    say = language(lang)
    ranked = gaps.sort_values("rank", kind="stable")
    shapes = shapely.simplify(_ink.metric(ranked), _SIMPLIFY_M)
    borders = None if laender is None else shapely.simplify(_ink.metric(laender), _SIMPLIFY_M)
    offers = _ink.offer_places(sites)
    first = ranked.head(_LISTED)
    asked = {
        "minutes": f"{minutes:g}",
        "mode": say(MODES[mode or KNOWN.first()]),
        "who": say.who(who),
    }
    with styled():
        page, axes, side = _ink.map_sheet(
            title=say(title or (RURAL if only_rural(gaps) else TITLE)),
            subtitle=_subtitle(ranked, asked, say),
            notes=[say("Personenstunden: Zeit jenseits der Schwelle, über alle {who} eines Raumes "
                       "summiert, höchstens eine Stunde je Mensch und Weg.", **asked),
                   *sourced(notes, say, gaps, laender, roads, places, sites)],
            bounds=_ground.framed(shapes if borders is None else borders, laender, around),
            legend=_SIDE,
            least=_ROW_CM * (len(first) + 3.4),
        )  # fmt: skip
        if around is not None:
            _ground.draw_ground(axes, around, None)
        if borders is not None:
            _ink.draw_areas(
                axes,
                borders,
                [_GROUND if around is None else "#ffffff"] * len(borders),
                linewidths=0,
            )
        _areas(axes, shapes, len(first))
        if roads is not None:
            _ink.draw_roads(axes, roads)
        for border in () if borders is None else borders:
            _ink.draw_lines(axes, shapely.boundary(border), edgecolors=SOFT, linewidths=0.5)
        if len(offers):
            axes.plot(*offers.T, **_DOT)
        tags = _numbers(axes, shapes[: len(first)])
        if places is not None:
            _ink.draw_places(axes, places, taken=[*tags, *_ink.dots(axes, offers)])
        elif laender is not None:
            _ink.draw_laender_names(axes, laender, taken=tags, fontsize=5.4, color=SOFT)
        _ink.draw_scale(axes)
        _list(side, first, asked["who"], say)
        _legend(side, len(gaps) - len(first), len(offers), say)
    return page.picture(_alt(ranked, asked, say))


def _subtitle(ranked: pd.DataFrame, asked: dict[str, str], say: Language) -> str:
    if only_rural(ranked):
        return say("Ländliche Räume, von denen in höchstens {minutes} Minuten, {mode}, kein "
                   "Angebot erreicht wird", **asked)  # fmt: skip
    return say("Räume, von denen in höchstens {minutes} Minuten, {mode}, kein Angebot erreicht "
               "wird", **asked)  # fmt: skip


def _areas(axes: Axes, shapes: NDArray[Any], first: int) -> None:
    """All areas, the first ones stronger and on top."""
    pale, strong = shapes[first:], shapes[:first]
    _ink.draw_areas(axes, pale, [_PALE] * len(pale), edgecolors=_STRONG, linewidths=0.15)
    _ink.draw_areas(axes, strong, [_STRONG] * len(strong), edgecolors=_EDGE, linewidths=0.5)


def _numbers(axes: Axes, shapes: NDArray[Any]) -> list[Bbox]:
    """The rank of every listed area, beside its middle if another one is there."""
    middles = shapely.get_coordinates(shapely.point_on_surface(shapes))
    ranks = [str(number) for number in range(1, len(shapes) + 1)]
    return _ink.draw_labels(axes, middles, ranks, fontsize=5.4, zorder=6, middle=True, **_badge())


def _badge() -> dict[str, Any]:
    return {
        "color": "white", "weight": "bold", "path_effects": None,
        "bbox": {"boxstyle": "square,pad=0.22", "fc": _NUMBER, "ec": "white", "lw": 0.4},
    }  # fmt: skip


def _list(side: Axes, rows: pd.DataFrame, who: str, say: Language) -> None:
    """A row per area: number, name, people and time, a bar of its score."""
    wide, high = _ink.size_cm(side)
    side.set(xlim=(0, wide), ylim=(high, 0))
    most, room = float(rows["score"].max()), _BAR[0] - 0.65
    side.text(_BAR[0], 0.1, say("Personenstunden"), fontsize=5.4, va="top", color=SOFT)
    for place, row in enumerate(rows.to_dict("records")):
        y = _ROW_CM * (place + 1.0)
        side.text(0.2, y, str(place + 1), fontsize=5.4, ha="center", va="center", **_badge())
        _fitted(side, 0.5, y - 0.02, _name(row, say), room, fontsize=6.4, weight="bold")
        _fitted(
            side, 0.5, y + 0.05, _details(row, who, say), room, fontsize=5.4, va="top", color=SOFT
        )
        bar = _BAR[1] * row["score"] / most if most > 0 else 0.0
        side.add_patch(Rectangle((_BAR[0], y - 0.13), bar, 0.26, facecolor=_EDGE))
        side.text(_BAR[0] + bar + 0.08, y, say.people(row["score"]), fontsize=5.4, va="center")


def _name(row: dict[Any, Any], say: Language) -> str:
    """The places that an area is named by, and whether it is established."""
    name = str(row.get("places") or row["name"])
    if row.get("established", True):
        return name
    return say("{name} (nicht belegt)", name=name)


def _people(row: dict[Any, Any], say: Language) -> str:
    if "population_low" not in row:
        return say.people(row["population"])
    return say.people_span(row["population_low"], row["population_high"])


def _details(row: dict[Any, Any], who: str, say: Language) -> str:
    people = f"{_people(row, say)} {who}"
    if not np.isfinite(row["travel_min"]):
        return people
    time = say.number(row["travel_min"])
    return say("{people}, {minutes} min bis zum nächsten", people=people, minutes=time)


def _fitted(
    side: Axes, x: float, y: float, text: str, room: float, *, fontsize: float, **style: Any
) -> None:
    """Write a text of one line, smaller if it is too long for its room (centimetres)."""
    label = side.text(x, y, printable(text), **{"va": "bottom", "fontsize": fontsize, **style})
    pen = FigureCanvasAgg(side.get_figure(root=True)).get_renderer()  # type: ignore
    box = label.get_window_extent(pen).transformed(side.transData.inverted())
    if box.width > room:
        label.set_fontsize(0.86 * fontsize * room / box.width)


def _legend(side: Axes, others: int, offers: int, say: Language) -> None:
    entries: list[tuple[Any, str]] = [(_ink.swatch(_STRONG), say("Räume der Liste"))]
    if others:
        text = say.count("ein weiterer Raum", "{n} weitere Räume", others)
        entries.append((_ink.swatch(_PALE), text))
    if offers:
        text = say("Angebot ({number})", number=say.number(offers))
        entries.append((Line2D([], [], **_DOT), text))
    _ink.draw_legend(side, entries, low=True)


def _alt(ranked: pd.DataFrame, asked: dict[str, str], say: Language) -> str:
    """Say how many areas there are, and name the first three."""
    named = [
        f"{row['rank']} {_name(row, say)} ({_people(row, say)})"
        for row in ranked.head(3).to_dict("records")
    ]
    drawn = say.count(
        "Karte mit einem Raum, von dem in höchstens {minutes} Minuten, {mode}, kein Angebot "
        "erreicht wird, und eine Liste, nach Personenstunden geordnet.",
        "Karte mit {n} Räumen, von denen in höchstens {minutes} Minuten, {mode}, kein Angebot "
        "erreicht wird, und eine Liste der ersten, nach Personenstunden geordnet.",
        len(ranked), **asked,
    )  # fmt: skip
    listed = say("Oben stehen {names}.", names="; ".join(named))
    return f"{drawn} {listed}"
