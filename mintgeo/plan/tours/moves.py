"""Changes of a plan: visits inserted, moved, swapped, shifted as a series; nights away."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from mintgeo.plan.tours.problem import monday
from mintgeo.plan.tours.state import Slot, State, next_slot, slot_before

Sleep = tuple[Slot, int | None]
_BETTER: Final = 1e-7
_MANY: Final = 12
_WEEK: Final = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class Move:
    """Visits and where they go, and nights."""

    puts: tuple[tuple[int, Slot | None], ...]
    sleeps: tuple[Sleep, ...] = ()


def change(state: State, move: Move) -> float:
    """Make a move and say what it adds to the cost; infinite ones are not made."""
    slots, stops = _touched(state, move)
    before = state.cost_of(slots, stops)
    back = _made(state, move)
    after = state.cost_of(slots, stops)
    if after == float("inf"):
        _made(state, back)
        return float("inf")
    return after - before


def price(state: State, move: Move) -> float:
    """What a move would add to the cost."""
    slots, stops = _touched(state, move)
    before = state.cost_of(slots, stops)
    back = _made(state, move)
    after = state.cost_of(slots, stops)
    _made(state, back)
    return after - before


def better(state: State, move: Move) -> bool:
    """Make a move if it lowers the cost."""
    slots, stops = _touched(state, move)
    before = state.cost_of(slots, stops)
    back = _made(state, move)
    if state.cost_of(slots, stops) < before - _BETTER:
        return True
    _made(state, back)
    return False


def _touched(state: State, move: Move) -> tuple[set[Slot], set[int]]:
    slots = {slot for at, new in move.puts for slot in (state.where[at], new) if slot is not None}
    slots |= {one for slot, _ in move.sleeps for one in (slot, next_slot(slot))}
    return slots, {state.visits[at].stop for at, _ in move.puts}


def _made(state: State, move: Move) -> Move:
    """Make a move, and return the one that undoes it."""
    back = Move(
        puts=tuple((at, state.where[at]) for at, _ in move.puts),
        sleeps=tuple((slot, state.nights.get(slot)) for slot, _ in move.sleeps),
    )
    for at, new in move.puts:
        state.put(at, new)
    for slot, place in move.sleeps:
        state.sleep(slot, place)
    return back


def places_for(state: State, visit: int, *, but: Slot | None = None) -> Iterator[Move]:
    """Ways to have a visit on some slot; of slots that are alike only the first."""
    stop = state.visits[visit].stop
    alike = len(state.visits_of(stop)) == 1 and not state.keep and not state.problem.stock
    seen: set[object] = set()
    for on in state.visits[visit].dates:
        for van in range(len(state.problem.vans)):
            slot = van, on
            if slot == but or not state.may(visit, slot):
                continue
            if alike and state.problem.vans[van].nights == 0:
                like = state.days.kind(van), state.ends(slot), _stops(state, slot)
                if like in seen:
                    continue
                seen.add(like)
            yield Move(puts=((visit, slot),))
            if state.problem.vans[van].nights:
                yield from _with_nights(state, visit, slot)


def _stops(state: State, slot: Slot) -> frozenset[int]:
    return frozenset(state.visits[at].stop for at in state.on(slot))


def _with_nights(state: State, visit: int, slot: Slot) -> Iterator[Move]:
    """The same with a night away before or after it, or both."""
    before = slot_before(slot)
    for place in beds(state, (visit,)):
        if slot not in state.nights:
            yield Move(puts=((visit, slot),), sleeps=((slot, place),))
        if before not in state.nights:
            yield Move(puts=((visit, slot),), sleeps=((before, place),))
        if slot not in state.nights and before not in state.nights:
            yield Move(puts=((visit, slot),), sleeps=((before, place), (slot, place)))


def beds(state: State, visits: Iterable[int]) -> list[int]:
    """Places where a night near some visits can be spent: there, or at the two nearest lodgings."""
    problem = state.problem
    found: list[int] = []
    for at in visits:
        here = problem.stops[state.visits[at].stop].place
        near = [one for one in problem.lodgings if problem.minutes[here, one] >= 0]
        near.sort(key=lambda one: (problem.minutes[here, one], one))
        found += [here, *near[:2]]
    return list(dict.fromkeys(found))


def insert(state: State, visits: Iterable[int]) -> None:
    """Give visits without a slot the cheapest ones; those that lose most by waiting first."""
    left = sorted(visits, key=lambda at: (len(state.visits[at].dates), at))
    while left:
        ranked = [(*_cheapest(state, at), at) for at in left[:_MANY]]
        ranked = [one for one in ranked if one[1] is not None]
        if not ranked:
            left = left[_MANY:]
            continue
        _, move, _, at = max(ranked, key=lambda one: (one[2], -one[0], -one[3]))
        if move is not None:
            change(state, move)
        left.remove(at)


def _cheapest(state: State, visit: int) -> tuple[float, Move | None, float]:
    """Price of the cheapest way to have a visit, the way, and how much dearer the second one is.

    A visit that has a slot is taken out first, and the price is against where it was.
    """
    best, move, second = float("inf"), None, float("inf")
    old = state.where[visit]
    gain = change(state, Move(puts=((visit, None),))) if old is not None else 0.0
    if gain == float("inf"):
        return best, move, 0.0
    for one in places_for(state, visit, but=old):
        slot = one.puts[0][1]
        cost = price(state, one) if one.sleeps or slot is None else state.added(visit, slot)
        if cost < best:
            best, move, second = cost, one, best
        elif cost < second:
            second = cost
    state.put(visit, old)
    return best + gain, move, (second - best if move is not None else 0.0)


def relocate(state: State) -> bool:
    """Move single visits as long as that helps."""
    helped = False
    for at in range(len(state.visits)):
        cost, move, _ = _cheapest(state, at)
        if move is not None and cost < -_BETTER:
            change(state, move)
            helped = True
    return helped


def swap(state: State) -> bool:
    """Let two visits change their slots if that helps."""
    helped = False
    n = len(state.visits)
    for one in range(n):
        for other in range(one + 1, n):
            here, there = state.where[one], state.where[other]
            if here is None or there is None or here == there:
                continue
            may = state.may_have(one, there[1]) and state.may_have(other, here[1])
            if may and _free(state, one, other):
                helped |= better(state, Move(puts=((one, there), (other, here))))
    return helped


def _free(state: State, one: int, other: int) -> bool:
    here, there = state.where[one], state.where[other]
    if state.visits[one].stop == state.visits[other].stop or here is None or there is None:
        return False
    return state.may(one, there) and state.may(other, here)


def nights(state: State) -> bool:
    """Spend nights away, or at home, where that helps."""
    helped = False
    for slot in state.slots():
        if slot in state.nights:
            helped |= better(state, Move(puts=(), sleeps=((slot, None),)))
        elif state.problem.vans[slot[0]].nights and state.on(next_slot(slot)):
            near = (*sorted(state.on(slot)), *sorted(state.on(next_slot(slot))))
            moves = [Move(puts=(), sleeps=((slot, place),)) for place in beds(state, near)]
            costs = [price(state, move) for move in moves]
            if costs and min(costs) < -_BETTER:
                change(state, moves[costs.index(min(costs))])
                helped = True
    return helped


def series(state: State, stops: Sequence[int], *, van: int, weekday: int, phase: int) -> State:
    """Give all visits of some stops the same van, day of the week and place in their blocks."""
    out = state.copy()
    mine = [at for stop in stops for at in out.visits_of(stop)]
    for at in mine:
        out.put(at, None)
    drop_idle_nights(out)
    for at in mine:
        slot = pattern_slot(out, at, van=van, weekday=weekday, phase=phase)
        if slot is not None and out.may(at, slot):
            change(out, Move(puts=((at, slot),)))
    insert(out, [at for at in mine if out.where[at] is None])
    return out


def pattern_slot(state: State, visit: int, *, van: int, weekday: int, phase: int) -> Slot | None:
    """Where a pattern has a visit: the nearest date that it may have to the one of the pattern."""
    dates = [on for on in state.visits[visit].dates if on in state.problem.vans[van].dates]
    if not dates:
        return None
    wanted = _wanted(state, visit, weekday, phase)
    return van, min(dates, key=lambda on: (abs((on - wanted).days), on))


def _wanted(state: State, visit: int, weekday: int, phase: int) -> date:
    weeks = sorted({monday(on) for on in state.visits[visit].dates})
    week = weeks[min(phase, len(weeks) - 1)]
    return week + timedelta(days=weekday)


def drop_idle_nights(state: State) -> None:
    """Give up nights of tours that visit nothing."""
    for slot in sorted(state.nights, key=lambda one: (one[1], one[0])):
        tour = state.tour(slot)
        if not any(state.on(one) for one in tour):
            for one in tour:
                state.sleep(one, None)
