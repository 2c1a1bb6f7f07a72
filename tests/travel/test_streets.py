"""Routes, isochrones and the edge of the data: by hand in tiny worlds, by rule on real extracts."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from numpy.typing import NDArray

from mintgeo import Airline, RoadNetwork, coverage_by_offers, isochrones, reach, travel_times
from mintgeo._crs import GEOD
from mintgeo._curves import CURVES
from mintgeo._errors import InputError, OptionError
from mintgeo._schema import ISOCHRONES, TRAVEL
from mintgeo.travel.roads.graph.snapping import Snapper, Spots
from tests.kleinland import DEGREE_M
from tests.road_world import kleinland, table, write_osm
from tests.shared_data import FOLDER
from tests.travel.test_roads import SAMPLE, scattered

EXTRACTS = [SAMPLE, *sorted((FOLDER / "osm").glob("*.osm.*"))]
MODES = ("car", "bike", "foot")
STREET = {"highway": "residential"}


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


def some_points(router: RoadNetwork, count: int, seed: int, prefix: str = "p") -> gpd.GeoDataFrame:
    west, south, east, north = router.network.extent
    random = np.random.default_rng(seed)
    lon, lat = random.uniform(west, east, count), random.uniform(south, north, count)
    return table(list(zip(lon, lat, strict=True)), prefix)


def road_points(router: RoadNetwork, count: int, seed: int) -> gpd.GeoDataFrame:
    """Points on roads where journeys may begin, evenly along their length."""
    net, random = router.network, np.random.default_rng(seed)
    use = np.repeat(net.start & (net.big if net.big.any() else True), np.diff(net.first))
    use[net.last] = False
    at = np.flatnonzero(use)
    length = (net.length_m[at + 1] - net.length_m[at]).astype(float)
    at = random.choice(at, count, p=length / length.sum())
    share = random.random(count)
    lonlat = [(one[at] + share * (one[at + 1] - one[at].astype(float))) * 1e-7
              for one in (net.x, net.y)]  # fmt: skip
    return table(list(zip(*lonlat, strict=True)), "r")


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("path", EXTRACTS, ids=lambda path: path.name.partition(".")[0])
@pytest.mark.slow
def test_route_and_matrix_agree(path: Path, mode: str, cache: Path) -> None:
    router = RoadNetwork.from_osm(path, mode, cache=cache)
    start, goal = some_points(router, 8, 3, "a"), some_points(router, 8, 4, "b")
    matrix = travel_times(start, goal, router)
    matrix = matrix[matrix["to_id"].notna()].reset_index(drop=True)
    ways = router.route(start, goal, pairs=matrix)
    TRAVEL.check(ways)
    pd.testing.assert_frame_equal(pd.DataFrame(ways[matrix.columns]), matrix, rtol=1e-9)
    length = [GEOD.geometry_length(line) for line in ways.geometry]
    np.testing.assert_allclose(length, ways["distance_m"], rtol=1e-3, atol=0.5)
    for end, points, key in ((0, start, "from_id"), (-1, goal, "to_id")):
        at = points.set_index("id").geometry.loc[ways[key]]
        assert all(
            line.coords[end] == (one.x, one.y) for line, one in zip(ways.geometry, at, strict=True)
        )


def test_route_goes_round_and_says_why_not(tmp_path: Path) -> None:
    """Left is forbidden at 2, so the way passes 3 and the roundabout behind 4."""
    router = RoadNetwork.from_osm(kleinland(tmp_path / "a.osm"), cache=False, max_snap_m=500)
    start = table([(0.005, 0.001), (0.005, 0), (0.5, 0.5), (0.005, 0.0)])
    goal = table([(0.01, 0.005), (0.005, 0), (0.01, 0), (0.7, 0.7)], "q")
    ways = router.route(start, goal)
    assert list(ways["status"]) == ["ok", "ok", "outside_extract", "not_snapped"]
    line = ways.geometry[0]
    assert line.coords[0] == (0.005, 0.001)
    assert line.coords[1] == pytest.approx((0.005, 0.0))
    assert line.bounds[2] == pytest.approx(0.032)
    assert ways["travel_min"][1] == 0
    assert ways.geometry[1:].isna().all()
    with pytest.raises(InputError, match="2 origins and 4 destinations"):
        router.route(start[:2], goal)
    wrong = pd.DataFrame({"from_id": ["p0000"], "to_id": ["nobody"]})
    with pytest.raises(InputError, match="unknown points in to_id"):
        router.route(start, goal, pairs=wrong)


def test_ferry_without_duration_is_slow_and_without_ferry_there_is_no_way(tmp_path: Path) -> None:
    """The ferry is the only link: its ten minutes count; without it the island is cut off."""
    island = [(0.015, 0.03)], [(0.01, 0.005)]
    start, goal = table(island[0]), table(island[1], "q")
    nodes = {1: (0.0, 0.0, {}), 2: (0.01, 0.0, {}), 5: (0.01, 0.01, {}), 9: (0.01, 0.03, {}),
             10: (0.02, 0.03, {})}  # fmt: skip
    land = {101: ([1, 2, 5], STREET), 107: ([9, 10], STREET)}
    with_ferry = {**land, 106: ([5, 9], {"route": "ferry", "duration": "00:10"})}
    found = {}
    for name, ways in (("cut", land), ("ferry", with_ferry)):
        path = write_osm(tmp_path / f"{name}.osm", nodes, ways)
        found[name] = travel_times(start, goal, RoadNetwork.from_osm(path, cache=False)).iloc[0]
    assert found["cut"]["status"] == "other_component"
    assert found["ferry"]["status"] == "ok"
    assert 10 + 2 < found["ferry"]["travel_min"] < 10 + 4


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("path", EXTRACTS, ids=lambda path: path.name.partition(".")[0])
@pytest.mark.slow
def test_isochrone_holds_just_the_roads_in_time(path: Path, mode: str, cache: Path) -> None:
    """1,500 points per extract and mode; only within 7 m of the border may one be wrong."""
    router = RoadNetwork.from_osm(path, mode, cache=cache)
    site, spots = some_points(router, 1, 5, "s"), road_points(router, 1500, 6)
    minutes = 25 if path == SAMPLE else 6
    areas = isochrones(site, router, minutes=[minutes / 2, minutes])
    ISOCHRONES.check(areas)
    small, large = areas.geometry
    assert large.is_valid
    assert small.is_valid
    assert large.contains(small)
    time = travel_times(spots, site, router).set_index("from_id").loc[spots["id"], "travel_min"]
    for limit, shape in ((minutes / 2, small), (minutes, large)):
        inside = shapely.contains(shape, spots.geometry.to_numpy())
        wrong = inside != (time <= limit).to_numpy()
        near = shapely.distance(shape.boundary, spots.geometry.to_numpy()) < 6e-5
        assert not (wrong & ~near).any()
        assert wrong.mean() < 0.01


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.slow
def test_people_inside_are_those_that_reach_counts(mode: str, cache: Path) -> None:
    """The column equals reach exactly; of people spread evenly the polygon holds as many to 1 %."""
    router = RoadNetwork.from_osm(SAMPLE, mode, cache=cache)
    people = demand_of(some_points(router, 3000, 9))
    sites = table([(13.2610, 53.5574), (13.2800, 53.5300), (13.2300, 53.5700)], "s")
    sites = sites.assign(role="offer")
    minutes = [5, 10, 15, 30]
    areas = isochrones(sites, router, minutes=minutes, merge=True, demand=people)
    ISOCHRONES.check(areas)
    times = reach(people, sites, router)["travel_min"].to_numpy()
    counted = np.array([(times <= limit).sum() for limit in minutes])
    assert list(areas["population"]) == list(counted)
    assert counted[-1] > 50
    inside = [shapely.contains(shape, people.geometry.to_numpy()).sum() for shape in areas.geometry]
    assert np.abs(inside - counted).max() <= 0.01 * len(people)
    each = isochrones(sites, router, minutes=minutes, demand=people)
    one = travel_times(people, sites.iloc[:1], router)["travel_min"].to_numpy()
    assert list(each["population"][:4]) == [(one <= limit).sum() for limit in minutes]


def test_isochrones_do_not_cross_water(tmp_path: Path) -> None:
    """Two streets side by side 445 m apart, joined in the far west: north is reached there only."""
    nodes = {1: (0.0, 0.0, {}), 2: (0.03, 0.0, {}), 3: (0.0, 0.004, {}), 4: (0.03, 0.004, {})}
    path = write_osm(tmp_path / "a.osm", nodes, {1: ([2, 1, 3, 4], STREET)})
    router = RoadNetwork.from_osm(path, "foot", cache=False)
    (area,) = isochrones(table([(0.03, 0.0)], "s"), router, minutes=30).geometry
    walked = 30 / 60 * 5000 / DEGREE_M
    assert area.contains(shapely.Point(0.03 - walked + 0.0003, 0))
    assert not area.intersects(shapely.Point(0.03 - walked - 0.0003, 0))
    assert not area.intersects(shapely.LineString([(0.0, 0.004), (0.03, 0.004)]))


def test_isochrones_of_odd_sites_and_routers(tmp_path: Path) -> None:
    router = RoadNetwork.from_osm(kleinland(tmp_path / "a.osm"), cache=False, max_snap_m=500)
    sites = table([(0.005, 0), (5, 5)], "s")
    sites = pd.concat([sites, sites.iloc[:1].assign(id="x", geometry=None)], ignore_index=True)
    found = isochrones(sites, router, minutes=5)
    assert list(found["id"]) == ["s0000", "s0001", "x"]
    assert list(found.geometry.is_empty) == [False, True, True]
    assert (found["area_km2"] > 0).tolist() == [True, False, False]
    again = isochrones(sites, router, minutes=5)
    assert found.geometry.to_wkb().equals(again.geometry.to_wkb())
    with pytest.raises(OptionError, match="on streets"):
        isochrones(sites, Airline())
    for wrong in (0, [], "ten", [5, float("nan")]):
        with pytest.raises(OptionError, match="positive"):
            isochrones(sites, router, minutes=wrong)  # type: ignore[arg-type]
    with pytest.raises(InputError, match="population"):
        isochrones(sites, router, demand=sites)


def cut_street(path: Path, **options: object) -> RoadNetwork:
    """A street of 0.05° that goes on beyond the box, which ends at 0.04°."""
    nodes = {number: (number / 100, 0.0, {}) for number in range(6)}
    write_osm(path, nodes, {1: ([*range(6)], STREET)}, **options)  # type: ignore[arg-type]
    return RoadNetwork.from_osm(path, "foot", cache=False)


def demand_of(points: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return points.assign(population=1.0, ags=None, ags_kreis=None, ags_land=None, place=None)


def test_edge_is_where_the_border_is_nearer_than_the_offer(tmp_path: Path) -> None:
    """The offer at 0.01°; the first vertex beyond the box at 0.05°: beyond 0.03° out is nearer."""
    router = cut_street(tmp_path / "a.osm", box=(-0.1, -0.1, 0.04, 0.1))
    people = demand_of(table([(0.0, 0), (0.02, 0), (0.029, 0), (0.031, 0), (0.039, 0), (0.3, 0)]))
    found = reach(people, table([(0.01, 0)], "s").assign(role="offer"), router)
    assert list(found["edge"]) == [False, False, False, True, True, True]
    minutes = 0.03 * DEGREE_M / 5000 * 60
    assert router.minutes_to_border(people)[1] == pytest.approx(minutes, rel=1e-3)
    none = reach(people[:1], table([], "s").assign(role="offer"), router, max_min=30)
    assert not none["edge"].any()
    assert reach(people[:1], table([], "s").assign(role="offer"), router, max_min=90)["edge"].all()


def test_edge_without_a_box_is_the_straight_line(tmp_path: Path) -> None:
    router = cut_street(tmp_path / "a.osm")
    people = demand_of(table([(0.001, 0), (0.011, 0)]))
    found = reach(people, table([(0.012, 0)], "s").assign(role="offer"), router)
    assert router.minutes_to_border(people) == pytest.approx(0)
    assert list(found["edge"]) == [True, True]


def test_edge_in_the_town(cache: Path) -> None:
    """In the middle nothing beyond could be nearer; beside the border it could."""
    router = RoadNetwork.from_osm(SAMPLE, cache=cache)
    people = demand_of(table([(13.262, 53.558), (13.112, 53.44), (13.403, 53.61)]))
    sites = table([(13.26, 53.556)], "s").assign(role="offer")
    assert list(reach(people, sites, router)["edge"]) == [False, True, True]
    assert not reach(people, sites, Airline())["edge"].any()
    many = demand_of(scattered(50, 1))
    assert not reach(many, scattered(50, 1).assign(role="offer"), router)["edge"].any()


def two_ways_out(path: Path) -> RoadNetwork:
    """A street from west to east that both sides of the box cut, at ±0.04°."""
    nodes = {number: ((number - 5) / 100, 0.0, {}) for number in range(11)}
    write_osm(path, nodes, {1: ([*range(11)], STREET)}, box=(-0.04, -0.1, 0.04, 0.1))
    return RoadNetwork.from_osm(path, "foot", cache=False)


def test_offers_beyond_count_by_road_and_airline(tmp_path: Path) -> None:
    """From 0.01° to the vertex beyond the box at 0.05° by road, then 0.05° by the airline."""
    router = two_ways_out(tmp_path / "a.osm")
    people = demand_of(table([(0.01, 0), (-0.01, 0), (0.9, 0)]))
    sites = table([(0.1, 0), (-0.2, 0), (0.3, 0)], "s").assign(role="offer")
    found = reach(people, sites, router, max_min=600)
    road, curve = 0.04 * DEGREE_M / 5000 * 60, CURVES["foot"]
    first = road + curve.minutes(curve.way_m(np.array(0.05 * DEGREE_M)))
    second = road + 0.02 * DEGREE_M / 5000 * 60
    second += curve.minutes(curve.way_m(np.array(0.15 * DEGREE_M)))
    assert list(found["nearest_id"][:2]) == ["s0000", "s0000"]
    assert found["travel_min"].iloc[0] == pytest.approx(first, rel=1e-3)
    assert list(found["second_id"][:2]) == ["s0001", "s0001"]
    assert found["second_min"].iloc[0] == pytest.approx(second, rel=1e-3)
    inside = reach(people, pd.concat([sites, table([(0, 0)], "i").assign(role="offer")]), router)
    assert list(inside["nearest_id"][:2]) == ["i0000", "i0000"]
    assert router.nearest_beyond(people, table([(0, 0)], "i"))["to_id"].isna().all()


def test_what_the_list_encloses_is_no_edge(tmp_path: Path) -> None:
    """Offers around the eastern way out: only the western one leads to where nobody knows."""
    router = two_ways_out(tmp_path / "a.osm")
    people = demand_of(table([(0.01, 0), (0.03, 0)]))
    around = table([(0.0, 0.3), (0.0, -0.3), (0.5, 0.0)], "s").assign(role="offer")
    found = reach(people, around, router, max_min=600)
    west = np.array([0.06, 0.08]) * DEGREE_M / 5000 * 60
    assert found["edge_min"].to_numpy() == pytest.approx(west, rel=1e-3)
    everywhere = [(-0.5, -0.5), (-0.5, 0.5), (0.5, 0.5), (0.5, -0.5)]
    national = reach(people, table(everywhere, "s").assign(role="offer"), router, max_min=900)
    assert np.isinf(national["edge_min"]).all()
    assert not national["edge"].any()


@pytest.mark.slow
def test_points_are_brought_to_the_roads_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reach asks three questions of the people, offers by kind three per kind: one look each."""
    router = RoadNetwork.from_osm(SAMPLE, "foot", cache=tmp_path)
    people = some_points(router, 30, 5).assign(
        population=1.0, ags="91001001", ags_kreis="91001", ags_land="91", place="Ort"
    )
    kinds = ["Labor", "Museum", "Labor"]
    offers = some_points(router, 3, 6, "s").assign(role="offer", category=kinds)
    seen: list[int] = []
    snap = Snapper.snap

    def counted(self: Snapper, xyz: NDArray[np.float64], *, max_m: float) -> Spots:
        seen.append(len(xyz))
        return snap(self, xyz, max_m=max_m)

    monkeypatch.setattr(Snapper, "snap", counted)
    whole = reach(people, offers, router)
    assert seen == [30, 3]
    seen.clear()
    coverage_by_offers(people, offers, router, minutes=240, max_min=240, progress=False)
    assert seen == [30, 2, 1]
    seen.clear()
    isochrones(offers, router, minutes=5, demand=people, progress=False)
    assert sorted(seen) == [3, 30]

    start, goal = router.place(people), router.place(offers)
    pd.testing.assert_frame_equal(
        router.nearest(start, goal, k=2), router.nearest(people, offers, k=2)
    )
    pd.testing.assert_frame_equal(
        router.travel_times(start, goal, max_min=9), router.travel_times(people, offers, max_min=9)
    )
    np.testing.assert_array_equal(router.minutes_to_border(start), router.minutes_to_border(people))
    assert router.route(router.place(offers), offers).equals(router.route(offers, offers))
    assert router.place(start) is start
    narrow = RoadNetwork(router.network, "foot", max_snap_m=10)
    seen.clear()
    assert narrow.place(start).max_m == 10
    assert seen == [30]
    airline = Airline("foot")
    pd.testing.assert_frame_equal(airline.nearest(start, goal), airline.nearest(people, offers))
    assert set(whole["nearest_id"].dropna()) <= set(offers["id"])
