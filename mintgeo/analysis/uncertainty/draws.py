"""Times of every point in every draw, and the shares that they make."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from itertools import product
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
        normal = self.normal.astype(np.float32)
        scattered, some, drawn = bool(sigma.any()), bool(hidden.any()), np.empty_like(sigma)
        for factor, step in zip(self.factor, self.cycles.chosen(rows), strict=False):
            if scattered:
                normal.take(step, out=drawn, mode="clip")
                np.multiply(sigma, drawn, out=drawn)
                np.exp(drawn, out=drawn)
            now = middle * drawn if scattered else people
            yield now + factor * hidden if some else now

    def shares(
        self, people: Floats, codes: Ints, groups: int, minutes: Sequence[float], *, rows: Ints,
        under: Small | None = None,
    ) -> Floats:  # fmt: skip
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
        under
            ``low`` or ``high``: shares under that estimate of what a Kreis shares.

        Raises
        ------
        OptionError
            If a threshold is longer than what was drawn.
        """
        return self.divided(people, [(codes, groups)], minutes, rows=rows, under=under)[0]

    def divided(
        self, people: Floats, parts: Sequence[tuple[Ints, int]], minutes: Sequence[float], *,
        rows: Ints, under: Small | None = None,
    ) -> list[Floats]:  # fmt: skip
        """Give the ``shares`` of several groupings of the same points, found in one go.

        Parameters
        ----------
        parts
            ``codes`` and ``groups`` of each.

        Raises
        ------
        OptionError
            As of ``shares``.
        """
        if max(minutes) > self.latest:
            raise OptionError(
                "The draws answer at most {latest:g} minutes, not {minutes:g}; make new ones with "
                "such minutes, of a reach table whose max_min is not less.",
                latest=self.latest,
                minutes=max(minutes),
            )
        other = () if under is None else (under,)
        asked = [_digest(people, *part, rows, *other) for part in parts]
        known = {key: self._known[key] for key in product(asked, minutes) if key in self._known}
        left = [one for one in dict.fromkeys(minutes) if {(key, one) for key in asked} - set(known)]
        if left:
            found = self._divided(people, parts, left, rows, under)
            new = {(key, one): share for key, shares in zip(asked, found, strict=True)
                   for one, share in zip(left, shares, strict=True)}  # fmt: skip
            self._keep(new)
            known |= new
        return [np.stack([known[key, one] for one in minutes]) for key in asked]

    def spans(
        self, people: Floats, codes: Ints, groups: int, minutes: Sequence[float], *, rows: Ints,
        under: Small | None = None,
    ) -> tuple[Floats, Floats, Floats]:  # fmt: skip
        """Lower bound, median and upper bound per threshold and group: of 90 % of the draws."""
        return bounds(self.shares(people, codes, groups, minutes, rows=rows, under=under))

    def intervals(
        self, people: Floats, codes: Ints, groups: int, minutes: Sequence[float], *, rows: Ints
    ) -> tuple[Floats, Floats]:
        """Lower and upper bound per threshold and group: the middle 90 % of the draws."""
        low, _, high = self.spans(people, codes, groups, minutes, rows=rows)
        return low, high

    def _divided(
        self, people: Floats, parts: Sequence[tuple[Ints, int]], minutes: Sequence[float],
        rows: Ints, under: Small | None,
    ) -> list[Floats]:  # fmt: skip
        """What ``divided`` asks for, from the times: who is how near is found once per draw."""
        by_id = np.argsort(self._rank[rows])
        rows, people, region = rows[by_id], people[by_id], self.region[rows[by_id]]
        sums = [_Sums.of(codes[by_id], groups) for codes, groups in parts]
        out = [np.full((len(minutes), len(self.times), groups), np.nan) for _, groups in parts]
        times, near = np.empty(len(rows), np.float32), [np.empty(len(rows)) for _ in minutes]
        for number, weight in enumerate(self.weights(people, rows)):
            self.times[number].take(rows, out=times, mode="clip")
            if under is not None:
                times *= under[number].take(region)
            for limit, part in zip(minutes, near, strict=True):
                np.multiply(weight, times <= limit, out=part)
            for one, shares in zip(sums, out, strict=True):
                total = one(weight)
                for share, part in zip(shares[:, number], near, strict=True):
                    share[one.there] = np.divide(
                        one(part), total, out=np.full(len(total), np.nan), where=total > 0
                    )
        return out

    @cached_property
    def _known(self) -> dict[tuple[bytes, float], Floats]:
        """Shares (draws × groups) by what was asked and threshold: verbs ask for the same ones."""
        return {}

    def _keep(self, found: dict[tuple[bytes, float], Floats]) -> None:
        """Remember shares, the latest ones, as long as they are no larger than the times."""
        self._known.update(found)
        while sum(one.nbytes for one in self._known.values()) > self.times.nbytes:
            del self._known[next(iter(self._known))]

    @cached_property
    def _by_id(self) -> Ints:
        return np.argsort(self.ids.astype(str), kind="stable")

    @cached_property
    def _rank(self) -> Ints:
        """Position of every point by id."""
        rank = np.empty(len(self.ids), dtype=np.intp)
        rank[self._by_id] = np.arange(len(self.ids))
        return rank


def bounds(shares: Floats) -> tuple[Floats, Floats, Floats]:
    """Lower bound, median and upper bound of shares (thresholds × draws × groups)."""
    tail = (1 - LEVEL) / 2
    low, middle, high = np.clip(np.quantile(shares, [tail, 0.5, 1 - tail], axis=1), 0, 1)
    return low, middle, high


@dataclass(frozen=True)
class _Sums:
    """Adds up values of points, which stand in the order of their ids, by group.

    Attributes
    ----------
    there
        Groups that have points.
    order, first
        The points by group, and where each group begins; no order where it is their own.
    ordered
        Room for the values in that order.
    """

    there: Ints
    order: Ints | None
    first: Ints
    ordered: Floats

    @classmethod
    def of(cls, codes: Ints, groups: int) -> "_Sums":
        """Of points in some groups."""
        order = None if groups == 1 else np.argsort(codes, kind="stable")
        there, first = np.unique(codes if order is None else codes[order], return_index=True)
        return cls(there, order, first, np.empty(len(codes)))

    def __call__(self, values: Floats) -> Floats:
        """Sums of the groups that are there."""
        if self.order is not None:
            values = values.take(self.order, out=self.ordered, mode="clip")
        return np.asarray(np.add.reduceat(values, self.first))


def _digest(*parts: NDArray[np.generic] | int) -> bytes:
    """What tells arrays from others."""
    seen = blake2b(digest_size=16)
    for part in map(np.asarray, parts):
        seen.update(str(part.dtype).encode())
        seen.update(np.ascontiguousarray(part).tobytes())
    return seen.digest()
