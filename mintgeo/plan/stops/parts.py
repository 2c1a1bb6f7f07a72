"""Parts of a large plan solved exactly, one after the other, while the rest stays as it is."""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from mintgeo.plan.solution import CLOSE, Clock
from mintgeo.plan.stops.model import exact
from mintgeo.plan.stops.problem import Problem

Columns = NDArray[np.intp]
PLACES: Final = 10
"""Stops of one neighbourhood."""
_NEAR: Final = 200
"""Candidates with which a neighbourhood is large enough as well."""
_NODES: Final = 100
"""Branches that a part is worth."""


def mended(problem: Problem, columns: Columns, *, clock: Clock, seed: int) -> Columns:
    """Return a plan at least as good, part for part, until time runs out or none gets better.

    A part is the stops of two neighbourhoods, so that a stop may go from one to the other.

    Notes
    -----
    Taillard and Voß (2002): POPMUSIC, partial optimization metaheuristic under special
    intensification conditions.
    """
    rng = np.random.default_rng(seed)
    beside = sparse.csr_array(problem.rows.T @ problem.rows)
    open_ones = np.zeros(problem.n, dtype=np.bool_)
    open_ones[columns] = True
    fresh = np.ones(problem.n, dtype=np.bool_)
    while fresh[open_ones].any() and not clock.over:
        at = int(rng.choice(np.flatnonzero(open_ones & fresh)))
        other = int(rng.choice(np.flatnonzero(open_ones)))
        part = _around(beside, open_ones, at) | _around(beside, open_ones, other)
        better = _solved(problem, open_ones, part, clock)
        fresh[at] = False
        if (better != open_ones).any():
            fresh |= beside @ (better != open_ones) > 0
            open_ones = better
    return np.flatnonzero(open_ones)


def _around(beside: sparse.csr_array, open_ones: NDArray[np.bool_], at: int) -> NDArray[np.bool_]:
    """Columns from which one comes to another by few steps, until enough stops are among them."""
    part = np.zeros(len(open_ones), dtype=np.bool_)
    part[at] = True
    while (part & open_ones).sum() < PLACES and part.sum() < _NEAR:
        wider = np.asarray(beside @ part.astype(np.float64)) > 0
        if (wider == part).all():
            break
        part = wider
    return part


def _solved(
    problem: Problem, open_ones: NDArray[np.bool_], part: NDArray[np.bool_], clock: Clock
) -> NDArray[np.bool_]:
    rest = problem.decided(open_ones & ~part, ~part)
    own = np.flatnonzero(open_ones & part)
    start = rest.columns_of(problem.candidates[own].tolist())
    found, _ = exact(rest, len(own), start=start, seconds=max(clock.left, 0.1),
                     nodes=_NODES)  # fmt: skip
    if found is None or rest.value(found) <= rest.value(start) * (1 + CLOSE):
        return open_ones
    better = open_ones & ~part
    better[problem.columns_of(rest.candidates[found].tolist())] = True
    return better
