"""Ways to a meeting for print: how many came how far."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from numpy.typing import NDArray

from mintgeo._errors import MissingDataError
from mintgeo._schema import received
from mintgeo.analysis.journeys import WAYS
from mintgeo.cartography.palettes import SHARE_COLOURS
from mintgeo.figures._picture import SOFT, Picture, sheet, sourced, styled
from mintgeo.language import N_, Language, language

TITLE: Final = N_("Wege zum Treffen")
_BOUNDS_KM: Final = (0, 10, 25, 50, 100, 200, 300, 400, 500)
"""Ends of the classes of ways; the last one is open."""
_ROW_CM: Final = 0.62
_WIDTH: Final = 17.0
_NAMES: Final = 3.6
_NUMBERS: Final = 3.4
_DOTS: Final = 60
"""Up to so many people are a field each."""


def journeys_figure(
    journeys: pd.DataFrame,
    *,
    title: str = TITLE,
    place: str = "",
    notes: Sequence[str] = (),
    lang: str = "de",
) -> Picture:
    """Draw how many people came from how far to a meeting, for print.

    Parameters
    ----------
    journeys
        A table as ``journeys`` returns it: of it ``count``, ``distance_m`` and ``status`` are used.
        People without a way have a row of their own.
    title, notes, lang
        As for ``coverage_figure``.
    place
        Name of the meeting.

    Raises
    ------
    MissingDataError
        If nobody has a way.
    """
    journeys = received(journeys, WAYS.asking("count", "status", "distance_m"))
    people = journeys["count"].to_numpy(dtype=float)
    placed = (journeys["status"] == "ok").to_numpy()
    if not people[placed].any():
        raise MissingDataError("Nobody has a way to the meeting; there is nothing to draw.")
    say = language(lang)
    km = journeys["distance_m"].to_numpy(dtype=float)[placed] / 1000
    counts = _counts(km, people[placed])
    labels = [_class(number, say) for number in range(len(counts))]
    lost = float(people[~placed].sum())
    if lost:
        counts, labels = np.append(counts, lost), [*labels, say("Ort unbekannt")]
    with styled():
        page = sheet(
            title=say(title), subtitle=_subtitle(place, people[placed].sum(), say),
            notes=sourced(notes, say, journeys),
            body=_ROW_CM * len(counts) + 0.9, width=_WIDTH,
        )  # fmt: skip
        box = page.box(_NAMES, 0.2, _WIDTH - _NAMES - _NUMBERS, _ROW_CM * len(counts))
        axes = page.figure.add_axes(box)
        _bars(axes, counts, labels)
        _numbers(axes, counts, people[placed].sum(), say)
    alt = _alt(counts, labels, say)
    return page.picture(alt)


def _counts(km: NDArray[np.float64], people: NDArray[np.float64]) -> NDArray[np.float64]:
    """People per class, without the empty classes beyond the farthest."""
    classes = np.searchsorted(_BOUNDS_KM[1:], km, side="left")
    return np.bincount(classes, people).astype(float)


def _class(number: int, say: Language) -> str:
    low = _BOUNDS_KM[number]
    if number == len(_BOUNDS_KM) - 1:
        return say("über {low} km", low=low)
    high = _BOUNDS_KM[number + 1]
    return (
        say("bis {high} km", high=high)
        if low == 0
        else say("über {low} bis {high} km", low=low, high=high)
    )


def _subtitle(place: str, people: float, say: Language) -> str:
    text = say.count(
        "Einfacher Weg von einem Teilnehmenden, geschätzt",
        "Einfacher Weg von {n} Teilnehmenden, geschätzt",
        people,
    )
    return f"{place}. {text}" if place else text


def _bars(axes: Axes, counts: NDArray[np.float64], labels: list[str]) -> None:
    """A bar per class, its single people told apart if they are few."""
    rows, most = len(counts), counts.max()
    for row, count in enumerate(counts):
        parts = int(count) if counts.sum() <= _DOTS else 1
        for part in range(parts):
            step = count / parts
            axes.barh(
                row,
                step,
                left=part * step,
                height=0.62,
                color=SHARE_COLOURS[-1],
                edgecolor="white",
                linewidth=0.7,
            )
    axes.set(xlim=(0, most * 1.02), ylim=(rows - 0.5, -0.5), xticks=[])
    axes.set_yticks(range(rows), labels, fontsize=7)
    axes.tick_params(length=0, pad=4)
    axes.spines[["top", "right", "bottom"]].set_visible(False)


def _numbers(axes: Axes, counts: NDArray[np.float64], placed: float, say: Language) -> None:
    """Behind every bar its people; at the right edge the share of all up to there."""
    side: dict[str, Any] = {"fontsize": 7, "va": "center", "clip_on": False}
    axes.text(
        1.2,
        -0.75,
        say("bis hierher"),
        transform=axes.get_yaxis_transform(),
        ha="right",
        color=SOFT,
        **side,
    )
    for row, count in enumerate(counts):
        axes.annotate(
            say.number(count),
            (count, row),
            xytext=(4, 0),
            textcoords="offset points",
            va="center",
            fontsize=7,
            weight="bold",
        )
        share = counts[: row + 1].sum() / placed
        if share <= 1:
            axes.text(
                1.2,
                row,
                say.percent(share),
                transform=axes.get_yaxis_transform(),
                ha="right",
                color=SOFT,
                **side,
            )


def _alt(counts: NDArray[np.float64], labels: list[str], say: Language) -> str:
    told = "; ".join(
        f"{label}: {say.number(count)}" for label, count in zip(labels, counts, strict=True)
    )
    return say("Balken: wie viele Teilnehmende welchen Weg zum Treffen hatten. {told}.", told=told)
