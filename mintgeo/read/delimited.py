"""Text files → a sheet: encoding and delimiter are found in passes that keep nothing."""

import csv
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Final, TextIO

from mintgeo._csv import is_ours, unmarked
from mintgeo._errors import InputError
from mintgeo._limits import LIMITS, Meter, refuse_more
from mintgeo._phrase import Phrase
from mintgeo.findings import found
from mintgeo.read.encodings import GUESSED, find_encoding, has_nul
from mintgeo.read.sheet import Filled, Sheet

_DELIMITERS: Final = (";", "\t", "|", ",", "\x1f")
"""The last one is in no file: a list of one column has none."""
_SEARCHED: Final = 40
_LINE: Final = 1 << 22
"""Characters of one line."""
Knows = Callable[[str], bool]
"""Whether a cell is a header that is understood."""


@dataclass(frozen=True, order=True, kw_only=True)
class _Fit:
    """How much a file looks like a table under a delimiter; the greater, the more."""

    headers: int
    even: int
    rows: int
    width: int
    rank: int


def read_text(path: Path, knows: Knows) -> Sheet:
    """Return the rows of a text file; of one that mintgeo wrote, the cells as they were before.

    Raises
    ------
    InputError
        If it is no text, no table, or one beyond the limits.
    """
    encoding = find_encoding(path)
    delimiter = _delimiter(path, encoding, knows)
    filled = Filled(Meter(path.name))
    with _opened(path, encoding) as text:
        ours = False
        for number, row in enumerate(_records(text, delimiter, path.name), start=1):
            ours = ours or (number == 1 and is_ours(row))
            filled.add(number, enumerate(map(unmarked, row) if ours else row, start=1))
    sheet = filled.sheet("")
    if encoding in GUESSED:
        sheet.of_file.append(found("list.encoding", encoding=GUESSED[encoding]))
    if not encoding.startswith(("utf-16", "utf-32")) and has_nul(path):
        sheet.of_file.append(found("list.nul"))
    return sheet


def _opened(path: Path, encoding: str) -> TextIO:
    errors = "replace" if encoding.startswith(("utf-16", "utf-32")) else "strict"
    return path.open(encoding=encoding, errors=errors, newline="")


def _delimiter(path: Path, encoding: str, knows: Knows) -> str:
    """The delimiter under which the file looks most like a table.

    That is the one that gives the most headers that are understood, then the one that gives rows as
    wide as the header; a comma before a space is one of a text.
    """
    found: dict[str, _Fit] = {}
    for delimiter in _DELIMITERS:
        with _opened(path, encoding) as text:
            found[delimiter] = _fit(_told(text, delimiter, path.name), delimiter, knows)
    return max(found, key=found.__getitem__)


def _fit(records: Iterator[list[str]], delimiter: str, knows: Knows) -> _Fit:
    widths: Counter[int] = Counter()
    headers, header_width = 0, 0
    for at, row in enumerate(islice(records, LIMITS.rows)):
        if at < _SEARCHED and len(row) <= LIMITS.columns:
            cells = [cell for cell in row if delimiter != "," or not cell.startswith(" ")]
            known = len({cell.strip() for cell in cells if cell.strip() and knows(cell)})
            if known > headers:
                headers, header_width = known, len(row)
        widths[len(row)] += 1
    wide = [(count, width) for width, count in widths.items() if width > 1]
    rows, width = max(wide, default=(0, 0))
    even = header_width == max(widths, key=widths.__getitem__, default=0)
    rank = -_DELIMITERS.index(delimiter)
    if header_width == 1 and width > 1 and not even:
        headers = 0
    return _Fit(headers=headers, even=even and headers > 0, rows=rows, width=width, rank=rank)


def _told(text: TextIO, delimiter: str, file: str) -> Iterator[list[str]]:
    """The records up to the first that can't be read."""
    try:
        yield from _records(text, delimiter, file)
    except _QuoteError:
        return


class _QuoteError(InputError):
    """A quotation mark that belongs to nothing."""


def _records(text: TextIO, delimiter: str, file: str) -> Iterator[list[str]]:
    reader = csv.reader(_lines(text, file), delimiter=delimiter, strict=True)
    line = 1
    try:
        for row in reader:
            yield row
            line = reader.line_num + 1
    except csv.Error as error:
        raise _QuoteError(
            "'{file}' is not a readable text table: line {line} has a quotation mark (\") that is "
            "not closed, or stands in the middle of a cell ({error}). Take it away, or double it "
            "and put the whole cell in quotation marks.",
            file=file,
            line=line,
            error=error,
        ) from error


def _lines(text: TextIO, file: str) -> Iterator[str]:
    for line in iter(partial(text.readline, _LINE), ""):
        if len(line) == _LINE:
            refuse_more(len(line) + 1, _LINE, file=file, of=Phrase("characters in one line"))
        yield line.replace("\0", "")
