"""Gemeinden, area types, railway stations: small worlds by hand, the embedded ones as a whole."""

from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest

import mintgeo as mg
from mintgeo._errors import InputError, MissingDataError, OptionError, UnknownRegionError
from tests import kleinland


@pytest.fixture(scope="module")
def reached() -> gpd.GeoDataFrame:
    demand = kleinland.demand().assign(area_type=["city", "city", "town", "town", "rural", "rural"])
    return mg.reach(demand, kleinland.sites(), mg.Airline(), max_min=60)


def test_coverage_by_area_type_by_hand(reached: gpd.GeoDataFrame) -> None:
    table = mg.coverage(reached, by="area_type", minutes=25, sites=kleinland.sites())
    assert table["ags"].tolist() == ["city", "rural", "town"]
    assert table["name"].tolist()[0] == "Städte"
    assert table["population"].tolist() == [300, 500, 700]
    assert table["covered"].tolist() == [300, 0, 300]
    assert table["offers"].tolist() == [1, 0, 0]


def test_coverage_by_gemeinde_needs_keys_and_keeps_people(reached: gpd.GeoDataFrame) -> None:
    table = mg.coverage(reached, by="gemeinde", minutes=15)
    assert table["population"].sum() == 1_500
    with pytest.raises(InputError, match=r"regions\('gemeinde', source=...\)"):
        mg.coverage(reached.assign(ags=pd.NA), by="gemeinde")


def test_embedded_gemeinden() -> None:
    table = mg.regions("gemeinde")
    assert table["ags"].is_unique
    assert table["population"].sum() == pytest.approx(83_019_213, abs=11_000)
    assert set(table["area_type"].dropna()) == {"city", "town", "rural"}
    types = table.set_index("ags")["area_type"]
    assert types["11000000"] == types["09162000"] == "city"  # Berlin, München
    assert types["13071159"] == "rural"  # Wesenberg
    assert types["13071156"] == "town"  # Waren (Müritz)
    assert mg.regions("gemeinde", within="13071")["ags"].str.startswith("13071").all()
    assert len(mg.regions("kreis", within="10")) == 6  # Saarland


def test_within_must_be_a_region() -> None:
    with pytest.raises(UnknownRegionError, match="99"):
        mg.regions("kreis", within="99")
    with pytest.raises(UnknownRegionError, match="within 'Uelzen'"):
        mg.regions("land", within="Uelzen")
    with pytest.raises(UnknownRegionError, match="13999"):
        mg.population(within="13999")


def test_stations() -> None:
    table = mg.stations()
    assert len(table) == 5_388
    assert table["id"].is_unique
    assert table["ags_land"].notna().all()
    waren = mg.stations(within="13071")
    assert len(waren) == 18
    assert "Waren (Müritz)" in set(waren["name"])
    with pytest.raises(OptionError, match="2 or 5 digits"):
        mg.stations(within="Waren")


def test_grid_points_know_place_and_cell(tmp_path: Path) -> None:
    path = tmp_path / "grid.csv"
    path.write_text(
        "GITTER_ID_1km;Einwohner\nCRS3035RES1000mN3271000E4552000;12000\n"
        "CRS3035RES1000mN3300000E4560000;4\n",
        encoding="utf-8",
    )
    table = mg.population(path)
    assert table["cell_type"].tolist() == ["cluster", "rural"]
    assert table["place"].notna().all()
    assert "area_type" not in table.columns
    layer = mg.regions("kreis").assign(level="gemeinde")
    layer["ags"] += "000"
    assert mg.population(path, layer=layer)["area_type"].dropna().isin(["town", "rural"]).all()


def test_public_verbs_are_there() -> None:
    for name in mg.__all__:
        assert getattr(mg, name).__doc__, name
    assert mg.recode(pd.Series(["16056"]), ["16063"]).tolist() == ["16063"]
    with pytest.raises(MissingDataError, match="no source"):
        mg.fetch("gemeinden")
