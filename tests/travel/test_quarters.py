"""Points of a quarter that nothing joins to the town travel in it; the town is for all others."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mintgeo import RoadNetwork, isochrones, nearest, travel_times
from tests.road_world import Tags, table, write_osm

STREET: Tags = {"highway": "residential"}
LON, LAT = 13.25, 53.55
STEP = 0.0012
QUARTERS: dict[str, tuple[float, float, int]] = {
    "town": (0.0, 0.0, 24),
    "south": (0.0, -0.012, 4),
    "east": (0.05, 0.0, 5),
    "far": (0.2, 0.2, 4),
}
"""South-west corner and streets each way; ``south`` is 800 m off, ``east`` 1.3 km, the last 20."""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    nodes: dict[int, tuple[float, float, Tags]] = {}
    ways: dict[int, tuple[list[int], Tags]] = {}
    for first, (east, north, size) in enumerate(QUARTERS.values(), start=1):
        at = [
            [first * 10_000 + row * size + column for column in range(size)] for row in range(size)
        ]
        for row in range(size):
            for column in range(size):
                lon, lat = LON + east + 1.6 * STEP * column, LAT + north + STEP * row
                nodes[at[row][column]] = (lon, lat, {})
            ways[first * 10_000 + row] = (at[row], STREET)
            ways[first * 10_000 + 500 + row] = ([line[row] for line in at], STREET)
    # a road of ten kilometres without a node leaves the town beside the quarter in the east
    nodes[98] = (LON - 0.15, LAT - 0.02, {})
    ways[98] = ([10_000, 98], STREET)
    # from the south a one-way road leads into town, and none back
    ways[99] = ([20_000, 10_000], {"highway": "steps", "oneway:foot": "yes", "bicycle": "no"})
    return write_osm(tmp_path_factory.mktemp("quarters") / "a.osm", nodes, ways)


@pytest.fixture(scope="module")
def foot(world: Path) -> RoadNetwork:
    return RoadNetwork.from_osm(world, "foot", cache=False, progress=False)


@pytest.fixture(scope="module")
def bike(world: Path) -> RoadNetwork:
    return RoadNetwork.from_osm(world, "bike", cache=False, progress=False)


def spot(quarter: str, east: float, north: float) -> tuple[float, float]:
    """So many streets east and north of the corner of a quarter."""
    lon, lat, _ = QUARTERS[quarter]
    return LON + lon + 1.6 * STEP * east, LAT + lat + STEP * north


PAIRS = [
    (("south", 0.0, 1.4), ("south", 2.0, 2.5), True),
    (("south", 3.0, 0.5), ("south", 0.5, 3.0), True),
    (("east", 1.5, 1.0), ("east", 4.0, 3.3), True),
    (("far", 0.5, 1.0), ("far", 3.0, 2.0), True),
    (("town", 1.5, 0.0), ("town", 9.0, 9.5), True),
    (("south", 0.0, 1.4), ("town", 3.0, 0.5), False),
    (("town", 3.0, 0.5), ("south", 0.0, 1.4), False),
    (("south", 1.0, 1.5), ("east", 1.5, 1.0), False),
]


@pytest.mark.parametrize("mode", ["foot", "bike"])
@pytest.mark.parametrize(("start", "goal", "inside"), PAIRS)
def test_who_stands_on_its_own_street_stays_there(
    start: tuple[str, float, float], goal: tuple[str, float, float], inside: bool, mode: str,
    request: pytest.FixtureRequest,
) -> None:  # fmt: skip
    router: RoadNetwork = request.getfixturevalue(mode)
    a, b = table([spot(*start)]), table([spot(*goal)], "q")
    (way,) = travel_times(a, b, router).itertuples()
    assert way.status == "ok"
    assert (way.snap_m < 1) == inside
    if not inside:
        assert 200 < way.snap_m < 4000  # moved far, and the row says so
    (found,) = nearest(a, b, router).itertuples()
    (line,) = router.route(a, b).itertuples()
    for other in (found, line):
        assert other.travel_min == pytest.approx(way.travel_min, abs=0.02)
        assert other.snap_m == pytest.approx(way.snap_m, abs=0.1)
    assert line.distance_m == pytest.approx(way.distance_m, abs=1)


def test_from_one_quarter_to_another_that_is_too_far_there_is_no_way(foot: RoadNetwork) -> None:
    found = travel_times(table([spot("far", 1, 1)]), table([spot("town", 1, 1)], "q"), foot)
    assert list(found["status"]) == ["other_component"]


def test_the_nearest_of_several_may_be_the_one_in_the_quarter(foot: RoadNetwork) -> None:
    sites = table([spot("town", 2, 0), spot("south", 3, 3), spot("south", 0, 0)], "q")
    found = nearest(table([spot("south", 0.0, 1.4), spot("town", 2, 1)]), sites, foot, k=2)
    assert list(found["to_id"]) == ["q0002", "q0001", "q0000", "q0001"]
    every = nearest(table([spot("south", 0.0, 1.4)]), sites, foot, k=3)
    assert list(every["to_id"][:2]) == ["q0002", "q0001"]
    assert len(every) == 3


def test_a_limit_leaves_out_what_is_too_far_in_the_quarter(foot: RoadNetwork) -> None:
    a, b = table([spot("south", 0, 0)]), table([spot("south", 3, 3)], "q")
    minutes = travel_times(a, b, foot)["travel_min"][0]
    within = travel_times(a, b, foot, max_min=minutes + 0.01)
    assert list(within["status"]) == ["ok"]
    beyond = travel_times(a, b, foot, max_min=minutes - 0.01)
    assert list(beyond["status"]) == ["over_limit"]


@pytest.mark.parametrize("quarter", ["south", "east", "far", "town"])
def test_areas_hold_the_roads_of_the_goals_own_quarter(quarter: str, foot: RoadNetwork) -> None:
    """On every street of the quarter: inside if and only if the table says so."""
    goal = table([spot(quarter, 1, 1.5)], "q")
    size = min(QUARTERS[quarter][2], 6)
    lines = [spot(quarter, column + 0.4, row) for column in range(size - 1) for row in range(size)]
    minutes = travel_times(table(lines), goal, foot).set_index("from_id")["travel_min"]
    limits = (3.0, 6.0)
    areas = isochrones(goal, foot, minutes=limits)
    points = gpd.GeoSeries(gpd.points_from_xy(*np.transpose(lines)), crs=4326)
    for limit, shape in zip(limits, areas.sort_values("minutes").geometry, strict=True):
        assert shape.is_valid
        sure = (minutes - limit).abs().to_numpy() > 0.2
        assert (points.within(shape).to_numpy() == (minutes <= limit).to_numpy())[sure].all()
    assert areas.geometry.iloc[-1].covers(areas.geometry.iloc[0])


def test_outside_of_its_quarter_an_area_is_that_of_the_town(foot: RoadNetwork) -> None:
    """Land whose nearest road is one of the town never counts as reached over the quarter."""
    goal = table([spot("south", 1, 3)], "q")
    (area,) = isochrones(goal, foot, minutes=(8,)).geometry
    start = table([spot("town", 2, 1)])
    assert travel_times(start, goal, foot)["travel_min"][0] > 10
    assert not area.contains(gpd.points_from_xy(*np.transpose([spot("town", 2, 1)]))[0])


def test_networks_of_one_component_have_no_quarters(tmp_path: Path) -> None:
    nodes: dict[int, tuple[float, float, Tags]] = {1: (LON, LAT, {}), 2: (LON + STEP, LAT, {})}
    path = write_osm(tmp_path / "a.osm", nodes, {9: ([1, 2], STREET)})
    assert RoadNetwork.from_osm(path, "foot", cache=False, progress=False)._quarters is None


places = st.lists(
    st.tuples(st.sampled_from(list(QUARTERS)), st.floats(0, 3), st.floats(0, 3)),
    min_size=1, max_size=5,
)  # fmt: skip


@settings(max_examples=15)
@given(start=places, goal=places)
@pytest.mark.slow
def test_one_pair_at_a_time_or_all_at_once(
    start: list[tuple[str, float, float]], goal: list[tuple[str, float, float]],
    foot: RoadNetwork,
) -> None:  # fmt: skip
    """No pair depends on who else is asked for, and routes are as tables say."""
    a, b = table([spot(*one) for one in start]), table([spot(*one) for one in goal], "q")
    every = travel_times(a, b, foot)
    pairs = every[every["status"] == "ok"]
    routes = foot.route(a, b, pairs=pairs)
    assert np.allclose(routes["travel_min"], pairs["travel_min"], atol=0.01)
    assert np.allclose(routes["snap_m"], pairs["snap_m"], atol=0.1)
    row = pairs.sample(min(len(pairs), 3), random_state=1)
    for one in row.itertuples():
        alone = travel_times(a[a["id"] == one.from_id], b[b["id"] == one.to_id], foot)
        assert alone["travel_min"][0] == pytest.approx(one.travel_min, abs=0.01)
    best = nearest(a, b, foot)
    least = pd.Series(pairs["travel_min"]).groupby(pairs["from_id"]).min()
    merged = best[best["status"] == "ok"].set_index("from_id")["travel_min"]
    assert np.allclose(merged.sort_index(), least.sort_index(), atol=0.2)
