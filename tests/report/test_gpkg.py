"""The GeoPackage: its layers, the styles that QGIS finds, its licence, and who is not in it."""

import io
import json
import sqlite3
import xml.etree.ElementTree as ET
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import pytest
from shapely.geometry import LineString, box

import mintgeo as mg
from mintgeo.report.gpkg import write_gpkg
from tests import kleinland

_SYMBOLS = {"MultiPolygon": "fill", "Polygon": "fill", "Point": "marker", "LineString": "line"}


@pytest.fixture(scope="module")
def country(small_evil: mg.Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_gpkg(small_evil, tmp_path_factory.mktemp("country") / "a.gpkg")


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_gpkg(small_town(), tmp_path_factory.mktemp("town") / "a.gpkg")


def small_town() -> mg.Run:
    """Kleinland on a street along the equator."""
    demand, sites = kleinland.demand(), kleinland.sites()
    reached = mg.reach(demand, sites, mg.Airline(mode="bike"), max_min=240)
    line = LineString([(0, 0), (0.9, 0)])
    areas = gpd.GeoDataFrame(
        {"id": "alle", "minutes": [15.0, 30.0], "mode": "bike", "area_km2": 1.0},
        geometry=[box(-0.05, -0.05, 0.05, 0.05), box(-0.1, -0.05, 0.1, 0.05)], crs=4326,
    )  # fmt: skip
    return mg.Run(
        name="klein", title="Kleinland", as_of="2026-01-01",
        tables={
            "sites": sites, "reach_bike": reached, "isochrones": areas,
            "partners_bike": sites[sites["role"] == "potential"],
            "roads": gpd.GeoDataFrame({"geometry": [line]}, crs=4326),
            "gaps": demand.head(0),
        },
        parameters={"modes": ["bike"], "minutes": [15, 30], "gap_minutes": 30,
                    "people": {"who": "Menschen"}},
        inputs={}, vintages=(("Menschen", "heute"),), attributions=("frei erfunden",),
    )  # fmt: skip


def shapes(path: Path) -> dict[str, str | None]:
    return dict(pyogrio.list_layers(path).tolist())


def check_styles(path: Path) -> None:
    """Every layer has one default style, of its geometry, on columns that are there."""
    styles = pyogrio.read_dataframe(path, layer="layer_styles").set_index("f_table_name")
    kinds = {name: kind for name, kind in shapes(path).items() if kind}
    assert sorted(styles.index) == sorted(kinds)
    assert styles["useAsDefault"].all()
    for name, kind in kinds.items():
        assert styles.at[name, "f_geometry_column"] == "geom"
        root = ET.fromstring(styles.at[name, "styleQML"])  # noqa: S314 our own text
        assert root.tag == "qgis"
        renderer = root.find("renderer-v2")
        assert renderer is not None
        assert {one.get("type") for one in renderer.iter("symbol")} == {_SYMBOLS[kind]}
        drawn = {one.get("symbol") for one in renderer.iter() if one.get("symbol")}
        assert drawn <= {one.get("name") for one in renderer.iter("symbol")}
        columns = {*pyogrio.read_info(path, layer=name)["fields"]}
        assert renderer.get("attr", "") in {"", *columns}


def test_country(country: Path, small_evil: mg.Run) -> None:
    names = [
        "kreise", "teilnahme", "laender", "raeume_ohne_angebot", "menschen", "angebote",
        "teilnehmende", "layer_styles",
    ]  # fmt: skip
    assert list(shapes(country)) == names
    check_styles(country)
    kreise = gpd.read_file(country, layer="kreise").set_index("ags")
    assert kreise.crs.to_epsg() == 4326
    rows = small_evil.table("coverage_kreis")
    rows = rows[(rows["mode"] == "bike") & (rows["minutes"] == 15)].set_index("ags")
    for measure in ("share", "share_low", "share_high"):
        pd.testing.assert_series_equal(
            kreise[f"{measure}_bike_15"], rows[measure].loc[kreise.index], check_names=False
        )
    people = gpd.read_file(country, layer="menschen")
    assert (people["travel_min_car"].isna() == (people["status_car"] != "ok")).all()


def test_styles_know_every_class_of_the_shares(country: Path) -> None:
    with closing(sqlite3.connect(country)) as database:
        (text,) = database.execute(
            "SELECT styleQML FROM layer_styles WHERE f_table_name = 'kreise'"
        ).fetchone()
    found = list(ET.fromstring(text).iter("category"))  # noqa: S314 our own text
    labels = ["bis 20 %", "bis 40 %", "bis 60 %", "bis 80 %", "bis 100 %"]
    assert [one.get("label") for one in found[:5]] == labels
    assert [one.get("value") for one in found] == [*"12345", *(f"{one}?" for one in "12345")]
    assert all("schraffiert: Die Spanne" in (one.get("label") or "") for one in found[5:])


def test_licence_is_told(country: Path, small_evil: mg.Run) -> None:
    told = pyogrio.read_info(country, layer="kreise")
    for metadata in (told["dataset_metadata"], told["layer_metadata"]):
        assert "Open Database License" in metadata["LICENCE"]
        assert small_evil.attributions[0] in metadata["SOURCES"]


@pytest.mark.slow
def test_public_variant_holds_nobody(small_evil: mg.Run, tmp_path: Path) -> None:
    path = write_gpkg(small_evil.public(), tmp_path / "a.gpkg")
    check_styles(path)
    assert "teilnehmende" not in shapes(path)
    for name in shapes(path):
        assert not {"count", "match_level"} <= {*pyogrio.read_info(path, layer=name)["fields"]}
    assert "teilnahme" not in shapes(path), "of nine people no Kreis is told"


@pytest.mark.slow
def test_public_numbers_of_kreise(tmp_path: Path) -> None:
    path = write_gpkg(kleinland.run(people=60).public(), tmp_path / "a.gpkg")
    check_styles(path)
    counts = gpd.read_file(path, layer="teilnahme")
    assert counts["participants"].dropna().between(50, 75).all()
    untold = counts[counts["class"] == "untold"]
    assert len(untold) == len(counts) - 1
    assert untold[["participants", "per_1000"]].isna().all(axis=None)


def test_styles_are_those_of_the_map(country: Path, small_evil: mg.Run) -> None:
    """What QGIS shows at once: Kreise by share, gaps, offers; participants in the full variant."""
    root = style(country, "kreise")
    assert root.find("renderer-v2").get("attr") == "class_car_30"  # type: ignore[union-attr]
    assert [symbol(country, "kreise", str(one))["color"] for one in range(1, 6)] == [
        "208,209,230,255", "166,189,219,255", "103,169,207,255", "28,144,153,255", "1,108,89,255",
    ]  # fmt: skip
    assert symbol(country, "raeume_ohne_angebot", "0")["color"] == "230,159,0,102"
    assert symbol(country, "angebote", "offer")["color"] == "213,94,0,255"
    assert symbol(country, "teilnehmende", "0")["color"] == "27,39,51,255"
    assert symbol(country, "laender", "0")["style"] == "no"
    counts = gpd.read_file(country, layer="teilnahme").set_index("ags")
    wanted = small_evil.table("participation_kreis").set_index("ags").loc[counts.index]
    assert (counts["participants"] == wanted["participants"]).all()
    assert (counts["class"] == np.where(wanted["participants"] > 0, "few", "nobody")).all()


def test_doubtful_kreise_are_striped(country: Path, small_evil: mg.Run) -> None:
    table = gpd.read_file(country, layer="kreise").set_index("ags")
    rows = small_evil.table("coverage_kreis")
    rows = rows[(rows["mode"] == "car") & (rows["minutes"] == 30)].set_index("ags")
    middle = ((rows["share_low"] + rows["share_high"]) / 2).loc[table.index]
    position = np.digitize(middle, [0.2, 0.4, 0.6, 0.8]) + 1
    crossed = [
        np.digitize(high, [0.2, 0.4, 0.6, 0.8]) - np.digitize(low, [0.2, 0.4, 0.6, 0.8]) > 1
        for low, high in rows.loc[table.index, ["share_low", "share_high"]].to_numpy()
    ]
    wanted = [f"{one}{'?' if doubt else ''}" for one, doubt in zip(position, crossed, strict=True)]
    assert list(table["class_car_30"]) == wanted
    assert any(crossed)
    root = style(country, "kreise")
    named = {one.get("value"): one.get("symbol") for one in root.iter("category")}
    layers = {one.get("name"): one.findall("layer") for one in root.iter("symbol")}
    assert [len(layers[named[value]]) for value in ("2", "2?")] == [1, 2]


def style(path: Path, layer: str) -> ET.Element:
    """The default style of a layer, as GDAL finds it."""
    styles = pyogrio.read_dataframe(path, layer="layer_styles").set_index("f_table_name")
    return ET.fromstring(styles.at[layer, "styleQML"])  # noqa: S314 our own text


def symbol(path: Path, layer: str, value: str) -> dict[str | None, str | None]:
    """Options of a symbol, by its name or by the value that it stands for."""
    root = style(path, layer)
    named = {one.get("value"): one.get("symbol") for one in root.iter("category")}
    (found,) = [one for one in root.iter("symbol") if one.get("name") == named.get(value, value)]
    return {one.get("name"): one.get("value") for one in found.iter("Option") if one.get("name")}


def test_same_bytes(country: Path, small_evil: mg.Run, tmp_path: Path) -> None:
    again = write_gpkg(small_evil, tmp_path / country.name)
    assert again.read_bytes() == country.read_bytes()


def test_a_project_for_qgis(country: Path, town: Path, small_evil: mg.Run) -> None:
    """Every layer once, in a group, the upper ones first, each with its style and its names."""
    for path, run in ((country, small_evil), (town, small_town())):
        with closing(sqlite3.connect(path)) as database:
            ((name, about, content),) = database.execute("SELECT * FROM qgis_projects")
        assert name == run.name
        assert json.loads(about)["last_modified_time"].startswith(run.as_of)
        with ZipFile(io.BytesIO(bytes.fromhex(content))) as archive:
            (entry,) = archive.namelist()
            root = ET.fromstring(archive.read(entry))  # noqa: S314 our own text
        assert entry == f"{run.name}.qgs"
        assert root.findtext("title") == run.title
        group = root.find("layer-tree-group/layer-tree-group")
        assert group is not None
        drawn = [name for name, kind in shapes(path).items() if kind]
        sources = [f"./{path.name}|layername={one}" for one in drawn]
        assert [one.get("source") for one in group] == sources[::-1]
        maps = root.findall("projectlayers/maplayer")
        assert [one.findtext("datasource") for one in maps] == sources
        assert {one.findtext("id") for one in maps} == {one.get("id") for one in group}
        assert all(one.find("renderer-v2") is not None for one in maps)
        extent = [float(one.text or "nan") for one in root.findall("mapcanvas/extent/*")]
        bounds = gpd.read_file(path, layer="menschen").to_crs(25832).total_bounds
        assert extent[0] <= bounds[0]
        assert extent[3] >= bounds[3]


def test_names_stand_on_places_and_never_on_people(country: Path) -> None:
    styles = pyogrio.read_dataframe(country, layer="layer_styles").set_index("f_table_name")
    for name, text in styles["styleQML"].items():
        root = ET.fromstring(text)  # noqa: S314 our own text
        fields = [one.get("fieldName") for one in root.iter("text-style")]
        assert fields == ["name"] * (name in {"kreise", "angebote", "teilnahme"})
        assert (root.get("labelsEnabled") == "1") == bool(fields)


@pytest.mark.parametrize(
    ("minutes", "ends"),
    [([30], [30, 60]), ([15, 30], [15, 30, 60]), ([10, 20, 45], [10, 20, 45, 90]),
     ([5, 10, 15, 20, 25], [5, 15, 25, 50])],
)  # fmt: skip
def test_classes_of_times_follow_the_thresholds(
    minutes: list[float], ends: list[float], tmp_path: Path
) -> None:
    run = mg.Run(**{**vars(small_town()), "parameters": {
        **small_town().parameters, "minutes": minutes}})  # fmt: skip
    path = write_gpkg(run, tmp_path / "a.gpkg")
    styles = pyogrio.read_dataframe(path, layer="layer_styles").set_index("f_table_name")
    root = ET.fromstring(styles.at["menschen", "styleQML"])  # noqa: S314 our own text
    ranges = list(root.iter("range"))
    assert [float(one.get("upper") or 0) for one in ranges[:-1]] == ends
    symbols = {one.get("value") for one in root.iter("Option") if one.get("name") == "color"}
    assert len(symbols) == len(ranges)


def test_columns_that_differ_by_capitals_only(small_evil: mg.Run, tmp_path: Path) -> None:
    tables = {name: small_evil.table(name) for name in small_evil.tables}
    tables["sites"]["NAME"], tables["sites"]["fid"] = "groß", "F"
    path = write_gpkg(mg.Run(**{**vars(small_evil), "tables": tables}), tmp_path / "a.gpkg")
    fields = set(pyogrio.read_info(path, layer="angebote")["fields"])
    assert {"name", "NAME (2)", "fid (2)"} <= fields


def test_town(town: Path) -> None:
    names = set(shapes(town))
    assert names == {
        "flaechen_bike", "strassen", "menschen", "partner_bike", "angebote", "layer_styles",
    }  # fmt: skip
    check_styles(town)
    areas = gpd.read_file(town, layer="flaechen_bike")
    assert list(areas["minutes"]) == [30, 15]
    assert len(gpd.read_file(town, layer="angebote")) == 2  # one of three has no place
    assert "LICENCE" not in pyogrio.read_info(town, layer="menschen")["dataset_metadata"]
