"""What can be said of many things at once, from draws: which differences hold together.

A list of statements ("A lies before B", "C has gained") is wrong if one of them is. Every draw is a
world that could be the true one, so each is asked in turn: had the others been all that is known,
which statements would have been made, and which of them does it contradict? The strongest of these
is how strong a statement has to be, lest this world makes the list wrong. The bar is set where nine
of ten worlds contradict nothing above it.

A statement is the stronger, the fewer draws contradict it; among those that hardly any contradicts,
the farther zero lies out in its tail, which is taken for normal and weighs as much as 20 draws. An
order by draws alone would pick, out of many statements, those that no draw contradicts by chance.
The level holds on average for whatever law the draws and the truth share, correlations included
(leave-one-out conformal: Barber, Candès, Ramdas and Tibshirani 2021, "Predictive inference with the
jackknife+", doi:10.1214/20-AOS1965); what it bounds is the familywise error of directions.
"""

from collections.abc import Iterable
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, ndtr

from mintgeo._quantiles import Floats
from mintgeo.analysis.uncertainty.draws import LEVEL

Signs = NDArray[np.int8]
_SAME: Final = 1e-18
"""A variance of shares below that is one of rounding."""
_PRIOR: Final = 20
"""Draws that the normal tail of a difference counts for."""
_TAIL: Final = 0.05


def signs(parts: Iterable[Floats], *, level: float = LEVEL) -> Signs:
    """Directions of differences that all hold at once.

    Parameters
    ----------
    parts
        Differences, draws × some of them; the parts in which they come are one list.
    level
        In so many worlds all directions are right.

    Returns
    -------
    array
        1 or −1 where a difference is surely above or below zero, 0 where that is open, as it is
        of what is no number in some draw.
    """
    judged = [_judged(np.asarray(part, dtype=float)) for part in parts]
    if not judged:
        return np.zeros(0, dtype=np.int8)
    means, strengths, bars = zip(*judged, strict=True)
    bar = np.sort(np.max(bars, axis=0))[::-1]
    wrong = max(0, int((1 - level) * (len(bar) + 1) + 1e-9) - 1)
    sure = np.concatenate(strengths) > bar[wrong]
    return np.where(sure, np.sign(np.concatenate(means)), 0).astype(np.int8)


def _judged(part: Floats) -> tuple[Floats, Floats, Floats]:
    """Mean and strength of every difference; of every draw, the strongest that it contradicts."""
    draws = len(part)
    part = np.where(np.isfinite(part).all(axis=0), part, 0.0)
    mean = part.mean(axis=0)
    off = part - mean
    tails = [
        part <= 0,
        part >= 0,
        off < 0,
        off > 0,
        np.minimum(off, 0) ** 2,
        np.maximum(off, 0) ** 2,
    ]
    each = np.array(tails, dtype=float)
    total = each.sum(axis=1)
    without = mean - off / (draws - 1)
    against = part * np.sign(without) <= 0
    rivals = np.where(against, _strength(without, total[:, None] - each, draws - 1), 0.0)
    return mean, _strength(mean, total, draws), rivals.max(axis=1, initial=0.0)


def _strength(mean: Floats, tails: Floats, draws: int) -> Floats:
    """−log of how probable it is that a difference has not the sign of its mean.

    ``tails`` are counts and sums of ``draws``, first of those below and then of those above: at or
    beyond zero, beyond the mean, squares of what lies beyond the mean. A difference that is always
    the same is endlessly strong.
    """
    wrong, beyond, squares = (
        np.where(mean > 0, *pair) for pair in tails.reshape(3, 2, *mean.shape)
    )
    variance, size = squares / np.maximum(beyond, 1), np.abs(mean)
    fixed = variance <= _SAME
    ratio = size / np.sqrt(np.where(fixed, 1.0, variance))
    ratio = np.where(fixed, np.where(size**2 > _SAME, np.inf, 0.0), ratio)
    with np.errstate(divide="ignore"):
        return np.asarray(-np.log((wrong + _PRIOR * ndtr(-ratio)) / (draws + _PRIOR)))


def surely(hits: float, draws: int) -> float:
    """How probable something is at least that came true in so many draws.

    The lower bound of Clopper and Pearson (1934), one-sided, 95 %: so few draws tell no more. 200
    of 200 draws make 98.5 %.

    Examples
    --------
    >>> [round(surely(hits, 200), 3) for hits in (200, 198, 100, 0)]
    [0.985, 0.969, 0.44, 0.0]
    """
    return 0.0 if hits <= 0 else float(betaincinv(hits, draws - hits + 1, _TAIL))
