"""Pairs of points in the tables that OSRM answers with."""

from typing import Any, Final

import numpy as np

from mintgeo._crs import GEOD
from mintgeo._located import Floats, Ints, Points

NAMES: Final = ("travel_min", "access_min", "distance_m", "snap_m")
ASKED: Final = ("durations", "distances")


Found = tuple[Ints, Ints, dict[str, Floats]]


def nothing() -> Found:
    none = np.empty(0, dtype=np.intp)
    return none, none, {name: np.empty(0) for name in NAMES}


def together(parts: list[Found]) -> Found:
    """Pairs of all blocks."""
    rows, targets, found = zip(*parts, strict=True)
    values = {name: np.concatenate([one[name] for one in found]) for name in NAMES}
    return np.concatenate(rows), np.concatenate(targets), values


def chosen(
    start: Points, goal: Points, block: Ints, values: dict[str, Floats], *, k: int | None,
    limit: float,
) -> Found:  # fmt: skip
    """Pairs within the limit; the ``k`` nearest of each origin, of equal ones the smaller id."""
    time = values["travel_min"]
    row, column = np.nonzero(time <= limit)
    if k is not None:
        by_id = np.argsort(np.argsort(goal.ids[goal.placed].astype(str), kind="stable"))
        order = np.lexsort((by_id[column], np.round(time[row, column], 6), row))
        row, column = row[order], column[order]
        first = np.arange(len(row)) - np.searchsorted(row, row) < k
        row, column = row[first], column[first]
    found = {name: values[name][row, column] for name in NAMES}
    return start.placed[block[row]], goal.placed[column], found


def gaps_m(spots: Any, lon: Floats, lat: Floats) -> Floats:
    """Metres between points and where OSRM put them."""
    at = np.array([tuple(spot["location"]) for spot in spots], dtype=float).reshape(-1, 2)
    return np.asarray(GEOD.inv(lon, lat, at[:, 0], at[:, 1])[2], dtype=float)


def as_numbers(rows: Any) -> Floats:
    """Numbers of a table, NaN where there is None."""
    return np.stack([np.array(row, dtype=float) for row in rows])
