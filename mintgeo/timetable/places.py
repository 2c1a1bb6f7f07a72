"""Where stops are, and how far from each other."""

from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from mintgeo._crs import geocentric

_ONE_M: Final = 300.0
"""Stops of one name within this distance are one to people."""
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


def root_of(stops: pd.DataFrame) -> NDArray[np.int32]:
    """The station of each stop, or the stop itself."""
    parent = stops["parent"].to_numpy()
    return np.where(parent >= 0, parent, np.arange(len(stops))).astype(np.int32)


def plain_names(names: pd.Series) -> pd.Series:
    """Names as they are compared: small letters and digits only."""
    return names.str.casefold().str.replace(r"[\W_]+", "", regex=True)


def halts_of(stops: pd.DataFrame) -> NDArray[np.int32]:
    """The stop that people mean, of each platform: its station, or the first of one name near by.

    Stations, and stops without one, are one if they have one name and stand within 300 m.
    """
    root = root_of(stops)
    xyz = in_space(stops)
    members = np.flatnonzero((root == np.arange(len(root))) & np.isfinite(xyz[:, 0]))
    name = pd.factorize(plain_names(stops["name"].iloc[members]))[0]
    pairs = cKDTree(xyz[members]).query_pairs(_ONE_M, output_type="ndarray")
    pairs = members[pairs[name[pairs[:, 0]] == name[pairs[:, 1]]]]
    n = len(stops)
    links = coo_array((np.ones(len(pairs), dtype=bool), (pairs[:, 0], pairs[:, 1])), shape=(n, n))
    _, part = connected_components(links, directed=False)
    first = np.full(int(part.max()) + 1, n)
    np.minimum.at(first, part, np.arange(n))
    return np.asarray(first[part][root], dtype=np.int32)
