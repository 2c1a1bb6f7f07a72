"""Files and frames → rows of text, as they stand: encodings, delimiters, sheets, merged cells."""

import csv
import io
from pathlib import Path
from typing import Final

import pandas as pd

from mintgeo._csv import is_ours, unmarked
from mintgeo._errors import InputError
from mintgeo.read.sheet import Row, Sheet, clean
from mintgeo.read.text import mend
from mintgeo.read.workbook import read_workbook

_TEXT: Final = frozenset({".csv", ".tsv", ".txt"})
_WORKBOOK: Final = frozenset({".xlsx", ".xlsm"})
_DELIMITERS: Final = (";", "\t", ",")
_ENCODINGS: Final = ("utf-8-sig", "cp1252")


def read_sheets(path: Path) -> list[Sheet]:
    """Return every sheet of a file that has content; a text file is one sheet.

    Raises
    ------
    InputError
        If there is no such file, it is empty, damaged or of another kind.
    """
    kind = path.suffix.lower()
    if kind not in _TEXT | _WORKBOOK:
        raise InputError(
            f"'{path.name}' is not a list that mintgeo reads: save it as .xlsx or .csv."
        )
    if not path.is_file():
        raise InputError(f"There is no file '{path.name}' in '{path.parent.name or '.'}'.")
    if path.stat().st_size == 0:
        raise InputError(f"'{path.name}' is empty (0 bytes).")
    sheets = read_workbook(path) if kind in _WORKBOOK else [Sheet("", _read_text(path))]
    filled = [sheet for sheet in sheets if any(any(row) for row in sheet.rows)]
    if not filled:
        raise InputError(f"'{path.name}' has no content.")
    for sheet in filled:
        _mend(sheet)
    return filled


def frame_rows(frame: pd.DataFrame) -> list[Row]:
    """The cells of a frame as text."""
    return [[clean(cell) for cell in row] for row in frame.astype(object).to_numpy()]


def name_of(source: str | Path | pd.DataFrame) -> str:
    """What to call the source in a message."""
    return "The table" if isinstance(source, pd.DataFrame) else f"'{Path(source).name}'"


def _read_text(path: Path) -> list[Row]:
    text = _decode(path)
    readings = {}
    for delimiter in _DELIMITERS:
        try:
            lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
            readings[delimiter] = _cells(list(lines))
        except csv.Error as error:
            fault = error
    if not readings:
        raise InputError(f"'{path.name}' is not a readable text table: {fault}.") from fault
    return max(readings.values(), key=_tableness)


def _cells(lines: list[list[str]]) -> list[Row]:
    """Cells of a text file; of one that mintgeo wrote, as they were before."""
    if lines and is_ours(lines[0]):
        lines = [[unmarked(cell) for cell in line] for line in lines]
    return [[clean(cell) for cell in line] for line in lines]


def _tableness(rows: list[Row]) -> tuple[int, int]:
    """How much rows look like a table: rows of the commonest width over one, and that width."""
    widths = [len(row) for row in rows if len(row) > 1]
    if not widths:
        return 0, 0
    common = max(set(widths), key=lambda width: (widths.count(width), width))
    return widths.count(common), common


def _decode(path: Path) -> str:
    raw = path.read_bytes()
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16", errors="replace")
    if b"\x00" in raw or raw[:5] in (b"%PDF-", b"PK\x03\x04\x14"):
        raise InputError(f"'{path.name}' is no text file, whatever its name says.")
    for encoding in _ENCODINGS:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InputError(f"'{path.name}' is neither UTF-8 nor Windows-1252 text.")


def _mend(sheet: Sheet) -> None:
    """Put wrongly decoded letters right, and say so."""
    for number, row in enumerate(sheet.rows, start=1):
        mended = [mend(cell) if cell else cell for cell in row]
        changed = [str(new) for old, new in zip(row, mended, strict=True) if old != new]
        if changed:
            sheet.rows[number - 1] = mended
            sheet.say(number, f"Zeichen berichtigt: {', '.join(f'„{cell}“' for cell in changed)}")
        lost = [cell for cell in mended if cell and "\ufffd" in cell]
        if lost:
            sheet.say(number, f"Zeichen verloren: {', '.join(f'„{cell}“' for cell in lost)}")


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
        known = ", ".join(names) if any(names) else "none, it is a text file"
        raise InputError(f"'{file}' has no sheet {sheet!r}; its sheets are {known}.")
    return found[0]
