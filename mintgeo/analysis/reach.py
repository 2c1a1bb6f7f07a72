"""Demand × sites × router → the reach table: the only expensive step, done once."""

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mintgeo._credits import credited
from mintgeo._crs import to_wgs84
from mintgeo._errors import InputError
from mintgeo._located import AnyTable, Located
from mintgeo._quantiles import Floats
from mintgeo._schema import DEMAND, DEPARTURES, REACH
from mintgeo._schema.rows import plays
from mintgeo.travel.protocol import (
    AnyPoints,
    BoundedRouter,
    CrossingRouter,
    Router,
    check_limits,
    placed,
)


def reach(
    demand: AnyTable,
    sites: AnyTable,
    router: Router,
    *,
    max_min: float = 120,
    role: str | None = "offer",
) -> gpd.GeoDataFrame:
    """Find the nearest two offers of every demand point.

    Parameters
    ----------
    demand
        A demand table, for example of ``population()``.
    sites
        Geocoded sites. Those without a place can't be reached and are passed over.
    router
        Answers how long people travel.
    max_min
        Longest time to look for, in minutes; exactly this long still counts.
    role
        Only sites of this role count, ``offer`` unless told otherwise; ``None`` takes all.

    Returns
    -------
    GeoDataFrame
        A reach table: the demand in its order and index, with ``mode``, ``nearest_id``,
        ``travel_min`` and ``second_min`` (minutes), ``distance_m``, ``second_id``, ``status``,
        ``max_min``, and what ``uncertainty`` has to know besides: ``least_min``, the minutes to the
        nearest offer that is too far to be named, and ``edge_min``, the least minutes to where
        neither the router nor the list knows anything (beyond the data of a router with a border,
        and outside of the convex hull of the offers). ``edge`` says whether the nearest offer could
        be another one there: ``edge_min`` is less than ``travel_min`` (or, where nothing is
        reached, not above ``max_min``). Routers without a border never say so.

        A router on streets takes people to offers beyond its data, too: on its roads to the border,
        from there on by the fitted airline. What a router by timetable says besides of the way to
        the nearest offer (``p10_min``, ``transfers`` …) is a column, too.

    Raises
    ------
    InputError
        If ``sites`` has no ``role`` though one is asked for.
    TableError
        If ``demand`` breaks its schema.

    Examples
    --------
    >>> import pandas as pd
    >>> import mintgeo as mg
    >>> lab = mg.read_sites(pd.DataFrame({"Name": ["Labor"], "PLZ": ["17033"]}))
    >>> lab = mg.geocode(lab)
    >>> reached = mg.reach(mg.population(within="13071"), lab, mg.Airline(mode="car"))
    >>> reached[["place", "population", "travel_min", "status"]].head(2).round(1)
             place  population  travel_min status
    97      Carpin       157.0        37.1     ok
    100  Wesenberg       320.7        47.5     ok
    """
    people, there = Located.of(demand, what="origins"), Located.of(sites, what="destinations")
    demand = gpd.GeoDataFrame(people.table)
    DEMAND.check(demand)
    check_limits(max_min=max_min)
    offers = _of_role(there, role)
    start = placed(router, people, what="origins")
    found = _found(router, start, placed(router, offers, what="destinations"))
    first, second = (_ranked(found, rank, demand) for rank in (1, 2))
    out = demand.copy()
    out["mode"] = pd.Series(router.mode, index=out.index, dtype="str")
    near, later = (one["travel_min"].to_numpy() <= max_min for one in (first, second))
    out["nearest_id"] = first["to_id"].where(near).array
    out["travel_min"] = first["travel_min"].where(near).to_numpy()
    out["distance_m"] = first["distance_m"].where(near).to_numpy()
    out["second_id"] = second["to_id"].where(later).array
    out["second_min"] = second["travel_min"].where(later).to_numpy()
    over = (first["status"] == "ok").to_numpy() & ~near
    out["status"] = first["status"].mask(over, "over_limit").array
    out["max_min"] = float(max_min)
    for column in DEPARTURES:
        if column.name in first:
            out[column.name] = first[column.name].where(near).to_numpy()
    out["least_min"] = _least(first, second, near, later)
    out["edge_min"] = border = _border(router, demand, start, offers.table)
    out["edge"] = border < out["travel_min"].fillna(np.nextafter(max_min, np.inf)).to_numpy()
    REACH.check(out)
    return credited(out, there.table, router)


def _found(router: Router, start: AnyPoints, goal: AnyPoints) -> pd.DataFrame:
    """The nearest two offers of every point, be they beyond the router's data or not."""
    found = router.nearest(start, goal, k=2)
    if not isinstance(router, CrossingRouter):
        return found
    beyond = router.nearest_beyond(start, goal, k=2)
    found = pd.concat([found[found["status"] == "ok"], beyond, found[found["status"] != "ok"]])
    found = found.sort_values("travel_min", kind="stable", na_position="last")
    found = found[~found.duplicated(["from_id", "to_id"])]
    found["rank"] = found.groupby("from_id").cumcount() + 1
    return found


def _least(
    first: pd.DataFrame, second: pd.DataFrame, near: NDArray[np.bool_], later: NDArray[np.bool_]
) -> Floats:
    """Minutes of the nearest offer that is too far to be named; infinite where there is none."""
    times = [one["travel_min"].fillna(np.inf).to_numpy(dtype=float) for one in (first, second)]
    return np.where(near, np.where(later, np.nan, times[1]), times[0])


def _border(
    router: Router, demand: gpd.GeoDataFrame, start: AnyPoints, offers: pd.DataFrame
) -> Floats:
    """Least minutes to where neither the router nor the list knows anything."""
    if demand.empty or not isinstance(router, BoundedRouter):
        return np.full(len(demand), np.inf)
    if not isinstance(router, CrossingRouter):
        return np.asarray(router.minutes_to_border(start), dtype=float)
    known = gpd.GeoDataFrame(offers)
    placed = to_wgs84(known[known.geometry.notna()], what="sites").geometry
    return np.asarray(router.minutes_to_border(start, known=placed.union_all().convex_hull))


def _of_role(sites: Located, role: str | None) -> Located:
    if role is None:
        return sites
    if "role" not in sites.table.columns:
        raise InputError(
            "The sites have no column 'role' (offer or potential); read_sites() sets it, "
            "or pass role=None to count them all."
        )
    return sites.rows(plays(sites.table, role).to_numpy())


def _ranked(found: pd.DataFrame, rank: int, demand: gpd.GeoDataFrame) -> pd.DataFrame:
    rows = found[found["rank"] == rank].set_index("from_id")
    return rows.reindex(demand["id"].to_numpy())
