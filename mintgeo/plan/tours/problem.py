"""What is asked of tours: stops, vans, dates and ways; checked once."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from mintgeo._errors import InputError, OptionError, name_rows
from mintgeo.plan.choice import as_numbers, checked_count
from mintgeo.plan.tours.rests import Driver, whole

Boxes = tuple[tuple[str, int], ...]
NIGHT_MIN = 11 * 60
"""Least rest between two days of work (§ 5 ArbZG)."""
_DAY = 24 * 60


@dataclass(frozen=True, kw_only=True)
class Stop:
    """Something to visit, once or in a rhythm; clock times are minutes of a day.

    Attributes
    ----------
    name
        Its id.
    place
        Position among the places.
    stay_min, opens, closes
        The stay, and what it has to lie between.
    dates
        Dates on which it can be visited.
    bound
        Dates on which it must be visited, whether among ``dates`` or not.
    every, visits
        A visit in each ``every`` weeks, or so many in all, bound ones among them; one of both.
    load, boxes
        What is left there, and boxes needed by theme; boxes stay on board.
    """

    name: str
    place: int
    stay_min: int
    opens: int = 0
    closes: int = _DAY
    dates: Sequence[date] = ()
    bound: tuple[date, ...] = ()
    every: int | None = None
    visits: int | None = 1
    load: float = 0.0
    boxes: Boxes = ()

    def __post_init__(self) -> None:
        if (self.every is None) == (self.visits is None):
            raise OptionError("Stop {name} needs one of every and visits.", name=self.name)
        if not (whole(self.every, 1) if self.visits is None else whole(self.visits)):
            raise OptionError(
                "Stop {name} needs whole numbers: every of 1 or more, visits of 0 or more.",
                name=self.name,
            )
        times = self.stay_min, self.opens, self.closes
        if not (all(map(whole, times)) and self.opens <= self.closes <= _DAY):
            raise OptionError(
                "Stop {name} needs whole minutes of a day: a stay of 0 or more, and opens no later "
                "than closes.",
                name=self.name,
            )
        if not (0 <= self.load < np.inf and all(whole(n) for _, n in self.boxes)):
            raise OptionError("Stop {name} needs load and boxes of 0 or more.", name=self.name)


@dataclass(frozen=True, kw_only=True)
class Goal:
    """What is kept small: a sum of these, by their weights.

    Attributes
    ----------
    drive_min, km, hour, day, night
        Weight of a minute at the wheel, of a kilometre, of an hour of work, of a day with a tour,
        and of a night away.
    balance
        Weight of the squared hours of work of each day: long days count more than short ones.
    rhythm, weekday
        Weight of each week by which visits are closer or farther apart than their rhythm, and of a
        visit on another day of the week than the one before.
    """

    drive_min: float = 1.0
    km: float = 0.0
    hour: float = 0.0
    day: float = 0.0
    night: float = 60.0
    balance: float = 0.0
    rhythm: float = 30.0
    weekday: float = 10.0

    def __post_init__(self) -> None:
        wrong = [name for name, one in vars(self).items() if not (np.isfinite(one) and one >= 0)]
        if wrong:
            raise OptionError("Weights must be 0 or more: {names}.", names=", ".join(wrong))


@dataclass(frozen=True, kw_only=True)
class Visit:
    """One visit of a stop: the dates that it may have, ascending, and the block of its rhythm."""

    stop: int
    block: int
    dates: tuple[date, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Problem:
    """Everything that tours depend on.

    Attributes
    ----------
    minutes
        n × n whole minutes between places (int64), negative where there is no way.
    km
        n × n kilometres.
    stops, vans
        What to visit, and who drives.
    lodgings
        Places where a night can be spent, besides stops.
    stock
        Boxes that there are, by theme; themes that are not named are plenty.
    goal
        What is kept small.
    """

    minutes: NDArray[np.int64]
    km: NDArray[np.float64]
    stops: Sequence[Stop]
    vans: Sequence[Driver]
    lodgings: tuple[int, ...] = ()
    stock: Mapping[str, int] = field(default_factory=dict)
    goal: Goal = field(default_factory=Goal)

    def __post_init__(self) -> None:
        self._check_ways()
        if not self.vans:
            raise OptionError("Tours need a van at least.")
        doubles = _twice(van.name for van in self.vans)
        if doubles:
            raise OptionError("Vans need names of their own: {names}.", names=doubles)
        doubles = _twice(stop.name for stop in self.stops)
        if doubles:
            raise OptionError("Stops need names of their own: {names}.", names=doubles)
        n = len(self.minutes)
        where = [*((one.name, one.place) for one in self.stops),
                 *((one.name, one.depot) for one in self.vans),
                 *(("lodgings", at) for at in self.lodgings)]  # fmt: skip
        lost = [name for name, at in where if not (whole(at) and at < n)]
        if lost:
            raise OptionError("Places are counted from 0 to {last}; these are at none: {names}.",
                              names=name_rows(lost), last=n - 1)  # fmt: skip
        for theme, boxes in self.stock.items():
            checked_count(boxes, f"stock[{theme}]", least=0)

    def _check_ways(self) -> None:
        minutes, km = as_numbers(self.minutes), as_numbers(self.km)
        if minutes.ndim != 2 or len({*minutes.shape, *km.shape}) > 1 or km.ndim != 2:  # noqa: PLR2004
            raise InputError(
                "Minutes and kilometres must be square tables of one size, not {one} and {other}.",
                one=minutes.shape, other=km.shape,
            )  # fmt: skip
        fine = (minutes == np.rint(minutes)) & np.isfinite(minutes)
        fine &= (minutes < 0) | (np.isfinite(km) & (km >= 0))
        if not fine.all():
            raise InputError(
                "Minutes must be whole numbers, and kilometres numbers of 0 or more where there is "
                "a way; rows {rows} are not.",
                rows=tuple(np.flatnonzero(~fine.all(axis=1))[:10].tolist()),
            )  # fmt: skip
        object.__setattr__(self, "minutes", minutes.astype(np.int64))
        object.__setattr__(self, "km", km)

    @cached_property
    def driven(self) -> frozenset[date]:
        """Dates on which some van drives."""
        return frozenset(one for van in self.vans for one in van.dates)

    def possible(self, stop: Stop) -> list[date]:
        """Dates on which a stop can be visited and some van drives."""
        return sorted(set(stop.dates) & self.driven)

    @cached_property
    def weeks(self) -> tuple[dict[date, int], ...]:
        """Of each stop, the number of each week (its Monday) in which it can be visited."""
        return tuple(
            {
                week: at
                for at, week in enumerate(sorted({monday(one) for one in self.possible(stop)}))
            }
            for stop in self.stops
        )

    @cached_property
    def visits(self) -> tuple[Visit, ...]:
        """All visits: one for each block of a rhythm, and those that are bound to a date."""
        return tuple(
            one for at, stop in enumerate(self.stops)
            for one in visits_of(at, stop, self.possible(stop))
        )  # fmt: skip


def _twice(names: Iterable[str]) -> str:
    return ", ".join(sorted(name for name, n in Counter(names).items() if n > 1))


def monday(on: date) -> date:
    """The Monday of a week."""
    return on - timedelta(days=on.weekday())


def blocks(weeks: Sequence[date], every: int | None, visits: int | None) -> list[Sequence[date]]:
    """Weeks of which each can have one visit: whole blocks of ``every``, or ``visits`` of one size.

    Weeks in which nothing can be visited are not counted, so a rhythm goes on after holidays where
    it stopped before.
    """
    if every is not None:
        return [weeks[at : at + every] for at in range(0, len(weeks) - every + 1, every)]
    k = visits or 0
    cuts = [at * len(weeks) // k for at in range(k + 1)] if k else [0]
    return [weeks[low:high] for low, high in pairwise(cuts)]


def visits_of(at: int, stop: Stop, possible: Sequence[date]) -> Iterable[Visit]:
    """The visits of one stop; those whose block has a bound date have no other.

    Bound dates are among ``visits``, wherever they lie; with ``every``, those in weeks in which the
    stop is not open come on top.
    """
    of_week: dict[date, list[date]] = defaultdict(list)
    for one in possible:
        of_week[monday(one)].append(one)
    bound = sorted(set(stop.bound))
    fixed = {monday(one) for one in bound}
    spread = blocks(sorted({*of_week, *(fixed if stop.every is None else ())}), stop.every,
                    stop.visits)  # fmt: skip
    free = [number for number, weeks in enumerate(spread) if weeks and not fixed & set(weeks)]
    if stop.visits is not None:
        free = _evenly(free, max(0, stop.visits - len(bound)))
    for number in free:
        dates = tuple(one for week in spread[number] for one in of_week[week])
        yield Visit(stop=at, block=number, dates=dates)
    block_of = {week: number for number, weeks in enumerate(spread) for week in weeks}
    for one in bound:
        yield Visit(stop=at, block=block_of.get(monday(one), -1), dates=(one,))


def _evenly(some: list[int], n: int) -> list[int]:
    """So many of them, or all, spread evenly."""
    return some if n >= len(some) else [some[(2 * k + 1) * len(some) // (2 * n)] for k in range(n)]
