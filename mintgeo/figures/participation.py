"""Participation for print: Kreise by participants per 1,000 people, hidden counts hatched."""

import warnings
from collections.abc import Sequence
from itertools import pairwise
from textwrap import fill
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from matplotlib.axes import Axes
from matplotlib.transforms import Bbox
from numpy.typing import NDArray

from mintgeo._schema import PARTICIPATION, REGIONS
from mintgeo.figures import _ink
from mintgeo.figures._picture import INK, SOFT, Picture, styled
from mintgeo.language import N_, Language, language
from mintgeo.maps.coverage import PALETTE, simplified
from mintgeo.participation import SMALL
from mintgeo.privacy import LEAST

TITLE: Final = N_("Woher die Teilnehmenden kommen")
_NOBODY: Final = "#ffffff"
_FEW: Final = "#d5dbe0"
_LETTERS: Final = 25
_DIGITS: Final = 2
"""Significant digits of the bounds of classes."""


def participation_figure(
    participation: pd.DataFrame,
    kreise: gpd.GeoDataFrame,
    *,
    laender: gpd.GeoDataFrame | None = None,
    title: str = TITLE,
    notes: Sequence[str] = (),
    lang: str = "de",
) -> Picture:
    """Draw how many took part per 1,000 people, by Kreis, for print.

    Kreise of fewer than 20 participants are grey and carry their number: their rates can't be
    compared. The others are put into up to five classes of similar rates (Fisher and Jenks), with
    rounded bounds.

    Parameters
    ----------
    participation
        A participation table by Kreis, as it is or from the public variant of a run: where its
        column ``hidden`` is true, the Kreis is hatched.
    kreise
        A regions table of Kreise.
    laender
        A regions table of Länder, whose names are written.
    title, notes, lang
        As for ``coverage_figure``.

    Raises
    ------
    TableError
        If a table breaks its schema.
    """
    PARTICIPATION.check(participation)
    REGIONS.check(kreise)
    say = language(lang)
    rows = participation.assign(hidden=participation.get("hidden", default=False))
    rows = rows.set_index("ags").reindex(kreise["ags"])
    hidden = (rows["hidden"].isna() | rows["hidden"].astype("boolean")).to_numpy(dtype=bool)
    counts = rows["participants"].astype(float).fillna(0).to_numpy()
    few = ~hidden & (counts > 0) & (counts < SMALL)
    rates = np.where(hidden | (counts < SMALL), np.nan, rows["per_1000"].to_numpy(dtype=float))
    bounds = class_bounds(rates[np.isfinite(rates)])
    colours = np.where(few, _FEW, _NOBODY).astype(object)
    colours[np.isfinite(rates)] = _colours(rates[np.isfinite(rates)], bounds)
    shapes = _ink.metric(gpd.GeoSeries(simplified(kreise), crs=kreise.crs))
    with styled():
        page, axes, side = _ink.map_sheet(
            title=say(title),
            subtitle=say("Teilnehmende je 1.000 Menschen, nach dem Kreis ihres Ortes"),
            notes=[*_elsewhere(participation, kreise, say), *notes],
            bounds=_ink.around(shapes),
        )  # fmt: skip
        _ink.draw_areas(axes, shapes[~hidden], list(colours[~hidden]))
        _ink.draw_unknown(axes, list(shapes[hidden]))
        _ink.draw_borders(axes, shapes, kreise["ags"])
        tags = _numbers(axes, shapes[few], counts[few], say)
        if laender is not None:
            _ink.draw_laender_names(axes, laender, taken=tags, color=SOFT)
        _ink.draw_scale(axes)
        _legend(
            side, bounds, {"few": few, "hidden": hidden, "nobody": ~hidden & (counts == 0)}, say
        )
    return page.picture(_alt(counts, few, hidden, say))


