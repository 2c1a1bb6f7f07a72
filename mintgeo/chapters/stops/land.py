"""Land of those who reach no offer today: what each stop adds of it, and what is left."""

from collections.abc import Iterator
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
from scipy.spatial import cKDTree

from mintgeo._located import Located
from mintgeo._quantiles import Floats, Ints
from mintgeo.analysis.gaps.shapes import outlines
from mintgeo.analysis.planning import StopPlan

_LEAST_M, _MOST_M = 300.0, 2500.0
"""How far the land of a point reaches."""
_WIDE: Final = 0.75
"""Of the way to its neighbours; so that points of one village join."""
_MANY: Final = 5_000
"""Of more points than these a map shows no more than one in each square"""
_SQUARE_M: Final = 3_000.0
"""of this side."""


def land(plan: StopPlan, demand: Located) -> gpd.GeoDataFrame:
    """Make areas around the people whom no offer reaches today.

    Returns
    -------
    GeoDataFrame
        One row per stop that adds somebody, and one for those who are left: ``order`` (0 for
        these), ``name``, ``people``, geometry (EPSG:4326).
    """
    first = _first(plan)
    rows = np.flatnonzero(first >= 0)
    names = {0: "", **dict(zip(plan.stops["order"], plan.stops["name"], strict=True))}
    people = pd.Series(plan.people[rows]).groupby(first[rows]).sum()
    if not len(rows):
        return gpd.GeoDataFrame(
            {"order": pd.Series(dtype=int), "name": pd.Series(dtype="str"),
             "people": pd.Series(dtype=float)}, geometry=[], crs=4326,
        )  # fmt: skip
    xy, labels, reach_m = demand.points.xy, first, _reach_m(demand.points.xy)
    fine_m = reach_m / 30
    if len(xy) > _MANY:
        xy, labels, reach_m = *_thinned(xy, labels), _SQUARE_M
        fine_m = reach_m / 6
    own = labels >= 0
    shapes = outlines(xy[own], labels[own], xy[~own], reach_m=reach_m, simplify_m=fine_m)
    order = [int(one) for one in shapes.index]
    return gpd.GeoDataFrame(
        {"order": order, "name": pd.Series([names[one] for one in order], dtype="str"),
         "people": [float(people[one]) for one in order]},
        geometry=shapes.to_numpy(), crs=shapes.crs,
    )  # fmt: skip


def _first(plan: StopPlan) -> Ints:
    """The stop that reaches each row of the demand first; 0 if none does, -1 if offers do."""
    first = np.where(plan.before | ~(plan.people > 0), -1, 0)
    for order, rows in whom(plan):
        first[rows[first[rows] == 0]] = order
    return first.astype(np.intp)


def whom(plan: StopPlan) -> Iterator[tuple[int, Ints]]:
    """Number of each stop, and the rows of the demand that it reaches."""
    at = pd.Index(plan.candidates["id"]).get_indexer(pd.Index(plan.stops["id"]))
    for order, column in zip(plan.stops["order"], at, strict=True):
        yield int(order), np.flatnonzero(plan.cover[:, [int(column)]].toarray()[:, 0])


def _thinned(xy: Floats, labels: Ints) -> tuple[Floats, Ints]:
    """One point of every label in each square."""
    frame = pd.DataFrame(np.floor(xy / _SQUARE_M).astype(np.int64), columns=["x", "y"])
    kept = ~frame.assign(label=labels).duplicated().to_numpy()
    return xy[kept], labels[kept]


def _reach_m(xy: Floats) -> float:
    if len(xy) < 2:  # noqa: PLR2004
        return _MOST_M
    near = cKDTree(xy).query(xy, k=2)[0][:, 1]
    return float(np.clip(_WIDE * np.quantile(near, 0.9), _LEAST_M, _MOST_M))
