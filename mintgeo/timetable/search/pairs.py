"""Ways between all homes and all offers: in time for something, and over many departures."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from mintgeo.timetable.day import Day
from mintgeo.timetable.search.backward import mirrored
from mintgeo.timetable.search.calls import calls_between
from mintgeo.timetable.search.changing import changes
from mintgeo.timetable.search.codes import Coding
from mintgeo.timetable.search.departing import Found, Search
from mintgeo.timetable.search.least import Lowest
from mintgeo.timetable.search.sweep import Goal, Sweep
from mintgeo.timetable.search.walks import Walks

Ints = NDArray[np.integer[Any]]
Minutes = NDArray[np.int32]
ROOM: Final = 1 << 25
"""Codes that a table may hold at once; offers are taken in blocks accordingly."""
AT_ONCE: Final = 500
WALK: Final = 1 << 12
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


def in_time(
    day: Day, homes: Walks, offers: Walks, *, leave: int, by: Ints | int,
    on_foot: NDArray[np.floating[Any]] | None = None, change_min: int = 2, unit: int = 60,
) -> Ways:  # fmt: skip
    """Find the latest way from every home that arrives at every offer in time.

    Parameters
    ----------
    day
        What runs.
    homes, offers
        Walks to stops.
    leave
        Nobody leaves home before this minute.
    by
        Minute to arrive by, one for all offers or one for each; exactly then is in time.
    on_foot
        Minutes of walking all the way, homes × offers, infinite where it is too far.
    change_min, unit
        As of ``nearest``.

    Returns
    -------
    Ways
        The latest leaving; of equal ones the earliest arrival, then the fewest rides.
    """
    latest: Minutes = np.broadcast_to(np.asarray(by, dtype=np.int32), (len(offers),))
    return _joined(
        _latest(day, homes, offers.rows(block), leave, latest[block], _part(on_foot, block),
                change_min, unit)
        for block in blocks(day, len(offers), 1)
    )  # fmt: skip


def in_time_back(
    day: Day, homes: Walks, offers: Walks, *, leave: Ints | int, by: int,
    on_foot: NDArray[np.floating[Any]] | None = None, change_min: int = 2, unit: int = 60,
) -> Ways:  # fmt: skip
    """Find the way from every offer that is home first, leaving the offer at a minute or later.

    As ``in_time`` with time running backwards: ``leave`` is one minute for all offers or one for
    each, ``by`` the latest minute at home. Of equal ones the latest leaving counts.
    """
    least: Minutes = np.broadcast_to(np.asarray(leave, dtype=np.int32), (len(offers),))
    back = in_time(
        mirrored(day), homes, offers, leave=-by, by=-least, on_foot=on_foot,
        change_min=change_min, unit=unit,
    )  # fmt: skip
    return turned(back)


def turned(ways: Ways) -> Ways:
    """Ways of a mirrored day as they are."""
    there = ways.rides >= 0
    leave, arrive = (np.where(there, -one, -1) for one in (ways.arrive, ways.leave))
    return Ways(leave=leave, arrive=arrive, rides=ways.rides)


def over_departures(
    day: Day, homes: Walks, offers: Walks, *, depart: tuple[int, int], max_min: int,
    on_foot: NDArray[np.floating[Any]] | None = None, change_min: int = 2, walk_min: int = 15,
    unit: int = 60,
) -> Iterator[tuple[slice, Found]]:  # fmt: skip
    """Yield block by block the offers, and departures × homes × offers of what is found.

    Parameters
    ----------
    day, homes, offers, on_foot
        As of ``in_time``.
    depart, max_min, change_min, walk_min, unit
        As of ``nearest``.
    """
    end = depart[1] + max_min
    moves = changes(day, change_min, unit=unit)
    calls = calls_between(day, depart[0], end, unit=unit)
    rows = depart[1] - depart[0] + 1 + walk_min
    for block in blocks(day, len(offers), max(rows, len(homes) * rows // max(day.n_stops, 1))):
        coding, goal = aimed(day, offers.rows(block), depart[0], end, end)
        sweep = Sweep(calls, moves, goal, coding, Lowest(), rows=rows)
        search = Search(
            day=day, calls=calls, changes=moves, goal=goal, coding=coding, least=Lowest(),
            table=sweep.run(), depart=depart, max_min=max_min, walk_min=walk_min, unit=unit,
        )  # fmt: skip
        walked = None if on_foot is None else on_foot_codes(on_foot[:, block], coding)
        yield slice(int(block[0]), int(block[-1]) + 1), search.read(homes, walked)


def blocks(day: Day, n: int, rows: int) -> list[Ints]:
    """Positions of n offers in blocks whose tables have room, with so many rows of stops."""
    most = max(1, ROOM // max(1, day.n_stops * rows))
    return [np.arange(at, min(at + most, n)) for at in range(0, max(n, 1), most)]


def aimed(day: Day, offers: Walks, begin: int, end: int, by: Ints | int) -> tuple[Coding, Goal]:
    """Walks from all stops to all offers as codes: stops × offers."""
    coding = Coding.fitting(begin, end + int(offers.whole().max(initial=0)), 1)
    codes = np.full((day.n_stops, len(offers)), coding.none, dtype=coding.dtype)
    np.minimum.at(codes, (offers.stop, offers.origin), coding.walk(offers.whole()))
    return coding, Goal(codes=codes, beyond=coding.beyond(by))


def on_foot_codes(minutes: NDArray[np.floating[Any]], coding: Coding) -> Any:
    """Codes of walking all the way, homes × offers."""
    near = np.isfinite(minutes)
    whole = np.ceil(np.where(near, minutes, 0) - 1e-3).astype(np.int64)
    return np.where(near, coding.walk(whole), coding.none).astype(coding.dtype)


def _latest(
    day: Day, homes: Walks, offers: Walks, begin: int, by: Minutes, on_foot: Any,
    change_min: int, unit: int,
) -> Ways:  # fmt: skip
    end = int(by.max(initial=begin - 1))
    coding, goal = aimed(day, offers, begin, end, by)
    calls = calls_between(day, begin, end, unit=unit)
    moves = changes(day, change_min, unit=unit)
    last = Last(goal.codes.shape, coding)
    for minute, row in Sweep(calls, moves, goal, coding, Lowest(), rows=0):
        last.see(minute, row)
    return last.read(homes, begin, by, on_foot)


class Last:
    """The last minute at which the goal can still be reached from every stop, and the code then."""

    def __init__(self, shape: tuple[int, ...], coding: Coding) -> None:
        self._coding = coding
        self.minute = np.full(shape, coding.begin - 1, dtype=np.int32)
        self.code = np.full(shape, coding.none, dtype=coding.dtype)

    def see(self, minute: int, row: Any) -> None:
        """Look at a row of the table; minutes come from the last to the first."""
        new = (row < self._coding.none) & (self.code == self._coding.none)
        self.minute[new] = minute
        self.code[new] = row[new]

    def read(self, homes: Walks, begin: int, by: Minutes, on_foot: Any) -> Ways:
        """The latest way of homes, none of which leaves before ``begin``."""
        coding, latest = self._coding, int(by.max(initial=begin))
        keys = _Keys.fitting(latest, begin, int(coding.beyond(latest)))
        at_stops = keys.of(self.minute, self.code, self.code < coding.none)
        best = np.full((len(homes), self.code.shape[1]), keys.none, dtype=keys.dtype)
        walk = homes.whole().astype(keys.dtype)[:, None] * keys.minute
        for part in _parts(homes):
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
        small = beyond + WALK * minute < 1 << 30
        return cls(latest, beyond, minute, np.int32 if small else np.int64)

    @property
    def none(self) -> int:
        return int(np.iinfo(self.dtype).max) // 2

    def of(self, leave: Any, code: Any, there: Any) -> Any:
        """Keys of ways, where there are any; too early ones are none, too."""
        key = (self.latest - leave.astype(np.int64)) * self.minute + code
        return np.where(there & (key < self.beyond), key, self.none).astype(self.dtype)


def _parts(homes: Walks) -> Iterator[Ints]:
    """Homes with walks, some at a time: what belongs to them shall stay near at hand."""
    some = np.flatnonzero(homes.n)
    for at in range(0, len(some), AT_ONCE):
        yield some[at : at + AT_ONCE]


def _part(on_foot: Any, block: Ints) -> Any:
    return None if on_foot is None else on_foot[:, block]


def _joined(parts: Iterator[Ways]) -> Ways:
    all_parts = list(parts)
    return Ways(**{
        name: np.concatenate([getattr(one, name) for one in all_parts], axis=1)
        for name in ("leave", "arrive", "rides")
    })  # fmt: skip
