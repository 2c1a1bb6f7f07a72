"""The workbook as an office reads and prints it."""

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

import mintgeo as mg
from mintgeo import _schema
from mintgeo.analysis.division import AREA_TYPE_NAMES
from mintgeo.chapters import Column, Sheet
from mintgeo.chapters.participation import page as participation
from mintgeo.chapters.protocol import PRINTED
from mintgeo.language import NOTHING, language
from mintgeo.language.headings import HEADINGS
from mintgeo.report import write_xlsx
from mintgeo.report.paper import fill_rows

OFFICE = shutil.which("soffice") or ""


@pytest.fixture(scope="module")
def book(small_run: mg.Run, tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    return load_workbook(write_xlsx(small_run, tmp_path_factory.mktemp("book") / "t.xlsx"))


def heads(sheet: Worksheet) -> int:
    return int(str(sheet.print_title_rows).split("$")[-1])


def test_shares_stand_one_area_per_row(book: Workbook, small_run: mg.Run) -> None:
    """The whole on top, then the Länder; beside each the share of every way and threshold."""
    sheet, shares = book["Länder"], small_run.table("coverage_land")
    (group, head, whole, *rows) = sheet.iter_rows(values_only=True)
    assert [row[0] for row in rows] == list(dict.fromkeys(shares["ags"]))
    assert whole[0] == "DE"
    assert head[:5] == ("Schlüssel (AGS)", "Name", "Menschen", "Angebote dort",
                        "Angebote je 10.000 Menschen")  # fmt: skip
    for mode, title in (("car", "Auto"), ("bike", "Fahrrad")):
        for minutes in small_run.parameters["minutes"]:
            at = head.index(f"{minutes:g} min", group.index(title))
            wanted = shares[(shares["mode"] == mode) & (shares["minutes"] == minutes)]["share"]
            assert [row[at] for row in rows] == pytest.approx(list(wanted))


def test_every_number_is_there_for_programs(book: Workbook, small_run: mg.Run) -> None:
    (head, *rows) = book["Daten"].iter_rows(values_only=True)
    table = pd.DataFrame(rows, columns=pd.Index(head))
    for level in ("country", "land", "kreis"):
        wanted = small_run.table(f"coverage_{level}")
        found = table[table["level"] == level].reset_index(drop=True)
        for column in ("ags", "mode"):
            assert list(found[column]) == list(wanted[column])
        assert found["share"].astype(float).tolist() == pytest.approx(
            wanted["share"].tolist(), nan_ok=True
        )


@pytest.mark.parametrize("lang", ["de", "en"])
def test_no_header_is_a_code(small_run: mg.Run, tmp_path: Path, lang: str) -> None:
    sheets = load_workbook(write_xlsx(small_run, tmp_path / "t.xlsx", lang=lang)).worksheets
    codes = {column.name for table in _schema.TABLES for column in table.columns}
    codes = {one for one in codes if "_" in one} | {"ags", "lat", "lon", "minutes"}
    for sheet in sheets[2:-1]:
        said = [cell.value for cell in sheet[heads(sheet)]]
        assert not codes & {*said}, sheet.title
        assert all(said), sheet.title


def test_empty_columns_are_left_out(book: Workbook) -> None:
    for sheet in book.worksheets[2:]:
        for column in sheet.iter_cols(min_row=heads(sheet) + 1):
            said = {cell.value for cell in column} - {None, NOTHING}
            assert said, (sheet.title, column[0].column)


def test_codes_of_area_types_are_for_programs(book: Workbook) -> None:
    for sheet in book.worksheets[2:-1]:
        said = {value for row in sheet.iter_rows(values_only=True) for value in row}
        assert not said & {*AREA_TYPE_NAMES}, sheet.title


def test_differences_are_points_of_percentages(book: Workbook, small_run: mg.Run) -> None:
    (head, *rows) = book["Unterschiede"].iter_rows(values_only=True)
    found = [row[head.index("Unterschied (Prozentpunkte)")] for row in rows]
    wanted = 100 * small_run.table("area_pairs")["difference"].head(len(rows))
    assert found == pytest.approx([*wanted])


def test_first_sheet_leads_to_all_others(book: Workbook) -> None:
    first = book.worksheets[0]
    linked = {c.value: c.hyperlink.location for c in first["A"] if c.hyperlink}
    assert [*linked] == [*book.sheetnames[2:], "Lesehilfe"]
    for name, place in linked.items():
        assert place == f"'{name}'!A1"


def test_pages_fit(book: Workbook) -> None:
    for sheet in book.worksheets:
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.page_setup.paperSize == int(sheet.PAPERSIZE_A4)
        assert "&P" in sheet.oddFooter.right.text
        assert (sheet.oddFooter.left.text, sheet.oddHeader.right.text) == ("&A", None)
    for sheet in book.worksheets[:2]:
        assert sheet.row_dimensions[1].height > sheet["A1"].font.size


@pytest.mark.slow
def test_a_title_is_no_code_of_a_page(small_run: mg.Run, tmp_path: Path) -> None:
    run = mg.Run(**{**vars(small_run), "title": "Wasser & Wind &G &[Path]" + "x" * 300})
    book = load_workbook(write_xlsx(run, tmp_path / "t.xlsx"))
    assert "&G" not in str(book["Länder"].oddHeader.left.text).replace("&&", "")
    assert len(book["Länder"].oddHeader.left.text) < 120


def test_long_sheets_print_their_first_rows() -> None:
    table = pd.DataFrame({"name": [f"Ort {n}" for n in range(80)], "rank": range(80)})
    columns = [Column(name=one, code=one, head=one) for one in table]
    whole = Sheet(title="a", table=table, columns=columns)
    last = {10: "$B$11", PRINTED: "$B$51", 60: "$B$53", None: ""}
    for printed, corner in last.items():
        sheet = Workbook().create_sheet("a")
        content = whole if printed == PRINTED else replace(whole, printed=printed)
        fill_rows(sheet, content, "T", language("de"))
        assert (sheet.print_area or "").removeprefix("'a'!$A$1:") == corner
        assert sheet.max_row == 81


def test_a_long_sheet_prints_no_more_than_a_page(book: Workbook) -> None:
    """Rows of several lines, in columns that make the print small; what is printed is said."""
    table = pd.DataFrame({f"c{n}": ["viele Wörter " * 12] * 80 for n in range(4)})
    columns = [Column(name=one, code=one, head=one) for one in table]
    sheet = Workbook().create_sheet("a")
    content = Sheet(title="a", table=table, columns=columns)
    printed = fill_rows(sheet, content, "T", language("de"))
    assert sheet.print_area == f"'a'!$A$1:$D${printed + 1}"
    assert 10 < printed < 20  # of 50, in five lines each
    first = {row[0]: str(row[1]) for row in book.worksheets[0].iter_rows(values_only=True)}
    for one in book.worksheets[2:]:
        rows = one.max_row - heads(one)
        last = int(one.print_area.split("$")[-1]) - heads(one) if one.print_area else rows
        assert (f"gedruckt die ersten {last})" in first[one.title]) == (last < rows)


def test_every_cell_names_its_type(book: Workbook) -> None:
    """What names none is set in any, as programs like."""
    for sheet in book.worksheets:
        assert {cell.font.name for row in sheet.iter_rows(max_row=5) for cell in row} == {"Calibri"}


def test_headings_are_of_columns_that_there_are() -> None:
    """No heading that nothing has: a column of a schema, or one that a sheet makes."""
    known = {column.name for table in _schema.TABLES for column in table.columns}
    made = {
        "count_areas", "list", "nearest", "kreise", "partner_names", "could_offer", "land",
        "distance_text", "min_text", "median_text", "max_text", "blur_m",
        "people", "placed", "laender", "total_km", "rows", "what",
    }  # fmt: skip
    assert {*HEADINGS} - known - made == set()


@pytest.mark.verify
@pytest.mark.skipif(not OFFICE, reason="LibreOffice is not here")
def test_a_national_workbook_prints_on_thirty_pages(run: mg.Run, tmp_path: Path) -> None:
    path = write_xlsx(run, tmp_path / "t.xlsx")
    subprocess.run([OFFICE, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, path],
                   check=True, capture_output=True, timeout=300)  # fmt: skip
    pages = len(re.findall(rb"/Type\s*/Page[^s]", (tmp_path / "t.pdf").read_bytes()))
    assert 10 < pages <= 30


def test_a_note_tells_of_next_year_only_where_it_stands(small_run: mg.Run) -> None:
    for run, told in ((small_run, True), (small_run.public(), False)):
        found = [*participation.sheets(run, language("de"))]
        one = next(sheet for sheet in found if sheet.title == "Teilnahme, Kreise")
        assert ("next_low" in one.table) is ("nächsten Jahr" in one.note) is told
