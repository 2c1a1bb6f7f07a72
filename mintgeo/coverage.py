"""Reach → shares and times per region."""

from collections.abc import Sequence
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mintgeo._crs import LAEA, to_wgs84
from mintgeo._errors import InputError, OptionError
from mintgeo._schema import COVERAGE
from mintgeo.regions import KEY_COLUMN, assign_regions, nearest_region, regions

COUNTRY_AGS: Final = "DE"
ELSEWHERE: Final = "außerhalb"
"""Key of people without a region."""
AREA_TYPE_NAMES: Final = {
    "city": "Städte",
    "town": "Kleinere Städte und Vororte",
    "rural": "Ländliche Gebiete",
}
_COLUMNS: Final = {"country": "", **KEY_COLUMN, "area_type": "area_type"}


def coverage(
    reach: pd.DataFrame,
    *,
    by: str | gpd.GeoDataFrame = "land",
    minutes: float | Sequence[float] = (15, 30),
    sites: gpd.GeoDataFrame | None = None,
) -> pd.DataFrame:
    """Share of people who can reach an offer, and their times, per region.

    Parameters
    ----------
    reach
        A reach table of one mode.
    by
        ``country`` (one row for all), ``land``, ``kreis``, ``gemeinde``, ``area_type`` (degree of
        urbanisation), or a layer of polygons with ``ags`` (any key of its own) and ``name``, such
        as the districts of a town; a point up to 3 km outside of it counts for the nearest.
    minutes
        Thresholds; a time of exactly the threshold counts as reached.
    sites
        Geocoded sites: if given, offers in each region are counted too. An offer belongs where the
        nearest demand point does, or to the polygon it lies in.

    Returns
    -------
    DataFrame
        A coverage table: one row per region and threshold, regions in the order of their AGS.
        ``share`` is people within the threshold divided by all people of the region; medians and
        90th percentiles are weighted by people, and NaN where too many people reach nothing within
        the limit of ``reach``. People without a region stand under ``außerhalb``.

    Raises
    ------
    OptionError
        For an unknown ``by`` or a threshold that is not a positive number.
    InputError
        If the reach table holds more than one mode, no row, or no region of the level asked for.
    """
    limits = _limits(minutes)
    mode = _mode(reach)
    key = _region_of(reach, by)
    counts = _offers(sites, reach, by, key) if sites is not None else None
    parts = [
        _measures(group, limits).assign(ags=ags) for ags, group in reach.groupby(key, sort=True)
    ]
    table = pd.concat(parts, ignore_index=True)
    table["ags"] = table["ags"].astype("str")
    table["name"] = table["ags"].map(_names(by)).fillna(table["ags"]).astype("str")
    table["mode"] = pd.Series(mode, index=table.index, dtype="str")
    if counts is not None:
        table["offers"] = table["ags"].map(counts).fillna(0).astype(int)
        table["offers_per_10k"] = table["offers"] / table["population"] * 10_000
    table = table[[column.name for column in COVERAGE.columns if column.name in table]]
    COVERAGE.check(table)
    return table


def weighted_quantile(values: NDArray[np.float64], weights: NDArray[np.float64], q: float) -> float:
    """Smallest value that at least the share ``q`` of the weight does not exceed.

    NaN counts as larger than every number, and is the answer where the quantile falls on it.
    """
    total = weights.sum()
    if not total > 0:
        return float("nan")
    order = np.argsort(values, kind="stable")
    below = np.cumsum(weights[order])
    place = int(np.searchsorted(below, q * total * (1 - 1e-12)))
    return float(values[order][min(place, len(values) - 1)])


def _measures(group: pd.DataFrame, limits: list[float]) -> pd.DataFrame:
    people = group["population"].to_numpy(dtype=float)
    times = group["travel_min"].to_numpy(dtype=float)
    ways = group["distance_m"].to_numpy(dtype=float)
    total = people.sum()
    covered = np.array([people[times <= limit].sum() for limit in limits])
    return pd.DataFrame(
        {
            "minutes": limits,
            "population": total,
            "covered": covered,
            "share": np.minimum(covered / total, 1) if total > 0 else np.nan,
            "median_min": weighted_quantile(times, people, 0.5),
            "p90_min": weighted_quantile(times, people, 0.9),
            "median_m": weighted_quantile(ways, people, 0.5),
        }
    )


def _limits(minutes: float | Sequence[float]) -> list[float]:
    limits = [float(m) for m in np.atleast_1d(np.asarray(minutes, dtype=float))]
    if not limits or not all(m > 0 for m in limits):
        raise OptionError(f"minutes must be positive numbers, not {minutes!r}.")
    return limits


def _mode(reach: pd.DataFrame) -> str:
    modes = list(reach["mode"].unique())
    if len(modes) != 1:
        raise InputError(f"coverage() needs the reach table of one mode, not of {modes}.")
    return str(modes[0])


def _region_of(reach: pd.DataFrame, by: str | gpd.GeoDataFrame) -> pd.Series:
    if isinstance(by, gpd.GeoDataFrame):
        keys = nearest_region(gpd.GeoDataFrame(reach), by)[0]
        return keys.where(keys.notna(), ELSEWHERE)
    if by not in _COLUMNS:
        known = ", ".join(_COLUMNS)
        raise OptionError(f"by must be one of {known} or a layer of polygons, not {by!r}.")
    if by == "country":
        return pd.Series(COUNTRY_AGS, index=reach.index)
    column = _COLUMNS[by]
    if column not in reach.columns or reach[column].isna().all():
        raise InputError(
            f"The reach table does not know the {by} of any point (column '{column}'); "
            f"population(..., layer=regions('gemeinde', source=...)) finds it out."
        )
    keys = pd.Series(reach[column], dtype="str")
    return keys.where(keys.notna(), ELSEWHERE)


def _names(by: str | gpd.GeoDataFrame) -> dict[str, str]:
    if isinstance(by, gpd.GeoDataFrame):
        names = by["name"] if "name" in by.columns else by["ags"]
        return dict(zip(by["ags"], names, strict=True))
    if by == "country":
        return {COUNTRY_AGS: "Deutschland"}
    if by == "area_type":
        return AREA_TYPE_NAMES
    layer = regions(by)
    return dict(zip(layer["ags"], layer["name"], strict=True))


def _offers(
    sites: gpd.GeoDataFrame, reach: pd.DataFrame, by: str | gpd.GeoDataFrame, key: pd.Series
) -> pd.Series:
    """Offers per region: in its polygon, or where the nearest demand point belongs."""
    offers = sites[sites["role"] == "offer"] if "role" in sites.columns else sites
    offers = offers[offers.geometry.notna() & ~offers.geometry.is_empty]
    if isinstance(by, gpd.GeoDataFrame):
        keys = nearest_region(offers, by)[0]
    elif by in ("country", "land", "kreis"):
        keys = assign_regions(offers)[_COLUMNS[by] or "ags_land"].dropna()
        keys = keys.mask(keys.notna(), COUNTRY_AGS) if by == "country" else keys
    else:
        people = gpd.GeoDataFrame(reach).geometry.to_crs(LAEA)
        at = to_wgs84(offers).geometry.to_crs(LAEA)
        keys = key.iloc[people.sindex.nearest(at, return_all=False)[1]]
    counts: pd.Series = keys.value_counts()
    return counts
