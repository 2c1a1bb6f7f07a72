"""The nearest offers for every departure of a time: one pass, then any number of homes read it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mintgeo.timetable.day import Day
from mintgeo.timetable.search.codes import Coding
from mintgeo.timetable.search.least import Least, Lowest, LowestOfOffers
from mintgeo.timetable.search.running import Running
from mintgeo.timetable.search.sweep import Goal, Sweep
from mintgeo.timetable.search.walks import Walks

Ints = NDArray[np.integer[Any]]


@dataclass(frozen=True, kw_only=True, eq=False)
class Search:
    """A pass that has been made, and what it knew.

    Attributes
    ----------
    sweep
        The pass: what ran, its table, and what its codes mean.
    depart
        First and last minute of departures.
    max_min
        Longest time to the goal.
    walk_min
        Longest walk to a stop.
    """

    sweep: Sweep
    depart: tuple[int, int]
    max_min: int
    walk_min: int

    @property
    def minutes(self) -> Ints:
        """All minutes of departure, one after the other."""
        return np.arange(self.depart[0], self.depart[1] + 1)

    def read(self, homes: Walks, on_foot: Any = None) -> "Found":
        """What the people of some homes find, whenever they leave.

        Parameters
        ----------
        homes
            Walks to stops. Those longer than the search was told of are not taken.
        on_foot
            Codes of walking all the way, as ``walking`` gives them: homes, and levels if any.
        """
        table, coding, least = self.sweep.table, self.sweep.coding, self.sweep.least
        tail, n_stops = table.shape[2:], table.shape[1]
        codes = np.full((len(self.minutes), len(homes), *tail), coding.none, coding.dtype)
        flat = table.reshape(len(table) * n_stops, *tail)
        near = homes.within(self.walk_min)
        some, walk = np.flatnonzero(near.n), near.whole()
        for at, minute in enumerate(self.minutes):
            if len(some):
                row = ((minute + walk) % len(table)).astype(np.int64) * n_stops
                codes[at, some] = least.of_runs(flat[row + near.stop], near.first[some])
            if on_foot is not None:
                walking = np.minimum(on_foot + coding.later(minute), coding.none)
                codes[at] = least.of_two(codes[at], walking)
            codes[at][codes[at] >= coding.beyond(minute + self.max_min)] = coding.none
        return Found(codes=codes, coding=coding, depart=self.minutes)

    def walking(self, ways: Walks) -> Any:
        """Codes of walking all the way; the walks lead from homes to offers."""
        sweep = self.sweep
        return walked(ways, sweep.coding, sweep.least, sweep.goal.codes.shape[1:])


@dataclass(frozen=True, kw_only=True, eq=False)
class Found:
    """What was found: departures × points, and the k nearest along a third axis if asked for.

    Attributes
    ----------
    codes
        As of the search.
    coding
        What they mean.
    depart
        Minutes of departure: ``int64``.
    """

    codes: Any
    coding: Coding
    depart: Ints

    @cached_property
    def arrive(self) -> NDArray[np.int32]:
        """Minute of arrival at the offer; -1 where there is none in time."""
        return self.coding.arrive(self.codes)

    @property
    def minutes(self) -> NDArray[np.float32]:
        """Minutes from the departure to the offer; infinite where there is none in time."""
        since = self.arrive - self.depart.reshape(-1, *(1,) * (self.arrive.ndim - 1))
        return np.where(self.arrive >= 0, since, np.inf).astype(np.float32)

    @property
    def rides(self) -> NDArray[np.int8]:
        """Number of vehicles; -1 where there is no way."""
        return self.coding.rides(self.codes)

    @property
    def offer(self) -> NDArray[np.int32]:
        """Position of the offer; -1 where there is no way."""
        return self.coding.offer(self.codes)


def nearest(
    day: Day,
    offers: Walks,
    *,
    depart: tuple[int, int],
    max_min: int,
    k: int = 1,
    change_min: int = 2,
    walk_min: int = 15,
    whole: bool = False,
    unit: int = 60,
) -> Search:
    """Find the ``k`` nearest offers from every stop for every minute of departure.

    Parameters
    ----------
    day
        What runs.
    offers
        Walks between stops and offers, offer by offer.
    depart
        First and last minute of departures from home, since midnight.
    max_min
        Longest time to look for; exactly this long is still inside.
    k
        How many different offers.
    change_min
        Least minutes of a change within a stop that the day says nothing else of.
    walk_min
        Longest walk from a home to a stop that will be asked for.
    whole
        Keep all minutes to the last arrival, so that journeys can be rebuilt; more memory.
    unit
        Seconds in a "minute" of all this, for comparisons with others.

    Returns
    -------
    Search
        ``read`` it with the walks of homes.
    """
    end = depart[1] + max_min
    longest = int(offers.whole().max(initial=0))
    coding = Coding.fitting(depart[0], end + longest, len(offers))
    least = least_of(k, coding)
    codes = walked(offers.turned(day.n_stops), coding, least, () if k == 1 else (k,))
    goal = Goal(codes=codes, beyond=coding.beyond(end))
    running = Running.between(day, depart[0], end, change_min=change_min, unit=unit)
    rows = depart[1] - depart[0] + 1 + walk_min
    if whole:
        rows = max(rows, end - depart[0] + 2 + running.changes.longest)
    sweep = Sweep(running, goal, coding, least, rows=rows).run()
    return Search(sweep=sweep, depart=depart, max_min=max_min, walk_min=walk_min)


def least_of(k: int, coding: Coding) -> Least:
    """Keep one code, or those of ``k`` different offers."""
    return Lowest() if k == 1 else LowestOfOffers(k, coding.ride - 1, coding.none)


def walked(ways: Walks, coding: Coding, least: Least, tail: tuple[int, ...]) -> Any:
    """Codes of walks to offers: points, and levels or nothing (the best of each point)."""
    codes = np.full((len(ways), *tail), coding.none, dtype=coding.dtype)
    some = np.flatnonzero(ways.n)
    if len(some) == 0:
        return codes
    single: Any = coding.walk(ways.whole(), ways.stop)
    if tail:
        spread = np.full((len(single), *tail), coding.none, dtype=coding.dtype)
        spread[:, 0] = single
        single = spread
    codes[some] = least.of_runs(single, ways.first[:-1][some])
    return codes
