"""Tours keep everything that was asked, equal trying all, and say who stands against them."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise, permutations, product
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mintgeo._errors import InfeasibleError, OptionError
from mintgeo.plan import tours
from mintgeo.plan.tours.clock import Course, timeline
from tests.plan.tour_checker import Rest, Stop, Van, World, check
from tests.plan.tour_worlds import MONDAY, planned, problem_of, random_world, ways

SEEDS = st.integers(0, 10**6)
Tables = tuple[pd.DataFrame, pd.DataFrame]


def few(n: int) -> Any:
    return settings(max_examples=n, derandomize=True)


@few(5)
@given(SEEDS)
def test_tours_of_any_wishes_keep_them(seed: int) -> None:
    world = random_world(seed, n=3 + seed % 3, vans=1 + seed % 2)
    try:
        found = planned(world, search=3)
    except InfeasibleError as error:
        found, code = None, error.code
    assert code if found is None else check(world, *found) == []


@pytest.mark.verify
@few(80)
@given(SEEDS)
def test_tours_of_more_wishes_keep_them(seed: int) -> None:
    test_tours_of_any_wishes_keep_them.hypothesis.inner_test(seed)  # type: ignore[attr-defined]


def line_world(**options: Any) -> World:
    """A depot, three stops on a line 60 minutes apart each, and an inn at the far end."""
    names = ["depot", "a", "b", "c", "inn"]
    xy = np.array([[0, 0], [60, 0], [120, 0], [180, 0], [185, 0]])
    minutes, km = ways(names, xy)
    stop = Stop(place="a", stay=60, opens=480, closes=1080)
    given = {
        "stops": {one: replace(stop, place=one) for one in "abc"},
        "vans": {"van": Van(depot="depot", opens=420, closes=1140, work=600, loading=10)},
        "first": MONDAY, "last": MONDAY + timedelta(days=27), "lodgings": frozenset({"inn"}),
        **options,
    }  # fmt: skip
    return World(minutes=minutes, km=km, **given)


def rich_world() -> World:
    """One that has a break, a wait, boxes, a bound date, a rhythm, and nights away."""
    world = line_world()
    stops = {
        "a": replace(world.stops["a"], every=2, visits=None, boxes={"Wind": 1}, load=1.0),
        "b": replace(
            world.stops["b"], stay=90, opens=720, boxes={"Wind": 2, "Wasser": 1}, load=2.0
        ),
        "c": replace(world.stops["c"], stay=240, bound=(MONDAY + timedelta(days=9),)),
    }
    van = replace(world.vans["van"], rests=(Rest(of="drive", after=110, rest=25),), nights=1,
                  work=500, load=4.0, boxes=4.0)  # fmt: skip
    return replace(world, stops=stops, vans={"van": van}, stock={"Wind": 2})


def shifted(clock: str, minutes: int) -> str:
    at = int(clock[:2]) * 60 + int(clock[3:]) + minutes
    return f"{at // 60:02d}:{at % 60:02d}"


def set_at(name: str, at: int, value: Any, *, of: int = 0) -> Any:
    """A fault: another value in one cell of the visits (0) or days (1)."""

    def spoil(tables: Tables, world: World) -> tuple[Tables, World]:
        tables[of][name] = tables[of][name].astype(object)
        old = tables[of].loc[tables[of].index[at], name]
        tables[of].loc[tables[of].index[at], name] = value(old) if callable(value) else value
        return tables, world

    return spoil


def other_world(**options: Any) -> Any:
    """A fault: the plan was made for another wish."""

    def spoil(tables: Tables, world: World) -> tuple[Tables, World]:
        return tables, replace(world, **{key: make(world) for key, make in options.items()})

    return spoil


def stop_with(name: str, **options: Any) -> Any:
    return other_world(stops=lambda w: {**w.stops, name: replace(w.stops[name], **options)})


def van_with(**options: Any) -> Any:
    return other_world(vans=lambda w: {"van": replace(w.vans["van"], **options)})


def without_last_visit(tables: Tables, world: World) -> tuple[Tables, World]:
    return (tables[0].iloc[:-1], tables[1]), world


FAULTS = {
    "arrival": set_at("arrive", 0, lambda one: shifted(one, 1)),
    "departure": set_at("leave", 0, lambda one: shifted(one, -1)),
    "beginning": set_at("begin", 0, lambda one: shifted(one, -7)),
    "stay": set_at("stay_min", 0, 1),
    "drive": set_at("drive_min", 0, lambda one: one - 1),
    "km": set_at("drive_km", 0, lambda one: one - 0.5),
    "window": stop_with("a", closes=500),
    "return": set_at("back", 0, lambda one: shifted(one, 5), of=1),
    "loading": van_with(loading=11),
    "shift": van_with(closes=600),
    "hours": van_with(work=200),
    "work": set_at("work_min", 0, lambda one: one - 1, of=1),
    "sum": set_at("wait_min", 0, lambda one: one + 3, of=1),
    "break": van_with(rests=(Rest(of="drive", after=50, rest=25),)),
    "break_length": set_at("break_min", 0, 3),
    "load": van_with(load=1.0),
    "boxes": van_with(boxes=2.0),
    "boxes_named": set_at("boxes", 0, "Wind 9", of=1),
    "stock": other_world(stock=lambda _: {"Wind": 1}),
    "rhythm": without_last_visit,
    "numbering": set_at("visit", 0, 7),
    "bound_missed": stop_with("c", bound=(MONDAY + timedelta(days=10),)),
    "closed": stop_with("a", closed=frozenset(MONDAY + timedelta(days=at) for at in range(28))),
    "nights": van_with(nights=0),
    "lodging": set_at("starts", 1, "depot", of=1),
    "night_rest": other_world(night_rest=lambda _: 22 * 60),
    "night_flag": set_at("night", 0, lambda one: not one, of=1),
    "depot": set_at("ends", 1, "inn", of=1),
    "van_free": van_with(closed=frozenset(MONDAY + timedelta(days=at) for at in range(28)),
                         weekdays=frozenset()),
    "order": set_at("order", 0, 3),
    "extra_visit": stop_with("a", every=3),
}  # fmt: skip


@pytest.fixture(scope="module")
def rich() -> Tables:
    found = planned(rich_world(), search=0)
    assert check(rich_world(), *found) == []
    assert found[1]["night"].any()
    return found


@pytest.mark.parametrize("code", FAULTS)
def test_the_checker_finds_each_planted_fault(rich: Tables, code: str) -> None:
    tables, world = FAULTS[code]((rich[0].copy(), rich[1].copy()), rich_world())
    assert code in {fault[0] for fault in check(world, *tables)}


def route_cost(world: World, order: tuple[str, ...]) -> float:
    """Minutes at the wheel; infinite if a stay can't begin in time. For vans without breaks."""
    van = next(iter(world.vans.values()))
    now, here, drive = van.opens + van.loading, van.depot, 0
    for name in order:
        stop = world.stops[name]
        drive += world.minutes[here, stop.place]
        now = max(stop.opens, now + world.minutes[here, stop.place])
        now, here = now + stop.stay, stop.place
        if now > stop.closes:
            return float("inf")
    drive += world.minutes[here, van.depot]
    return drive if now + world.minutes[here, van.depot] <= van.closes else float("inf")


