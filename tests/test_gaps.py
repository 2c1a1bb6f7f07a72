"""Gap areas: by hand on Kleinland, sensible and stable in Mecklenburg-Vorpommern."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mintgeo as mg
from mintgeo import _embedded
from mintgeo._crs import LAEA
from mintgeo._errors import InputError, OptionError
from mintgeo.analysis.gaps import gap_towns
from tests import kleinland
from tests.worlds import World

WIDE = mg.AreaRules(link_m=30_000)


@pytest.fixture(scope="module")
def reached() -> gpd.GeoDataFrame:
    demand = kleinland.demand().assign(area_type="rural")
    return mg.reach(demand, kleinland.sites(), mg.Airline(), max_min=60)


@pytest.fixture(scope="module")
def offers() -> gpd.GeoDataFrame:
    """Offers in Rostock and Schwerin, a fire brigade in Demmin."""
    table = pd.DataFrame({"id": ["r", "s", "f"], "role": ["offer", "offer", "potential"]})
    table["name"] = ["Labor Rostock", "Labor Schwerin", "Feuerwehr Demmin"]
    table["category"] = ["Labor", "Museum", "Feuerwehr"]
    at = gpd.points_from_xy([12.10, 11.41, 13.03], [54.09, 53.63, 53.90], crs=4326)
    return gpd.GeoDataFrame(table, geometry=at)


@pytest.fixture(scope="module")
def north_east(offers: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return mg.reach(mg.population(within="13"), offers, mg.Airline(), max_min=240)


@pytest.fixture(scope="module")
def areas(north_east: gpd.GeoDataFrame, offers: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return mg.gaps(north_east, sites=offers, router=mg.Airline())


def test_far_points_are_two_areas_and_linked_ones_are_one(reached: gpd.GeoDataFrame) -> None:
    """Ddorf (400 people, 1.2 min late) and Edorf (500, 20.5 min late) lie 22 km apart."""
    two = mg.gaps(reached)
    assert list(two["name"]) == ["Raum Edorf", "Raum Ddorf"]
    assert list(two["population"]) == [500, 400]
    late = reached.set_index("id")["travel_min"] - 30
    assert two["score"].iloc[0] == pytest.approx(500 * late["e"] / 60)
    (row,) = mg.gaps(reached, rules=WIDE).to_dict("records")
    assert (row["name"], row["population"], row["points"]) == ("Raum Edorf", 900, 2)
    assert row["score"] == pytest.approx((500 * late["e"] + 400 * late["d"]) / 60)
    assert row["extra_min"] == row["extra_max_min"] == pytest.approx(late["e"])


def test_out_of_reach_counts_as_one_hour() -> None:
    demand = kleinland.demand().assign(area_type="rural")
    near = mg.reach(demand, kleinland.sites(), mg.Airline(), max_min=40)
    row = mg.gaps(near).iloc[0]
    assert (row["name"], row["score"]) == ("Raum Edorf", 500)
    assert np.isnan(row["extra_min"])


def test_only_the_kinds_of_area_asked_for(reached: gpd.GeoDataFrame) -> None:
    mixed = reached.assign(area_type=["rural"] * 3 + ["town", "rural", "rural"])
    assert list(mg.gaps(mixed)["name"]) == ["Raum Edorf"]
    assert len(mg.gaps(mixed, area_types=None)) == 2
    with pytest.raises(OptionError, match="city, town, rural"):
        mg.gaps(mixed, area_types="rural")
    with pytest.raises(InputError, match="area_types=None"):
        mg.gaps(mixed.drop(columns="area_type"))
    with pytest.raises(OptionError, match="positive"):
        mg.gaps(mixed, minutes=0)
    with pytest.raises(OptionError, match="positive metres"):
        mg.AreaRules(link_m=0)


def test_points_without_a_place_are_left_out(reached: gpd.GeoDataFrame) -> None:
    lost = reached.copy()
    lost.loc[4, "geometry"] = None
    lost.loc[4, ["travel_min", "nearest_id", "status"]] = [np.nan, None, "no_location"]
    assert list(mg.gaps(lost)["name"]) == ["Raum Ddorf"]
    draws = mg.uncertainty(lost, kleinland.sites())
    assert np.isinf(draws.times[:, 4]).all()


def test_no_gap_is_an_empty_table(reached: gpd.GeoDataFrame) -> None:
    assert len(mg.gaps(reached, minutes=60)) == 0


def test_children_are_counted_where_known(reached: gpd.GeoDataFrame) -> None:
    known = reached.assign(children_u6=1.0, children_u18=[1.0, 2, 3, 4, np.nan, 6])
    table = mg.gaps(known).set_index("name")
    assert table.loc["Raum Ddorf", "children"] == 4
    assert np.isnan(table.loc["Raum Edorf", "children"])
    assert mg.gaps(reached)["children"].isna().all()


def test_areas_of_the_north_east(areas: gpd.GeoDataFrame, north_east: gpd.GeoDataFrame) -> None:
    beyond = north_east[~(north_east["travel_min"] <= 30) & (north_east["area_type"] == "rural")]
    whole = areas["population"].sum() + areas.attrs["left_out"]["people"]
    assert whole == pytest.approx(beyond["population"].sum())
    assert areas.geometry.is_valid.all()
    assert areas["id"].is_unique
    assert (areas["score"].diff().dropna() <= 0).all()
    known = set(mg.regions("kreis", within="13")["name"])
    assert {name for text in areas["kreise"] for name in text.split(", ")} <= known


def test_every_point_lies_in_its_area(
    areas: gpd.GeoDataFrame, north_east: gpd.GeoDataFrame
) -> None:
    """Simplified borders may lose a few."""
    beyond = north_east[~(north_east["travel_min"] <= 30) & (north_east["area_type"] == "rural")]
    inside = beyond.sjoin(areas[["id", "geometry"]], how="inner", lsuffix="point", rsuffix="area")
    people = inside.drop_duplicates("id_point").groupby("id_area")["population"].sum()
    counted = areas.set_index("id")["population"]
    assert (people.reindex(counted.index) - counted).abs().sum() < 0.02 * counted.sum()


def test_areas_have_a_size_to_plan_for(areas: gpd.GeoDataFrame) -> None:
    across = np.sqrt(areas.to_crs(LAEA).minimum_bounding_radius() * 2 / 1000)
    assert (across**2).max() < 80
    assert (areas["population"] > 10_000).sum() >= 10


def test_partners_and_missing_kinds_are_named(areas: gpd.GeoDataFrame) -> None:
    (demmin,) = areas[areas["partners"] > 0].to_dict("records")
    assert "Mecklenburgische Seenplatte" in demmin["kreise"]
    assert "Demmin" not in demmin["name"]  # a town, so its people are not counted
    assert demmin["partner_names"] == "Feuerwehr Demmin"
    far = areas[areas["ags_kreis"] == "13075"].iloc[0]
    assert far["missing"] == "Labor; Museum"


@pytest.mark.slow
def test_stable_under_small_changes(
    areas: gpd.GeoDataFrame, offers: gpd.GeoDataFrame, north_east: gpd.GeoDataFrame
) -> None:
    """Without 1 % of the points, or all moved by about 100 m, most areas keep name and land."""
    rng = np.random.default_rng(1)
    demand = mg.population(within="13")
    metric = demand.geometry.to_crs(LAEA)
    shifts = rng.normal(0, 100, (2, len(demand)))
    moved = gpd.GeoSeries.from_xy(metric.x + shifts[0], metric.y + shifts[1], crs=LAEA)
    top = areas.head(15).set_index("name").to_crs(LAEA).geometry
    for changed in (
        demand[rng.random(len(demand)) > 0.01],
        demand.set_geometry(moved.set_axis(demand.index).to_crs(4326)),
    ):
        again = mg.gaps(mg.reach(changed, offers, mg.Airline(), max_min=240))
        twin = again.set_index("name").to_crs(LAEA).geometry.reindex(top.index)
        kept = twin.notna()
        assert kept.mean() >= 0.8
        both = top[kept].intersection(twin[kept]).area / top[kept].union(twin[kept]).area
        assert both.mean() > 0.8


def test_names_are_of_gemeinden_that_are_counted(
    areas: gpd.GeoDataFrame, north_east: gpd.GeoDataFrame
) -> None:
    """Towns beyond the threshold name no area, lie in none, and stand in a list of their own."""
    beyond = north_east[~(north_east["travel_min"] <= 30)]
    counted = beyond[beyond["area_type"] == "rural"]
    known = _embedded.read("gemeinden").set_index("ags")["name"]
    mine = set(known.reindex(counted["ags"]).dropna()) | set(counted["place"].dropna())
    for name in areas["name"]:
        assert set(name.removeprefix("Raum ").split(" – ")) <= mine
    towns = gap_towns(north_east)
    rest = beyond[beyond["area_type"] != "rural"]
    assert towns["population"].sum() == pytest.approx(rest["population"].sum())
    inside = rest.sjoin(areas[["geometry"]], how="inner")
    assert inside["population"].sum() < 0.05 * rest["population"].sum()


def test_every_kreis_of_a_fiftieth_is_responsible(reached: gpd.GeoDataFrame) -> None:
    parts = reached.assign(
        population=[0, 0, 0, 9_790.0, 210.0, 0], ags_kreis=["13071"] * 4 + ["13072"] * 2
    )
    names = mg.regions("kreis").set_index("ags")["name"]
    (row,) = mg.gaps(parts, rules=WIDE).to_dict("records")
    assert row["kreise"] == f"{names['13071']}, {names['13072']}"
    few = parts.assign(population=[0, 0, 0, 9_810.0, 190.0, 0])
    (row,) = mg.gaps(few, rules=WIDE).to_dict("records")
    assert row["kreise"] == names["13071"]


def test_small_areas_are_left_out_and_counted(reached: gpd.GeoDataFrame) -> None:
    table = mg.gaps(reached, rules=mg.AreaRules(least_people=450))
    assert list(table["name"]) == ["Raum Edorf"]
    assert table.attrs["left_out"] == {"areas": 1, "people": 400.0}
    with pytest.raises(OptionError, match="least_people"):
        mg.AreaRules(least_people=-1)


def test_people_of_an_area_have_a_span(reached: gpd.GeoDataFrame) -> None:
    """Ddorf is late by a minute, Edorf by twenty: only one of them is surely beyond."""
    draws = mg.uncertainty(reached, kleinland.sites())
    table = mg.gaps(reached, uncertainty=draws).set_index("name")
    assert (table["population_low"] <= table["population"]).all()
    assert (table["population"] <= table["population_high"]).all()
    assert table.loc["Raum Ddorf", "population_low"] == 0
    assert not table.loc["Raum Ddorf", "established"]
    assert table.loc["Raum Edorf", "established"]
    with pytest.raises(InputError, match="another reach table"):
        mg.gaps(reached.iloc[:-1], uncertainty=draws)


@pytest.mark.slow
@settings(max_examples=15)
@given(st.integers(0, 10_000), st.sampled_from([5.0, 15.0, 30.0]))
def test_people_are_conserved(seed: int, minutes: float) -> None:
    reached = World(seed).reach().assign(place=[f"Ort {n}" for n in range(250)])
    areas = mg.gaps(reached, minutes=minutes, area_types=None)
    beyond = mg.gap_points(reached, minutes=minutes)
    small = areas.attrs["left_out"]
    people = areas["population"].sum() + small["people"]
    assert people == pytest.approx(beyond["population"].sum())
    assert (areas["population"] >= mg.AreaRules().least_people).all()
    every = mg.AreaRules(least_people=0)
    all_areas = mg.gaps(reached, minutes=minutes, area_types=None, rules=every)
    assert len(all_areas) == len(areas) + small["areas"]
    assert all_areas["points"].sum() == len(beyond)
