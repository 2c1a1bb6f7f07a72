"""Workbooks: what a cell can hold, text that stays text, and the same bytes every time."""

import re
import zipfile
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils.cell import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from mintgeo._text import printable, shortened

_MODIFIED: Final = re.compile(r"(<dcterms:modified[^>]*>)[^<]*")
_ZIP_TIME: Final = (1980, 1, 1, 0, 0, 0)
_LOOKED, _WIDEST = 200, 48
"""Rows whose texts decide about widths; the greatest width, in letters."""
_LONGEST: Final = 32_767
_CODE: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""Workbooks write letters by number; a text that looks like one must say that it is none."""


def fill(sheet: Worksheet, table: pd.DataFrame) -> None:
    """Write the header and rows of a table; text that looks like a formula or error stays text."""
    sheet.append([held(name) for name in table.columns])
    for row in table.astype(object).where(table.notna(), None).itertuples(index=False):
        sheet.append([held(value) for value in row])
    for cells in sheet.iter_rows():
        for cell in cells:
            if isinstance(cell.value, str):
                cell.data_type = "s"


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
    for at, cells in enumerate(sheet.iter_cols(max_row=_LOOKED), start=1):
        longest = max(len(str(cell.value or "")) for cell in cells)
        sheet.column_dimensions[get_column_letter(at)].width = min(longest + 2, _WIDEST)


def save(book: Workbook, path: Path, stamp: datetime) -> None:
    """Write a workbook, dated by a stamp in place of the hour it is made in."""
    raw = BytesIO()
    ExcelWriter(book, zipfile.ZipFile(raw, "w")).save()
    with zipfile.ZipFile(raw) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    core = members["docProps/core.xml"].decode()
    members["docProps/core.xml"] = _MODIFIED.sub(rf"\g<1>{stamp:%Y-%m-%dT%H:%M:%SZ}", core).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, _ZIP_TIME), content, zipfile.ZIP_DEFLATED)


def held(value: Any) -> Any:
    """Return a value as a workbook can hold it: no control characters, no numpy, not too long."""
    if isinstance(value, str):
        coded = _CODE.sub("_x005F_", printable(value)).replace("\r", "_x000D_")
        return shortened(coded, _LONGEST)
    return value.item() if hasattr(value, "item") else value
