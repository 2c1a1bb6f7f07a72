"""The map of a town for print: from where an offer is reached, who lives there, the offers."""

from collections.abc import Sequence
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.transforms import Bbox
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from mintgeo._errors import MissingDataError
from mintgeo._schema import ISOCHRONES, REACH, received
from mintgeo._schema.rows import plays
from mintgeo.cartography.palettes import SHARE_COLOURS
from mintgeo.figures import _ink
from mintgeo.figures._picture import INK, TITLE, Picture, sourced, styled, wrapped
from mintgeo.language import MODES, PEOPLE, Language, language
from mintgeo.modes import MODES as KNOWN

_NUMBERED: Final = 12
"""So many offers are numbered and named; more are dots."""
_NAME_LINES: Final = 4
_OFFER: Final = "#a84300"
"""The map's colour of offers, darker, so that white numbers can be read on it."""
_MARK: Final[dict[str, Any]] = {
    "marker": "s", "linestyle": "none", "markersize": 4, "markerfacecolor": _OFFER,
    "markeredgecolor": "white", "markeredgewidth": 0.5, "zorder": 4,
}  # fmt: skip


def local_figure(
    isochrones: gpd.GeoDataFrame,
    reach: gpd.GeoDataFrame,
    sites: gpd.GeoDataFrame,
    *,
    roads: gpd.GeoDataFrame | None = None,
    title: str = TITLE,
    mode: str | None = None,
    who: str = PEOPLE,
    notes: Sequence[str] = (),
    lang: str = "de",
) -> Picture:
    """Draw from where an offer is reached in each of the thresholds, on real roads, for print.

    Parameters
    ----------
    isochrones
        Areas with ``mode`` and ``minutes``; all of one mode and threshold are drawn as one.
    reach
        A reach table of this mode: who lives where; points that reach nothing in the longest
        threshold are open circles.
    sites
        Geocoded sites; those of the role ``offer`` that have a place are drawn and, if few, named.
    roads
        Lines, drawn thin and grey.
    title, who, notes, lang
        As for ``coverage_figure``.
    mode
        Which areas are drawn; by default those of the first mode of the table.

    Raises
    ------
    TableError
        If a table breaks its schema.
    MissingDataError
        If there is no area of this mode.
    """
    isochrones = received(isochrones, ISOCHRONES)
    reach = received(reach, REACH)
    mode = mode or KNOWN.first(isochrones["mode"])
    rows = isochrones[isochrones["mode"] == mode]
    if rows.empty:
        raise MissingDataError("There are no isochrones of the mode {mode}.", mode=mode)
    areas = _areas(rows)
    homes = reach[reach["population"] > 0].sort_values("population", ascending=False, kind="stable")
    at = shapely.get_coordinates(_ink.metric(homes))
    offers = sites[plays(sites, "offer") & sites.geometry.notna() & ~sites.geometry.is_empty]
    say = language(lang)
    shown = [*areas.values(), shapely.MultiPoint(at)]
    subtitle = say(
        "Flächen, von denen aus eines der Angebote erreicht wird ({mode})", mode=say(MODES[mode])
    )
    with styled():
        page, axes, side = _ink.map_sheet(
            title=say(title),
            subtitle=subtitle,
            notes=sourced(notes, say, isochrones, reach, sites, roads),
            bounds=_ink.around(shown, edge=0.04),
        )
        for minutes, colour in zip(areas, _colours(len(areas)), strict=True):
            _ink.draw_areas(axes, [areas[minutes]], [colour], linewidths=0)
        if roads is not None:
            _ink.draw_roads(axes, roads)
        far = ~(homes["travel_min"] <= max(areas)).to_numpy()
        _homes(axes, at, homes["population"].to_numpy(dtype=float), far)
        tags = _sites(axes, offers)
        _ink.draw_places(axes, homes, taken=tags)
        _ink.draw_scale(axes)
        _legend(side, areas, offers, who, say)
    alt = _alt(homes, areas, len(offers), {"mode": say(MODES[mode]), "who": say.who(who)}, say)
    return page.picture(alt)


