"""Demand × candidates × router → where to stop."""

from collections.abc import Iterable

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from mintgeo._credits import credited
from mintgeo._errors import InputError, name_ids
from mintgeo._located import AnyTable
from mintgeo._quantiles import Ints
from mintgeo.analysis.coverage import thresholds
from mintgeo.analysis.planning.asked import Asked, asked
from mintgeo.analysis.planning.cover import Reachable, reachable
from mintgeo.analysis.planning.result import StopPlan
from mintgeo.analysis.planning.tables import shares_table, stops_table
from mintgeo.plan import Solution
from mintgeo.plan import stops as solvers
from mintgeo.travel.protocol import Router


def plan_stops(
    demand: AnyTable,
    candidates: AnyTable,
    router: Router,
    *,
    minutes: float,
    n_stops: int | None = None,
    target_share: float | None = None,
    existing: AnyTable | None = None,
    required: Iterable[str] = (),
    forbidden: Iterable[str] = (),
    weights: str | None = None,
    time_limit: float = 30.0,
    seed: int = 0,
) -> StopPlan:
    """Choose the stops that reach most people, or the fewest that reach enough."""
    limit = thresholds(minutes)[0]
    who = asked(demand, router, minutes=limit, existing=existing, weights=weights)
    reach = reachable(who, candidates, router, minutes=limit)
    must = _positions(reach, required, "required")
    solution = solvers.solve(
        _with_offers(reach.cover, who.before), who.weights, n_stops=n_stops,
        target_share=target_share, existing=[reach.cover.shape[1]], required=must,
        forbidden=_positions(reach, forbidden, "forbidden"), time_limit=time_limit, seed=seed,
    )  # fmt: skip
    return _plan(who, reach, solution, np.array(must, dtype=np.intp), limit, router)


def _plan(
    who: Asked, reach: Reachable, solution: Solution, must: Ints, minutes: float, router: Router
) -> StopPlan:
    chosen = np.array(solution.chosen, dtype=np.intp)
    stops, reached = stops_table(who, reach, chosen, required=must)
    after = who.before | (np.asarray(reach.cover[:, chosen].sum(axis=1)) > 0)
    shares = shares_table(who, {"before": who.before, "after": after})
    sources = who.table, reach.candidates, who.offers and who.offers.table, router
    return StopPlan(
        stops=credited(stops, *sources), reached=credited(reached, *sources),
        shares=credited(shares, *sources), candidates=reach.candidates,
        cover=reach.cover.astype(np.bool_), people=who.counts, weights=who.weights,
        before=who.before, minutes=minutes, mode=router.mode, solution=solution,
    )  # fmt: skip


def _with_offers(cover: sparse.csr_array, before: NDArray[np.bool_]) -> sparse.csr_array:
    """A cover with one more column: all offers that are there already."""
    offers = sparse.csr_array(before[:, None].astype(np.float64))
    return sparse.csr_array(sparse.hstack([cover, offers]))


def _positions(reach: Reachable, ids: Iterable[str], name: str) -> list[int]:
    given = [str(one) for one in ids]
    at = reach.positions(given)
    unknown = [one for one, where in zip(given, at, strict=True) if where < 0]
    if unknown:
        raise InputError("'{name}' names candidates that are not there ({rows}).",
                         name=name, rows=name_ids(pd.Series(unknown)))  # fmt: skip
    return at