def class_bounds(rates: NDArray[np.float64]) -> list[float]:
    """Bounds of up to five classes of positive rates, the roundest there are; none for no rate.

    A class holds what is at its lower bound, and not what is at its upper one.
    """
    ordered = np.sort(rates)
    classes = min(len(PALETTE), max(1, len(np.unique(rates)) // 2))
    if not len(ordered):
        return []
    inner: list[float] = []
    if classes > 1:
        from mapclassify import FisherJenks

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns that it would be faster with numba
            ends = FisherJenks(ordered, k=classes).bins[:-1]
        after = ordered[np.searchsorted(ordered, ends, side="right")]
        inner = [_roundest(*pair) for pair in zip(ends, after, strict=True)]
    low, high = float(ordered[0]), float(ordered[-1])
    return [_step(low, _DIGITS, up=0), *inner, _step(high, _DIGITS, up=1)]


def _roundest(low: float, high: float) -> float:
    """The number above ``low`` and not above ``high`` that has the fewest digits."""
    tries = (_step(low, digits, up=1, of=high) for digits in range(1, 16))
    return next((one for one in tries if low < one <= high), high)


def _step(value: float, digits: int, *, up: int, of: float | None = None) -> float:
    """A value rounded down to so many digits (of another one), and so many steps up from there."""
    unit = 10.0 ** (np.floor(np.log10(of or value)) - digits + 1)
    return float(f"{(np.floor(value / unit + 1e-9) + up) * unit:.12g}")


def _colours(rates: NDArray[np.float64], bounds: list[float]) -> list[str]:
    place = np.searchsorted(bounds[1:-1], rates, side="right")
    return [PALETTE[one] for one in place + len(PALETTE) - len(bounds) + 1]


def _numbers(axes: Axes, shapes: NDArray[Any], counts: NDArray[Any], say: Language) -> list[Bbox]:
    """Counts too small for a rate, written into their Kreis."""
    middles = shapely.get_coordinates(shapely.point_on_surface(shapes))
    return _ink.draw_labels(
        axes, middles, [say.number(one) for one in counts], middle=True, weight="bold",
        color="white", path_effects=None,
        bbox={"boxstyle": "circle,pad=0.25", "fc": INK, "ec": "white", "lw": 0.4},
    )  # fmt: skip


def _elsewhere(participation: pd.DataFrame, kreise: gpd.GeoDataFrame, say: Language) -> list[str]:
    """Say how many are in none of the Kreise."""
    rest = participation.loc[~participation["ags"].isin(kreise["ags"]), "participants"].sum()
    if not rest:
        return []
    return [say.count("Ein Teilnehmender ist in keinem der Kreise verortet.",
                      "{n} Teilnehmende sind in keinem der Kreise verortet.", rest)]  # fmt: skip


def _legend(
    side: Axes, bounds: list[float], kinds: dict[str, NDArray[np.bool_]], say: Language
) -> None:
    colours = PALETTE[len(PALETTE) - len(bounds) + 1 :] if bounds else ()
    entries: list[tuple[Any, str]] = [
        (
            _ink.swatch(colour),
            say("{low} bis unter {high}", low=say.rate(low), high=say.rate(high)),
        )
        for colour, (low, high) in zip(colours, pairwise(bounds), strict=True)
    ][::-1]
    few = say("weniger als {least} Teilnehmende: die Zahl steht im Kreis", least=SMALL)
    secret = say(
        "geheim: weniger als {least}, oder eine Zahl, die eine solche verriete", least=LEAST
    )
    words = {
        "few": (_ink.swatch(_FEW), fill(few, _LETTERS)),
        "nobody": (_ink.swatch(_NOBODY), say("niemand")),
        "hidden": (_ink.unknown_swatch(), fill(secret, _LETTERS)),
    }
    entries += [entry for kind, entry in words.items() if kinds[kind].any()]
    title = say("Teilnehmende\nje 1.000 Menschen") if bounds else say("Teilnehmende")
    _ink.draw_legend(side, entries, title=title)


def _alt(
    counts: NDArray[Any], few: NDArray[np.bool_], hidden: NDArray[np.bool_], say: Language
) -> str:
    """Say from how many Kreise people came, and what is not shown."""
    return say(
        "Karte der Kreise nach der Zahl der Teilnehmenden je 1.000 Menschen. Kreise mit "
        "Teilnehmenden: {some}, davon mit weniger als {least}: {few}; geheim: {hidden}.",
        some=say.number((counts > 0).sum()), least=SMALL, few=say.number(few.sum()),
        hidden=say.number(hidden.sum()),
    )  # fmt: skip
