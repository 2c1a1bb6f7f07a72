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


@dataclass(frozen=True, kw_only=True)
class Bound:
    """A proof: prices, what they leave at most, and what each candidate is worth at them.

    Attributes
    ----------
    value
        No plan reaches more.
    scores, picked
        Worth of each candidate at the prices; which ones are best together.
    prices, lifts
        Price of each row's demand, and how much more each demand group counts for its floor.
    """

    value: float
    scores: Floats
    picked: NDArray[np.bool_]
    prices: Floats
    lifts: Floats

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


def bound_at(problem: Problem, picks: int, prices: Floats, lifts: Floats) -> Bound:
    """Return the bound that prices prove, whatever they are.

    Notes
    -----
    The Lagrangean dual of "reached only if some stop reaches it": Galvão and ReVelle (1996), A
    Lagrangean heuristic for the maximal covering location problem, EJOR 88.
    """
    worth = problem.weights * (1.0 + lifts[problem.part])
    prices = np.clip(prices, 0.0, worth)
    scores = np.asarray(problem.rows.T @ prices)
    picked = best_picks(scores, picks, problem.kind, problem.least)
    value = float((worth - prices).sum() + scores[picked].sum() - lifts @ problem.need)
    value = min(problem.fixed + value, problem.total)
    if problem.whole:
        value = float(np.floor(value + 1e-6))
    return Bound(value=value, scores=scores, picked=picked, prices=prices, lifts=lifts)


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


def proven(problem: Problem, picks: int, *, value: float, clock: Clock) -> Bound:
    """Return the best bound that the time allows, by HiGHS if it is there.

    Parameters
    ----------
    value
        Weight of the best plan known.
    """
    first = _first(problem, picks)
    found = [first]
    if program.available() and problem.n:
        linear = program.relaxed(covering(problem, picks), seconds=0.85 * clock.left)
        rows = len(problem.weights)
        if len(linear.duals):
            lifts = linear.duals[len(linear.duals) - len(problem.need) :]
            lifts = np.where(problem.need > 0, np.maximum(lifts, 0.0), 0.0)
            found.append(bound_at(problem, picks, -linear.duals[:rows], lifts))
        if linear.solved:
            return min(found, key=lambda one: one.value)
    best = min(found, key=lambda one: one.value)
    return min(best, _stepwise(problem, picks, best, value, clock), key=lambda one: one.value)


def _first(problem: Problem, picks: int) -> Bound:
    """Prices to begin with: the fewer candidates could serve somebody, the more it counts."""
    degree = np.maximum(1, np.diff(problem.rows.indptr))
    prices = problem.weights / np.sqrt(degree)
    return bound_at(problem, picks, prices, np.zeros(len(problem.need)))


def _stepwise(problem: Problem, picks: int, begin: Bound, value: float, clock: Clock) -> Bound:
    top = problem.weights * (1.0 + begin.lifts[problem.part])
    constant = float(problem.fixed + top.sum() - begin.lifts @ problem.need)

    scale = top**_SCALE

    def evaluate(scaled: Floats) -> tuple[float, Floats]:
        prices = scaled * scale
        scores = problem.rows.T @ prices
        picked = best_picks(scores, picks, problem.kind, problem.least)
        slope = problem.rows @ picked.astype(np.float64) - 1.0
        at_end = ((prices <= 0) & (slope > 0)) | ((prices >= top) & (slope < 0))
        return constant - prices.sum() + scores[picked].sum(), np.where(at_end, 0.0, slope * scale)

    highest = top / scale
    scaled, _ = descend(begin.prices / scale, evaluate, lambda at: np.clip(at, 0.0, highest),
                        target=value, clock=clock, steps=1_500)  # fmt: skip
    return bound_at(problem, picks, scaled * scale, begin.lifts)
