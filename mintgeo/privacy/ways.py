"""The one number that is published of ways to a meeting, and what it tells of Kreise."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mintgeo._crs import GEOD
from mintgeo.population import population
from mintgeo.privacy.rule import Chance
from mintgeo.travel import Airline

FEWEST: Final = 10
"""A way is told of no fewer people."""
_STEPS: Final = ((50_000.0, 10_000.0), (10_000.0, 5_000.0), (0.0, 1_000.0))
"""From how many metres on a way is rounded to how many."""
_MARGIN_M: Final = 2_000.0
"""Participants may be placed so far from the nearest point where people live."""
NEARER: Final = "nearer"
FARTHER: Final = "farther"


@dataclass(frozen=True, kw_only=True)
class Way:
    """A published way: rounded metres, and on which side of it whole Kreise surely lie."""

    rounded_m: float
    sides: Mapping[str, str]


def told_way(
    journeys: pd.DataFrame, venue: gpd.GeoDataFrame, chance: Chance, *, mode: str
) -> Way | None:
    """Choose the way to be told, that of about the middle person; None for fewer than ten."""
    ways = journeys[journeys["status"] == "ok"]
    metres = np.sort(np.repeat(ways["distance_m"].to_numpy(dtype=float), ways["count"].astype(int)))
    if len(metres) < FEWEST:
        return None
    rounded = rounded_way(float(metres[chance.rank(len(metres)) - 1]))
    return Way(rounded_m=rounded, sides=sides(rounded, venue, mode=mode))


def rounded_way(metres: float) -> float:
    """Round a way to what is published of it.

    Examples
    --------
    >>> [rounded_way(one) for one in (400.0, 12_400.0, 47_600.0, 176_000.0)]
    [0.0, 10000.0, 50000.0, 180000.0]
    """
    step = _step(metres)
    return float(np.round(metres / step) * step)


def sides(rounded_m: float, venue: gpd.GeoDataFrame, *, mode: str) -> dict[str, str]:
    """Kreise all of whose people live nearer, or farther, than a published way; the others lack."""
    homes = population()
    far = pd.Series(Airline(mode=mode).curve.way_m(distances_m(homes, venue)))
    reach = far.groupby(homes["ags_kreis"].to_numpy()).agg(["min", "max"])
    margin = float(Airline(mode=mode).curve.way_m(np.array(_MARGIN_M)))
    low = rounded_m - _step(np.nextafter(rounded_m, 0)) / 2 - margin
    high = rounded_m + _step(rounded_m) / 2 + margin
    found = dict.fromkeys(reach.index[reach["max"] < low], NEARER)
    return found | dict.fromkeys(reach.index[reach["min"] > high], FARTHER)


def _step(metres: float) -> float:
    return next(step for start, step in _STEPS if metres >= start)


def distances_m(points: gpd.GeoDataFrame, venue: gpd.GeoDataFrame) -> NDArray[np.float64]:
    """Metres along the ellipsoid from every point to the venue."""
    at = venue.geometry.iloc[0]
    x, y = points.geometry.x.to_numpy(), points.geometry.y.to_numpy()
    ends = np.full(len(points), at.x), np.full(len(points), at.y)
    return np.asarray(GEOD.inv(x, y, *ends)[2], dtype=np.float64)
