"""Names of places, such that no two of them are the same."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

_SIDES: Final = (
    "nördlich", "nordöstlich", "östlich", "südöstlich", "südlich", "südwestlich", "westlich",
    "nordwestlich",
)  # fmt: skip
_STEP_M, _KM = 100, 1000


def offsets(places: NDArray[Any], points: NDArray[Any]) -> list[str]:
    """Say how far, and on which side of its place, every point lies.

    Parameters
    ----------
    places, points
        Pairs of points in metres.

    Examples
    --------
    >>> offsets(shapely.points([[0, 0], [0, 0]]), shapely.points([[300, 310], [0, -1120]]))
    ['400 m nordöstlich', '1,1 km südlich']
    """
    way = shapely.get_coordinates(points) - shapely.get_coordinates(places)
    metres = np.maximum(np.round(np.hypot(*way.T) / _STEP_M), 1) * _STEP_M
    side = np.round(np.arctan2(way[:, 0], way[:, 1]) / (np.pi / 4)).astype(int) % len(_SIDES)
    return [f"{_way(far)} {_SIDES[to]}" for far, to in zip(metres, side, strict=True)]


def _way(metres: float) -> str:
    if metres < _KM:
        return f"{metres:.0f} m"
    return f"{metres / _KM:.1f} km".replace(".", ",")


def distinct(names: pd.Series, by: Sequence[pd.Series]) -> pd.Series:
    """Tell names apart that several rows share, in brackets behind them.

    Parameters
    ----------
    names
        Of every row.
    by
        What tells rows apart, the best first; where it is missing or the same, the next is taken,
        and a number where nothing helps.

    Examples
    --------
    >>> names = pd.Series(["Schule bei A", "Schule bei A", "Schule bei A", "Schule bei B"])
    >>> distinct(names, [pd.Series(["Ring 1", None, None, "Ring 2"])]).tolist()
    ['Schule bei A (Ring 1)', 'Schule bei A', 'Schule bei A (2)', 'Schule bei B']
    """
    out = names.astype("str")
    for mark in by:
        shared = out.duplicated(keep=False) & mark.notna()
        out = out.mask(shared, names + " (" + mark.astype("str") + ")")
    number = out.groupby(out).cumcount() + 1
    return out.mask(number > 1, out + " (" + number.astype("str") + ")")
