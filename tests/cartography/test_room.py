"""Labels, simple shapes and signs: what maps and figures share."""

import re
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely
from hypothesis import given
from hypothesis import strategies as st

import mintgeo as mg
from mintgeo.cartography import palettes
from mintgeo.cartography.labels import BESIDE, first_free, largest_places
from mintgeo.cartography.simplify import coarse, outlines, simplified
from mintgeo.cartography.stop_map import Ground, any_inside, stop_map
from mintgeo.cartography.symbols import STRIPES, bar_length, stripe
from tests import kleinland


@dataclass(frozen=True)
class Room:
    x0: float
    x1: float

    def overlaps(self, other: "Room") -> bool:
        return self.x0 < other.x1 and other.x0 < self.x1


FRAME = Room(0, 100)


@given(st.lists(st.floats(-20, 120), max_size=12), st.lists(st.floats(0, 90), max_size=6))
def test_the_first_free_spot_inside_is_taken(spots: list[float], taken: list[float]) -> None:
    used = [Room(one, one + 10) for one in taken]
    tried: list[float] = []

    def measure(spot: float) -> Room:
        tried.append(spot)
        return Room(spot, spot + 10)

    room = first_free(spots, measure, used, FRAME)
    fits = [
        one
        for one in spots
        if 0 <= one <= 90 and not any(Room(one, one + 10).overlaps(other) for other in used)
    ]
    assert room == (Room(fits[0], fits[0] + 10) if fits else None)
    assert tried == (spots[: spots.index(fits[0]) + 1] if fits else spots)


def test_a_name_stands_where_most_of_its_people_live() -> None:
    homes = kleinland.demand().assign(place=["A", "A", "B", "B", "A", None])
    names, at = largest_places(homes)
    assert names == ["A", "B"]
    metric = shapely.get_coordinates(homes.to_crs(25832).geometry.to_numpy())
    assert np.allclose(at, metric[[4, 3]]), "A has most of its people at Edorf, B at Ddorf"
    assert len(BESIDE) == 10


def test_simple_shapes_still_share_their_borders() -> None:
    kreise = mg.regions("kreis", within="13")
    simple = simplified(kreise)
    corners = shapely.get_num_coordinates(simple).sum()
    assert corners < shapely.get_num_coordinates(kreise.geometry).sum()
    assert shapely.coverage_is_valid(simple)
    (line,) = outlines(simple, kreise["ags"])
    whole = {tuple(one) for one in shapely.get_coordinates(simple)}
    assert {tuple(one) for one in shapely.get_coordinates(line)} <= whole


def test_coarse_areas_are_near_the_true_ones() -> None:
    round_one = gpd.GeoSeries([shapely.Point(500_000, 5_900_000).buffer(9000)], crs=25832)
    (made,) = gpd.GeoSeries(coarse(round_one, 300, 4), crs=4326).to_crs(25832)
    assert shapely.hausdorff_distance(made, round_one[0]) < 330
    assert shapely.get_num_coordinates(made) < 30


def test_stripes_are_seen_on_every_colour() -> None:
    for colour in (*palettes.SHARE_COLOURS, *palettes.CHANGE_COLOURS):
        light = sum(int(colour[at : at + 2], 16) for at in (1, 3, 5)) / 765
        assert stripe(colour) == STRIPES[light < 0.5], colour


@given(st.floats(1000, 2_000_000))
def test_a_scale_bar_fits(width_m: float) -> None:
    assert bar_length(width_m) == 1 or bar_length(width_m) * 1000 <= width_m / 6


def test_an_offer_beside_the_map_is_not_on_it() -> None:
    spots = np.array([[5.0, 5.0], [20.0, 5.0]])
    assert any_inside(spots, (0, 0, 10, 10))
    assert not any_inside(spots[1:], (0, 0, 10, 10))
    assert not any_inside(np.empty((0, 2)), (0, 0, 10, 10))


def test_no_name_of_a_map_of_stops_is_cut_off() -> None:
    """Near an edge a name stands on the other side of its place."""
    names = [(f"Ort {at}", (15e3, float(at))) for at in (420, 15_000, 29_580)]
    drawn = stop_map((0, 0, 3e4, 3e4), [], Ground(names=names), title="t", key=[])
    found = [float(y) for y in re.findall(r'<text x="[^"]+" y="([^"]+)" text-anchor', drawn)]
    assert len(found) == 2 * len(names)
    assert all(12 <= y <= 637 for y in found)
