"""The best of several codes: the lowest one, or the lowest ones of different offers."""

from dataclasses import dataclass
from functools import reduce
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.integer[Any]]


class Least(Protocol):
    """How codes are put together: of two arrays of the same shape, and of runs of rows."""

    def of_two(self, one: Any, other: Any) -> Any:
        """The best of what stands at the same place in both."""
        ...

    def of_runs(self, codes: Any, starts: Ints) -> Any:
        """The best of each run of rows; a run ends where the next one starts, and none is empty."""
        ...


class Lowest:
    """One code is kept: the lowest."""

    def of_two(self, one: Any, other: Any) -> Any:
        """The lower of two codes."""
        return np.minimum(one, other)

    def of_runs(self, codes: Any, starts: Ints) -> Any:
        """The lowest code of every run."""
        return np.minimum.reduceat(codes, starts, axis=0)


@dataclass(frozen=True)
class LowestOfOffers:
    """The k lowest codes of different offers are kept, along the last axis.

    Nothing is lost by it: whatever is added to all codes of a place, ways to the k nearest offers
    go on from the ways to the k nearest offers of the places after it.
    """

    k: int
    offers: int
    none: int

    def of_two(self, one: Any, other: Any) -> Any:
        """The best of 2 k codes at every place."""
        left = [both[..., level].copy() for both in (one, other) for level in range(self.k)]
        out = np.empty_like(one)
        for level in range(self.k):
            out[..., level] = best = reduce(np.minimum, left)
            self._strike(left, best)
        return out

    def of_runs(self, codes: Any, starts: Ints) -> Any:
        """The best of all codes of every run."""
        left, n = [codes[..., level].copy() for level in range(self.k)], None
        out = np.empty((len(starts), *codes.shape[1:]), dtype=codes.dtype)
        for level in range(self.k):
            best = np.minimum.reduceat(reduce(np.minimum, left), starts, axis=0)
            out[..., level] = best
            if level + 1 < self.k:
                n = np.diff(starts, append=len(codes)) if n is None else n
                self._strike(left, np.repeat(best, n, axis=0))
        return out

    def _strike(self, left: list[Any], best: Any) -> None:
        """Strike out the codes whose offer is that of the best."""
        for codes in left:
            codes[((codes ^ best) & self.offers) == 0] = self.none
