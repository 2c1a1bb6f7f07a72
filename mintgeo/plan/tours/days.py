"""The best day for a set of stops: their order and clock times, looked for once per set."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Final

import numpy as np

from mintgeo.plan.tours.clock import Course, Timeline, timeline
from mintgeo.plan.tours.problem import NIGHT_MIN, Problem
from mintgeo.plan.tours.rests import Driver

RETIMED: Final = 1e6
"""What another clock time of an appointment to keep costs, against all else."""
SMALL: Final = 1e-4
"""Loads that differ by less are the same; weight of what only decides between equal days."""
_NODES: Final = 40_000
_VAIN: Final = 400
"""Steps that an order costs which could not be driven with its breaks: it took long to see."""
_DAY: Final = 24 * 60
Pins = tuple[tuple[int, int], ...]


@dataclass(frozen=True, kw_only=True)
class Ends:
    """Where a day begins and ends, and whether the night before and after is spent away."""

    start: int
    end: int
    after_night: bool = False
    before_night: bool = False


@dataclass(frozen=True, kw_only=True)
class Day:
    """A day as it is driven: stops in order, clock times, and what it costs."""

    order: tuple[int, ...]
    time: Timeline
    cost: float
    drive: int
    km: float


class Days:
    """Best days by set of stops, kept."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._kinds: dict[object, int] = {}
        self._kind = [self._kinds.setdefault(van.kind, len(self._kinds)) for van in problem.vans]
        self._known: dict[object, Day | None] = {}
        goal = problem.goal
        way = problem.minutes * goal.drive_min + problem.km * goal.km
        self._way = np.where(problem.minutes < 0, np.inf, way).tolist()
        self._minutes = problem.minutes.tolist()

    def kind(self, van: int) -> int:
        """Number of the kind of a van."""
        return self._kind[van]

    def best(self, van: int, ends: Ends, stops: frozenset[int], pins: Pins = ()) -> Day | None:
        """The cheapest day that a van can have with these stops; None if there is none.

        ``pins`` are minutes at which stays of some stops should begin; as many as can be are kept.
        """
        key = self._kind[van], ends, stops, pins
        if key not in self._known:
            self._known[key] = self._found(self._problem.vans[van], ends, stops, pins)
        return self._known[key]

    def _found(self, van: Driver, ends: Ends, stops: frozenset[int], pins: Pins) -> Day | None:
        if not self._carried(van, stops):
            return None
        for kept in range(len(pins), -1, -1):
            found = [
                day for some in combinations(pins, kept)
                if (day := self._ordered(van, ends, stops, dict(some))) is not None
            ]  # fmt: skip
            if found:
                best = min(found, key=lambda day: day.cost)
                missed = (len(pins) - kept) * RETIMED
                return best if not missed else _dearer(best, missed)
        return None

    def _carried(self, van: Driver, stops: frozenset[int]) -> bool:
        some = [self._problem.stops[at] for at in stops]
        boxes = sum(needed(self._problem, stops).values())
        return sum(one.load for one in some) <= van.load + SMALL and boxes <= van.boxes

    def _ordered(
        self, van: Driver, ends: Ends, stops: frozenset[int], pins: Mapping[int, int]
    ) -> Day | None:
        return _Orders(
            self._problem, van, ends, sorted(stops), pins, self._way, self._minutes
        ).best()


def _dearer(day: Day, more: float) -> Day:
    return Day(order=day.order, time=day.time, cost=day.cost + more, drive=day.drive, km=day.km)


def needed(problem: Problem, stops: frozenset[int]) -> dict[str, int]:
    """Boxes to take along: of each theme as many as the stop that needs most."""
    out: dict[str, int] = {}
    for at in stops:
        for theme, n in problem.stops[at].boxes:
            out[theme] = max(out.get(theme, 0), n)
    return out


class _Orders:
    """Looks through the orders of some stops, the nearest first, and leaves out what can't win."""

    def __init__(
        self, problem: Problem, van: Driver, ends: Ends, stops: Sequence[int],
        pins: Mapping[int, int], way: list[list[float]], minutes: list[list[int]],
    ) -> None:  # fmt: skip
        self._problem, self._van, self._ends, self._stops = problem, van, ends, stops
        self._way, self._minutes = way, minutes
        some = [problem.stops[at] for at in stops]
        self._place = [one.place for one in some]
        self._stay = [one.stay_min for one in some]
        self._opens = [pins.get(at, problem.stops[at].opens) for at in stops]
        last = [one.closes - one.stay_min for one in some]
        self._latest = [pins.get(at, late) for at, late in zip(stops, last, strict=True)]
        self._load = 0 if ends.after_night else van.load_min
        self._back = van.closes
        if ends.before_night:
            self._back = min(van.closes, _DAY + van.opens - NIGHT_MIN)
        self._cheapest: Day | None = None
        self._left = _NODES

    def best(self) -> Day | None:
        self._extend((), self._ends.start, 0.0, self._van.opens + self._load)
        return self._cheapest

    def _extend(self, order: tuple[int, ...], here: int, cost: float, now: int) -> None:
        """Go on from a place at a time that is no later than possible."""
        self._left -= 1
        rest = [at for at in range(len(self._stops)) if at not in order]
        if not rest:
            self._finish(order, cost + self._way[here][self._ends.end])
            return
        if self._left < 0 or not self._may_win(cost, here, rest):
            return
        for at in sorted(rest, key=lambda at: (self._way[here][self._place[at]], at)):
            drive = self._minutes[here][self._place[at]]
            begin = max(self._opens[at], now + drive)
            if drive >= 0 and begin <= self._latest[at]:
                self._extend(
                    (*order, at), self._place[at], cost + self._way[here][self._place[at]],
                    begin + self._stay[at],
                )  # fmt: skip

    def _may_win(self, cost: float, here: int, rest: list[int]) -> bool:
        """Whether the least that is still to be driven leaves it cheaper than the best one."""
        if self._cheapest is None:
            return True
        least = sum(
            min(self._way[one][self._place[at]]
                for one in (here, *(self._place[other] for other in rest if other != at)))
            for at in rest
        )  # fmt: skip
        least += min(self._way[self._place[at]][self._ends.end] for at in rest)
        return cost + least < self._cheapest.cost

    def _finish(self, order: tuple[int, ...], way: float) -> None:
        if not np.isfinite(way) or (self._cheapest and way >= self._cheapest.cost):
            return
        places = [self._ends.start, *(self._place[at] for at in order), self._ends.end]
        drives = tuple(self._minutes[one][other] for one, other in pairwise(places))
        found = timeline(Course(
            drives=drives, stays=tuple(self._stay[at] for at in order),
            opens=tuple(self._opens[at] for at in order),
            latest=tuple(self._latest[at] for at in order), earliest=self._van.opens,
            back=self._back, load=self._load, work=self._van.work_min, rests=self._van.rests,
        ))  # fmt: skip
        if found is None:
            self._left -= _VAIN
            return
        goal, hours = self._problem.goal, found.work / 60
        cost = way + goal.hour * hours + goal.day + goal.balance * hours**2
        cost += SMALL * (found.work + found.end / _DAY)
        if self._cheapest is None or cost < self._cheapest.cost:
            km = sum(self._problem.km[one, other] for one, other in pairwise(places))
            self._cheapest = Day(
                order=tuple(self._stops[at] for at in order), time=found, cost=cost,
                drive=sum(drives), km=float(km),
            )  # fmt: skip
