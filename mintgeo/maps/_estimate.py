"""Whom a stop reaches that nobody has routed: those within a radius, and how far off that is."""

from typing import Any, Final

import geopandas as gpd
import numpy as np
from numpy.typing import NDArray

from mintgeo._curves import CURVES
from mintgeo.modes import MODES

Floats = NDArray[np.float64]
_PAIRS: Final = 4_000_000
"""So many distances at most; of more candidates an even part is looked at."""
_SEMIMAJOR: Final = 6_378_137.0
_SQUARED: Final = 0.00669437999014
"""Eccentricity of WGS84, squared."""


def fitted_radius(
    points: gpd.GeoSeries, candidates: gpd.GeoSeries, cover: Any, weights: Floats,
    *, minutes: float, mode: str,
) -> tuple[float, float | None]:  # fmt: skip
    """The radius that counts as many people over all candidates as their routed times do.

    Parameters
    ----------
    points, candidates
        Places in EPSG:4326, none missing.
    cover
        Points × candidates, sparse, true where a candidate reaches a point.
    weights
        People of each point.
    minutes, mode
        What the cover stands for; the fitted speeds of the mode say the radius where no candidate
        reaches anyone.

    Returns
    -------
    float
        Metres as the crow flies.
    float or None
        By which share of the routed number of people the radius is off for half of the candidates.
    """
    some = np.unique(np.linspace(0, len(candidates) - 1, _most(points)).astype(int))
    some = some[: len(candidates)]
    metres = _distances(points, candidates.iloc[some])
    inside = cover[:, some].toarray().astype(bool)
    people = weights @ inside
    if not people.any():
        return float(CURVES[MODES[mode].curve].reach_m(minutes)), None
    order = np.argsort(metres, axis=None)
    sums = np.cumsum(np.broadcast_to(weights[:, None], metres.shape).ravel()[order])
    at = min(int(np.searchsorted(sums, people.sum() * (1 - 1e-12))), len(order) - 1)
    radius = float(metres.ravel()[order[at]])
    estimated = weights @ (metres <= radius)
    known = people > 0
    off = np.abs(estimated[known] - people[known]) / people[known]
    return radius, float(np.median(off))


def _most(points: gpd.GeoSeries) -> int:
    return max(1, min(200, _PAIRS // max(1, len(points))))


def _distances(points: gpd.GeoSeries, candidates: gpd.GeoSeries) -> Floats:
    """Metres from every point to every candidate, as the script of the page measures them.

    As on a plane that touches the ellipsoid at the candidate: right to a thousandth within 50 km.
    """
    lon, lat = points.get_coordinates().to_numpy().T
    at_lon, at_lat = candidates.get_coordinates().to_numpy().T
    north, east = _metres_per_degree(at_lat)
    found: Floats = np.hypot((lat[:, None] - at_lat) * north, (lon[:, None] - at_lon) * east)
    return found


def _metres_per_degree(lat: Floats) -> tuple[Floats, Floats]:
    """Metres of a degree of latitude and of longitude at some latitudes (degrees)."""
    bent = 1 - _SQUARED * np.sin(np.radians(lat)) ** 2
    north = _SEMIMAJOR * (1 - _SQUARED) / bent**1.5
    east = _SEMIMAJOR / np.sqrt(bent) * np.cos(np.radians(lat))
    return np.radians(north), np.radians(east)
