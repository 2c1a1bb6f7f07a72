"""Who is reached from where, in few letters: points along a curve that fills the plane, and runs.

Points that are near each other stand near each other along Hilbert's curve, so whom a stop reaches
are a few runs of them, however many they are.
"""

from collections.abc import Iterable
from typing import Final

import geopandas as gpd
import numpy as np
from numpy.typing import ArrayLike, NDArray

from mintgeo.maps._numbers import packed_numbers, packed_steps

Whole = NDArray[np.int64]
PARTS: Final = 10_000
"""Parts of a degree to which points are rounded: 11 m."""
SCALES: Final = (1, 1000, 1_000_000)
"""Parts of a person in which people are counted: sums of whole numbers are the same everywhere."""


def curve_order(points: gpd.GeoSeries) -> NDArray[np.intp]:
    """Positions of points (EPSG:4326) along Hilbert's curve."""
    return np.argsort(points.hilbert_distance().to_numpy(), kind="stable")


def people_parts(weights: ArrayLike) -> tuple[int, Whole]:
    """The coarsest scale in which all weights are whole, or the finest there is; and the parts.

    Examples
    --------
    >>> people_parts([3.0, 12.5])
    (1000, array([ 3000, 12500]))
    """
    given = np.asarray(weights, dtype=float)
    for scale in SCALES:
        parts = np.round(given * scale)
        if np.allclose(parts / scale, given, rtol=0, atol=1e-9):
            break
    return scale, parts.astype(np.int64)


def packed_points(points: gpd.GeoSeries) -> str:
    """Latitudes and longitudes of points in whole steps from one to the next."""
    lonlat = points.get_coordinates().to_numpy()
    whole = np.round(lonlat[:, ::-1] * PARTS).astype(np.int64)
    return packed_steps(whole)


def packed_runs(rows: Iterable[ArrayLike]) -> str:
    """Positions in ascending order, row by row: how many runs, and of each the gap and its length.

    Examples
    --------
    >>> import base64
    >>> base64.b64decode(packed_runs([[2, 3, 4, 9], []])).hex(" ")
    '02 02 03 04 01 00'
    """
    return packed_numbers(np.concatenate([np.empty(0, np.int64), *map(_runs, rows)]))


def _runs(positions: ArrayLike) -> Whole:
    at: Whole = np.asarray(positions, dtype=np.int64)
    first = np.flatnonzero(np.diff(at, prepend=-2) != 1)
    length = np.diff(first, append=len(at))
    ends = at[first] + length
    gap = at[first] - np.concatenate([[0], ends[:-1]])[: len(first)]
    return np.concatenate([[len(first)], np.column_stack([gap, length]).ravel()])
