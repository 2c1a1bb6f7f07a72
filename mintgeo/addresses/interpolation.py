"""What the map leaves out of an address: PLZ and place, from the neighbours or the gazetteer."""

from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from mintgeo.gazetteer.gazetteer import Code, Gazetteer

BORROW_M: Final = 3_000.0
"""From so far a house takes the PLZ and place that it lacks."""
GUESS_M: Final = 10_000.0
"""So far from the middle of a PLZ a house is taken to be in it, if no house near says more."""


def borrow(houses: pd.DataFrame, x: NDArray[np.float32], y: NDArray[np.float32]) -> pd.DataFrame:
    """Fill empty PLZ and places from the nearest house that has both."""
    lacks = {name: (houses[name] == "").to_numpy() for name in ("postcode", "place")}
    needy = np.flatnonzero(lacks["postcode"] | lacks["place"])
    giving = np.flatnonzero(~lacks["postcode"] & ~lacks["place"])
    if not len(needy) or not len(giving):
        return houses
    tree = cKDTree(np.column_stack([x[giving], y[giving]]))
    gap, nearest = tree.query(np.column_stack([x[needy], y[needy]]), distance_upper_bound=BORROW_M)
    near = np.isfinite(gap)
    needy, giver = needy[near], giving[nearest[near]]
    filled = {}
    for name, lack in lacks.items():
        here = lack[needy]
        values = houses[name].iloc[giver[here]].astype("object").to_numpy()
        filled[name] = _filled(houses[name], needy[here], values)
    return houses.assign(**filled)


def guess(
    houses: pd.DataFrame, x: NDArray[np.float32], y: NDArray[np.float32], known: Gazetteer
) -> pd.DataFrame:
    """Fill PLZ that nobody near has with the gazetteer's nearest, and the place with its town."""
    rows = np.flatnonzero((houses["postcode"] == "").to_numpy())
    if not len(rows):
        return houses
    codes = known.nearest_codes(x[rows].astype(float), y[rows].astype(float))
    middles = np.array([(known.codes[code].x, known.codes[code].y) for code in codes])
    near = np.hypot(middles[:, 0] - x[rows], middles[:, 1] - y[rows]) <= GUESS_M
    towns = {code: _town(known.codes[code]) for code in set(codes)}
    rows, plz = rows[near], np.array(codes, dtype=object)[near]
    empty = (houses["place"].iloc[rows] == "").to_numpy()
    town = np.array([towns[code] for code in plz[empty]], dtype=object)
    return houses.assign(
        postcode=_filled(houses["postcode"], rows, plz),
        place=_filled(houses["place"], rows[empty], town),
    )


def _town(code: Code) -> str:
    """The place in the middle of a PLZ."""
    spots = sorted(code.spots.values(), key=lambda spot: (spot.away(code.x, code.y), spot.name))
    return spots[0].name if spots else ""


def _filled(column: pd.Series, rows: NDArray[np.int64], values: NDArray[np.object_]) -> Any:
    """A categorical column with other texts in some rows."""
    known = pd.Index(sorted({*column.cat.categories, *values}), dtype="object")
    codes: Any = known.get_indexer(column.cat.categories)[column.cat.codes.to_numpy()]
    codes[rows] = known.get_indexer(values)
    return pd.Categorical.from_codes(codes.astype(np.int32), known)
