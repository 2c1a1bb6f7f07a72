"""Most weight with a given number of stops: search, proof, and both again with what they know."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from mintgeo.plan.solution import Clock, same
from mintgeo.plan.stops import possible
from mintgeo.plan.stops.bounds import Bound, proven
from mintgeo.plan.stops.effort import Effort
from mintgeo.plan.stops.model import exact, spaced
from mintgeo.plan.stops.parts import PLACES, mended
from mintgeo.plan.stops.problem import Problem
from mintgeo.plan.stops.search import greedy, improve

Columns = NDArray[np.intp]
MOMENT: Final = 60
"""Steps of a search that is done for many draws."""
_SHORT: Final = 400
_LONG: Final = 12_000
_SMALL: Final = 60_000
"""Entries of a cover that HiGHS is likely to solve with whole stops in seconds."""
_ROUNDS: Final = 12


def most(problem: Problem, picks: int, effort: Effort) -> tuple[Columns, float]:
    """Return a plan and what no plan exceeds; without proof, what all candidates reach.

    A plan may miss floors (``problem.short``) if none was found that keeps them; its bound then is
    that of all plans that do, and minus infinity if there is proven to be none.
    """
    clock, seed, swaps = effort.clock, effort.seed, picks * (problem.n - picks)
    first = begun(problem, picks, effort.start, seconds=clock.left)
    best = searched(problem, first, clock.part(0.12), seed,
                    min(_SHORT if effort.prove else MOMENT, swaps))  # fmt: skip
    if picks in (0, problem.n):
        return best, problem.value(best)
    if not effort.prove:
        return best, problem.total
    value = _worth(problem, best)
    limit = problem.total
    bound = proven(problem, picks, value=value, clock=clock.part(0.7))
    limit = min(limit, max(value, bound.value))
    for steps, share in ((min(_LONG, 50 * swaps), 0.8), (0, 1.0)):
        if _done(problem, best, limit):
            break
        last, few = narrowed(problem, picks, bound, best)
        best, limit = settled(problem, best, last, few, limit, clock.part(0.6))
        if not _done(problem, best, limit) and steps and picks > 4 * PLACES:
            best = _mended(problem, best, clock.part(0.9), seed)
        if not _done(problem, best, limit) and steps:
            best = searched(problem, best, clock.part(share), seed + 1, steps)
    return best, limit


def _mended(problem: Problem, best: Columns, clock: Clock, seed: int) -> Columns:
    return best if problem.short(best).any() else mended(problem, best, clock=clock, seed=seed)


def begun(problem: Problem, picks: int, start: Columns | None = None, *, seconds: float) -> Columns:
    """Return a plan to begin with, greedy or, where stops have to be apart, by HiGHS.

    Raises
    ------
    InfeasibleError
        Too few candidates are far enough apart (``possible.too_few_apart``).
    """
    found = greedy(problem, picks, start)
    if len(found) == picks and not problem.lacking(found):
        return found
    found, answer = spaced(problem, picks, seconds=max(seconds, 1.0))
    if len(found):
        return found
    most_there, farthest = spaced(problem, None, seconds=max(seconds, 1.0))
    has = np.bincount(problem.kind[most_there], minlength=len(problem.least))
    fixed = len(problem.inside)
    raise possible.too_few_apart(
        picks + fixed, len(most_there) + fixed, np.maximum(problem.least - has, 0),
        proven=answer.infeasible and farthest.solved,
    )  # fmt: skip


def narrowed(problem: Problem, picks: int, bound: Bound, best: Columns) -> tuple[Problem, int]:
    """Return what a bound leaves open for plans that are better than the best one.

    More stops than candidates, if every better plan has two that are too near each other.
    """
    feasible = not problem.short(best).any()
    inside, outside = bound.fixed(problem.value(best) if feasible else -np.inf)
    if not problem.apart(np.flatnonzero(inside)):
        return problem.decided(np.zeros_like(inside), np.ones_like(outside)), picks
    return problem.decided(inside, outside), picks - int(inside.sum())


def settled(
    problem: Problem, best: Columns, rest: Problem, left: int, limit: float, clock: Clock
) -> tuple[Columns, float]:
    """Solve what is left open with whole stops, if that is small."""
    feasible = not problem.short(best).any()
    if not 0 <= left <= rest.n:
        return best, problem.value(best) if feasible else -np.inf
    if rest.rows.nnz + rest.cliques.nnz > _SMALL or clock.over:
        return best, limit
    start = rest.columns_of(problem.candidates[best].tolist())
    columns, answer = exact(rest, left, start=start if feasible and len(start) == left else None,
                            seconds=clock.left)  # fmt: skip
    if answer.infeasible:
        return best, problem.value(best) if feasible else -np.inf
    found = best if columns is None else problem.columns_of(rest.original(columns))
    if len(found) == len(best) and _worth(problem, found) > _worth(problem, best):
        best = found
    value = problem.value(best)
    top = value if answer.solved else max(value, rest.fixed - answer.bound)
    return best, min(limit, float(np.floor(top + 1e-6)) if problem.whole else top)


def searched(
    problem: Problem, columns: Columns, clock: Clock, seed: int, steps: int,
    enough: float = np.inf,
) -> Columns:  # fmt: skip
    """Improve a plan; where groups have floors, let those count more that are missed."""
    if not problem.floored:
        return improve(problem, columns, clock=clock, seed=seed, steps=steps, enough=enough)
    lifts = np.zeros(len(problem.need))
    best, current = columns, columns
    for turn in range(_ROUNDS):
        weights = problem.weights * (1.0 + lifts[problem.part])
        current = improve(problem, current, clock=clock, seed=seed + turn, weights=weights,
                          steps=steps // _ROUNDS + 20)  # fmt: skip
        if _worth(problem, current) > _worth(problem, best):
            best = current
        short = problem.short(current) > 0
        lifts = np.where(short, 2 * lifts + 0.5, lifts * 0.7)
        if clock.over:
            break
    return best


def _worth(problem: Problem, columns: Columns) -> float:
    """Value of a plan, below zero by what its floors miss."""
    short = float(problem.short(columns).sum())
    return -short if short else problem.value(columns)


def _done(problem: Problem, best: Columns, limit: float) -> bool:
    return limit == -np.inf or (not problem.short(best).any() and same(problem.value(best), limit))
