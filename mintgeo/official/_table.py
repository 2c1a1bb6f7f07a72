"""Tables of official files: encodings, decimal commas, ZIPs, and columns by their names."""

import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl
import pandas as pd
import pyarrow as pa
from openpyxl.utils.exceptions import InvalidFileException

from mintgeo._errors import InputError

_ENCODINGS = ("utf-8-sig", "cp1252")
_DAMAGE = (
    zipfile.BadZipFile, InvalidFileException, KeyError, EOFError, zlib.error, ET.ParseError,
)  # fmt: skip

Rows = list[tuple[Any, ...]]


@contextmanager
def open_sheets(file: Path) -> Iterator[dict[str, Iterator[tuple[Any, ...]]]]:
    """Give the rows of every sheet of an XLSX workbook, in order, not read yet.

    Raises
    ------
    InputError
        If there is no such file, or it is cut off, damaged or no workbook.
    """
    try:
        book = openpyxl.load_workbook(file, read_only=True, data_only=True)
        yield {sheet.title: sheet.iter_rows(values_only=True) for sheet in book.worksheets}
        book.close()
    except OSError as error:
        raise InputError(f"'{file.name}' can't be read: {error.strerror or error}.") from error
    except _DAMAGE as error:
        raise InputError(f"'{file.name}' is cut off, damaged or no XLSX workbook.") from error


def load_table(path: str | Path, *, member: str = "") -> pd.DataFrame:
    """Read a CSV (``;`` or ``,``; UTF-8 or cp1252), a Parquet file, or a CSV inside a ZIP.

    Every column of a CSV comes as text.

    Raises
    ------
    InputError
        If there is no such file, or it is not what its name says.
    """
    file = Path(path)
    try:
        if file.suffix.lower() == ".parquet":
            return pd.read_parquet(file)
        raw = _member(file, member) if file.suffix.lower() == ".zip" else file.read_bytes()
    except OSError as error:
        raise InputError(f"'{file.name}' can't be read: {error.strerror or error}.") from error
    except (zipfile.BadZipFile, pa.ArrowInvalid) as error:
        raise InputError(f"'{file.name}' is damaged or not a {file.suffix[1:]} file.") from error
    return _csv(file, raw)


def _member(file: Path, wanted: str) -> bytes:
    with zipfile.ZipFile(file) as archive:
        tables = sorted(name for name in archive.namelist() if name.lower().endswith(".csv"))
        fits = [name for name in tables if f"_{wanted}" in name] if len(tables) > 1 else tables
        if len(fits) != 1:
            found = ", ".join(tables) or "none"
            raise InputError(
                f"'{file.name}' should hold one CSV of '{wanted}'; the CSVs in it: {found}."
            )
        return archive.read(fits[0])


def _csv(file: Path, raw: bytes) -> pd.DataFrame:
    for encoding in _ENCODINGS:
        try:
            text = raw.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise InputError(f"'{file.name}' is neither UTF-8 nor cp1252 text.")
    head = text.split("\n", 1)[0]
    separator = max(";,\t", key=head.count)
    try:
        return pd.read_csv(io.StringIO(text), sep=separator, dtype="str", keep_default_na=False)
    except (pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise InputError(f"'{file.name}' is no table: {str(error).strip()}.") from error


def find_column(table: pd.DataFrame, names: Sequence[str], *, prefix: bool = False) -> str | None:
    """Name of the first column called like one of ``names``, case aside.

    With ``prefix``, a size may follow, as in ``GITTER_ID_1km``.
    """
    known = {str(column).strip().lower(): str(column) for column in table.columns}
    for name in names:
        if name in known:
            return known[name]
        if prefix:
            for column, original in known.items():
                if column.removeprefix(name) in ("_100m", "_1km", "_10km"):
                    return original
    return None


def numbers(column: pd.Series) -> pd.Series:
    """Numbers of a column, decimal commas allowed; NaN where there is none."""
    if pd.api.types.is_numeric_dtype(column):
        return column.astype(float)
    text = column.astype("str").str.strip().str.replace(",", ".", regex=False)
    return pd.to_numeric(text, errors="coerce").astype(float)
