"""Matrices: the same times and reasons as one question per pair, and what reads them."""

import pickle
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mintgeo as mg
from mintgeo._errors import InputError
from mintgeo.travel import REASONS, Matrix, Router
from tests import kleinland
from tests.road_world import kleinland as streets
from tests.road_world import table
from tests.timetable import Timetable, registered

Pairwise = tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]
SPOTS = [(0.0, 0.0), (0.012, 0.0), (0.03, 0.0), (0.0, 0.03), (0.05, 0.001), (0.9, 0.0), (0.0, 0.0)]


def lost(points: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The points, and one more that is nowhere."""
    nowhere = points.iloc[:1].assign(id=f"{points['id'].iloc[0]}-lost", geometry=None)
    return gpd.GeoDataFrame(pd.concat([points, nowhere], ignore_index=True), crs=points.crs)


def pairwise(start: gpd.GeoDataFrame, goal: gpd.GeoDataFrame, router: Router) -> Pairwise:
    """Minutes and reasons of every pair, each asked for alone."""
    times, reasons = np.full((len(start), len(goal)), np.nan), np.full((len(start), len(goal)), "")
    reasons = reasons.astype(object)
    for row, column in np.ndindex(times.shape):
        one = router.travel_times(start.iloc[[row]], goal.iloc[[column]]).iloc[0]
        times[row, column], reasons[row, column] = one["travel_min"], one["status"]
    return times, reasons


def check(
    start: gpd.GeoDataFrame, goal: gpd.GeoDataFrame, router: Any, truth: Pairwise, limit: float
) -> Matrix:
    """Compare a matrix with a limit to what every pair says without one."""
    times, reasons = truth
    near, max_min = times <= limit, None if np.isinf(limit) else limit
    found = router.matrix(start, goal, max_min=max_min)
    assert found.shape == times.shape
    np.testing.assert_allclose(found.dense(), np.where(near, times, np.nan), rtol=1e-9)
    said = np.where(~near & (reasons == "ok"), "over_limit", reasons)
    assert (np.array(REASONS)[found.reasons()] == said).all()
    pd.testing.assert_frame_equal(found.table(), router.travel_times(start, goal, max_min=max_min))
    return found


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> mg.RoadNetwork:
    pytest.importorskip("osmium")
    path = streets(tmp_path_factory.mktemp("streets") / "town.osm")
    return mg.RoadNetwork.from_osm(path, "car", cache=False, progress=False)


@pytest.mark.slow
def test_on_roads_it_is_what_every_pair_says(network: mg.RoadNetwork) -> None:
    start, goal = lost(table(SPOTS)), lost(table(SPOTS[::-1], "q"))
    truth = pairwise(start, goal, network)
    assert {"ok", "other_component", "no_location", "outside_extract"} <= set(truth[1].ravel())
    for limit in (np.inf, 2.0, 600.0):
        check(start, goal, network, truth, limit)


@pytest.mark.slow
def test_without_roads_too() -> None:
    start, goal, router = lost(table(SPOTS)), lost(table(SPOTS, "q")), mg.Airline(mode="bike")
    truth = pairwise(start, goal, router)
    for limit in (np.inf, 3.0):
        found = check(start, goal, router, truth, limit)
        assert found.column.dtype == np.int32
        assert found.reasons().dtype == np.uint8
        assert found.dense("distance_m").dtype == np.float64
        assert len(found) == np.isfinite(found.dense()).sum()


@pytest.mark.parametrize("goals", [table([(40.0, 40.0)], "q"), table([], "q")])
def test_destinations_that_nobody_gets_to(network: mg.RoadNetwork, goals: gpd.GeoDataFrame) -> None:
    start = lost(table(SPOTS))
    pd.testing.assert_frame_equal(
        network.matrix(start, goals).table(),
        network.travel_times(start, goals),
    )


def test_of_a_router_that_knows_only_tables() -> None:
    with registered():
        router, people = Timetable(), kleinland.demand()
        found = mg.matrix(people, people.iloc[:3], router, max_min=20)
        near = [[0, 12, np.nan], [12, 0, 14], [np.nan, 14, 0]]
        np.testing.assert_array_equal(found.dense()[:3], near)
        codes = [REASONS[code] for code in found.reasons()[:, 2]]
        assert codes == ["over_limit", "ok", "ok", "no_connection", "no_service", "no_stop"]


def test_it_goes_to_other_processes(network: mg.RoadNetwork) -> None:
    start = lost(table(SPOTS))
    found = mg.matrix(start, start, network, max_min=2)
    again = pickle.loads(pickle.dumps(found))  # noqa: S301
    np.testing.assert_array_equal(again.reasons(), found.reasons())
    pd.testing.assert_frame_equal(again.table(), found.table())


@given(
    st.lists(st.tuples(st.floats(6, 15), st.floats(47, 55)), min_size=1, max_size=6, unique=True),
    st.floats(1, 400),
)
@settings(max_examples=20)
def test_a_limit_only_hides(spots: list[tuple[float, float]], limit: float) -> None:
    points, router = table(spots), mg.Airline()
    every, near = router.matrix(points, points), router.matrix(points, points, max_min=limit)
    inside = every.dense() <= limit
    np.testing.assert_array_equal(near.dense()[inside], every.dense()[inside])
    np.testing.assert_array_equal(np.isfinite(near.dense()), inside)
    assert set(near.reasons()[~inside]) <= {REASONS.index("over_limit")}


@pytest.mark.slow
def test_measures_of_accessibility_read_it() -> None:
    people, sites = kleinland.demand(), kleinland.sites().assign(capacity=[10.0, 20.0, 5.0])
    router = mg.Airline(mode="bike")
    pairs, found = mg.travel_times(people, sites, router), mg.matrix(people, sites, router)
    for one in (
        lambda ways: mg.cumulative(ways, sites, minutes=30, supply="capacity"),
        lambda ways: mg.gravity(ways, sites),
        lambda ways: mg.floating_catchment(ways, sites, people, minutes=60, edge="keep"),
    ):
        pd.testing.assert_series_equal(one(found), one(pairs))
    short = mg.matrix(people, sites, router, max_min=10)
    with pytest.raises(InputError, match="made up to 10 minutes"):
        mg.cumulative(short, sites, minutes=30)


def test_located_tables_give_the_same_answers(tmp_path: Path) -> None:
    people, sites = kleinland.demand(), kleinland.sites()
    router = mg.Airline(mode="bike")
    here, there = mg.Located(people), mg.Located(sites)
    reached = mg.reach(here, there, router)
    pd.testing.assert_frame_equal(reached, mg.reach(people, sites, router))
    known = here.under(reached)
    pd.testing.assert_frame_equal(
        mg.coverage(known, by="land", minutes=30, sites=there),
        mg.coverage(reached, by="land", minutes=30, sites=sites),
    )
    shuffled = reached.sample(frac=1, random_state=1)
    with pytest.raises(InputError, match="same points"):
        here.under(shuffled)
    assert here.rows(np.array([2, 0])).points.ids.tolist() == ["c", "a"]
    np.testing.assert_array_equal(here.rows(np.array([2, 0])).xy, here.xy[[2, 0]])
