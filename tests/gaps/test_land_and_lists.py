"""The land of areas in metres, and the order of lists: by hand."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

import mintgeo as mg
from mintgeo._crs import LAEA
from mintgeo._errors import OptionError
from mintgeo._schema import GAPS
from mintgeo.analysis.gaps import gap_towns
from mintgeo.analysis.gaps.describe import describe, named_places
from mintgeo.analysis.gaps.doubt import people_spans
from mintgeo.analysis.gaps.find import only_rural
from mintgeo.analysis.gaps.shapes import joined, outlines
from tests import kleinland

EAST, NORTH = 4_321_000.0, 3_210_000.0
"""Where metres of the projection are true."""


def at(*places: tuple[float, float]) -> np.ndarray:
    return np.array([(EAST + x, NORTH + y) for x, y in places]).reshape(-1, 2)


def test_land_is_what_is_nearest_up_to_the_reach() -> None:
    """Two points 4 km apart, reach 3 km: cut in the middle, and by another 2 km north of one."""
    both = outlines(at((0, 0), (4_000, 0)), np.array([0, 1]), at(), reach_m=3_000).to_crs(LAEA)
    west, south, east, north = both[0].bounds
    assert (west, south, east, north) == pytest.approx(
        (EAST - 3_000, NORTH - 3_000, EAST + 2_000, NORTH + 3_000), abs=310
    )
    assert both[0].intersection(both[1]).area < 1
    cut = outlines(at((0, 0), (4_000, 0)), np.array([0, 1]), at((0, 2_000)), reach_m=3_000)
    assert cut.to_crs(LAEA)[0].bounds[3] == pytest.approx(NORTH + 1_000, abs=310)
    one = outlines(at((0, 0), (4_000, 0)), np.array([0, 0]), at(), reach_m=3_000).to_crs(LAEA)
    assert one[0].bounds[2] == pytest.approx(EAST + 7_000, abs=310)
    twice = outlines(at((0, 0), (0, 0)), np.array([0, 0]), at(), reach_m=3_000).to_crs(LAEA)
    assert twice[0].area == pytest.approx(np.pi * 9e6, rel=0.12)
    assert twice.crs == LAEA


def test_far_others_cut_nothing() -> None:
    """A point just within twice the reach halves it; one beyond changes nothing."""
    alone = outlines(at((0, 0), (1, 9)), np.array([0, 0]), at(), reach_m=3_000)
    far = outlines(at((0, 0), (1, 9)), np.array([0, 0]), at((6_010, 0)), reach_m=3_000)
    near = outlines(at((0, 0), (1, 9)), np.array([0, 0]), at((5_000, 0)), reach_m=3_000)
    assert far[0].equals(alone[0])
    assert near.to_crs(LAEA)[0].bounds[2] == pytest.approx(EAST + 2_500, abs=310)


def test_whoever_is_alone_has_a_whole_disc() -> None:
    """A disc of 16 corners, also around two points a few metres apart; its edges are simplified."""
    disc = 16 / 2 * np.sin(2 * np.pi / 16) * 30_000**2
    for places in ([(0, 0)], [(0, 0), (1, 9)], [(5, 0), (0, 5), (5, 5)]):
        labels = np.zeros(len(places), dtype=int)
        land = outlines(at(*places), labels, at(), reach_m=30_000).to_crs(LAEA)
        assert land[0].area == pytest.approx(disc, rel=1e-3)


def test_every_area_has_its_own_points() -> None:
    """Of many points at random each has the land around itself, not that of another."""
    places = np.random.default_rng(7).uniform(0, 40_000, (30, 2)) + np.array([EAST, NORTH])
    land = outlines(places, np.arange(30), at(), reach_m=5_000).to_crs(LAEA)
    own = gpd.GeoSeries(gpd.points_from_xy(*places.T), crs=LAEA)
    assert land.reset_index(drop=True).contains(own).all()


def test_an_area_without_a_name_is_called_by_its_kreis() -> None:
    beyond = gpd.GeoDataFrame(
        {"place": [None, "Klein", None], "ags_kreis": ["13071", "13072", None],
         "population": [9.0, 5.0, 1.0]},
        geometry=gpd.points_from_xy([0, 1, 2], [0, 0, 0]), crs=4326,
    )  # fmt: skip
    nothing = pd.DataFrame({"area": [], "name": [], "ags": [], "people": []})
    names = named_places(beyond, np.array([0, 1, 2]), nothing)
    assert names.tolist() == ["Mecklenburgische Seenplatte", "Klein", "?"]


def test_others_join_the_area_of_the_nearest_point() -> None:
    xy = at((0, 0), (10_000, 0), (4_000, 0), (6_000, 0), (16_001, 0), (3_000, 0))
    rows, others = np.array([0, 1]), np.array([2, 3, 4])
    found = joined(xy, np.array([7, 8]), rows, others, reach_m=6_000)
    assert found.tolist() == [7, 8, 7, 8, -1, -1]
    none = joined(xy, np.array([7, 8]), rows, np.array([], dtype=int), reach_m=6_000)
    assert none.tolist() == [7, 8, -1, -1, -1, -1]


def table(**columns: object) -> gpd.GeoDataFrame:
    """Kleinland's places with times of one's own."""
    reached = mg.reach(
        kleinland.demand().assign(area_type="rural"), kleinland.sites(), mg.Airline(), max_min=60
    )
    return reached.assign(**columns)


def test_gap_points_are_ranked_by_people_then_time_then_id() -> None:
    """a and f are out of reach: farthest, whatever their id; nobody lives in e."""
    reached = table(population=[5.0, 5, 5, 9, 0, 5], travel_min=[np.nan, 31, 40, 30.5, 99, np.nan])
    found = mg.gap_points(reached)
    assert found["id"].to_list() == ["d", "a", "f", "c", "b"]
    assert found["rank"].to_list() == [1, 2, 3, 4, 5]
    assert found["extra_min"].to_list()[:1] + found["extra_min"].to_list()[3:] == [0.5, 10, 1]
    assert found["extra_min"].isna().to_list() == [False, True, True, False, False]
    assert found["kreis"].to_list() == ["92001", "91001", "92001", "91001", "91001"]
    for wrong in (0, -1, float("nan")):
        with pytest.raises(OptionError, match="positive"):
            mg.gap_points(reached, minutes=wrong)
        with pytest.raises(OptionError, match="positive"):
            gap_towns(reached, minutes=wrong)


def test_towns_beyond_are_listed_by_people_then_key() -> None:
    """Of Gemeinden that nobody knows the place is named; rural ones and who is near are not."""
    reached = table(
        ags=["13071156", "91001002", "13071156", "91001001", "91001009", "91001008"],
        area_type=["town", "town", "city", "town", "rural", "town"],
        population=[10.0, 30, 20, 30, 99, 7], travel_min=[31, 32, 33, np.nan, 99, 30],
    )  # fmt: skip
    found = gap_towns(reached)
    assert found[["ags", "area_type", "population"]].to_numpy().tolist() == [
        ["91001001", "town", 30], ["91001002", "town", 30], ["13071156", "city", 20],
        ["13071156", "town", 10],
    ]  # fmt: skip
    assert found["name"].to_list()[:2] == ["Ddorf", "Bdorf"]
    assert found["name"].iloc[2].startswith("Waren")
    every = gap_towns(reached, counted=())
    assert every["population"].to_list() == [99, 30, 30, 20, 10]


def test_what_is_known_of_an_area() -> None:
    """10 people 5 minutes late, 30 people 70 (an hour counts), 5 out of reach, in two areas."""
    beyond = table(
        population=[10.0, 30, 5, 20, 20, 1], travel_min=[35, 100, np.nan, 31, 31, 32],
        distance_m=[1.0, 2, np.nan, 4, 5, 6], children_u6=1.0, children_u18=[1.0, 2, 3, 4, 5, 6],
        ags_kreis=["1", "1", "1", "2", "3", "3"], nearest_id=["s", "t", None, "v", "u", "u"],
    )  # fmt: skip
    found = describe(beyond, np.array([0, 0, 0, 1, 1, 1]), 30)
    assert found["population"].to_list() == [45, 41]
    assert found["points"].to_list() == [3, 3]
    assert found["score"].to_list() == pytest.approx([(50 + 1800 + 300) / 60, (20 + 20 + 2) / 60])
    assert np.isnan(found["extra_max_min"][0])
    assert found["extra_max_min"][1] == 2
    assert found["travel_min"].to_list() == [100, 31]
    assert found["extra_min"].to_list() == [70, 1]
    assert found["children"].to_list() == [6, 15]
    assert found["ags_kreis"].to_list() == ["1", "3"]
    assert found["kreise"].to_list() == ["1", "3, 2"]
    assert found["nearest_id"].to_list() == ["t", "u"]


@pytest.mark.parametrize("ags", [pd.NA, "99999999", None])
def test_points_may_lie_in_no_known_gemeinde(ags: object) -> None:
    """In a table that lacks the column, too."""
    reached = table(ags=ags) if ags is not None else table().drop(columns="ags")
    assert mg.gaps(reached)["population"].to_list() == [500, 400]


class KnownDraws:
    """Draws of which the bounds of shares within the threshold are known."""

    def rows(self, ids: pd.Series) -> None:
        assert ids.to_list() == list("abcdef")

    def intervals(
        self, _people: object, _codes: object, groups: int, minutes: list[float], *, rows: None
    ) -> tuple[np.ndarray, np.ndarray]:
        assert (groups, minutes, rows) == (3, [30], None)
        return np.array([[0.1, 0.5, 0.0]]), np.array([[0.4, 0.5, 1.0]])


def test_who_is_surely_within_is_surely_not_beyond() -> None:
    """300 and 700 people: 10 to 40 %, and half of them, are within."""
    codes = np.array([0, 0, 1, 1, 2, 2])
    spans = people_spans(table(), KnownDraws(), codes, 2, 30)  # type: ignore[arg-type]
    assert spans["population_low"].to_list() == pytest.approx([180, 350])
    assert spans["population_high"].to_list() == pytest.approx([270, 350])


@pytest.mark.parametrize(("least", "names"), [(400, 2), (401, 1)])
def test_an_area_of_exactly_the_least_people_stays(least: float, names: int) -> None:
    areas = mg.gaps(table(), rules=mg.AreaRules(least_people=least))
    assert len(areas) == names
    assert areas.attrs["left_out"] == {"areas": 2 - names, "people": 400.0 * (2 - names)}


def test_no_area_is_a_table_of_all_the_same() -> None:
    """Nobody is beyond, or nobody counts, or the points are too coarse to say."""
    coarse = table(scatter_m=9_000.0, scatter_log=0.0)
    for areas in (
        mg.gaps(table(), minutes=60),
        mg.gaps(table(area_type="city")),
        mg.gaps(coarse, too_coarse="blank"),
    ):
        GAPS.check(areas)
        assert len(areas) == 0
        assert areas.attrs["left_out"] == {"areas": 0, "people": 0.0}
        assert set(areas.columns) == {one.name for one in GAPS.columns if one.required}
        assert areas["name"].dtype == areas["kreise"].dtype == "str"
        assert areas["population"].dtype == areas["score"].dtype == float


def test_land_reaches_half_a_link() -> None:
    """3 km on both sides of Edorf, corners cut; metres of the projection are longer here."""
    west, _, east, _ = mg.gaps(table()).set_index("name").loc["Raum Edorf", "geometry"].bounds
    assert 0.4 - west == pytest.approx(east - 0.4, rel=0.02)
    assert 4_800 < (east - west) * kleinland.DEGREE_M < 6_000


def test_areas_of_one_name_are_told_apart() -> None:
    """Three chains that nothing but the same place names; the first has the highest score."""
    areas = mg.gaps(
        table(place="Au", ags=pd.NA, ags_kreis=["1", "1", "1", "2", "1", "1"],
              population=[300.0, 0, 0, 300, 300, 0], travel_min=[40.0, 1, 1, 50, 60, 1]),
    )  # fmt: skip
    assert areas["name"].to_list() == ["Raum Au"] * 3
    assert areas["id"].to_list() == ["Raum Au (1)", "Raum Au (2)", "Raum Au (1) 2"]
    assert areas["rank"].to_list() == [1, 2, 3]
    assert areas["score"].to_list() == pytest.approx([150, 100, 50])
    assert (areas["counted"] == "rural").all()
    assert only_rural(areas)
    assert not only_rural(areas.assign(counted="rural; town"))
    assert not only_rural(areas.iloc[:0])
    assert not only_rural(areas.drop(columns=["counted", "area_type"]))
    assert only_rural(areas.drop(columns="counted").assign(area_type="rural"))
