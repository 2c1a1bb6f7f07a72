"""Regions, and where people live."""

from typing import Any

import geopandas as gpd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mintgeo as mg
from mintgeo._crs import points
from mintgeo._errors import CrsError, InputError, OptionError, TableError, UnknownRegionError


def spots(lonlat: list[tuple[float, float]]) -> gpd.GeoDataFrame:
    lon, lat = zip(*lonlat, strict=True)
    return gpd.GeoDataFrame({"n": range(len(lon))}, geometry=points(lon, lat))


def test_names_are_told_apart() -> None:
    kreise = mg.regions("kreis")
    assert kreise["name"].is_unique
    names = set(kreise["name"])
    assert {"München (Stadt)", "München (Landkreis)", "Göttingen", "Wartburgkreis"} <= names
    assert list(kreise["ags"]) == sorted(kreise["ags"])


def test_laender_add_up() -> None:
    assert mg.regions("land")["population"].sum() == mg.regions("kreis")["population"].sum()
    assert mg.regions("land")["area_km2"].sum() == pytest.approx(357_000, rel=0.01)


def test_unknown_level() -> None:
    with pytest.raises(OptionError, match="land, kreis"):
        mg.regions("dorf")


def test_points_get_their_kreis() -> None:
    found = mg.assign_regions(spots([(13.4, 52.52), (11.57, 48.14), (9.99, 53.55), (2.35, 48.85)]))
    assert found["ags_kreis"].fillna("").to_list() == ["11000", "09162", "02000", ""]
    assert found["ags_land"].fillna("").to_list() == ["11", "09", "02", ""]


def test_points_just_off_the_coast_still_belong_somewhere() -> None:
    found = mg.assign_regions(spots([(9.435, 54.84), (7.0, 54.5)]))
    assert found["ags_kreis"].notna().to_list() == [True, False]


def test_assign_keeps_index_order_columns_and_crs() -> None:
    table = spots([(13.4, 52.52), (11.57, 48.14)]).set_index([["x", "x"]]).to_crs(25832)
    table.loc[:, "ags_kreis"] = "old"
    found = mg.assign_regions(table)
    assert list(found.index) == list(table.index)
    assert found.crs.to_epsg() == 25832
    assert (table["ags_kreis"] == "old").all()
    with pytest.raises(CrsError):
        mg.assign_regions(table.set_crs(None, allow_override=True))


@settings(max_examples=20)
@given(
    st.lists(st.tuples(st.floats(5, 16), st.floats(46, 56)), min_size=1, max_size=20), st.randoms()
)
@pytest.mark.slow
def test_assign_does_not_depend_on_the_order(lonlat: list[tuple[float, float]], random) -> None:  # type: ignore[no-untyped-def]
    table = spots(lonlat)
    order = list(table.index)
    random.shuffle(order)
    whole, shuffled = mg.assign_regions(table), mg.assign_regions(table.loc[order])
    assert whole["ags_kreis"].fillna("").to_list() == (
        shuffled["ags_kreis"].sort_index().fillna("").to_list()
    )


@pytest.mark.slow
def test_population_within() -> None:
    land, kreis = mg.population(within="13"), mg.population(within="13071")
    assert set(land["ags_land"]) == {"13"}
    assert set(kreis["ags_kreis"]) == {"13071"}
    assert 0 < kreis["population"].sum() < land["population"].sum()
    assert mg.population(within="13071107")["ags_kreis"].eq("13071").all()


@pytest.mark.parametrize("within", ["130", "123456", "", " ", True, -13, 13.5, b"13", {"13": 1}])
def test_population_within_must_be_a_place(within: Any) -> None:
    with pytest.raises(OptionError, match="AGS of 2, 5 or 8 digits"):
        mg.population(within=within)


def test_population_of_an_unknown_region() -> None:
    with pytest.raises(UnknownRegionError, match="16056"):
        mg.population(within="16056")


def test_own_points() -> None:
    own = spots([(13.4, 52.52), (0, 0)]).assign(population=[10.0, 5.0])
    table = mg.population(own)
    assert table["ags_land"].fillna("").to_list() == ["11", ""]
    assert list(table["id"]) == ["1", "2"]
    with pytest.raises(InputError, match="no column 'population'"):
        mg.population(own.drop(columns="population"))
    with pytest.raises(TableError, match="1 of 2 rows"):
        mg.population(own.assign(population=[-1.0, 5.0]))
    with pytest.raises(OptionError, match="GeoDataFrame"):
        mg.population(17)  # type: ignore[arg-type]
    with pytest.raises(InputError, match=r"There is no file 'grid\.csv'"):
        mg.population("grid.csv")
