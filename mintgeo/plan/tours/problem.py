"""What is asked of tours: stops, vans, dates and ways; checked once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from mintgeo._errors import InputError, OptionError
from mintgeo.plan.tours.rests import Driver

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
        A visit in each ``every`` weeks, or so many in all; one of both.
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
        if (
            min(self.every or 1, 1 if self.visits is None else self.visits + 1, self.stay_min + 1)
            < 1
        ):
            raise OptionError(
                "Stop {name} needs every of 1 or more, visits and stay_min of 0 or more.",
                name=self.name,
            )


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
        n = len(self.minutes)
        if self.minutes.shape != (n, n) or self.km.shape != (n, n):
            raise InputError(
                "Minutes and kilometres must be square tables of one size, not {one} and {other}.",
                one=self.minutes.shape, other=self.km.shape,
            )  # fmt: skip
        if not self.vans:
            raise OptionError("Tours need a van at least.")
        doubles = {one.name for one in self.vans if [v.name for v in self.vans].count(one.name) > 1}
        if doubles:
            raise OptionError("Vans need names of their own: {names}.",
                              names=", ".join(sorted(doubles)))  # fmt: skip

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


def monday(on: date) -> date:
    """The Monday of a week."""
    return on - timedelta(days=on.weekday())


def blocks(weeks: Sequence[date], every: int | None, visits: int | None) -> list[Sequence[date]]:
    """Weeks of which each needs one visit: whole blocks of ``every``, or ``visits`` of one size.

    Weeks in which nothing can be visited are not counted, so a rhythm goes on after holidays where
    it stopped before.
    """
    if every is not None:
        return [weeks[at : at + every] for at in range(0, len(weeks) - every + 1, every)]
    k = visits or 0
    cuts = [at * len(weeks) // k for at in range(k + 1)] if k else [0]
    return [weeks[low:high] for low, high in pairwise(cuts)]


def visits_of(at: int, stop: Stop, possible: Sequence[date]) -> Iterable[Visit]:
    """The visits of one stop; those whose block has a bound date have no other."""
    of_week: dict[date, list[date]] = defaultdict(list)
    for one in possible:
        of_week[monday(one)].append(one)
    spread = blocks(sorted(of_week), stop.every, stop.visits)
    bound = sorted(set(stop.bound))
    for number, weeks in enumerate(spread):
        if not {monday(one) for one in bound} & set(weeks):
            dates = tuple(one for week in weeks for one in of_week[week])
            yield Visit(stop=at, block=number, dates=dates)
    block_of = {week: number for number, weeks in enumerate(spread) for week in weeks}
    for one in bound:
        yield Visit(stop=at, block=block_of.get(monday(one), -1), dates=(one,))
