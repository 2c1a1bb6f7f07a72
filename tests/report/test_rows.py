"""Sheets of plain cells are written to the byte as openpyxl writes them."""

import zipfile
from datetime import date
from io import BytesIO
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.writer.excel import ExcelWriter

from mintgeo._excel import fill
from mintgeo._excel_rows import BookWriter

TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=6) | st.sampled_from(
    ["", " ", " a", "a & <b>", "]]>", "@", "&#34;", "'a\"", "&lt;", "<text/>", "a\nb"]
)
NUMBER = st.integers() | st.floats(allow_nan=False) | st.booleans() | st.none()


def written(writer: type[ExcelWriter], book: Workbook) -> dict[str, bytes]:
    raw = BytesIO()
    writer(book, zipfile.ZipFile(raw, "w")).save()
    with zipfile.ZipFile(raw) as archive:
        return {name: archive.read(name) for name in archive.namelist()
                if not name.startswith("docProps")}  # fmt: skip


def book(rows: list[list[Any]]) -> Workbook:
    made = Workbook()
    sheet = made.worksheets[0]
    fill(sheet, pd.DataFrame(rows, dtype=object).set_axis(["a", "b", "c"], axis=1))
    sheet.append([])
    sheet.merge_cells("A1:B1")
    for cell in sheet["C"]:
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True)
    sheet.row_dimensions[2].height = 30
    sheet.row_dimensions[60].height = 12.5
    return made


@given(st.lists(st.lists(TEXT | NUMBER, min_size=3, max_size=3), min_size=1, max_size=4))
@settings(max_examples=40, deadline=None)
def test_plain_sheets_have_the_same_bytes(rows: list[list[Any]]) -> None:
    assert written(BookWriter, book(rows)) == written(ExcelWriter, book(rows))


@pytest.mark.parametrize("odd", [date(2027, 2, 3), "=1+1", "link"])
def test_what_is_not_plain_is_left_to_openpyxl(odd: Any) -> None:
    def made() -> Workbook:
        one = book([[1, "x", None]])
        cell = one.worksheets[0]["A5"]
        cell.value = odd
        if odd == "link":
            cell.hyperlink = "https://example.org/"
        return one

    assert written(BookWriter, made()) == written(ExcelWriter, made())
