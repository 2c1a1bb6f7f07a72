"""Files of a feed → columns of text: any order, quoted or not, with a mark at the beginning."""

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from mintgeo._door import reading
from mintgeo._errors import InputError
from mintgeo._limits import refuse_more
from mintgeo._phrase import Phrase
from mintgeo.timetable.gtfs.faults import Faults
from mintgeo.timetable.gtfs.source import Source
from mintgeo.timetable.gtfs.utf8 import OTHER, Utf8

_LINE: Final = 65_536
"""Bytes that a header may have."""
_TEXT: Final = pa.string()
CODED: Final = pa.dictionary(pa.int32(), pa.string())
"""Type of columns in which few texts come again and again."""
_BLOCK: Final = 16_000_000
_SMALL: Final = 1_000_000
_MOST: Final = 30_000_000
"""Rows of any file but the stop times."""
_START: Final = 60
_FEED: Final = Phrase("table of a timetable (GTFS)")


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is read of a file.

    Attributes
    ----------
    member
        Name of the file.
    needed, also
        Columns that must be there, and those that may.
    types
        Types of columns that are not plain text.
    """

    member: str
    needed: tuple[str, ...]
    also: tuple[str, ...] = ()
    types: Mapping[str, pa.DataType] | None = None


def table(source: Source, wanted: Wanted, faults: Faults) -> pa.Table:
    """Read a whole file as text; without it there are no rows.

    Returns
    -------
    pyarrow.Table
        All columns that are wanted, trimmed; one that the file lacks is of empty texts.

    Raises
    ------
    InputError
        If a column is missing, or the file can't be read.
    """
    columns = (*wanted.needed, *wanted.also)
    if wanted.member not in source.members:
        return pa.table({name: pa.array([], _TEXT) for name in columns})
    parts, rows = [], 0
    for part in batches(source, wanted, faults, small=True):
        rows += part.num_rows
        refuse_more(rows, _MOST, file=source.told(wanted.member), of=Phrase("rows"))
        parts.append(part)
    whole = pa.Table.from_batches(parts) if parts else pa.table({})
    return pa.table({name: _plain(whole, name) for name in columns})


def _plain(whole: pa.Table, name: str) -> pa.Array:
    if name not in whole.column_names:
        return pa.array([""] * whole.num_rows, _TEXT)
    return pc.utf8_trim_whitespace(whole[name].combine_chunks())


def batches(
    source: Source, wanted: Wanted, faults: Faults, *, small: bool = False
) -> Iterator[pa.RecordBatch]:
    """Stream a file; columns that it lacks are not there.

    Raises
    ------
    InputError
        If a column is missing, or the file can't be read.
    """
    told = source.told(wanted.member)
    names = _header(source, wanted, told)
    broken: list[tuple[str, int]] = []

    def pass_over(row: Any) -> str:
        broken.append(("" if broken else row.text[:80], row.text.count("\n") + 1))
        return "skip"

    with source.open(wanted.member) as file:
        text = Utf8(file)
        with reading(told, _FEED):
            stream = _stream(text, names, wanted, pass_over, small=small)
        while True:
            with reading(told, _FEED):
                try:
                    batch = stream.read_next_batch()
                except StopIteration:
                    break
            yield batch
    if text.odd:
        line = _line_where(source, wanted.member, _is_odd)
        faults.add("encoding", wanted.member, line=line, value=OTHER)
    if broken:
        row, n = broken[0][0], sum(lines for _, lines in broken)
        starts = tuple(row.encode(one, errors="replace")[:_START] for one in ("utf-8", OTHER))
        line = _line_where(source, wanted.member, lambda one: one.startswith(starts))
        faults.add("row_broken", wanted.member, n=n, line=line, value=row)


def _stream(file: Utf8, names: list[str], wanted: Wanted, pass_over: Any, *, small: bool) -> Any:
    columns = [one for one in (*wanted.needed, *wanted.also) if one in names]
    types = {one: (wanted.types or {}).get(one, _TEXT) for one in columns}
    return arrow_csv.open_csv(
        file,
        read_options=arrow_csv.ReadOptions(
            use_threads=not small,
            block_size=_SMALL if small else _BLOCK,
            column_names=names,
            skip_rows=1,
        ),
        parse_options=arrow_csv.ParseOptions(
            newlines_in_values=small, invalid_row_handler=pass_over
        ),
        convert_options=arrow_csv.ConvertOptions(
            include_columns=columns, column_types=types, strings_can_be_null=False
        ),
    )


def _header(source: Source, wanted: Wanted, told: str) -> list[str]:
    """Names of the columns; of those that come twice the first counts."""
    with source.open(wanted.member) as file, reading(told, _FEED):
        line = file.readline(_LINE + 1)
    refuse_more(len(line), _LINE, file=told, of=Phrase("bytes in its first line"))
    text = line.decode("utf-8-sig", errors="replace")
    cells = next(csv.reader([text.strip("\r\n")], skipinitialspace=True), [])
    names = [one.strip().casefold() for one in cells]
    names = [one if one and one not in names[:at] else f"#{at}" for at, one in enumerate(names)]
    lacking = [one for one in wanted.needed if one not in names]
    if lacking:
        raise InputError(
            "'{file}' lacks the columns {lacking} in line 1; it has {there}.",
            file=told,
            lacking=", ".join(lacking),
            there=", ".join(names)[:200].strip() or Phrase("nothing"),
        )
    return names


def _line_where(source: Source, member: str, wanted: Callable[[bytes], bool]) -> int:
    """The first line of which something is true; 0 if none is."""
    with source.open(member) as file:
        return next((number for number, line in enumerate(file, start=1) if wanted(line)), 0)


def _is_odd(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return True
    return False
