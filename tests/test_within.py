"""``within``: one function says where to look, everywhere."""

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

import mintgeo as mg
from mintgeo import _embedded
from mintgeo._errors import CrsError, InputError, MintgeoError, OptionError, UnknownRegionError
from mintgeo.germany.within import Within, area_of
from mintgeo.germany.within.names import find_region
from tests.walking import verbs

FRAMES = Callable[[gpd.GeoDataFrame], Any]


def keys(within: Any) -> str:
    return str(area_of(within))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Schleswig-Holstein", "01"), ("saarland", "10"), ("M-V", "13"), ("Bavaria", "09"),
        ("Freie und Hansestadt Hamburg", "02"), ("Bremen", "04"), ("Stadt Bremen", "04011"),
        ("Celle", "03351"), ("Landkreis Celle", "03351"), ("Celle (Landkreis)", "03351"),
        ("LK Celle", "03351"), ("Celle, Stadt", "03351006"), ("Stadt Celle", "03351006"),
        ("Kassel, documenta-Stadt", None), ("Stadt Kassel", "06611"), ("Kreis Kassel", "06633"),
        ("Kassel (Landkreis)", "06633"), ("Landshut (Stadt)", "09261"),
        ("Rhein-Sieg", "05382"), ("Hochsauerland", "05958"), ("Städteregion Aachen", "05334"),
        ("Landkreis Hannover", "03241"), ("Stadt Hannover", "03241001"),
        ("Frankfurt/M.", "06412"), ("Frankfurt (Oder)", "12053"), ("Freiburg i. Br.", "08311"),
        ("Sankt Wendel", "10046"), ("Muehlheim an der Ruhr", None), ("Muelheim a.d. Ruhr", "05117"),
        ("Neumarkt in der Oberpfalz", "09373"), ("Neustadt, Hessen", "06534016"),
        ("Buchholz, Dithmarschen", "01051012"), ("Landkreis Oldenburg", "03458"),
        ("Hof", None), ("Landkreis Hof", "09475"), ("Neustadt", None), ("Bad", None),
        ("Stadt", None), ("Atlantis", None), ("Niederösterreich", None), ("…", None),
    ],
)  # fmt: skip
def test_a_name_means_one_region_or_is_refused(text: str, key: str | None) -> None:
    if key is None:
        with pytest.raises((OptionError, UnknownRegionError)):
            area_of(text)
    else:
        assert keys(text) == key


def test_regions_of_one_name_are_named() -> None:
    with pytest.raises(OptionError, match=r"Stadt Fürth \(09563\), Landkreis Fürth \(09573\)"):
        area_of("Fürth")
    with pytest.raises(OptionError, match=r"Dithmarschen \(01051012\).* say which one"):
        area_of("Buchholz")
    with pytest.raises(UnknownRegionError, match=r"there is Uelzen \(03360\)"):
        area_of("Uelzzen")


@pytest.mark.slow
def test_every_region_answers_to_its_own_name() -> None:
    for level in ("land", "kreis"):
        table = mg.regions(level)
        for key, name in zip(table["ags"], table["name"], strict=True):
            asked = f"Stadt {name}" if name == "Bremen" and level == "kreis" else name
            try:
                found = find_region(asked).key
            except OptionError as error:  # two of one name: both are named
                assert key in str(error)  # noqa: PT017
                continue
            assert key.startswith(found)


def test_a_gemeinde_is_found_by_its_kreis() -> None:
    table = _embedded.read("gemeinden").iloc[::400]
    kreise = mg.regions("kreis").set_index("ags")["name"]
    for key, name in zip(table["ags"], table["name"], strict=True):
        try:
            assert key.startswith(find_region(f"{name}, {kreise[key[:5]]}").key)
        except MintgeoError as error:
            assert key in str(error)  # noqa: PT017


@pytest.mark.parametrize(
    ("within", "key"),
    [
        ("03360", "03360"), ("3360", "03360"), (3360, "03360"), (3360.0, "03360"), (5, "05"),
        (np.int32(1051012), "01051012"), (np.float64(13071), "13071"), ("010515163012", "01051012"),
        (10515163012, "01051012"), (" 13 073 ", "13073"), (["NRW", 3360], "05, 03360"),
        (("13",), "13"), (pd.Series(["01", "02"]), "01, 02"), (iter(["Celle"]), "03351"),
    ],
)  # fmt: skip
def test_keys_are_text_or_numbers_with_or_without_their_zero(within: Any, key: str) -> None:
    assert keys(within) == key


@pytest.mark.parametrize(
    "within",
    [[], (), [None], None, np.nan, np.inf, -1, "130", "1234567890", b"13", {"13": 1}, object(),
     pd.DataFrame({"ags": ["13"]}), ["13", ""], True],
)  # fmt: skip
def test_what_says_no_place_is_refused(within: Any) -> None:
    with pytest.raises(OptionError, match="within takes the name of a region"):
        area_of(within)


def area(**more: Any) -> gpd.GeoDataFrame:
    """Two halves of a square around Neubrandenburg."""
    halves = [shapely.box(13, 53.4, 13.3, 53.7), shapely.box(13.3, 53.4, 13.6, 53.7)]
    return gpd.GeoDataFrame({"n": [1, 2]}, geometry=halves, crs=4326, **more)


