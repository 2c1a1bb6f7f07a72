"""Concentration curve and index: whether the better-off have more."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import stdtrit

from mintgeo._errors import InputError

Floats = NDArray[np.float64]
_CONFIDENCE: Final = 0.9


@dataclass(frozen=True, kw_only=True, eq=False)
class Concentration:
    """How something is shared along a ranking.

    Attributes
    ----------
    index
        Twice the area between equality and the curve: 0 if all ranks have the same, positive up to
        1 if the last ranks (the better-off) have more, negative down to −1 if the first ones have.
    low, high
        Its 90 % interval, if the places are a sample of those that there could have been; NaN for
        one place.
    curve
        ``people`` and ``value``, both cumulative shares from 0 to 1, the first ranks first.
    """

    index: float
    low: float
    high: float
    curve: pd.DataFrame


def concentration(
    values: pd.Series | Floats,
    rank_by: pd.Series | Floats,
    weights: pd.Series | Floats | None = None,
) -> Concentration:
    """Say whether an offer goes to the better-off (Wagstaff, Paci and van Doorslaer 1991).

    Parameters
    ----------
    values
        What people have at every point or in every region, 0 or more: offers in reach, a share.
    rank_by
        What ranks them, the worst-off first: an income, or minus an index of deprivation (such as
        the GISD of the RKI). Equal ones share a rank.
    weights
        People there; 1 each by default.

    Returns
    -------
    Concentration
        Index, interval and curve.

    Raises
    ------
    InputError
        If lengths differ, a number is missing, a value or weight is negative, or all are 0.

    Notes
    -----
    C = 2 / μ · cov(h, R), with weighted fractional ranks R at the middle of those who share one.
    The interval is that of Kakwani, Wagstaff and van Doorslaer (1997) with
    weights as shares of the sum, and Student's t: it is linear in what every place adds, and holds
    the index of all in 85, 87 and 89 % of samples of 40, 80 and 300 places. A share
    lies between 0 and 1, so that its index lies between μ − 1 and 1 − μ (Wagstaff 2005): compare
    indices of shares only where the means are alike.

    Examples
    --------
    >>> import mintgeo as mg
    >>> found = mg.concentration([1, 2, 2, 3], rank_by=[18_000, 21_000, 24_000, 30_000])
    >>> round(found.index, 3), round(found.low, 3), round(found.high, 3)
    (0.188, -0.005, 0.38)
    >>> mg.concentration([3, 2, 2, 1], rank_by=[18_000, 21_000, 24_000, 30_000]).index
    -0.1875
    """
    x, rank, w = _checked(values, rank_by, weights)
    share, mean = w / w.sum(), float((w * x).sum() / w.sum())
    _, group = np.unique(rank, return_inverse=True)
    people = np.append(0.0, np.cumsum(np.bincount(group, share)))
    value = np.append(0.0, np.cumsum(np.bincount(group, share * x / mean)))
    middle = (people[group] + people[group + 1]) / 2
    index = float(2 * (share * x / mean * middle).sum() - 1)
    added = x / mean * (2 * middle - 1 - index) + 1 - value[group] - value[group + 1] - index
    low, high = _interval(index, share * added)
    curve = pd.DataFrame({"people": people / people[-1], "value": value / value[-1]})
    return Concentration(index=index, low=low, high=high, curve=curve)


def _interval(index: float, parts: Floats) -> tuple[float, float]:
    n = len(parts)
    if n < 2:  # noqa: PLR2004
        return float("nan"), float("nan")
    error = np.sqrt(n / (n - 1) * (parts**2).sum())
    reach = float(stdtrit(n - 1, (1 + _CONFIDENCE) / 2) * error)
    return max(index - reach, -1.0), min(index + reach, 1.0)


def _checked(
    values: pd.Series | Floats,
    rank_by: pd.Series | Floats,
    weights: pd.Series | Floats | None,
) -> tuple[Floats, Floats, Floats]:
    x, rank = (np.asarray(one, dtype=float) for one in (values, rank_by))
    w = np.ones_like(x) if weights is None else np.asarray(weights, dtype=float)
    fits = x.shape == rank.shape == w.shape and x.ndim == 1
    if not fits or not (np.isfinite([x, rank, w]).all() and (x >= 0).all() and (w >= 0).all()):
        raise InputError(
            "concentration() needs one finite value, rank and weight per point, values and weights "
            "of 0 or more."
        )
    if not (x * w).sum() > 0:
        raise InputError("concentration() needs a value above 0 where people live.")
    there = w > 0
    return x[there], rank[there], w[there]
