"""The question and its answer: options checked, a solver chosen, a solution made."""

from collections.abc import Iterable
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike

from mintgeo._errors import OptionError
from mintgeo.plan.choice import Choice, checked_count, checked_time, checked_weights, positions
from mintgeo.plan.hubs.center import center, within
from mintgeo.plan.hubs.costs import Columns, Costs, checked_costs, costs_of
from mintgeo.plan.hubs.interchange import begun
from mintgeo.plan.hubs.median import median
from mintgeo.plan.solution import Clock, Solution, status_of
from mintgeo.plan.stops.possible import too_many_needed


def solve(
    cost: Any,
    weights: ArrayLike | None = None,
    *,
    n_hubs: int,
    kind: Literal["median", "center"] = "median",
    existing: Iterable[int] = (),
    required: Iterable[int] = (),
    forbidden: Iterable[int] = (),
    time_limit: float = 30.0,
    seed: int = 0,
    start: Iterable[int] = (),
) -> Solution:
    """Choose the hubs with the least sum of costs, or with the least largest one.

    Parameters
    ----------
    cost
        Demand × candidates: the cost of a way, such as minutes. NaN, infinity, and what a sparse
        matrix does not store: that candidate can't serve that demand.
    weights
        Weight of each row of demand; ones by default. Rows of weight 0 don't count. ``center``
        asks for nothing else of them.
    n_hubs
        How many new hubs, at least one.
    kind
        ``median``: the least weighted sum. ``center``: the shortest longest way.
    existing, required, forbidden
        Positions of candidates that are open already and not counted, that every plan has, that
        none has.
    time_limit, seed, start
        Seconds; for the kicks of the search; positions of a plan to begin with.

    Returns
    -------
    Solution
        Its value is the sum of weighted costs, or the largest cost; its bound is below.

    Raises
    ------
    InputError, OptionError
        Options that don't fit each other or the costs.
    InfeasibleError
        No plan serves everybody; ``code`` and ``values`` say why, and what would do.

    Examples
    --------
    >>> found = solve([[0, 9, 9], [1, 3, 9], [9, 1, 0]], n_hubs=2)
    >>> found.chosen, found.value, found.status
    ((0, 2), 1.0, 'optimal')
    """
    if kind not in ("median", "center"):
        raise OptionError("'kind' must be 'median' or 'center', not '{kind}'.", kind=kind)
    clock = Clock(checked_time(time_limit))
    table = checked_costs(cost)
    people = checked_weights(weights, len(table))
    choice = Choice.of(table.shape[1], existing=existing, required=required, forbidden=forbidden)
    picks = choice.picks(checked_count(n_hubs, "n_hubs"), "n_hubs")
    seed = checked_count(seed, "seed", least=0)
    begun_with = positions(start, table.shape[1], "start")
    costs = costs_of(table, people, choice)
    begin = _served(costs, picks, costs.columns_of(begun_with), clock.part(0.2), seed)
    if kind == "median":
        columns, bound = median(costs, picks, clock=clock, seed=seed, start=begin)
        value = costs.total(columns)
    else:
        columns, bound = center(costs, picks, clock=clock, seed=seed, start=begin)
        columns = begun(costs, picks, columns)
        value = float(costs.nearest(columns).max(initial=0.0))
    return Solution(
        chosen=costs.original(columns), value=value, bound=min(bound, value), seconds=clock.spent,
        status=status_of(value, min(bound, value), clock), reached=float(costs.weights.sum()),
    )  # fmt: skip


def _served(costs: Costs, picks: int, start: Columns, clock: Clock, seed: int) -> Columns:
    """Return hubs that serve everybody: those to begin with if they do, else as few as possible.

    Raises
    ------
    InfeasibleError
        As many hubs serve not everybody (``more_needed``), or none were found (``none_found``).
    """
    start = start[:picks]
    if np.isfinite(costs.nearest(start)).all():
        return begun(costs, picks, start)
    everywhere = np.flatnonzero(np.isfinite(costs.pairs).all(axis=0))
    if len(everywhere) and len(start) < picks:
        return begun(costs, picks, start if len(everywhere) == costs.n
                     else np.r_[start, everywhere[:1]])  # fmt: skip
    start, least = within(costs, np.finfo(np.float64).max, clock=clock, seed=seed)
    if len(start) > picks:
        fixed = len(costs.inside)
        raise too_many_needed(len(start) + fixed, least + fixed, picks + fixed, share=None)
    return begun(costs, picks, start)
