"""What an area has and lacks: partners that could be won, kinds of offers out of reach."""

import geopandas as gpd
import numpy as np
import pandas as pd
from scipy.spatial import cKDTree

from mintgeo._errors import InputError
from mintgeo._located import Located
from mintgeo._quantiles import Floats, Ints
from mintgeo._schema.rows import SEPARATOR, plays
from mintgeo.travel.pairs import matrix
from mintgeo.travel.protocol import Router


def partners(
    areas: gpd.GeoDataFrame, sites: Located, xy: Floats, labels: Ints, *, reach_m: float
) -> gpd.GeoDataFrame:
    """Add the number and names of the sites of the role ``potential`` in every area.

    Parameters
    ----------
    areas
        Their index is the number of each.
    sites
        A sites table.
    xy, labels
        Where people live in metres, and the area of every such point, or −1.
    reach_m
        A site belongs where the nearest point does, if that is this near.
    """
    if "role" not in sites.table.columns:
        raise InputError("The sites have no column 'role' (offer or potential).")
    there = sites.rows(sites.points.placed)
    there = there.rows(plays(there.table, "potential").to_numpy())
    found = there.table
    away, row = cKDTree(xy).query(there.points.xy, distance_upper_bound=reach_m)
    owner = pd.Series(np.append(labels, -1)[np.where(np.isfinite(away), row, len(xy))], found.index)
    owner = owner[owner >= 0]
    names = found.loc[owner.index, "name" if "name" in found.columns else "id"].fillna("")
    out = areas.copy()
    out["partners"] = owner.value_counts().reindex(areas.index).fillna(0).astype(int)
    joined = names.groupby(owner).agg(SEPARATOR.join)
    out["partner_names"] = joined.reindex(areas.index).fillna("").astype("str")
    return out


def missing_kinds(middles: Located, sites: Located, router: Router, max_min: float) -> pd.Series:
    """Kinds of offers of which none is within ``max_min`` of the middle of each area."""
    table = sites.table
    known = plays(table, "offer") & table["category"].notna() & table["geometry"].notna()
    offers = sites.rows(known.to_numpy())
    category = offers.table["category"].astype("str").to_numpy(dtype=object)
    ways = matrix(middles, offers, router, max_min=max_min)
    codes, kinds = pd.factorize(category, sort=True)
    has = np.zeros((len(middles), len(kinds)), dtype=bool)
    has[ways.row, codes[ways.column]] = True
    return pd.Series([SEPARATOR.join(kinds[~one]) for one in has], dtype="str")


def middle_rows(xy: Floats, beyond: pd.DataFrame, labels: Ints) -> Ints:
    """Per area, the point that is nearest to the mean place of its people."""
    people = beyond["population"].to_numpy(dtype=float)
    table = pd.DataFrame({"x": xy[:, 0], "y": xy[:, 1], "people": people})
    table["area"] = labels
    sums = table.assign(x=table["x"] * table["people"], y=table["y"] * table["people"])
    mean = sums.groupby("area")[["x", "y", "people"]].transform("sum")
    table["away"] = np.hypot(
        table["x"] - mean["x"] / mean["people"], table["y"] - mean["y"] / mean["people"]
    )
    first = table.sort_values(["area", "away"]).drop_duplicates("area")
    return first.index.to_numpy()
