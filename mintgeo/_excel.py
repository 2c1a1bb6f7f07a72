"""Workbooks: what a cell can hold, text that stays text, and the same bytes every time."""

import re
import zipfile
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

_MODIFIED: Final = re.compile(r"(<dcterms:modified[^>]*>)[^<]*")
_ZIP_TIME: Final = (1980, 1, 1, 0, 0, 0)
_LONGEST: Final = 32_767


def fill(sheet: Worksheet, table: pd.DataFrame) -> None:
    """Write the header and rows of a table; text that begins like a formula stays text."""
    sheet.append([_cell(name) for name in table.columns])
    for row in table.astype(object).where(table.notna(), None).itertuples(index=False):
        sheet.append([_cell(value) for value in row])
    for cells in sheet.iter_rows():
        for cell in cells:
            if cell.data_type == "f":
                cell.data_type = "s"


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


def _cell(value: Any) -> Any:
    """A value as a workbook can hold it: no control characters, no numpy, not too long."""
    if isinstance(value, str):
        return ILLEGAL_CHARACTERS_RE.sub("\ufffd", value)[:_LONGEST]
    return value.item() if hasattr(value, "item") else value
