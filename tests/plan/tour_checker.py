"""An independent checker of tours: it knows nothing of mintgeo, only a world and two tables.

It recomputes every clock time from drives and stays, and every load, window, break, rhythm, date
and night. What it finds are codes with values; an empty list is a plan that can be driven.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pandas as pd

Fault = tuple[Any, ...]
Ends = tuple[str, str]
CLOSE = 1e-6


@dataclass(frozen=True, kw_only=True)
class Rest:
    """A break of so many minutes before more than so many of ``drive`` or ``work`` have passed."""

    of: str
    after: int
    rest: int


@dataclass(frozen=True, kw_only=True)
class Stop:
    """``every`` weeks or ``visits`` a term; the stay lies between ``opens`` and ``closes``."""

    place: str
    stay: int
    opens: int = 0
    closes: int = 24 * 60
    weekdays: frozenset[int] = frozenset(range(5))
    closed: frozenset[date] = frozenset()
    bound: tuple[date, ...] = ()
    every: int | None = None
    visits: int | None = 1
    load: float = 0.0
    boxes: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Van:
    """A vehicle and its driver."""

    depot: str
    opens: int = 0
    closes: int = 24 * 60
    work: int = 24 * 60
    loading: int = 0
    load: float = float("inf")
    boxes: float = float("inf")
    rests: tuple[Rest, ...] = ()
    nights: int = 0
    weekdays: frozenset[int] = frozenset(range(5))
    closed: frozenset[date] = frozenset()


@dataclass(frozen=True, kw_only=True)
class World:
    """What was asked for. ``minutes`` and ``km`` are by ends; lodgings are places, too."""

    minutes: dict[Ends, int]
    km: dict[Ends, float]
    stops: dict[str, Stop]
    vans: dict[str, Van]
    first: date
    last: date
    lodgings: frozenset[str] = frozenset()
    stock: dict[str, int] = field(default_factory=dict)
    night_rest: int = 11 * 60

    def dates(self) -> list[date]:
        return [self.first + timedelta(days=at) for at in range((self.last - self.first).days + 1)]

    def drives(self, van: Van, on: date) -> bool:
        if any(on in stop.bound for stop in self.stops.values()):
            return True
        return on.weekday() in van.weekdays and on not in van.closed

    def possible(self, stop: Stop) -> list[date]:
        """Dates on which the stop is open and some van drives."""
        return [
            on for on in self.dates()
            if on.weekday() in stop.weekdays and on not in stop.closed
            and any(self.drives(van, on) for van in self.vans.values())
        ]  # fmt: skip

    def blocks(self, stop: Stop) -> list[list[date]]:
        """Weeks of which each has one visit: counted in weeks in which the stop is open.

        A number of visits in all counts those on bound dates, so their weeks as well.
        """
        dates = [*self.possible(stop), *(stop.bound if stop.every is None else ())]
        weeks = sorted({on - timedelta(days=on.weekday()) for on in dates})
        if stop.every is not None:
            n = stop.every
            return [weeks[at : at + n] for at in range(0, len(weeks) - n + 1, n)]
        k = stop.visits or 0
        cuts = [at * len(weeks) // k for at in range(k + 1)] if k else [0]
        return [weeks[low:high] for low, high in pairwise(cuts)]


def check(world: World, tours: pd.DataFrame, days: pd.DataFrame) -> list[Fault]:
    """Every fault of a plan."""
    return [
        *_calendar(world, tours), *_days(world, tours, days), *_chains(world, tours, days),
        *_stock(world, tours, days),
    ]  # fmt: skip


def _minute(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def _calendar(world: World, tours: pd.DataFrame) -> Iterator[Fault]:
    """Dates: each visit possible, one in each block, bound ones as bound, numbered by date."""
    for name in sorted(set(tours["id"]) - set(world.stops)):
        yield "unknown_stop", name
    for name, stop in world.stops.items():
        mine = tours[tours["id"] == name]
        dates = [date.fromisoformat(one) for one in mine["date"]]
        possible = set(world.possible(stop))
        for on in dates:
            if on not in possible and on not in stop.bound:
                yield "closed", name, on
        if len(set(dates)) < len(dates):
            yield "twice_a_day", name
        for on in stop.bound:
            if on not in dates:
                yield "bound_missed", name, on
        yield from _rhythm(world, name, stop, dates)
        numbers = mine.sort_values("date")["visit"].tolist()
        if numbers != list(range(1, len(mine) + 1)):
            yield "numbering", name


def _rhythm(world: World, name: str, stop: Stop, dates: list[date]) -> Iterator[Fault]:
    left = list(dates)
    if stop.visits is not None and len(dates) != max(stop.visits, len(set(stop.bound))):
        yield "visits", name, len(dates)
    for at, block in enumerate(world.blocks(stop)):
        inside = [on for on in dates if on - timedelta(days=on.weekday()) in block]
        bound = [on for on in stop.bound if on - timedelta(days=on.weekday()) in block]
        spare = stop.every is None and len(set(stop.bound)) > 1 and not bound
        if len(inside) not in ({0, 1} if spare else {max(1, len(bound))}):
            yield "rhythm", name, at, len(inside)
        left = [on for on in left if on not in inside]
    for on in left:
        if on not in stop.bound:
            yield "extra_visit", name, on


def _days(world: World, tours: pd.DataFrame, days: pd.DataFrame) -> Iterator[Fault]:
    told = {(day["date"], day["van"]): day for day in days.to_dict("records")}
    if len(told) < len(days):
        yield ("day_twice",)
    for key in {*zip(tours["date"], tours["van"], strict=True)} - set(told):
        yield "no_day", *key
    for (on, name), day in told.items():
        if name not in world.vans:
            yield "unknown_van", name
            continue
        rows = tours[(tours["date"] == on) & (tours["van"] == name)].to_dict("records")
        rows.sort(key=lambda row: row["order"])
        if any(row["tour"] != day["tour"] or row["day"] != day["day"] for row in rows):
            yield "wrong_tour", on, name
        if [row["order"] for row in rows] != list(range(1, len(rows) + 1)):
            yield "order", on, name
        van = world.vans[name]
        when = date.fromisoformat(on)
        if not world.drives(van, when) or not world.first <= when <= world.last:
            yield "van_free", on, name
        yield from _one_day(world, van, day, [one for one in rows if one["id"] in world.stops])


def _one_day(
    world: World, van: Van, day: dict[str, Any], rows: list[dict[str, Any]]
) -> Iterator[Fault]:
    on, name = day["date"], day["van"]
    loading = van.loading if day["day"] == 1 else 0
    if day["load_min"] != loading or _minute(day["depart"]) != _minute(day["load"]) + loading:
        yield "loading", on, name
    at, place = _minute(day["depart"]), day["starts"]
    for row in rows:
        stop = world.stops[row["id"]]
        yield from _leg(world, (place, stop.place), row["drive_min"], row["drive_km"], row["id"])
        yield from _visit(on, stop, row, at)
        at, place = _minute(row["leave"]), stop.place
    ends = world.stops[day["ends"]].place if day["ends"] in world.stops else day["ends"]
    yield from _leg(world, (place, ends), day["last_drive_min"], day["last_drive_km"], "end")
    if _minute(day["back"]) != at + day["last_drive_min"] + day["last_break_min"]:
        yield "return", on, name
    yield from _shift(van, day, rows)
    yield from _sums(day, rows)
    for rest in van.rests:
        yield from _breaks(rest, van.rests, day, rows, loading)


def _visit(on: str, stop: Stop, row: dict[str, Any], at: int) -> Iterator[Fault]:
    """One visit, after the place before was left at a minute."""
    if _minute(row["arrive"]) != at + row["drive_min"] + row["break_way_min"]:
        yield "arrival", on, row["id"]
    spent = row["wait_min"] + row["stay_min"] + row["break_min"]
    if _minute(row["leave"]) != _minute(row["arrive"]) + spent:
        yield "departure", on, row["id"]
    begin = _minute(row["begin"])
    before = begin - _minute(row["arrive"]) - row["wait_min"]
    if not 0 <= before <= row["break_min"]:
        yield "beginning", on, row["id"]
    if row["stay_min"] != stop.stay:
        yield "stay", on, row["id"]
    if begin < stop.opens or begin + stop.stay > stop.closes:
        yield "window", on, row["id"], begin
    if min(row["wait_min"], row["break_min"], row["break_way_min"]) < 0:
        yield "negative", on, row["id"]


def _leg(world: World, ends: Ends, minutes: int, km: float, name: str) -> Iterator[Fault]:
    if ends not in world.minutes:
        yield "no_way", *ends, name
    elif minutes != world.minutes[ends]:
        yield "drive", *ends, name
    elif abs(km - world.km[ends]) > CLOSE:
        yield "km", *ends, name


def _shift(van: Van, day: dict[str, Any], rows: list[dict[str, Any]]) -> Iterator[Fault]:
    begin, end = _minute(day["load"]), _minute(day["back"])
    rests = sum(row["break_min"] + row["break_way_min"] for row in rows) + day["last_break_min"]
    if begin < van.opens or end > van.closes or end < begin:
        yield "shift", day["date"], day["van"]
    if end - begin - rests != day["work_min"]:
        yield "work", day["date"], day["van"]
    if end - begin - rests > van.work:
        yield "hours", day["date"], day["van"], end - begin - rests


def _sums(day: dict[str, Any], rows: list[dict[str, Any]]) -> Iterator[Fault]:
    wanted = {
        "visits": len(rows),
        "drive_min": sum(row["drive_min"] for row in rows) + day["last_drive_min"],
        "drive_km": sum(row["drive_km"] for row in rows) + day["last_drive_km"],
        "stay_min": sum(row["stay_min"] for row in rows),
        "wait_min": sum(row["wait_min"] for row in rows),
        "break_min": sum(row["break_min"] + row["break_way_min"] for row in rows)
        + day["last_break_min"],
    }
    for name, value in wanted.items():
        if abs(day[name] - value) > CLOSE:
            yield "sum", day["date"], day["van"], name


def _breaks(
    rest: Rest,
    rests: tuple[Rest, ...],
    day: dict[str, Any],
    rows: list[dict[str, Any]],
    loading: int,
) -> Iterator[Fault]:
    """Go through a day minute for minute, as far as this rule counts them."""
    events: list[tuple[str, int]] = [("load", loading)]
    for row in rows:
        events += _way(rests, row["drive_min"], row["break_way_min"], events)
        before = _minute(row["begin"]) - _minute(row["arrive"]) - row["wait_min"]
        stay = [("wait", row["wait_min"]), ("rest", before), ("stay", row["stay_min"])]
        events += [*stay, ("rest", row["break_min"] - before)]
    events += _way(rests, day["last_drive_min"], day["last_break_min"], events)
    allowed = {0, *(one.rest for one in rests)}
    clock = 0
    for kind, minutes in events:
        if kind == "rest":
            if minutes not in allowed:
                yield "break_length", day["date"], day["van"], minutes
            clock = 0 if minutes >= rest.rest else clock
        elif rest.of == "work" or kind == "drive":
            clock += minutes
            if clock > rest.after:
                yield "break", day["date"], day["van"], rest.of, clock
                return


def _way(
    rests: tuple[Rest, ...], drive: int, pause: int, before: list[tuple[str, int]]
) -> list[tuple[str, int]]:
    """A drive with a break on the way: as late as all rules allow it."""
    if not pause:
        return [("drive", drive)]
    part = drive
    for rule in rests:
        clock = 0
        for kind, minutes in before:
            if kind == "rest":
                clock = 0 if minutes >= rule.rest else clock
            elif rule.of == "work" or kind == "drive":
                clock += minutes
        part = max(0, min(part, rule.after - clock))
    return [("drive", part), ("rest", pause), ("drive", drive - part)]


def _chains(world: World, tours: pd.DataFrame, days: pd.DataFrame) -> Iterator[Fault]:
    """Tours: from the depot to the depot, night by night, with what is loaded at the depot."""
    for number, some in days.groupby("tour"):
        chain = sorted(some.to_dict("records"), key=lambda day: day["date"])
        van = world.vans.get(chain[0]["van"])
        if van is None:
            continue
        if len({day["van"] for day in chain}) > 1 or [day["day"] for day in chain] != list(
            range(1, len(chain) + 1)
        ):
            yield "chain", number
        if chain[0]["starts"] != van.depot or chain[-1]["ends"] != van.depot:
            yield "depot", number
        if len(chain) - 1 > van.nights:
            yield "nights", number
        for day, after in pairwise(chain):
            yield from _night(world, number, day, after)
        if [day["night"] for day in chain] != [True] * (len(chain) - 1) + [False]:
            yield "night_flag", number
        if len(chain) == 1 and not chain[0]["visits"]:
            yield "empty", number
        yield from _loads(world, van, number, tours[tours["tour"] == number])


def _night(
    world: World, number: Any, day: dict[str, Any], after: dict[str, Any]
) -> Iterator[Fault]:
    if day["ends"] != after["starts"] or day["ends"] not in {*world.stops, *world.lodgings}:
        yield "lodging", number, day["date"]
    if date.fromisoformat(after["date"]) - date.fromisoformat(day["date"]) != timedelta(days=1):
        yield "next_day", number, day["date"]
    if _minute(after["load"]) + 24 * 60 - _minute(day["back"]) < world.night_rest:
        yield "night_rest", number, day["date"]


def _loads(world: World, van: Van, number: Any, visits: pd.DataFrame) -> Iterator[Fault]:
    stops = [world.stops[name] for name in visits["id"] if name in world.stops]
    if sum(stop.load for stop in stops) > van.load + CLOSE:
        yield "load", number
    if sum(_needed(stops).values()) > van.boxes + CLOSE:
        yield "boxes", number


def _needed(stops: list[Stop]) -> dict[str, int]:
    """Boxes stay on board: of each theme as many as the stop that needs most."""
    needed: dict[str, int] = defaultdict(int)
    for stop in stops:
        for theme, n in stop.boxes.items():
            needed[theme] = max(needed[theme], n)
    return dict(needed)


def _stock(world: World, tours: pd.DataFrame, days: pd.DataFrame) -> Iterator[Fault]:
    """Boxes on board of all vans on one date are no more than there are."""
    carried: dict[tuple[str, str], int] = defaultdict(int)
    for number, some in days.groupby("tour"):
        visits = tours[tours["tour"] == number]
        needed = _needed([world.stops[one] for one in visits["id"] if one in world.stops])
        text = "; ".join(f"{theme} {n}" for theme, n in sorted(needed.items()) if n)
        if not some["boxes"].eq(text).all():
            yield "boxes_named", number
        for on in some["date"]:
            for theme, n in needed.items():
                carried[on, theme] += n
    for (on, theme), n in carried.items():
        if n > world.stock.get(theme, n):
            yield "stock", on, theme, n
