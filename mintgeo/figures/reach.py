"""Where people live, by the time to the nearest offer: for areas that tell no shares."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Final

import geopandas as gpd
import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from numpy.typing import NDArray

from mintgeo._crs import UTM32
from mintgeo._schema import REACH, received
from mintgeo.cartography.palettes import FAR_COLOURS, LOST, MINUTES
from mintgeo.figures import _ground, _ink
from mintgeo.figures._picture import INK, TITLE, Picture, sourced, styled
from mintgeo.language import MODES, PEOPLE, Language, language
from mintgeo.modes import MODES as KNOWN

_COLOURS: Final = (*FAR_COLOURS, LOST)
_OFFER: Final[dict[str, Any]] = {
    "marker": "^", "linestyle": "none", "markersize": 4.5, "markerfacecolor": INK,
    "markeredgecolor": "white", "markeredgewidth": 0.5,
}  # fmt: skip


def reach_figure(
    reach: gpd.GeoDataFrame,
    *,
    kreise: gpd.GeoDataFrame | None = None,
    around: gpd.GeoDataFrame | None = None,
    sites: gpd.GeoDataFrame | None = None,
    title: str = TITLE,
    who: str = PEOPLE,
    notes: Sequence[str] = (),
    lang: str = "de",
) -> Picture:
    """Draw where people live as dots in the colour of their time to the nearest offer, for print.

    Parameters
    ----------
    reach
        A reach table of one mode.
    kreise, around
        Regions tables: Kreise of the area, outlined, and those around it, pale.
    sites, title, who, notes, lang
        As for ``coverage_figure``.

    Raises
    ------
    TableError
        If the table is no reach table.
    """
    reach = received(reach, REACH)
    say = language(lang)
    homes = reach[reach.geometry.notna() & ~reach.geometry.is_empty & (reach["population"] > 0)]
    minutes = homes["travel_min"].to_numpy(dtype=float)
    known = np.isfinite(minutes)
    found = np.where(known, np.searchsorted(MINUTES, minutes), len(MINUTES) + 1)
    mode = say(MODES[KNOWN.first(reach["mode"])])
    offers, spots = _ink.offer_places(sites), _ink.metric(homes)
    with styled():
        page, axes, side = _ink.map_sheet(
            title=say(title),
            subtitle=say("Wo {who} leben, nach der Zeit zum nächsten Angebot ({mode})",
                         who=say.who(who), mode=mode),
            notes=sourced(notes, say, reach, kreise, sites),
            bounds=_ground.framed(spots, kreise, around),
        )  # fmt: skip
        if around is not None:
            _ground.draw_ground(axes, around, kreise)
        _dots(axes, homes, found)
        axes.plot(*offers.T, **_OFFER)
        _ink.draw_places(axes, homes, taken=_ink.dots(axes, offers))
        _ink.draw_scale(axes)
        names = _names(say)
        _legend(side, [(names[one], one) for one in sorted(set(found))], len(offers), say)
    return page.picture(_alt(found, names, mode, say))


def _dots(axes: Axes, homes: gpd.GeoDataFrame, found: NDArray[np.intp]) -> None:
    at = homes.geometry.to_crs(UTM32).get_coordinates().to_numpy()
    for one in sorted(set(found)):
        axes.plot(*at[found == one].T, **_dot(int(one)))


def _dot(place: int) -> dict[str, Any]:
    return {
        "marker": "o", "linestyle": "none", "markersize": 3.2, "markerfacecolor": _COLOURS[place],
        "markeredgecolor": "white", "markeredgewidth": 0.3,
    }  # fmt: skip


def _names(say: Language) -> list[str]:
    ends = [say.number(one) for one in MINUTES]
    between = [say("{low} bis {n} Minuten", low=low, n=n) for low, n in pairwise(ends)]
    first, last = say("bis {n} Minuten", n=ends[0]), say("über {n} Minuten", n=ends[-1])
    return [first, *between, last, say("nicht erreicht")]


def _legend(side: Axes, classes: list[tuple[str, int]], offers: int, say: Language) -> None:
    entries: list[tuple[Any, str]] = [(Line2D([], [], **_dot(at)), text) for text, at in classes]
    if offers:
        text = say("Angebot ({number})", number=say.number(offers))
        entries.append((Line2D([], [], **_OFFER), text))
    _ink.draw_legend(side, entries, title=say("Zeit"))


def _alt(found: NDArray[np.intp], names: list[str], mode: str, say: Language) -> str:
    numbers = np.bincount(found, minlength=len(names))
    parts = [f"{name}: {say.number(n)}" for name, n in zip(names, numbers, strict=True) if n]
    return say(
        "Karte der Siedlungen nach der Zeit zum nächsten Angebot ({mode}): {parts}.",
        mode=mode, parts="; ".join(parts),
    )  # fmt: skip
