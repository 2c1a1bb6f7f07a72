"""Excel workbooks → sheets of text, with merged cells filled and hidden ones named."""

import re
import warnings
import zipfile
from pathlib import Path
from typing import Any, Final
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string
from openpyxl.utils.exceptions import InvalidFileException

from mintgeo._errors import InputError
from mintgeo.read.sheet import Sheet, clean

_CODE: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_BROKEN: Final = (
    InvalidFileException,
    zipfile.BadZipFile,
    ParseError,
    KeyError,
    ValueError,
    OSError,
    TypeError,
    EOFError,
    IndexError,
    AttributeError,
)


def read_workbook(path: Path) -> list[Sheet]:
    """Return every sheet of a workbook.

    Raises
    ------
    InputError
        If it is no workbook, or a damaged one.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of styles that it can't keep
        try:
            book = load_workbook(path, data_only=True)
            return [_sheet(sheet) for sheet in book.worksheets]
        except _BROKEN as error:
            raise InputError(f"'{path.name}' is no Excel workbook, or a damaged one.") from error


def _sheet(raw: Any) -> Sheet:
    sheet = Sheet(
        raw.title,
        [
            [clean(_meant(cell)) for cell in row]
            for row in raw.iter_rows(min_row=1, values_only=True)
        ],
        hidden_columns=_hidden_columns(raw),
        hidden=raw.sheet_state != "visible",
    )
    own = [any(row) for row in sheet.rows]
    for area in raw.merged_cells.ranges:
        _fill_down(sheet, own, area)
    for number, dimension in raw.row_dimensions.items():
        if dimension.hidden and number <= len(own) and own[number - 1]:
            sheet.say(number, "in Excel ausgeblendete Zeile")
    return sheet


def _meant(cell: Any) -> Any:
    """The value of a cell; letters that the file writes by their number are letters again."""
    return _CODE.sub(lambda found: chr(int(found[1], 16)), cell) if isinstance(cell, str) else cell


def _fill_down(sheet: Sheet, own: list[bool], area: Any) -> None:
    """Repeat the value of cells merged over rows, where a row has content of its own."""
    column = area.min_col - 1
    value = sheet.rows[area.min_row - 1][column]
    if value is None:
        return
    for number in range(area.min_row + 1, min(area.max_row, len(own)) + 1):
        if own[number - 1]:
            sheet.rows[number - 1][column] = value
            sheet.say(number, f"„{value}“ aus verbundenen Zellen übernommen")


def _hidden_columns(raw: Any) -> frozenset[int]:
    found: set[int] = set()
    for letter, dimension in raw.column_dimensions.items():
        if dimension.hidden:
            first = dimension.min or column_index_from_string(letter)
            found |= set(range(first - 1, (dimension.max or first)))
    return frozenset(found)
