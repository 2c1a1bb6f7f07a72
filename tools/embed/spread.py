"""City areas → many points: a hexagonal raster inside the city's disc, weighted by PLZ density."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from scipy.spatial import cKDTree

from tools.embed.metric import degrees, laea, radius_m

CITY = 3_000
"""An area of more people than this is spread."""
RIVAL = 300
"""An area of more people than this keeps the points that are its own."""
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
    map_of = Areas(areas)
    density = PlzDensity(laea(centroids))
    borders = laender.to_crs(3035).set_index("ags").geometry
    cities = areas["population_2011"].to_numpy() > CITY
    parts = [areas[~cities]]
    for city in np.flatnonzero(cities):
        points = map_of.disc(city, reach=REACH, step_m=1_000)
        core = np.hypot(*(points - map_of.at[city]).T) <= map_of.radius[city]
        home = core | _within(points, areas["ags"].iloc[city][:2], borders)
        inside = points[home] if home.any() else points
        parts.append(_parts(areas.iloc[city], inside, density))
    return pd.concat(parts, ignore_index=True)


class Areas:
    """Where areas lie, how large they are, and which points are whose."""

    def __init__(self, areas: pd.DataFrame) -> None:
        self.at = laea(areas)
        self.radius = radius_m(areas)
        self.rivals = np.flatnonzero(areas["population_2011"].to_numpy() > RIVAL)
        self.tree = cKDTree(self.at[self.rivals])

    def disc(self, area: int, *, reach: float, step_m: float) -> np.ndarray:
        """Hexagon centres within ``reach`` radii that no other area claims; at least one.

        A rival claims a point by the smaller power distance d² − R².
        """
        points = self.at[area] + hexagons(reach * self.radius[area], step_m)
        far = 3 * REACH * self.radius[area] + 5_000
        around = self.rivals[self.tree.query_ball_point(self.at[area], far)]
        gap = ((points[:, None, :] - self.at[None, around, :]) ** 2).sum(axis=2)
        theirs = (gap - self.radius[around] ** 2).min(axis=1, initial=np.inf)
        mine = ((points - self.at[area]) ** 2).sum(axis=1) - self.radius[area] ** 2
        keep = mine <= theirs + 1e-6
        keep[np.argmin(mine)] = True
        return points[keep]


def hexagons(radius_m: float, step_m: float) -> np.ndarray:
    """Centres of hexagons inside a disc around the origin; at least the origin."""
    rows = int(radius_m / (step_m * np.sqrt(3) / 2)) + 1
    row, column = np.mgrid[-rows : rows + 1, -rows - 1 : rows + 2]
    x = (column + 0.5 * (row % 2)) * step_m
    y = row * step_m * np.sqrt(3) / 2
    inside = np.hypot(x, y) <= radius_m
    return np.column_stack([x[inside], y[inside]])


def _within(points: np.ndarray, land: str, borders: gpd.GeoSeries) -> np.ndarray:
    """Which points lie in the city's own Land."""
    return np.asarray(shapely.contains_xy(borders[land], points[:, 0], points[:, 1]))


class PlzDensity:
    """A bell per PLZ: where PLZ are close together, people are."""

    def __init__(self, at: np.ndarray) -> None:
        self.tree = cKDTree(at)
        self.width = BANDWIDTH * self.tree.query(at, k=4)[0][:, 1:].mean(axis=1)

    def __call__(self, points: np.ndarray) -> np.ndarray:
        """Return the density at points in metres, in no unit."""
        near, owner = self.tree.query(points, k=40)
        width = self.width[owner]
        return (np.exp(-((near / width) ** 2) / 2) / width**2).sum(axis=1)


def _parts(area: pd.Series, points: np.ndarray, density: PlzDensity) -> pd.DataFrame:
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
