"""Earliest arrivals from stop to stop, second by second, against cafein's RAPTOR.

The day is handed over as a feed whose every clock time is written out, so that both know the same
vehicles. cafein counts seconds and changes within a stop without any time; so do we here, where
``unit=1`` makes a second of a minute. Its rules that differ: it allows eight rides unless told
otherwise (1,053 of 394,128 ways of the VRN cut are quicker with more), and who stands at the goal
already is there (0 seconds), where we look for a ride.
"""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from mintgeo.timetable import Timetable
from mintgeo.timetable.day import Day
from mintgeo.timetable.search import Walks, over_departures
from tests.search.feed import write
from tests.shared_data import shared

cafein = pytest.importorskip("cafein", reason="has wheels for Python 3.12 and later")
pytestmark = [pytest.mark.verify, pytest.mark.slow]

LONGEST, RIDES = 4 * 3600, 30
HOURS = (7, 14, 21)
CASES = {
    "vrn": ("gtfs/ors_vrn_gtfs_cut.zip", "2022-09-20", 300_000),
    "porto_alegre": ("gtfs/poa_eptc.zip", "2019-04-23", 45_000),
}


def without_ways(day: Day) -> Day:
    none = np.zeros(0, dtype=np.int32)
    return replace(
        day, ways=np.zeros(day.n_stops + 1, dtype=np.int32), way_to=none, way_seconds=none,
        said=None, no_change=np.zeros(day.n_stops, dtype=bool),
    )  # fmt: skip


def at_stops(stops: np.ndarray) -> Walks:
    """Points that stand at stops."""
    n = len(stops)
    return Walks.of(np.arange(n), stops, np.zeros(n), n=n)


def ours(day: Day, goals: np.ndarray, second: int) -> np.ndarray:
    """Seconds from all stops to some, infinite where no way is known."""
    parts = over_departures(
        day, at_stops(np.arange(day.n_stops)), at_stops(goals), depart=(second, second),
        max_min=LONGEST, change_min=0, walk_min=0, unit=1,
    )  # fmt: skip
    return np.concatenate([found.minutes[0] for _, found in parts], axis=1)


@pytest.mark.parametrize("case", CASES)
def test_stop_to_stop(case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name, on, least = CASES[case]
    day = without_ways(Timetable.from_gtfs(shared(name), cache=False).day(on))
    used = np.unique(day.stop)
    many = day.n_stops * len(used) * len(HOURS) > 10 * least
    goals = np.random.default_rng(1).choice(used, 6, replace=False) if many else used
    theirs = cafein.TransportNetwork.from_gtfs(
        str(write(day, tmp_path / "day.zip")), trip_distances=False, leg_geometries=False
    )
    column = {stop[0]: at for at, stop in enumerate(theirs.stops)}
    starts = [f"s{stop}" for stop in range(day.n_stops)]
    other = np.arange(day.n_stops)[:, None] != goals
    pairs = different = reached = 0
    for hour in HOURS:
        wanted = theirs.travel_time_matrix(starts, f"{on} {hour:02}:00", RIDES).astype(float)
        wanted = wanted[:, [column[f"s{stop}"] for stop in goals]]
        wanted[wanted > LONGEST] = np.inf
        pairs += int(other.sum())
        reached += int((other & np.isfinite(wanted)).sum())
        different += int((other & (ours(day, goals, hour * 3600) != wanted)).sum())
    with capsys.disabled():
        print(f"\n{case}: {different} of {pairs} different, {reached} reached")
    assert pairs >= least
    assert reached > pairs / 10
    assert different == 0
