"""Demand × candidates × router → where to lend boxes of experiments."""

from collections.abc import Iterable
from typing import Literal

import geopandas as gpd
import numpy as np
import pandas as pd

from mintgeo._credits import credited
from mintgeo._crs import WGS84
from mintgeo._errors import InfeasibleError, InputError
from mintgeo._located import AnyTable, Located
from mintgeo._parallel import AnyExecutor
from mintgeo._points import as_points
from mintgeo._quantiles import Floats
from mintgeo.analysis.planning.asked import check_counted
from mintgeo.analysis.planning.cover import positions
from mintgeo.analysis.planning.lent import EXISTING, Lent, hub_plan
from mintgeo.analysis.planning.refused import of_choice
from mintgeo.analysis.planning.result import HubPlan
from mintgeo.analysis.planning.weights import numbers_of
from mintgeo.plan import hubs as solvers
from mintgeo.travel.pairs import matrix
from mintgeo.travel.protocol import Router, check_limits

Kind = Literal["median", "center"]


def plan_hubs(
    demand: AnyTable,
    candidates: AnyTable,
    router: Router,
    *,
    n_hubs: int,
    kind: Kind = "median",
    existing: AnyTable | None = None,
    required: Iterable[str] = (),
    forbidden: Iterable[str] = (),
    weights: str | None = None,
    max_min: float | None = None,
    boxes: int | None = None,
    start: Iterable[str] | HubPlan | None = None,
    time_limit: float = 30.0,
    seed: int = 0,
    executor: AnyExecutor | None = None,
) -> HubPlan:
    """Choose hubs such that ways are shortest in all, or the longest one is shortest.

    Parameters
    ----------
    demand
        Who borrows: points with ``id``, such as schools, or a demand table. Never a list of
        participants.
    candidates
        Where a hub could be: a table with ``id`` and points, and ``name``.
    router
        Answers how long people travel to a hub. It is asked once, and once more why some have none.
    n_hubs
        How many new hubs.
    kind
        ``median``: the least sum of times, by weight. ``center``: the shortest longest time.
    existing
        Hubs that stay, and are not counted. Rows of the candidates that are among them by id are
        the same.
    required, forbidden
        Ids of candidates that every plan has, and that none has.
    weights
        Column of the demand that counts; ``population`` where there is one, or every row once.
    max_min
        Longest time to a hub, in minutes; no limit by default.
    boxes
        Number of boxes to share out, by whom each hub serves (largest remainders).
    start
        Ids, or a plan, to begin with.
    time_limit, seed
        Seconds for the search; for its kicks.
    executor
        Who computes times, as of ``reach``, in portions of the candidates (or of the demand, where
        that has fewer places). The search is one piece: every step of it begins with what the one
        before has found.

    Returns
    -------
    HubPlan
        Hubs with whom they serve, their longest and mean time, and boxes; who goes where;
        ``value``, ``bound``, ``gap``, ``proven``, ``seconds``, ``status``. Points that reach no
        candidate have no hub, with the reason in ``status``, and are left out of the costs.

    Raises
    ------
    InfeasibleError
        No plan does what was asked for; ``code`` and ``values`` say why, and what would do.
    PrivacyError
        If the demand is a list of participants.
    InputError, OptionError
        If tables or options don't fit.

    Examples
    --------
    >>> import mintgeo as mg
    >>> people = mg.population(within="Landkreis Uelzen")
    >>> towns = mg.stop_candidates(people)
    >>> plan = mg.plan_hubs(people, towns, mg.Airline(), n_hubs=2, boxes=10)
    >>> plan.hubs[["name", "boxes", "longest_min"]].round(0)
               name  boxes  longest_min
    0        Uelzen      7         31.0
    1  Bad Bevensen      3         33.0
    """
    check_limits(max_min=max_min)
    who = Located.of(demand, what="demand")
    check_counted(who)
    counts = _counts(who, weights)
    given = Located.of(candidates, what="candidates")
    table, there = _with_existing(given, existing)
    places = given.beside(table)
    ways = matrix(who, places, router, max_min=max_min, executor=executor)
    asked = Lent(who=who, counts=counts, table=table, places=places, existing=there, ways=ways)
    must, never = (positions(ids, table, name) for ids, name in
                   ((required, "required"), (forbidden, "forbidden")))  # fmt: skip
    cost = ways.dense()
    cost[:, sorted(set(never) - set(there))] = np.nan
    served = np.isfinite(cost).any(axis=1)
    if not (counts[served] > 0).any():
        raise InfeasibleError(
            "Nobody of the demand reaches any candidate for a hub.", code="reaches_nobody"
        )
    begin = (start.hubs.loc[start.hubs["status"] != EXISTING, "id"].tolist()
             if isinstance(start, HubPlan) else start)  # fmt: skip
    try:
        found = solvers.solve(
            cost, np.where(served, counts, 0.0), n_hubs=n_hubs, kind=kind, existing=there,
            required=must, forbidden=never, time_limit=time_limit, seed=seed,
            start=positions(begin or (), table, "start"),
        )  # fmt: skip
    except InfeasibleError as error:
        raise _told(error, asked) from error
    return hub_plan(found, asked, must, kind, boxes, router)


def _counts(who: Located, weights: str | None) -> Floats:
    """What each row of the demand counts."""
    table = who.table
    name = weights or ("population" if "population" in table else None)
    if name is None:
        return np.ones(len(table))
    return numbers_of(table, name)


def _with_existing(
    candidates: AnyTable, existing: AnyTable | None
) -> tuple[gpd.GeoDataFrame, list[int]]:
    """Candidates and existing hubs in one table, and where the latter stand."""
    given = [one for one in (candidates, existing) if one is not None]
    tables = [_named(Located.of(one, what="candidates")) for one in given]
    out = tables[0]
    if existing is not None:
        new = tables[1][~tables[1]["id"].isin(out["id"])]
        out = gpd.GeoDataFrame(pd.concat([out, new], ignore_index=True), crs=WGS84)
    if not len(out):
        raise InputError("There is no candidate to choose.")
    there = [] if existing is None else np.flatnonzero(out["id"].isin(tables[1]["id"])).tolist()
    return credited(out, *tables), there


def _named(located: Located) -> gpd.GeoDataFrame:
    table = as_points(gpd.GeoDataFrame(located.table), what="candidates")
    names = table["name"] if "name" in table else pd.Series(pd.NA, index=table.index)
    ids = table["id"].astype("str")
    out = gpd.GeoDataFrame(
        {"id": ids, "name": names.astype("str").fillna(ids)}, geometry=table.geometry, crs=table.crs
    )
    out.attrs = dict(table.attrs)
    return gpd.GeoDataFrame(out.reset_index(drop=True))


def _told(error: InfeasibleError, asked: Lent) -> InfeasibleError:
    """Say what the solver said by position in names, with a change that would help."""
    if error.code in ("more_needed", "none_found") and asked.ways.max_min is not None:
        return InfeasibleError(
            "{wanted} hubs don't serve everybody within {minutes:g} minutes: {needed} would do, or "
            "a longer 'max_min'.",
            code=error.code, minutes=asked.ways.max_min,
            **{name: error.values.get(name) for name in ("wanted", "needed", "least")},
        )  # fmt: skip
    return of_choice(error, asked.table)
