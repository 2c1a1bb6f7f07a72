"""``by`` takes any layer of areas, in every verb that has it."""

import inspect
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

import mintgeo as mg
from mintgeo._crs import points
from mintgeo._errors import CrsError, InputError, MintgeoError, OptionError
from mintgeo.analysis.division import By
from mintgeo.germany.own_areas import own_areas
from tests.maps.test_coverage_map import payload
from tests.walking import verbs

NOT_AREAS = {"offer_groups", "Division.of", "best_meeting", "member_growth"}
"""Groups sites by what they offer; takes what all others take; compares by a measure."""


def demand() -> gpd.GeoDataFrame:
    """Ten by ten exact points of 100 people, a hundredth of a degree apart."""
    x, y = (
        part.ravel() for part in np.meshgrid(10 + np.arange(10) / 100, 50 + np.arange(10) / 100)
    )
    own = gpd.GeoDataFrame(
        {"population": 100.0, "cell_m": 0.0}, geometry=points(x, y), index=range(100)
    )
    return mg.population(own)


def site() -> gpd.GeoDataFrame:
    table = mg.read_sites(pd.DataFrame({"Name": ["Labor"], "lat": [50.045], "lon": [10.012]}))
    return mg.geocode(table)


def quarters(**more: Any) -> gpd.GeoDataFrame:
    """Four columns of points, four, and two; the last ones in two parts."""
    ends = [9.995, 10.035, 10.075, 10.095]
    shapes = [shapely.box(a, 49.9, b, 50.2) for a, b in pairwise(ends)]
    lower, upper = shapely.box(10.075, 49.9, 10.095, 50.0), shapely.box(10.075, 50.0, 10.095, 50.2)
    table = {"Nr": [7, 3, 5, 5], "Bezirksname": ["West", "Mitte", "Ost", "Ost"]}
    return gpd.GeoDataFrame(table, geometry=[*shapes[:2], lower, upper], crs=4326, **more)


@pytest.fixture(scope="module")
def world() -> dict[str, Any]:
    people, lab = demand(), site()
    reach = mg.reach(people, lab, mg.Airline(mode="foot"), max_min=2000)
    return {
        "people": people, "lab": lab, "reach": reach,
        "draws": mg.uncertainty(reach, lab, draws=40, progress=False),
    }  # fmt: skip


def tables(world: dict[str, Any], **by: Any) -> dict[str, pd.DataFrame]:
    """What every verb makes of a layer."""
    reach, draws, lab = world["reach"], world["draws"], world["lab"]
    people = mg.geocode(
        mg.read_participants(pd.DataFrame({"lat": [50.01, 50.02], "lon": [10.01, 10.05]}))
    )
    shares = mg.area_shares(
        reach, minutes=30, uncertainty=draws, **{k: v for k, v in by.items() if k != "geometry"}
    )
    return {
        "coverage": mg.coverage(reach, minutes=30, sites=lab, uncertainty=draws, **by),
        "compare": mg.compare(reach, reach, minutes=30, **by),
        "ranks": shares.ranks(geometry=by.get("geometry", False)),
        "offers": mg.coverage_by_offers(
            world["people"],
            lab,
            mg.Airline(mode="foot"),
            minutes=30,
            max_min=2000,
            progress=False,
            **by,
        ),
        "participation": mg.participation(people, people=world["people"], **by),
    }


def test_every_verb_takes_a_layer_without_keys(world: dict[str, Any]) -> None:
    found = tables(world, by=quarters(), key="Nr")
    for name, table in found.items():
        areas = table[["ags", "name"]].drop_duplicates()
        named = dict(zip(areas["ags"], areas["name"], strict=True))
        assert named == {"3": "Mitte", "5": "Ost", "7": "West"}, name
    assert found["coverage"]["population"].tolist() == [4000, 2000, 4000]
    assert found["coverage"]["offers"].tolist() == [0, 0, 1]
    assert found["participation"]["participants"].tolist() == [1, 0, 1]
    assert found["participation"]["population"].tolist() == [4000, 2000, 4000]
    assert found["ranks"].set_index("ags")["rank_low"]["7"] == 1


