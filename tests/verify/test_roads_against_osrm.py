"""Real roads against OSRM's stock profiles: the sample, real extracts, worlds of random tags."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from mintgeo import RoadNetwork, travel_times
from tests import osrm_oracle
from tests.road_world import table
from tests.shared_data import FOLDER
from tests.verify.random_roads import random_world
from tests.verify.test_embedded_truth import Rows, judge

pytestmark = [pytest.mark.verify, pytest.mark.slow]
Capsys = pytest.CaptureFixture[str]
Floats = NDArray[np.float64]

SAMPLE = Path(__file__).parents[2] / "data" / "raw" / "neubrandenburg.osm.pbf"
EXTRACTS = [SAMPLE, *sorted((FOLDER / "osm").glob("*.osm.*"))]
SIDE = 110
"""12,100 pairs of free coordinates per extract and mode."""
LIMITS = {"car": (1.0, 5.0, 0.3, 0.2), "bike": (1.0, 6.0, 0.3, 0.5), "foot": (0.5, 1.0, 0.3, 0.2)}
"""Median and 95th percentile of durations, median of distances, reachability; per cent."""
SHORTEST_S = 60


@dataclass(frozen=True)
class Deviation:
    """Per cent by which one extract's times and ways differ from OSRM's."""

    median: float
    p95: float
    distance: float
    unlike: float
    pairs: int


def compare(path: Path, mode: str, folder: Path, *, seed: int, side: int = SIDE) -> Deviation:
    """Road part of all pairs between two sets of random points: OSRM knows no walk to the road."""
    router = RoadNetwork.from_osm(path, mode, cache=False, max_snap_m=1e6)
    west, south, east, north = router.network.extent
    random = np.random.default_rng(seed)
    start, goal = (
        np.column_stack([random.uniform(west, east, side), random.uniform(south, north, side)])
        for _ in range(2)
    )
    seconds, metres = _ours(router, start, goal)
    theirs_s, theirs_m = osrm_oracle.build(path, mode, folder).table(start, goal)
    both = np.isfinite(seconds) & np.isfinite(theirs_s)
    far = both & (theirs_s >= SHORTEST_S)
    time = np.abs(seconds - theirs_s)[far] / theirs_s[far] * 100
    way = np.abs(metres - theirs_m)[far] / theirs_m[far] * 100
    unlike = (np.isfinite(seconds) != np.isfinite(theirs_s)).mean() * 100
    return Deviation(
        float(np.median(time)), float(np.percentile(time, 95)), float(np.median(way)),
        float(unlike), seconds.size,
    )  # fmt: skip


def _ours(router: RoadNetwork, start: Floats, goal: Floats) -> tuple[Floats, Floats]:
    a, b = table([tuple(one) for one in start], "a"), table([tuple(one) for one in goal], "b")
    found = travel_times(a, b, router)
    found = found[found["status"] == "ok"]
    row, column = (found[key].str[1:].astype(int) for key in ("from_id", "to_id"))
    seconds = np.full((len(start), len(goal)), np.nan)
    metres = seconds.copy()
    seconds[row, column] = (found["travel_min"] - found["access_min"]) * 60
    metres[row, column] = found["distance_m"] - found["snap_m"]
    return seconds, metres


@pytest.mark.parametrize("mode", LIMITS)
def test_times_agree_with_osrm(mode: str, tmp_path: Path, capsys: Capsys) -> None:
    found = {}
    for path in EXTRACTS:
        name = path.name.partition(".")[0]
        folder = tmp_path / name
        folder.mkdir()
        found[name] = compare(path, mode, folder, seed=7)
    rows: Rows = []
    for name, one in found.items():
        median, p95, distance, unlike = LIMITS[mode]
        rows += [
            (f"{name}: duration, median, %", one.median, "≤", median),
            (f"{name}: duration, 95th percentile, %", one.p95, "≤", p95),
            (f"{name}: distance, median, %", one.distance, "≤", distance),
            (f"{name}: reachable for one only, %", one.unlike, "≤", unlike),
            (f"{name}: pairs", one.pairs, "≥", 10_000),
        ]
    judge(f"{mode} against OSRM, unscaled", rows, capsys)


@pytest.mark.parametrize("mode", LIMITS)
def test_rules_agree_with_osrm_on_random_tags(mode: str, tmp_path: Path, capsys: Capsys) -> None:
    """Small grids whose ways, nodes and relations carry tags that real extracts seldom have."""
    found = []
    for seed in range(8):
        folder = tmp_path / str(seed)
        folder.mkdir()
        world = random_world(folder / "world.osm", seed)
        found.append(compare(world, mode, folder, seed=seed, side=60))
    median, p95, distance, unlike = (max(getattr(one, name) for one in found) for name in
                                     ("median", "p95", "distance", "unlike"))  # fmt: skip
    rows: Rows = [
        ("worst world: duration, median, %", median, "≤", 0.3),
        ("worst world: duration, 95th percentile, %", p95, "≤", 6.0),
        ("worst world: distance, median, %", distance, "≤", 0.3),
        ("worst world: reachable for one only, %", unlike, "≤", 2.0),
    ]
    judge(f"{mode}: random tags against OSRM", rows, capsys)
