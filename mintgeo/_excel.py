"""Workbooks: what a cell can hold, text that stays text, and the same bytes every time."""

import re
import zipfile
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils.cell import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from mintgeo._excel_rows import BookWriter
from mintgeo._text import printable, shortened

_MODIFIED: Final = re.compile(r"(<dcterms:modified[^>]*>)[^<]*")
_ZIP_TIME: Final = (1980, 1, 1, 0, 0, 0)
_LOOKED, _WIDEST = 200, 48
"""Rows whose texts decide about widths; the greatest width, in letters."""
_LONGEST: Final = 32_767
_KINDS: Final = (str, bool, int, float, Decimal, date, time, timedelta)
"""What a cell can hold."""
_CODE: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""Workbooks write letters by number; a text that looks like one must say that it is none."""


def fill(sheet: Worksheet, table: pd.DataFrame) -> None:
    """Write the header and rows of a table; text that looks like a formula or error stays text."""
    sheet.append([_cell(sheet, name) for name in table.columns])
    for row in table.astype(object).where(table.notna(), None).itertuples(index=False):
        sheet.append([_cell(sheet, value) for value in row])


def _cell(sheet: Worksheet, value: Any) -> Any:
    """A value as ``append`` takes it: text as a cell of text, of which openpyxl reads no more."""
    plain = held(value)
    if not isinstance(plain, str):
        return plain
    cell: Any = Cell(sheet, 1, 1)  # ``append`` says where it stands
    cell._value, cell.data_type = plain, "s"  # noqa: SLF001
    return cell


def column_of(sheet: Worksheet, at: int, *, first: int) -> list[Cell | MergedCell]:
    """The cells of a column that hold or held something, from a row on."""
    of: Any = sheet
    cells, last = of._cells, of._current_row  # noqa: SLF001
    return [cells[row, at] for row in range(first, last + 1) if (row, at) in cells]


def put(sheet: Worksheet, row: int, column: int, value: Any) -> Cell | MergedCell:
    """Write one cell; text that looks like a formula or error stays text."""
    cell = sheet.cell(row, column)
    cell.value = held(value)
    if isinstance(cell.value, str):
        cell.data_type = "s"
    return cell


def arrange(sheet: Worksheet) -> None:
    """Keep the header in sight, let rows be filtered, and give columns the width of their texts."""
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    for at, cells in enumerate(sheet.iter_cols(max_row=min(_LOOKED, sheet.max_row)), start=1):
        longest = max(len(str(cell.value or "")) for cell in cells)
        sheet.column_dimensions[get_column_letter(at)].width = min(longest + 2, _WIDEST)


def save(book: Workbook, path: Path, stamp: datetime) -> None:
    """Write a workbook, dated by a stamp in place of the hour it is made in."""
    raw = BytesIO()
    BookWriter(book, zipfile.ZipFile(raw, "w")).save()
    with zipfile.ZipFile(raw) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    core = members["docProps/core.xml"].decode()
    members["docProps/core.xml"] = _MODIFIED.sub(rf"\g<1>{stamp:%Y-%m-%dT%H:%M:%SZ}", core).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, _ZIP_TIME), content, zipfile.ZIP_DEFLATED)


def held(value: Any) -> Any:
    """Return a value as a workbook can hold it: no control characters, no numpy, not too long.

    What it has no cell for, such as a shape or a list, is text.
    """
    if isinstance(value, str):
        coded = _CODE.sub("_x005F_", printable(value)).replace("\r", "_x000D_")
        return shortened(coded, _LONGEST)
    plain = value.item() if hasattr(value, "item") else value
    return plain if plain is None or isinstance(plain, _KINDS) else held(str(plain))
