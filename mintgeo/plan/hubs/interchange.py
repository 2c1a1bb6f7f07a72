"""Fast interchange: greedy, then the best of all swaps of one hub for another, kept up to date."""

from typing import Final

import numpy as np
from scipy import sparse

from mintgeo.plan.ascent import dot
from mintgeo.plan.hubs.costs import Columns, Costs, Floats
from mintgeo.plan.solution import CLOSE, Clock
from mintgeo.plan.walk import walked

_SAMPLE: Final = 1_000_000
"""Pairs of a sample that the search begins with."""
_BLOCK: Final = 400_000
"""Pairs that are looked at in one go."""


def begun(costs: Costs, picks: int, start: Columns) -> Columns:
    """Choose one after the other what saves most, after those of a start."""
    (table, base), weights = costs.finite, costs.weights
    chosen = start[:picks].tolist()
    near = np.minimum(base, table[:, chosen].min(axis=1, initial=np.inf))
    saves = _saves(table, weights, near)
    while len(chosen) < picks:
        saves[chosen] = -np.inf
        chosen.append(int(np.argmax(saves)))
        rows = np.flatnonzero(table[:, chosen[-1]] < near)
        saves -= _saves(table[rows], weights[rows], near[rows])
        near[rows] = table[rows, chosen[-1]]
        saves += _saves(table[rows], weights[rows], near[rows])
    return np.array(chosen, dtype=np.intp)


def _saves(table: Floats, weights: Floats, near: Floats) -> Floats:
    """What each candidate saves rows that pay so much."""
    found, size = np.zeros(table.shape[1]), max(1, _BLOCK // max(1, table.shape[1]))
    for at in range(0, len(table), size):
        some = slice(at, at + size)
        less = np.maximum(near[some, None] - table[some], 0.0)
        found += np.einsum("i,ij->j", weights[some], less)
    return found


class Hubs:
    """A plan with what every swap would save, kept up to date as hubs come and go.

    Notes
    -----
    Resende and Werneck (2007): A fast swap-based local search procedure for location problems,
    Annals of Operations Research 150. ``gain[j]`` is what opening ``j`` saves, ``loss[s]`` what
    closing place ``s`` costs, and ``extra[s, j]`` what is counted in both: a swap saves
    ``gain[j] - loss[s] + extra[s, j]``. Only rows whose first or second hub changes are counted
    anew. The last place is what is open in any case.
    """

    def __init__(self, costs: Costs, columns: Columns) -> None:
        (self._table, self._base), self._weights = costs.finite, costs.weights
        self.columns = columns.copy()
        rows, places = len(self._weights), len(columns)
        self._first, self._second = np.zeros((2, rows))
        self._owner, self._runner = np.zeros((2, rows), dtype=np.intp)
        self.gain, self.loss = np.zeros(costs.n), np.zeros(places + 1)
        self.extra = np.zeros((places + 1, costs.n))
        self.open = np.zeros(costs.n, dtype=np.bool_)
        self.open[columns] = True
        self.value = 0.0
        self._renew(np.arange(rows), began=False)

    def worth(self) -> Floats:
        """What each swap would save, places × columns; minus infinity for what is open."""
        found = self.extra[:-1] + self.gain
        found -= self.loss[:-1, None]
        found[:, self.open] = -np.inf
        return found

    def swap(self, place: int, column: int) -> None:
        """Replace the hub of a place."""
        self.open[self.columns[place]], self.open[column] = False, True
        self.columns[place] = column
        touched = (self._owner == place) | (self._runner == place)
        touched |= self._table[:, column] < self._second
        self._renew(np.flatnonzero(touched), began=True)

    def _renew(self, rows: Columns, *, began: bool) -> None:
        size = max(1, _BLOCK // max(1, self._table.shape[1]))
        for at in range(0, len(rows), size):
            some = rows[at : at + size]
            if began:
                self._count(some, -1.0)
            self._seek(some)
            self._count(some, 1.0)

    def _seek(self, rows: Columns) -> None:
        """Find the nearest and the second hub of rows."""
        own = np.c_[self._table[rows[:, None], self.columns], self._base[rows]]
        line = np.arange(len(rows))
        owner = own.argmin(axis=1)
        self._first[rows], self._owner[rows] = own[line, owner], owner
        own[line, owner] = np.inf
        runner = own.argmin(axis=1)
        self._runner[rows] = runner
        self._second[rows] = np.minimum(own[line, runner], self._base[rows])

    def _count(self, rows: Columns, sign: float) -> None:
        """Add what rows cost and save, or take it away."""
        first, second, owner = self._first[rows], self._second[rows], self._owner[rows]
        weights = self._weights[rows] * sign
        table = self._table[rows]
        near = np.maximum(table, first[:, None])
        self.value -= dot(weights, first)
        self.gain += np.einsum("i,ij->j", weights, np.subtract(near, table, out=table))
        self.loss += np.bincount(owner, weights * (second - first), len(self.loss))
        np.subtract(second[:, None], near, out=near)
        np.maximum(near, 0.0, out=near)
        line = np.arange(len(rows))
        by_owner = sparse.csr_array((weights, (owner, line)), shape=(len(self.loss), len(rows)))
        self.extra += by_owner @ near


def improved(costs: Costs, columns: Columns, *, clock: Clock, seed: int, steps: int) -> Columns:
    """Walk on a sample, then on all; never returns what is worse than what came."""
    if not 0 < len(columns) < costs.n:
        return columns
    rng = np.random.default_rng(seed)
    size = max(10 * len(columns), _SAMPLE // max(costs.n, 1))
    if size < len(costs.weights) / 2:
        some = np.sort(rng.choice(len(costs.weights), size, replace=False))
        found = walk(costs.some(some), columns, clock.part(0.5), seed, steps)
        found = walk(costs, found, clock, seed, 4 + len(columns) // 4)
    else:
        found = walk(costs, columns, clock, seed, steps)
    return found if costs.total(found) <= costs.total(columns) else columns


def walk(costs: Costs, columns: Columns, clock: Clock, seed: int, steps: int) -> Columns:
    """Swap hubs, ending after so many steps without a better plan."""
    least = CLOSE * max(1.0, costs.total(columns))
    return walked(Hubs(costs, columns), clock=clock, seed=seed, steps=steps, least=least)
