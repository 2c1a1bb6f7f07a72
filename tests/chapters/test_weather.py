"""A new chapter from one file: it is in every output, in both languages, in public too."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
from openpyxl import load_workbook

import mintgeo as mg
from mintgeo._errors import InputError, OptionError, PrivacyError
from mintgeo.chapters import registered, with_chapters
from mintgeo.language import language
from mintgeo.privacy import audit
from mintgeo.report.folder import file_names
from mintgeo.study.names import input_files, table_names
from tests.chapters.weather import RAIN, WEATHER

WORDS = {
    "de": ("Am häufigsten regnet es in Ostkreis.", "Wie das Wetter war", "Regentage in 2 Kreisen"),
    "en": ("It rains most often in Ostkreis.", "What the weather was like", "rain in 2 Kreise"),
}
STUDY = """
[study]
name = "saar"
title = "Saar"
as_of = 2026-11-26
[inputs]
sites = "labs.csv"
[router]
modes = ["bike"]
[coverage]
minutes = [30]
within = "10041"
[outputs]
folder = "out"
[weather]
file = "rain.csv"
"""


@pytest.fixture(autouse=True)
def weather() -> Iterator[None]:
    with with_chapters(WEATHER):
        assert WEATHER in registered()
        yield
    assert WEATHER not in registered()
    assert language("en")("Regenwetter") == "Regenwetter"


@pytest.fixture(scope="module")
def rainy(small_run: mg.Run) -> mg.Run:
    """Kleinland, where it rains."""
    kreise = small_run.table("kreise")[["ags", "name", "geometry"]]
    rain = gpd.GeoDataFrame(kreise.assign(days=[120, 123]))
    observers = pd.DataFrame({"observer": ["Zora", "Yorick"], "days": [120, 123]})
    return replace(small_run, tables={**small_run.tables, "rain": rain, "observers": observers})


@pytest.fixture(scope="module", params=["de", "en"])
def written(
    rainy: mg.Run, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Path]:
    home = tmp_path_factory.mktemp(request.param)
    with with_chapters(WEATHER), pytest.MonkeyPatch.context() as patch:
        if request.param == "en":
            patch.setattr("mintgeo.report.folder.missing_for_pdf", lambda: "the German one is here")
        mg.report.write(rainy, home, for_print=True, public=True, lang=request.param)
    return request.param, home


@pytest.mark.parametrize("folder", ["", "public"])
@pytest.mark.slow
def test_every_output_has_it(written: tuple[str, Path], folder: str) -> None:
    lang, home = written[0], written[1] / folder
    page = (home / "report.html").read_text(encoding="utf-8")
    for words in WORDS[lang]:
        assert words in page
    assert page.index(WORDS[lang][0]) < page.index('id="weather"') < page.index('id="limits"')
    assert f'<a href="#weather">{WORDS[lang][1]}</a>' in page
    say = {"de": ("Regenwetter", "123 Regentage"), "en": ("Weather", "123 days of rain")}[lang]
    assert f"<b>{say[1]}</b>" in page
    book = load_workbook(home / "tables.xlsx")
    assert [cell.value for cell in book[say[0]]["C"]] == ["days", 120, 123]
    assert book[say[0]]["C2"].number_format == "000"
    guide = {row[0].value: row[1].value for row in book.worksheets[1].iter_rows()}
    assert guide["days"] == {"de": "Regentage im Jahr", "en": "Days of rain in a year"}[lang]
    assert any(WORDS[lang][0] == row[1].value for row in book.worksheets[0].iter_rows())
    on_map = {"de": ["mehr als 121 Tage", "123 Regentage"],
              "en": ["more than 121 days", "123 days of rain"]}[lang]  # fmt: skip
    chart = (home / "map.html").read_text(encoding="utf-8")
    assert all(words in chart for words in on_map)
    assert 'layer("areas"' in chart
    assert pyogrio.read_info(home / "layers.gpkg", layer="regen")["features"] == 2
    assert {one.suffix for one in (home / "figures").glob("wetter.*")} == {".png", ".svg"}
    assert (home / "report.pdf").exists() == (lang == "de" and not mg.report.missing_for_pdf())


def test_themes_of_a_run_lie_in_their_places(rainy: mg.Run) -> None:
    chart = mg.report.study_map(rainy)
    assert [type(one).__name__ for one in chart.themes()] == [
        "CoverageLayer", "OffersLayer", "PeopleLayer", "ShapesLayer", "GapsLayer",
    ]  # fmt: skip
    assert [one.show for one in chart.themes()] == [True, True, True, False, False]
    (south, west), _ = chart._first_view() or ((0.0, 0.0), None)
    assert (south, west) == (-0.1, -0.1), "it begins with the lowest theme"
    assert len([one for one in chart.themes() if one.kind == "people"]) == 1


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"of": {"shapes": 1}}, "'rain' of the map: shapes"),
        ({"layer": mg.maps.GapsLayer, "of": {"gaps": 1}}, "'rain' of the map: .*GapsLayer"),
    ],
)
def test_a_theme_is_drawn_in_one_way(rainy: mg.Run, other: dict[str, Any], words: str) -> None:
    (theme,) = WEATHER.themes(rainy, language("de"))
    chapter = replace(
        WEATHER, name="flood", kinds=(), section=None, stages=(), inputs=lambda _: (), figures=(),
        themes=lambda *_: [replace(theme, **other)],
    )  # fmt: skip
    with with_chapters(chapter), pytest.raises(OptionError, match=words):
        mg.report.study_map(rainy)


@pytest.mark.slow
def test_on_paper_its_figure_stands_in_its_section(rainy: mg.Run) -> None:
    from mintgeo.report.pdf import _figures

    still = _figures(mg.report.prints(rainy, lang="en"), language("en"))
    page = mg.report.render(rainy, still=still, lang="en")
    part = page[page.index('id="weather"') : page.index('id="limits"')]
    assert re.search(r"<figcaption>Figure \d: Days of rain in a year", part)


def test_what_is_declared_open_is_published_and_no_more(
    written: tuple[str, Path], rainy: mg.Run
) -> None:
    home = written[1] / "public"
    assert audit(home) == []
    public = rainy.public()
    assert "rain" in public.tables
    assert "observers" not in public.tables
    assert b"Zora" not in b"".join(one.read_bytes() for one in home.rglob("*.parquet"))
    strange = replace(rainy, tables={**rainy.tables, "strange": pd.DataFrame({"a": [1]})})
    assert "strange" not in strange.public().tables
    told = rainy.tables["rain"].assign(observer="Zora")
    noted = replace(rainy, tables={**rainy.tables, "rain": told}).public()
    assert "observer" not in noted.tables["rain"]
    with pytest.raises(PrivacyError, match=r"rain\.observer"):
        replace(public, tables={**public.tables, "rain": told})


def test_names_are_taken_once() -> None:
    with pytest.raises(OptionError, match="weather"), with_chapters(WEATHER):
        raise AssertionError("a chapter was added twice")
    with pytest.raises(OptionError, match="table rain"), with_chapters(replace(WEATHER, name="x")):
        raise AssertionError("two chapters declare a table")
    core = replace(WEATHER, name="router", kinds=())
    with pytest.raises(OptionError, match="router"), with_chapters(core):
        raise AssertionError("a chapter has a section of every study")


@pytest.mark.slow
def test_a_study_makes_it(tmp_path: Path) -> None:
    (tmp_path / "labs.csv").write_text("Name,PLZ\nLabor,66111\n", encoding="utf-8")
    (tmp_path / "rain.csv").write_text("ags,days,observer\n10041,7,Zora\n", encoding="utf-8")
    file = tmp_path / "study.toml"
    file.write_text(STUDY, encoding="utf-8")
    plan = mg.study.load_study(file)
    assert tmp_path / "rain.csv" in input_files(plan)
    assert {"rain", "observers"} <= set(table_names(plan))
    assert "figures/wetter.png" in file_names(table_names(plan), for_print=True)
    run = mg.study.run(plan, progress=False)
    assert list(run.of(RAIN)["days"]) == [7]
    assert run.parameters["weather"] is True
    assert run.inputs["weather"]["rows"] == 1
    assert "weather" not in run.public().inputs, "nobody said that it tells nothing of people"
    assert "observers" not in run.public().tables


@pytest.mark.parametrize(
    ("section", "words"),
    [
        ("[weather]\nfile = 3", "weather.*file = 3 should be text"),
        ("[weather]", "weather.*needs 'file'"),
        ("[weather]\nfile = 'a'\ndays = -1", "days must not be negative"),
        ("[weathr]\nfile = 'a'", "perhaps 'weather'"),
    ],
)
def test_its_section_is_checked_like_any_other(tmp_path: Path, section: str, words: str) -> None:
    file = tmp_path / "study.toml"
    file.write_text(STUDY.replace('[weather]\nfile = "rain.csv"', section), encoding="utf-8")
    with pytest.raises(InputError, match=words):
        mg.study.load_study(file)
