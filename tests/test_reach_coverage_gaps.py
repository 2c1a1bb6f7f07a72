"""From reach to gaps on Kleinland: every number by hand."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mintgeo as mg
from mintgeo._errors import InputError, OptionError, TableError
from mintgeo._quantiles import weighted_quantile
from tests import kleinland
from tests.worlds import World


def minutes(degrees: float) -> float:
    """Car minutes of a stretch of the equator, worked out from the curve's definition."""
    way, time, begin = degrees * kleinland.DEGREE_M * 1.32 / 1000, 0.0, 0.0
    stretches = ((0.3, 17.5), (0.8, 24.5), (2.5, 35), (12, 46), (40, 73), (100, 90), (1e9, 100))
    for end, speed in stretches:
        time += max(0.0, min(way, end) - begin) / speed * 60
        begin = end
    return time


@pytest.fixture(scope="module")
def reached() -> gpd.GeoDataFrame:
    return mg.reach(kleinland.demand(), kleinland.sites(), mg.Airline(), max_min=60)


def test_reach_counts_offers_only(reached: gpd.GeoDataFrame) -> None:
    assert set(reached["nearest_id"].dropna()) == {"s1"}
    assert reached["second_id"].isna().all()
    expected = [minutes(lon) for lon in (0, 0.05, 0.1, 0.2, 0.4)]
    np.testing.assert_allclose(reached["travel_min"][:5], expected, atol=1e-6)
    assert list(reached["status"]) == ["ok"] * 5 + ["over_limit"]
    assert not reached["edge"].any()


def test_reach_with_all_roles_finds_the_second() -> None:
    both = mg.reach(kleinland.demand(), kleinland.sites(), mg.Airline(), max_min=60, role=None)
    row = both.set_index("id").loc["b"]
    assert (row["nearest_id"], row["second_id"]) == ("s1", "s2")
    assert row["second_min"] == pytest.approx(minutes(0.35), abs=1e-6)


def test_reach_keeps_index_order_and_columns() -> None:
    demand = kleinland.demand().assign(extra="x").set_index(pd.Index(list("zyxwvu")))
    before = demand.copy()
    out = mg.reach(demand, kleinland.sites(), mg.Airline())
    assert list(out.index) == list("zyxwvu")
    assert (out["extra"] == "x").all()
    pd.testing.assert_frame_equal(demand, before)


def test_reach_needs_roles_or_the_word() -> None:
    with pytest.raises(InputError, match="role"):
        mg.reach(kleinland.demand(), kleinland.sites().drop(columns="role"), mg.Airline())


def test_reach_lists_all_faults_of_the_demand() -> None:
    broken = kleinland.demand().assign(population=-1.0).drop(columns="ags_land")
    with pytest.raises(TableError, match=r"population.*6 of 6|6 of 6.*population") as error:
        mg.reach(broken, kleinland.sites(), mg.Airline())
    assert "ags_land" in str(error.value)


def test_coverage_by_hand(reached: gpd.GeoDataFrame) -> None:
    """Adorf 0, Bdorf 12.7, Cdorf 21.5 min are in Land 91; Ddorf 36.7, Edorf 56.6 in Land 92."""
    limit = float(reached["travel_min"].iloc[2])
    table = mg.coverage(reached, by="land", minutes=(limit, 40)).set_index(["ags", "minutes"])
    assert table.loc[("91", limit), "share"] == 1.0  # exactly the threshold counts
    assert table.loc[("92", limit), "share"] == 0.0
    assert table.loc[("92", 40.0), "covered"] == 400.0
    assert table.loc[("92", 40.0), "share"] == pytest.approx(4 / 9)
    assert table.loc[("91", 40.0), "median_min"] == pytest.approx(minutes(0.05), abs=1e-6)
    assert table.loc[("91", 40.0), "p90_min"] == pytest.approx(minutes(0.1), abs=1e-6)
    assert table.loc[("92", 40.0), "median_min"] == pytest.approx(minutes(0.4), abs=1e-6)
    country = mg.coverage(reached, by="country", minutes=40).iloc[0]
    assert country["population"] == 1500
    assert country["share"] == pytest.approx(1000 / 1500)


