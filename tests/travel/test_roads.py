"""Real roads: exact times in a tiny world, what must always hold, real extracts, bad files."""

import gzip
import shutil
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

from mintgeo import Airline, RoadNetwork, nearest, reach, travel_times
from mintgeo._crs import GEOD
from mintgeo._errors import InputError, OptionError
from mintgeo._schema import TRAVEL
from mintgeo.travel import Router
from mintgeo.travel.roads.graph import network as networks
from mintgeo.travel.roads.graph.arcs import Paths
from tests.kleinland import DEGREE_M
from tests.road_world import kleinland, table, write_osm
from tests.shared_data import shared

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "data" / "raw" / "neubrandenburg.osm.pbf"
STREET_S = 160.3
"""0.01° at 25 km/h: 1,113.19 m take 160.30 s."""


@pytest.fixture
def world(tmp_path: Path) -> Path:
    return kleinland(tmp_path / "kleinland.osm")


def seconds(
    path: Path, start: tuple[float, float], goal: tuple[float, float], mode: str = "car"
) -> float:
    router = RoadNetwork.from_osm(path, mode, cache=False)
    found = travel_times(table([start]), table([goal], "q"), router)
    return float((found["travel_min"] - found["access_min"]).iloc[0] * 60)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> dict[str, RoadNetwork]:
    folder = tmp_path_factory.mktemp("cache")
    return {mode: RoadNetwork.from_osm(SAMPLE, mode, cache=folder) for mode in ("car", "foot")}


def scattered(count: int, seed: int, prefix: str = "p") -> gpd.GeoDataFrame:
    random = np.random.default_rng(seed)
    lon, lat = random.uniform(13.2, 13.32, count), random.uniform(53.52, 53.6, count)
    return table(list(zip(lon, lat, strict=True)), prefix)


def test_is_a_router(world: Path) -> None:
    assert isinstance(RoadNetwork.from_osm(world, cache=False), Router)


def test_along_one_street(world: Path) -> None:
    assert seconds(world, (0.002, 0), (0.008, 0)) == pytest.approx(0.6 * STREET_S, abs=0.01)


def test_straight_on_costs_nothing(world: Path) -> None:
    assert seconds(world, (0.002, 0), (0.018, 0)) == pytest.approx(1.6 * STREET_S, abs=0.01)


def test_right_turn_into_a_lane(world: Path) -> None:
    """7.5 / (1 + exp(6.5·1.075 − 13/1.075·90/180)) is 2.105 s, cut to 2.1; north 1,105.74 m."""
    lane = 0.5 * 159.2
    found = seconds(world, (0.015, 0), (0.01, 0.005))
    assert found == pytest.approx(0.5 * STREET_S + 2.1 + lane, abs=0.1)


def test_forbidden_left_turn_goes_round(world: Path) -> None:
    """Straight on to 3, back by the roundabout behind 4, and right: never left at 2."""
    found = seconds(world, (0.005, 0), (0.01, 0.005))
    there = 0.5 * STREET_S + STREET_S + 2 * 1.1 * DEGREE_M * 0.01 / (40 / 3.6) + STREET_S
    assert found > there + 0.5 * 159.2
    without = seconds(
        write_osm(
            world,
            {1: (0, 0, {}), 2: (0.01, 0, {}), 3: (0.02, 0, {}), 5: (0.01, 0.01, {})},
            {
                101: ([1, 2], {"highway": "residential"}),
                102: ([2, 3], {"highway": "residential"}),
                104: ([2, 5], {"highway": "residential", "oneway": "yes"}),
            },
        ),
        (0.005, 0),
        (0.01, 0.005),
    )
    assert without == pytest.approx(0.5 * STREET_S + 7.3 + 0.5 * 159.2, abs=0.1)


