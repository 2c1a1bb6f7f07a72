"""Ways on foot between points and stops, point by point."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mintgeo.timetable.day import Positions

Ints = NDArray[np.integer[Any]]
_NOISE = 1e-3
"""Minutes that are lost in the sums of floating point, and no reason to begin another minute."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Walks:
    """Which stops, or other points, are a walk away from each of n points, and how far.

    Attributes
    ----------
    first
        Where the walks of each point begin in the two arrays below: ``int32`` of n + 1.
    stop
        Position of what the walk leads to: ``int32``.
    minutes
        How long it takes: ``float32``. Searches count whole minutes, rounded up.
    """

    first: Positions
    stop: Positions
    minutes: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.first) - 1

    @property
    def n(self) -> Positions:
        """Number of walks of each point."""
        return self.first[1:] - self.first[:-1]

    @property
    def origin(self) -> Positions:
        """Position of the point that each walk belongs to."""
        return np.repeat(np.arange(len(self), dtype=np.int32), self.n)

    def whole(self) -> Positions:
        """Minutes rounded up, as whole numbers."""
        return np.asarray(np.ceil(self.minutes - _NOISE), dtype=np.int32)

    def rows(self, rows: Ints) -> "Walks":
        """The walks of some of the points, in that order."""
        n = self.n[rows]
        at = expanded(self.first[rows], n)
        return Walks(first=pointers(n), stop=self.stop[at], minutes=self.minutes[at])

    def turned(self, n: int) -> "Walks":
        """The same walks, seen from the n stops or points that they lead to."""
        return Walks.of(self.stop, self.origin, self.minutes, n=n)

    def within(self, minutes: int) -> "Walks":
        """The walks that take so many minutes at most."""
        near = self.whole() <= minutes
        n = np.bincount(self.origin[near], minlength=len(self))
        return Walks(first=pointers(n), stop=self.stop[near], minutes=self.minutes[near])

    @classmethod
    def of(
        cls, origin: Ints, stop: Ints, minutes: NDArray[np.floating[Any]],
        *, n: int,
    ) -> "Walks":  # fmt: skip
        """Walks given one by one, in any order: from which of the n points, to what, minutes."""
        order = np.argsort(origin, kind="stable")
        first = pointers(np.bincount(origin, minlength=n))
        return cls(
            first=first, stop=stop[order].astype(np.int32),
            minutes=minutes[order].astype(np.float32),
        )  # fmt: skip


def pointers(n: Ints) -> Positions:
    """Where runs of these lengths begin, and where the last one ends."""
    return np.concatenate([[0], np.cumsum(n)]).astype(np.int32)


def expanded(first: Ints, n: Ints) -> NDArray[np.int64]:
    """Positions of runs that begin at ``first`` and are ``n`` long, one run after the other."""
    ends = np.cumsum(n, dtype=np.int64)
    total = int(ends[-1]) if len(ends) else 0
    at: NDArray[np.int64] = np.arange(total) + np.repeat(first - (ends - n), n)
    return at
