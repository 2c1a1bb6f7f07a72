"""The latest way to a goal, from all stops and then from all homes."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from mintgeo.timetable.search.sweep import Sweep
from mintgeo.timetable.search.walks import Walks

Ints = NDArray[np.integer[Any]]
Minutes = NDArray[np.int32]
_AT_ONCE: Final = 500
_WALK: Final = 1 << 12
"""No walk to a stop takes so many minutes."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Ways:
    """The best way of every pair, homes × offers; -1 where there is none.

    Attributes
    ----------
    leave
        Minute at which one leaves the start.
    arrive
        Minute at which one is at the goal.
    rides
        Number of vehicles; 0 is walking all the way.
    """

    leave: Minutes
    arrive: Minutes
    rides: NDArray[np.int8]

    def turned(self) -> "Ways":
        """Ways of a mirrored day as they are."""
        there = self.rides >= 0
        leave, arrive = (np.where(there, -one, -1) for one in (self.arrive, self.leave))
        return Ways(leave=leave, arrive=arrive, rides=self.rides)


class Last:
    """The last minute at which the goal can still be reached from every stop, and the code then."""

    def __init__(self, sweep: Sweep) -> None:
        self._coding, shape = sweep.coding, sweep.goal.codes.shape
        coding = sweep.coding
        self.minute = np.full(shape, coding.begin - 1, dtype=np.int32)
        self.code = np.full(shape, coding.none, dtype=coding.dtype)

    def see(self, minute: int, row: Any) -> None:
        """Look at a row of the table; minutes come from the last to the first."""
        new = (row < self._coding.none) & (self.code == self._coding.none)
        self.minute[new] = minute
        self.code[new] = row[new]

    def read(self, homes: Walks, by: Minutes, on_foot: Any) -> Ways:
        """The latest way of every home, no earlier than the pass begins."""
        coding, begin = self._coding, self._coding.begin
        latest = int(by.max(initial=begin))
        keys = _Keys.fitting(latest, begin, int(coding.beyond(latest)))
        at_stops = keys.of(self.minute, self.code, self.code < coding.none)
        best = np.full((len(homes), self.code.shape[1]), keys.none, dtype=keys.dtype)
        walk = homes.whole().astype(keys.dtype)[:, None] * keys.minute
        for part in some_homes(homes):
            at = slice(homes.first[part[0]], homes.first[part[-1] + 1])
            later = at_stops[homes.stop[at]] + walk[at]
            best[part] = np.minimum.reduceat(later, homes.first[part] - homes.first[part[0]])
        if on_foot is not None:
            near = np.isfinite(on_foot)
            leave = by - np.ceil(np.where(near, on_foot, 0) - 1e-3).astype(np.int64)
            arrive = np.broadcast_to(coding.later(by), leave.shape)
            best = np.minimum(best, keys.of(leave, arrive, near))
        there = best < keys.beyond
        code = np.where(there, best & (keys.minute - 1), coding.none)
        return Ways(
            leave=np.where(there, latest - (best // keys.minute), -1).astype(np.int32),
            arrive=coding.arrive(code), rides=coding.rides(code),
        )  # fmt: skip


@dataclass(frozen=True)
class _Keys:
    """The better way has the lower key: later leaving, then the lower code."""

    latest: int
    beyond: int
    minute: int
    dtype: Any

    @classmethod
    def fitting(cls, latest: int, begin: int, codes: int) -> "_Keys":
        minute = 1 << codes.bit_length()
        beyond = (latest - begin + 1) * minute
        small = beyond + _WALK * minute < 1 << 30
        return cls(latest, beyond, minute, np.int32 if small else np.int64)

    @property
    def none(self) -> int:
        return int(np.iinfo(self.dtype).max) // 2

    def of(self, leave: Any, code: Any, there: Any) -> Any:
        """Keys of ways, where there are any; too early ones are none, too."""
        key = (self.latest - leave.astype(np.int64)) * self.minute + code
        return np.where(there & (key < self.beyond), key, self.none).astype(self.dtype)


def some_homes(homes: Walks) -> Iterator[Ints]:
    """Homes with walks, some at a time: what belongs to them shall stay near at hand."""
    some = np.flatnonzero(homes.n)
    for at in range(0, len(some), _AT_ONCE):
        yield some[at : at + _AT_ONCE]