@pytest.mark.slow
def test_every_table_can_have_the_shapes(world: dict[str, Any]) -> None:
    layer = quarters().to_crs(3035).rename_geometry("form")
    plain = tables(world, by=layer, key="Nr")
    for name, table in tables(world, by=layer, key="Nr", geometry=True).items():
        assert isinstance(table, gpd.GeoDataFrame), name
        assert table.crs == 4326
        assert table.geometry.notna().all()
        area = table.to_crs(25832).set_index("ags").geometry["5"].area
        assert area == pytest.approx(0.02 * 71_580 * 0.3 * 111_250, rel=0.02)  # both parts
        pd.testing.assert_frame_equal(pd.DataFrame(table.drop(columns="geometry")), plain[name])
        assert not isinstance(plain[name], gpd.GeoDataFrame)


@pytest.mark.parametrize("by", ["country", "land", "kreis"])
def test_levels_have_shapes_too(world: dict[str, Any], by: str) -> None:
    table = mg.coverage(world["reach"], by=by, minutes=[15, 30], geometry=True)
    assert table.geometry.notna().all()
    inside = table.geometry.intersects(shapely.Point(10.05, 50.05))
    assert inside.groupby(table["minutes"]).sum().tolist() == [1, 1]


def test_area_types_have_none(world: dict[str, Any]) -> None:
    reach = world["reach"].assign(area_type="rural")
    with pytest.raises(OptionError, match="no borders"):
        mg.coverage(reach, by="area_type", geometry=True)


def test_people_outside_have_no_shape(world: dict[str, Any]) -> None:
    west = quarters().iloc[:1]
    table = mg.coverage(world["reach"], by=west, minutes=30, geometry=True)
    assert table["ags"].tolist() == ["0", "außerhalb"]
    assert table.geometry.notna().tolist() == [True, False]
    assert table["population"].sum() == 10_000


def test_the_index_is_the_key_by_default() -> None:
    layer = quarters(index=["d", "b", "a", "c"])
    assert own_areas(layer)["ags"].tolist() == ["a", "b", "c", "d"]
    assert own_areas(layer.geometry)["name"].tolist() == ["a", "b", "c", "d"]
    assert own_areas(layer.assign(ags=[4, 3, 2, 1.0]))["ags"].tolist() == ["1", "2", "3", "4"]
    several = quarters(index=pd.MultiIndex.from_product([["N", "S"], [1, 2]]))
    assert own_areas(several)["ags"].tolist() == ["N, 1", "N, 2", "S, 1", "S, 2"]


@pytest.mark.parametrize(
    ("column", "name"),
    [("name", "West"), ("NAME", "West"), ("GEN", "West"), ("Bezeichnung", "West"),
     ("STADTTEIL_NAME", "West"), ("Stadtbezirk", "7")],
)  # fmt: skip
def test_names_come_from_a_column_of_names(column: str, name: str) -> None:
    areas = own_areas(quarters().rename(columns={"Bezirksname": column}), key="Nr")
    assert areas.set_index("ags")["name"]["7"] == name


def test_parts_of_one_key_are_one_area() -> None:
    layer = quarters().assign(
        Bezirksname=["West", "Mitte", "Ost", "Südost"], population=[1, 2, 3, 4]
    )
    areas = own_areas(layer, key="Nr").set_index("ags")
    assert areas["name"].to_dict() == {"3": "Mitte", "5": "5", "7": "West"}
    assert areas["population"].to_dict() == {"3": 2, "5": 7, "7": 1}


