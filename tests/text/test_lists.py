"""Placed lists of hostile texts: as CSV, workbook and layer they are texts, and come back whole."""

import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

import mintgeo as mg
from mintgeo._csv import is_ours, marked, unmarked
from mintgeo._excel import fill
from mintgeo._gdal import layer_name
from mintgeo._text import printable, shortened
from mintgeo._xlsx.parts import decoded
from mintgeo.lists import PlacedList, geocode_list
from mintgeo.read import original_cells, read_sites
from tests import kleinland
from tests.text import hostile
from tests.text.hostile import TEXTS

NAMES = (
    "Liste; Stand Mai", "Liste!Stand", "gpkg_contents", "a?b#c %41", "{{ 7*7 }} [% 1 %]", "-o x",
    "zip:x", "layer_styles", "x.zip!y",
)  # fmt: skip


@pytest.fixture(scope="module")
def placed(tmp_path_factory: pytest.TempPathFactory) -> PlacedList:
    return geocode_list(hostile.people_csv(tmp_path_factory.mktemp("in") / "a.csv"))


@pytest.mark.slow
def test_csv_comes_back_as_it_was(placed: PlacedList, tmp_path: Path) -> None:
    goal = placed.save(tmp_path / "a.csv")
    back = original_cells(goal, kind="participants")
    for column in ("street", "place", "state", hostile.STRANGE):
        assert list(back[column]) == [printable(text).strip() for text in placed.table[column]]
    again = geocode_list(goal)
    assert list(again.table["place"]) == list(back["place"])


def test_workbook_comes_back_as_it_was(placed: PlacedList, tmp_path: Path) -> None:
    goal = placed.save(tmp_path / "a.xlsx")
    cells = {cell.data_type for row in load_workbook(goal)["Liste"].iter_rows() for cell in row}
    assert cells <= {"s", "inlineStr", "n"}
    back = original_cells(goal, kind="participants")
    assert list(back["place"]) == [printable(text).strip() for text in placed.table["place"]]


def test_layer_holds_what_stood_there(placed: PlacedList, tmp_path: Path) -> None:
    back = gpd.read_file(placed.save(tmp_path / "a.gpkg"))
    assert list(back["place"]) == [printable(text) for text in placed.table["place"]]


@pytest.mark.parametrize("name", NAMES)
def test_names_of_files_say_nothing(placed: PlacedList, tmp_path: Path, name: str) -> None:
    home = tmp_path / "Ordner; a!b"
    few = replace(placed, table=placed.table.head(3))
    for ending in (".gpkg", ".csv", ".xlsx"):
        few.save(home / f"{name}{ending}")
    assert sorted(one.name for one in home.iterdir()) == sorted(
        f"{name}{ending}" for ending in (".gpkg", ".csv", ".xlsx")
    )
    plain = shutil.copy(home / f"{name}.gpkg", tmp_path / "plain.gpkg")
    assert len(pyogrio.list_layers(plain)) == 1
    assert len(gpd.read_file(plain)) == 3
    assert len(original_cells(home / f"{name}.csv", kind="participants")) == 3


def test_layers_of_a_file_from_its_own_name() -> None:
    assert layer_name("Liste; Mai") == "Liste; Mai"
    assert layer_name("GPKG_x") == "_GPKG_x"


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.text("=+-'@,;1a \n\"("))
def test_marks_come_off_again(text: str) -> None:
    assert unmarked(marked(text)) == printable(text)


@given(st.text("=+-@＝'\"0123456789,;| \tabc().", max_size=10))
def test_nothing_begins_like_a_formula(text: str) -> None:
    for cell in re.split(r"[,;|\t]", marked(text)):
        plain = re.fullmatch(r"[+-][\d\s.()]*\d[\d\s.()]*[%€]?\s*", cell.strip(' "'))
        assert plain or not re.match(r"[\s\"]*[=+@＝-].", cell), marked(text)


@pytest.mark.parametrize("text", ["-3,5", "-1.234,56 €", "+49 30 1234", "+49 (0)30/1", "-", "5-3"])
def test_numbers_stay_usable(text: str) -> None:
    wanted = text if "/" not in text else f"'{text}"
    assert marked(text) == wanted


def test_other_files_are_read_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Name;PLZ\n'=1+1;17033\n'-x;17033\n", encoding="utf-8")
    assert list(read_sites(tmp_path / "a.csv")["name"]) == ["'=1+1", "'-x"]
    assert not is_ours(["Name", "match_level"])


def test_change_tables_hold_no_formula(tmp_path: Path) -> None:
    from mintgeo._csv import write_csv

    table = pd.DataFrame({"=name": ["=1+1", None, "gut"], "share": [-0.5, 0.25, float("nan")]})
    write_csv(table, tmp_path / "a.csv", sep=";", decimal=",")
    lines = (tmp_path / "a.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines == ["'=name;share", "'=1+1;-0,5", ";0,25", "gut;"]


def test_very_long_cells_say_that_they_were_cut() -> None:
    sheet = Workbook().worksheets[0]
    fill(sheet, pd.DataFrame({"a": ["x" * 40_000, "🧪" * 20_000, "#N/A", "_x0041_"]}))
    cells = [row[0].value for row in sheet.iter_rows(min_row=2)]
    assert cells[0] == "x" * 32_766 + "…"
    assert cells[1] == shortened("🧪" * 20_000, 32_767)
    assert len(cells[1].encode("utf-16-le")) <= 2 * 32_767
    assert {row[0].data_type for row in sheet.iter_rows()} == {"s"}
    assert decoded(cells[3]) == "_x0041_"


def test_halves_of_letters_are_said_to_be_lost() -> None:
    frame = pd.DataFrame({"Name": [hostile.HALVES], "PLZ": ["17033"]}, dtype=object)
    assert list(mg.read_sites(frame)["name"]) == ["halb � Buchstabe �"]
    assert (
        "halb � Buchstabe �"
        in mg.maps.reach_map(
            mg.reach(kleinland.demand(), kleinland.sites(), mg.Airline(), max_min=60),
            title=hostile.HALVES,
        ).html()
    )


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
@pytest.mark.parametrize("separator", [59, 44])
def test_spreadsheet_computes_nothing(
    placed: PlacedList, tmp_path: Path, ending: str, separator: int
) -> None:
    """59 and 44 are the semicolon that we write and the comma that others expect."""
    goal = placed.save(tmp_path / f"a{ending}")
    reads = [f"--infilter=CSV:{separator},34,76"] if ending == ".csv" else []
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", *reads, "--convert-to", "ods", "--outdir"]
    command += [str(tmp_path), str(goal)]
    subprocess.run(command, capture_output=True, timeout=300, check=True)
    content = zipfile.ZipFile(tmp_path / "a.ods").read("content.xml").decode("utf-8")
    assert re.findall(r'table:formula="([^"]*)"', content) == []
    if separator == 59:
        told = re.sub(r"<[^>]*>|\s", "", content)
        for text in TEXTS:
            if text.isascii() and text.isalnum():
                assert text in told
