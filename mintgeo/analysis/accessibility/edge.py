"""Where a table of people ends, so that an offer seems to be shared by too few."""

from typing import Final, Literal

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from mintgeo._crs import LAEA
from mintgeo._errors import InputError, OptionError, name_ids
from mintgeo.germany.population import population

Floats = NDArray[np.float64]
Edge = Literal["refuse", "keep"]
_NEAR_M: Final = 2_000
_SPACINGS: Final = 3
"""A settlement is in a table that has a point this near, or within three of its own spacings."""
_LEFT_OUT: Final = 0.05
"""An offer is at the edge if more than this part of the people around it is left out."""


def check_edge(
    pairs: pd.DataFrame, sites: pd.DataFrame, demand: pd.DataFrame, *, minutes: float, edge: Edge
) -> list[str] | None:
    """Return the offers that people share of whom the demand knows nothing.

    Parameters
    ----------
    pairs, sites, demand, minutes, edge
        As of ``floating_catchment``.

    Returns
    -------
    list or None
        Their ids, in the order of ``sites``; None if the tables have no places, so that nobody can
        tell.

    Raises
    ------
    OptionError
        For another ``edge``.
    InputError
        If there are such offers, and they are to be refused.
    """
    if edge not in ("refuse", "keep"):
        raise OptionError("edge must be refuse or keep, not {edge!r}.", edge=edge)
    if not (isinstance(sites, gpd.GeoDataFrame) and isinstance(demand, gpd.GeoDataFrame)):
        return None
    missing = _left_out(pairs, _metric(sites), _metric(demand), minutes)
    found = list(missing.index[missing > _LEFT_OUT])
    if found and edge == "refuse":
        raise InputError(
            "{n} of {n2} offers ({rows}) are shared by people who are not in the demand: up to "
            "{value:.0%} of those within {minutes:g} minutes live beyond its edge. Take demand "
            "and pairs of a wider area, such as population() without within, and choose the rows "
            "afterwards; edge='keep' leaves them out and names the offers in attrs['edge'].",
            n=len(found),
            n2=len(sites),
            rows=name_ids(pd.Index(found)),
            value=missing.max(),
            minutes=minutes,
        )
    return found


def _metric(table: gpd.GeoDataFrame) -> pd.DataFrame:
    """Places in metres by id."""
    placed = table[table.geometry.notna() & ~table.geometry.is_empty]
    at = placed.geometry.to_crs(LAEA).centroid
    return pd.DataFrame({"x": at.x.to_numpy(), "y": at.y.to_numpy()}, index=placed["id"])


def _left_out(
    pairs: pd.DataFrame, sites: pd.DataFrame, demand: pd.DataFrame, minutes: float
) -> pd.Series:
    """Part of the people around every offer who live where the demand has no point."""
    radius = _radius(pairs, sites, demand, minutes)
    if not radius > 0 or demand.empty:
        return pd.Series(dtype=float)
    all_people = population()
    at = all_people.geometry.to_crs(LAEA).get_coordinates().to_numpy()
    people = all_people["population"].to_numpy(dtype=float)
    unknown = cKDTree(demand.to_numpy()).query(at)[0] > _near(demand.to_numpy())
    if not unknown.any():
        return pd.Series(0.0, sites.index)
    used = sites.loc[sites.index.intersection(pd.Index(_within(pairs, minutes)["to_id"].unique()))]
    beyond = people * unknown
    around = cKDTree(at).query_ball_point(used.to_numpy(), radius)
    parts = [beyond[rows].sum() / max(people[rows].sum(), 1.0) for rows in around]
    return pd.Series(parts, used.index, dtype=float)


def _within(pairs: pd.DataFrame, minutes: float) -> pd.DataFrame:
    return pairs[(pairs["status"] == "ok") & (pairs["travel_min"] <= minutes)]


def _near(points: Floats) -> float:
    """How near a settlement must be to a point of the table to be in it."""
    if len(points) < 2:  # noqa: PLR2004
        return _NEAR_M
    spacing = cKDTree(points).query(points, k=2)[0][:, 1]
    return max(_NEAR_M, _SPACINGS * float(np.median(spacing)))


def _radius(
    pairs: pd.DataFrame, sites: pd.DataFrame, demand: pd.DataFrame, minutes: float
) -> float:
    """How far, in metres as the crow flies, people typically come in the time."""
    there = _within(pairs, minutes)
    times = there["travel_min"].to_numpy(dtype=float)
    late = times > minutes / 2
    chosen = late if late.any() else times > 0
    start, goal = demand.reindex(there["from_id"][chosen]), sites.reindex(there["to_id"][chosen])
    speeds = np.hypot(*(start.to_numpy() - goal.to_numpy()).T) / times[chosen]
    known = speeds[np.isfinite(speeds)]
    return float(np.median(known) * minutes) if len(known) else 0.0
