"""Files and frames → cells as text: encodings, delimiters, sheets."""

import csv
import io
import warnings
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from mintgeo._errors import InputError

FIRST_FILE_ROW: Final = 2
"""Row 1 of a file is its header."""
_TEXT: Final = frozenset({".csv", ".tsv", ".txt"})
_WORKBOOK: Final = frozenset({".xlsx", ".xlsm"})
_DELIMITERS: Final = (";", "\t", ",")
_ENCODINGS: Final = ("utf-8-sig", "cp1252")
_BROKEN_BOOK: Final = (
    InvalidFileException,
    zipfile.BadZipFile,
    KeyError,
    ValueError,
    OSError,
    TypeError,
)


def read_cells(source: str | Path | pd.DataFrame, *, sheet: str | int | None) -> pd.DataFrame:
    """Return the cells of a list as text, empty ones as NA.

    The column ``_row`` holds the number of the row: that of the file (the header is row 1), or
    counted from 1 in a frame, which keeps its index. Rows without any content are left out.

    Raises
    ------
    InputError
        If there is no such file, it is empty, of another kind, or has no such sheet.
    """
    if isinstance(source, pd.DataFrame):
        cells, first = source.map(_as_text), 1
        cells.columns = [str(name).strip() for name in cells.columns]
    else:
        cells, first = _read_file(Path(source), sheet), FIRST_FILE_ROW
    cells = cells.astype("str")
    cells = cells.map(lambda text: text.replace("\xa0", " ").strip(), na_action="ignore")
    cells = cells.mask(cells == "").astype("str")
    cells["_row"] = [str(number) for number in range(first, first + len(cells))]
    filled = cells[cells.drop(columns="_row").notna().any(axis=1)]
    return filled if isinstance(source, pd.DataFrame) else filled.reset_index(drop=True)


def name_of(source: str | Path | pd.DataFrame) -> str:
    """What to call the source in a message."""
    return "The table" if isinstance(source, pd.DataFrame) else f"'{Path(source).name}'"


def _read_file(path: Path, sheet: str | int | None) -> pd.DataFrame:
    kind = path.suffix.lower()
    if kind not in _TEXT | _WORKBOOK:
        raise InputError(
            f"'{path.name}' is not a list that mintgeo reads: save it as .xlsx or .csv."
        )
    if not path.is_file():
        raise InputError(f"There is no file '{path.name}' in '{path.parent.name or '.'}'.")
    if path.stat().st_size == 0:
        raise InputError(f"'{path.name}' is empty (0 bytes).")
    if kind in _WORKBOOK:
        return _read_workbook(path, sheet)
    if sheet is not None:
        raise InputError(f"'{path.name}' is a text file; it has no sheet {sheet!r}.")
    return _read_text(path)


def _read_text(path: Path) -> pd.DataFrame:
    text = _decode(path)
    lines = text.splitlines()
    header = next((line for line in lines if line.strip()), "")
    delimiter = max(_DELIMITERS, key=header.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise InputError(f"'{path.name}' is not a readable text table: {error}.") from error
    return _frame(rows, path.name)


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


def _read_workbook(path: Path, sheet: str | int | None) -> pd.DataFrame:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of styles that it can't keep
        try:
            book = load_workbook(path, read_only=True, data_only=True)
            names = book.sheetnames
            rows = list(book[_chosen(names, sheet, path.name)].iter_rows(values_only=True))
            book.close()
        except InputError:
            raise
        except _BROKEN_BOOK as error:
            raise InputError(f"'{path.name}' is no Excel workbook, or a damaged one.") from error
    return _frame([[_as_text(cell) for cell in row] for row in rows], path.name)


def _chosen(names: list[str], sheet: str | int | None, file: str) -> str:
    if sheet is None:
        return names[0]
    if isinstance(sheet, int) and 0 <= sheet < len(names):
        return names[sheet]
    if sheet in names:
        return str(sheet)
    raise InputError(f"'{file}' has no sheet {sheet!r}; its sheets are {', '.join(names)}.")


def _frame(rows: list[list[Any]], file: str) -> pd.DataFrame:
    filled = [any(str(cell).strip() for cell in row if cell is not None) for row in rows]
    if not any(filled):
        raise InputError(f"'{file}' has no content.")
    if not filled[0]:
        raise InputError(
            f"The first row of '{file}' is empty; it must hold the names of the columns."
        )
    header = [str(cell).strip() if cell is not None else "" for cell in rows[0]]
    width = max(len(header), *(len(row) for row in rows))
    body = [[*row, *[None] * (width - len(row))] for row in rows[1:]]
    if not body:
        raise InputError(f"'{file}' has a header but no rows.")
    names = [name or f"Spalte {position}" for position, name in enumerate(header, start=1)]
    names += [f"Spalte {position}" for position in range(len(header) + 1, width + 1)]
    return pd.DataFrame(body, columns=names)


def _as_text(cell: Any) -> Any:
    """Text of a cell; 17033.0 of a spreadsheet is 17033."""
    if cell is None or cell is pd.NA or cell is pd.NaT:
        return None
    if isinstance(cell, bool | np.bool_):
        return str(bool(cell))
    if isinstance(cell, float | np.floating):
        if np.isnan(cell):
            return None
        return str(int(cell)) if float(cell).is_integer() else repr(float(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == datetime.min.time() else cell.isoformat()
    return str(cell)
