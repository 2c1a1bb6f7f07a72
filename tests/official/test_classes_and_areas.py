"""Grids of classes, layers of points and lines, land and water: said, or read rightly."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from shapely.geometry import LineString, MultiPoint, Point, box

from mintgeo._errors import InputError
from mintgeo.official import read_borders, read_grid

MORE = ["Frauen_A", "Alter_D", "unter18_A", "ab65_A", "HHGroesse_D", "Wohnfl_Whg_D"]


def cells(count: int, **columns: object) -> pd.DataFrame:
    east, north = 4334 + np.arange(count) % 7, 2684 + np.arange(count) // 7
    ids = [f"1kmN{n}E{e}" for n, e in zip(north, east, strict=True)]
    return pd.DataFrame({"Gitter_ID_1km": ids, **columns})


def write(table: pd.DataFrame, path: Path) -> Path:
    if path.suffix == ".parquet":
        table.to_parquet(path)
    else:
        table.to_csv(path, sep=";", index=False)
    return path


def classes(count: int, seed: int = 1, highest: int = 6) -> list[int]:
    found = np.random.default_rng(seed).integers(1, highest + 1, count)
    found[::5] = -1
    return [int(one) for one in found]


CLASSED = [
    ("as published", cells(14, Einwohner=classes(14), **{one: classes(14, 2, 5) for one in MORE}),
     "Zensus_klassierte_Werte_1km-Gitter.csv"),
    ("renamed", cells(40, Einwohner=classes(40), **{one: classes(40, 2, 5) for one in MORE}),
     "raster.csv"),
    ("two columns of it", cells(60, Einwohner=classes(60)), "bevoelkerung.csv"),
    ("few cells of it", cells(6, Einwohner=classes(6), Alter_D=classes(6, 2, 5)), "ort.csv"),
    ("small letters", cells(35, einwohner=classes(35), unter18_a=classes(35, 3, 5)), "a.csv"),
    ("as parquet", cells(60, Einwohner=classes(60)), "klassiert.parquet"),
    ("spans", cells(4, Einwohner=["3 - 250", "251 - 500", "501-2000", "8001 und mehr"]), "b.csv"),
    ("spans in words", cells(3, Einwohner=["3 bis 250", "251 bis 500", "8001 u. m."]), "c.csv"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "table", "name"), CLASSED, ids=[one[0] for one in CLASSED])
def test_classes_are_refused_with_what_to_take(
    tmp_path: Path, what: str, table: pd.DataFrame, name: str
) -> None:
    with pytest.raises(InputError, match=r"holds classes in [Ee]inwohner.*Zensus_spitze_Werte"):
        read_grid(write(table, tmp_path / name))


def test_classes_of_ages_are_refused(tmp_path: Path) -> None:
    people = write(cells(40, Einwohner=range(10, 50)), tmp_path / "a.csv")
    shares = write(cells(40, unter18_A=classes(40, 4, 5)), tmp_path / "b.csv")
    with pytest.raises(InputError, match=r"holds classes in unter18_A"):
        read_grid(people, ages=shares)


@pytest.mark.parametrize(
    "name", ["Bevoelkerung100M.csv", "Familie100m.csv", "Haushalte100m.csv", "Geb100m.csv"]
)
def test_lists_of_features_are_refused_with_what_to_take(tmp_path: Path, name: str) -> None:
    table = pd.DataFrame({
        "Gitter_ID_100m": ["100mN26840E43341"] * 3, "Merkmal": "ALTER_KURZ",
        "Auspraegung_Code": [1, 2, 3], "Auspraegung_Text": "Unter 18", "Anzahl": [3, 4, 5],
    })  # fmt: skip
    with pytest.raises(InputError, match=r"Merkmal.*Zensus_Bevoelkerung_100m"):
        read_grid(write(table, tmp_path / name))


FINE = [
    ("few people", cells(10, Einwohner=[3, 4, 5, 6, 3, 4, 5, 6, 3, 4]), 43),
    ("numbers of 2011", cells(6, Einwohner=[3, 4, 5, 6, 3, 4],
                              Alter_D=[44.3, -1, 51.25, 38.0, 40.5, -9]), 25),
    ("one cell above", cells(40, Einwohner=[6] * 39 + [7]), 241),
    ("a town", cells(35, Einwohner=range(3, 38), unter18_A=[4] * 35), sum(range(3, 38))),
]  # fmt: skip


@pytest.mark.parametrize(("what", "table", "people"), FINE, ids=[one[0] for one in FINE])
def test_small_numbers_are_numbers(
    tmp_path: Path, what: str, table: pd.DataFrame, people: int
) -> None:
    assert read_grid(write(table, tmp_path / "a.csv")).cells["population"].sum() == people


def test_cells_of_a_hundred_metres_may_all_be_small(tmp_path: Path) -> None:
    ids = [f"CRS3035RES100mN{2_684_000 + 100 * n}E4334000" for n in range(60)]
    table = pd.DataFrame({"Gitter_ID_100m": ids, "Einwohner": [3, 4, 5] * 20})
    assert read_grid(write(table, tmp_path / "a.csv")).cells["population"].sum() == 240


WEST, SOUTH = 600_000, 5_900_000


def square(east: int, north: int = 0) -> shapely.Geometry:
    west, south = WEST + 10_000 * east, SOUTH + 10_000 * north
    return box(west, south, west + 10_000, south + 10_000)


def layer(shapes: list[shapely.Geometry], **columns: object) -> gpd.GeoDataFrame:
    keys = [f"0100{number}" for number in range(1, len(shapes) + 1)]
    table: dict[str, object] = {"AGS": keys, "GEN": [f"K{key}" for key in keys], **columns}
    return gpd.GeoDataFrame(table, geometry=shapes, crs=25832)


LINE = LineString([(WEST, SOUTH), (WEST + 1, SOUTH + 1)])
FLAT = [
    ("lines", [LINE, LINE], "vg250_li.gpkg"),
    ("many points", [MultiPoint([(WEST, SOUTH), (WEST + 1, SOUTH)])] * 2, "a.gpkg"),
    ("points in a shapefile", [Point(WEST, SOUTH), Point(WEST + 9, SOUTH)], "VG250_PK.shp"),
    ("points as json", [Point(WEST, SOUTH), Point(WEST + 9, SOUTH)], "a.geojson"),
    ("one point among areas", [square(0), Point(WEST, SOUTH)], "a.geojson"),
    ("one line among areas", [square(0), square(1), LINE], "b.gpkg"),
]


@pytest.mark.parametrize(("what", "shapes", "name"), FLAT, ids=[one[0] for one in FLAT])
def test_points_and_lines_are_no_borders(
    tmp_path: Path, what: str, shapes: list[shapely.Geometry], name: str
) -> None:
    table = layer(shapes)
    (table.to_crs(4326) if name.endswith("json") else table).to_file(tmp_path / name)
    with pytest.raises(InputError, match=r"without an area \((Multi)?(Point|LineString)\).*GEM"):
        read_borders(tmp_path / name)


def test_of_a_file_with_points_lines_and_one_layer_of_areas_that_one_is_read(
    tmp_path: Path,
) -> None:
    path = tmp_path / "vg250.gpkg"
    layer([Point(WEST, SOUTH)]).to_file(path, layer="vg250_pk")
    layer([square(0), square(1)]).to_file(path, layer="vg250_krs")
    layer([LINE]).to_file(path, layer="vg250_li")
    assert list(read_borders(path)["ags"]) == ["01001", "01002"]


FACTORS = [
    ("text", ["4", "2", "4", "4"]),
    ("numbers", [4, 2, 4, 4]),
    ("decimals", [4.0, 1.0, 4.0, 4.0]),
    ("decimals as text", ["4.0", "2.0", " 4.0", "4.0 "]),
    ("newer", ["9", "8", "9", "9"]),
    ("one missing", [4, 2, None, 4]),
    ("land without structure", [3, 1, 4, 3]),
]


@pytest.mark.parametrize(("what", "factor"), FACTORS, ids=[one[0] for one in FACTORS])
def test_several_parts_per_key_are_land_alone(
    tmp_path: Path, what: str, factor: list[object]
) -> None:
    """Of a Kreis: land, sea, an island; and another Kreis."""
    shapes = [square(0), square(0, 1), square(0, 3), square(1)]
    table = layer(shapes, GF=factor, EWZ=[500.0, 0.0, 0.0, 70.0])
    table["AGS"] = ["01001", "01001", "01001", "01002"]
    table.to_file(tmp_path / "vg250_krs.gpkg")
    found = read_borders(tmp_path / "vg250_krs.gpkg")
    assert list(found["ags"]) == ["01001", "01002"]
    assert list(found["area_km2"].round()) == [200, 100]
    assert list(found["population"]) == [500, 70]
    assert "1 areas of sea or lakes left out" in found.attrs["notes"]
    assert "parts of 1 regions joined (id 01001)" in found.attrs["notes"]


@pytest.mark.parametrize("factor", [[None] * 4, [4] * 4, ["Land"] * 4, [""] * 4])
def test_where_nothing_is_called_water_everything_is_land(
    tmp_path: Path, factor: list[object]
) -> None:
    table = layer([square(n) for n in range(4)], GF=factor)
    table.to_file(tmp_path / "vg250_krs.gpkg")
    assert len(read_borders(tmp_path / "vg250_krs.gpkg")) == 4
