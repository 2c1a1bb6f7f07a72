"""What the solvers of tours and trails are given at their edges: an answer, or an error of ours."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mintgeo._errors import InfeasibleError, InputError, OptionError
from mintgeo.plan import tours
from mintgeo.plan.tours import Driver, Problem, Stop
from mintgeo.plan.tours.problem import visits_of
from tests.plan.tour_worlds import MONDAY

WEEKDAYS = [MONDAY + timedelta(days=at) for at in range(28) if at % 7 < 5]
NO_NUMBERS: tuple[Any, ...] = (-1, 1.5, float("nan"), "five", None)


def on(*days: int) -> list[date]:
    return [MONDAY + timedelta(days=at) for at in days]


def stop(name: str = "a", place: int = 1, **options: Any) -> Stop:
    return Stop(**{"name": name, "place": place, "stay_min": 60, "dates": WEEKDAYS, **options})


def van(**options: Any) -> Driver:
    return Driver(**{"name": "van", "depot": 0, "dates": frozenset(WEEKDAYS), **options})


def asked(*stops: Stop, vans: Any = None, drive: int = 30, **options: Any) -> Problem:
    minutes = np.where(np.eye(4, dtype=bool), 0, drive)
    return Problem(**{"minutes": minutes, "km": minutes * 1.0, "stops": stops,
                      "vans": vans or [van()], **options})  # fmt: skip


def dates(problem: Problem) -> list[tuple[str, date]]:
    found = tours.solve(problem, rounds=50, search=2, seconds=20)
    return [(problem.stops[at].name, day.on) for day in found.days for at in day.day.order]


@pytest.mark.parametrize("free", [on(0, 1), on(0, 1, 2)])
def test_a_stop_with_few_dates_finds_its_own_taken_by_no_other(free: list[date]) -> None:
    """Days are told apart by who is open: others must not take the only one that some have."""
    others = [stop(one, 2, stay_min=240, dates=free) for one in "bc"[: len(free) - 1]]
    late = stop("late", 1, stay_min=240, dates=free[-1:])
    short = van(work_min=420, dates=frozenset(free))
    for stops in ([late, *others], [*others, late]):
        found = dates(asked(*stops, vans=[short]))
        assert len({when for _, when in found}) == len(free)
        assert ("late", free[-1]) in found


@pytest.mark.parametrize("place", [0, 1])
def test_bound_dates_are_among_the_visits_in_all(place: int) -> None:
    """On a holiday, on a closed day of the week, in weeks in which the stop is never open."""
    drives = van(dates=frozenset([*WEEKDAYS, *on(12, 33, 34)]))
    cases: list[tuple[dict[str, Any], set[date]]] = [
        ({"bound": tuple(on(33))}, {*on(33)}), ({"bound": tuple(on(12))}, {*on(12)}),
        ({"dates": [], "bound": tuple(on(33))}, {*on(33)}),
        ({"visits": 2, "dates": on(0), "bound": tuple(on(33, 34))}, {*on(33, 34)}),
        ({"visits": 2, "bound": tuple(on(0, 1))}, {*on(0, 1)}),
        ({"visits": 2, "dates": on(0), "bound": tuple(on(33))}, {*on(0, 33)}),
    ]  # fmt: skip
    for options, wanted in cases:
        found = dates(asked(stop(place=place, **options), vans=[drives]))
        assert {when for _, when in found} == wanted
        assert len(found) == len(wanted)


@settings(max_examples=60, derandomize=True)
@given(st.sets(st.integers(0, 40)), st.sets(st.integers(0, 40), max_size=4), st.integers(0, 5))
def test_there_are_as_many_visits_as_asked_wherever_bound_ones_lie(
    open_: set[int], bound: set[int], visits: int
) -> None:
    one = stop(dates=on(*open_), bound=tuple(on(*bound)), visits=visits)
    weeks = {at // 7 for at in open_} - {at // 7 for at in bound}
    found = [*visits_of(0, one, sorted(one.dates))]
    if visits <= len(bound) + len(weeks):
        assert len(found) == max(visits, len(bound))
    assert all(each.dates for each in found)
    every = replace(one, visits=None, every=2)
    assert all(each.dates for each in visits_of(0, every, sorted(one.dates)))


@pytest.mark.parametrize("rests", [(), tours.WORKING_HOURS])
def test_a_stop_that_no_day_has_room_for_is_not_said_to_lack_a_break(rests: Any) -> None:
    with pytest.raises(InfeasibleError) as caught:
        dates(asked(stop(), vans=[van(rests=rests)], drive=520))
    assert (caught.value.code, caught.value.values["drive_min"]) == ("too_far", 1040)


def test_a_stop_that_asks_for_no_visit_stands_against_nothing() -> None:
    minutes = np.array([[0, -1, 9], [-1, 0, -1], [9, -1, 0]])
    both = asked(stop(visits=0), stop("b", 2), minutes=minutes, km=np.zeros((3, 3)))
    assert [name for name, _ in dates(both)] == ["b"]


def test_loads_that_fill_a_van_exactly_fill_it_on_two_days_as_well() -> None:
    minutes = np.array([[0, 200, 200], [200, 0, 10], [200, 10, 0]])
    two = [stop("a", 1, load=0.1, dates=on(0)), stop("b", 2, load=0.2, dates=on(1))]
    away = asked(*two, vans=[van(load=0.3, nights=1)], minutes=minutes, km=minutes * 1.0,
                 goal=tours.Goal(night=0))  # fmt: skip
    assert [day.number for day in tours.solve(away, rounds=50, search=5).days] == [1, 2]


@pytest.mark.parametrize("wrong", [
    {"minutes": np.array([[0, np.nan], [np.nan, 0]])}, {"minutes": [[0, 12.5], [12.5, 0]]},
    {"km": np.array([[0, 1], [np.nan, 0]])}, {"km": [[0, 1], [-1, 0]]}, {"km": np.zeros(4)},
    {"minutes": np.zeros((2, 3))}, {"minutes": [["a", "b"], ["c", "d"]]},
    {"stops": [stop(place=2)]}, {"stops": [stop(place=-1)]}, {"vans": [van(depot=7)]},
    {"lodgings": (2,)}, {"stops": [stop(), stop()]}, {"stock": {"Wind": float("nan")}},
    {"stock": {"Wind": -1}},
])  # fmt: skip
def test_what_makes_no_tours_is_refused(wrong: dict[str, Any]) -> None:
    fine = {"minutes": [[0, 5], [5, 0]], "km": np.ones((2, 2)), "stops": [stop()], "vans": [van()]}
    assert dates(Problem(**fine))
    with pytest.raises((InputError, OptionError)):
        Problem(**{**fine, **wrong})


@pytest.mark.parametrize("name", ["stay_min", "opens", "closes", "visits", "every", "load"])
@pytest.mark.parametrize("given", NO_NUMBERS)
def test_stops_have_whole_minutes_and_visits(name: str, given: Any) -> None:
    fine = (name == "load" and given == 1.5) or (name in ("visits", "every") and given is None)
    if fine or (name == "load" and not isinstance(given, float | int)):
        return
    with pytest.raises(OptionError):
        stop(**{"visits": None if name == "every" else 1, name: given})


@pytest.mark.parametrize("options", [
    {"opens": 600, "closes": 500}, {"closes": 1441}, {"load": np.inf}, {"boxes": (("Wind", -1),)},
])  # fmt: skip
def test_stops_open_before_they_close(options: dict[str, Any]) -> None:
    with pytest.raises(OptionError):
        stop(**options)


@pytest.mark.parametrize("name", ["work_min", "load_min", "nights", "load", "boxes", "opens"])
def test_vans_have_numbers(name: str) -> None:
    with pytest.raises(OptionError):
        van(**{name: float("nan")})


@pytest.mark.parametrize("given", NO_NUMBERS)
@pytest.mark.parametrize("name", ["rounds", "search", "seed", "seconds"])
def test_options_of_a_search_are_numbers(name: str, given: Any) -> None:
    if (name, given) != ("seconds", 1.5):
        with pytest.raises(OptionError, match=name):
            tours.solve(asked(stop()), **{name: given})


SQUARE = [[0, 2, 2], [2, 0, 1], [2, 1, 0]]


@pytest.mark.parametrize("wrong", [
    {"matrix": []}, {"matrix": [0, 1, 2]}, {"matrix": [["a"] * 3] * 3}, {"matrix": -np.eye(3)},
    {"matrix": np.full((3, 3), np.inf)}, {"matrix": np.full((3, 3), np.nan)},
    {"demand": [0, -1, 1]}, {"demand": [0, np.nan, 1]}, {"service": [0, 1, -2]},
    {"opens": [0, 5, 0], "closes": [9, 4, 9]}, {"capacity": np.nan}, {"capacity": -1},
    {"capacity": "much"}, {"vehicles": 0}, {"vehicles": 1.5}, {"rounds": -1}, {"seed": -1},
])  # fmt: skip
def test_routes_of_what_is_no_number_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises((InputError, OptionError)):
        tours.shortest_routes(**{"matrix": SQUARE, "demand": [0, 1, 1], "capacity": 2, **wrong})


@pytest.mark.parametrize("full", [1.001, 4.02, float("inf")])
def test_a_vehicle_takes_what_fills_it_exactly(full: float) -> None:
    load = min(full, 9.0)
    found = tours.shortest_routes(SQUARE, demand=[0, load, load], capacity=full, rounds=20)
    assert len(found.routes) == (1 if full == np.inf else 2)


def test_a_round_that_no_way_makes_is_said_to_be_none() -> None:
    none = np.array([[0, np.inf], [np.inf, 0]])
    for way in (none, np.where(np.isinf(none), np.nan, none)):
        for options in ({"start": 0, "outside": True}, {"must": (0, 1)}):
            with pytest.raises(InfeasibleError) as caught:
                tours.best_round(way, np.zeros(2), np.ones(2), limit=5, **options)
            assert caught.value.code == "no_way"
            assert "inf" not in str(caught.value)


def test_rounds_of_many_sites_have_any_limit() -> None:
    at = np.arange(17.0)
    away, none = np.abs(at[:, None] - at), np.zeros(17)
    every = tours.best_round(away, none, np.ones(17), limit=np.inf, rounds=100)
    assert every.worth == 17
    with pytest.raises(InfeasibleError) as caught:
        tours.best_round(away, none, np.ones(17), limit=9, must=range(16), rounds=20)
    assert caught.value.code == "none_found"
    for wrong in ({"start": 17}, {"must": (-1,)}, {"seed": -1}):
        with pytest.raises(OptionError):
            tours.best_round(away, none, np.ones(17), limit=9, **wrong)
    with pytest.raises(InputError, match="worth"):
        tours.best_round(away, none, np.full(17, np.nan), limit=9)