def test_walkers_turn_left_and_against_the_lane(world: Path) -> None:
    """On foot at 5 km/h neither the restriction nor the one-way road binds."""
    way = 0.5 * DEGREE_M * 0.01 + 0.5 * 1105.743
    assert seconds(world, (0.005, 0), (0.01, 0.005), "foot") == pytest.approx(way * 0.72, abs=0.1)
    assert seconds(world, (0.01, 0.005), (0.005, 0), "foot") == pytest.approx(way * 0.72, abs=0.1)


def test_bicycles_are_pushed_against_the_lane(world: Path) -> None:
    """4 km/h against it, then 90° left: 6·1.4 = 8.4 s, and 15 km/h."""
    found = seconds(world, (0.01, 0.005), (0.015, 0), "bike")
    assert found == pytest.approx(0.5 * 995.2 + 8.4 + 0.5 * 267.2, abs=0.2)


def test_maxspeed_counts_four_fifths(world: Path) -> None:
    tenth = DEGREE_M * 0.01 / 10
    assert seconds(world, (0.021, 0), (0.022, 0)) == pytest.approx(tenth / (40 / 3.6), abs=0.01)


@pytest.mark.parametrize(
    ("limit", "kmh"),
    [("DE:urban", 40), ("DE:rural", 80), ("none", 112), ("30 mph", 38.616), ("DE:zone:30", 24),
     ("walk", 40), ("7", 5.6)],
)  # fmt: skip
def test_german_limits(limit: str, kmh: float, tmp_path: Path) -> None:
    """Without a limit the tertiary road has its class speed, 40 km/h."""
    world = kleinland(tmp_path / "a.osm", way_103={"maxspeed": limit})
    found = seconds(world, (0.0205, 0), (0.0295, 0))
    assert found == pytest.approx(0.9 * DEGREE_M * 0.01 * 3.6 / kmh, abs=0.06)


def test_ferry_takes_its_duration(world: Path) -> None:
    """The ferry needs its ten minutes; at both ends the lane becomes a boat, without a turn."""
    found = seconds(world, (0.01, 0.005), (0.015, 0.03))
    turn = 2.1
    assert found == pytest.approx(0.5 * 159.2 + 600 + turn + 0.5 * STREET_S, abs=0.3)


def test_roundabout_has_one_direction(world: Path) -> None:
    east, west = (0.0315, -0.0005), (0.0315, 0.0005)
    assert seconds(world, east, west) < 60 < seconds(world, west, east) + 60
    assert seconds(world, (0.0301, 0), (0.0309, 0)) < seconds(world, west, east)


def test_gate_signal_and_barrier(tmp_path: Path) -> None:
    """As in OSRM the wait is spread over the segment before; so the journey begins earlier."""
    south = ((0.019, 0), (0.02, -0.015))
    free = seconds(kleinland(tmp_path / "a.osm"), *south)
    gate = seconds(kleinland(tmp_path / "b.osm", node_12={"barrier": "gate"}), *south)
    lights = kleinland(tmp_path / "c.osm", node_12={"highway": "traffic_signals"})
    assert gate == pytest.approx(free + 60, abs=0.01)
    assert seconds(lights, *south) == pytest.approx(free + 2, abs=0.01)
    wall = kleinland(tmp_path / "d.osm", node_12={"barrier": "bollard"})
    router = RoadNetwork.from_osm(wall, cache=False)
    found = travel_times(table([south[0]]), table([south[1]], "q"), router)
    assert list(found["status"]) == ["other_component"]
    way = 0.001 * DEGREE_M + 1.5 * 1105.743
    assert seconds(wall, *south, "foot") == pytest.approx(way * 0.72, abs=0.1)


def test_restricted_road_is_taken_only_where_it_must_be(tmp_path: Path) -> None:
    """The road for residents is entered, at its own time, because nothing else leads there."""
    world = kleinland(tmp_path / "a.osm", way_108={"access": "destination"})
    free = seconds(kleinland(tmp_path / "b.osm"), (0.019, 0), (0.02, -0.005))
    assert seconds(world, (0.019, 0), (0.02, -0.005)) == pytest.approx(free, abs=0.01)


