"""A list that mintgeo wrote, corrected by a person: what they decided counts, and says so."""

from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

import mintgeo as mg
from mintgeo.findings import findings_of
from mintgeo.language import LEVELS, language
from mintgeo.language.placed import PLACED
from mintgeo.lists import geocode_list

ROWS = pd.DataFrame({
    "Name": ["A", "B", "C"],
    "Straße": ["Weg 1", "Weg 2", None],
    "PLZ": ["17033", "18055", "01067"],
    "Ort": ["Neubrandenburg", "Rostock", "Dresden"],
})  # fmt: skip


@pytest.fixture(scope="module", params=["de", "en"])
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook in a language, whose name says which."""
    path = tmp_path_factory.mktemp("written") / f"{request.param}.xlsx"
    return geocode_list(ROWS, lang=request.param).save(path)


def corrected(written: Path, goal: Path, **cells: tuple[int, object]) -> pd.DataFrame:
    """The list with other values in cells of our columns: name of the column → row and value."""
    book = load_workbook(written)
    sheet = book.worksheets[0]
    say = language(written.stem)
    titles = [cell.value for cell in sheet[1]]
    for name, (row, value) in cells.items():
        sheet.cell(row, titles.index(say(PLACED[name])) + 1, value)
    book.save(goal)
    return mg.read_participants(goal)


def codes(table: pd.DataFrame) -> list[set[str]]:
    return [{one.code for one in row} for row in findings_of(table)]


@pytest.mark.slow
def test_what_nobody_touched_is_read_as_it_was(written: Path, tmp_path: Path) -> None:
    table = corrected(written, tmp_path / "a.xlsx")
    assert table["lat"].isna().all()
    assert not any(code.startswith("read.corrected") for row in codes(table) for code in row)


def test_workbook_has_areas_filters_and_a_fixed_header(written: Path) -> None:
    sheet = load_workbook(written).worksheets[0]
    say = language(written.stem)
    titles = [cell.value for cell in sheet[1]]
    for name in ("gemeinde", "kreis", "land"):
        at = titles.index(say(PLACED[name])) + 1
        assert all(sheet.cell(row, at).value for row in (2, 3, 4))
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref
    assert all(one.width > 3 for one in sheet.column_dimensions.values())


def test_corrected_coordinates_and_addresses(written: Path, tmp_path: Path) -> None:
    table = corrected(
        written, tmp_path / "a.xlsx", lat=(2, 53.5), lon=(2, 13.2), place=(3, "Hamburg"),
        postcode=(3, "20095"),
    )  # fmt: skip
    assert (table["lat"].iloc[0], table["lon"].iloc[0]) == (53.5, 13.2)
    assert (table["postcode"].iloc[1], table["place"].iloc[1]) == ("20095", "Hamburg")
    assert "read.corrected" in codes(table)[0]
    assert "read.corrected_address" in codes(table)[1]
    assert not codes(table)[2]


@pytest.mark.parametrize(
    ("level", "kept"),
    [
        ("coordinate", {"lat", "lon", "street", "postcode", "place"}),
        ("house", {"lat", "lon", "street", "postcode", "place"}),
        ("postcode", {"postcode"}),
        ("municipality", {"place"}),
        ("none", set()),
    ],
)
def test_level_that_somebody_sets(
    written: Path, tmp_path: Path, level: str, kept: set[str]
) -> None:
    said = language(written.stem)(LEVELS[level])
    table = corrected(written, tmp_path / "a.xlsx", match_level=(2, said))
    row = table.iloc[0]
    assert {name for name in ("lat", "lon", "street", "postcode", "place")
            if pd.notna(row[name])} == kept  # fmt: skip
    assert codes(table)[0] == {"read.corrected_level"}
    assert said in mg.row_notes(table, lang=written.stem).iloc[0]
    placed = mg.geocode(table)
    assert placed["match_level"].iloc[0] == {
        "house": "coordinate", "municipality": "place",
    }.get(level, level)  # fmt: skip
