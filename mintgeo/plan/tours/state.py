"""A plan while it is sought: which visit is on which date and van, and what that costs."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from mintgeo.plan.tours.days import SMALL, Day, Days, Ends, Pins, needed
from mintgeo.plan.tours.problem import Problem, monday

Slot = tuple[int, date]
"""A van (by position) and a date."""
LEFT_OUT: Final = 1e11
MOVED: Final = 1e8
"""What a visit left out, and an appointment on another date, cost against all else."""
_ONE_DAY: Final = timedelta(days=1)


class State:
    """Visits on slots. Every change keeps what is allowed, or is refused; nothing else does.

    Attributes
    ----------
    where
        Of each visit its slot, or None while it has none.
    nights
        Slots after which the night is spent away, and at which place.
    """

    def __init__(self, problem: Problem, days: Days, keep: Mapping[int, tuple[date, int]]) -> None:
        """``keep`` has, of visits, the date and the minute of an appointment to keep to."""
        self.problem, self.days, self.keep = problem, days, keep
        self.visits = problem.visits
        self.where: list[Slot | None] = [None] * len(self.visits)
        self.nights: dict[Slot, int] = {}
        self._on: dict[Slot, frozenset[int]] = {}
        self._cost: dict[Slot, float] = {}
        self._dates = [frozenset(one.dates) for one in self.visits]
        self._drives = [frozenset(van.dates) for van in problem.vans]
        self._of_stop: dict[int, list[int]] = defaultdict(list)
        for at, visit in enumerate(self.visits):
            self._of_stop[visit.stop].append(at)
        self._rhythms: dict[tuple[int, tuple[date, ...]], float] = {}

    def visits_of(self, stop: int) -> list[int]:
        """Visits of a stop, by their blocks."""
        return self._of_stop[stop]

    def on(self, slot: Slot) -> frozenset[int]:
        """Visits of a slot."""
        return self._on.get(slot, frozenset())

    def slots(self) -> list[Slot]:
        """Slots with visits or nights, by date and van."""
        away = {one for night in self.nights for one in (night, _next(night))}
        return sorted({*self._on, *away}, key=lambda slot: (slot[1], slot[0]))

    def left(self) -> list[int]:
        """Visits without a slot."""
        return [at for at, slot in enumerate(self.where) if slot is None]

    def may(self, visit: int, slot: Slot) -> bool:
        """Whether a visit may be on a date, and the van drives then."""
        van, on = slot
        drives = on in self._drives[van]
        return drives and on in self._dates[visit] and not self._same_stop(visit, slot)

    def _same_stop(self, visit: int, slot: Slot) -> bool:
        stop = self.visits[visit].stop
        return any(
            other != visit and (there := self.where[other]) is not None and there[1] == slot[1]
            for other in self._of_stop[stop]
        )

    def put(self, visit: int, slot: Slot | None) -> None:
        """Move a visit, whatever follows from it."""
        old = self.where[visit]
        if old is not None:
            rest = self._on[old] - {visit}
            if rest:
                self._on[old] = rest
            else:
                del self._on[old]
            self._cost.pop(old, None)
        if slot is not None:
            self._on[slot] = self.on(slot) | {visit}
            self._cost.pop(slot, None)
        self.where[visit] = slot

    def sleep(self, slot: Slot, place: int | None) -> None:
        """Spend the night after a slot at a place, or at home."""
        if place is None:
            self.nights.pop(slot, None)
        else:
            self.nights[slot] = place
        self._cost.pop(slot, None)
        self._cost.pop(_next(slot), None)

    def ends(self, slot: Slot) -> Ends:
        """Where the day of a slot begins and ends."""
        van, before = self.problem.vans[slot[0]], self.nights.get(_before(slot))
        after = self.nights.get(slot)
        return Ends(
            start=van.depot if before is None else before,
            end=van.depot if after is None else after,
            after_night=before is not None, before_night=after is not None,
        )  # fmt: skip

    def day(self, slot: Slot) -> Day | None:
        """The day of a slot as it is driven; None if that can't be."""
        visits = self.on(slot)
        stops = frozenset(self.visits[at].stop for at in visits)
        return self.days.best(slot[0], self.ends(slot), stops, self._pins(slot, visits))

    def _pins(self, slot: Slot, visits: Iterable[int]) -> Pins:
        if not self.keep:
            return ()
        kept = {self.visits[at].stop: self.keep[at] for at in visits if at in self.keep}
        return tuple(
            sorted((stop, at) for stop, (on, at) in kept.items() if on == slot[1] and at >= 0)
        )

    def cost_of_slot(self, slot: Slot) -> float:
        """Cost of a day; infinite if it can't be driven."""
        if slot not in self._cost:
            self._cost[slot] = self._priced(slot)
        return self._cost[slot]

    def _priced(self, slot: Slot) -> float:
        if not self.on(slot) and slot not in self.nights and _before(slot) not in self.nights:
            return 0.0
        day = self.day(slot)
        night = self.problem.goal.night if slot in self.nights else 0.0
        return float("inf") if day is None else day.cost + night

    def cost_of_stop(self, stop: int) -> float:
        """Cost of visits left out, moved, and out of their rhythm."""
        cost, placed = 0.0, []
        for at in self._of_stop[stop]:
            slot = self.where[at]
            if slot is None:
                cost += LEFT_OUT
                continue
            placed.append(slot[1])
            if at in self.keep and self.keep[at][0] != slot[1]:
                cost += MOVED
        return cost + self._off_rhythm(stop, sorted(placed))

    def _off_rhythm(self, stop: int, dates: list[date]) -> float:
        key = stop, tuple(dates)
        if key not in self._rhythms:
            self._rhythms[key] = self._counted(stop, dates)
        return self._rhythms[key]

    def _counted(self, stop: int, dates: list[date]) -> float:
        goal, asked = self.problem.goal, self.problem.stops[stop]
        weeks = self.problem.weeks[stop]
        wanted = asked.every or len(weeks) / max(asked.visits or 1, 1)
        slack = 0.0 if asked.every else 0.5
        cost = 0.0
        for one, other in pairwise(dates):
            if one in asked.bound or other in asked.bound:
                continue
            apart = weeks[monday(other)] - weeks[monday(one)]
            cost += goal.rhythm * max(0.0, abs(apart - wanted) - slack)
            cost += goal.weekday * (one.weekday() != other.weekday())
        return cost

    def added(self, visit: int, slot: Slot) -> float:
        """What a visit without a slot adds to the cost on one of them; infinite if it can't be."""
        stop, visits = self.visits[visit].stop, self.on(slot) | {visit}
        stops = frozenset(self.visits[at].stop for at in visits)
        day = self.days.best(slot[0], self.ends(slot), stops, self._pins(slot, visits))
        if day is None:
            return float("inf")
        night = self.problem.goal.night if slot in self.nights else 0.0
        before = self.cost_of_slot(slot) + self.cost_of_stop(stop)
        if self.problem.stock or slot in self.nights or _before(slot) in self.nights:
            self.put(visit, slot)
            after = self.cost_of((slot,), (stop,))
            self.put(visit, None)
            return after - before
        self.where[visit] = slot
        after = day.cost + night + self.cost_of_stop(stop)
        self.where[visit] = None
        return after - before

    def cost_of(self, slots: Iterable[Slot], stops: Iterable[int]) -> float:
        """Cost of what a change touches; infinite if that is not allowed."""
        touched = {*slots}
        cost = sum(self.cost_of_slot(slot) for slot in touched)
        if cost == float("inf") or not all(self._together(slot) for slot in touched):
            return float("inf")
        return cost + sum(self.cost_of_stop(stop) for stop in {*stops})

    def total(self) -> float:
        """Cost of the whole plan."""
        return self.cost_of(self.slots(), range(len(self.problem.stops)))

    def tour(self, slot: Slot) -> list[Slot]:
        """Slots of the tour that a slot belongs to: day after day, joined by nights away."""
        first = slot
        while _before(first) in self.nights:
            first = _before(first)
        out = [first]
        while out[-1] in self.nights:
            out.append(_next(out[-1]))
        return out

    def _together(self, slot: Slot) -> bool:
        """Whether the tour and all vans of the date have what they need."""
        tour = self.tour(slot)
        van = self.problem.vans[slot[0]]
        if len(tour) > 1 and not self._tour_fits(tour, van.nights, van.load, van.boxes):
            return False
        if not self.problem.stock:
            return True
        return all(self._in_stock(one[1]) for one in tour)

    def _tour_fits(self, tour: list[Slot], nights: int, load: float, boxes: float) -> bool:
        if len(tour) - 1 > nights or any(on not in self._drives[van] for van, on in tour):
            return False
        stops = [self.visits[at].stop for slot in tour for at in self.on(slot)]
        heavy = sum(self.problem.stops[at].load for at in stops)
        many = sum(needed(self.problem, frozenset(stops)).values())
        return heavy <= load + SMALL and many <= boxes

    def _in_stock(self, on: date) -> bool:
        carried: Counter[str] = Counter()
        for van in range(len(self.problem.vans)):
            tour = self.tour((van, on))
            stops = frozenset(self.visits[at].stop for slot in tour for at in self.on(slot))
            carried.update(needed(self.problem, stops))
        return all(n <= self.problem.stock.get(theme, n) for theme, n in carried.items())

    def copy(self) -> "State":
        """A state of its own with the same visits, dates and days."""
        other = object.__new__(State)
        other.__dict__.update(self.__dict__)
        other.where, other.nights, other._on = [*self.where], {**self.nights}, {**self._on}
        other._cost = {**self._cost}
        return other

    def may_have(self, visit: int, on: date) -> bool:
        """Whether a visit may be on a date."""
        return on in self._dates[visit]


def _next(slot: Slot) -> Slot:
    return slot[0], slot[1] + _ONE_DAY


def _before(slot: Slot) -> Slot:
    return slot[0], slot[1] - _ONE_DAY


next_slot, slot_before = _next, _before