def test_walk_to_the_road_is_part_of_the_time(world: Path) -> None:
    router = RoadNetwork.from_osm(world, cache=False)
    found = nearest(table([(0.005, 0.001)]), table([(0.008, -0.002)], "q"), router)
    row = found.iloc[0]
    gap = 0.003 * 110_574.3
    assert row["snap_m"] == pytest.approx(gap, rel=1e-4)
    assert row["access_min"] == pytest.approx(gap / 5000 * 60, rel=1e-4)
    assert row["travel_min"] == pytest.approx(row["access_min"] + 0.3 * STREET_S / 60, rel=1e-4)
    assert row["distance_m"] == pytest.approx(gap + 0.003 * DEGREE_M, rel=1e-4)


def test_every_missing_time_has_its_reason(world: Path) -> None:
    router = RoadNetwork.from_osm(world, cache=False, max_snap_m=500)
    start = table([(0.005, 0), (0.005, 0.02), (0.5, 0.5), (0.02, -0.019)])
    start = pd.concat([start, gpd.GeoDataFrame({"id": ["x"]}, geometry=[None], crs=4326)])
    goal = table([(0.008, 0)], "q")
    for found in (
        travel_times(start, goal, router, max_min=3),
        nearest(start, goal, router, max_min=3),
    ):
        TRAVEL.check(found)
        assert list(found["status"]) == [
            "ok", "not_snapped", "outside_extract", "over_limit", "no_location",
        ]  # fmt: skip
        assert (found["travel_min"].isna() == (found["status"] != "ok")).all()
    assert set(nearest(start, goal.iloc[:0], router)["status"]) == {"no_location"}


@pytest.mark.slow
def test_travel_to_oneself_is_zero(town: dict[str, RoadNetwork]) -> None:
    here = scattered(50, 3)
    found = nearest(here, here, town["car"])
    assert (found["from_id"] == found["to_id"]).all()
    assert (found[["travel_min", "access_min", "distance_m", "snap_m"]] == 0).all(axis=None)


@pytest.mark.parametrize("k", [1, 2, 4])
def test_nearest_is_the_best_of_all_pairs(town: dict[str, RoadNetwork], k: int) -> None:
    """On foot the search cost is the time, so the matrix knows the nearest."""
    start, goal = scattered(120, 1), scattered(30, 2, "q")
    pairs = travel_times(start, goal, town["foot"])
    pairs = pairs.sort_values(["from_id", "travel_min", "to_id"]).groupby("from_id").head(k)
    found = nearest(start, goal, town["foot"], k=k)
    assert list(found["rank"]) == [*range(1, k + 1)] * 120
    for column in ("travel_min", "distance_m"):
        np.testing.assert_allclose(found[column], pairs[column], rtol=1e-6)
    assert list(found["to_id"]) == list(pairs["to_id"])


def test_drivers_take_what_costs_least(town: dict[str, RoadNetwork]) -> None:
    """By car the nearest is that of the least search cost among all pairs; its time is reported."""
    start, goal = scattered(150, 1), scattered(40, 2, "q")
    router = town["car"]
    trips = router._trips(start, goal)
    every = Paths.joined(list(router._searches.pairs(trips.here, trips.there, None))).best(2)
    found = router._searches.nearest(trips.here, trips.there, k=2)
    assert list(found.leaf) == list(every.leaf)
    np.testing.assert_allclose(found.weight, every.weight, rtol=1e-6)
    np.testing.assert_allclose(found.time, every.time, rtol=1e-6)


def test_both_sides_answer_alike(town: dict[str, RoadNetwork]) -> None:
    """Searches run from the smaller side; the times are the same from either."""
    start, goal = scattered(12, 1), scattered(9, 2, "q")
    more = pd.concat([goal, scattered(9, 5, "r")], ignore_index=True)
    few = travel_times(start, goal, town["car"])
    many = travel_times(start, more, town["car"])
    many = many[many["to_id"].isin(goal["id"])].reset_index(drop=True)
    pd.testing.assert_frame_equal(few, many, rtol=1e-6)


