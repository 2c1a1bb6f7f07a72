"""One pass backwards in time: the best way on from every stop, minute by minute."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from mintgeo.timetable.search.codes import Coding
from mintgeo.timetable.search.least import Least
from mintgeo.timetable.search.running import Running
from mintgeo.timetable.search.walks import expanded


@dataclass(frozen=True, kw_only=True, eq=False)
class Goal:
    """What is aimed at.

    Attributes
    ----------
    codes
        Of every stop the code of the walk to the goal (``Coding.walk``), ``none`` where there is
        none: stops, or stops × k, or stops × offers.
    beyond
        The least code that is too late: one number, or one for each offer.
    """

    codes: Any
    beyond: Any


class Sweep:
    """A pass from the last minute to the first.

    ``table[minute % len(table)]`` holds, for everybody who stands at a stop at that minute and
    boards there then or later, the best code at the goal. The table has as many rows as are asked
    for, at least so many as the longest change needs: it ends with the first minutes of the time.

    Parameters
    ----------
    running, goal, coding, least
        What runs, what is aimed at, and which way is the better one.
    rows
        Number of minutes that the table keeps.
    """

    def __init__(
        self, running: Running, goal: Goal, coding: Coding, least: Least, *, rows: int
    ) -> None:
        self.running, self.goal, self.coding, self.least = running, goal, coding, least
        self._calls, self._changes = running.calls, running.changes
        tail = goal.codes.shape[1:]
        self._column = (slice(None), *(None,) * len(tail))
        n_rows = max(rows, self._changes.longest + 2)
        self.table = np.full((n_rows, *goal.codes.shape), coding.none, dtype=coding.dtype)
        self._flat = self.table.reshape(n_rows * len(goal.codes), *tail)
        self._seated = np.full((self._calls.n_trips, *tail), coding.none, dtype=coding.dtype)

    def __iter__(self) -> Iterator[tuple[int, Any]]:
        """Yield every minute, the last one first, and its row of the table."""
        n_rows = len(self.table)
        for step, minute in enumerate(range(self._calls.end, self._calls.begin - 1, -1)):
            row = self.table[minute % n_rows]
            row[...] = self.table[(minute + 1) % n_rows]
            self._meet(step, row)
            yield minute, row

    def run(self) -> "Sweep":
        """Go through all minutes."""
        for _ in self:
            pass
        return self

    def _meet(self, step: int, row: Any) -> None:
        """All calls of a minute; once more as long as changes without time alter something."""
        calls = self._calls
        turn = calls.first_turn[step]
        turns = range(turn, turn + calls.turns[step])
        if not turns:
            return
        begin, end = calls.arrivals[turn], calls.arrivals[turns[-1] + 1]
        if not self._changes.instant:
            self._turns(turns, row, self._alighted(begin, end), begin)
            return
        trips = calls.arrive_trip[begin:end]
        before = self._seated[trips]
        former = None
        while former is None or (former != row).any():
            former = row.copy()
            self._seated[trips] = before
            self._turns(turns, row, self._alighted(begin, end), begin)

    def _turns(self, turns: range, row: Any, alighted: Any, begin: int) -> None:
        calls, seated = self._calls, self._seated
        for turn in turns:
            on, off = calls.departures[turn : turn + 2], calls.arrivals[turn : turn + 2]
            if on[1] > on[0]:
                self._board(slice(*on), row)
            if off[1] > off[0]:
                trips = calls.arrive_trip[off[0] : off[1]]
                got = alighted[off[0] - begin : off[1] - begin]
                seated[trips] = self.least.of_two(seated[trips], got)

    def _board(self, on: slice, row: Any) -> None:
        stops = self._calls.depart_stop[on]
        codes = self._seated[self._calls.depart_trip[on]] + self.coding.dtype(self.coding.ride)
        np.minimum(codes, self.coding.none, out=codes)
        starts = np.flatnonzero(np.concatenate([[True], stops[1:] != stops[:-1]]))
        here = stops[starts]
        row[here] = self.least.of_two(row[here], self.least.of_runs(codes, starts))

    def _alighted(self, begin: int, end: int) -> Any:
        """Best codes of those who get off at some arrivals: walk to the goal, or change."""
        stop, minute = self._calls.arrive_stop[begin:end], self._calls.arrive[begin:end]
        codes = self.goal.codes[stop] + self.coding.later(minute)[self._column]
        codes[codes >= self.goal.beyond] = self.coding.none
        first = self._changes.first[stop]
        n = self._changes.first[stop + 1] - first
        some = np.flatnonzero(n)
        if len(some) == 0:
            return codes
        n = n[some]
        way = expanded(first[some], n)
        when = np.repeat(minute[some], n) + self._changes.minutes[way]
        at = (when % len(self.table)).astype(np.int64) * self.table.shape[1]
        later = self.least.of_runs(self._flat[at + self._changes.to[way]], np.cumsum(n) - n)
        codes[some] = self.least.of_two(codes[some], later)
        return codes
