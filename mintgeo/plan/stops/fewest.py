"""Fewest stops that reach a weight and keep all floors."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from mintgeo.plan.solution import CLOSE, Clock
from mintgeo.plan.stops.bounds import Bound, best_picks, proven
from mintgeo.plan.stops.model import exact
from mintgeo.plan.stops.most import searched
from mintgeo.plan.stops.problem import Problem

Columns = NDArray[np.intp]
_STEPS: Final = 1_500
_SMALL: Final = 150_000


def fewest(
    problem: Problem, target: float, *, clock: Clock, seed: int, start: Columns | None = None
) -> tuple[Columns, int]:
    """Return a plan, and the number of stops that no plan can do with less of."""
    best = _enough(problem, target, start)
    while len(best) > int(problem.least.sum()) and not clock.over:
        fewer = searched(problem, _without_one(problem, best), clock.part(0.25), seed,
                         min(_STEPS, 2 * len(best) * problem.n), enough=target)  # fmt: skip
        if not does(problem, fewer, target):
            break
        best = fewer
    least = _least(problem, best, target, clock.part(0.4))
    if least < len(best) and problem.rows.nnz <= _SMALL and not clock.over:
        found, answer = exact(problem, None, target=target, start=best, seconds=clock.left)
        if found is not None and len(found) < len(best) and does(problem, found, target):
            best = found
        if np.isfinite(answer.bound):
            least = max(least, int(np.ceil(answer.bound - 1e-6)))
    return best, min(least, len(best))


def does(problem: Problem, columns: Columns, target: float) -> bool:
    """Whether a plan reaches enough and keeps floors and groups."""
    enough = problem.value(columns) >= target - CLOSE * max(1.0, target)
    return enough and not problem.short(columns).any() and not problem.lacking(columns)


def _enough(problem: Problem, target: float, start: Columns | None) -> Columns:
    """Choose one after the other what gains most of what is still wanted, until all is."""
    chosen = np.array([] if start is None else start, dtype=np.intp)
    while not does(problem, chosen, target):
        free = ~np.isin(np.arange(problem.n), chosen)
        on, short = problem.reached(chosen), problem.short(chosen)
        wanted = np.where(on, 0.0, problem.weights)
        if short.any():
            wanted = np.where(short[problem.part] > 0, wanted, 0.0)
        has = np.bincount(problem.kind[chosen], minlength=len(problem.least))
        lacking = (problem.least > has)[problem.kind]
        gain = np.where(free, problem.rows.T @ wanted + 1e-12 * lacking, -np.inf)
        if not short.any() and lacking.any() and gain[free].max(initial=0.0) <= 1e-12:  # noqa: PLR2004
            gain = np.where(lacking, gain, -np.inf)
        chosen = np.append(chosen, np.argmax(gain))
    return chosen


def _without_one(problem: Problem, columns: Columns) -> Columns:
    """Leave out the stop that loses least and that no group needs."""
    has = np.bincount(problem.kind[columns], minlength=len(problem.least))
    spare = has[problem.kind[columns]] > problem.least[problem.kind[columns]]
    count = problem.rows[:, columns].sum(axis=1)
    loss = problem.rows[:, columns].T @ np.where(count == 1, problem.weights, 0.0)
    return np.delete(columns, int(np.argmin(np.where(spare, loss, np.inf))))


def _least(problem: Problem, best: Columns, target: float, clock: Clock) -> int:
    """Number of stops below which prices prove that the target is out of reach."""
    least = int(problem.least.sum())
    picks = len(best) - 1
    if picks < least:
        return len(best)
    bound = proven(problem, picks, value=target, clock=clock)
    while picks >= least and _at(problem, bound, picks) >= target - CLOSE * max(1.0, target):
        picks -= 1
    return picks + 1


def _at(problem: Problem, bound: Bound, picks: int) -> float:
    """What the same prices prove for another number of stops."""
    worth = problem.weights * (1.0 + bound.lifts[problem.part])
    picked = best_picks(bound.scores, picks, problem.kind, problem.least)
    rest = float((worth - bound.prices).sum() - bound.lifts @ problem.need)
    return problem.fixed + rest + float(bound.scores[picked].sum()) + 1e-9 * float(worth.sum())
