"""How far true points lie from matches: the radius and the score of every rung.

The embedded table ``placement`` was measured on railway stations, whose coordinates are known and
which the gazetteer does not hold: for every rung, quantiles of the distance between the station and
where its PLZ and place put it, divided by ``spread_m`` of the PLZ to the power of ``POWER``, where
``spread_m`` says how wide the PLZ is. See ``tools/embed/calibrate.py`` and docs/decisions/0003.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mintgeo import _embedded

NEAR_M: Final = 5_000.0
"""``match_score`` is the probability that the true point lies this near."""
POWER: Final = 0.87
"""Wide PLZ are wider on paper than true distances in them; fitted by quantile regression."""
INSIDE: Final = 0.957
"""A little more than the 95 of 100 that is promised: other places than stations may lie worse."""
FLOOR_M: Final = 1_000.0
"""Not even a tiny PLZ is known better than this."""
COORDINATE_RADIUS_M: Final = 50.0
"""Coordinates of a list are taken from maps or phones: good to a building and its yard."""
COORDINATE_SCORE: Final = 100.0
_DEFAULT: Final = "postcode"


@dataclass(frozen=True, eq=False)
class Placement:
    """Quantiles of distance / spread^POWER, by rung.

    Attributes
    ----------
    probabilities
        Ascending, between 0 and 1.
    ratios
        Rung → ratio at each probability.
    """

    probabilities: NDArray[np.float64]
    ratios: dict[str, NDArray[np.float64]]

    @classmethod
    def build(cls, table: pd.DataFrame) -> "Placement":
        """Prepare a table of ``rung``, ``p`` and ``ratio``."""
        wide = table.pivot_table(index="p", columns="rung", values="ratio")
        ratios = {str(rung): wide[rung].to_numpy(dtype=float) for rung in wide}
        return cls(wide.index.to_numpy(dtype=float), ratios)

    @classmethod
    def embedded(cls) -> "Placement":
        """Return what was measured for the embedded gazetteer."""
        return _embedded_placement()

    def radius_m(self, rung: pd.Series, spread_m: pd.Series) -> pd.Series:
        """Radius that holds the true point in 95 of 100 cases, in whole tens of metres."""
        factors = {
            name: np.interp(INSIDE, self.probabilities, ratios)
            for name, ratios in self.ratios.items()
        }
        factor = rung.map(factors).fillna(factors[_DEFAULT])
        radius: pd.Series = factor * spread_m**POWER
        return radius.clip(lower=FLOOR_M).round(-1)

    def score(self, rung: pd.Series, spread_m: pd.Series) -> pd.Series:
        """Probability, in per cent, that the true point lies within 5 km of the match."""
        out = pd.Series(np.nan, index=rung.index)
        reach = NEAR_M / spread_m.to_numpy(dtype=float) ** POWER
        for name in rung.dropna().unique():
            ratios = self.ratios.get(str(name), self.ratios[_DEFAULT])
            rows = (rung == name).to_numpy()
            out[rows] = np.interp(
                reach[rows], [0.0, *ratios], [0.0, *self.probabilities], right=0.99
            )
        return (out * 100).round(1)


@lru_cache(maxsize=1)
def _embedded_placement() -> Placement:
    return Placement.build(_embedded.read("placement"))
