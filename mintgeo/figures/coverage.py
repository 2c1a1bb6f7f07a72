"""The coverage map for print: Kreise by share, names of the Länder, offers as dots."""

from collections.abc import Sequence
from textwrap import fill
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from numpy.typing import NDArray

from mintgeo._errors import InputError, MissingDataError
from mintgeo._schema import COVERAGE, REGIONS, received
from mintgeo.cartography.classes import DOUBT, Classes, classes
from mintgeo.cartography.palettes import KIND_COLOURS, SHARE_COLOURS, SHARES
from mintgeo.cartography.simplify import simplified
from mintgeo.figures import _ground, _ink
from mintgeo.figures._picture import TITLE, Picture, Sheet, sourced, styled
from mintgeo.germany.own_areas import as_regions
from mintgeo.language import MODES, PEOPLE, PER_AREA, Language, language
from mintgeo.modes import MODES as KNOWN

_OFFER: Final = KIND_COLOURS[0]
_PALE: Final = "#9aa5ae"
"""Of offers around the areas."""
_LETTERS: Final = 27
"""So wide is the legend."""
_LEGEND: Final = 4.6
_LARGE_M: Final = 400_000
"""A map of less shows its cities well enough."""
_INSET_CM: Final = 2.2
_CROWDED: Final = {
    "Berlin": ("11000",),
    "Hamburg": ("02000",),
    "Bremen": ("04011",),
    "Ruhr": (
        "05112", "05113", "05117", "05119", "05170", "05512", "05513", "05562", "05911", "05913",
        "05914", "05915", "05916", "05954", "05978",
    ),
}  # fmt: skip
"""Cities whose dots hide them, and the Kreise of the Regionalverband Ruhr."""
_MANY: Final = 500
"""More offers than that are drawn as smaller dots."""


def coverage_figure(
    coverage: pd.DataFrame,
    kreise: gpd.GeoDataFrame,
    *,
    laender: gpd.GeoDataFrame | None = None,
    around: gpd.GeoDataFrame | None = None,
    sites: gpd.GeoDataFrame | None = None,
    outside: gpd.GeoDataFrame | None = None,
    title: str = TITLE,
    mode: str | None = None,
    minutes: float = 30,
    who: str = PEOPLE,
    notes: Sequence[str] = (),
    lang: str = "de",
) -> Picture:
    """Draw the share of people who can reach an offer, by Kreis, for print.

    Parameters
    ----------
    coverage
        A coverage table by Kreis. The class is that of the middle of the span; a Kreis whose span
        reaches over more than one border of classes is striped.
    kreise
        A regions table of Kreise, or the layer that the table is by. One without a row in
        ``coverage`` is hatched.
    laender
        A regions table of Länder, whose borders and names are drawn.
    around
        Kreise around areas of a part of the country: they are pale, and the map ends where they do;
        ``laender`` may be its Kreise then, whose borders are drawn, and the areas are named.
    sites
        Geocoded sites; those of the role ``offer`` that have a place are dots.
    outside
        Those around the area, as pale dots.
    title, who
        Headline, and who is counted: ``people``, ``children_under_16``, or words of
        your own.
    mode, minutes
        What is shown; by default the first mode of the table.
    notes
        Lines at the foot, such as vintages; sources that the tables name are added.
    lang
        Language of the figure: ``de`` or ``en``.

    Raises
    ------
    TableError
        If a table breaks its schema.
    MissingDataError
        If the coverage table has no row of this mode and threshold.
    """
    coverage = received(coverage, COVERAGE)
    kreise = as_regions(kreise)
    kreise = received(kreise, REGIONS)
    mode = mode or KNOWN.first(coverage["mode"])
    rows = coverage[(coverage["mode"] == mode) & (coverage["minutes"] == minutes)]
    if rows.empty:
        raise MissingDataError(
            "The coverage table has no row of {mode} and {minutes:g} minutes.",
            mode=mode,
            minutes=minutes,
        )
    if rows["ags"].duplicated().any():
        raise InputError("The coverage table has several rows of one area; draw one group of it.")
    found = classes(rows.set_index("ags").reindex(kreise["ags"]), "share", SHARES[1:-1])
    shapes = _ink.metric(gpd.GeoSeries(simplified(kreise), crs=kreise.crs))
    frame = _ground.framed(shapes, kreise if laender is None else laender, around)
    offers, pale = _ink.offer_places(sites), _ground.inside(_ink.offer_places(outside), frame)
    say = language(lang)
    level = str(kreise["level"].iloc[0])
    asked = {
        "who": say.who(who), "minutes": f"{minutes:g}", "mode": say(MODES[mode]),
        "per": say(PER_AREA.get(level, PER_AREA[""])),
    }  # fmt: skip
    with styled():
        page, axes, side = _ink.map_sheet(
            title=say(title),
            subtitle=say(
                "Anteil der {who} {per}, die in höchstens {minutes} Minuten, {mode}, eines der "
                "Angebote erreichen",
                **asked,
            ),
            notes=sourced(notes, say, coverage, kreise, laender, sites),
            bounds=frame,
        )
        if around is not None:
            _ground.draw_ground(axes, around, laender)
        known, doubtful = found.position >= 0, found.doubtful
        colours = np.array(SHARE_COLOURS)[found.position]
        _ink.draw_areas(axes, shapes[known], list(colours[known]))
        _ink.draw_doubt(axes, shapes[doubtful], list(colours[doubtful]))
        _ink.draw_unknown(axes, list(shapes[~known]))
        if around is None and laender is not None:
            _ink.draw_borders(axes, shapes, kreise["ags"])
        axes.plot(*pale.T, **{**_dot(len(pale)), "markerfacecolor": _PALE})
        axes.plot(*offers.T, **_dot(len(offers)))
        if around is None and laender is not None:
            _ink.draw_laender_names(axes, laender, taken=_ink.dots(axes, offers))
        elif level != "cell":
            _ground.draw_area_names(
                axes, kreise, taken=[*_ink.dots(axes, offers), *_ground.foot(axes)]
            )
        _ink.draw_scale(axes)
        _legend(side, found, len(offers), len(pale), say)
        keys = kreise["ags"].to_numpy(dtype=str)
        _cities(page, axes, {"shapes": shapes[known], "ags": keys[known],
                             "colours": colours[known], "doubtful": doubtful[known],
                             "offers": offers})  # fmt: skip
    return page.picture(_alt(found, asked, say))


