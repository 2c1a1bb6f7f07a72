"""The first way home after stays that end at a minute of their own for every pair."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mintgeo.timetable.search.latest import Minutes, Ways, some_homes
from mintgeo.timetable.search.sweep import Sweep
from mintgeo.timetable.search.walks import Walks


def first_home(
    sweep: Sweep, homes: Walks, ends: Minutes, on_foot: NDArray[np.floating[Any]] | None, *,
    until: int,
) -> Ways:  # fmt: skip
    """Find the first way home of every pair.

    Parameters
    ----------
    sweep
        Of the mirrored day, with a table of all its minutes.
    homes
        Walks to stops.
    ends
        When each stay ends, homes × offers; -1 where there is none.
    on_foot
        Minutes of walking all the way, homes × offers.
    until
        Last minute at home.
    """
    coding, walk = sweep.coding, homes.whole()
    code = np.full(ends.shape, coding.none, dtype=coding.dtype)
    home = np.full(ends.shape, -1, dtype=np.int32)
    for part in some_homes(homes):
        at = slice(homes.first[part[0]], homes.first[part[-1] + 1])
        starts = homes.first[part] - at.start
        look = _Look(sweep, homes.stop[at], walk[at], starts)
        home[part], code[part] = look.first(ends[part], until)
    rides, leave = coding.rides(code), np.where(code < coding.none, -coding.arrive(code), -1)
    if on_foot is not None:
        whole = np.ceil(np.where(np.isfinite(on_foot), on_foot, 0) - 1e-3).astype(np.int32)
        walked = ends + whole
        better = (ends >= 0) & np.isfinite(on_foot) & (walked <= until)
        better &= (rides < 0) | (walked < home)
        home, leave = np.where(better, walked, home), np.where(better, ends, leave)
        rides = np.where(better, np.int8(0), rides)
    return Ways(leave=leave.astype(np.int32), arrive=home.astype(np.int32), rides=rides)


class _Look:
    """The codes of some homes, at a minute for each of their offers."""

    def __init__(self, sweep: Sweep, stop: Any, walk: Any, starts: Any) -> None:
        self._table, self._coding = sweep.table, sweep.coding
        self._walk, self._starts, self._flat = walk, starts, sweep.table.ravel()
        _, n_stops, n_offers = sweep.table.shape
        self._row = n_stops * n_offers
        self._place = stop[:, None].astype(np.int64) * n_offers + np.arange(n_offers)
        self._n = np.diff(starts, append=len(stop))

    def at(self, home: Minutes) -> Any:
        """Codes of those who are home at these minutes: the latest leaving of the offers."""
        minute = np.repeat(-home, self._n, axis=0) + self._walk[:, None]
        place = (minute % len(self._table)).astype(np.int64) * self._row + self._place
        return np.minimum.reduceat(self._flat.take(place), self._starts, axis=0)

    def first(self, ends: Minutes, until: int) -> tuple[Minutes, Any]:
        """The first minute at home after each end, and its code; -1 where there is none."""
        late = self._coding.beyond(-ends)
        low, high = np.maximum(ends, 0), np.full(ends.shape, until)
        there = (ends >= 0) & (self.at(high) < late)
        while (low < high).any():
            middle = (low + high) // 2
            enough = self.at(middle) < late
            low, high = np.where(enough, low, middle + 1), np.where(enough, middle, high)
            low = np.minimum(low, until)
        code = np.where(there, self.at(low), self._coding.none)
        return np.where(there, low, -1).astype(np.int32), code.astype(self._coding.dtype)
