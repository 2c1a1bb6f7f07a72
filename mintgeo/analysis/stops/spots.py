"""Where the people of a point may live: spots of a square around it."""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from mintgeo._located import Located
from mintgeo._schema import DEMAND
from mintgeo.analysis.resolution import extent_m

_FINE_M: Final = 150.0
"""Points whose people may live farther away are looked at as squares of points so far apart."""
_MOST: Final = 8
SIDE: Final = float(np.sqrt(12))
"""Side of a square whose people are spread evenly, in standard deviations."""
NEED: Final = DEMAND.asking("id", "population")
Floats = NDArray[np.float64]
Rows = NDArray[np.integer[Any]]


def spots(people: Located) -> list[tuple[Rows, Floats]]:
    """Rows of points of one fineness, and where their people may live: squares of k × k spots."""
    points = people.points
    side = extent_m(people.table)[points.placed] * SIDE
    fine = np.clip(np.ceil(side / _FINE_M), 1, _MOST).astype(int)
    east, north = _directions(points.xyz)
    out: list[tuple[Rows, Floats]] = []
    for k in np.unique(fine):
        some = np.flatnonzero(fine == k)
        steps = (np.arange(k) + 0.5) / k - 0.5
        x, y = (one.ravel() for one in np.meshgrid(steps, steps))
        move = x[:, None] * east[some, None] + y[:, None] * north[some, None]
        places = points.xyz[some, None] + move * side[some, None, None]
        out.append((np.asarray(points.placed[some]), places.reshape(-1, 3)))
    return out


def _directions(xyz: Floats) -> tuple[Floats, Floats]:
    """East and north at points given from the middle of the earth."""
    up = xyz / np.linalg.norm(xyz, axis=1, keepdims=True)
    east = np.column_stack([-up[:, 1], up[:, 0], np.zeros(len(up))])
    east /= np.maximum(np.linalg.norm(east, axis=1, keepdims=True), 1e-12)
    return east, np.cross(up, east)
