"""What no plan can exceed: prices for demand, and what the best candidates make of them."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mintgeo.plan import program
from mintgeo.plan.ascent import descend
from mintgeo.plan.solution import CLOSE, Clock
from mintgeo.plan.stops.model import covering
from mintgeo.plan.stops.problem import Floats, Problem

_SCALE: Final = 0.5
"""Power of its weight by which a row's price moves: prices of many people move further."""


_LARGE: Final = 200_000
"""Entries of a cover above which steps come as near as HiGHS in a third of the time."""


@dataclass(frozen=True, kw_only=True)
class Bound:
    """A proof: prices, what they leave at most, and what each candidate is worth at them.

    Attributes
    ----------
    value
        No plan reaches more.
    scores, picked
        Worth of each candidate at the prices; which ones are best together.
    prices, lifts, tolls
        Price of each row's demand, how much more each demand group counts for its floor, and what
        each group of candidates that are too near each other costs.
    """

    value: float
    scores: Floats
    picked: NDArray[np.bool_]
    prices: Floats
    lifts: Floats
    tolls: Floats

    def fixed(self, value: float) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Tell which candidates every plan above a value chooses, and which none does.

        Whoever leaves out a picked one takes the next best at most, whoever takes in another one
        leaves out the worst at least; for picks with numbers per group too, as these are bases of
        a matroid.
        """
        edge = value * (1 - CLOSE)
        others, own = self.scores[~self.picked], self.scores[self.picked]
        if not len(others) or not len(own):
            return self.picked.copy(), ~self.picked
        without = self.value - self.scores + others.max()
        within = self.value + self.scores - own.min()
        return self.picked & (without < edge), ~self.picked & (within < edge)


def bound_at(problem: Problem, picks: int, prices: Floats, lifts: Floats, tolls: Floats) -> Bound:
    """Return the bound that prices prove, whatever they are.

    Notes
    -----
    The Lagrangean dual of "reached only if some stop reaches it": Galvão and ReVelle (1996), A
    Lagrangean heuristic for the maximal covering location problem, EJOR 88.
    """
    worth = problem.weights * (1.0 + lifts[problem.part])
    prices = np.clip(prices, 0.0, worth)
    scores = np.asarray(problem.rows.T @ prices - problem.cliques.T @ tolls)
    picked = best_picks(scores, picks, problem.kind, problem.least)
    value = float((worth - prices).sum() + tolls.sum() - lifts @ problem.need)
    value += float(scores[picked].sum())
    value = min(problem.fixed + value, problem.total)
    if problem.whole:
        value = float(np.floor(value + 1e-6))
    return Bound(value=value, scores=scores, picked=picked, prices=prices, lifts=lifts,
                 tolls=tolls)  # fmt: skip


def best_picks(
    scores: Floats, picks: int, kind: NDArray[np.intp], least: NDArray[np.intp]
) -> NDArray[np.bool_]:
    """Choose the best scores, at least so many of each kind."""
    picked = np.zeros(len(scores), dtype=np.bool_)
    order = np.argsort(-scores, kind="stable")
    for group in np.flatnonzero(least):
        picked[order[kind[order] == group][: least[group]]] = True
    rest = order[~picked[order]]
    picked[rest[: max(0, picks - int(picked.sum()))]] = True
    return picked


def proven(
    problem: Problem, picks: int, *, value: float, clock: Clock, exactly: bool = True
) -> Bound:
    """Return the best bound that the time allows, by HiGHS if it is there.

    Parameters
    ----------
    value
        Weight of the best plan known.
    exactly
        Whether the prices are to be good for plans with that many stops, or with fewer as well.
    """
    first = _first(problem, picks)
    found = [first]
    if program.available() and 0 < problem.rows.nnz <= _LARGE:
        model = covering(problem, picks, exactly=exactly)
        linear = program.relaxed(model, seconds=0.85 * clock.left)
        if len(linear.duals):
            found.append(_at_duals(problem, picks, linear.duals))
        if linear.solved:
            return min(found, key=lambda one: one.value)
    best = min(found, key=lambda one: one.value)
    return min(best, _stepwise(problem, picks, best, value, clock), key=lambda one: one.value)


def _at_duals(problem: Problem, picks: int, duals: Floats) -> Bound:
    """Return the bound at what the rows of the program cost."""
    ends = np.cumsum([len(problem.weights), 1 + len(problem.least), len(problem.need)])
    prices, _, lifts, tolls = np.split(duals, ends)
    lifts = np.where(problem.need > 0, np.maximum(lifts, 0.0), 0.0)
    return bound_at(problem, picks, -prices, lifts, np.maximum(-tolls, 0.0))


def _first(problem: Problem, picks: int) -> Bound:
    """Prices to begin with: the fewer candidates could serve somebody, the more it counts."""
    degree = np.maximum(1, np.diff(problem.rows.indptr))
    prices = problem.weights / np.sqrt(degree)
    nothing = np.zeros(problem.cliques.shape[0])
    return bound_at(problem, picks, prices, np.zeros(len(problem.need)), nothing)


def _stepwise(problem: Problem, picks: int, begin: Bound, value: float, clock: Clock) -> Bound:
    top = problem.weights * (1.0 + begin.lifts[problem.part])
    constant = float(problem.fixed + top.sum() - begin.lifts @ problem.need)
    rows = len(top)
    scale = np.r_[top**_SCALE, np.full(len(begin.tolls), np.sqrt(max(begin.scores.mean(), 1e-9)))]
    ends = np.r_[top, np.full(len(begin.tolls), np.inf)]

    def evaluate(scaled: Floats) -> tuple[float, Floats]:
        prices, tolls = np.split(scaled * scale, [rows])
        scores = problem.rows.T @ prices - problem.cliques.T @ tolls
        picked = best_picks(scores, picks, problem.kind, problem.least)
        on = picked.astype(np.float64)
        slope = np.r_[problem.rows @ on - 1.0, 1.0 - problem.cliques @ on]
        at_end = ((scaled <= 0) & (slope > 0)) | ((scaled * scale >= ends) & (slope < 0))
        bound = constant - prices.sum() + tolls.sum() + scores[picked].sum()
        return bound, np.where(at_end, 0.0, slope * scale)

    highest = ends / scale
    scaled, _ = descend(np.r_[begin.prices, begin.tolls] / scale, evaluate,
                        lambda at: np.clip(at, 0.0, highest),
                        target=value, clock=clock, steps=1_500, patience=50)  # fmt: skip
    prices, tolls = np.split(scaled * scale, [rows])
    return bound_at(problem, picks, prices, begin.lifts, tolls)
