"""Where stops are, and how far from each other."""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mintgeo._crs import geocentric

Rows = NDArray[np.integer[Any]]


def in_space(stops: pd.DataFrame) -> NDArray[np.float64]:
    """Stops in metres from the middle of the earth; NaN without a place."""
    lon, lat = (stops[one].to_numpy(dtype=float) for one in ("lon", "lat"))
    there = np.isfinite(lon) & np.isfinite(lat)
    return np.where(
        there[:, None], geocentric(np.where(there, lon, 0), np.where(there, lat, 0)), np.nan
    )


def metres(xyz: NDArray[np.float64], start: Rows, goal: Rows
           ) -> NDArray[np.float64]:  # fmt: skip
    """Straight lines between stops; NaN where one has no place."""
    return np.asarray(np.sqrt(((xyz[start] - xyz[goal]) ** 2).sum(axis=1)))
