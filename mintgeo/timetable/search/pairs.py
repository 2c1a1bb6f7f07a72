"""Ways between all homes and all offers: in time for something, and over many departures."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from mintgeo.timetable.day import Day
from mintgeo.timetable.search.backward import mirrored
from mintgeo.timetable.search.codes import Coding
from mintgeo.timetable.search.departing import Found, Search
from mintgeo.timetable.search.latest import Last, Minutes, Ways
from mintgeo.timetable.search.least import Lowest
from mintgeo.timetable.search.running import Running
from mintgeo.timetable.search.sweep import Goal, Sweep
from mintgeo.timetable.search.walks import Walks

Ints = NDArray[np.integer[Any]]
ROOM: Final = 1 << 25
"""Codes that a table may hold at once; offers are taken in blocks accordingly."""


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
    return joined(
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
    return back.turned()


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
    running = Running.between(day, depart[0], end, change_min=change_min, unit=unit)
    rows = depart[1] - depart[0] + 1 + walk_min
    for block in blocks(day, len(offers), max(rows, len(homes) * rows // max(day.n_stops, 1))):
        sweep = to_each(running, offers.rows(block), end, rows=rows).run()
        search = Search(sweep=sweep, depart=depart, max_min=max_min, walk_min=walk_min)
        walking = None if on_foot is None else on_foot_codes(on_foot[:, block], sweep.coding)
        yield slice(int(block[0]), int(block[-1]) + 1), search.read(homes, walking)


def blocks(day: Day, n: int, rows: int) -> list[Ints]:
    """Positions of n offers in blocks whose tables have room, with so many rows of stops."""
    most = max(1, ROOM // max(1, day.n_stops * rows))
    return [np.arange(at, min(at + most, n)) for at in range(0, max(n, 1), most)]


def to_each(running: Running, offers: Walks, by: Ints | int, *, rows: int = 0) -> Sweep:
    """A pass to each of the offers, by a minute: its table is of stops × offers."""
    begin, end = running.calls.begin, running.calls.end
    coding = Coding.fitting(begin, end + int(offers.whole().max(initial=0)), 1)
    codes = np.full((running.day.n_stops, len(offers)), coding.none, dtype=coding.dtype)
    np.minimum.at(codes, (offers.stop, offers.origin), coding.walk(offers.whole()))
    goal = Goal(codes=codes, beyond=coding.beyond(by))
    return Sweep(running, goal, coding, Lowest(), rows=rows)


def on_foot_codes(minutes: NDArray[np.floating[Any]], coding: Coding) -> Any:
    """Codes of walking all the way, homes × offers."""
    near = np.isfinite(minutes)
    whole = np.ceil(np.where(near, minutes, 0) - 1e-3).astype(np.int64)
    return np.where(near, coding.walk(whole), coding.none).astype(coding.dtype)


def _latest(
    day: Day, homes: Walks, offers: Walks, begin: int, by: Minutes, on_foot: Any,
    change_min: int, unit: int,
) -> Ways:  # fmt: skip
    running = Running.between(
        day, begin, int(by.max(initial=begin - 1)), change_min=change_min, unit=unit
    )
    sweep = to_each(running, offers, by)
    last = Last(sweep)
    for minute, row in sweep:
        last.see(minute, row)
    return last.read(homes, by, on_foot)


def _part(on_foot: Any, block: Ints) -> Any:
    return None if on_foot is None else on_foot[:, block]


def joined(parts: Iterable[Ways]) -> Ways:
    """Ways to all offers, of blocks of them."""
    all_parts = list(parts)
    return Ways(**{
        name: np.concatenate([getattr(one, name) for one in all_parts], axis=1)
        for name in ("leave", "arrive", "rides")
    })  # fmt: skip
