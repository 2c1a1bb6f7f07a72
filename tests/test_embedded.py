"""The embedded tables: counts, sums, keys and shapes, against what their sources say."""

from importlib.resources import files

import pytest
import shapely

from mintgeo import _embedded
from mintgeo._errors import MissingDataError

TABLES = (
    "kreise", "laender", "demand", "places", "postcodes", "plz_places",
    "gemeinden", "ags_changes", "stations",
)  # fmt: skip


def test_counts() -> None:
    rows = {name: len(_embedded.read(name)) for name in TABLES}
    assert rows["kreise"] == 400
    assert rows["laender"] == 16
    assert 80_000 < rows["demand"] < 100_000
    assert rows["places"] == 11_522
    assert rows["stations"] == 5_388
    assert 10_700 < rows["gemeinden"] < 11_000
    assert rows == {name: _embedded.source(name).rows for name in TABLES}


def test_bytes_are_as_said_and_few() -> None:
    sizes = {name: (files("mintgeo") / "data" / f"{name}.parquet") for name in TABLES}
    for name, path in sizes.items():
        assert len(path.read_bytes()) == _embedded.source(name).bytes
    assert sum(_embedded.source(name).bytes for name in TABLES) < 8e6


def test_people_counted_and_scaled() -> None:
    demand = _embedded.read("demand")
    assert demand["population_2011"].sum() == 80_318_192
    totals = _embedded.read("kreise").set_index("ags")["population"]
    sums = demand.groupby(demand["ags"].str[:5])["population"].sum(numeric_only=True)
    assert set(sums.index) == set(totals.index)
    assert (sums - totals).abs().max() < 1
    assert totals.sum() == 83_019_213


def test_keys_are_text_of_today() -> None:
    demand = _embedded.read("demand")
    assert demand["ags"].str.fullmatch(r"\d{8}").all()
    assert demand["id"].is_unique
    kreise = _embedded.read("kreise")
    assert kreise["ags"].str.fullmatch(r"\d{5}").all()
    assert "16056" not in set(kreise["ags"])
    assert kreise.set_index("ags").loc["16063", "name"] == "Wartburgkreis"
    assert {"03159"} <= set(kreise["ags"])
    codes = _embedded.read("postcodes")
    assert codes["postcode"].str.fullmatch(r"\d{5}").all()
    assert codes["postcode"].is_unique
    assert set(codes["ags_kreis"]) <= set(kreise["ags"])


@pytest.mark.parametrize("name", ["kreise", "laender"])
def test_borders_are_valid_and_shared(name: str) -> None:
    layer = _embedded.read(name)
    assert layer.is_valid.all()
    assert layer.crs.to_epsg() == 4326
    assert shapely.coverage_is_valid(layer.geometry.to_numpy())


def test_simplified_areas_are_true() -> None:
    kreise = _embedded.read("kreise")
    ratio = kreise.to_crs(3035).area / 1e6 / kreise["area_km2"]
    assert (ratio - 1).abs().max() < 0.02


def test_copies_do_not_spoil_the_original() -> None:
    copy = _embedded.read("laender")
    copy["name"] = "x"
    assert "Bayern" in set(_embedded.read("laender")["name"])


def test_unknown_table_names_the_known() -> None:
    with pytest.raises(MissingDataError, match="kreise, laender, demand"):
        _embedded.read("dörfer")


def test_every_source_can_be_credited() -> None:
    for name in TABLES:
        source = _embedded.source(name)
        assert source.licence
        assert source.attribution
        assert source.vintage


def test_postcodes_have_a_width_and_lie_in_their_kreis() -> None:
    codes = _embedded.read("postcodes")
    assert codes["spread_m"].between(500, 15_000).all()
    shapes = _embedded.read("kreise").set_index("ags").geometry
    for name in ("postcodes", "plz_places"):
        table = _embedded.read(name)
        own = shapes.loc[table["ags_kreis"]].to_numpy()
        assert shapely.intersects_xy(own, table["lon"], table["lat"]).all()


def test_placement_is_a_distribution_per_rung() -> None:
    table = _embedded.read("placement")
    by_postcode = {"pair", "part", "prefix", "near", "fuzzy", "postcode"}
    assert set(table["rung"]) == by_postcode | {"region", "name", "gemeinde"}
    for _, rung in table.groupby("rung"):
        assert rung["p"].is_monotonic_increasing
        assert rung["ratio"].is_monotonic_increasing
