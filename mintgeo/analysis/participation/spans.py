"""Counts → where their mean lies, and where the next count will lie, also for people in groups.

People who come in groups of one size s make the count s times that of their groups; what holds for
a Poisson number of groups holds for the count after scaling. Groups of several sizes are taken for
as many of the size φ = variance / mean, the dispersion: the quasi-Poisson model (Wedderburn 1974).
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaincinv, ndtri

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

CONFIDENCE: Final = 0.9
_EXACT: Final = 1e-9
"""What rounding in the machine may do to a bound that is a whole number."""


def poisson_interval(
    counts: Floats, *, confidence: float = CONFIDENCE, dispersion: float | Floats = 1.0
) -> tuple[Floats, Floats]:
    """Interval of the mean of a count: exact for a Poisson number of equal groups (Garwood 1936).

    Parameters
    ----------
    counts
        Numbers of people, 0 or more.
    confidence
        How surely the mean lies in the interval.
    dispersion
        Variance of the counts over their mean, 1 or more; of all, or of each.

    Examples
    --------
    >>> low, high = poisson_interval(np.array([0.0, 10.0]))
    >>> low.round(2).tolist(), high.round(2).tolist()
    ([0.0, 5.43], [3.0, 16.96])
    >>> low, high = poisson_interval(np.array([100.0]), dispersion=10)
    >>> low.round(1).tolist(), high.round(1).tolist()
    ([54.3], [169.6])
    """
    tail = (1 - confidence) / 2
    groups = np.asarray(counts, dtype=float) / dispersion
    some = groups > 0
    low = np.where(some, gammaincinv(np.where(some, groups, 1.0), tail), 0.0)
    return dispersion * low, dispersion * gammaincinv(groups + 1, 1 - tail)


def prediction_interval(
    counts: Floats,
    *,
    confidence: float = CONFIDENCE,
    dispersion: float | Floats = 1.0,
    periods: float = 1.0,
) -> tuple[Integers, Integers]:
    """Interval of the next count: it bears the chance of this count and that of the next.

    Parameters
    ----------
    counts, confidence, dispersion
        As of ``poisson_interval``.
    periods
        How many times as long as the next count these counts took, such as years.

    Returns
    -------
    tuple
        The least and the largest number of people.

    Notes
    -----
    The joint sampling approach (Krishnamoorthy and Peng 2011): all y for which
    |y − t n| ≤ z √(φ t (n + y)), with t = 1 / periods. In the long run it holds 89.6 to 92 % where
    1.3 or more groups are expected, and more where fewer are: between no group and one lies
    nothing. With bounds of none to one instead of two it would hold 85 % there.

    Examples
    --------
    >>> low, high = prediction_interval(np.array([0.0, 10.0, 100.0]))
    >>> low.tolist(), high.tolist()
    ([0, 4, 79], [2, 18, 124])
    """
    z = float(ndtri((1 + confidence) / 2))
    share = 1 / periods
    groups = np.asarray(counts, dtype=float) / dispersion
    middle = share * (groups + z * z / 2)
    reach = z * np.sqrt(share * (1 + share) * groups + (z * share / 2) ** 2)
    low = np.ceil(dispersion * np.maximum(middle - reach, 0) - _EXACT)
    high = np.floor(dispersion * (middle + reach) + _EXACT)
    return low.astype("int64"), high.astype("int64")