@pytest.mark.parametrize(
    ("layer", "key", "error"),
    [
        (lambda one: one, "Name", InputError),
        (lambda one: one.set_crs(None, allow_override=True), None, CrsError),
        (lambda one: one.set_axis([1, 1, 2, 3]), None, InputError),
        (lambda one: one.assign(Nr=[1, None, 2, 3]), "Nr", InputError),
        (lambda one: one.assign(Nr=["außerhalb", "a", "b", "c"]), "Nr", InputError),
        (lambda one: one.set_geometry([None, *one.geometry[1:]]), None, InputError),
        (lambda one: one.set_geometry(one.boundary), None, InputError),
        (lambda one: one.iloc[:0], None, InputError),
        (pd.DataFrame, None, OptionError),
        (lambda one: one.drop(columns="geometry"), None, OptionError),
        (lambda _: "bezirk", None, OptionError),
        (lambda _: "kreis", "Nr", OptionError),
        (lambda _: None, None, OptionError),
    ],
)  # fmt: skip
def test_other_layers_are_refused(
    world: dict[str, Any], layer: Callable[[Any], Any], key: str | None, error: type[MintgeoError]
) -> None:
    with pytest.raises(error):
        mg.coverage(world["reach"], by=layer(quarters()), key=key, minutes=30)


def test_by_means_the_same_everywhere() -> None:
    found = {name: inspect.signature(one).parameters for name, one in verbs()}
    with_by = {name: one for name, one in found.items() if "by" in one and name not in NOT_AREAS}
    assert {"coverage", "compare", "area_shares", "coverage_by_offers", "participation",
            "maps.travel_map"} <= {*with_by}  # fmt: skip
    for name, parameters in with_by.items():
        assert parameters["by"].annotation in (By, By | None), name
        assert parameters["key"].default is None, name
    for name, parameters in found.items():
        if "geometry" in parameters and name != "assign_regions":
            assert parameters["geometry"].default is False, name
    tables = set(with_by) - {"area_shares", "maps.travel_map", "maps.WaysLayer", "stop_coverage"}
    assert all("geometry" in with_by[name] for name in tables)


@pytest.mark.slow
def test_maps_draw_the_layer_that_a_table_is_by(world: dict[str, Any]) -> None:
    layer = quarters().set_index("Nr").iloc[:3].drop(columns="Bezirksname")
    shares = mg.coverage(world["reach"], by=layer, minutes=30)
    page = mg.maps.coverage_map(shares, layer).get_root().render()
    assert "je Gebiet" in page
    assert mg.figures.coverage_figure(shares, layer, mode="foot").alt
    journeys = mg.journeys(site(), site(), mg.Airline(mode="foot"))
    ways: Any = payload(mg.maps.travel_map(journeys, site(), by=quarters(), key="Nr"))
    assert ways["level"] == "area"
    assert [(one["name"], one["people"]) for one in ways["flows"]] == [("West", 1)]
    with pytest.raises(OptionError, match="by='kreis'"):
        mg.maps.travel_map(journeys, site(), by=quarters(), public=True)


@settings(max_examples=25)
@given(
    keys=st.lists(st.one_of(st.integers(0, 3), st.text(max_size=3), st.floats(0, 9), st.none(),
                            st.booleans(), st.dates()), min_size=4, max_size=4),
    names=st.lists(st.one_of(st.none(), st.text(max_size=3), st.integers()),
                   min_size=4, max_size=4),
    header=st.one_of(st.text(max_size=5), st.integers(), st.sampled_from(["name", "GEN", "ags"])),
)  # fmt: skip
def test_any_keys_and_names_give_areas_or_an_error(
    keys: list[Any], names: list[Any], header: Any
) -> None:
    layer = quarters().assign(k=pd.Series(keys, dtype=object))
    layer = layer.rename(columns={"Bezirksname": header}).assign(**{str(header): names})
    before = layer.copy(deep=True)
    try:
        areas = own_areas(layer, key="k")
    except MintgeoError:
        areas = None
    pd.testing.assert_frame_equal(pd.DataFrame(layer), pd.DataFrame(before))
    if areas is not None:
        assert areas["ags"].is_unique
        assert shapely.area(areas.geometry.to_numpy()).sum() == pytest.approx(0.1 * 0.3, rel=1e-6)
        assert areas["name"].notna().all()
