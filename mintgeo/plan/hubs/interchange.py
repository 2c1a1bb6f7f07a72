"""Fast interchange: greedy, then the best of all swaps of one hub for another, with kicks."""

from typing import Final

import numpy as np
from scipy import sparse

from mintgeo.plan.hubs.costs import Columns, Costs, Floats
from mintgeo.plan.solution import CLOSE, Clock

_SAMPLE: Final = 1_000_000
"""Pairs of a sample that the search begins with."""


def begun(costs: Costs, picks: int, start: Columns) -> Columns:
    """Choose one after the other what saves most, after those of a start."""
    (table, base), weights = costs.finite, costs.weights
    near = np.minimum(base, table[:, start[:picks]].min(axis=1, initial=np.inf))
    chosen = start[:picks].tolist()
    while len(chosen) < picks:
        saves = weights @ np.maximum(near[:, None] - table, 0.0)
        saves[chosen] = -np.inf
        chosen.append(int(np.argmax(saves)))
        near = np.minimum(near, table[:, chosen[-1]])
    return np.array(chosen, dtype=np.intp)


def improved(costs: Costs, columns: Columns, *, clock: Clock, seed: int, kicks: int) -> Columns:
    """Swap on a sample, with kicks, then on all; never returns what is worse than what came."""
    rng = np.random.default_rng(seed)
    size = max(10 * len(columns), _SAMPLE // max(costs.n, 1))
    if size < len(costs.weights) / 2:
        some = np.sort(rng.choice(len(costs.weights), size, replace=False))
        found = _kicked(costs.some(some), columns, clock.part(0.5), rng, kicks)
        found = local(costs, found, clock)
    else:
        found = _kicked(costs, columns, clock, rng, kicks)
    return found if costs.total(found) <= costs.total(columns) else columns


def local(costs: Costs, columns: Columns, clock: Clock) -> Columns:
    """Swap for the best until no swap is better or the time is over.

    Notes
    -----
    Resende and Werneck (2007): A fast swap-based local search procedure for location problems,
    Annals of Operations Research 150; here for all pairs at once.
    """
    (table, base), weights = costs.finite, costs.weights
    columns = columns.copy()
    least = CLOSE * max(1.0, float(weights @ base))
    while len(columns) and len(columns) < costs.n:
        worth = _worth(table, base, weights, columns)
        place, column = divmod(int(np.argmax(worth)), costs.n)
        if worth[place, column] <= least or clock.over:
            break
        columns[place] = column
    return columns


def _worth(table: Floats, base: Floats, weights: Floats, columns: Columns) -> Floats:
    """What each swap would save, places × columns."""
    own = table[:, columns]
    rows = np.arange(len(weights))
    owner = own.argmin(axis=1)
    first = np.minimum(own[rows, owner], base)
    own[rows, owner] = np.inf
    second = np.minimum(own.min(axis=1), base)
    near = np.maximum(table, first[:, None])
    saves = weights @ (first[:, None] - table + near - first[:, None])
    np.subtract(second[:, None], near, out=near)
    np.maximum(near, 0.0, out=near)
    by_owner = sparse.csr_array((weights, (owner, rows)), shape=(len(columns), len(weights)))
    loss = np.bincount(owner, weights * (second - first), len(columns))
    worth = by_owner @ near + saves - loss[:, None]
    worth[:, columns] = -np.inf
    return np.asarray(worth)


def _kicked(
    costs: Costs, columns: Columns, clock: Clock, rng: np.random.Generator, kicks: int
) -> Columns:
    best = local(costs, columns, clock)
    value = costs.total(best)
    for _ in range(kicks if 0 < len(columns) < costs.n else 0):
        if clock.over:
            break
        found = best.copy()
        size = min(len(best), costs.n - len(best), 1 + int(rng.integers(1, 3 + len(best) // 10)))
        closed = np.setdiff1d(np.arange(costs.n), best)
        found[rng.choice(len(best), size, replace=False)] = rng.choice(closed, size, replace=False)
        found = local(costs, found, clock)
        if costs.total(found) < value * (1 - CLOSE):
            best, value = found, costs.total(found)
    return best