def test_limit_only_leaves_pairs_out(town: dict[str, RoadNetwork]) -> None:
    start, goal = scattered(60, 1), scattered(20, 2, "q")
    every = travel_times(start, goal, town["car"])
    near = travel_times(start, goal, town["car"], max_min=10)
    wanted = every[every["travel_min"] <= 10].reset_index(drop=True)
    found = near[near["status"] == "ok"].reset_index(drop=True)
    pd.testing.assert_frame_equal(found, wanted, rtol=1e-6)
    assert set(near["from_id"]) == set(start["id"])


@pytest.mark.parametrize("mode", ["car", "foot"])
def test_never_faster_than_the_airline_at_top_speed(
    town: dict[str, RoadNetwork], mode: str
) -> None:
    start, goal = scattered(80, 1), scattered(25, 2, "q")
    found = travel_times(start, goal, town[mode])
    a = start.set_index("id").geometry.loc[found["from_id"]]
    b = goal.set_index("id").geometry.loc[found["to_id"]]
    airline = GEOD.inv(a.x, a.y, b.x, b.y)[2]
    top = {"car": 140.0, "foot": 5.0}[mode]
    assert (found["travel_min"] >= np.asarray(airline) / 1000 / top * 60 * (1 - 1e-3)).all()
    assert (found["distance_m"] >= np.asarray(airline) * (1 - 1e-3)).all()


def test_same_answer_in_every_row_order(town: dict[str, RoadNetwork]) -> None:
    start, goal = scattered(60, 1), scattered(20, 2, "q")
    twins = goal.assign(id="a" + goal["id"])
    goal = pd.concat([goal, twins], ignore_index=True)
    found = nearest(start, goal, town["car"], k=2)
    again = nearest(start.iloc[::-1], goal.sample(frac=1, random_state=4), town["car"], k=2)
    again = again.sort_values(["from_id", "rank"], ignore_index=True)
    pd.testing.assert_frame_equal(found, again)
    assert found["to_id"].str.startswith("aq").iloc[::2].all()


def test_reach_takes_it_as_any_router(town: dict[str, RoadNetwork]) -> None:
    people = scattered(40, 1).assign(
        population=1.0, ags=None, ags_kreis="13071", ags_land="13", place="Neubrandenburg"
    )
    sites = scattered(5, 2, "q").assign(role="offer")
    found = reach(people, sites, town["car"])
    assert (found["status"] == "ok").all()
    assert (found["second_min"] >= found["travel_min"]).all()


def test_describe_says_where_it_comes_from(town: dict[str, RoadNetwork]) -> None:
    said = town["car"].describe()
    assert said["extract"] == "neubrandenburg.osm.pbf"
    assert said["kind"] == "roads"
    assert "car.lua" in str(said["profile"])


