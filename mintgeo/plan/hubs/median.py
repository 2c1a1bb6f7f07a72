"""The least sum of costs: search, proof, and what both leave open exactly."""

from typing import Final

import numpy as np
from scipy import sparse

from mintgeo.plan import program
from mintgeo.plan.hubs.bounds import Bound, proven
from mintgeo.plan.hubs.costs import Columns, Costs, Floats
from mintgeo.plan.hubs.interchange import improved, walk
from mintgeo.plan.program import Program
from mintgeo.plan.solution import Clock, same

_SHORT: Final = 100
_LONG: Final = 1_000
_SMALL: Final = 40_000
"""Pairs that HiGHS is likely to decide in seconds."""


def median(
    costs: Costs, picks: int, *, clock: Clock, seed: int, start: Columns
) -> tuple[Columns, float]:
    """Return hubs and the cost that no plan undercuts."""
    best = start
    if picks in (0, costs.n):
        return best, costs.total(best)
    first = improved(costs, best, clock=clock.part(0.3), seed=seed, steps=_SHORT)
    best = _better(costs, best, first)
    bound = proven(costs, best, clock=clock.part(0.5))
    best = _better(costs, best, walk(costs, np.flatnonzero(bound.picked), clock.part(0.3), seed, 1))
    limit = bound.value
    for steps in (_LONG, 0):
        if same(costs.total(best), limit) or clock.over:
            break
        best, limit = _settled(costs, best, bound, limit, clock.part(0.7))
        if steps and not same(costs.total(best), limit):
            more = improved(costs, best, clock=clock.part(0.6), seed=seed + 1, steps=steps)
            best = _better(costs, best, more)
    return best, min(limit, costs.total(best))


def _better(costs: Costs, one: Columns, other: Columns) -> Columns:
    return other if costs.total(other) < costs.total(one) else one


def _settled(
    costs: Costs, best: Columns, bound: Bound, limit: float, clock: Clock
) -> tuple[Columns, float]:
    """Solve what the bound leaves open with whole hubs, if that is small."""
    inside, outside = bound.fixed(costs.total(best))
    if not np.isin(np.flatnonzero(inside), best).all() or outside[best].any():
        inside, outside = np.zeros_like(inside), np.zeros_like(outside)
    base = costs.nearest(np.flatnonzero(inside))
    free = np.flatnonzero(~inside & ~outside)
    if not len(free):
        return best, costs.total(best)
    table = costs.pairs[:, free]
    row, column = np.nonzero(table < base[:, None])
    if len(row) > _SMALL:
        return best, limit
    own = np.isin(free, best)
    start = _point(table, base, row, column, own)
    model = _model(table, base, costs.weights, row, column, int(own.sum()))
    answer = program.solved(model, seconds=max(clock.left, 0.1), start=start)
    if answer.x is not None and len(answer.x):
        chosen = free[answer.x[: len(free)] > 0.5]  # noqa: PLR2004
        both = np.r_[np.flatnonzero(inside), chosen]
        best = _better(costs, best, both) if len(both) == len(best) else best
    value = costs.total(best)
    low = float(np.ceil(answer.bound - 1e-6)) if costs.whole else answer.bound
    return best, value if answer.solved else max(limit, min(value, low))


def _model(
    table: Floats, base: Floats, weights: Floats, row: Columns, column: Columns, picks: int
) -> Program:
    """Variables: candidates, who serves whom, and who stays with what is open in any case."""
    n, m, rows = table.shape[1], len(row), len(weights)
    at = np.arange(m)
    served = sparse.csr_array((np.ones(m), (row, at)), shape=(rows, m))
    within = sparse.csr_array((-np.ones(m), (at, column)), shape=(m, n))
    stay = np.flatnonzero(np.isfinite(base))
    home = sparse.csr_array(
        (np.ones(len(stay)), (stay, np.arange(len(stay)))), shape=(rows, len(stay))
    )
    matrix = sparse.csr_array(sparse.block_array([
        [None, served, home], [within, sparse.eye_array(m), None], [np.ones((1, n)), None, None],
    ]))  # fmt: skip
    return Program(
        cost=np.r_[np.zeros(n), weights[row] * table[row, column], weights[stay] * base[stay]],
        matrix=matrix,
        low=np.r_[np.ones(rows), np.full(m, -np.inf), picks],
        high=np.r_[np.ones(rows), np.zeros(m), picks],
        upper=np.ones(n + m + len(stay)),
        whole=np.r_[np.ones(n, dtype=np.bool_), np.zeros(m + len(stay), dtype=np.bool_)],
    )  # fmt: skip


def _point(table: Floats, base: Floats, row: Columns, column: Columns, own: np.ndarray) -> Floats:
    """The point of the program that a plan is."""
    open_ones = np.where(own, table, np.inf)
    nearest = open_ones.argmin(axis=1)
    served = open_ones.min(axis=1, initial=np.inf) < base
    pairs = served[row] & (nearest[row] == column)
    stay = np.isfinite(base)
    return np.asarray(np.r_[own, pairs, ~served[stay]], dtype=np.float64)
