"""Fewest stops that reach a weight and keep all floors."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from mintgeo.plan.solution import CLOSE, Clock
from mintgeo.plan.stops import possible
from mintgeo.plan.stops.apart import beside
from mintgeo.plan.stops.bounds import Bound, best_picks, proven
from mintgeo.plan.stops.effort import Effort
from mintgeo.plan.stops.model import exact, missing
from mintgeo.plan.stops.most import MOMENT, searched
from mintgeo.plan.stops.problem import Problem

Columns = NDArray[np.intp]
_STEPS: Final = 1_500
_SMALL: Final = 150_000


def fewest(problem: Problem, target: float, effort: Effort) -> tuple[Columns, int]:
    """Return a plan, and the number of stops that no plan can do with less of.

    Raises
    ------
    InfeasibleError
        Stops that are far enough apart don't reach enough (``possible.unreachable_apart``).
    """
    clock, steps = effort.clock, _STEPS if effort.prove else MOMENT
    best = _enough(problem, target, effort.start)
    if not does(problem, best, target):
        best = _apart(problem, target, seconds=max(clock.left, 1.0))
    while len(best) > int(problem.least.sum()) and not clock.over:
        fewer = searched(problem, _without_one(problem, best), clock.part(0.25), effort.seed,
                         min(steps, 2 * len(best) * problem.n), enough=target)  # fmt: skip
        if not does(problem, fewer, target):
            break
        best = fewer
    if not effort.prove:
        return best, 0
    least = _least(problem, best, target, clock.part(0.4))
    size = problem.rows.nnz + problem.cliques.nnz
    if least < len(best) and size <= _SMALL and not clock.over:
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


def _enough(problem: Problem, target: float, start: Columns) -> Columns:
    """Choose one after the other what gains most of what is still wanted, until all is.

    Ends before that if all others are too near to what was chosen.
    """
    chosen = start if problem.apart(start) else start[:0]
    while not does(problem, chosen, target):
        on_it = np.isin(np.arange(problem.n), chosen)
        free = ~on_it & ~beside(problem.near, on_it)
        on, short = problem.reached(chosen), problem.short(chosen)
        wanted = np.where(on, 0.0, problem.weights)
        if short.any():
            wanted = np.where(short[problem.part] > 0, wanted, 0.0)
        has = np.bincount(problem.kind[chosen], minlength=len(problem.least))
        lacking = (problem.least > has)[problem.kind]
        gain = np.where(free, problem.rows.T @ wanted + 1e-12 * lacking, -np.inf)
        if not short.any() and lacking.any() and gain[free].max(initial=0.0) <= 1e-12:  # noqa: PLR2004
            gain = np.where(lacking, gain, -np.inf)
        if gain.max(initial=-np.inf) == -np.inf:
            break
        chosen = np.append(chosen, np.argmax(gain))
    return chosen


def _apart(problem: Problem, target: float, *, seconds: float) -> Columns:
    """Return any plan that reaches enough, by HiGHS, or say what it would miss."""
    found, answer = exact(problem, None, target=target, start=None, seconds=seconds)
    if found is not None and does(problem, found, target):
        return found
    lacks, floors, proven_so = missing(problem, target, seconds=seconds)
    raise possible.unreachable_apart(target, lacks, floors,
                                     proven=answer.infeasible and proven_so)  # fmt: skip


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
    bound = proven(problem, picks, value=target, clock=clock, exactly=False)
    while picks >= least and _at(problem, bound, picks) >= target - CLOSE * max(1.0, target):
        picks -= 1
    return picks + 1


def _at(problem: Problem, bound: Bound, picks: int) -> float:
    """What the same prices prove for another number of stops, or fewer."""
    worth = problem.weights * (1.0 + bound.lifts[problem.part])
    least = int(problem.least.sum())
    picked = best_picks(bound.scores, least, problem.kind, problem.least)
    others = np.sort(bound.scores[~picked])[::-1][: picks - least]
    rest = float((worth - bound.prices).sum() + bound.tolls.sum() - bound.lifts @ problem.need)
    rest += float(bound.scores[picked].sum() + np.maximum(others, 0.0).sum())
    return problem.fixed + rest + 1e-9 * float(worth.sum())
