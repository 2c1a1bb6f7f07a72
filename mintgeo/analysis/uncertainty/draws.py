"""Times of every point in every draw, and the shares that they make."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mintgeo._errors import InputError, OptionError
from mintgeo._quantiles import Floats, Ints
from mintgeo.analysis.uncertainty.chance import Cycles, Small

LEVEL: Final = 0.9
"""Nine of ten intervals hold the true share."""


@dataclass(frozen=True, kw_only=True)
class Draws:
    """Times of every point in every draw: what ``coverage`` makes intervals of.

    Attributes
    ----------
    ids : ndarray
        Points, in the order of the reach table.
    latest
        The longest threshold that the draws can answer.
    times
        Draws × points, in minutes; ``inf`` where nothing is reached. Above ``latest`` they only say
        that it takes longer.
    hidden, factor
        People that the data hide at every point, and by what they are multiplied in every draw.
    scatter, cycles, normal
        σ of the logarithm of the people of every point; in every draw, the point's quantile of the
        normal law, and these quantiles.
    region, low, high
        Kreis of every point, and by what the low and the high estimate of what a Kreis shares
        change all of its times (draws × Kreise).
    """

    ids: NDArray[np.object_]
    latest: float
    times: Small
    hidden: Floats
    factor: Floats
    scatter: Floats
    cycles: Cycles
    normal: Floats
    region: Ints
    low: Small
    high: Small

    def under(self, factor: Small) -> "Draws":
        """The same draws under the ``low`` or the ``high`` estimate of what a Kreis shares."""
        return replace(self, times=self.times * factor.take(self.region, axis=1))

    def rows(self, ids: pd.Series) -> Ints:
        """Where the points of a table stand among the draws.

        Raises
        ------
        InputError
            If they are not the same points.
        """
        if len(ids) == len(self.ids) and np.array_equal(self.ids[self._by_id], ids.to_numpy()):
            return self._by_id
        at = pd.Index(self.ids).get_indexer(pd.Index(ids))
        if len(ids) != len(self.ids) or (at < 0).any():
            raise InputError(
                "The draws belong to another reach table; uncertainty() makes new ones."
            )
        return np.asarray(at, dtype=np.intp)

    def weights(self, people: Floats, rows: Ints) -> Iterator[Floats]:
        """Yield the people of some points in every draw."""
        hidden, sigma = self.hidden[rows], self.scatter[rows].astype(np.float32)
        middle = np.exp(-(sigma.astype(float) ** 2) / 2) * people  # the mean of all draws: people
        normal, scattered = self.normal.astype(np.float32), bool(sigma.any())
        for factor, step in zip(self.factor, self.cycles.chosen(rows), strict=False):
            now = middle * np.exp(sigma * normal.take(step)) if scattered else people
            yield now + factor * hidden if hidden.any() else now

    def shares(
        self, people: Floats, codes: Ints, groups: int, minutes: Sequence[float], *, rows: Ints
    ) -> Floats:
        """Share of people within each threshold: thresholds × draws × groups.

        Parameters
        ----------
        people, codes
            People of each point, and the group it is in.
        groups
            How many groups there are.
        minutes
            Thresholds.
        rows
            Where the points stand among the draws. Sums go by id, so that no order matters.

        Raises
        ------
        OptionError
            If a threshold is longer than what was drawn.
        """
        if max(minutes) > self.latest:
            raise OptionError(
                "The draws answer at most {latest:g} minutes, not {minutes:g}; make new ones with "
                "such minutes, of a reach table whose max_min is not less.",
                latest=self.latest,
                minutes=max(minutes),
            )
        order = np.lexsort((self._rank[rows], codes))
        rows, people, codes = rows[order], people[order], codes[order]
        there, first = np.unique(codes, return_index=True)
        out = np.full((len(minutes), len(self.times), groups), np.nan)
        for number, weight in enumerate(self.weights(people, rows)):
            total = np.add.reduceat(weight, first)
            times = self.times[number].take(rows)
            for limit, share in zip(minutes, out[:, number], strict=True):
                near = np.add.reduceat(weight * (times <= limit), first)
                share[there] = np.divide(
                    near, total, out=np.full(len(first), np.nan), where=total > 0
                )
        return out

    def spans(
        self, people: Floats, codes: Ints, groups: int, minutes: Sequence[float], *, rows: Ints
    ) -> tuple[Floats, Floats, Floats]:
        """Lower bound, median and upper bound per threshold and group: of 90 % of the draws."""
        shares = self.shares(people, codes, groups, minutes, rows=rows)
        tail = (1 - LEVEL) / 2
        low, middle, high = np.clip(np.quantile(shares, [tail, 0.5, 1 - tail], axis=1), 0, 1)
        return low, middle, high

    def intervals(
        self, people: Floats, codes: Ints, groups: int, minutes: Sequence[float], *, rows: Ints
    ) -> tuple[Floats, Floats]:
        """Lower and upper bound per threshold and group: the middle 90 % of the draws."""
        low, _, high = self.spans(people, codes, groups, minutes, rows=rows)
        return low, high

    @cached_property
    def _by_id(self) -> Ints:
        return np.argsort(self.ids.astype(str), kind="stable")

    @cached_property
    def _rank(self) -> Ints:
        """Position of every point by id."""
        rank = np.empty(len(self.ids), dtype=np.intp)
        rank[self._by_id] = np.arange(len(self.ids))
        return rank
