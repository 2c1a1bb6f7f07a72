"""The chart of shares: a row per region, a panel per mode, every share with its span."""

from collections.abc import Callable, Sequence
from textwrap import fill
from typing import Any, Final

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from mintgeo._errors import MissingDataError
from mintgeo._schema import COVERAGE, received
from mintgeo._text import printable
from mintgeo.cartography.classes import middles
from mintgeo.cartography.palettes import SHARE_COLOURS
from mintgeo.figures._picture import TITLE, Picture, sheet, sourced, styled
from mintgeo.language import MODES, PEOPLE, Language, language

_ROW_CM: Final = 0.62
_WIDTH: Final = 17.0
_NAMES: Final = 4.3
_LETTERS: Final = 30
"""So wide, in centimetres and letters, are the names of regions."""
_COLOURS: Final = (SHARE_COLOURS[-1], "#b35806")
"""Of the longest threshold and the shortest: apart for colour-blind eyes, and in grey print."""


def share_figure(
    coverage: pd.DataFrame,
    *,
    title: str = TITLE,
    who: str = PEOPLE,
    label: Callable[[dict[Any, Any]], str] | None = None,
    notes: Sequence[str] = (),
    lang: str = "de",
) -> Picture:
    """Draw shares with their intervals for every region, mode, and the two outer thresholds.

    Parameters
    ----------
    coverage
        A coverage table; its regions are ordered by the middle of the span of the first mode and
        the longest threshold.
    title, who
        Headline, and who is counted: ``people``, ``children_under_16``, or words of
        your own.
    label
        What is written beside a row of the table; its share in whole per cent unless told.
    notes
        Vintages and sources, written at the foot.
    lang
        Language of the figure: ``de`` or ``en``.

    Raises
    ------
    TableError
        If the table breaks its schema.
    MissingDataError
        If it is empty.
    """
    coverage = received(coverage, COVERAGE)
    if coverage.empty:
        raise MissingDataError("The coverage table is empty; there are no shares to draw.")
    modes = list(coverage["mode"].unique())
    longest, shortest = float(coverage["minutes"].max()), float(coverage["minutes"].min())
    limits = [longest, shortest] if shortest < longest else [longest]
    order = _order(coverage, modes[0], longest)
    say = language(lang)
    words = label or (lambda row: say.percent(row["share"]))
    tall = len(order) * _ROW_CM
    wide = (_WIDTH - _NAMES - 0.3) / len(modes)
    with styled():
        page = sheet(
            title=say(title),
            subtitle=_subtitle(who, say),
            notes=sourced(notes, say, coverage),
            body=tall + 1.9,
            width=_WIDTH,
        )
        for place, mode in enumerate(modes):
            box = page.box(_NAMES + place * wide, 0.6, wide - 1.75, tall)
            axes = page.figure.add_axes(box)
            _frame(axes, len(order), [name for _, name in order] if place == 0 else [])
            axes.set_title(say(MODES[mode]), fontsize=8, weight="bold", loc="left", pad=4)
            axes.set_xticklabels(["0", "50", say.percent(1.0)], fontsize=6.5)
            for position, minutes in enumerate(limits):
                rows = coverage[(coverage["mode"] == mode) & (coverage["minutes"] == minutes)]
                shift = 0.0 if len(limits) == 1 else (-0.18, 0.18)[position]
                said = {row["ags"]: (row, words(row)) for row in rows.to_dict("records")}
                _spans(axes, said, [ags for ags, _ in order], shift, position, say)
        _key(page.figure, limits, page.box(0, tall + 1.65, 0, 0)[1], say)
    rows = coverage[(coverage["mode"] == modes[0]) & (coverage["minutes"] == longest)]
    tops = {row["ags"]: words(row) for row in rows.to_dict("records")}
    asked = {"who": say.who(who), "minutes": f"{longest:g}", "mode": say(MODES[modes[0]])}
    return page.picture(_alt(order, tops, asked, say))


