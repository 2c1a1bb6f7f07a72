"""Ways of all pairs, there in time and back again, against all that is possible."""

from unittest.mock import patch

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from mintgeo.timetable.day import Day
from mintgeo.timetable.search import in_time, in_time_back, over_departures, pairs
from tests.search.brute import World
from tests.search.days import BEGIN, days, places, walks

Places = list[dict[int, int]]
LAST = BEGIN + 40


def on_foot(homes: Places, offers: Places, draw: int) -> np.ndarray:
    random = np.random.default_rng(draw)
    far = random.integers(1, 60, (len(homes), len(offers))).astype(float)
    far[random.random(far.shape) < 0.7] = np.inf
    return far


@given(day=days(), homes=places(), offers=places(), late=st.data(), seed=st.integers(0, 99))
@settings(max_examples=45)
def test_the_latest_way_in_time(
    day: Day, homes: Places, offers: Places, late: st.DataObject, seed: int
) -> None:
    by = [late.draw(st.integers(BEGIN + 8, LAST)) for _ in offers]
    foot = on_foot(homes, offers, seed)
    ways = in_time(
        day, walks(homes), walks(offers), leave=BEGIN, by=np.array(by), on_foot=foot, change_min=1
    )
    world = World(day, 1)
    for row, home in enumerate(homes):
        for offer, near in enumerate(offers):
            wanted = (-1, -1, -1)
            for leave in range(by[offer], BEGIN - 1, -1):
                found = world.best(home, [near], leave, by[offer])[0]
                if leave + foot[row, offer] == by[offer]:
                    found = min(found or (9999, 0), (by[offer], 0))
                if found:
                    wanted = (leave, *found)
                    break
            got = tuple(int(x[row, offer]) for x in (ways.leave, ways.arrive, ways.rides))
            assert got == wanted


@given(day=days(), homes=places(), offers=places(), late=st.data(), seed=st.integers(0, 99))
@settings(max_examples=45)
def test_the_earliest_way_back(
    day: Day, homes: Places, offers: Places, late: st.DataObject, seed: int
) -> None:
    end = [late.draw(st.integers(BEGIN, BEGIN + 12)) for _ in offers]
    foot = on_foot(homes, offers, seed)
    ways = in_time_back(
        day, walks(homes), walks(offers), leave=np.array(end), by=LAST, on_foot=foot, change_min=1
    )
    world = World(day, 1)
    for row, home in enumerate(homes):
        for offer, near in enumerate(offers):
            found = [
                (arrive, -leave, rides)
                for leave in range(end[offer], LAST)
                for arrive, rides in filter(None, world.best(near, [home], leave, LAST))
            ]
            if end[offer] + foot[row, offer] <= LAST:
                found.append((int(end[offer] + foot[row, offer]), -end[offer], 0))
            arrive, leave, rides = min(found, default=(-1, 1, -1))
            got = tuple(int(x[row, offer]) for x in (ways.leave, ways.arrive, ways.rides))
            assert got == (-leave, arrive, rides)


@given(
    day=days(),
    homes=places(),
    offers=places(most=4),
    seed=st.integers(0, 99),
    room=st.sampled_from([1, 200, pairs.ROOM]),
)
@settings(max_examples=25)
def test_all_pairs_over_departures(
    day: Day, homes: Places, offers: Places, seed: int, room: int
) -> None:
    foot = on_foot(homes, offers, seed)
    with patch.object(pairs, "ROOM", room):
        there = list(over_departures(
            day, walks(homes), walks(offers), depart=(BEGIN, BEGIN + 9), max_min=25, on_foot=foot,
            walk_min=5,
        ))  # fmt: skip
    found = np.concatenate([one.arrive for _, one in there], axis=2)
    world = World(day)
    for at in range(10):
        for row, home in enumerate(homes):
            best = world.best(home, offers, BEGIN + at, BEGIN + at + 25)
            for offer, way in enumerate(best):
                walking = BEGIN + at + foot[row, offer] if foot[row, offer] <= 25 else np.inf
                arrive = min(way[0] if way else np.inf, walking)
                assert found[at, row, offer] == (arrive if np.isfinite(arrive) else -1)