def _areas(rows: gpd.GeoDataFrame) -> dict[float, BaseGeometry]:
    """Threshold → area in metres, the largest first."""
    return {
        float(minutes): shapely.union_all(_ink.metric(rows[rows["minutes"] == minutes]))
        for minutes in sorted(rows["minutes"].unique(), reverse=True)
    }


def _colours(count: int) -> list[str]:
    """From pale (the longest threshold) to strong, without the palest, which is nearly white."""
    return [SHARE_COLOURS[round(one)] for one in np.linspace(1, min(count, 3), count)]


def _homes(axes: Axes, at: NDArray[Any], people: NDArray[Any], far: NDArray[Any]) -> None:
    """A circle per place, its area as the number of people."""
    sizes = np.clip(people / max(people.sum(), 1) * 600, 4, 160)
    for those, inner in ((~far, INK), (far, "white")):
        x, y = at[those].T
        axes.scatter(
            x, y, s=sizes[those], facecolor=inner, edgecolor=INK, linewidth=0.6, alpha=0.75
        )


def _sites(axes: Axes, offers: gpd.GeoDataFrame) -> list[Bbox]:
    """A square per offer and, if they are few, its number beside it; return where they lie."""
    at = shapely.get_coordinates(_ink.metric(offers))
    axes.plot(*at.T, **_MARK)
    marks = _ink.dots(axes, at)
    if len(offers) > _NUMBERED:
        return marks
    numbers = [str(number) for number in range(1, len(offers) + 1)]
    return _ink.draw_labels(
        axes, at, numbers, taken=marks, fontsize=6, color="white", weight="bold", zorder=5,
        path_effects=None, bbox={"boxstyle": "square,pad=0.2", "fc": _OFFER, "ec": "none"},
    )  # fmt: skip


def _legend(
    side: Axes,
    areas: dict[float, BaseGeometry],
    offers: gpd.GeoDataFrame,
    who: str,
    say: Language,
) -> None:
    circle: dict[str, Any] = {
        "marker": "o", "linestyle": "none", "markeredgecolor": INK, "markersize": 4.5,
    }  # fmt: skip
    entries: list[tuple[Any, str]] = [
        (_ink.swatch(colour), say("in höchstens {minutes} Minuten", minutes=f"{minutes:g}"))
        for minutes, colour in zip(areas, _colours(len(areas)), strict=True)
    ][::-1]
    far = say("über {minutes} Minuten entfernt", minutes=f"{max(areas):g}")
    entries += [
        (
            Line2D([], [], markerfacecolor=INK, **circle),
            say("{who}, Fläche nach Zahl", who=say.who(who)),
        ),
        (Line2D([], [], markerfacecolor="white", **circle), far),
        (Line2D([], [], **_MARK), say("Angebot ({number})", number=say.number(len(offers)))),
    ]
    if len(offers) <= _NUMBERED:
        blank = Line2D([], [], linestyle="none")
        for number, name in enumerate(offers["name"], start=1):
            lines = wrapped(f"{number}  {name}", 24, lines=_NAME_LINES, indent="    ")
            entries.append((blank, "\n".join(lines)))
    _ink.draw_legend(side, entries, title=say("Zeit zum Angebot"))


def _alt(
    homes: pd.DataFrame,
    areas: dict[float, BaseGeometry],
    offers: int,
    asked: dict[str, str],
    say: Language,
) -> str:
    """Say what is drawn, and what share of people reaches an offer in each threshold."""
    people = homes["population"]
    parts = [
        say("in {minutes} Minuten {share}", minutes=f"{minutes:g}", share=say.percent(share))
        for minutes in sorted(areas)
        for share in [people[homes["travel_min"] <= minutes].sum() / people.sum()]
    ]
    drawn = say.count(
        "Karte mit einem Angebot, den Flächen, von denen aus es erreicht wird ({mode}), und "
        "den Orten, an denen {who} leben.",
        "Karte mit {n} Angeboten, den Flächen, von denen aus sie erreicht werden ({mode}), und "
        "den Orten, an denen {who} leben.",
        offers, **asked,
    )  # fmt: skip
    reached = say("Geschätzt erreichen {shares} ein Angebot.", shares=say.listed(parts))
    return f"{drawn} {reached}"