@pytest.mark.parametrize(
    "shape",
    [
        lambda one: one, lambda one: one.to_crs(25833), lambda one: one.to_crs(3857),
        lambda one: one.geometry, lambda one: one.union_all(),
        lambda one: shapely.MultiPolygon(list(one.geometry)), lambda one: list(one.geometry),
        lambda one: one.rename_geometry("form").set_index(pd.Index(["a", "a"])),
        lambda one: shapely.force_3d(one.union_all(), 7.0),
    ],
)  # fmt: skip
@pytest.mark.slow
def test_polygons_of_any_kind_are_the_same_area(shape: FRAMES) -> None:
    people = mg.population()
    x, y = people.geometry.x, people.geometry.y
    inside = people[x.between(13, 13.6) & y.between(53.4, 53.7)]
    found = mg.population(within=shape(area()))
    assert set(found["id"]) - set(inside["id"]) == set()
    assert len(found) > 0.97 * len(inside)  # edges are straight in their own CRS only


def test_polygons_choose_stations_and_regions() -> None:
    assert "Neubrandenburg" in set(mg.stations(within=area())["name"])
    mv = mg.regions("land", within="MV")
    kreise = mg.regions("kreis", within=mv)
    assert list(kreise["ags"]) == list(mg.regions("kreis", within="13")["ags"])
    with pytest.raises(UnknownRegionError, match="within the polygons"):
        mg.regions("kreis", within=area())
    assert len(mg.regions("gemeinde", within=area())) > 10


@pytest.mark.parametrize(
    ("shape", "error"),
    [
        (lambda one: one.set_crs(None, allow_override=True), CrsError),
        (lambda one: one.to_crs(25833).set_crs(4326, allow_override=True), CrsError),
        (lambda one: one.to_crs(25833).union_all(), CrsError),
        (lambda one: one.set_geometry(one.centroid), InputError),
        (lambda one: one.set_geometry([one.geometry[0], None]), InputError),
        (lambda one: one.set_geometry([one.geometry[0], shapely.Polygon()]), InputError),
        (lambda one: one.iloc[:0], InputError),
        (lambda one: shapely.GeometryCollection([one.geometry[0].boundary]), InputError),
        (lambda _: shapely.box(0, 0, 1, 1), UnknownRegionError),
        (lambda one: [one, "16056"], UnknownRegionError),
    ],
)  # fmt: skip
@pytest.mark.filterwarnings("ignore:Geometry is in a geographic CRS")
def test_other_polygons_are_refused(shape: FRAMES, error: type[MintgeoError]) -> None:
    with pytest.raises(error):
        mg.population(within=shape(area()))


def test_a_broken_ring_is_mended() -> None:
    bow = shapely.Polygon([(13, 53.4), (13.6, 53.7), (13.6, 53.4), (13, 53.7)])
    assert 0 < len(mg.population(within=bow)) < len(mg.population(within=area()))


@pytest.mark.parametrize("name", ["gebiet.geojson", "Mein Gebiet.GPKG", "gebiet.shp"])
@pytest.mark.slow
def test_a_file_of_polygons(tmp_path: Path, name: str) -> None:
    crs = 4326 if name.endswith("json") else 25833
    driver = {"n": "GeoJSON", "G": "GPKG", "p": "ESRI Shapefile"}[name[-1]]
    area().to_crs(crs).to_file(tmp_path / name, driver=driver)
    wanted = mg.population(within=area().to_crs(crs))
    for path in (tmp_path / name, str(tmp_path / name)):
        assert mg.population(within=path)["id"].equals(wanted["id"])
    assert str(area_of([name, "13"], folder=tmp_path)) == f"{name}, 13"
    with pytest.raises(InputError, match=r"andere\.gpkg"):
        mg.population(within=tmp_path / "andere.gpkg")


def test_within_means_the_same_everywhere() -> None:
    with_it = {name: one for name, one in verbs() if "within" in inspect.signature(one).parameters}
    assert with_it.pop("study.CoverageOptions")  # as a study file says it
    assert set(with_it) == {"population", "regions", "stations", "Timetable.from_gtfs"}
    for one in with_it.values():
        parameter = inspect.signature(one).parameters["within"]
        assert parameter.annotation == Within | None
        assert parameter.default is None


def test_numbers_of_a_study(tmp_path: Path) -> None:
    area().to_file(tmp_path / "gebiet.geojson", driver="GeoJSON")
    head = (
        "[study]\nname='a'\ntitle='A'\nas_of=2026-01-01\n[inputs]\nsites='a.csv'\n"
        "[outputs]\nfolder='out'\n[coverage]\nwithin = "
    )
    file = tmp_path / "studie.toml"
    for said, wanted in (
        ("['Uelzen', '03354', 13]", "03360, 03354, 13"), ("13", "13"), ("'gebiet.geojson'", None),
        ("['gebiet.geojson', 'Landkreis Rostock']", None), ("''", None),
    ):  # fmt: skip
        file.write_text(head + said, encoding="utf-8")
        plan = mg.study.load_study(file)
        assert wanted is None or str(plan.within) == wanted
        assert (plan.within is None) == (said == "''")
    for said, fault in (
        ("'Rostock'", "13003.*13072"), ("['Atlantis']", "Atlantis"), ("13.5", "text in quotes"),
        ("[['13']]", "a list"), ("'fehlt.gpkg'", r"fehlt\.gpkg"), ("true", "whole number"),
        ("['gebiet.geojson', './gebiet.geojson']", "one file"),
    ):  # fmt: skip
        file.write_text(head + said, encoding="utf-8")
        with pytest.raises(InputError, match=fault):
            mg.study.load_study(file)
