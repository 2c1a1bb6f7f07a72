"""How far true points lie from matches: the radius and the score of every rung.

The embedded table ``placement`` was measured on railway stations, whose coordinates are known and
which the gazetteer does not hold: for every rung, quantiles of the distance between the station and
where its PLZ and place put it, divided by ``spread_m`` of the PLZ to the power of ``POWER``, where
``spread_m`` says how wide the PLZ is. The rung ``gemeinde`` (its name known, the PLZ not) was
measured on the people of the official grid instead, and its ``spread_m`` says how wide the Gemeinde
is. See ``tools/embed/calibrate.py``, ``tools/embed/towns.py`` and docs/decisions/0003.
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
INSIDE_OF_RADIUS: Final = 0.95
"""What is promised of ``radius_m``: with one beyond ``NEAR_M`` no match is surer than this."""
INSIDE: Final = 0.957
"""A little more than the 95 of 100 that is promised: other places than stations may lie worse."""
GEMEINDE: Final = "gemeinde"
FLOOR_M: Final = 1_000.0
"""Not even a tiny PLZ is known better than this."""
COORDINATE_RADIUS_M: Final = 50.0
"""Coordinates of a list are taken from maps or phones: good to a building and its yard."""
COORDINATE_SCORE: Final = 100.0
_DEFAULT: Final = "postcode"


@dataclass(frozen=True, kw_only=True)
class Law:
    """How distances of a rung grow with the spread, and which quantile of them is its radius."""

    power: float
    inside: float

    def size(self, spread_m: pd.Series) -> pd.Series:
        """What distances are compared with."""
        out: pd.Series = spread_m**self.power
        return out


_STATIONS: Final = Law(power=POWER, inside=INSIDE)
_PEOPLE: Final = Law(power=1, inside=0.95)
"""Measured on those who are asked about, so the quantile is what is promised."""


def law(rung: str) -> Law:
    """The law of a rung."""
    return _PEOPLE if rung == GEMEINDE else _STATIONS


@dataclass(frozen=True, eq=False)
class Placement:
    """Quantiles of distance / spread^power, by rung.

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
        radius = pd.Series(np.nan, index=rung.index)
        for name, rows in rung.groupby(rung).groups.items():
            of = law(str(name))
            factor = float(np.interp(of.inside, self.probabilities, self._ratios(str(name))))
            radius[rows] = factor * of.size(spread_m[rows])
        return radius.clip(lower=FLOOR_M).round(-1)

    def score(self, rung: pd.Series, spread_m: pd.Series) -> pd.Series:
        """Probability, in per cent, that the true point lies within 5 km of the match."""
        out = pd.Series(np.nan, index=rung.index)
        for name, rows in rung.groupby(rung).groups.items():
            reach = NEAR_M / law(str(name)).size(spread_m[rows])
            out[rows] = np.interp(
                reach, [0.0, *self._ratios(str(name))], [0.0, *self.probabilities], right=0.99
            )
        return (out * 100).round(1)

    def _ratios(self, rung: str) -> NDArray[np.float64]:
        return self.ratios.get(rung, self.ratios[_DEFAULT])


@lru_cache(maxsize=1)
def _embedded_placement() -> Placement:
    return Placement.build(_embedded.read("placement"))
