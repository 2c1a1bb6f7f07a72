"""Degree of urbanisation of Gemeinden and points from coarse areas: many guesses, one mean.

Where exactly people live inside an area is unknown, and the classes hang on single cells. So every
area is spread over its disc in three ways, the grid is laid in nine ways, and shares are averaged.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from mintgeo.germany.urbanisation import (
    CENTRE_CELL,
    CLUSTER_CELL,
    RURAL_CELL,
    classify_cells,
    classify_regions,
    summarise,
)
from tools.embed.metric import laea
from tools.embed.spread import Areas, PlzDensity

SPREADS = ((0.7, 1.1), (0.8, 1.25), (1.0, 1.4))
"""Radius of the disc in radii of the settlement area: below and above ``TOWN`` people."""
SHIFTS_M = (0, 333, 667)
TOWN = 5_000
"""Larger areas follow the density of PLZ, smaller ones are even."""
LEAST = 200
"""Areas of at most this many people stay one point."""
STEP_M = 400
CELL_TYPES = {CENTRE_CELL: "centre", CLUSTER_CELL: "cluster", RURAL_CELL: "rural"}


@dataclass(frozen=True)
class Urbanisation:
    """``by_ags``: a class per Gemeinde; ``of_points``: the commonest kind of cell per point."""

    by_ags: pd.Series
    of_points: pd.Series


def urbanisation(
    areas: pd.DataFrame, centroids: pd.DataFrame, points: pd.DataFrame
) -> Urbanisation:
    """Classify Gemeinden by the unscaled count of ``areas``; sample the cells of ``points``."""
    at = laea(points)
    nobody = np.zeros(len(points))
    tables, seen = [], np.zeros((len(points), len(CELL_TYPES)))
    for reach in SPREADS:
        home, people, ags = _spread(areas, centroids, reach)
        x, y = np.vstack([home, at]).T
        weight = np.r_[people, nobody]
        for dx, dy in ((dx, dy) for dx in SHIFTS_M for dy in SHIFTS_M):
            kind = classify_cells(x + dx, y + dy, weight)
            tables.append(summarise(ags, people, kind[: len(people)]))
            seen[np.arange(len(points)), kind[len(people) :]] += 1
    shares = sum(table[["centre", "rural"]] for table in tables) / len(tables)
    commonest = pd.Series(seen.argmax(axis=1), index=points.index).map(CELL_TYPES)
    return Urbanisation(classify_regions(shares), commonest.astype("str"))


def _spread(
    areas: pd.DataFrame, centroids: pd.DataFrame, reach: tuple[float, float]
) -> tuple[np.ndarray, np.ndarray, pd.Series]:
    map_of, density = Areas(areas), PlzDensity(laea(centroids))
    total = areas["population_2011"].to_numpy(dtype=float)
    at, people, owner = [], [], []
    for area, count in enumerate(total):
        points = map_of.at[[area]]
        if count > LEAST:
            points = map_of.disc(area, reach=reach[int(count > TOWN)], step_m=STEP_M)
        weight = density(points) + 1e-12 if count > TOWN else np.ones(len(points))
        at.append(points)
        people.append(count * weight / weight.sum())
        owner.append(np.full(len(points), area))
    ags = areas["ags"].iloc[np.concatenate(owner)].reset_index(drop=True)
    return np.concatenate(at), np.concatenate(people), ags
