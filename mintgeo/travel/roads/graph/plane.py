"""A plane on which roads are sorted, and how far it is from the earth."""

from dataclasses import dataclass
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from mintgeo._crs import geocentric
from mintgeo.travel.roads.graph.network import Network
from mintgeo.travel.roads.graph.segments import Floats, Ints
from mintgeo.travel.roads.reading.ways import UNIT

Plane = NDArray[np.float64]
"""Metres from west to east and from south to north, a row each."""
_DEGREE_M: Final = 110_500.0
"""No degree of latitude is shorter, and none of longitude but for the cosine."""
_LONGER: Final = 1.02
"""Nothing is longer than on the plane by more than this, but for the cosine."""
EARTH_M: Final = 6_300_000.0
"""A little less than the earth's radius."""
_STEEPEST: Final = 89.0
"""Beyond this latitude there are no roads."""


@dataclass(frozen=True, kw_only=True)
class Flat:
    """A plane on which nothing is farther away than on the earth, and what bends on it.

    ``scale`` are metres per degree of longitude and latitude, ``steepest`` is the latitude up to
    which it holds, in radians.
    """

    scale: Plane
    steepest: float

    @classmethod
    def of(cls, net: Network) -> Self:
        """The plane of a network."""
        highest = max(abs(int(net.y.min())), abs(int(net.y.max()))) * UNIT
        steepest = np.radians(min(highest + 1, _STEEPEST))
        return cls(scale=_DEGREE_M * np.array([[np.cos(steepest)], [1.0]]), steepest=steepest)

    def at(self, lon: Floats, lat: Floats) -> Plane:
        """Degrees on the plane."""
        return np.vstack([lon, lat]) * self.scale

    def longest(self, length: Floats) -> Plane:
        """What something of this length on the plane has at most on the earth."""
        return np.asarray(length * (_LONGER / np.cos(self.steepest)))

    def bend(self, length: Floats) -> Plane:
        """How far straight lines of such a length on the plane are from those on the earth."""
        slope = 1 + np.tan(self.steepest)
        return np.asarray(self.longest(length) ** 2 * slope / (8 * EARTH_M))


def between(net: Network, vertex: Ints, share: Floats) -> tuple[Floats, Floats]:
    """Degrees of places on the straight lines from vertices to the next."""
    a, b = (geocentric(net.x[at] * UNIT, net.y[at] * UNIT) for at in (vertex, vertex + 1))
    return degrees(a + share[:, None] * (b - a))


def degrees(xyz: Floats) -> tuple[Floats, Floats]:
    """Longitude and latitude of points at height 0."""
    x, y, z = xyz.T
    square = 1 - (1 - 1 / 298.257223563) ** 2
    return np.degrees(np.arctan2(y, x)), np.degrees(np.arctan2(z, (1 - square) * np.hypot(x, y)))
