"""Where a map begins: with the ground, not with an island far off."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, Point, box

from mintgeo.cartography.extent import extent

TOWN = box(0, 0, 40, 30)


def test_a_small_island_far_off_is_off_the_map() -> None:
    assert extent([MultiPolygon([TOWN, box(-100, 80, -98, 82)])]) == (0, 0, 40, 30)


@pytest.mark.parametrize(
    "other",
    [box(-12, 10, -10, 12), box(-100, 80, -90, 90)],
    ids=["near", "large"],
)
def test_others_are_on_it(other: shapely.Polygon) -> None:
    assert extent([TOWN, other]) == tuple(shapely.total_bounds([TOWN, other]))


def test_points_all_count() -> None:
    assert extent([Point(0, 0), Point(1, 2), Point(900, 900)]) == (0, 0, 900, 900)


@given(st.lists(st.tuples(*[st.floats(0, 100) for _ in range(2)], st.floats(0.1, 50)), min_size=1))
def test_the_largest_part_is_always_on_the_map(corners: list[tuple[float, float, float]]) -> None:
    parts = [box(x, y, x + side, y + side) for x, y, side in corners]
    west, south, east, north = extent(np.array(parts))
    assert box(west, south, east, north).buffer(1e-6).contains(max(parts, key=lambda one: one.area))
