"""Settlement areas → demand points: today's keys, people where they live, scaled and named."""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
from scipy.spatial import cKDTree

from tools.embed.metric import laea
from tools.embed.regions import MERGED, SPLIT
from tools.embed.repair import expected, into_their_land, move_people, recode_gemeinden
from tools.embed.spread import spread_cities
from tools.embed.urban import Urbanisation, urbanisation

SMALL = 50
"""Points of fewer people are merged into a neighbour of the same Gemeinde."""
MERGE_M = 4_000
COLUMNS = ["id", "lat", "lon", "population", "population_2011", "area_ha", "ags", "place",
           "cell_type"]  # fmt: skip


@dataclass(frozen=True)
class People:
    """The demand points, and what was done to get them."""

    points: pd.DataFrame
    urban: Urbanisation
    log: pd.DataFrame


def demand(
    areas: pd.DataFrame,
    kreise: gpd.GeoDataFrame,
    laender: gpd.GeoDataFrame,
    places: pd.DataFrame,
    names: pd.DataFrame,
    centroids: pd.DataFrame,
) -> People:
    """Run the steps; ``population_2011`` sums to the same at every step.

    ``names`` are the places under the names that Germans use.
    """
    points = areas[areas["population_2011"] > 0].reset_index(drop=True)
    points, recoded = recode_gemeinden(points, places)
    repaired, moved = move_people(points, expected(points, places))
    points = spread_cities(repaired, centroids, laender)
    points, border = into_their_land(points, kreise)
    points = merge_small(points)
    points["population"] = scaled(points, kreise)
    points["place"] = nearest_place(points, names)
    urban = urbanisation(repaired, centroids, points)
    points["cell_type"] = urban.of_points
    points[["lat", "lon"]] = points[["lat", "lon"]].round(5)
    log = pd.concat(
        [recoded.assign(step="recoded"), moved.assign(step="moved"), border.assign(step="border")]
    )
    return People(points[COLUMNS], urban, log[["step", "source", "to", "people", "km"]])


def merge_small(points: pd.DataFrame) -> pd.DataFrame:
    """Merge points of fewer than 50 people into the nearest larger one of their Gemeinde (≤ 4 km).

    The larger point stays where it is; people and hectares add up.
    """
    at = laea(points)
    small = points["population_2011"].to_numpy() < SMALL
    host = np.arange(len(points))
    for rows in points.groupby("ags").indices.values():
        little, large = rows[small[rows]], rows[~small[rows]]
        if len(little) and len(large):
            gap, near = cKDTree(at[large]).query(at[little])
            host[little] = np.where(gap <= MERGE_M, large[near], little)
    sums = points[["population_2011", "area_ha"]].groupby(host).sum()
    out = points.iloc[sums.index].reset_index(drop=True)
    return out.assign(**{name: sums[name].to_numpy() for name in sums})


def scaled(points: pd.DataFrame, kreise: gpd.GeoDataFrame) -> pd.Series:
    """People of every point, scaled so that each Kreis sums to its total."""
    key = points["ags"].str[:5]
    unknown = sorted(set(key) - set(kreise["ags"]))
    if unknown:
        raise ValueError(f"Kreise without a shape: {unknown}")
    counted = points.groupby(key)["population_2011"].sum()
    factor = kreise.set_index("ags")["population"] / counted
    return points["population_2011"] * key.map(factor)


def nearest_place(points: pd.DataFrame, places: pd.DataFrame) -> pd.Series:
    """Name of the nearest place of the same Kreis, or the nearest at all where it has none."""
    names = pd.Series("", index=points.index, dtype="str")
    everywhere = cKDTree(laea(places))
    by_kreis = dict(list(places.groupby("ags_kreis")))
    for ags, group in points.groupby(points["ags"].str[:5]):
        local = by_kreis.get(ags)
        tree, source = (everywhere, places) if local is None else (cKDTree(laea(local)), local)
        names[group.index] = source["name"].to_numpy()[tree.query(laea(group))[1]]
    return names


def named_places(raw: pd.DataFrame) -> pd.DataFrame:
    """GeoNames places with today's Kreise; an unknown key is empty."""
    out = raw.copy()
    out["ags_kreis"] = out["ags_kreis"].where(out["ags_kreis"].str.fullmatch(r"\d{5}"))
    out["ags_kreis"] = out["ags_kreis"].replace(MERGED | SPLIT)
    gone = out["ags"].str[:5].isin(MERGED | SPLIT)
    out["ags"] = out["ags"].where(out["ags"].str.fullmatch(r"\d{8}") & ~gone)
    columns = ["name", "lat", "lon", "population", "ags_kreis", "ags"]
    return out[columns].sort_values(["name", "lat", "lon"], ignore_index=True)
