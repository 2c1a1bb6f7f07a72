"""Files and frames → rows of text, as they stand: encodings, delimiters, sheets, merged cells."""

from pathlib import Path
from typing import Final

import pandas as pd

from mintgeo._door import check_file, reading
from mintgeo._errors import InputError
from mintgeo._limits import LIMITS
from mintgeo._phrase import Phrase
from mintgeo.findings import found
from mintgeo.read.delimited import Knows, read_text
from mintgeo.read.opendocument import read_opendocument
from mintgeo.read.sheet import Row, Sheet, clean
from mintgeo.read.text import mend
from mintgeo.read.workbook import read_workbook, with_merged

_TEXT: Final = frozenset({".csv", ".tsv", ".txt"})
_WORKBOOK: Final = frozenset({".xlsx", ".xlsm"})
_OPEN: Final = ".ods"
_SHEETS: Final = frozenset({".xls", ".xlsb", ".numbers", ".xlt", ".fods", ".sxc", ".gsheet"})
"""Spreadsheets of other kinds."""
_LESS: Final = Phrase("save only the list itself, or split it")


def read_sheets(path: Path, knows: Knows) -> list[Sheet]:
    """Return every sheet of a file that has content; a text file is one sheet.

    Raises
    ------
    InputError
        If there is no such file, it is empty, damaged, of another kind or beyond the limits.
    """
    kind = path.suffix.lower()
    if kind not in {*_TEXT, *_WORKBOOK, _OPEN}:
        raise InputError(
            "'{file}' is not a list that mintgeo reads: save it as .xlsx or .csv{how}.",
            file=path.name,
            how=_how(kind),
        )
    check_file(path, most=LIMITS.list_bytes, do=_LESS)
    what = Phrase("OpenDocument spreadsheet") if kind == _OPEN else Phrase("text table")
    with reading(path.name, Phrase("Excel workbook") if kind in _WORKBOOK else what):
        if kind == _OPEN:
            sheets = [with_merged(sheet, areas, path) for sheet, areas in read_opendocument(path)]
        else:
            sheets = read_workbook(path) if kind in _WORKBOOK else [read_text(path, knows)]
    filled = [sheet for sheet in sheets if sheet.rows]
    if not filled:
        raise InputError("'{file}' has no content.", file=path.name)
    for sheet in filled:
        _mend(sheet)
    return filled


def _how(kind: str) -> str:
    """How a program that writes another kind of file saves one that can be read."""
    if kind in _SHEETS:
        return (
            " (open it in Excel or LibreOffice, then File, Save as, kind Excel workbook .xlsx; in "
            "Numbers: File, Export to, Excel)"
        )
    return ""


def frame_rows(frame: pd.DataFrame) -> list[Row]:
    """The cells of a frame as text."""
    return [[clean(cell) for cell in row] for row in frame.astype(object).to_numpy()]


def name_of(source: str | Path | pd.DataFrame) -> str:
    """What to call the source in a message."""
    return Phrase("The table") if isinstance(source, pd.DataFrame) else f"'{Path(source).name}'"


def _mend(sheet: Sheet) -> None:
    """Put wrongly decoded letters right, and say so."""
    for at, (number, row) in enumerate(zip(sheet.numbers, sheet.rows, strict=True)):
        mended = [mend(cell) if cell else cell for cell in row]
        changed = [str(new) for old, new in zip(row, mended, strict=True) if old != new]
        if changed:
            sheet.rows[at] = mended
            sheet.say(number, found("read.letters_mended", cells=changed))
        lost = [cell for cell in mended if cell and "\ufffd" in cell]
        if lost:
            sheet.say(number, found("read.letters_lost", cells=lost))


def pick(sheets: list[Sheet], sheet: str | int, file: str) -> Sheet:
    """Return the sheet of a name or position.

    Raises
    ------
    InputError
        If there is none.
    """
    names = [one.name for one in sheets]
    if isinstance(sheet, int) and 0 <= sheet < len(sheets):
        return sheets[sheet]
    found = [one for one in sheets if one.name == sheet]
    if not found:
        known = ", ".join(names) if any(names) else Phrase("none, it is a text file")
        raise InputError(
            "'{file}' has no sheet {sheet!r}; its sheets are {known}.",
            file=file,
            sheet=sheet,
            known=known,
        )
    return found[0]
