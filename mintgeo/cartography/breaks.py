"""Classes of a change: fixed, of one's own, or as the data have them; the same up and down."""

import warnings
from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mintgeo._errors import OptionError

FIXED: Final = (0.005, 0.05, 0.2)
"""Below the first nothing much has happened; the same on every map, so that maps compare."""
_SCHEMES: Final = {"quantiles": "Quantiles", "fisher_jenks": "FisherJenks"}
_STEP: Final = 0.001
"""Bounds from data are whole tenths of a percentage point."""


def change_bounds(changes: pd.Series, classes: str | Sequence[float]) -> list[float]:
    """Return the six changes at which the colour changes, ascending, symmetric about none.

    Parameters
    ----------
    changes
        Changes of shares, from which bounds may follow.
    classes
        ``fixed``; ``quantiles`` or ``fisher_jenks`` of the sizes of all changes that are none; or
        three ascending sizes.

    Raises
    ------
    OptionError
        For other classes, or where the data have too few different changes.
    """
    if isinstance(classes, str):
        sizes = list(FIXED) if classes == "fixed" else _from_data(changes, classes)
    else:
        sizes = [float(one) for one in classes]
    if len(sizes) != len(FIXED) or not all(np.diff([0, *sizes]) > 0):
        raise OptionError(
            "classes must be three ascending sizes above 0, not {sizes}.", sizes=sizes
        )
    return [*(-one for one in sizes[::-1]), *sizes]


def _from_data(changes: pd.Series, scheme: str) -> list[float]:
    if scheme not in _SCHEMES:
        known = ", ".join(map(repr, ("fixed", *_SCHEMES)))
        raise OptionError(
            "classes must be {known} or three sizes, not {scheme!r}.", known=known, scheme=scheme
        )
    values: NDArray[np.float64] = (changes.abs() / _STEP).dropna().round().to_numpy(float) * _STEP
    values = values[values > 0]
    different = len(np.unique(values))
    if different <= len(FIXED):
        raise OptionError(
            "classes={scheme!r} needs more than {n} changes of different sizes (in tenths of a "
            "percentage point); there are {different}.",
            scheme=scheme,
            n=len(FIXED),
            different=different,
        )
    import mapclassify

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns that it would be faster with numba
        found = getattr(mapclassify, _SCHEMES[scheme])(values, k=len(FIXED) + 1)
    return [float(round(one, 4)) for one in found.bins[:-1]]