def test_coverage_conserves_people(reached: gpd.GeoDataFrame) -> None:
    for by in ("country", "land", "kreis"):
        assert mg.coverage(reached, by=by, minutes=30)["population"].sum() == 1500


def test_measures_by_hand(reached: gpd.GeoDataFrame) -> None:
    """Land 91 has 100, 200 and 300 people at Adorf, Bdorf and Cdorf; in Fdorf lives nobody."""
    row = mg.coverage(reached, by="land", minutes=30).set_index("ags").loc["91"]
    assert row["p10_min"] == 0
    assert row["median_min"] == row["median_point_min"] == pytest.approx(minutes(0.05), abs=1e-6)
    assert np.isnan(row["second_median_min"])
    both = mg.reach(kleinland.demand(), kleinland.sites(), mg.Airline(), max_min=240, role=None)
    row = mg.coverage(both, by="country", minutes=30).iloc[0]
    assert row["median_point_min"] == pytest.approx(minutes(0.05), abs=1e-6)  # third of five
    # The second is 0.2° from Ddorf (400 people), 0.3° from Cdorf (700), 0.35° from Bdorf (900).
    assert row["second_median_min"] == pytest.approx(minutes(0.35), abs=1e-6)


@settings(max_examples=40)
@given(st.integers(0, 10_000))
@pytest.mark.slow
def test_measures_equal_brute_force(seed: int) -> None:
    world = World(seed)
    reached = world.reach()
    table = mg.coverage(reached, by="kreis", minutes=30).set_index("ags")
    assert table["population"].sum() == pytest.approx(reached["population"].sum())
    for ags, part in reached.groupby("ags_kreis"):
        long = np.repeat(part["travel_min"], part["population"].astype(int)).sort_values()
        second = np.repeat(part["second_min"], part["population"].astype(int)).sort_values()
        row = table.loc[str(ags)]
        for column, values, q in (
            ("p10_min", long, 0.1), ("median_min", long, 0.5), ("p90_min", long, 0.9),
            ("second_median_min", second, 0.5),
            ("median_point_min", part["travel_min"].sort_values(), 0.5),
        ):  # fmt: skip
            assert row[column] == values.iloc[int(np.ceil(q * len(values) - 1e-9)) - 1]


def test_coverage_by_kind_of_offer() -> None:
    sites = kleinland.sites().iloc[[0, 0, 0]].assign(
        id=["x", "y", "z"], category=["Labor", "Werkstatt", None],
        topics=["Chemie; Holz", "holz", ""],
        age_min=[6, 10, np.nan], age_max=[9, np.nan, np.nan],
        geometry=kleinland.demand().geometry.iloc[[0, 3, 4]].to_numpy(),
    )  # fmt: skip
    groups = {by: mg.offer_groups(sites, by) for by in ("category", "topic", "age")}
    said = {by: {n: list(g["id"]) for n, g in one.items()} for by, one in groups.items()}
    assert said["category"] == {"Labor": ["x"], "Werkstatt": ["y"], "ohne Angabe": ["z"]}
    assert said["topic"] == {"Holz": ["x", "y"], "Chemie": ["x"], "ohne Angabe": ["z"]}
    assert said["age"] == {
        "6 bis 9 Jahre": ["x"], "10 bis 15 Jahre": ["y"], "16 bis 18 Jahre": ["y"],
        "ohne Angabe": ["z"],
    }  # fmt: skip
    table = mg.coverage_by_offers(kleinland.demand(), sites, mg.Airline(), minutes=1)
    assert list(table["group"]) == ["Labor", "Werkstatt", "ohne Angabe"]
    assert list(table["share"]) == pytest.approx([100 / 1500, 400 / 1500, 500 / 1500])
    assert (table["share_low"] <= table["share"]).all()
    with pytest.raises(OptionError, match="category, topic, age"):
        mg.offer_groups(sites, "colour")
    with pytest.raises(InputError, match="no column 'topics'"):
        mg.offer_groups(sites.drop(columns="topics"), "topic")


def test_people_outside_of_every_region_are_not_lost(reached: gpd.GeoDataFrame) -> None:
    lost = reached.copy()
    lost.loc[0, "ags_land"] = pd.NA
    table = mg.coverage(lost, by="land", minutes=30).set_index("ags")
    assert table.loc["außerhalb", "population"] == 100
    assert table["population"].sum() == 1500


