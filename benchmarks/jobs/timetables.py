"""All pairs of stops of a real cut of a timetable, and reading invented ones, beside cafein."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import numpy as np

from benchmarks.job import Job
from benchmarks.searches import DATE, FEED
from benchmarks.timetables import DAY, invent
from mintgeo._cache import cache_folder, write_atomically
from mintgeo.timetable import Timetable
from mintgeo.timetable.day import Day
from mintgeo.timetable.search import Walks, over_departures, spread
from tests.search.feed import write

Thunk = Callable[[], Any]
AT: Final = 14 * 60
STOPS: Final = (1 / 16, 1 / 8, 1 / 4, 1 / 2, 1.0)
"""Shares of the stops of the cut, from each of which to each of which is asked."""
PARTS: Final = tuple(1 / 20 / part for part in (16, 8, 4, 2, 1))
"""Shares of a timetable as large as Germany's; cafein reads no larger ones in this memory."""
LARGE: Final = (1 / 80, 1 / 40, 1 / 20, 1 / 10, 1.0)


def day() -> Day:
    if not Path(FEED).exists():
        raise FileNotFoundError(2, "no such feed", FEED)
    return Timetable.from_gtfs(FEED, cache=False).day(DATE)


def asked_of(known: Day, share: float) -> np.ndarray:
    """Stops that are asked, evenly over all."""
    return np.linspace(0, known.n_stops, int(known.n_stops * share), endpoint=False).astype(int)


def pairs(departures: int, share: float) -> Thunk:
    known = day()
    stops = asked_of(known, share)
    here = Walks.of(np.arange(len(stops)), stops, np.zeros(len(stops)), n=len(stops))

    def act() -> None:
        window = (AT, AT + departures - 1)
        for _, found in over_departures(known, here, here, depart=window, max_min=240):
            spread(found)

    return act


def pairs_cafein(departures: int, share: float) -> Thunk:
    import cafein

    known = day()
    with tempfile.TemporaryDirectory() as folder:
        network = cafein.TransportNetwork.from_gtfs(
            str(write(known, Path(folder) / "day.zip")), trip_distances=False, leg_geometries=False
        )
    names = [f"s{stop}" for stop in asked_of(known, share)]
    more = {"departure_time_window": departures - 1} if departures > 1 else {}
    return lambda: network.travel_time_matrix(names, f"{known.date} 14:00", **more)


def invented(share: float) -> str:
    """A feed of such a share of Germany's stops and trips, kept in the cache."""
    path = (cache_folder() or Path.cwd()) / "benchmarks" / f"feed-{share:g}.zip"
    if not path.exists():
        with write_atomically(path) as part:
            invent(part, share)
    return str(path)


def reading(share: float) -> Thunk:
    feed = invented(share)
    return lambda: Timetable.from_gtfs(feed, cache=False)


def reading_cafein(share: float) -> Thunk:
    """With what its searches need."""
    import cafein

    feed = invented(share)
    return lambda: cafein.TransportNetwork.from_gtfs([feed])


def a_day(share: float) -> Thunk:
    known = Timetable.from_gtfs(invented(share))
    return lambda: known.day(DAY)


def _of_cut(departures: int) -> Job:
    return Job(
        name=f"all pairs of stops, {departures} departure{'s' * (departures > 1)}",
        ours=f"{__name__}:pairs", sizes=tuple((departures, one) for one in STOPS),
        labels=("cut of the VRN",) * len(STOPS), amounts=STOPS,
        peers={"cafein": f"{__name__}:pairs_cafein"},
    )  # fmt: skip


def _invented(name: str, function: str, shares: tuple[float, ...], size: str, **peers: str) -> Job:
    return Job(
        name=name, ours=f"{__name__}:{function}", sizes=tuple((one,) for one in shares),
        labels=(size,) * len(shares), amounts=shares, peers=peers,
    )  # fmt: skip


JOBS: Final = (
    *(_of_cut(departures) for departures in (1, 121)),
    _invented("timetable, read", "reading", PARTS, "1.7 million stop times",
              cafein=f"{__name__}:reading_cafein"),
    _invented("timetable, read", "reading", LARGE, "33.6 million stop times"),
    _invented("a day of it", "a_day", LARGE, "33.6 million stop times"),
)  # fmt: skip
