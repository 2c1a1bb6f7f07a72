"""Demand × sites × router → the reach table: the only expensive step, done once."""

from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from mintgeo._credits import credited
from mintgeo._crs import to_wgs84
from mintgeo._errors import InputError
from mintgeo._located import AnyTable, Located, check_ids
from mintgeo._parallel import AnyExecutor, each, portions
from mintgeo._quantiles import Floats
from mintgeo._schema import DEMAND, DEPARTURES, REACH
from mintgeo._schema.rows import plays
from mintgeo.travel.protocol import (
    AnyPoints,
    BoundedRouter,
    CrossingRouter,
    PlacingRouter,
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
    executor: AnyExecutor | None = None,
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
    executor
        Who computes: an executor of ``concurrent.futures`` or a ``Client`` of Dask takes portions
        of the demand; without one this process does it. The answer is the same to the bit.

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
    offers = of_role(there, role)
    starts = _starts(people, router, executor)
    ways = Ways.of(offers, router, max_min)
    found = list(each(ways, starts, executor=executor))
    return credited(ways.beside(demand, found), there.table, router)


@dataclass(frozen=True, kw_only=True, eq=False)
class Ways:
    """What is asked of each portion of the demand.

    Attributes
    ----------
    router, goal, max_min
        Who answers, where to, and up to how many minutes.
    known
        Area within which the list of offers is known, for routers that ask for it.
    """

    router: Router
    goal: AnyPoints
    max_min: float
    known: BaseGeometry | None

    @classmethod
    def of(cls, offers: Located, router: Router, max_min: float) -> "Ways":
        """Prepare what all portions share."""
        return cls(
            router=router, goal=placed(router, offers, what="destinations"), max_min=max_min,
            known=_hull(offers.table) if isinstance(router, CrossingRouter) else None,
        )  # fmt: skip

    def __call__(self, start: AnyPoints) -> pd.DataFrame:
        """Columns of the reach table, by row of some points."""
        if isinstance(self.router, PlacingRouter):
            start = self.router.place(start, what="origins")
        ids = start["id"].to_numpy() if isinstance(start, pd.DataFrame) else start.ids
        found = _found(self.router, start, self.goal)
        first, second = (_ranked(found, rank, ids) for rank in (1, 2))
        near, later = (one["travel_min"].to_numpy() <= self.max_min for one in (first, second))
        over = (first["status"] == "ok").to_numpy() & ~near
        out: dict[str, Any] = {
            "nearest_id": first["to_id"].where(near).array,
            "travel_min": first["travel_min"].where(near).to_numpy(),
            "distance_m": first["distance_m"].where(near).to_numpy(),
            "second_id": second["to_id"].where(later).array,
            "second_min": second["travel_min"].where(later).to_numpy(),
            "status": first["status"].mask(over, "over_limit").array,
            "max_min": float(self.max_min),
        }  # fmt: skip
        for column in DEPARTURES:
            if column.name in first:
                out[column.name] = first[column.name].where(near).to_numpy()
        out["least_min"] = _least(first, second, near, later)
        limit = (
            first["travel_min"].where(near).fillna(np.nextafter(self.max_min, np.inf)).to_numpy()
        )
        del found, first, second  # the way to the border takes much memory
        out["edge_min"] = border = self._border(start, len(ids))
        out["edge"] = border < limit
        return pd.DataFrame(out, index=range(len(ids)))

    def beside(self, demand: gpd.GeoDataFrame, found: list[pd.DataFrame]) -> gpd.GeoDataFrame:
        """The reach table: the demand, and what was found of its rows in portions."""
        out = demand.copy()
        out["mode"] = pd.Series(self.router.mode, index=out.index, dtype="str")
        together = pd.concat(found, ignore_index=True)
        for name in together:
            out[name] = together[name].array
        REACH.check(out)
        return out

    def _border(self, start: AnyPoints, n: int) -> Floats:
        """Least minutes to where neither the router nor the list knows anything."""
        if not n or not isinstance(self.router, BoundedRouter):
            return np.full(n, np.inf)
        if not isinstance(self.router, CrossingRouter):
            return np.asarray(self.router.minutes_to_border(start), dtype=float)
        return np.asarray(self.router.minutes_to_border(start, known=self.known))


def _starts(people: Located, router: Router, executor: AnyExecutor | None) -> list[AnyPoints]:
    """The demand in portions: as points, or as a table for a router that takes nothing else."""
    if executor is None:
        return [placed(router, people, what="origins")]
    check_ids(people.table, what="origins")
    rows = [np.arange(one.start, one.stop) for one in portions(len(people), executor, least=500)]
    if isinstance(router, PlacingRouter):
        return [people.points.rows(some).alone() for some in rows]
    return [gpd.GeoDataFrame(people.rows(some).table) for some in rows]


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


def _hull(offers: pd.DataFrame) -> BaseGeometry:
    known = gpd.GeoDataFrame(offers)
    placed = to_wgs84(known[known.geometry.notna()], what="sites").geometry
    return placed.union_all().convex_hull


def of_role(sites: Located, role: str | None) -> Located:
    """Sites of a role, or all.

    Raises
    ------
    InputError
        If there is no column of roles.
    """
    if role is None:
        return sites
    if "role" not in sites.table.columns:
        raise InputError(
            "The sites have no column 'role' (offer or potential); read_sites() sets it, "
            "or pass role=None to count them all."
        )
    return sites.rows(plays(sites.table, role).to_numpy())


def _ranked(found: pd.DataFrame, rank: int, ids: NDArray[Any]) -> pd.DataFrame:
    rows = found[found["rank"] == rank].set_index("from_id")
    return rows.reindex(ids)
