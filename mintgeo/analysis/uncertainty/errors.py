"""Factors on the times of single ways, read off a table by distance and quantile."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from mintgeo._quantiles import Floats, Ints
from mintgeo.analysis.uncertainty.chance import Chance, Small
from mintgeo.travel.laws import ErrorLaw

_SHORTEST_M: Final = 125.0
_PER_DOUBLING: Final = 4
_BINS: Final = 33
"""Distances of a row of the table: a quarter of a doubling each, from 125 m to 38 km."""


@dataclass(frozen=True)
class Errors:
    """Factors of every quantile, a row per distance; one row if distance does not matter.

    ``least`` is what no factor of this or a greater distance falls short of, ``most`` the largest;
    both hold for the row before and behind as well, so that no rounding of a distance matters.
    """

    table: Small
    size: int
    least: Floats
    most: Floats

    @classmethod
    def of(cls, law: ErrorLaw, chance: Chance) -> "Errors":
        """Make the table of a law."""
        bins = np.arange(_BINS if law.tails else 1)
        km = _SHORTEST_M / 1000 * 2 ** ((bins + 0.5) / _PER_DOUBLING)
        table = law.ways(km, chance.normal).astype(np.float32)
        around = np.clip(bins[:, None] + np.array([-1, 0, 1]), 0, bins[-1])
        least, most = table.min(axis=1)[around].min(axis=1), table.max(axis=1)[around].max(axis=1)
        least = np.minimum.accumulate(least[::-1])[::-1]
        return cls(table.ravel(), chance.size, least.astype(float), most.astype(float))

    def rows(self, metres: Floats | Small) -> Ints:
        """The row of every distance."""
        if len(self.least) == 1:
            return np.zeros(np.shape(metres), dtype=np.intp)
        doubled = np.log2(np.maximum(metres, 1) / _SHORTEST_M) * _PER_DOUBLING
        return np.clip(doubled.astype(np.intp), 0, len(self.least) - 1)
