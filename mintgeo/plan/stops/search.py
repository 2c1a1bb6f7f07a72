"""Greedy, then all swaps of one stop for another at once, with kicks and a memory."""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from mintgeo.plan.solution import CLOSE, Clock
from mintgeo.plan.stops.problem import Floats, Problem
from mintgeo.plan.walk import walked

Columns = NDArray[np.intp]


class Swaps:
    """A plan with what every swap would gain, kept up to date as stops come and go.

    Parameters
    ----------
    problem
        What is to be decided.
    weights
        Weights of its rows, if not its own.
    columns
        The plan to begin with; -1 is an empty place.

    Notes
    -----
    ``gain[j]`` is what nobody reaches and ``j`` would; ``extra[s, j]`` what only the stop in place
    ``s`` reaches and ``j`` would as well. A swap is worth
    ``gain[j] + extra[s, j] - extra[s, own]``. ``crowded[j]`` counts the stops
    that ``j`` is too near to.
    """

    def __init__(self, problem: Problem, columns: Columns, weights: Floats | None = None) -> None:
        self.problem = problem
        self.weights = problem.weights if weights is None else weights
        self._by_column = sparse.csc_array(problem.rows)
        self.columns = np.full(len(columns), -1, dtype=np.intp)
        self.open = np.zeros(problem.n, dtype=np.bool_)
        self._count = np.zeros(len(self.weights), dtype=np.intp)
        self._owner = np.zeros(len(self.weights), dtype=np.intp)
        self.gain = np.asarray(problem.rows.T @ self.weights, dtype=np.float64)
        self.extra = np.zeros((len(columns), problem.n))
        self.crowded = np.zeros(problem.n, dtype=np.intp)
        self._beside = np.zeros((len(columns) if problem.spaced else 0, problem.n), dtype=np.bool_)
        self.value = 0.0
        for place, column in enumerate(columns.tolist()):
            if column >= 0:
                self.enter(place, column)

    def enter(self, place: int, column: int) -> None:
        """Open a stop in an empty place."""
        rows = self._rows(column)
        count = self._count[rows]
        self.value += float(self.gain[column])
        self._move(rows[count == 0], place, rows[count == 1], 1.0)
        self._count[rows] += 1
        self._owner[rows] += place
        self.columns[place], self.open[column] = column, True
        self._around(place, column, 1)

    def leave(self, place: int) -> None:
        """Close the stop of a place."""
        column = int(self.columns[place])
        rows = self._rows(column)
        self._count[rows] -= 1
        self._owner[rows] -= place
        count = self._count[rows]
        self._move(rows[count == 0], place, rows[count == 1], -1.0)
        self.value -= float(self.gain[column])
        self.columns[place], self.open[column] = -1, False
        self._around(place, column, -1)

    def swap(self, place: int, column: int) -> None:
        """Replace the stop of a place."""
        self.leave(place)
        self.enter(place, column)

    def worth(self) -> Floats:
        """What each swap would gain, places × columns; minus infinity where it is not allowed."""
        places = np.arange(len(self.columns))
        found = self.extra + self.gain
        found -= self.extra[places, self.columns][:, None]
        found[:, self.open] = -np.inf
        least = self.problem.least
        if least.any():
            kind = self.problem.kind
            has = np.bincount(kind[self.columns], minlength=len(least))
            own = kind[self.columns]
            found[(has[own] <= least[own])[:, None] & (own[:, None] != kind)] = -np.inf
        if self.problem.spaced:
            found[self.crowded > self._beside] = -np.inf
        return found

    def _around(self, place: int, column: int, sign: int) -> None:
        """Count a stop where others would be too near to it."""
        if self.problem.spaced:
            near = self.problem.near
            at = near.indices[near.indptr[column] : near.indptr[column + 1]]
            self.crowded[at] += sign
            self._beside[place, at] = sign > 0

    def _rows(self, column: int) -> NDArray[np.intp]:
        at = self._by_column.indptr
        return np.asarray(self._by_column.indices[at[column] : at[column + 1]])

    def _move(
        self, alone: NDArray[np.intp], place: int, other: NDArray[np.intp], sign: float
    ) -> None:
        """Give a place the rows that it alone holds; take other rows from their only stops.

        What the place alone holds is no longer to gain. With ``sign`` -1, all of it backwards.
        """
        rows = np.concatenate([alone, other])
        if not len(rows):
            return
        n, starts = self.problem.n, self.problem.rows.indptr[rows]
        lengths = self.problem.rows.indptr[rows + 1] - starts
        ends = np.cumsum(lengths)
        flat = np.arange(ends[-1]) + np.repeat(starts - ends + lengths, lengths)
        columns = self.problem.rows.indices[flat]
        weights, owners = self.weights[rows] * sign, self._owner[rows]
        weights[len(alone) :] *= -1.0
        owners[: len(alone)] = place
        weights = np.repeat(weights, lengths)
        np.add.at(self.extra.reshape(-1), np.repeat(owners * n, lengths) + columns, weights)
        if len(alone):
            gone = slice(ends[len(alone) - 1])
            self.gain -= np.bincount(columns[gone], weights[gone], n)


def greedy(problem: Problem, picks: int, begin: Columns | None = None) -> Columns:
    """Choose one after the other what gains most; groups that want stops come first.

    Returns fewer if all others are too near to what was chosen.
    """
    state = Swaps(problem, np.full(1, -1, dtype=np.intp))
    chosen: list[int] = []
    wanted = [*([] if begin is None else begin.tolist()), *[-1] * picks]
    for one in wanted if problem.n else []:
        gain = _gain(problem, state, chosen, picks - len(chosen))
        column = int(np.argmax(gain)) if one < 0 else one
        if len(chosen) < picks and gain[column] > -np.inf:
            state.enter(0, column)
            chosen.append(column)
    return np.array(chosen, dtype=np.intp)


def _gain(problem: Problem, state: Swaps, chosen: list[int], left: int) -> Floats:
    gain = np.where(state.open | (state.crowded > 0), -np.inf, state.gain)
    has = np.bincount(problem.kind[np.array(chosen, dtype=np.intp)], minlength=len(problem.least))
    lacking = np.maximum(problem.least - has, 0)
    if lacking.sum() >= left:
        gain = np.where(lacking[problem.kind] > 0, gain, -np.inf)
    return gain


def improve(
    problem: Problem, columns: Columns, *, clock: Clock, seed: int, steps: int,
    enough: float = np.inf, weights: Floats | None = None,
) -> Columns:  # fmt: skip
    """Swap for the best, out of local optima by memory and kicks; return the best plan seen.

    Parameters
    ----------
    steps
        Steps without a better plan after which to end.
    enough
        End as soon as a plan reaches this weight.
    """
    state = Swaps(problem, columns, weights)
    if not len(columns) or len(columns) == problem.n:
        return state.columns
    least = CLOSE * max(1.0, float(state.weights.sum()))
    return walked(state, clock=clock, seed=seed, steps=steps, least=least,
                  enough=enough - problem.fixed)  # fmt: skip
