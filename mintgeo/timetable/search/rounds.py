"""There, stay, and back: round trips of all pairs of homes and offers."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from mintgeo.timetable.day import Day
from mintgeo.timetable.search.backward import mirrored
from mintgeo.timetable.search.departing import Found, Search
from mintgeo.timetable.search.latest import Last, Minutes, Ways
from mintgeo.timetable.search.pairs import blocks, in_time, joined, on_foot_codes, to_each
from mintgeo.timetable.search.running import Running
from mintgeo.timetable.search.staying import first_home
from mintgeo.timetable.search.sweep import Sweep
from mintgeo.timetable.search.walks import Walks

Ints = NDArray[np.integer[Any]]
Floats = NDArray[np.floating[Any]]
NIGHT: Final = 60
"""Minutes after the last arrival of the day until which ways home are looked for."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Rounds:
    """Round trips, homes × offers.

    Attributes
    ----------
    there
        The way there: the latest that arrives before the start; with no start the first possible.
    back
        The first way home after the end, however late that is.
    end
        Minute at which the stay ends; -1 where nobody gets there.
    last_back
        Last minute at which one can leave the offer and be home in time, be it before the end or
        not; -1 where there is none: after the end of a course, or after ``leave``.
    """

    there: Ways
    back: Ways
    end: Minutes
    last_back: Minutes


@dataclass(frozen=True, kw_only=True, eq=False)
class Trip:
    """What is asked of a round trip.

    Attributes
    ----------
    leave, home_by
        Nobody leaves home before this minute, and everybody is home by that one.
    stay_min
        Minutes of staying, at offers without a start and an end.
    change_min
        Least minutes of a change.
    """

    leave: int
    home_by: int
    stay_min: int = 0
    change_min: int = 2


def rounds(
    day: Day, homes: Walks, offers: Walks, trip: Trip, *, start: Ints | None = None,
    end: Ints | None = None, on_foot: Floats | None = None,
) -> Rounds:  # fmt: skip
    """Find the way there, and the way back from the same offer after the stay, of every pair.

    Parameters
    ----------
    day, homes, offers, on_foot
        As of ``in_time``.
    trip
        What is asked.
    start, end
        Minutes at which each offer begins and ends; without them everybody comes as soon as they
        can and stays for ``trip.stay_min``.
    """
    asked = _Asked(day, homes, trip)
    stays = start is None or end is None
    parts = []
    for block in blocks(day, len(offers), asked.night - trip.leave if stays else asked.rows):
        near, foot = offers.rows(block), None if on_foot is None else on_foot[:, block]
        if start is None or end is None:
            parts.append(asked.staying(near, foot))
        else:
            parts.append(asked.course(near, foot, start[block], end[block]))
    return _joined(parts)


@dataclass(frozen=True, eq=False)
class _Asked:
    day: Day
    homes: Walks
    trip: Trip

    @property
    def night(self) -> int:
        """The minute until which ways home are looked for."""
        return max(int(self.day.arrive.max(initial=0)) // 60 + NIGHT, self.trip.home_by)

    @property
    def rows(self) -> int:
        """Minutes that homes have to look at for one minute of their own."""
        return int(self.homes.whole().max(initial=0)) + 2

    def course(self, offers: Walks, foot: Floats | None, start: Ints, end: Ints) -> Rounds:
        """Offers that begin and end at minutes of their own."""
        there = in_time(
            self.day, self.homes, offers, leave=self.trip.leave, by=start, on_foot=foot,
            change_min=self.trip.change_min,
        )  # fmt: skip
        by = -end.astype(np.int32)
        sweep = self._back(offers, by, rows=self.rows)
        last, latest = Last(sweep), np.full(there.leave.shape, -1, dtype=np.int32)
        for minute, row in sweep:
            last.see(minute, row)
            if minute == -self.trip.home_by:
                latest = self._last_back(sweep, foot)
        home = last.read(self.homes, by, foot).turned()
        return Rounds(
            there=there, back=home, last_back=np.where(latest >= end, latest, -1),
            end=np.where(there.rides >= 0, end, -1).astype(np.int32),
        )  # fmt: skip

    def staying(self, offers: Walks, foot: Floats | None) -> Rounds:
        """Offers that are open: as soon as one can be there, for as long as one stays."""
        there = self._first_there(offers, foot)
        ends = np.where(there.rides >= 0, there.arrive + self.trip.stay_min, -1).astype(np.int32)
        first = self.trip.leave
        by = np.full(len(offers), -first)
        sweep = self._back(offers, by, rows=self.night - first + self.rows).run()
        home = first_home(sweep, self.homes, ends, foot, until=self.night)
        latest = self._last_back(sweep, foot)
        return Rounds(
            there=there, back=home, end=ends, last_back=np.where(latest >= first, latest, -1)
        )

    def _first_there(self, offers: Walks, foot: Floats | None) -> Ways:
        """The earliest arrival of those who leave at once."""
        leave, latest = self.trip.leave, self.trip.home_by - self.trip.stay_min
        running = Running.between(self.day, leave, latest, change_min=self.trip.change_min)
        sweep = to_each(running, offers, latest, rows=self.rows).run()
        found = self._at(sweep, leave, latest - leave, foot)
        there = found.rides[0] >= 0
        return Ways(
            leave=np.where(there, leave, -1).astype(np.int32), arrive=found.arrive[0],
            rides=found.rides[0],
        )  # fmt: skip

    def _back(self, offers: Walks, by: Ints, *, rows: int) -> Sweep:
        """The way home as a pass of the mirrored day: leaving the offers at ``-by`` or later."""
        end = int(by.max(initial=-self.night))
        day, change_min = mirrored(self.day), self.trip.change_min
        running = Running.between(day, -self.night, end, change_min=change_min)
        return to_each(running, offers, by, rows=rows)

    def _last_back(self, sweep: Sweep, foot: Floats | None) -> Minutes:
        """When to leave each offer at the latest to be home in time."""
        found = self._at(sweep, -self.trip.home_by, 2 * self.night, foot)
        return np.where(found.rides[0] >= 0, -found.arrive[0], -1).astype(np.int32)

    def _at(self, sweep: Sweep, minute: int, most: int, foot: Floats | None) -> Found:
        """What homes find that leave at a minute of which the table of the pass is full."""
        search = Search(sweep=sweep, depart=(minute, minute), max_min=most, walk_min=self.rows)
        walking = None if foot is None else on_foot_codes(foot, sweep.coding)
        return search.read(self.homes, walking)


def _joined(parts: list[Rounds]) -> Rounds:
    return Rounds(
        there=joined(one.there for one in parts),
        back=joined(one.back for one in parts),
        end=np.concatenate([one.end for one in parts], axis=1),
        last_back=np.concatenate([one.last_back for one in parts], axis=1),
    )