def test_cache_holds_and_a_broken_one_is_built_again(world: Path, tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    first = RoadNetwork.from_osm(world, cache=folder).network
    (kept,) = (folder / "roads").iterdir()
    whole = kept.read_bytes()
    for broken in (b"", whole[: len(whole) // 2], b"no archive"):
        kept.write_bytes(broken)
        again = RoadNetwork.from_osm(world, cache=folder).network
        np.testing.assert_array_equal(first.time_s, again.time_s)
        assert kept.read_bytes() == whole
    RoadNetwork.from_osm(world, "foot", cache=folder)
    moved = shutil.copy(world, tmp_path / "other.osm")
    RoadNetwork.from_osm(moved, cache=folder)
    assert len(list((folder / "roads").iterdir())) == 2


def test_killed_while_writing_leaves_nothing(
    world: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(networks.np, "savez", killed)
    with pytest.raises(KeyboardInterrupt):
        RoadNetwork.from_osm(world, cache=tmp_path / "cache")
    assert not list((tmp_path / "cache" / "roads").iterdir())


def test_bbox_keeps_what_touches_it(world: Path) -> None:
    west = RoadNetwork.from_osm(world, cache=False, bbox=(-0.01, -0.01, 0.012, 0.005))
    found = nearest(table([(0.005, 0), (0.025, 0)]), table([(0.008, 0)], "q"), west)
    assert found["status"].iloc[0] == "ok"
    assert len(west.network.twin) < len(RoadNetwork.from_osm(world, cache=False).network.twin)
    with pytest.raises(InputError, match="inside the bbox"):
        RoadNetwork.from_osm(world, cache=False, bbox=(5, 5, 6, 6))
    for wrong in ((1, 1, 0, 0), (1, 2, 3), "west", (1, 1, float("nan"), 2)):
        with pytest.raises(OptionError, match="bbox must be"):
            RoadNetwork.from_osm(world, bbox=wrong)  # type: ignore[arg-type]


def test_what_is_no_road_network_is_refused(world: Path, tmp_path: Path) -> None:
    with pytest.raises(OptionError, match="car, bike, foot"):
        RoadNetwork.from_osm(world, "train")
    with pytest.raises(OptionError, match="max_snap_m"):
        RoadNetwork.from_osm(world, cache=False, max_snap_m=0)
    wall, street = {1: (0.0, 0.0, {"barrier": "wall"})}, {"highway": "residential"}
    for number, ways in enumerate(({}, {5: ([], street)}, {5: ([1], street)})):
        nothing = write_osm(tmp_path / f"b{number}.osm", wall, ways)
        with pytest.raises(InputError, match="no road for the mode 'car'"):
            RoadNetwork.from_osm(nothing, cache=False)
    with pytest.raises(InputError, match="There is no file"):
        RoadNetwork.from_osm(tmp_path / "c.osm.pbf")
    half = tmp_path / "d.osm.gz"
    half.write_bytes(gzip.compress(world.read_bytes())[:400])
    with pytest.raises(InputError, match="cut off"):
        RoadNetwork.from_osm(half, cache=False)
    assert not list(tmp_path.glob("**/*.npz"))


def test_way_with_missing_nodes_is_cut_there(tmp_path: Path) -> None:
    street = {"highway": "residential"}
    world = write_osm(
        tmp_path / "a.osm",
        {1: (0, 0, {}), 2: (0.01, 0, {}), 4: (0.03, 0, {}), 5: (0.04, 0, {})},
        {101: ([1, 2, 3, 4, 5], street)},
    )
    router = RoadNetwork.from_osm(world, cache=False)
    found = travel_times(table([(0.005, 0)]), table([(0.008, 0), (0.035, 0)], "q"), router)
    assert list(found["to_id"]) == ["q0000"]


@pytest.mark.parametrize(
    "name",
    ["graphhopper_north-bayreuth.osm.gz", "brouter_dreieich.osm.pbf",
     "osr_karlsruhe-kirchfeld.osm.pbf"],
)  # fmt: skip
def test_real_extracts_are_slower_than_airline_guesses_are_wrong(name: str, tmp_path: Path) -> None:
    """Most points of a real extract reach most others, in times of the right size."""
    router = RoadNetwork.from_osm(shared(f"osm/{name}"), "bike", cache=tmp_path)
    west, south, east, north = router.network.extent
    random = np.random.default_rng(1)
    lon, lat = random.uniform(west, east, 40), random.uniform(south, north, 40)
    spots = table(list(zip(lon, lat, strict=True)))
    found = travel_times(spots, spots, router)
    assert (found["status"] == "ok").mean() > 0.9
    guess = travel_times(spots, spots, Airline("bike"))
    both = found.merge(guess, on=["from_id", "to_id"])
    far = both[both["distance_m_y"] > 500]
    ratio = far["travel_min_x"] / far["travel_min_y"]
    assert 0.5 < ratio.median() < 2
