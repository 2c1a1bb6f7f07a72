"""Rates of few people → rates that chance does not make extreme: empirical Bayes."""

import numpy as np

from mintgeo.analysis.participation.spans import Floats


def smoothed_rates(counts: Floats, people: Floats, *, dispersion: float | Floats = 1.0) -> Floats:
    """Rates drawn towards that of all, the more the less they tell (Marshall 1991, global).

    The prior has a mean and a variance, found by moments; a rate of N people weighs
    A / (A + φ m / N), where m is the rate of all and A the variance of true rates between regions.

    Parameters
    ----------
    counts, people
        Of every region; one without people, or with an unknown count, takes no part.
    dispersion
        φ, variance of the counts over their mean; of all, or of each.

    Returns
    -------
    ndarray
        People who took part per person, NaN where there are no people.

    Examples
    --------
    >>> smoothed_rates(np.array([9.0, 1100]), np.array([1e3, 1e5])).round(4).tolist()
    [0.011, 0.011]
    """
    known = (people > 0) & np.isfinite(counts)
    out = np.full(len(counts), np.nan)
    if not known.any():
        return out
    number, size = counts[known], people[known]
    factor = np.broadcast_to(np.asarray(dispersion, dtype=float), counts.shape)[known]
    rates, mean = number / size, number.sum() / size.sum()
    spread = (size * (rates - mean) ** 2).sum() / size.sum()
    between = max(spread - mean * factor.sum() / size.sum(), 0.0)
    chance = factor * mean / size
    weight = np.divide(between, between + chance, out=np.zeros(len(size)), where=chance > 0)
    out[known] = mean + weight * (rates - mean)
    return out
