"""What no choice of hubs can undercut: a Lagrangean bound over each row's nearest candidates."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mintgeo.plan.ascent import descend
from mintgeo.plan.hubs.costs import Columns, Costs, Floats
from mintgeo.plan.solution import CLOSE, Clock

_NEAREST: Final = 3.5
"""Candidates looked at, as a multiple of what falls to each hub."""


@dataclass(frozen=True, kw_only=True)
class Bound:
    """A proof: the least cost, what each candidate is worth at its prices (below zero is good).

    Attributes
    ----------
    value, scores, picked
        No plan costs less; worth of each candidate; which are best together.
    """

    value: float
    scores: Floats
    picked: NDArray[np.bool_]

    def fixed(self, value: float) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Tell which candidates every plan below a cost chooses, and which none does."""
        edge = value * (1 + CLOSE)
        own, others = self.scores[self.picked], self.scores[~self.picked]
        if not len(own) or not len(others):
            return self.picked.copy(), ~self.picked
        inside = self.picked & (self.value - self.scores + others.min() > edge)
        return inside, ~self.picked & (self.value + self.scores - own.max() > edge)


def proven(costs: Costs, columns: Columns, *, clock: Clock, steps: int = 800) -> Bound:
    """Return the best bound that the time allows.

    Notes
    -----
    Relaxes "everybody is served once". A price is at most the cost of the first candidate that is
    left out, so that leaving it out changes nothing. Beasley (1985): A note on solving large
    p-median problems, EJOR 21.
    """
    near, at, top = _nearest(costs, len(columns))
    weights, picks = costs.weights, len(columns)
    flat, n = at.reshape(-1), costs.n

    def evaluate(prices: Floats) -> tuple[float, Floats]:
        saved = np.minimum(near - prices[:, None], 0.0)
        scores: Floats = np.bincount(flat, (saved * weights[:, None]).reshape(-1), n).astype(
            np.float64
        )
        picked = _picked(scores, picks)
        served = ((saved < 0) & picked[at]).sum(axis=1)
        value = float(weights @ prices + scores[picked].sum())
        slope = served - 1.0
        ends = ((prices >= top) & (slope < 0)) | ((prices <= 0) & (slope > 0))
        return -value, np.where(ends, 0.0, slope)

    begin = np.minimum(_between(costs, columns), top)
    value = -costs.total(columns)
    prices, _ = descend(begin, evaluate, lambda one: np.clip(one, 0.0, top), target=value,
                        clock=clock, steps=steps)  # fmt: skip
    saved = np.minimum(near - prices[:, None], 0.0) * weights[:, None]
    scores: Floats = np.bincount(flat, saved.reshape(-1), n).astype(np.float64)
    picked = _picked(scores, picks)
    found = float(weights @ prices + scores[picked].sum())
    found = float(np.ceil(found - 1e-6)) if costs.whole else found
    return Bound(value=found, scores=scores, picked=picked)


def _nearest(costs: Costs, picks: int) -> tuple[Floats, Columns, Floats]:
    """The nearest candidates of each row, and the highest price that they allow."""
    k = int(np.ceil(_NEAREST * costs.n / max(picks, 1)))
    table = np.minimum(costs.pairs, costs.base[:, None])
    highest = float(table.max(where=np.isfinite(table), initial=1.0))
    beyond = np.minimum(costs.base, 2.0 * highest)
    if k + 1 >= costs.n:
        return table, np.broadcast_to(np.arange(costs.n), table.shape), beyond
    at = np.argpartition(table, k, axis=1)[:, : k + 1]
    near = np.take_along_axis(table, at, axis=1)
    return near, at, np.minimum(near.max(axis=1), beyond)


def _between(costs: Costs, columns: Columns) -> Floats:
    """Prices to begin with: between what the nearest and the second hub of a plan cost."""
    own = np.sort(np.c_[costs.pairs[:, columns], costs.base], axis=1)
    first = own[:, 0]
    second = own[:, 1] if own.shape[1] > 1 else first
    return np.where(np.isfinite(second), (first + second) / 2, 1.5 * first)


def _picked(scores: Floats, picks: int) -> NDArray[np.bool_]:
    picked = np.zeros(len(scores), dtype=np.bool_)
    picked[np.argsort(scores, kind="stable")[:picks]] = True
    return picked
