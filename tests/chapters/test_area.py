"""What a study looks at: told by its people, named in both languages, with its own levels."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Point, box

import mintgeo as mg
from mintgeo._errors import InputError
from mintgeo.chapters.area import Area, area_name, area_of, in_area
from mintgeo.chapters.area.parts import cells, circles, gemeinde_names
from mintgeo.language import language
from mintgeo.official import read_districts
from mintgeo.report import summary

EVERYBODY = mg.population()


def of(*keys: str) -> Area:
    there = EVERYBODY["ags"].str.startswith(keys)
    return area_of(gpd.GeoDataFrame(EVERYBODY[there]), EVERYBODY)


def named(area: Area, lang: str = "de", own: str = "") -> tuple[str, str]:
    run: Any = SimpleNamespace(parameters={"region": area.described(), "area": own})
    return in_area(run, language(lang)), area_name(run, language(lang))


@pytest.mark.parametrize(
    ("keys", "kind", "where", "english", "name"),
    [
        (("03355",), "kreis", "im Landkreis Lüneburg", "in the district of Lüneburg",
         "Landkreis Lüneburg"),
        (("03241",), "kreis", "in der Region Hannover", "in the Region Hannover",
         "Region Hannover"),
        (("05334",), "kreis", "in der Städteregion Aachen", "in the Städteregion Aachen",
         "Städteregion Aachen"),
        (("05382",), "kreis", "im Rhein-Sieg-Kreis", "in Rhein-Sieg-Kreis", "Rhein-Sieg-Kreis"),
        (("05962",), "kreis", "im Märkischen Kreis", "in Märkischer Kreis", "Märkischer Kreis"),
        (("01054",), "kreis", "im Kreis Nordfriesland", "in the district of Nordfriesland",
         "Kreis Nordfriesland"),
        (("08315",), "kreis", "im Landkreis Breisgau-Hochschwarzwald",
         "in the district of Breisgau-Hochschwarzwald", "Landkreis Breisgau-Hochschwarzwald"),
        (("09571",), "kreis", "im Landkreis Ansbach", "in the district of Ansbach",
         "Landkreis Ansbach"),
        (("09561",), "town", "in der Stadt Ansbach", "in the city of Ansbach", "Stadt Ansbach"),
        (("10",), "land", "im Saarland", "in Saarland", "Saarland"),
        (("13",), "land", "in Mecklenburg-Vorpommern", "in Mecklenburg-Vorpommern",
         "Mecklenburg-Vorpommern"),
        (("02",), "town", "in Hamburg", "in Hamburg", "Hamburg"),
        (("03351", "03360"), "kreis", "in den Landkreisen Celle und Uelzen",
         "in the districts of Celle and Uelzen", "Landkreis Celle und Landkreis Uelzen"),
        (("14523", "03360"), "kreis", "im Vogtlandkreis und im Landkreis Uelzen",
         "in Vogtlandkreis and in the district of Uelzen", "Vogtlandkreis und Landkreis Uelzen"),
        (("0315", "0325"), "kreis", "in den 13 Kreisen dieser Studie",
         "in the 13 districts of this study", "Gebiet"),
    ],
)  # fmt: skip
def test_names(keys: tuple[str, ...], kind: str, where: str, english: str, name: str) -> None:
    area = of(*keys)
    assert area.kind == kind
    assert area.whole
    assert named(area) == (where, name)
    assert named(area, "en")[0] == english


def test_the_country_and_a_part_of_it() -> None:
    assert area_of(EVERYBODY, EVERYBODY).kind == "country"
    x, y = EVERYBODY.geometry.x, EVERYBODY.geometry.y
    piece = EVERYBODY[x.between(13, 13.4) & y.between(53.4, 53.6)]
    part = area_of(gpd.GeoDataFrame(piece), EVERYBODY)
    assert (part.kind, part.whole) == ("part", False)
    assert named(part) == ("in Neubrandenburg und Umgebung", "Neubrandenburg und Umgebung")


@pytest.mark.parametrize(
    ("own", "where"), [("im Wendland", "im Wendland"), ("Oberfranken", "in Oberfranken")]
)
def test_what_the_user_says_stands(own: str, where: str) -> None:
    assert named(of("03360"), own=own)[0] == where


@settings(max_examples=15)
@given(st.sets(st.sampled_from(sorted(set(EVERYBODY["ags_kreis"]))), min_size=1, max_size=4))
def test_any_kreise_are_these(keys: set[str]) -> None:
    area = of(*keys)
    lands = {key for key in area.keys if len(key) == 2}
    assert area.whole
    assert set(area.keys) in (keys, lands)
    assert "in " in named(area)[0] or "im " in named(area)[0]


def test_levels_follow_the_area() -> None:
    assert of("13").levels == ("kreis", "gemeinde")
    assert of("03360").levels == ("gemeinde",)
    assert of("03360", "03351").levels == ("kreis", "gemeinde")
    assert of("08311").levels == ()
    assert of("09", "10").levels == ("land", "kreis")


def test_circles_are_as_large_as_their_people_are_many() -> None:
    homes = mg.population(within="03360")
    drawn = circles(homes).set_index("ags")
    sizes = drawn.to_crs(3035).area
    assert set(drawn.index) == set(homes["ags"])
    assert drawn["population"].sum() == pytest.approx(homes["population"].sum())
    large = sizes[drawn["population"] > 2000] / drawn["population"]
    assert large.max() == pytest.approx(large.min(), rel=1e-6)
    assert drawn["area_km2"].isna().all(), "a symbol is no border"


def test_cells_hold_all_people_once() -> None:
    homes = mg.population(within="08311")
    drawn = cells(homes)
    assert drawn["population"].sum() == pytest.approx(homes["population"].sum())
    assert (drawn.to_crs(3035).area / drawn.to_crs(3035).area.iloc[0]).round(9).eq(1).all()


def test_a_gemeinde_without_a_name_is_near_a_place_or_its_key() -> None:
    homes = gpd.GeoDataFrame(
        {"ags": ["99999001", "99999001", "99999002"], "place": ["A", "B", None],
         "population": [1.0, 5.0, 2.0]},
        geometry=[Point(10, 50)] * 3, crs=4326,
    )  # fmt: skip
    assert gemeinde_names(homes) == {"99999001": "bei B", "99999002": "99999002"}


def layer(tmp_path: Path, **columns: list[object]) -> Path:
    shapes = [box(10, 50, 10.1, 50.1), box(10.1, 50, 10.2, 50.1), box(10.2, 50, 10.3, 50.1)]
    file = tmp_path / "own.geojson"
    gpd.GeoDataFrame(columns, geometry=shapes, crs=4326).to_file(file)
    return file


def test_districts_are_read_by_the_header_that_says_name(tmp_path: Path) -> None:
    file = layer(tmp_path, NR=[1, 2, 3], Stadtteilname=["Nord", "Süd", "Nord"])
    found = read_districts(file)
    assert list(found["name"]) == ["Nord", "Süd"]
    assert set(found["level"]) == {"district"}


def test_districts_without_names_are_refused(tmp_path: Path) -> None:
    file = layer(tmp_path, NR=[1, 2, 3], farbe=["rot", "grün", "blau"])
    with pytest.raises(InputError, match=r"no column of names.*NR, farbe"):
        read_districts(file)
    assert list(read_districts(file, name="Farbe")["name"]) == ["blau", "grün", "rot"]


STUDY = """
[study]
name = "s"
title = "S"
as_of = 2026-11-26
[inputs]
{inputs}
[router]
modes = ["car"]
[coverage]
minutes = [30]
within = "{within}"
{more}
[outputs]
folder = "o"
"""


def study(tmp_path: Path, inputs: str, within: str = "10041", more: str = "") -> mg.Run:
    (tmp_path / "labs.csv").write_text(
        "Name,PLZ\nLabor,66111\nHalle,66663\nWeit weg,20095\n", encoding="utf-8"
    )
    (tmp_path / "people.csv").write_text(
        "PLZ,Ort,Anzahl\n66111,Saarbrücken,30\n66663,Merzig,4\n20095,Hamburg,2\n", encoding="utf-8"
    )
    file = tmp_path / "study.toml"
    file.write_text(STUDY.format(inputs=inputs, within=within, more=more), encoding="utf-8")
    return mg.study.run(file, progress=False)


@pytest.mark.slow
def test_a_study_of_a_kreis_is_of_nothing_else(tmp_path: Path) -> None:
    run = study(tmp_path, 'sites = "labs.csv"\nparticipants = "people.csv"')
    assert {"coverage_country", "coverage_gemeinde", "areas", "around"} <= set(run.tables)
    assert not {"coverage_land", "coverage_kreis", "laender"} & set(run.tables)
    whole = run.table("coverage_country").iloc[0]
    assert (whole["ags"], whole["name"], whole["offers"]) == (
        "10041", "Regionalverband Saarbrücken", 1,
    )  # fmt: skip
    said = summary(run)
    assert "Im Regionalverband Saarbrücken erreichen" in said
    assert "Deutschland" not in said
    page = mg.report.render(run, map_html="")
    assert "2 Angebote der Liste liegen außerhalb" in page
    assert "Von außerhalb kommen 6 von 36; die meisten: Merzig-Wadern (4) und Hamburg (2)" in page
    assert "participation_areas" not in run.public().tables


@pytest.mark.slow
def test_participants_alone_are_a_study(tmp_path: Path) -> None:
    run = study(tmp_path, 'participants = "people.csv"',
                more='[meeting]\nname = "Haus"\npostcode = "66111"')  # fmt: skip
    assert not {"sites", "coverage_country", "reach_car"} & set(run.tables)
    said = summary(run)
    assert "Zu uns (Haus) kommen 36 Teilnehmende" in said
    assert "im Regionalverband Saarbrücken kommt niemand auf der Liste" in said
    page = mg.report.render(run)
    assert 'id="map"' in page
    assert "Wege zu uns" in page
    assert "zum Treffen" not in page
    assert "Angebote" not in said
    own = run.table("participation_areas")
    assert own["participants"].sum() == 36
    assert own.set_index("ags")["participants"]["außerhalb"] == 6
    public = mg.report.render(run.public())
    assert "kommt niemand" not in public


def test_a_study_of_nothing_is_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="needs a list: sites"):
        study(tmp_path, 'addresses = "a.osm.pbf"')


@pytest.mark.slow
def test_districts_of_ones_own(tmp_path: Path) -> None:
    shapes = [box(6.7, 48.9, 7.0, 49.6), box(7.0, 48.9, 7.4, 49.6)]
    gpd.GeoDataFrame({"bezirk": ["West", "Ost"]}, geometry=shapes, crs=4326).to_file(
        tmp_path / "b.geojson"
    )
    run = study(tmp_path, 'sites = "labs.csv"\ndistricts = "b.geojson"')
    table = run.table("coverage_district")
    assert set(table["name"]) == {"West", "Ost"}
    people = pd.Series(run.table("coverage_country")["population"]).iloc[0]
    assert table["population"].sum() == pytest.approx(people)
    assert "Erreichbarkeit nach Teilgebieten" in mg.report.render(run, map_html="")
