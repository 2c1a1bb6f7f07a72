"""City areas → many points: a hexagonal raster inside the city's disc, weighted by PLZ density."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from scipy.spatial import cKDTree

from embed.metric import degrees, laea, radius_m

CITY = 3_000
"""An area of more people than this is spread."""
RIVAL = 300
"""An area of more people than this keeps the points that are its own."""
STEP_M = 1_000
REACH = 1.5
"""Radius of the disc, in radii of a circle with the settlement area."""
BANDWIDTH = 0.8
"""Of a PLZ's bell, in mean distances to its three nearest PLZ."""


def spread_cities(
    areas: pd.DataFrame, centroids: pd.DataFrame, laender: gpd.GeoDataFrame
) -> pd.DataFrame:
    """Replace every city area by points that share its people.

    Parameters
    ----------
    areas
        ``id``, ``lat``, ``lon``, ``population_2011``, ``area_ha``, ``ags``.
    centroids
        ``lat`` and ``lon`` of every PLZ.
    laender
        Polygons; beyond one radius a city's points stay in its own Land.

    Returns
    -------
    DataFrame
        The same columns; ``id`` of a part is that of its area, a dash and a number. People are
        whole numbers and sum to those of the area.
    """
    at = laea(areas)
    radius = radius_m(areas)
    people = areas["population_2011"].to_numpy()
    rivals = np.flatnonzero(people > RIVAL)
    tree = cKDTree(at[rivals])
    density = _PlzDensity(laea(centroids))
    borders = laender.to_crs(3035).set_index("ags").geometry
    parts = [areas[people <= CITY]]
    for city in np.flatnonzero(people > CITY):
        points = at[city] + hexagons(REACH * radius[city])
        own = _own(points, city, at, radius, rivals, tree)
        core = np.hypot(*(points - at[city]).T) <= radius[city]
        home = core | _within(points, areas["ags"].iloc[city][:2], borders)
        inside = points[own & home]
        parts.append(_parts(areas.iloc[city], inside if len(inside) else points[own], density))
    return pd.concat(parts, ignore_index=True)


def hexagons(radius_m: float) -> np.ndarray:
    """Centres of hexagons 1 km apart inside a disc around the origin; at least the origin."""
    rows = int(radius_m / (STEP_M * np.sqrt(3) / 2)) + 1
    row, column = np.mgrid[-rows : rows + 1, -rows - 1 : rows + 2]
    x = (column + 0.5 * (row % 2)) * STEP_M
    y = row * STEP_M * np.sqrt(3) / 2
    inside = np.hypot(x, y) <= radius_m
    return np.column_stack([x[inside], y[inside]])


def _own(
    points: np.ndarray,
    city: int,
    at: np.ndarray,
    radius: np.ndarray,
    rivals: np.ndarray,
    tree: cKDTree,
) -> np.ndarray:
    """Drop points that another area claims: the one with the smaller power distance d² − R²."""
    around = rivals[tree.query_ball_point(at[city], 3 * REACH * radius[city] + 5_000)]
    gap = ((points[:, None, :] - at[None, around, :]) ** 2).sum(axis=2) - radius[around] ** 2
    mine = ((points - at[city]) ** 2).sum(axis=1) - radius[city] ** 2
    keep = mine <= gap.min(axis=1) + 1e-6
    keep[np.argmin(mine)] = True
    return keep


def _within(points: np.ndarray, land: str, borders: gpd.GeoSeries) -> np.ndarray:
    """Which points lie in the city's own Land."""
    return np.asarray(shapely.contains_xy(borders[land], points[:, 0], points[:, 1]))


class _PlzDensity:
    """A bell per PLZ: where PLZ are close together, people are."""

    def __init__(self, at: np.ndarray) -> None:
        self.tree = cKDTree(at)
        self.width = BANDWIDTH * self.tree.query(at, k=4)[0][:, 1:].mean(axis=1)

    def __call__(self, points: np.ndarray) -> np.ndarray:
        near, owner = self.tree.query(points, k=40)
        width = self.width[owner]
        return (np.exp(-((near / width) ** 2) / 2) / width**2).sum(axis=1)


def _parts(area: pd.Series, points: np.ndarray, density: _PlzDensity) -> pd.DataFrame:
    weight = density(points) + 1e-12
    people = whole(area["population_2011"] * weight / weight.sum())
    lon, lat = degrees(points)
    out = pd.DataFrame(
        {
            "id": [f"{area['id']}-{number}" for number in range(1, len(points) + 1)],
            "lat": lat,
            "lon": lon,
            "population_2011": people,
            "area_ha": area["area_ha"] * people / people.sum(),
            "ags": area["ags"],
        }
    )
    return out[out["population_2011"] > 0]


def whole(shares: np.ndarray) -> np.ndarray:
    """Round to whole people so that the sum stays: the largest remainders are rounded up."""
    down = np.floor(shares)
    rest = round(float(shares.sum() - down.sum()))
    up = np.argsort(down - shares, kind="stable")[:rest]
    down[up] += 1
    return down.astype("int32")
