"""Reach → shares and times per region."""

from collections.abc import Sequence
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mintgeo._errors import InputError, OptionError
from mintgeo._schema import COVERAGE
from mintgeo.regions import assign_regions, regions

_KEYS: Final = {"country": None, "land": "ags_land", "kreis": "ags_kreis"}
COUNTRY_AGS: Final = "DE"
_ELSEWHERE: Final = "außerhalb"


def coverage(
    reach: pd.DataFrame,
    *,
    by: str = "land",
    minutes: float | Sequence[float] = (15, 30),
    sites: gpd.GeoDataFrame | None = None,
) -> pd.DataFrame:
    """Share of people who can reach an offer, and their times, per region.

    Parameters
    ----------
    reach
        A reach table of one mode.
    by
        ``country`` (one row for all), ``land`` or ``kreis``.
    minutes
        Thresholds; a time of exactly the threshold counts as reached.
    sites
        Geocoded sites: if given, offers inside each region are counted too.

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
        If the reach table holds more than one mode, or no row.
    """
    if by not in _KEYS:
        raise OptionError(f"by must be one of {', '.join(_KEYS)}, not {by!r}.")
    limits = _limits(minutes)
    mode = _mode(reach)
    key = _region_of(reach, by)
    counts = _offers(sites, by) if sites is not None else None
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


def _region_of(reach: pd.DataFrame, by: str) -> pd.Series:
    column = _KEYS[by]
    if column is None:
        return pd.Series(COUNTRY_AGS, index=reach.index)
    keys: pd.Series = pd.Series(reach[column], dtype="str")
    return keys.where(keys.notna(), _ELSEWHERE)


def _names(by: str) -> dict[str, str]:
    if by == "country":
        return {COUNTRY_AGS: "Deutschland"}
    layer = regions(by)
    return dict(zip(layer["ags"], layer["name"], strict=True))


def _offers(sites: gpd.GeoDataFrame, by: str) -> pd.Series:
    offers = sites[sites["role"] == "offer"] if "role" in sites.columns else sites
    placed = assign_regions(offers)
    column = _KEYS[by]
    if column is None:
        return pd.Series({COUNTRY_AGS: int(placed["ags_land"].notna().sum())})
    counts: pd.Series = placed[column].value_counts()
    return counts