def best_of_two_days(world: World) -> float:
    names = tuple(world.stops)
    best: dict[frozenset[str], float] = {}

    def cost(some: frozenset[str]) -> float:
        if some not in best:
            best[some] = min(route_cost(world, one) for one in permutations(sorted(some)))
        return best[some] if some else 0.0

    splits = product((False, True), repeat=len(names) - 1)
    sets = (
        frozenset(name for name, on in zip(names, (True, *one), strict=True) if on)
        for one in splits
    )
    return min(cost(some) + cost(frozenset(names) - some) for some in sets)


def window_world(seed: int, n: int) -> World:
    rng = np.random.default_rng(seed)
    names = ["depot", *(f"s{at}" for at in range(n))]
    minutes, km = ways(names, rng.integers(0, 90, (n + 1, 2)))
    opens = rng.integers(420, 800, n).tolist()
    return World(
        minutes=minutes, km=km, first=MONDAY, last=MONDAY + timedelta(days=1),
        vans={"van": Van(depot="depot", opens=420, closes=1200)},
        stops={
            f"s{at}": Stop(place=f"s{at}", stay=int(rng.integers(10, 90)), opens=opens[at],
                           closes=opens[at] + int(rng.integers(100, 500)))
            for at in range(n)
        },
    )  # fmt: skip


