"""Searches in a timetable: time of each (all pairs beside cafein: ``benchmarks.jobs.timetables``).

``python -m benchmarks.searches FEED DATE`` (by default the cut of the VRN in ../shared) invents
6,000 homes and 120 offers around the stops.
"""

import sys
from collections.abc import Callable
from time import perf_counter, process_time

import numpy as np

from mintgeo.timetable import Timetable
from mintgeo.timetable.day import Day
from mintgeo.timetable.search import Trip, Walks, journeys, nearest, rounds, spread

FEED, DATE = "../shared/data/gtfs/ors_vrn_gtfs_cut.zip", "2022-09-20"
HOMES, OFFERS, WALKS = 6_000, 120, 8


def near(day: Day, n: int, seed: int) -> Walks:
    """Points with walks of one to fifteen minutes to stops that follow each other in the list."""
    rng = np.random.default_rng(seed)
    used = np.unique(day.stop)
    first = rng.integers(0, max(len(used) - WALKS, 1), n)
    stops = used[np.minimum(first[:, None] + np.arange(WALKS), len(used) - 1)]
    minutes = rng.uniform(1, 15, stops.size).astype(np.float32)
    return Walks.of(np.repeat(np.arange(n), WALKS), stops.ravel(), minutes, n=n)


def told(name: str, job: Callable[[], object]) -> None:
    """Print the best of three runs."""
    clocks = []
    for _ in range(3):
        wall, cpu = perf_counter(), process_time()
        job()
        clocks.append((perf_counter() - wall, process_time() - cpu))
    wall, cpu = min(clocks)
    print(f"{name:58} {wall:8.3f} s  {cpu:8.3f} s of a core")


def ours(day: Day) -> None:
    """Nearest offers, pairs, round trips, journeys."""
    homes, offers = near(day, HOMES, 1), near(day, OFFERS, 2)
    six, two, start = (12 * 60, 16 * 60), (14 * 60, 16 * 60), np.full(OFFERS, 15 * 60)
    told("six hours, all stops → nearest", lambda: nearest(day, offers, depart=six, max_min=120))
    told("… nearest two", lambda: nearest(day, offers, depart=six, max_min=120, k=2))
    search = nearest(day, offers, depart=two, max_min=120, whole=True)
    told("6,000 homes × 121 departures", lambda: search.read(homes))
    found = search.read(homes)
    told("… medians", lambda: spread(found))
    at = np.flatnonzero(found.rides[60] > 0)
    told(
        "6,000 journeys rebuilt",
        lambda: journeys(search, homes.rows(at), np.full(len(at), 900), found.codes[60, at]),
    )
    trip = Trip(leave=13 * 60 + 30, home_by=19 * 60)
    told(
        "round trips 6,000 × 120",
        lambda: rounds(day, homes, offers, trip, start=start, end=start + 90),
    )
    told("… as soon as one can", lambda: rounds(day, homes, offers, trip))


def main() -> None:
    feed, date = (*sys.argv[1:3], *(FEED, DATE)[len(sys.argv) - 1 :])
    day = Timetable.from_gtfs(feed, cache=False).day(date)
    print(f"{date}: {day.n_stops:,} stops, {day.n_trips:,} runs, {len(day.stop):,} calls")
    ours(day)


if __name__ == "__main__":
    main()
