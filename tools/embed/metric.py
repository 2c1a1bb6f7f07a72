"""Degrees ↔ metres for the steps of the build."""

import numpy as np
import pandas as pd
from pyproj import Transformer

LAEA = 3035
_TO_LAEA = Transformer.from_crs(4326, LAEA, always_xy=True)
_TO_DEGREES = Transformer.from_crs(LAEA, 4326, always_xy=True)


def laea(table: pd.DataFrame) -> np.ndarray:
    """Metres in EPSG:3035 of a table with lon and lat, one row each."""
    return np.column_stack(_TO_LAEA.transform(table["lon"].to_numpy(), table["lat"].to_numpy()))


def degrees(at: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Longitude and latitude of points in metres."""
    lon, lat = _TO_DEGREES.transform(at[:, 0], at[:, 1])
    return lon, lat


def radius_m(areas: pd.DataFrame) -> np.ndarray:
    """Radius of a circle with the settlement area, in metres."""
    return np.sqrt(areas["area_ha"].to_numpy(dtype=float) * 1e4 / np.pi)
