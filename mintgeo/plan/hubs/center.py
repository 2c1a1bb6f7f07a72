"""The shortest longest way: bisection over the costs that there are."""

import numpy as np
from scipy import sparse

from mintgeo.plan.choice import Choice
from mintgeo.plan.hubs.costs import Columns, Costs
from mintgeo.plan.solution import Clock
from mintgeo.plan.stops.effort import Effort
from mintgeo.plan.stops.fewest import fewest
from mintgeo.plan.stops.problem import problem_of


def center(
    costs: Costs, picks: int, *, clock: Clock, seed: int, start: Columns
) -> tuple[Columns, float]:
    """Return hubs and a cost below which some way stays longer, whatever is chosen.

    Notes
    -----
    Minieka (1970): The m-center problem, SIAM Review 12: a limit holds if that many hubs cover all
    within it. A limit that is neither met nor ruled out counts as not met, and proves nothing.
    """
    best = start
    steps = _steps(costs)
    worst = float(costs.nearest(best).max(initial=0.0))
    high = int(np.searchsorted(steps, worst))
    ruled_out = low = -1
    while high - low > 1:
        middle = (low + high) // 2
        columns, least = within(costs, steps[middle], clock=clock.part(0.3), seed=seed)
        if len(columns) <= picks:
            best, high = columns, middle
            high = min(high, int(np.searchsorted(steps, costs.nearest(best).max(initial=0.0))))
        else:
            low = middle
            ruled_out = middle if least > picks else ruled_out
    return best, float(steps[min(ruled_out + 1, high)])


def within(costs: Costs, limit: float, *, clock: Clock, seed: int) -> tuple[Columns, int]:
    """Return the fewest hubs found that serve all within a limit, and how many it takes at least.

    Where no number does, as many as there are and one more.
    """
    left = np.flatnonzero(costs.base > limit)
    if not len(left):
        return np.empty(0, dtype=np.intp), 0
    cover = sparse.csr_array((costs.pairs[left] <= limit).astype(np.float64))
    if (np.diff(cover.indptr) == 0).any():
        return np.arange(costs.n + 1), costs.n + 1
    everything = Choice.of(costs.n, existing=(), required=(), forbidden=())
    problem = problem_of(cover, np.ones(len(left)), everything, spread=None, floor=None)
    columns, least = fewest(problem, float(len(left)), Effort(clock=clock, seed=seed))
    return problem.candidates[columns], least


def _steps(costs: Costs) -> np.ndarray:
    """All costs that can be the largest, ascending: none below what everybody has at least."""
    least = float(np.minimum(costs.base, costs.pairs.min(axis=1, initial=np.inf)).max(initial=0.0))
    found = np.unique(
        np.r_[least, costs.pairs[np.isfinite(costs.pairs)], costs.base[np.isfinite(costs.base)]]
    )
    return found[found >= least]
