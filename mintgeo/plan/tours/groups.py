"""Which stops go together: equal days as vehicles, without dates; then days get their dates."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from mintgeo.plan.tours.days import Days, Ends
from mintgeo.plan.tours.moves import Move, change, pattern_slot
from mintgeo.plan.tours.problem import Problem, monday
from mintgeo.plan.tours.routes import Kind, Routing, search
from mintgeo.plan.tours.state import Slot, State

_FINE: Final = 100
_LONGEST: Final = 8
Days_ = frozenset[int]
"""What days can be told apart by: the stops that can be visited on them."""


@dataclass(frozen=True, kw_only=True)
class Group:
    """Stops for one day, in no order, the vans that may drive it, and days that it may have."""

    stops: tuple[int, ...]
    van: int
    like: Days_


def period(problem: Problem, stop: int) -> int:
    """Weeks of a block of a stop's rhythm; 0 if there is one visit only."""
    asked = problem.stops[stop]
    if asked.every is not None:
        return asked.every
    return (
        0 if (asked.visits or 0) <= 1 else max(1, len(problem.weeks[stop]) // (asked.visits or 1))
    )


def begin(state: State, *, rounds: int, seconds: float, seed: int) -> None:
    """Put most visits on slots: rhythm by rhythm, the frequent ones first."""
    problem = state.problem
    classes: dict[int, list[int]] = defaultdict(list)
    for stop in sorted({state.visits[at].stop for at in state.left()}):
        classes[period(problem, stop)].append(stop)
    for weeks, stops in sorted(classes.items(), key=lambda one: one[0] or 1_000):
        groups = _grouped(state, stops, weeks, rounds=rounds, seconds=seconds, seed=seed)
        for group in groups:
            if weeks:
                _by_pattern(state, group, weeks)
        if not weeks:
            _by_date(state, groups)


def _grouped(
    state: State, stops: Sequence[int], weeks: int, *, rounds: int, seconds: float, seed: int
) -> list[Group]:
    problem = state.problem
    alone = [at for at in stops if _alone(state, at)]
    if not alone:
        return []
    likes = _likes(state, alone, weeks)
    kinds, meaning = _kinds(problem, state.days, alone, likes)
    if not kinds:
        return []
    routing = _routing(problem, alone, kinds)
    found = search(routing, rounds=rounds, seconds=seconds, seed=seed)
    out = []
    for kind, route in found.routes:
        van, like = meaning[kind]
        chosen = tuple(alone[at] for at in route)
        out.append(Group(stops=tuple(at for at in chosen if at in like), van=van, like=like))
    return out


def _alone(state: State, stop: int) -> bool:
    """Whether a stop can be visited within a day that begins and ends at home."""
    return any(
        state.days.best(at, Ends(start=van.depot, end=van.depot), frozenset([stop])) is not None
        for at, van in enumerate(state.problem.vans)
    )


def _likes(state: State, stops: Sequence[int], weeks: int) -> Counter[tuple[int, Days_]]:
    """How many days of each van there are, by what can be visited on them."""
    problem = state.problem
    days: Counter[tuple[int, Days_]] = Counter()
    for van, driver in enumerate(problem.vans):
        if not weeks:
            for on in sorted(driver.dates):
                if not state.on((van, on)):
                    days[van, _open(state, stops, on)] += 1
            continue
        for weekday in sorted({on.weekday() for on in driver.dates}):
            likely = frozenset(at for at in stops if _usual(problem, at, weekday))
            days[van, likely] += weeks
    return days


def _open(state: State, stops: Sequence[int], on: date) -> Days_:
    return frozenset(
        stop for stop in stops if any(on in state.visits[at].dates for at in state.visits_of(stop))
    )


def _usual(problem: Problem, stop: int, weekday: int) -> bool:
    """Whether a stop is open on that day of most weeks."""
    dates = problem.possible(problem.stops[stop])
    return sum(on.weekday() == weekday for on in dates) * 2 > len({monday(on) for on in dates})


def _kinds(
    problem: Problem, days: Days, stops: Sequence[int], likes: Counter[tuple[int, Days_]],
) -> tuple[list[Kind], list[tuple[int, Days_]]]:  # fmt: skip
    """Kinds of vehicles: equal days of equal vans; and what each means."""
    merged: dict[tuple[int, Days_], tuple[int, int]] = {}
    for (van, like), number in likes.items():
        key = days.kind(van), like
        first, before = merged.get(key, (van, 0))
        merged[key] = first, before + number
    depots = sorted({van.depot for van in problem.vans})
    kinds, meaning = [], []
    for (_, like), (van, number) in merged.items():
        driver = problem.vans[van]
        if not like:
            continue
        depot = depots.index(driver.depot)
        load = 1 << 40 if driver.load == float("inf") else round(driver.load * _FINE)
        kinds.append(Kind(
            number=min(number, len(stops)), start=depot, end=depot, capacity=(load,),
            opens=driver.opens + driver.load_min, closes=driver.closes,
            longest=driver.work_min - driver.load_min, cost=round(problem.goal.day * _FINE),
            barred=frozenset(at for at, stop in enumerate(stops) if stop not in like),
        ))  # fmt: skip
        meaning.append((van, like))
    return kinds, meaning


def _routing(problem: Problem, stops: Sequence[int], kinds: Sequence[Kind]) -> Routing:
    some = [problem.stops[at] for at in stops]
    depots = sorted({van.depot for van in problem.vans})
    at = np.array([*depots, *(one.place for one in some)])
    minutes = problem.minutes[np.ix_(at, at)]
    goal = problem.goal
    cost = minutes * goal.drive_min + problem.km[np.ix_(at, at)] * goal.km
    none = minutes < 0
    whole = np.where(none, 0, np.round(cost * _FINE)).astype(np.int64)
    whole[none] = int(whole.max()) * 4 + 1
    drive = np.where(none, 1 << 20, minutes)
    for one in (whole, drive):
        np.fill_diagonal(one, 0)
    dear = 10 * int(whole.max()) + 10 * _FINE * round(goal.day + goal.hour * 24 + 1)
    return Routing(
        cost=whole, duration=drive, depots=len(depots),
        service=np.array([one.stay_min for one in some], dtype=np.int64),
        opens=np.array([one.opens for one in some], dtype=np.int64),
        closes=np.array([one.closes - one.stay_min for one in some], dtype=np.int64),
        load=np.array([[round(one.load * _FINE)] for one in some], dtype=np.int64),
        prize=np.full(len(some), dear, dtype=np.int64), kinds=kinds,
        per_duration=round(goal.hour / 60 * _FINE),
    )  # fmt: skip


def _by_date(state: State, groups: Sequence[Group]) -> None:
    """Give days without a rhythm their dates, spread evenly over those that they may have.

    Days that suit most stops come first: no other has taken a date of their own by then.
    """
    by: dict[tuple[int, Days_], list[Group]] = defaultdict(list)
    for group in sorted(groups, key=lambda one: one.stops):
        by[state.days.kind(group.van), group.like].append(group)
    for (kind, like), some in sorted(by.items(), key=lambda one: -len(one[0][1])):
        stops = sorted(set.union(*(set(one.stops) for one in some)) | set(like))
        free = [
            (van, on) for van, driver in enumerate(state.problem.vans)
            if state.days.kind(van) == kind for on in driver.dates
            if not state.on((van, on)) and like == _open(state, stops, on)
        ]  # fmt: skip
        free.sort(key=lambda slot: (slot[1], slot[0]))
        n = len(some)
        for at, group in enumerate(some):
            slot = free[min((2 * at + 1) * len(free) // (2 * n), len(free) - 1)]
            _fill(state, [state.visits_of(stop)[0] for stop in group.stops], slot)


def _fill(state: State, visits: Sequence[int], slot: Slot) -> None:
    """Put all visits on a slot, or as many of them as fit there together."""
    whole = Move(puts=tuple((at, slot) for at in visits if state.may(at, slot)))
    if whole.puts and change(state, whole) < float("inf"):
        return
    for at in visits:
        if state.where[at] is None and state.may(at, slot):
            change(state, Move(puts=((at, slot),)))


def _by_pattern(state: State, group: Group, weeks: int) -> None:
    """Give a group a van, a day of the week and a place in the blocks: free ones."""
    ranked = []
    kind = state.days.kind(group.van)
    for van, driver in enumerate(state.problem.vans):
        if state.days.kind(van) != kind:
            continue
        for weekday in sorted({on.weekday() for on in driver.dates}):
            likely = sum(_usual(state.problem, stop, weekday) for stop in group.stops)
            for phase in range(weeks):
                taken, load = _taken(state, group, van, weekday, phase)
                ranked.append((-likely, taken, load, weekday, phase, van))
    if ranked:
        _, _, _, weekday, phase, van = min(ranked)
        for slot, visits in _slots(state, group, van, weekday, phase).items():
            _fill(state, visits, slot)


def _slots(state: State, group: Group, van: int, weekday: int, phase: int) -> dict[Slot, list[int]]:
    out: dict[Slot, list[int]] = defaultdict(list)
    for stop in group.stops:
        for at in state.visits_of(stop):
            slot = pattern_slot(state, at, van=van, weekday=weekday, phase=phase)
            if slot is not None:
                out[slot].append(at)
    return out


def _taken(state: State, group: Group, van: int, weekday: int, phase: int) -> tuple[int, int]:
    """How many of the slots of a pattern are taken, and how many tours their weeks have already."""
    slots = _slots(state, group, van, weekday, phase)
    weeks = {monday(on) for _, on in slots}
    load = sum(monday(on) in weeks for _, on in state.slots())
    return sum(bool(state.on(slot)) for slot in slots), load
