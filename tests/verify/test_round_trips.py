"""Round trips in a real timetable against a scan of all connections, pair by pair."""

import itertools
from collections import defaultdict
from math import ceil, floor

import numpy as np
import pytest

from mintgeo.timetable import Timetable
from mintgeo.timetable.day import Day
from mintgeo.timetable.search import Trip, Walks, rounds
from tests.search.brute import World
from tests.shared_data import shared

pytestmark = [pytest.mark.verify, pytest.mark.slow]
N_HOMES, N_OFFERS = 400, 280
LEAVE, START, END, HOME_BY = 13 * 60 + 30, 15 * 60, 16 * 60 + 30, 19 * 60
BIG = 10**6


class Scan:
    """All rides of a day, scanned forward in time with a label for every stop and trip."""

    def __init__(self, day: Day, change_min: int) -> None:
        world = World(day, change_min)
        self._ways = {stop: world.ways(stop) for stop in range(day.n_stops)}
        hops = []
        for trip, calls in enumerate(world.trips()):
            for place, (a, b) in enumerate(itertools.pairwise(calls)):
                hops.append((
                    floor(day.depart[a] / 60), ceil(day.arrive[b] / 60), trip, place,
                    int(day.stop[a]), int(day.stop[b]), bool(day.board[a]), bool(day.alight[b]),
                ))  # fmt: skip
        self._hops = sorted(hops, key=lambda hop: (hop[0], hop[1], hop[2], hop[3]))

    def arrivals(self, walks: dict[int, int], leave: int) -> dict[int, int]:
        """First minute at which one gets off at each stop; again until nothing changes."""
        ready: dict[int, int] = defaultdict(lambda: BIG)
        ready |= {stop: leave + walk for stop, walk in walks.items()}
        off: dict[int, int] = {}
        changed = True
        while changed:
            changed, aboard = False, set()
            for depart, arrive, trip, _, start, goal, boards, alights in self._hops:
                if trip not in aboard and not (boards and ready[start] <= depart):
                    continue
                aboard.add(trip)
                if alights and arrive < off.get(goal, BIG):
                    off[goal], changed = arrive, True
                    for to, took in self._ways[goal].items():
                        ready[to] = min(ready[to], arrive + took)
        return off


def points(day: Day, n: int, seed: int) -> list[dict[int, int]]:
    """Points by their walks to one to four stops."""
    random, used = np.random.default_rng(seed), np.unique(day.stop)
    return [
        {int(stop): int(random.integers(0, 16)) for stop in random.choice(used, 1 + n % 4)}
        for n in range(n)
    ]


def walks(some: list[dict[int, int]]) -> Walks:
    origin = np.repeat(np.arange(len(some)), [len(one) for one in some])
    stops = np.array([stop for one in some for stop in one])
    minutes = np.array([m for one in some for m in one.values()], dtype=np.float32)
    return Walks.of(origin, stops, minutes, n=len(some))


def earliest(scan: Scan, start: dict[int, int], goals: list[dict[int, int]], leave: int
             ) -> list[int]:  # fmt: skip
    off = scan.arrivals(start, leave)
    return [min([off.get(s, BIG) + w for s, w in near.items()]) for near in goals]


def test_round_trips(capsys: pytest.CaptureFixture[str]) -> None:
    day = Timetable.from_gtfs(shared("gtfs/ors_vrn_gtfs_cut.zip"), cache=False).day("2022-09-20")
    homes, offers = points(day, N_HOMES, 1), points(day, N_OFFERS, 2)
    n = len(offers)
    found = rounds(
        day, walks(homes), walks(offers), Trip(leave=LEAVE, home_by=HOME_BY),
        start=np.full(n, START), end=np.full(n, END),
    )  # fmt: skip
    scan = Scan(day, 2)
    there = np.array([earliest(scan, home, offers, LEAVE) for home in homes]) <= START
    home = np.array([earliest(scan, offer, homes, END) for offer in offers]).T
    assert np.array_equal(found.there.rides >= 0, there)
    got = np.where(found.back.rides >= 0, found.back.arrive, BIG)
    late = home > int(day.arrive.max()) // 60
    assert np.array_equal(got[~late], home[~late])
    usable = there & (home <= HOME_BY)
    both = (found.there.rides >= 0) & (found.last_back >= END)
    with capsys.disabled():
        print(f"\n{(usable != both).sum()} of {usable.size} round trips different, "
              f"{usable.sum()} usable of {there.sum()} reached")  # fmt: skip
    assert usable.size > 100_000
    assert np.array_equal(usable, both)
    latest_leaving(scan, found.there.leave, homes, offers)


def latest_leaving(
    scan: Scan, leave: np.ndarray, homes: list[dict[int, int]], offers: list[dict[int, int]]
) -> None:
    """Of some homes: who leaves then is in time, and who leaves a minute later is not."""
    for row in range(0, len(homes), 20):
        for minute in np.unique(leave[row][leave[row] >= 0]):
            then, later = (
                np.array(earliest(scan, homes[row], offers, int(minute) + more)) <= START
                for more in (0, 1)
            )
            here = leave[row] == minute
            assert then[here].all()
            assert not later[here].any()
