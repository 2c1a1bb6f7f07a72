"""Calls of a day in whole units of time, in the order in which a pass backwards meets them."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mintgeo.timetable.day import Day, Positions

Flags = NDArray[np.bool_]
Ints = NDArray[np.integer[Any]]


@dataclass(frozen=True, kw_only=True, eq=False)
class Calls:
    """Arrivals and departures between two minutes.

    A pass goes through the minutes from the last to the first, and through the turns of each
    minute. In a turn first departures are met, then arrivals, of every trip at most one. Whoever
    departs in a turn has all later arrivals of the trip, and no other, in turns before: a vehicle
    that calls several times in a minute has several turns there.

    Attributes
    ----------
    begin, end
        First and last minute.
    n_trips
        Number of trips that call in this time, numbered anew.
    turns
        Number of turns of every minute, of the last minute first.
    first_turn
        Position of the first turn of every minute in the bounds below.
    arrivals, departures
        Bounds of every turn in the arrays below: ``int64`` of turns + 1.
    arrive_trip, arrive_stop, arrive
        Of every arrival the trip, the stop and the minute, rounded up.
    depart_trip, depart_stop
        Of every departure the trip and the stop; rounded down. Sorted by stop within a turn.
    """

    begin: int
    end: int
    n_trips: int
    turns: Ints
    first_turn: Ints
    arrivals: Ints
    departures: Ints
    arrive_trip: Positions
    arrive_stop: Positions
    arrive: Positions
    depart_trip: Positions
    depart_stop: Positions


def calls_between(day: Day, begin: int, end: int, *, unit: int = 60) -> Calls:
    """Take the calls of a day that matter between two minutes, or other units of seconds."""
    trip, at, arrive, depart, alights, boards = _chosen(day, begin, end, unit)
    met = np.minimum(arrive, depart)
    off, on = np.flatnonzero(alights), np.flatnonzero(boards)
    after: Ints = np.cumsum(alights, dtype=np.int64)[on]
    turn_off, turn_on = _turns(trip, met, depart, off, on, after)
    many = 1 + int(max(turn_off.max(initial=0), turn_on.max(initial=0)))
    key_off = (end - met[off]).astype(np.int64) * many + turn_off
    key_on = (end - depart[on]).astype(np.int64) * many + turn_on
    stop = day.stop[at]
    by_off = np.argsort(key_off, kind="stable")
    by_on = np.lexsort((stop[on], key_on))
    steps = np.arange((end - begin + 1) * many + 1)
    used = np.bincount(np.concatenate([key_off, key_on]), minlength=len(steps) - 1) > 0
    turns = (used.reshape(-1, many) * np.arange(1, many + 1)).max(axis=1)
    off, on = off[by_off], on[by_on]
    return Calls(
        begin=begin, end=end, n_trips=int(trip.max(initial=-1)) + 1, turns=turns,
        first_turn=np.arange(end - begin + 1) * many,
        arrivals=np.searchsorted(key_off[by_off], steps),
        departures=np.searchsorted(key_on[by_on], steps),
        arrive_trip=trip[off], arrive_stop=stop[off], arrive=arrive[off],
        depart_trip=trip[on], depart_stop=stop[on],
    )  # fmt: skip


def _chosen(
    day: Day, begin: int, end: int, unit: int
) -> tuple[Positions, Ints, Positions, Positions, Flags, Flags]:
    """Trip (numbered anew), call, minutes, and whether one can get off and on, where it matters."""
    at = np.flatnonzero((day.depart >= begin * unit) & (day.arrive <= end * unit))
    arrive, depart = -(-day.arrive[at] // unit), day.depart[at] // unit
    run = np.searchsorted(day.first, at, side="right") - 1
    alights = day.alight[at] & (arrive >= begin) & (at > day.first[run])
    boards = day.board[at] & (depart <= end) & (at < day.first[run + 1] - 1)
    new = np.concatenate([[False], run[1:] != run[:-1]])
    trip = np.cumsum(new).astype(np.int32)
    return trip[: len(at)], at, arrive, depart, alights, boards


def _turns(
    trip: Positions, met: Positions, depart: Positions, off: Ints, on: Ints, after: Ints
) -> tuple[Ints, Ints]:
    """The turn of every arrival and departure: how many later arrivals its minute has before."""
    if len(off) == 0:
        return off, np.zeros(len(on), dtype=np.int64)
    whose, when = trip[off], met[off]
    ends = np.concatenate([(whose[1:] != whose[:-1]) | (when[1:] != when[:-1]), [True]])
    last = np.flatnonzero(ends)
    run_end = last[np.concatenate([[0], np.cumsum(ends)[:-1]])]
    place = np.arange(len(off))
    following = np.minimum(after, len(off) - 1)
    same = (after < len(off)) & (whose[following] == trip[on]) & (when[following] == depart[on])
    return run_end - place, np.where(same, run_end[following] - following + 1, 0)


def served(day: Day, begin: int, end: int) -> Flags:
    """At which stops one can board between two minutes, by position."""
    ends = np.zeros(len(day.stop), dtype=bool)
    ends[day.first[1:][np.diff(day.first) > 0] - 1] = True
    some = day.board & ~ends & (day.depart >= begin * 60) & (day.depart <= end * 60)
    out = np.zeros(day.n_stops, dtype=bool)
    out[day.stop[some]] = True
    return out