def _subtitle(who: str, say: Language) -> str:
    return say(
        "Anteil der {who}, die eines der Angebote erreichen. "
        "Strich: Spanne, in der der wahre Wert in 9 von 10 Fällen liegt; "
        "wo Spannen sich überlappen, folgt aus der Anordnung (nach ihrer Mitte) keine Reihenfolge.",
        who=say.who(who),
    )


def _order(coverage: pd.DataFrame, mode: str, minutes: float) -> list[tuple[str, str]]:
    """Keys and names of the regions, the highest middle first, regions without a share last."""
    rows = coverage[(coverage["mode"] == mode) & (coverage["minutes"] == minutes)]
    rows = rows.assign(middle=middles(rows, "share"))
    rows = rows.sort_values(["middle", "ags"], ascending=[False, True], na_position="last")
    return list(zip(rows["ags"], rows["name"].map(printable), strict=True))


def _frame(axes: Axes, rows: int, names: list[str]) -> None:
    axes.set(xlim=(-0.03, 1.03), ylim=(rows - 0.5, -0.5), xticks=[0, 0.5, 1])
    said = [fill(name, _LETTERS) for name in names] or [""] * rows
    axes.set_yticks(range(rows), said, fontsize=7)
    axes.tick_params(length=0, pad=4)
    axes.grid(axis="x", color="#d5dbe0", linewidth=0.5)
    axes.set_axisbelow(True)
    for row in range(0, rows, 2):
        axes.axhspan(row - 0.5, row + 0.5, color="#f4f7f8", linewidth=0, zorder=0)
    axes.spines[:].set_visible(False)


def _spans(
    axes: Axes,
    said: dict[Any, tuple[dict[Any, Any], str]],
    order: list[str],
    shift: float,
    place: int,
    say: Language,
) -> None:
    """One dot, its span and its words per region."""
    colour = _COLOURS[place]
    for position, ags in enumerate(order):
        row, text = said.get(ags, ({}, say("keine Angabe")))
        low, high, y = row.get("share_low", np.nan), row.get("share_high", np.nan), position + shift
        axes.plot([low, high], [y, y], color=colour, linewidth=1.1, solid_capstyle="butt")
        axes.plot([row.get("share", np.nan)], [y], **_mark(place))
        axes.annotate(
            text, (1.03, y), xytext=(3.4, 0), textcoords="offset points", fontsize=5.8,
            color=colour, va="center", annotation_clip=False,
        )  # fmt: skip


def _mark(place: int) -> dict[str, Any]:
    """A filled dot for the longest threshold, an open one for the shortest."""
    fill = _COLOURS[place] if place == 0 else "white"
    return {
        "marker": "o", "markersize": 3.4, "markerfacecolor": fill, "linestyle": "none",
        "markeredgecolor": _COLOURS[place], "markeredgewidth": 0.9,
    }  # fmt: skip


def _key(figure: Any, limits: list[float], y: float, say: Language) -> None:
    """Say which dot is which threshold, above the panels."""
    handles = [Line2D([], [], **_mark(place)) for place in range(len(limits))]
    texts = [say("in höchstens {minutes} Minuten", minutes=f"{one:g}") for one in limits]
    figure.legend(
        handles, texts, loc="center left", bbox_to_anchor=(0.4 / _WIDTH, y), ncols=2,
        frameon=False, fontsize=7, borderpad=0, borderaxespad=0, handletextpad=0.1,
        columnspacing=1.2,
    )  # fmt: skip


def _alt(
    order: list[tuple[str, str]], said: dict[Any, str], asked: dict[str, str], say: Language
) -> str:
    """Say what the chart shows, and what stands in its first and last row."""
    (first, name), (last, other) = order[0], order[-1]
    return say(
        "Diagramm mit einer Zeile je Region ({rows}): Anteil der {who}, die in höchstens {minutes} "
        "Minuten, {mode}, ein Angebot erreichen, mit Spannen, nach ihrer Mitte geordnet. Oben "
        "steht {first} ({most}), unten {last} ({least}).",
        rows=say.number(len(order)), first=name, most=said[first], last=other, least=said[last],
        **asked,
    )  # fmt: skip
