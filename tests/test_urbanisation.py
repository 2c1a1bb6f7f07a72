"""Degree of urbanisation: the rules on grids small enough to check by hand, and on the real one."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mintgeo._errors import InputError
from mintgeo.germany.regions import nearest_region
from mintgeo.germany.urbanisation import (
    CENTRE_CELL,
    CLUSTER_CELL,
    RURAL_CELL,
    classify_cells,
    classify_regions,
    degree_of_urbanisation,
)
from mintgeo.official import read_borders, read_gemeinden, read_grid
from tests.shared_data import GRID, WORKBOOK, shared, vg5000


def kinds(picture: list[list[int]]) -> list[list[int]]:
    """Classify a picture of people per cell, north up."""
    grid = np.array(picture)
    row, column = np.indices(grid.shape)
    x, y = 4_500_500 + column * 1000, 3_200_500 - row * 1000
    return classify_cells(x.ravel(), y.ravel(), grid.ravel()).reshape(grid.shape).tolist()


def test_urban_centre_needs_50_000_people_over_edges() -> None:
    assert kinds([[25_000, 25_000]]) == [[CENTRE_CELL] * 2]
    assert kinds([[25_000, 24_999]]) == [[CLUSTER_CELL] * 2]
    corner = kinds([[25_000, 0], [0, 25_000]])
    assert corner == [[CLUSTER_CELL, RURAL_CELL], [RURAL_CELL, CLUSTER_CELL]]


def test_urban_cluster_needs_5_000_people_and_corners_count() -> None:
    assert kinds([[4_700, 0], [0, 300]]) == [[CLUSTER_CELL, RURAL_CELL], [RURAL_CELL, CLUSTER_CELL]]
    assert kinds([[4_700, 0], [0, 299]]) == [[RURAL_CELL] * 2] * 2
    assert kinds([[4_700, 0, 300]]) == [[RURAL_CELL] * 3]


def test_density_of_1_500_and_300_counts_exactly() -> None:
    assert kinds([[48_500, 1_500]]) == [[CENTRE_CELL] * 2]
    assert kinds([[48_500, 1_499]]) == [[CLUSTER_CELL] * 2]


def test_holes_are_filled_and_edges_smoothed() -> None:
    ring = [[7_000, 7_000, 7_000], [7_000, 0, 7_000], [7_000, 7_000, 7_000]]
    assert kinds(ring)[1][1] == CENTRE_CELL
    bay = [[9_000, 9_000, 9_000], [9_000, 0, 9_000], [9_000, 10, 9_000]]
    found = kinds(bay)
    assert found[1][1] == CENTRE_CELL  # seven of eight neighbours
    assert found[2][1] == CENTRE_CELL  # five of eight, once its neighbour has joined


def test_points_of_one_cell_add_up_and_negative_coordinates_are_cells_too() -> None:
    x, y = [4_500_100, 4_500_900, 4_501_100], [3_200_100, 3_200_900, 3_200_500]
    assert classify_cells(x, y, [2_500, 2_500, 0]).tolist() == [1, 1, 0]
    assert classify_cells([-100, 100], [0, 0], [2_600, 2_600]).tolist() == [1, 1]
    assert classify_cells([], [], []).tolist() == []


def test_regions_by_their_shares() -> None:
    shares = pd.DataFrame(
        {"centre": [0.5, 0.49, 0.0, 0.0, np.nan], "rural": [0.5, 0.51, 0.5, 0.51, np.nan]},
        index=list("abcde"),
    )
    found = classify_regions(shares)
    assert found.fillna("").to_dict() == {
        "a": "city", "b": "rural", "c": "town", "d": "rural", "e": "",
    }  # fmt: skip


def test_faulty_grids_are_refused() -> None:
    with pytest.raises(InputError, match="some are missing"):
        classify_cells([np.nan], [1], [1])
    with pytest.raises(InputError, match="1 cells have fewer than no people"):
        classify_cells([1], [1], [-9])
    with pytest.raises(InputError, match="same length"):
        classify_cells([1, 2], [1], [1])


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(st.integers(0, 12), st.integers(0, 12), st.integers(0, 30_000)),
        min_size=1, max_size=60,
    ),
    st.randoms(use_true_random=False),
)  # fmt: skip
def test_order_and_place_do_not_matter(cells: list[tuple[int, int, int]], random) -> None:  # type: ignore[no-untyped-def]
    x, y, people = (np.array(part) for part in zip(*cells, strict=True))
    first = classify_cells(x * 1000, y * 1000, people)
    order = np.array(random.sample(range(len(x)), len(x)))
    moved = classify_cells(x[order] * 1000 + 4_000_000, y[order] * 1000 + 3_000_000, people[order])
    assert (moved == first[order]).all()


@pytest.mark.slow
def test_official_grid_gives_the_official_classes() -> None:
    grid = read_grid(shared(GRID)).cells
    gemeinden = read_borders(vg5000("GEM"))
    keys = nearest_region(gpd.GeoDataFrame(grid), gemeinden)[0]
    found = degree_of_urbanisation(grid["x"], grid["y"], grid["population"], keys)
    official = read_gemeinden(shared(WORKBOOK)).set_index("ags")
    both = official[official["population"] > 0].join(found["area_type"].rename("found"))
    both = both.dropna(subset="found")
    same = both["area_type"] == both["found"]
    assert same.mean() > 0.98
    assert both["population"][same].sum() / both["population"].sum() > 0.96
