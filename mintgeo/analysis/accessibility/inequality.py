"""How unequally something is shared: Lorenz curve and Gini coefficient."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mintgeo._errors import InputError

Floats = NDArray[np.float64]


def lorenz(values: pd.Series | Floats, weights: pd.Series | Floats | None = None) -> pd.DataFrame:
    """Lorenz curve: what share of all the poorest share of people has (Lorenz 1905).

    Parameters
    ----------
    values
        Accessibility of every point, 0 or more.
    weights
        People there; 1 each by default.

    Returns
    -------
    DataFrame
        ``people`` and ``value``, both cumulative shares from 0 to 1, the poorest first.

    Raises
    ------
    InputError
        If a value or weight is negative or missing, or all are 0.

    Examples
    --------
    >>> import mintgeo as mg
    >>> mg.lorenz([1, 3])
       people  value
    0     0.0   0.00
    1     0.5   0.25
    2     1.0   1.00
    """
    x = np.asarray(values, dtype=float)
    w = np.ones_like(x) if weights is None else np.asarray(weights, dtype=float)
    if x.shape != w.shape or not ((x >= 0) & (w >= 0)).all() or not (x * w).sum() > 0:
        raise InputError(
            "lorenz() and gini() need one value and weight of 0 or more per point, not all 0."
        )
    order = np.argsort(x, kind="stable")
    people, value = np.cumsum(w[order]), np.cumsum((w * x)[order])
    parts = {"people": people / people[-1], "value": value / value[-1]}
    return pd.DataFrame({name: np.append(0.0, part) for name, part in parts.items()})


def gini(values: pd.Series | Floats, weights: pd.Series | Floats | None = None) -> float:
    """Gini coefficient: twice the area between the Lorenz curve and equality (Gini 1912).

    0 if all have the same; (n − 1) / n if one of n equally weighted points has all. Parameters and
    errors as of ``lorenz``.

    Examples
    --------
    >>> import mintgeo as mg
    >>> mg.gini([1, 1, 1, 1]), mg.gini([0, 0, 0, 1])
    (0.0, 0.75)
    """
    curve = lorenz(values, weights)
    return float(1 - 2 * np.trapezoid(curve["value"], curve["people"]))
