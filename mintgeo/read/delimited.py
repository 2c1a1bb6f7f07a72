"""Text files → a sheet: encoding and delimiter are found in passes that keep nothing."""

import codecs
import csv
from collections import Counter
from collections.abc import Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Final, TextIO

from mintgeo._csv import is_ours, unmarked
from mintgeo._errors import InputError
from mintgeo._limits import LIMITS, Meter, refuse_more
from mintgeo.read.sheet import Filled, Sheet

_DELIMITERS: Final = (";", "\t", ",")
_ENCODINGS: Final = ("utf-8-sig", "cp1252")
_NO_TEXT: Final = (b"%PDF-", b"PK\x03\x04\x14")
_CHUNK: Final = 1 << 20
_LINE: Final = 1 << 22
"""Characters of one line."""


def read_text(path: Path) -> Sheet:
    """Return the rows of a text file; of one that mintgeo wrote, the cells as they were before.

    Raises
    ------
    InputError
        If it is no text, no table, or one beyond the limits.
    """
    encoding = find_encoding(path)
    delimiter = _delimiter(path, encoding)
    filled = Filled(Meter(path.name))
    with _opened(path, encoding) as text:
        ours = False
        for number, row in enumerate(_records(text, delimiter, path.name), start=1):
            ours = ours or (number == 1 and is_ours(row))
            filled.add(number, enumerate(map(unmarked, row) if ours else row, start=1))
    return filled.sheet("")


def find_encoding(path: Path) -> str:
    """Name the encoding of a text file, by all of its bytes.

    Raises
    ------
    InputError
        If it is no text, or none that is known.
    """
    with path.open("rb") as raw:
        head = raw.read(8)
    if head[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return "utf-16"
    if head.startswith(_NO_TEXT) or any(b"\x00" in chunk for chunk in _chunks(path)):
        raise InputError(f"'{path.name}' is no text file, whatever its name says.")
    for encoding in _ENCODINGS:
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            for chunk in _chunks(path):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return encoding
    raise InputError(f"'{path.name}' is neither UTF-8 nor Windows-1252 text.")


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as raw:
        yield from iter(partial(raw.read, _CHUNK), b"")


def _opened(path: Path, encoding: str) -> TextIO:
    errors = "replace" if encoding == "utf-16" else "strict"
    return path.open(encoding=encoding, errors=errors, newline="")


def _delimiter(path: Path, encoding: str) -> str:
    """The delimiter under which the file looks most like a table."""
    found: dict[str, tuple[int, int]] = {}
    for delimiter in _DELIMITERS:
        try:
            with _opened(path, encoding) as text:
                found[delimiter] = _tableness(_records(text, delimiter, path.name))
        except csv.Error as error:
            fault = error
    if not found:
        raise InputError(f"'{path.name}' is not a readable text table: {fault}.") from fault
    return max(found, key=found.__getitem__)


def _records(text: TextIO, delimiter: str, file: str) -> Iterator[list[str]]:
    return csv.reader(_lines(text, file), delimiter=delimiter, strict=True)


def _lines(text: TextIO, file: str) -> Iterator[str]:
    for line in iter(partial(text.readline, _LINE), ""):
        if len(line) == _LINE:
            refuse_more(len(line) + 1, _LINE, file=file, of="characters in one line")
        yield line


def _tableness(records: Iterator[list[str]]) -> tuple[int, int]:
    """How much rows look like a table: rows of the commonest width over one, and that width."""
    widths = Counter(map(len, islice(records, LIMITS.rows)))
    wide = [(count, width) for width, count in widths.items() if width > 1]
    return max(wide, default=(0, 0))
