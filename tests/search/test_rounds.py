"""There, stay and back, against all that is possible."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from mintgeo.timetable.day import Day
from mintgeo.timetable.search import Rounds, Trip, rounds
from tests.search.brute import World
from tests.search.days import BEGIN, days, places, walks
from tests.search.test_pairs import on_foot

Places = list[dict[int, int]]
HOME_BY, NIGHT = BEGIN + 30, BEGIN + 130


def back_home(
    world: World, home: dict[int, int], near: dict[int, int], end: int, foot: float
) -> tuple[tuple[int, int, int], int]:
    """Leaving, arrival and rides of the first way home, and the last minute to leave in time."""
    ways, last = [], -1
    for leave in range(end, NIGHT):
        for arrive, rides in filter(None, world.best(near, [home], leave, NIGHT)):
            ways.append((arrive, -leave, rides))
            last = leave if arrive <= HOME_BY else last
    if np.isfinite(foot):
        ways.append((end + int(foot), -end, 0))
        last = max(last, HOME_BY - int(foot)) if end + foot <= HOME_BY else last
    arrive, leave, rides = min(ways, default=(-1, 1, -1))
    return (-leave, arrive, rides), last


def pair(found: Rounds, at: tuple[int, int]) -> tuple[object, ...]:
    back = tuple(int(x[at]) for x in (found.back.leave, found.back.arrive, found.back.rides))
    return back, int(found.last_back[at])


@given(
    day=days(), homes=places(), offers=places(), late=st.data(), seed=st.integers(0, 99),
)  # fmt: skip
@settings(max_examples=30)
def test_courses(day: Day, homes: Places, offers: Places, late: st.DataObject, seed: int) -> None:
    start = np.array([late.draw(st.integers(BEGIN, BEGIN + 15)) for _ in offers])
    end = start + 3
    foot = on_foot(homes, offers, seed)
    found = rounds(
        day, walks(homes), walks(offers), Trip(leave=BEGIN, home_by=HOME_BY, change_min=1),
        start=start, end=end, on_foot=foot,
    )  # fmt: skip
    world = World(day, 1)
    for row, home in enumerate(homes):
        for offer, near in enumerate(offers):
            wanted = back_home(world, home, near, int(end[offer]), foot[row, offer])
            assert pair(found, (row, offer)) == wanted
            there = found.there.rides[row, offer] >= 0
            assert there == (
                world.best(home, [near], BEGIN, int(start[offer]))[0] is not None
                or BEGIN + foot[row, offer] <= start[offer]
            )


@given(day=days(), homes=places(), offers=places(), seed=st.integers(0, 99))
@settings(max_examples=30)
def test_open_houses(day: Day, homes: Places, offers: Places, seed: int) -> None:
    foot = on_foot(homes, offers, seed)
    found = rounds(
        day, walks(homes), walks(offers),
        Trip(leave=BEGIN, home_by=HOME_BY, stay_min=4, change_min=1), on_foot=foot,
    )  # fmt: skip
    world = World(day, 1)
    for row, home in enumerate(homes):
        for offer, near in enumerate(offers):
            way = world.best(home, [near], BEGIN, HOME_BY - 4)[0]
            walked = BEGIN + foot[row, offer]
            if walked <= HOME_BY - 4:
                way = min(way or (9999, 0), (int(walked), 0))
            last = back_home(world, home, near, BEGIN, foot[row, offer])[1]
            wanted: tuple[object, int] = ((-1, -1, -1), last)
            if way:
                end = way[0] + 4
                wanted = back_home(world, home, near, end, foot[row, offer])[0], last
                assert found.there.arrive[row, offer] == way[0]
                assert found.there.rides[row, offer] == way[1]
            else:
                assert found.there.rides[row, offer] == -1
            assert pair(found, (row, offer)) == wanted
