"""Demand × sites × router → the reach table: the only expensive step, done once."""

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mintgeo._credits import credited
from mintgeo._errors import InputError
from mintgeo._schema import DEMAND, REACH
from mintgeo.travel.protocol import BoundedRouter, Router


def reach(
    demand: gpd.GeoDataFrame,
    sites: gpd.GeoDataFrame,
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
        ``travel_min`` and ``second_min`` (minutes), ``distance_m``, ``second_id``, ``status`` and
        ``edge``: whether the nearest offer could be another one if the router's data went on beyond
        their border, because people get there sooner than to the nearest offer (or, where none is
        reached, within ``max_min``). Routers without a border never say so.

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
    97      Carpin       157.0        41.2     ok
    100  Wesenberg       320.7        51.0     ok
    """
    DEMAND.check(demand)
    offers = _of_role(sites, role)
    found = router.nearest(demand, offers, k=2, max_min=max_min)
    first = _ranked(found, 1, demand)
    second = _ranked(found, 2, demand)
    out = demand.copy()
    out["mode"] = pd.Series(router.mode, index=out.index, dtype="str")
    out["nearest_id"] = first["to_id"].array
    out["travel_min"] = first["travel_min"].to_numpy()
    out["distance_m"] = first["distance_m"].to_numpy()
    out["second_id"] = second["to_id"].array
    out["second_min"] = second["travel_min"].to_numpy()
    out["status"] = first["status"].array
    out["edge"] = _at_the_edge(router, out, max_min)
    REACH.check(out)
    return credited(out, sites, router)


def _at_the_edge(router: Router, reached: gpd.GeoDataFrame, max_min: float) -> NDArray[np.bool_]:
    if not isinstance(router, BoundedRouter) or reached.empty:
        return np.zeros(len(reached), dtype=bool)
    border = router.minutes_to_border(reached)
    times = reached["travel_min"].to_numpy(dtype=float)
    return np.asarray(np.where(np.isnan(times), border <= max_min, border < times))


def _of_role(sites: gpd.GeoDataFrame, role: str | None) -> gpd.GeoDataFrame:
    if role is None:
        return sites
    if "role" not in sites.columns:
        raise InputError(
            "The sites have no column 'role' (offer or potential); read_sites() sets it, "
            "or pass role=None to count them all."
        )
    return sites[sites["role"] == role]


def _ranked(found: pd.DataFrame, rank: int, demand: gpd.GeoDataFrame) -> pd.DataFrame:
    rows = found[found["rank"] == rank].set_index("from_id")
    return rows.reindex(demand["id"].to_numpy())
