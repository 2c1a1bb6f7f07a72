"""Tours: which stops on which dates and vans, in which order; searched, never called optimal."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from mintgeo._errors import InfeasibleError
from mintgeo.plan.choice import checked_count, checked_time
from mintgeo.plan.solution import Clock
from mintgeo.plan.tours import moves
from mintgeo.plan.tours.days import Day, Days
from mintgeo.plan.tours.groups import begin, period
from mintgeo.plan.tours.problem import Problem
from mintgeo.plan.tours.state import Slot, State
from mintgeo.plan.tours.why import refuse, refuse_left

_BETTER: Final = 1e-7
_SERIES: Final = 1_000
Keep = Mapping[tuple[str, date], int]
"""Appointments to keep: stop and date, and the minute at which its stay begins (or -1)."""


@dataclass(frozen=True, kw_only=True)
class Driven:
    """A day of a tour.

    Attributes
    ----------
    van, on, tour, number
        Who drives, when; number of the tour, and of the day in it.
    day
        Stops in order and clock times.
    starts, ends
        Places where it begins and ends.
    visits
        Of each stop in order, which of its visits it is, from 1.
    """

    van: int
    on: date
    tour: int
    number: int
    day: Day
    starts: int
    ends: int
    visits: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Tours:
    """Tours, and what they cost by the weights of the goal.

    ``value`` is what days and nights cost, ``rhythm`` what visits out of their rhythm do;
    ``status`` is ``open`` or ``out_of_time``.
    """

    days: tuple[Driven, ...]
    value: float
    rhythm: float
    status: str
    seconds: float


def solve(
    problem: Problem, *, keep: Keep | None = None, rounds: int = 2_000, search: int = 200,
    seconds: float = 60.0, seed: int = 0,
) -> Tours:  # fmt: skip
    """Find tours.

    Parameters
    ----------
    problem
        What is asked for.
    keep
        Appointments of a plan before: as few as possible are changed.
    rounds, search
        How long PyVRP groups stops, and how often parts of the plan are made anew; same numbers and
        seed, same tours.
    seconds
        Ends the search in any case.
    seed
        Of what is random.

    Returns
    -------
    Tours
        Days by date and van.

    Raises
    ------
    InfeasibleError
        If no tours do what was asked for, with the culprit as code and values.
    MissingExtraError
        Without the extra ``plan``.
    """
    clock = Clock(checked_time(seconds, "seconds"))
    rounds, search, seed = (checked_count(one, name, least=least) for one, name, least in (
        (rounds, "rounds", 1), (search, "search", 0), (seed, "seed", 0)))  # fmt: skip
    days = Days(problem)
    refuse(problem, days)
    state = State(problem, days, _kept(problem, keep or {}))
    for at, (on, _) in state.keep.items():
        _restore(state, at, on)
    if not state.keep:
        begin(state, rounds=rounds, seconds=seconds / 2, seed=seed)
    moves.insert(state, state.left())
    state = _improved(state, clock)
    state = _renewed(state, clock, search, seed)
    if state.keep and state.left():
        state = _fresh(problem, days, state, clock, rounds, seed)
    if state.left():
        refuse_left(state)
    return _told(state, clock)


def _kept(problem: Problem, keep: Keep) -> dict[int, tuple[date, int]]:
    """Appointments by visit: that of the block in which the date lies."""
    out: dict[int, tuple[date, int]] = {}
    for at, visit in enumerate(problem.visits):
        name = problem.stops[visit.stop].name
        dates = [on for on in visit.dates if (name, on) in keep]
        if dates:
            out[at] = dates[0], keep[name, dates[0]]
    return out


def _restore(state: State, visit: int, on: date) -> None:
    """Put a visit on its date of before, with the van that costs least."""
    options = [
        moves.Move(puts=((visit, (van, on)),)) for van in range(len(state.problem.vans))
        if state.may(visit, (van, on))
    ]  # fmt: skip
    costs = [moves.price(state, move) for move in options]
    if costs and min(costs) < float("inf"):
        moves.change(state, options[costs.index(min(costs))])


def _fresh(
    problem: Problem, days: Days, state: State, clock: Clock, rounds: int, seed: int
) -> State:
    """Plan as if there were no plan before, where it leaves no place for all."""
    other = State(problem, days, state.keep)
    begin(other, rounds=rounds, seconds=max(clock.left, 1.0), seed=seed)
    moves.insert(other, other.left())
    other = _improved(other, clock)
    return min((state, other), key=State.total)


def _improved(state: State, clock: Clock) -> State:
    """Move, swap and shift until nothing helps any more."""
    helped = True
    while helped and not clock.over:
        helped = moves.relocate(state)
        helped |= moves.nights(state)
        if not helped:
            helped = moves.swap(state)
        if not helped and not clock.over:
            shifted = _shifted(state, clock)
            helped = shifted is not state
            state = shifted
    return state


def _shifted(state: State, clock: Clock) -> State:
    """Shift series of visits of single stops, or of stops that go together, where that helps."""
    best = state.total()
    problem = state.problem
    for stops in _together(state):
        weeks = period(problem, stops[0])
        for van in range(len(problem.vans)):
            for weekday in sorted({on.weekday() for on in problem.vans[van].dates}):
                for phase in range(weeks):
                    if clock.over:
                        return state
                    other = moves.series(state, stops, van=van, weekday=weekday, phase=phase)
                    cost = other.total()
                    if cost < best - _BETTER:
                        state, best = other, cost
    return state


def _together(state: State) -> list[tuple[int, ...]]:
    """Stops in a rhythm: one by one, and those that share a day."""
    if state.keep:
        return []
    found: dict[tuple[int, ...], None] = {(stop,): None for stop in range(len(state.problem.stops))}
    for slot in state.slots():
        stops = tuple(sorted(state.visits[at].stop for at in state.on(slot)))
        if len({period(state.problem, one) for one in stops}) == 1:
            found[stops] = None
    some = [one for one in found if period(state.problem, one[0])]
    return some if len(some) < _SERIES else some[:_SERIES]


def _renewed(state: State, clock: Clock, rounds: int, seed: int) -> State:
    """Take a few visits out that are near each other, put them in anew; keep what is better."""
    rng = random.Random(seed)  # noqa: S311 nothing secret
    best = state.total()
    placed = [at for at, slot in enumerate(state.where) if slot is not None]
    for _ in range(rounds if placed else 0):
        if clock.over:
            break
        other = state.copy()
        some = _related(other, rng.choice(placed), rng)
        for at in some:
            other.put(at, None)
        moves.drop_idle_nights(other)
        rng.shuffle(some)
        moves.insert(other, [*some, *(at for at in other.left() if at not in some)])
        moves.nights(other)
        cost = other.total()
        if cost < best - _BETTER:
            state = _improved(other, clock)
            best = state.total()
    return state


def _related(state: State, visit: int, rng: random.Random) -> list[int]:
    """A visit and some of those that are near to it in place, or on days near by."""
    problem = state.problem
    here, slot = problem.stops[state.visits[visit].stop].place, state.where[visit]

    def far(other: int) -> tuple[float, int]:
        there, its = problem.stops[state.visits[other].stop].place, state.where[other]
        days = abs((its[1] - slot[1]).days) if its and slot else 0
        return float(problem.minutes[here, there]) * rng.random() + days * rng.random(), other

    others = [at for at, its in enumerate(state.where) if its is not None and at != visit]
    return [visit, *sorted(others, key=far)[: rng.randint(1, 5)]]


def _told(state: State, clock: Clock) -> Tours:
    numbers: dict[int, int] = {}
    for stop in range(len(state.problem.stops)):
        order = sorted(state.visits_of(stop), key=lambda at: state.where[at][1])  # type: ignore[index]
        numbers.update({at: number for number, at in enumerate(order, 1)})
    tours: dict[Slot, tuple[int, int]] = {}
    for slot in state.slots():
        if slot not in tours:
            number = 1 + max((tour for tour, _ in tours.values()), default=0)
            tours |= {one: (number, day) for day, one in enumerate(state.tour(slot), 1)}
    days = tuple(_driven(state, slot, tours[slot], numbers) for slot in state.slots())
    value = sum(state.cost_of_slot(slot) for slot in state.slots())
    rhythm = sum(state.cost_of_stop(stop) for stop in range(len(state.problem.stops)))
    return Tours(
        days=days, value=value, rhythm=rhythm, seconds=clock.spent,
        status="out_of_time" if clock.over else "open",
    )  # fmt: skip


def _driven(state: State, slot: Slot, tour: tuple[int, int], numbers: dict[int, int]) -> Driven:
    day, ends = state.day(slot), state.ends(slot)
    of_stop = {state.visits[at].stop: numbers[at] for at in state.on(slot)}
    if day is None:
        raise InfeasibleError(
            "The day {date} can't be driven.", code="day", date=slot[1].isoformat()
        )
    return Driven(
        van=slot[0], on=slot[1], tour=tour[0], number=tour[1], day=day, starts=ends.start,
        ends=ends.end, visits=tuple(of_stop[stop] for stop in day.order),
    )  # fmt: skip
