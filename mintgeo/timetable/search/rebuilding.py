"""Journeys rebuilt from what a pass knew: all at once, ride by ride."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from mintgeo.timetable.day import Positions
from mintgeo.timetable.search.departing import Search
from mintgeo.timetable.search.legs import Journeys
from mintgeo.timetable.search.walks import Walks, expanded, pointers

Ints = NDArray[np.integer[Any]]
_AT_ONCE: Final = 20_000


@dataclass(frozen=True, eq=False)
class _Standing:
    """People at stops, and the code that each of them shall come to."""

    who: Ints
    stop: Ints
    minute: Ints
    code: Any


def journeys(search: Search, homes: Walks, depart: Ints, codes: Any) -> Journeys:
    """Rebuild the journeys behind codes that a search has found.

    Parameters
    ----------
    search
        Made with ``whole=True``.
    homes
        Walks to stops, a point for each journey.
    depart
        Minute at which each one starts.
    codes
        What ``search.read`` found for each; none may be missing.

    Returns
    -------
    Journeys
        Of equal journeys the one that boards last, changes with the shortest walk, and gets off
        first.
    """
    start: Positions = np.asarray(depart, dtype=np.int32)
    coding = search.sweep.coding
    arrive, rides = coding.arrive(codes), coding.rides(codes)
    board = _Board(search)
    parts: list[tuple[Ints, ...]] = []
    walk = np.where(rides == 0, arrive - start, 0).astype(np.int32)
    for begin in range(0, len(start), _AT_ONCE):
        who = begin + np.flatnonzero(rides[begin : begin + _AT_ONCE])
        standing, walk[who] = board.reached(homes.rows(who), who, start[who], codes[who])
        while len(standing.who):
            part, standing = board.ride(standing)
            parts.append(part)
    return _put_together(parts, start, arrive, walk)


class _Board:
    """All departures of a search by stop and minute."""

    def __init__(self, search: Search) -> None:
        self._sweep, running = search.sweep, search.sweep.running
        self._day, self._changes, self._unit = running.day, running.changes, running.unit
        self._begin, self._end, day = running.calls.begin, running.calls.end, running.day
        last = np.zeros(len(day.stop), dtype=bool)
        last[day.first[1:] - 1] = True
        minute = day.depart // self._unit
        at = np.flatnonzero(day.board & ~last & (minute >= self._begin) & (minute <= self._end))
        key = self._key(day.stop[at], minute[at])
        order = np.argsort(key, kind="stable")
        self._keys, self._calls = key[order], at[order]
        run = np.searchsorted(day.first, self._calls, side="right")
        self._ends = day.first[run]

    def _key(self, stop: Ints, minute: Ints) -> Ints:
        return stop.astype(np.int64) * (self._end - self._begin + 1) + (minute - self._begin)

    def _has(self, minute: Ints, stop: Ints, code: Any) -> NDArray[np.bool_]:
        """Whether a code is among those of a stop at a minute."""
        table = self._sweep.table
        there = _leveled(table[minute % len(table), stop]) == code[:, None]
        return np.asarray(there.any(axis=1) & (minute <= self._end))

    def reached(
        self, homes: Walks, who: Ints, depart: Ints, codes: Any
    ) -> tuple[_Standing, Positions]:
        """The stop that each one walks to: the nearest from where the code is come to."""
        of, walk = homes.origin, homes.whole()
        fits = self._has(depart[of] + walk, homes.stop, codes[of])
        order = np.lexsort((homes.stop[fits], walk[fits], of[fits]))
        found, at = np.unique(of[fits][order], return_index=True)
        chosen = np.flatnonzero(fits)[order][at]
        minute = depart[found] + walk[chosen]
        return _Standing(who[found], homes.stop[chosen], minute, codes[found]), walk[chosen]

    def _boarding(self, at: _Standing) -> Ints:
        """The last minute at which each one can board: later ones come to another code."""
        low, high = at.minute.copy(), np.full(len(at.who), self._end)
        while (low < high).any():
            middle = (low + high + 1) // 2
            still = self._has(middle, at.stop, at.code)
            low, high = np.where(still, middle, low), np.where(still, high, middle - 1)
        return low

    def ride(self, at: _Standing) -> tuple[tuple[Ints, ...], _Standing]:
        """The next ride of each one, and where they stand after it."""
        minute = self._boarding(at)
        begin = np.searchsorted(self._keys, self._key(at.stop, minute))
        n = np.searchsorted(self._keys, self._key(at.stop, minute), side="right") - begin
        of, pick = np.repeat(np.arange(len(n)), n), expanded(begin, n)
        board = self._calls[pick]
        later = self._ends[pick] - board - 1
        of, board, off = np.repeat(of, later), np.repeat(board, later), expanded(board + 1, later)
        return self._alight(at, minute, of, board, off)

    def _alight(
        self, at: _Standing, minute: Ints, of: Ints, board: Ints, off: Ints
    ) -> tuple[tuple[Ints, ...], _Standing]:
        """Of all calls at which each one could get off, the one that comes to the code."""
        day, coding = self._day, self._sweep.coding
        when = -(-day.arrive[off] // self._unit)
        may = day.alight[off] & (when <= self._end)
        of, board, off, when = of[may], board[may], off[may], when[may]
        want = at.code[of] - coding.dtype(coding.ride)
        stop = day.stop[off]
        there = self._ends_here(stop, when, want)
        walk = coding.arrive(want) - when
        ways = self._onward(stop, when, want)
        row = np.concatenate([np.flatnonzero(there), ways[0]])
        to = np.concatenate([np.full(there.sum(), -1), ways[1]])
        took = np.concatenate([walk[there], ways[2]])
        order = np.lexsort((row, when[row], took, to >= 0, of[row]))
        found, first = np.unique(of[row][order], return_index=True)
        row, to, took = (one[order][first] for one in (row, to, took))
        part = (
            at.who[found], board[row], off[row], minute[found], when[row], took, to != stop[row]
        )  # fmt: skip
        goes = to >= 0
        then = _Standing(
            at.who[found][goes], to[goes], (when[row] + took)[goes], want[row][goes]
        )  # fmt: skip
        return part, then

    def _ends_here(self, stop: Ints, when: Ints, want: Any) -> NDArray[np.bool_]:
        goal, coding = self._sweep.goal, self._sweep.coding
        codes = _leveled(goal.codes[stop]) + coding.later(when)[:, None]
        return np.asarray(((codes == want[:, None]) & (codes < goal.beyond)).any(axis=1))

    def _onward(self, stop: Ints, when: Ints, want: Any) -> tuple[Ints, Ints, Ints]:
        changes = self._changes
        first = changes.first[stop]
        n = changes.first[stop + 1] - first
        row, way = np.repeat(np.arange(len(stop)), n), expanded(first, n)
        to, took = changes.to[way], changes.minutes[way]
        fits = self._has(when[row] + took, to, want[row])
        return row[fits], to[fits], took[fits]


def _leveled(codes: Any) -> Any:
    """One code or several of every place, along a second axis."""
    return codes if codes.ndim > 1 else codes[:, None]


def _put_together(
    parts: list[tuple[Ints, ...]], depart: Positions, arrive: Positions, walk: Positions
) -> Journeys:
    if parts:
        who, *rest = (np.concatenate(column) for column in zip(*parts, strict=True))
    else:
        who, *rest = (np.zeros(0, dtype=np.int32) for _ in range(7))
    order = np.argsort(who, kind="stable")
    board, alight, board_at, alight_at, onward = (one[order].astype(np.int32) for one in rest[:5])
    return Journeys(
        depart=depart, arrive=arrive, walk=walk,
        first=pointers(np.bincount(who, minlength=len(depart))),
        board=board, alight=alight, board_at=board_at, alight_at=alight_at, onward=onward,
        on_foot=rest[5][order].astype(bool),
    )  # fmt: skip
