"""What the page of a plan is given: whole people, runs, a radius; and who is refused."""

from dataclasses import replace
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

import mintgeo as mg
from mintgeo._crs import points
from mintgeo._errors import InputError, PrivacyError, TooCoarseError
from mintgeo.maps._assets import joined
from mintgeo.maps._cover import packed_points, packed_runs, people_parts
from mintgeo.maps._estimate import fitted_radius
from mintgeo.maps._numbers import packed_numbers
from mintgeo.maps._pack import packed, packed_texts
from tests import kleinland
from tests.maps import placed
from tests.maps.packed import numbers_of, parts_of, rows_of
from tests.node import node, run
from tests.plans import town_plan

ROWS = st.lists(st.sets(st.integers(0, 300)).map(sorted), max_size=6)
NUMBERS = st.lists(st.integers(0, 2**50), max_size=40)
_ROWS = "runsOf: (one) => runsOf(one).map((row) => [...row])"
_SPOT = "({ at, name, place, category }) => ({ at, name, place, category })"
_READ = "\n".join(
    [
        "(kind, text) => {",
        joined(["packed.js", "cover.js"]),
        f"const texts = (packed) => unpackTexts(packed, 'Labor').map({_SPOT});",
        "const shapes = (packed) => unpackShapes(packed).features.map((one) => one.geometry);",
        f"return {{ numbersOf, shapes, texts, {_ROWS} }}[kind](text);",
        "}",
    ]
)


def plan(**more: Any) -> mg.StopPlan:
    candidates = kleinland.sites().iloc[[0, 1]].assign(id=["c0", "c1"])
    made = mg.plan_stops(
        kleinland.demand(), candidates, mg.Airline(), minutes=15, n_stops=1, draws=0
    )
    return replace(made, **more)


@given(NUMBERS)
def test_numbers_come_back(numbers: list[int]) -> None:
    assert numbers_of(packed_numbers(numbers)) == numbers


@given(ROWS)
def test_runs_come_back(rows: list[list[int]]) -> None:
    said, found = iter(numbers_of(packed_runs(rows))), []
    for count in said:
        at = 0
        row: list[int] = []
        for _ in range(count):
            start = at + next(said)
            at = start + next(said)
            row += range(start, at)
        found.append(row)
    assert found == rows


def test_scripts_read_what_python_packs() -> None:
    if node() is None:
        pytest.skip("node is not installed")
    numbers = [0, 127, 128, 300, 2**32 + 5, 2**50]
    assert run(_READ, "numbersOf", packed_numbers(numbers)) == numbers
    assert run(_READ, "runsOf", packed_runs([[0], [], [2, 3, 4, 9]])) == [[0, 1], [], [2, 5, 9, 10]]


@given(st.lists(st.tuples(st.floats(-90, 90), st.text(max_size=3), st.sampled_from("|}ab"))))
def test_texts_come_back(rows: list[tuple[float, str, str]]) -> None:
    spots = [{"at": [round(x, 5), round(-x, 5)], "name": n, "place": p} for x, n, p in rows]
    assert rows_of(packed_texts(spots)) == spots


def test_scripts_read_the_shapes_and_texts_that_python_packs() -> None:
    if node() is None:
        pytest.skip("node is not installed")
    hole = shapely.Polygon([(0, 0), (9, 0), (9, -9)], [[(6, -1), (8, -1), (8, -3)]])
    shape = shapely.MultiPolygon([hole, shapely.box(11.5, 47.12345, 12, 48)])
    (read,) = run(_READ, "shapes", packed("MultiPolygon", [(shape, {})], scale=100_000))
    assert shapely.geometry.shape(read).equals_exact(shape)
    (packed_shape,) = packed("MultiPolygon", [(shape, {})])["features"]
    assert [[*map(len, part)] for part in parts_of(packed_shape["shape"])] == [[4, 4], [5]]
    spots = [{"at": [50.12345, 9.00001], "name": "a|b", "place": ""},
             {"at": [-0.5, -179.99999], "name": "}", "place": "Köln"}]  # fmt: skip
    known = [{**one, "category": "Labor"} for one in spots]
    assert run(_READ, "texts", packed_texts(spots)) == known
    assert run(_READ, "texts", packed_texts([])) == []