def equals_trying_all(seed: int, n: int) -> None:
    world = window_world(seed, n)
    truth = best_of_two_days(world)
    if truth == float("inf"):
        with pytest.raises(InfeasibleError):
            planned(world)
        return
    found = planned(world, search=60)
    assert check(world, *found) == []
    assert found[1]["drive_min"].sum() == truth


@few(10)
@given(SEEDS, st.integers(2, 5))
def test_two_days_are_what_trying_all_finds(seed: int, n: int) -> None:
    equals_trying_all(seed, n)


@pytest.mark.verify
@few(80)
@given(SEEDS, st.integers(5, 7))
def test_two_days_of_up_to_seven_stops_are_what_trying_all_finds(seed: int, n: int) -> None:
    equals_trying_all(seed, n)


@few(30)
@given(SEEDS)
def test_a_day_is_as_short_as_any_start_makes_it(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n = int(rng.integers(1, 5))
    opens = np.sort(rng.integers(0, 300, n))
    course = Course(
        drives=tuple(rng.integers(0, 60, n + 1).tolist()),
        stays=tuple(rng.integers(5, 40, n).tolist()),
        opens=tuple(opens.tolist()), latest=tuple((opens + rng.integers(0, 200, n)).tolist()),
        earliest=0, back=600, load=int(rng.integers(0, 20)), work=1440, rests=(),
    )  # fmt: skip

    def work(start: int) -> int | None:
        now = start + course.load
        for at, stay in enumerate(course.stays):
            begin = max(course.opens[at], now + course.drives[at])
            if begin > course.latest[at]:
                return None
            now = begin + stay
        end = now + course.drives[-1]
        return end - start if end <= course.back else None

    works = [one for start in range(600) if (one := work(start)) is not None]
    found = timeline(course)
    assert (found.work if found else None) == (min(works) if works else None)


def test_a_rhythm_goes_on_after_holidays_on_the_same_day_of_the_week() -> None:
    break_ = frozenset(MONDAY + timedelta(days=at) for at in range(14, 28))
    world = line_world(last=MONDAY + timedelta(days=55))
    stops = {"a": replace(world.stops["a"], every=2, visits=None, closed=break_)}
    world = replace(world, stops=stops)
    visits, days = planned(world)
    assert check(world, visits, days) == []
    dates = [date.fromisoformat(one) for one in visits["date"]]
    assert len(dates) == 3
    assert [(other - one).days for one, other in pairwise(dates)] in (
        [28, 14], [14, 28]
    )  # fmt: skip


def test_same_seed_same_plan() -> None:
    world = random_world(5, n=4)
    one, other = planned(world, seed=3), planned(world, seed=3)
    pd.testing.assert_frame_equal(one[0], other[0])
    pd.testing.assert_frame_equal(one[1], other[1])


def culprit(world: World) -> InfeasibleError:
    with pytest.raises(InfeasibleError) as caught:
        planned(world, search=2)
    return caught.value


def test_a_stop_too_far_is_named_with_the_minutes_that_would_do() -> None:
    world = line_world(vans={"van": Van(depot="depot", opens=420, closes=900, work=240)})
    error = culprit(replace(world, stops={"a": replace(world.stops["a"], stay=131)}))
    assert error.code == "day_too_short"
    assert (error.values["drive_min"], error.values["lack_min"]) == (120, 11)
    assert "2 h drive and 2 h 11 min stay do not fit a day of 4 h; 11 min more" in str(error)
    longer = line_world(vans={"van": Van(depot="depot", opens=420, closes=900, work=251)})
    planned(replace(longer, stops={"a": replace(world.stops["a"], stay=131)}), search=0)


def test_a_night_away_is_named_where_it_would_do() -> None:
    world = line_world(vans={"van": Van(depot="depot", opens=420, closes=1020, work=480)})
    far = {"c": replace(world.stops["c"], stay=240)}
    error = culprit(replace(world, stops=far))
    assert error.code == "day_too_short"
    assert error.values["night"] is True
    slept = {"van": replace(world.vans["van"], nights=1)}
    found = planned(replace(world, stops=far, vans=slept))
    assert check(replace(world, stops=far, vans=slept), *found) == []
    assert found[1]["night"].tolist() == [True, False]


CULPRITS = {
    "no_date": {"stops": {"a": Stop(place="a", stay=60, weekdays=frozenset())}},
    "too_many_visits": {"stops": {"a": Stop(place="a", stay=60, visits=5)}},
    "too_rare": {"stops": {"a": Stop(place="a", stay=60, every=6, visits=None)}},
    "stay_exceeds_window": {"stops": {"a": Stop(place="a", stay=61, opens=600, closes=660)}},
    "window_missed": {"stops": {"c": Stop(place="c", stay=60, opens=420, closes=600)}},
    "stock_exceeds": {"stops": {"a": Stop(place="a", stay=60, boxes={"Wind": 3})},
                      "stock": {"Wind": 2}},
    "back_too_late": {"vans": {"van": Van(depot="depot", closes=900)},
                      "stops": {"a": Stop(place="a", stay=60, opens=800)}},
    "breaks_exceed": {
        "vans": {"van": Van(depot="depot", opens=420, closes=720,
                            rests=(Rest(of="work", after=200, rest=30),))},
        "stops": {"a": Stop(place="a", stay=175)}},
    "no_break": {"vans": {"van": Van(depot="depot", rests=(Rest(of="work", after=200, rest=30),))},
                 "stops": {"a": Stop(place="a", stay=201)}},
    "load_exceeds": {"vans": {"van": Van(depot="depot", load=1.0)},
                     "stops": {"a": Stop(place="a", stay=60, load=2.0)}},
    "boxes_exceed": {"vans": {"van": Van(depot="depot", boxes=1.0)},
                     "stops": {"a": Stop(place="a", stay=60, boxes={"Wind": 2})}},
    "bound_no_van": {"stops": {"a": Stop(place="a", stay=60, bound=(date(2030, 1, 1),))}},
    "too_few_days": {"last": MONDAY, "stops": {
        "a": Stop(place="a", stay=400), "b": Stop(place="b", stay=300)}},
    "boxes_taken": {"last": MONDAY, "stock": {"Wind": 1},
                    "vans": {one: Van(depot="depot", boxes=1.0) for one in "vw"}, "stops": {
                        one: Stop(place=one, stay=100, opens=600, closes=700, boxes={"Wind": 1})
                        for one in "ab"}},
}  # fmt: skip


@pytest.mark.parametrize("code", CULPRITS)
def test_the_culprit_has_a_code(code: str) -> None:
    world = line_world(**CULPRITS[code])
    error = culprit(world)
    assert error.code == code
    names = error.values.get("names", (error.values.get("stop"),))
    assert set(names) & set(world.stops)


def test_a_stop_without_a_way_is_named() -> None:
    world = line_world()
    ways_ = {
        ends: one for ends, one in world.minutes.items() if "b" not in ends or ends[0] == ends[1]
    }
    assert culprit(replace(world, minutes=ways_)).code == "no_way"


def test_more_days_that_are_named_would_do() -> None:
    names = ["depot", *"abcd"]
    minutes, km = ways(names, np.array([[0, 0], *([[100, 0]] * 4)]))
    stops = {one: Stop(place=one, stay=150, visits=1) for one in "abcd"}
    world = World(minutes=minutes, km=km, stops=stops, first=MONDAY, last=MONDAY,
                  vans={"van": Van(depot="depot", work=350)})  # fmt: skip
    more = culprit(world).values["more"]
    assert more == 3
    longer = replace(world, last=MONDAY + timedelta(days=int(str(more))))
    assert check(longer, *planned(longer)) == []


def kept(visits: pd.DataFrame) -> dict[tuple[str, date], int]:
    rows = zip(visits["id"], visits["date"], visits["begin"], strict=True)
    return {
        (name, date.fromisoformat(on)): int(at[:2]) * 60 + int(at[3:]) for name, on, at in rows
    }  # fmt: skip


def appointments(visits: pd.DataFrame) -> set[tuple[str, str, str]]:
    return {*zip(visits["id"], visits["date"], visits["begin"], strict=True)}


@few(3)
@given(SEEDS)
def test_the_same_wishes_keep_all_appointments(seed: int) -> None:
    world = replace(random_world(seed, n=4), stock={})
    try:
        visits, _ = planned(world, search=0)
    except InfeasibleError:
        return
    again, days = planned(world, search=0, keep=kept(visits))
    assert appointments(again) == appointments(visits)
    assert check(world, again, days) == []


@few(3)
@given(SEEDS)
def test_a_stop_that_is_ill_changes_no_other_appointment(seed: int) -> None:
    world = replace(random_world(seed, n=4), stock={})
    try:
        visits, _ = planned(world, search=0)
    except InfeasibleError:
        return
    rest = replace(world, stops={name: one for name, one in world.stops.items() if name != "s1"})
    again, days = planned(rest, search=0, keep=kept(visits))
    assert appointments(again) == appointments(visits[visits["id"] != "s1"])
    assert check(rest, again, days) == []


def test_a_closed_date_moves_only_what_was_on_it() -> None:
    world = line_world()
    visits, _ = planned(world)
    on = date.fromisoformat(visits["date"].iloc[0])
    there = set(visits.loc[visits["date"] == on.isoformat(), "id"])
    shut = {name: replace(one, closed=frozenset({on})) for name, one in world.stops.items()}
    again, days = planned(replace(world, stops=shut), keep=kept(visits))
    same = visits[~visits["id"].isin(there)]
    assert appointments(same) <= appointments(again)
    assert check(replace(world, stops=shut), again, days) == []


def fewest_moved(world: World, before: dict[str, date]) -> int:
    """Try all dates of stops with one visit each: how many have to move at least."""
    names = sorted(world.stops)
    best = len(names) + 1
    for dates in product(world.dates(), repeat=len(names)):
        if any(
            on not in world.possible(world.stops[name])
            for name, on in zip(names, dates, strict=True)
        ):
            continue
        moved = sum(before.get(name, on) != on for name, on in zip(names, dates, strict=True))
        if moved < best:
            sets = [
                [name for name, its in zip(names, dates, strict=True) if its == on]
                for on in set(dates)
            ]
            costs = [min(route_cost(world, one) for one in permutations(some)) for some in sets]
            best = moved if max(costs) < float("inf") else best
    return best


@few(6)
@given(SEEDS)
def test_a_new_stop_moves_as_few_dates_as_trying_all(seed: int) -> None:
    world = replace(window_world(seed, 5), last=MONDAY + timedelta(days=2))
    old = replace(world, stops={name: one for name, one in world.stops.items() if name != "s4"})
    try:
        visits, _ = planned(old)
        again, days = planned(world, keep=kept(visits), search=40)
    except InfeasibleError:
        return
    before = {
        name: date.fromisoformat(on) for name, on in zip(visits["id"], visits["date"], strict=True)
    }
    after = {
        name: date.fromisoformat(on) for name, on in zip(again["id"], again["date"], strict=True)
    }
    assert check(world, again, days) == []
    assert sum(after[name] != on for name, on in before.items()) == fewest_moved(world, before)


def test_options_are_checked() -> None:
    with pytest.raises(OptionError):
        tours.Stop(name="a", place=0, stay_min=5, every=2, visits=2)
    with pytest.raises(OptionError):
        tours.Driver(name="van", depot=0, opens=700, closes=600)
    with pytest.raises(OptionError):
        tours.Rest(of="sleep")  # type: ignore[arg-type]
    with pytest.raises(OptionError):
        tours.Goal(km=-1)
    problem, _ = problem_of(line_world())
    with pytest.raises(OptionError, match="own"):
        replace(problem, vans=[problem.vans[0], problem.vans[0]])


def test_routes_of_equal_vehicles_visit_all_in_time() -> None:
    matrix = [[0, 10, 10, 9], [10, 0, 3, 12], [10, 3, 0, 12], [9, 12, 12, 0]]
    found = tours.shortest_routes(
        matrix, demand=[0, 1, 1, 1], capacity=2, opens=[0, 0, 0, 0], closes=[99, 20, 99, 9],
        service=[0, 5, 5, 5], rounds=200,
    )  # fmt: skip
    assert found == tours.Routes(routes=((1, 2), (3,)), length=41.0)
