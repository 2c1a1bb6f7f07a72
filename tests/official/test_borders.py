"""Borders: every format and fault, on three squares; and the real ones."""

import re
from pathlib import Path

import geopandas as gpd
import pytest
import shapely
from shapely.geometry import Polygon, box

import mintgeo as mg
from mintgeo._errors import CrsError, InputError
from mintgeo.official import read_borders, read_grid
from tests.shared_data import GRID, shared, vg5000

A, B = box(600_000, 5_900_000, 610_000, 5_910_000), box(610_000, 5_900_000, 620_000, 5_910_000)


def layer(*shapes: shapely.Geometry, keys: list[object] | None = None) -> gpd.GeoDataFrame:
    names = keys or ["01001", "01002", "01003"][: len(shapes)]
    return gpd.GeoDataFrame(
        {"AGS": names, "GEN": [f"K{n}" for n in names], "BEZ": "Landkreis"},
        geometry=list(shapes),
        crs=25832,
    )


@pytest.mark.parametrize("name", ["vg250_krs.shp", "vg250.gpkg", "vg250.geojson"])
def test_formats(tmp_path: Path, name: str) -> None:
    table = layer(A, B)
    (table.to_crs(4326) if name.endswith("json") else table).to_file(tmp_path / name)
    found = read_borders(tmp_path / name, gebietsstand="2021-01-01")
    assert found["ags"].tolist() == ["01001", "01002"]
    assert found["level"].tolist() == ["kreis", "kreis"]
    assert found["area_km2"].tolist() == pytest.approx([100, 100], rel=0.01)
    assert found.crs.to_epsg() == 4326
    assert found.attrs["notes"] == []


def test_a_geopackage_of_many_levels(tmp_path: Path) -> None:
    path = tmp_path / "DE_VG250.gpkg"
    layer(A, B).to_file(path, layer="vg250_krs")
    layer(A, keys=["01"]).to_file(path, layer="vg250_lan")
    assert len(read_borders(path, level="kreis")) == 2
    assert mg.regions("land", source=path)["ags"].tolist() == ["01"]
    with pytest.raises(InputError, match=r"2 layers .* say level="):
        read_borders(path)


def test_keys_that_are_numbers(tmp_path: Path) -> None:
    layer(A, B, keys=[1001, 1002]).to_file(tmp_path / "k.gpkg")
    found = read_borders(tmp_path / "k.gpkg")
    assert found["ags"].tolist() == ["01001", "01002"]
    assert "2 keys had lost their first zero (ids 01001, 01002)" in found.attrs["notes"]


def test_broken_rings_are_mended_and_parts_joined(tmp_path: Path) -> None:
    bow = Polygon([(600_000, 5_900_000), (610_000, 5_910_000), (610_000, 5_900_000),
                   (600_000, 5_910_000)])  # fmt: skip
    layer(bow, B, box(630_000, 5_900_000, 631_000, 5_901_000), keys=["01001", "01002", "01002"]
          ).to_file(tmp_path / "k.gpkg")  # fmt: skip
    found = read_borders(tmp_path / "k.gpkg")
    assert found.is_valid.all()
    assert len(found) == 2
    assert "1 broken rings mended (id 01001)" in found.attrs["notes"]
    assert "parts of 1 regions joined (id 01002)" in found.attrs["notes"]


def test_holes_and_overlaps_are_named(tmp_path: Path) -> None:
    over = box(609_000, 5_900_000, 620_000, 5_910_000)
    layer(A, over).to_file(tmp_path / "k.gpkg")
    (note,) = read_borders(tmp_path / "k.gpkg").attrs["notes"]
    assert re.fullmatch(
        r"01001 and 01002 overlap by 10\.0\d km²; points there belong to 01001", note
    )
    ring = box(600_000, 5_900_000, 610_000, 5_910_000) - box(604_000, 5_904_000, 606_000, 5_906_000)
    layer(ring, B).to_file(tmp_path / "h.gpkg")
    found = read_borders(tmp_path / "h.gpkg")
    (note,) = found.attrs["notes"]
    assert re.fullmatch(
        r"a hole of 4\.0\d km² between 01001; points there belong to the nearest", note
    )
    spots = gpd.GeoDataFrame(
        geometry=gpd.points_from_xy([605_000, 609_500, 500_000], [5_905_000] * 3, crs=25832)
    )
    placed = mg.assign_regions(spots, found)
    assert placed["ags_kreis"].fillna("").tolist() == ["01001", "01001", ""]
    assert placed["outside_m"].iloc[0] == pytest.approx(1_000, rel=0.01)
    assert placed["outside_m"].iloc[1] == 0


