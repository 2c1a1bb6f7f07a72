"""Quantiles of weighted values, of one group or of every group of a table at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
_SHORT: Final = 2**16
"""Groups up to so many are sorted by their digits, which takes a tenth of the time."""


def weighted_quantile(values: Floats, weights: Floats, q: float) -> float:
    """Smallest value that at least the share ``q`` of the weight does not exceed.

    NaN counts as larger than every number, and is the answer where the quantile falls on it.
    """
    order = np.argsort(values, kind="stable")
    return float(_of_sorted(values[order], weights[order], np.array([q]))[0])


def grouped_quantiles(
    values: Floats, weights: Floats, codes: Ints, groups: int, qs: Sequence[float]
) -> Floats:
    """``weighted_quantile`` of every group: one row per group, one column per ``q``.

    Parameters
    ----------
    values, weights
        One entry per row of the table.
    codes
        Group of every row, 0 … ``groups`` − 1.
    """
    return Ordered(values).quantiles(weights, codes, groups, qs)


@dataclass(frozen=True, eq=False)
class Ordered:
    """Values that are sorted once, to be asked for quantiles of one grouping after the other."""

    values: Floats

    @cached_property
    def _order(self) -> Ints:
        return np.argsort(self.values, kind="stable")

    def quantiles(self, weights: Floats, codes: Ints, groups: int, qs: Sequence[float]) -> Floats:
        """``grouped_quantiles`` of these values."""
        out = np.full((groups, len(qs)), np.nan)
        by_code = codes[self._order].astype(np.uint16 if groups <= _SHORT else np.intp)
        order = self._order[np.argsort(by_code, kind="stable")]
        wanted = np.asarray(qs, dtype=float)
        for code, rows in _slices(codes[order], groups):
            out[code] = _of_sorted(self.values[order[rows]], weights[order[rows]], wanted)
        return out


def _slices(codes: Ints, groups: int) -> Iterator[tuple[int, slice]]:
    ends = np.searchsorted(codes, np.arange(groups), side="right")
    start = 0
    for code, end in enumerate(ends.tolist()):
        if end > start:
            yield code, slice(start, end)
        start = end


def _of_sorted(values: Floats, weights: Floats, qs: Floats) -> Floats:
    below = np.cumsum(weights)
    if not len(below) or not below[-1] > 0:
        return np.full(len(qs), np.nan)
    place = np.searchsorted(below, qs * below[-1] * (1 - 1e-12))
    return np.asarray(values[np.minimum(place, len(values) - 1)])