def _cities(page: Sheet, whole: Axes, drawn: dict[str, Any]) -> None:
    """Draw crowded areas again below the legend, larger; of those that the map has as a whole."""
    west, east = whole.get_xlim()
    if east - west < _LARGE_M:
        return
    left = page.width - _LEGEND + 0.1
    there = {name: np.isin(drawn["ags"], keys) for name, keys in _CROWDED.items()}
    shown = [pair for pair in there.items() if pair[1].sum() == len(_CROWDED[pair[0]])]
    for number, (name, inside) in enumerate(shown):
        down, across = divmod(number, 2)
        box = page.box(left + across * _INSET_CM, (1 - down) * (_INSET_CM + 0.3), _INSET_CM - 0.2,
                       _INSET_CM - 0.2)  # fmt: skip
        _inset(page, box, name, inside, drawn)


def _inset(
    page: Sheet, box: tuple[float, float, float, float], name: str, inside: NDArray[np.bool_],
    drawn: dict[str, Any],
) -> None:  # fmt: skip
    mainland = [max(shapely.get_parts(one), key=shapely.area) for one in drawn["shapes"][inside]]
    west, south, east, north = _ink.around(mainland, edge=0.15)
    half = max(east - west, north - south) / 2
    x, y = (west + east) / 2, (south + north) / 2
    axes = page.figure.add_axes(
        box, xlim=(x - half, x + half), ylim=(y - half, y + half), xticks=[], yticks=[]
    )
    axes.set_title(name, fontsize=6, pad=2)
    frame = shapely.box(x - half, y - half, x + half, y + half)
    near = shapely.intersects(drawn["shapes"], frame)
    _ink.draw_areas(axes, drawn["shapes"][near], list(drawn["colours"][near]))
    striped = near & drawn["doubtful"]
    _ink.draw_doubt(axes, drawn["shapes"][striped], list(drawn["colours"][striped]))
    axes.plot(*drawn["offers"].T, **_dot(len(drawn["offers"])))


def _dot(offers: int) -> dict[str, Any]:
    size = 2.8 if offers <= _MANY else 1.2
    return {
        "marker": "o", "linestyle": "none", "markersize": size, "markerfacecolor": _OFFER,
        "markeredgecolor": "white", "markeredgewidth": 0.4,
    }  # fmt: skip


def _legend(side: Axes, found: Classes, offers: int, pale: int, say: Language) -> None:
    entries: list[tuple[Any, str]] = [
        (_ink.swatch(colour), _class(low, high, say))
        for colour, low, high in zip(SHARE_COLOURS, SHARES, SHARES[1:], strict=False)
    ][::-1]
    if found.doubtful.any():
        entries.append((_ink.doubt_swatch(SHARE_COLOURS[2]), fill(say(DOUBT), _LETTERS)))
    if (found.position < 0).any():
        entries.append((_ink.unknown_swatch(), say("keine Angabe")))
    if offers:
        text = say("Angebot ({number})", number=say.number(offers))
        entries.append((Line2D([], [], **_dot(offers)), text))
    if pale:
        text = say("Angebot außerhalb ({number})", number=say.number(pale))
        entries.append((Line2D([], [], **{**_dot(offers), "markerfacecolor": _PALE}), text))
    _ink.draw_legend(side, entries, title=say("Anteil"))


def _class(low: float, high: float, say: Language) -> str:
    ends = {"low": say.number(low * 100), "high": say.number(high * 100)}
    if high == SHARES[-1]:
        return say("{low} bis {high} %", **ends)
    return say("{low} bis unter {high} %", **ends)


def _alt(found: Classes, asked: dict[str, str], say: Language) -> str:
    """Say how the Kreise spread over the classes, and of how many the class is in doubt."""
    known = found.position >= 0
    most, least = (int((found.position == one).sum()) for one in (len(SHARE_COLOURS) - 1, 0))
    text = say(
        "Karte nach dem Anteil der {who} {per}, die in höchstens {minutes} Minuten, {mode}, "
        "ein Angebot erreichen, gefärbt nach der Mitte der Spanne. Sie liegt in {most} von {all} "
        "Gebieten bei mindestens {high}, in {least} unter {low}.",
        most=say.number(most), all=say.number(len(known)), high=say.percent(SHARES[-2]),
        least=say.number(least), low=say.percent(SHARES[1]), **asked,
    )  # fmt: skip
    number = int(found.doubtful.sum())
    said = [text]
    if number:
        said.append(
            say.count(
                "In einem ist die Klasse nicht sicher.",
                "In {n} ist die Klasse nicht sicher.",
                number,
            )
        )
    if not known.all():
        said.append(say("Für {number} fehlt die Angabe.", number=say.number((~known).sum())))
    return " ".join(said)
