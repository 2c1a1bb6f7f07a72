"""Settlement areas → demand points: keys of today's Kreise, scaled to their totals, named."""

import geopandas as gpd
import numpy as np
import pandas as pd
from pyproj import Transformer
from scipy.spatial import cKDTree

from embed.regions import MERGED, SPLIT

_TO_LAEA = Transformer.from_crs(4326, 3035, always_xy=True)


def laea(table: pd.DataFrame) -> np.ndarray:
    """Metres in EPSG:3035 of a table with lon and lat, one row each."""
    return np.column_stack(_TO_LAEA.transform(table["lon"].to_numpy(), table["lat"].to_numpy()))


def demand(areas: pd.DataFrame, kreise: gpd.GeoDataFrame, places: pd.DataFrame) -> pd.DataFrame:
    """The populated areas, with keys, scaled people and the nearest place."""
    points = areas[areas["population_2011"] > 0].reset_index(drop=True)
    points["ags"] = recode(points["ags"])
    unknown = sorted(set(points["ags"].str[:5]) - set(kreise["ags"]))
    if unknown:
        raise ValueError(f"Kreise without a shape: {unknown}")
    points["population"] = scaled(points, kreise)
    points["place"] = nearest_place(points, places)
    points[["lat", "lon"]] = points[["lat", "lon"]].round(5)
    return points[["id", "lat", "lon", "population", "population_2011", "area_ha", "ags", "place"]]


def recode(ags: pd.Series) -> pd.Series:
    """Replace the Kreis part of obsolete keys; the Gemeinde part stays."""
    return ags.str[:5].replace(MERGED | SPLIT) + ags.str[5:]


def scaled(points: pd.DataFrame, kreise: gpd.GeoDataFrame) -> pd.Series:
    """People of every point, scaled so that each Kreis sums to its total."""
    key = points["ags"].str[:5]
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
    """GeoNames places with today's keys; an unknown key is empty."""
    out = raw.copy()
    out["ags_kreis"] = out["ags_kreis"].where(out["ags_kreis"].str.fullmatch(r"\d{5}"))
    out["ags_kreis"] = out["ags_kreis"].replace(MERGED | SPLIT)
    good = out["ags"].str.fullmatch(r"\d{8}")
    out["ags"] = recode(out["ags"]).where(good)
    columns = ["name", "lat", "lon", "population", "ags_kreis", "ags"]
    return out[columns].sort_values(["name", "lat", "lon"], ignore_index=True)
