"""What no choice of hubs can undercut: a Lagrangean bound over each row's nearest candidates."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from mintgeo.plan.ascent import descend, dot
from mintgeo.plan.hubs.costs import Columns, Costs, Floats
from mintgeo.plan.solution import CLOSE, Clock

_NEAREST: Final = 3.5
"""Candidates looked at, as a multiple of what falls to each hub."""
_ROOM: Final = 1.15
"""How far above the prices pairs are gathered, so that prices may rise."""


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


class Pairs:
    """What counts at some prices: pairs of rows and candidates that cost less than a row's limit.

    Parameters
    ----------
    costs
        All pairs.
    picks
        Number of hubs, which tells how many candidates of a row matter.

    Notes
    -----
    A price is at most ``top``, the cost of the first candidate that is left out, so that leaving it
    out changes nothing.
    """

    def __init__(self, costs: Costs, picks: int) -> None:
        self._costs = costs
        self._near, self._at, self.top = _nearest(costs, picks)
        self._gather(np.full(len(self.top), -np.inf))

    def saved(self, prices: Floats) -> sparse.csr_array:
        """Return what each candidate saves each row at the prices, candidates × rows."""
        if (prices > self._limit).any():
            self._gather(np.minimum(_ROOM * prices + 1e-9, self.top))
        saved = self._matrix
        np.subtract(self._cost, prices[saved.indices], out=saved.data)
        np.minimum(saved.data, 0.0, out=saved.data)
        return saved

    def _gather(self, limit: Floats) -> None:
        kept = self._near <= limit[:, None]
        ends = np.r_[0, np.cumsum(kept.sum(axis=1))]
        shape = (len(limit), self._costs.n)
        some = sparse.csr_array((self._near[kept], self._at[kept], ends), shape=shape)
        self._matrix = sparse.csr_array(some.T.tocsr())
        self._cost, self._limit = self._matrix.data.copy(), limit


def proven(costs: Costs, columns: Columns, *, clock: Clock, steps: int = 800) -> Bound:
    """Return the best bound that the time allows.

    Notes
    -----
    Relaxes "everybody is served once". Beasley (1985): A note on solving large p-median problems,
    EJOR 21.
    """
    pairs, weights, picks = Pairs(costs, len(columns)), costs.weights, len(columns)
    scale = np.sqrt(weights)

    def evaluate(scaled: Floats) -> tuple[float, Floats]:
        prices = np.minimum(scaled / scale, pairs.top)
        saved = pairs.saved(prices)
        scores = saved @ weights
        picked = _picked(scores, picks)
        used = np.repeat(picked, np.diff(saved.indptr)) & (saved.data < 0)
        served = np.bincount(saved.indices[used], minlength=len(prices))
        slope = served - 1.0
        ends = ((prices >= pairs.top) & (slope < 0)) | ((prices <= 0) & (slope > 0))
        value = dot(weights, prices) + float(scores[picked].sum())
        return -value, np.where(ends, 0.0, slope * scale)

    begin = np.minimum(_between(costs, columns), pairs.top) * scale
    scaled, _ = descend(begin, evaluate, lambda one: np.clip(one, 0.0, pairs.top * scale),
                        target=-costs.total(columns), clock=clock, steps=steps)  # fmt: skip
    prices = np.minimum(scaled / scale, pairs.top)
    scores = np.asarray(pairs.saved(prices) @ weights)
    picked = _picked(scores, picks)
    found = dot(weights, prices) + float(scores[picked].sum())
    found = 0.0 + float(np.ceil(found - 1e-6)) if costs.whole else found
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