def test_points_are_steps_of_eleven_metres() -> None:
    at = gpd.GeoSeries(points([10.0, 9.99995, 10.5], [54.0, 54.1, 53.9]), crs=4326)
    steps = [-(one + 1) // 2 if one % 2 else one // 2 for one in numbers_of(packed_points(at))]
    whole = np.cumsum(np.reshape(steps, (-1, 2)), axis=0)
    assert whole[0].tolist() == [540_000, 100_000]
    assert np.abs(whole[:, ::-1] / 10_000 - at.get_coordinates().to_numpy()).max() <= 0.00005


@pytest.mark.parametrize(
    ("weights", "scale"), [([3, 12], 1), ([0.5, 2.125], 1000), ([1 / 3], 10**6), ([], 1)]
)
def test_people_are_whole_parts(weights: list[float], scale: int) -> None:
    found, parts = people_parts(weights)
    assert found == scale
    assert parts.tolist() == [round(one * scale) for one in weights]


@pytest.mark.parametrize("mode", ["car", "bike", "foot"])
def test_the_radius_is_that_of_the_curve_where_ways_are_of_it(mode: str) -> None:
    draw = np.random.default_rng(3)
    table = pd.DataFrame({"id": [str(one) for one in range(3000)]})
    people = gpd.GeoDataFrame(table, geometry=points(draw.uniform(9, 9.6, 3000),
                                                     draw.uniform(53, 53.4, 3000)))  # fmt: skip
    some, weights = people.iloc[:40], draw.uniform(1, 9, 3000)
    ways = mg.matrix(people, some, mg.Airline(mode), max_min=15)
    near = np.ones(len(ways))
    cover = sparse.csr_array((near, ways.column, ways.first), shape=ways.shape)
    radius, off = fitted_radius(
        people.geometry, some.geometry, cover, weights, minutes=15, mode=mode
    )
    assert radius == pytest.approx(mg.Airline(mode).curve.reach_m(15), rel=0.02)
    assert off is not None
    assert off < 0.01


def test_without_anyone_reached_the_radius_is_that_of_the_mode() -> None:
    one = kleinland.demand()
    none = sparse.csr_array((len(one), 1), dtype=bool)
    found = fitted_radius(
        one.geometry, one.geometry.iloc[:1], none, np.ones(len(one)), minutes=15, mode="car"
    )
    assert found == (mg.Airline().curve.reach_m(15), None)


def test_lists_of_people_are_refused() -> None:
    with pytest.raises(PrivacyError, match="match_level"):
        mg.maps.what_if(plan(demand=placed.rows()))


def test_demand_without_places_is_refused() -> None:
    nowhere = kleinland.demand()
    nowhere["geometry"] = None
    with pytest.raises(InputError, match="nothing to draw"):
        mg.maps.what_if(plan(demand=nowhere))


def test_plans_with_capacities_are_refused() -> None:
    with pytest.raises(InputError, match="capacities"):
        mg.maps.what_if(town_plan(capacity=900))


def test_points_too_coarse_for_a_share_are_refused() -> None:
    rough = kleinland.demand().assign(scatter_m=60_000.0, scatter_log=1.0)
    with pytest.raises(TooCoarseError):
        mg.maps.what_if(plan(demand=rough))


def test_residents_without_a_place_count_all_the_same() -> None:
    partly = kleinland.demand()
    partly.loc[0, "geometry"] = None
    data = mg.maps.WhatIfLayer(plan(demand=partly)).data
    assert '"residents":[600,900]' in data
    assert '"kreise":["91001","92001"]' in data


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert mg.maps.WhatIfLayer(plan()).data == mg.maps.WhatIfLayer(plan()).data
