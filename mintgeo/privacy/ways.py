"""The one number that is published of ways to a meeting, and what it tells of Kreise."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mintgeo._crs import GEOD, WGS84
from mintgeo.germany.population import population
from mintgeo.privacy.rule import Chance

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


def told_way(journeys: gpd.GeoDataFrame, venue: gpd.GeoDataFrame, chance: Chance) -> Way | None:
    """Choose the way to be told, as the crow flies, of about the middle person; None for few."""
    there = journeys.geometry.notna() & ~journeys.geometry.is_empty
    people = journeys.loc[there, "count"].astype(int).to_numpy()
    metres = np.sort(np.repeat(distances_m(gpd.GeoDataFrame(journeys[there]), venue), people))
    if not len(metres) or not chance.tells_way(len(metres)):
        return None
    rounded = rounded_way(float(metres[chance.rank(len(metres)) - 1]))
    return Way(rounded_m=rounded, sides=sides(rounded, venue))


def rounded_way(metres: float) -> float:
    """Round a way to what is published of it.

    Examples
    --------
    >>> [rounded_way(one) for one in (400.0, 12_400.0, 47_600.0, 176_000.0)]
    [0.0, 10000.0, 50000.0, 180000.0]
    """
    step = _step(metres)
    return float(np.round(metres / step) * step)


def sides(rounded_m: float, venue: gpd.GeoDataFrame) -> dict[str, str]:
    """Kreise all of whose people live nearer, or farther, than a published way; the others lack."""
    at = venue.geometry.iloc[0]
    nearest, farthest = _ranges(at.x, at.y)
    low = rounded_m - _step(np.nextafter(rounded_m, 0)) / 2 - _MARGIN_M
    high = rounded_m + _step(rounded_m) / 2 + _MARGIN_M
    found = dict.fromkeys(farthest.index[farthest < low], NEARER)
    return found | dict.fromkeys(nearest.index[nearest > high], FARTHER)


@lru_cache(maxsize=32)
def _ranges(x: float, y: float) -> tuple[pd.Series, pd.Series]:
    """Metres from a place to where people live in every Kreis: the nearest and the farthest."""
    homes = population()
    place = gpd.GeoDataFrame(geometry=gpd.points_from_xy([x], [y]), crs=WGS84)
    far = pd.Series(distances_m(homes, place)).groupby(homes["ags_kreis"].to_numpy())
    return far.min(), far.max()


def _step(metres: float) -> float:
    return next(step for start, step in _STEPS if metres >= start)


def distances_m(points: gpd.GeoDataFrame, venue: gpd.GeoDataFrame) -> NDArray[np.float64]:
    """Metres along the ellipsoid from every point to the venue."""
    at = venue.geometry.iloc[0]
    x, y = points.geometry.x.to_numpy(), points.geometry.y.to_numpy()
    ends = np.full(len(points), at.x), np.full(len(points), at.y)
    return np.asarray(GEOD.inv(x, y, *ends)[2], dtype=np.float64)
