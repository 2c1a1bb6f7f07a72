"""Classes of participation: by rate where a rate means something, by name where it does not."""

import warnings
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mintgeo.analysis.participation import BASES, SMALL
from mintgeo.cartography.palettes import SHARE_COLOURS
from mintgeo.language import Language
from mintgeo.privacy import SHOWN

UNTOLD: Final = "untold"
MISSING: Final = "missing"
FEW: Final = "few"
NOBODY: Final = "nobody"
SMOOTHED: Final = "smoothed_per_1000"
_COLOURS: Final = {FEW: "#d5dbe0", NOBODY: "#ffffff", UNTOLD: "#f7f8f9", MISSING: "#ffffff"}
_APART: Final = 2
"""As few regions are told apart, if their rates differ; of more, at least two are in a class."""
_DIGITS: Final = 2
"""Significant digits of the outer bounds."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Turnout:
    """In which class every region is.

    Attributes
    ----------
    codes
        Per region ``untold`` (not shown in a public variant), ``missing`` (no row), ``nobody``,
        ``few`` (fewer than 20), or a class of rates: ``1`` is the lowest.
    bounds
        Of the classes of rates, one more than classes; none if there are no rates to compare.
    smoothed
        Whether the rates are those for maps, drawn towards that of all.
    """

    codes: NDArray[np.str_]
    bounds: list[float]
    smoothed: bool = False

    def classes(self, say: Language) -> list[tuple[str, str, str]]:
        """Code, words and colour of every class there is, the highest rates first."""
        colours = SHARE_COLOURS[len(SHARE_COLOURS) - len(self.bounds) + 1 :] if self.bounds else ()
        rates = [
            (
                str(number),
                say("{low} bis unter {high}", low=say.rate(low), high=say.rate(high)),
                colour,
            )
            for number, ((low, high), colour) in enumerate(
                zip(pairwise(self.bounds), colours, strict=True), start=1
            )
        ]
        words = {
            FEW: say("weniger als {least} Teilnehmende", least=SMALL),
            NOBODY: say("niemand"),
            UNTOLD: say("nicht genannt: weniger als etwa {least} oder niemand", least=SHOWN),
            MISSING: say("keine Angabe"),
        }
        named = [(code, text, _COLOURS[code]) for code, text in words.items() if code in self.codes]
        return rates[::-1] + named


def turnout(participation: pd.DataFrame, *, per: int = BASES[0]) -> Turnout:
    """Put regions into classes: up to five of similar rates (Fisher and Jenks), and those without.

    Parameters
    ----------
    participation
        A participation table, as it is or from the public variant of a run.
    per
        Per so many people rates are.
    """
    counts = participation["participants"].astype(float).to_numpy()
    public = "hidden" in participation.columns
    untold, missing = np.isnan(counts) & public, np.isnan(counts) & (not public)
    smoothed = SMOOTHED in participation.columns
    column = SMOOTHED if smoothed else "per_1000"
    rates = participation[column].to_numpy(dtype=float) * per / BASES[0]
    known = (counts >= SMALL) & np.isfinite(rates)
    bounds = class_bounds(rates[known])
    codes = np.where(counts > 0, FEW, NOBODY).astype("<U7")
    codes[untold], codes[missing] = UNTOLD, MISSING
    codes[known] = np.searchsorted(bounds[1:-1], rates[known], side="right") + 1
    return Turnout(codes=codes, bounds=bounds, smoothed=smoothed)


def class_bounds(rates: NDArray[np.float64]) -> list[float]:
    """Bounds of up to five classes of positive rates, the roundest there are; none for no rate.

    A class holds what is at its lower bound, and not what is at its upper one.
    """
    ordered = np.sort(rates)
    known = len(np.unique(rates))
    classes = min(len(SHARE_COLOURS), max(min(_APART, known), known // 2))
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