def test_faults_say_what_came(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"There is no file|No such file|damaged"):
        read_borders(tmp_path / "none.shp")
    bad = tmp_path / "bad.gpkg"
    bad.write_bytes(b"no database")
    with pytest.raises(InputError, match=r"'bad.gpkg' is damaged"):
        read_borders(bad)
    layer(A).rename(columns={"AGS": "SN"}).to_file(tmp_path / "n.gpkg")
    with pytest.raises(InputError, match=r"no column AGS; found: SN"):
        read_borders(tmp_path / "n.gpkg")
    layer(A, B).set_crs(4326, allow_override=True).to_file(tmp_path / "c.gpkg")
    with pytest.raises(CrsError, match=r"its CRS is not the one it was made in|beyond Germany"):
        read_borders(tmp_path / "c.gpkg")
    gone = layer(A, B)
    gone.loc[1, "geometry"] = None
    gone.to_file(tmp_path / "g.gpkg")
    with pytest.raises(InputError, match=r"1 regions have no shape \(id 01002\)"):
        read_borders(tmp_path / "g.gpkg")


def test_no_crs_is_refused(tmp_path: Path) -> None:
    layer(A).to_file(tmp_path / "k.shp")
    (tmp_path / "k.prj").unlink()
    with pytest.raises(CrsError, match=r"no coordinate reference system"):
        read_borders(tmp_path / "k.shp")


def test_coverage_by_a_layer_of_ones_own(tmp_path: Path) -> None:
    town = layer(A, B).rename(columns={"AGS": "ags", "GEN": "name"})
    spots = [(605_000, 5_905_000, 10), (615_000, 5_905_000, 30), (700_000, 5_905_000, 5)]
    x, y, people = zip(*spots, strict=True)
    demand = mg.population(
        gpd.GeoDataFrame({"population": people}, geometry=gpd.points_from_xy(x, y, crs=25832))
    )
    site = gpd.GeoDataFrame(
        {"id": ["s"], "role": ["offer"]},
        geometry=gpd.points_from_xy([605_000], [5_905_000], crs=25832),
    )
    reach = mg.reach(demand, site.to_crs(4326), mg.Airline("foot"), max_min=60)
    table = mg.coverage(reach, by=town, minutes=30, sites=site.to_crs(4326)).set_index("ags")
    assert table["share"].to_dict() == {"01001": 1, "01002": 0, "außerhalb": 0}
    assert table["offers"].to_dict() == {"01001": 1, "01002": 0, "außerhalb": 0}
    assert table.loc["01001", "name"] == "K01001"


@pytest.mark.slow
def test_real_borders_lose_nobody() -> None:
    gemeinden = mg.regions("gemeinde", source=vg5000("GEM"))
    assert len(gemeinden) == 10_997
    assert any(note.startswith("3 broken rings mended") for note in gemeinden.attrs["notes"])
    assert mg.regions("kreis", source=vg5000("KRS"))["gebietsstand"].eq("2021-01-01").all()
    assert len(mg.regions("land", source=vg5000("LAN"))) == 16
    demand = mg.population(shared(GRID), layer=gemeinden)
    assert demand["population"].sum() == read_grid(shared(GRID)).cells["population"].sum()
    outside = demand.loc[demand["outside_m"] > 0, "population"].sum()
    assert 50_000 < outside < 150_000
    assert demand["ags"].dropna().str.fullmatch(r"\d{8}").all()
    assert demand.loc[demand["ags"].isna(), "population"].sum() < 100
    assert "have no region" in demand.attrs["notes"][-1]
