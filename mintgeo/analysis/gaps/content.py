"""What an area has and lacks: partners that could be won, kinds of offers out of reach."""

import geopandas as gpd
import numpy as np
import pandas as pd
from scipy.spatial import cKDTree

from mintgeo._crs import LAEA, WGS84
from mintgeo._errors import InputError
from mintgeo._quantiles import Floats, Ints
from mintgeo.travel.protocol import Router

_SEPARATOR = "; "


def partners(
    areas: gpd.GeoDataFrame, sites: gpd.GeoDataFrame, xy: Floats, labels: Ints, *, reach_m: float
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
    if "role" not in sites.columns:
        raise InputError("The sites have no column 'role' (offer or potential).")
    there = sites["geometry"].notna() & ~sites.geometry.is_empty
    found = sites[(sites["role"] == "potential") & there]
    at = found.geometry.to_crs(LAEA)
    away, row = cKDTree(xy).query(np.column_stack([at.x, at.y]), distance_upper_bound=reach_m)
    owner = pd.Series(np.append(labels, -1)[np.where(np.isfinite(away), row, len(xy))], found.index)
    owner = owner[owner >= 0]
    names = found.loc[owner.index, "name" if "name" in found.columns else "id"].fillna("")
    out = areas.copy()
    out["partners"] = owner.value_counts().reindex(areas.index).fillna(0).astype(int)
    joined = names.groupby(owner).agg(_SEPARATOR.join)
    out["partner_names"] = joined.reindex(areas.index).fillna("").astype("str")
    return out


def missing_kinds(
    beyond: gpd.GeoDataFrame, labels: Ints, sites: gpd.GeoDataFrame, router: Router, max_min: float
) -> pd.Series:
    """Kinds of offers of which none is within ``max_min`` of the middle of an area's people."""
    offers = sites[(sites["role"] == "offer") & sites["category"].notna() & sites.geometry.notna()]
    kinds = sorted(offers["category"].unique())
    pairs = router.travel_times(_middles(beyond, labels), offers, max_min=max_min)
    kind = pairs["to_id"].map(offers.set_index("id")["category"])
    near = {int(area): set(part) for area, part in kind.groupby(pairs["from_id"])}
    lacks = {
        area: _SEPARATOR.join(one for one in kinds if one not in has) for area, has in near.items()
    }
    return pd.Series(lacks, dtype="str")


def _middles(beyond: gpd.GeoDataFrame, labels: Ints) -> gpd.GeoDataFrame:
    """The point of every area that is nearest to the mean place of its people."""
    at = beyond.geometry.to_crs(LAEA)
    table = pd.DataFrame({"x": at.x, "y": at.y, "people": beyond["population"]})
    table["area"], table["row"] = labels, np.arange(len(beyond))
    sums = table.assign(x=table["x"] * table["people"], y=table["y"] * table["people"])
    mean = sums.groupby("area")[["x", "y", "people"]].transform("sum")
    table["away"] = np.hypot(
        table["x"] - mean["x"] / mean["people"], table["y"] - mean["y"] / mean["people"]
    )
    first = table.sort_values(["area", "away"]).drop_duplicates("area")
    shapes = beyond.geometry.iloc[first["row"].to_numpy()].to_crs(WGS84)
    return gpd.GeoDataFrame(
        {"id": first["area"].astype(str).to_numpy()}, geometry=shapes.to_numpy(), crs=WGS84
    )