def test_median_is_unknown_where_most_reach_nothing(reached: gpd.GeoDataFrame) -> None:
    near = mg.reach(kleinland.demand(), kleinland.sites(), mg.Airline(), max_min=20)
    row = mg.coverage(near, by="country", minutes=15).iloc[0]
    assert np.isnan(row["median_min"])
    assert row["share"] == pytest.approx(300 / 1500)


def test_offers_are_counted_where_they_are() -> None:
    demand = mg.population(within="02")
    sites = gpd.GeoDataFrame(
        pd.DataFrame({"id": ["x", "y"], "role": ["offer", "potential"]}),
        geometry=gpd.points_from_xy([9.99, 10.0], [53.56, 53.55]), crs=4326,
    )  # fmt: skip
    row = mg.coverage(mg.reach(demand, sites, mg.Airline()), by="land", sites=sites).iloc[0]
    assert (row["name"], row["offers"]) == ("Hamburg", 1)
    assert row["offers_per_10k"] == pytest.approx(1 / row["population"] * 10_000)


def test_coverage_refuses_what_it_does_not_know(reached: gpd.GeoDataFrame) -> None:
    with pytest.raises(OptionError, match="country, land, kreis, gemeinde, area_type"):
        mg.coverage(reached, by="dorf")
    with pytest.raises(OptionError, match="positive"):
        mg.coverage(reached, minutes=0)
    with pytest.raises(OptionError, match="different"):
        mg.coverage(reached, minutes=(45, 20, 45.0))
    with pytest.raises(OptionError, match="positive"):
        mg.uncertainty(reached, None, minutes=(), progress=False)
    with pytest.raises(InputError, match="one mode"):
        mg.coverage(pd.concat([reached, reached.assign(mode="bike")]))


def test_gap_points_by_hand(reached: gpd.GeoDataFrame) -> None:
    table = mg.gap_points(reached, minutes=30)
    assert list(table["id"]) == ["e", "d"]  # Fdorf has no people
    assert list(table["rank"]) == [1, 2]
    assert table["extra_min"].iloc[1] == pytest.approx(minutes(0.2) - 30, abs=1e-6)
    assert list(mg.gap_points(reached, minutes=minutes(0.2) + 1e-6)["id"]) == ["e"]


def test_gap_points_and_coverage_agree(reached: gpd.GeoDataFrame) -> None:
    beyond = mg.gap_points(reached, minutes=30)["population"].sum()
    country = mg.coverage(reached, by="country", minutes=30).iloc[0]
    assert beyond + country["covered"] == country["population"]


@settings(max_examples=25)
@given(st.integers(0, 6), st.floats(1, 100), st.floats(0, 50))
@pytest.mark.slow
def test_coverage_is_monotone(site: int, limit: float, more: float) -> None:
    """More minutes or more offers never cover fewer people."""
    demand = kleinland.demand()
    few = kleinland.sites().iloc[:1]
    spot = demand.geometry.iloc[[site % 6]].to_numpy()
    extra = gpd.GeoDataFrame({"id": ["n"], "role": ["offer"]}, geometry=spot, crs=4326)
    many = pd.concat([few[["id", "role", "geometry"]], extra])
    shares = [
        mg.coverage(mg.reach(demand, sites, mg.Airline()), by="country", minutes=m)["share"].iloc[0]
        for sites, m in ((few, limit), (few, limit + more), (many, limit))
    ]
    assert shares[0] <= shares[1]
    assert shares[0] <= shares[2]
    assert all(0 <= share <= 1 for share in shares)


@given(
    st.lists(st.tuples(st.floats(0, 100), st.integers(1, 9)), min_size=1, max_size=20),
    st.sampled_from([0.0, 0.1, 0.5, 0.9, 1.0]),
)
def test_weighted_quantile_equals_repeating(pairs: list[tuple[float, int]], q: float) -> None:
    values = np.array([value for value, _ in pairs])
    weights = np.array([weight for _, weight in pairs], dtype=float)
    long = np.sort(np.repeat(values, weights.astype(int)))
    position = max(int(np.ceil(q * len(long) - 1e-9)) - 1, 0)
    assert weighted_quantile(values, weights, q) == long[position]
