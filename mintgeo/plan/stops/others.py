"""Really different plans of nearly the same value."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from mintgeo.plan.solution import Clock
from mintgeo.plan.stops.most import searched
from mintgeo.plan.stops.problem import Problem
from mintgeo.plan.stops.search import greedy

Columns = NDArray[np.intp]
NEARLY: Final = 0.97
"""An alternative reaches at least this share of what the plan reaches."""
_TRIES: Final = 10
_STEPS: Final = 200


def alternatives_of(
    problem: Problem, plan: Columns, count: int, *, clock: Clock, seed: int
) -> list[Columns]:
    """Return plans that do without a third of the stops of each other, and without their like.

    A candidate is like a stop if it reaches half of what the stop reaches: the next village is no
    alternative. The search goes on past a time limit by no more than one short search.
    """
    rng = np.random.default_rng(seed)
    like = _like(problem)
    found: list[Columns] = []
    for _ in range(_TRIES * count if len(plan) else 0):
        if len(found) == count or (clock.over and found):
            break
        banned = np.zeros(problem.n, dtype=np.bool_)
        for one in (plan, *found):
            some = rng.choice(one, size=-(-len(one) // 3), replace=False)
            banned |= like[:, some].any(axis=1)
        other = _without(problem, banned, len(plan), seed)
        if other is not None and problem.value(other) >= NEARLY * problem.value(plan):
            found.append(other)
        if clock.over:
            break
    return sorted(found, key=lambda one: -problem.value(one))


def _like(problem: Problem) -> NDArray[np.bool_]:
    """Which candidate (row) reaches at least half of what another (column) reaches."""
    shared = (problem.rows.T @ (problem.rows * problem.weights[:, None])).toarray()
    own = shared.diagonal()
    found = shared >= 0.5 * own[None, :]
    return np.asarray(found & (own > 0)[None, :] | np.eye(problem.n, dtype=np.bool_))


def _without(problem: Problem, banned: NDArray[np.bool_], picks: int, seed: int) -> Columns | None:
    rest = problem.decided(np.zeros(problem.n, dtype=np.bool_), banned)
    has = np.bincount(rest.kind, minlength=len(rest.least))
    if rest.n < picks or (has < rest.least).any():
        return None
    first = greedy(rest, picks)
    if len(first) < picks or rest.lacking(first):
        return None
    columns = searched(rest, first, Clock(5.0), seed, _STEPS)
    back = problem.columns_of(rest.original(columns))
    return None if problem.short(back).any() else back
