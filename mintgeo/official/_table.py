"""Tables of official files: encodings, decimal commas, ZIPs, and columns by their names."""

import codecs
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from mintgeo._door import check_file, open_archive, reading
from mintgeo._errors import InputError
from mintgeo._limits import LIMITS, refuse_more
from mintgeo._phrase import Phrase
from mintgeo._xlsx import open_book

_ENCODINGS: Final = ("utf-8-sig", "cp1252")
_CHUNK: Final = 1 << 20
_ROWS: Final = 200_000
"""Rows of a CSV that are read at a time."""

_NAMED: Final = 20

Rows = list[tuple[Any, ...]]


@contextmanager
def open_sheets(file: Path) -> Iterator[dict[str, Iterator[tuple[Any, ...]]]]:
    """Give the rows of every sheet of an XLSX workbook that hold something, not read yet.

    Raises
    ------
    InputError
        If there is no such file, or it is cut off, damaged or no workbook.
    """
    check_file(file, most=LIMITS.list_bytes)
    with reading(file.name, Phrase("Excel workbook")), open_book(file) as book:
        yield {sheet.name: _equally_wide(book.rows(sheet, book.cells())) for sheet in book.sheets}


def _equally_wide(rows: Iterator[tuple[int, dict[int, Any]]]) -> Iterator[tuple[Any, ...]]:
    """Rows as tuples; the first column of the sheet is their first."""
    kept, count = [], 0
    for _, cells in rows:
        kept.append(cells)
        count += len(cells)
        refuse_more(count, LIMITS.cells, file=Phrase("A sheet"), of=Phrase("cells"))
    width = max((max(cells) for cells in kept), default=0)
    refuse_more(width, LIMITS.columns, file=Phrase("A sheet"), of=Phrase("columns"))
    refuse_more(len(kept) * width, LIMITS.cells, file=Phrase("A sheet"), of=Phrase("cells"))
    for cells in kept:
        yield tuple([cells.get(place) for place in range(1, width + 1)])


def load_table(path: str | Path, *, member: str = "") -> pd.DataFrame:
    """Read a CSV (``;`` or ``,``; UTF-8 or cp1252), a Parquet file, or a CSV inside a ZIP.

    Every column of a CSV comes as text.

    Raises
    ------
    InputError
        If there is no such file, it is not what its name says, or it is beyond the limits.
    """
    file = check_file(path, most=LIMITS.table_bytes)
    kind = file.suffix.lower()
    with reading(file.name, Phrase("{kind} file", kind=kind[1:]) if kind else Phrase("table")):
        if kind == ".parquet":
            return _parquet(file)
        if kind == ".zip":
            with open_archive(file) as archive:
                name = _member(file, archive.namelist(), member)
                refuse_more(
                    archive.getinfo(name).file_size,
                    LIMITS.table_bytes,
                    file=name,
                    of=Phrase("bytes"),
                )
                return _csv(file, lambda: archive.open(name))
        return _csv(file, lambda: file.open("rb"))


def _parquet(file: Path) -> pd.DataFrame:
    """Read a Parquet file whose directory promises no more than can be held.

    Texts are read as numbers of a dictionary first: one long text in many rows stays one.
    """
    with pq.ParquetFile(file) as source:
        about, names = source.metadata, source.schema_arrow.names
        texts = [name for name in names if pa.types.is_string(source.schema_arrow.field(name).type)]
    groups = [about.row_group(number) for number in range(about.num_row_groups)]
    for found, most, of in (
        (about.num_columns, LIMITS.columns, Phrase("columns")),
        (about.num_rows * about.num_columns, LIMITS.table_cells, Phrase("cells")),
        (
            sum(group.total_byte_size for group in groups),
            LIMITS.table_bytes,
            Phrase("bytes, unpacked,"),
        ),
    ):
        refuse_more(found, most, file=file.name, of=of)
    table = pq.read_table(file, read_dictionary=texts).replace_schema_metadata(None)
    for column in table.columns:
        if pa.types.is_dictionary(column.type):
            refuse_more(
                _length(column), LIMITS.table_bytes, file=file.name, of=Phrase("characters")
            )
    plain = [
        column.cast(column.type.value_type) if pa.types.is_dictionary(column.type) else column
        for column in table.columns
    ]
    out: pd.DataFrame = pa.table(plain, names=table.column_names).to_pandas()
    return out


def _length(column: pa.ChunkedArray) -> int:
    """Characters of a column of texts, as if each row had its own."""
    return sum(
        pc.sum(pc.take(pc.binary_length(part.dictionary), part.indices)).as_py() or 0
        for part in column.chunks
    )


def _member(file: Path, names: list[str], wanted: str) -> str:
    tables = sorted(name for name in names if name.lower().endswith(".csv"))
    fits = [name for name in tables if f"_{wanted}" in name] if len(tables) > 1 else tables
    if len(fits) != 1:
        found = ", ".join(tables[:_NAMED]) or "none"
        raise InputError(
            "'{file}' should hold one CSV of '{wanted}'; the CSVs in it: {found}.",
            file=file.name,
            wanted=wanted,
            found=found,
        )
    return fits[0]


def _csv(file: Path, opened: Callable[[], IO[bytes]]) -> pd.DataFrame:
    """Read a CSV in two passes: what it is, and what it says."""
    encoding, lines, head = _look(file, opened)
    separator = max(";,\t", key=head.count)
    width = head.count(separator) + 1
    refuse_more(width, LIMITS.columns, file=file.name, of=Phrase("columns"))
    refuse_more(lines * width, LIMITS.table_cells, file=file.name, of=Phrase("cells"))
    with opened() as raw:
        parts = pd.read_csv(
            raw, sep=separator, dtype="str", keep_default_na=False, encoding=encoding,
            chunksize=_ROWS,
        )  # fmt: skip
        return pd.concat(list(parts), ignore_index=True)


def _look(file: Path, opened: Callable[[], IO[bytes]]) -> tuple[str, int, str]:
    """Encoding of a text, its number of lines, and the first of them."""
    for encoding in _ENCODINGS:
        decoder = codecs.getincrementaldecoder(encoding)()
        lines, head = 0, ""
        try:
            with opened() as raw:
                while chunk := raw.read(_CHUNK):
                    lines += chunk.count(b"\n")
                    text = decoder.decode(chunk)
                    head = head or text.split("\n", 1)[0]
                decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return encoding, lines, head
    raise InputError("'{file}' is neither UTF-8 nor cp1252 text.", file=file.name)


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
