"""Reach → where people live beyond the threshold, the most people first."""

from collections.abc import Sequence

import geopandas as gpd
import numpy as np
import pandas as pd

from mintgeo import _embedded
from mintgeo._errors import OptionError
from mintgeo._located import AnyTable, Located
from mintgeo._schema import GAP_POINTS, REACH, received
from mintgeo.analysis.coverage import ordered
from mintgeo.analysis.resolution import Resolution, check_places
from mintgeo.germany.regions import region_names


def gap_points(
    reach: gpd.GeoDataFrame, *, minutes: float = 30, too_coarse: str = "refuse"
) -> gpd.GeoDataFrame:
    """List the settlements whose people don't reach an offer within the threshold.

    Parameters
    ----------
    reach
        A reach table.
    minutes
        Threshold; a time of exactly the threshold is reached, so it is no gap.
    too_coarse
        As of ``gaps``: with ``blank`` the table is empty.

    Returns
    -------
    GeoDataFrame
        A table of gap points, ranked by people, then by time (an unreachable offer counts as
        farthest), then by id. ``extra_min`` is the time beyond the threshold, NaN where the offer
        is out of reach at all (see ``status``).

    Raises
    ------
    OptionError
        If ``minutes`` is not a positive number.
    TooCoarseError
        If the points are too coarse for the threshold.

    Examples
    --------
    >>> import pandas as pd
    >>> import mintgeo as mg
    >>> lab = mg.read_sites(pd.DataFrame({"Name": ["Labor"], "PLZ": ["17033"]}))
    >>> lab = mg.geocode(lab)
    >>> reached = mg.reach(mg.population(within="13071"), lab, mg.Airline(mode="car"))
    >>> mg.gap_points(reached, minutes=30)[["place", "population", "extra_min"]].head(2).round()
            place  population  extra_min
    1101     Lärz      2880.0       20.0
    24604  Dargun      2841.0       25.0
    """
    if not minutes > 0:
        raise OptionError("minutes must be a positive number, not {minutes!r}.", minutes=minutes)
    reach = received(
        reach,
        REACH.asking("id", "geometry", "population", "mode", "travel_min", "ags_kreis", "place"),
    )
    beyond = _beyond(reach, minutes, too_coarse).copy()
    beyond["_far"] = beyond["travel_min"].fillna(np.inf)
    beyond = ordered(beyond, ["population", "_far", "id"], [False, False, True])
    beyond["rank"] = np.arange(1, len(beyond) + 1)
    beyond["extra_min"] = beyond["travel_min"] - minutes
    beyond["kreis"] = kreis_names(beyond["ags_kreis"])
    out = beyond[[column.name for column in GAP_POINTS.columns]]
    GAP_POINTS.check(out)
    return out


def gap_towns(
    reach: AnyTable,
    *,
    minutes: float = 30,
    counted: Sequence[str] = ("rural",),
    too_coarse: str = "refuse",
) -> pd.DataFrame:
    """List the Gemeinden of other types of area where people live beyond the threshold.

    Parameters
    ----------
    reach
        A reach table that knows ``area_type``.
    minutes
        Threshold.
    counted
        Types of area that gap areas count; people of all others are listed here.
    too_coarse
        As of ``gaps``: with ``blank`` the table is empty.

    Returns
    -------
    DataFrame
        ``ags`` and ``name`` of the Gemeinde (the place, where that is not known), ``area_type`` and
        ``population`` beyond the threshold, the most people first. Gemeinden that the points are
        too coarse for (see ``coverage``) are one row per type of area, last and without a name.

    Raises
    ------
    OptionError
        If ``minutes`` is not a positive number.
    TooCoarseError
        If the points are too coarse for the threshold.
    """
    if not minutes > 0:
        raise OptionError("minutes must be a positive number, not {minutes!r}.", minutes=minutes)
    points = Located.of(reach)
    beyond = _beyond(gpd.GeoDataFrame(points.table), minutes, too_coarse)
    beyond = beyond[~beyond["area_type"].isin(counted)]
    names = _embedded.read("gemeinden").set_index("ags")["name"]
    keys = beyond["ags"].astype("str")
    named = keys.map(names).astype("str").fillna(beyond["place"]).fillna(keys)
    coarse = keys.isin(coarse_keys(points, minutes))
    table = pd.DataFrame(
        {"ags": keys.mask(coarse), "name": named.mask(coarse), "area_type": beyond["area_type"],
         "population": beyond["population"]}
    )  # fmt: skip
    sums = table.groupby(["ags", "name", "area_type"], dropna=False)["population"].sum()
    out = sums.reset_index().assign(_last=lambda found: found["name"].isna())
    order = ["_last", "population", "ags"]
    out = out.sort_values(order, ascending=[True, False, True], ignore_index=True)
    return out.drop(columns="_last")


def _beyond(reach: gpd.GeoDataFrame, minutes: float, too_coarse: str) -> gpd.GeoDataFrame:
    """Points with people beyond the threshold; none if they are too coarse to say."""
    if check_places(reach, minutes, too_coarse):
        return reach.iloc[:0]
    return reach[~(reach["travel_min"] <= minutes) & (reach["population"] > 0)]


def coarse_keys(reach: AnyTable, minutes: float) -> set[str]:
    """Gemeinden of which the points can't tell how many people are beyond the threshold."""
    points = Located.of(reach)
    known = points.rows(points.table["ags"].notna().to_numpy())
    codes, names = pd.factorize(known.table["ags"].astype("str"))
    found = Resolution.of(known, np.asarray(codes, dtype=np.intp), len(names), [minutes])
    return set(names[found.hidden[0]])


def kreis_names(keys: pd.Series) -> pd.Series:
    """Name of the Kreis of every key; the key itself where it is not known."""
    names = keys.map(dict(region_names("kreis")))
    return names.where(names.notna(), keys).astype("str")
