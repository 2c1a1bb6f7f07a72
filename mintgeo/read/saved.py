"""Files that a page of ours has saved, and perhaps a spreadsheet since: read strictly.

They count before everything else, so what is not as it was saved is refused with its rows.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Final

import pandas as pd

from mintgeo._csv import unmarked
from mintgeo._errors import InputError
from mintgeo._phrase import Phrase, phrases
from mintgeo.language import LANGUAGES, language
from mintgeo.read.files import frame_rows, name_of, read_sheets

One = str | Path | pd.DataFrame
"""A CSV, a workbook, or a frame with the columns of one."""
_LETTERS: Final = "bcdfghjkmnpqrstv"
"""No digits and no vowels: a spreadsheet takes such a text for no number, month or word."""
_DAY: Final = re.compile(r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})")
_MOST: Final = 10
LONGEST: Final = 200
"""So many faults an error names, so many letters of a note or an id are kept."""


@dataclass(frozen=True, kw_only=True)
class Saved:
    """A kind of file.

    Attributes
    ----------
    columns
        Column → its header in German.
    optional
        Columns that may be missing.
    foreign
        The error for another file, of its name and of the columns that it should have once.
    faulty
        The error for faulty rows, of the file's name and the faults.
    """

    columns: Mapping[str, str]
    optional: Collection[str]
    foreign: Callable[[Phrase, str], InputError]
    faulty: Callable[[Phrase, Phrase], InputError]

    def rows(self, source: One) -> Iterator[tuple[int, dict[str, str]]]:
        """Cells by column, with the number of the row in the file; headers in any language.

        Raises
        ------
        InputError
            If the file can't be read, or a column is missing or there twice.
        """
        known = codes(self.columns)
        if isinstance(source, pd.DataFrame):
            cells: list[list[str | None]] = [list(map(str, source.columns)), *frame_rows(source)]
            numbers = list(range(1, len(cells) + 1))
        else:
            sheet = read_sheets(Path(source), lambda cell: cell.strip().casefold() in known)[0]
            cells, numbers = sheet.rows, sheet.numbers
        header = [known.get((cell or "").strip().casefold(), "") for cell in cells[0]]
        least = {column: int(column not in self.optional) for column in self.columns}
        wrong = [column for column in least if not least[column] <= header.count(column) <= 1]
        if wrong:
            titles = "; ".join(language()(self.columns[column]) for column in wrong)
            raise self.foreign(name_of(source), titles)
        for number, row in zip(numbers[1:], cells[1:], strict=True):
            yield number, {at: unmarked(cell or "") for at, cell in zip(header, row, strict=True)}

    def refuse(self, source: One, faults: Sequence[tuple[int, Phrase]]) -> None:
        """Refuse a file with faults of rows.

        Raises
        ------
        InputError
            It names the rows.
        """
        if faults:
            told = [Phrase("row {number}: {fault}", number=at, fault=one) for at, one in faults]
            raise self.faulty(name_of(source), few(told))


def few(faults: Sequence[Phrase]) -> Phrase:
    """The first faults, and how many more there are."""
    more = [Phrase("and {n} more", n=len(faults) - _MOST)] if len(faults) > _MOST else []
    return phrases([*faults[:_MOST], *more], "; ")


def codes(words: Mapping[str, str]) -> dict[str, str]:
    """Word in any language in lower case, or the code itself → code."""
    return _codes(tuple(words.items()))


@cache
def _codes(words: tuple[tuple[str, str], ...]) -> dict[str, str]:
    said = {language(lang)(word).casefold(): code for lang in LANGUAGES for code, word in words}
    return said | {code: code for code, _ in words}


def iso_day(text: str) -> str:
    """An ISO date, also as Excel writes it; empty where it is none.

    Examples
    --------
    >>> iso_day("26.11.2026"), iso_day("2026-11-26"), iso_day("31.2.2026")
    ('2026-11-26', '2026-11-26', '')
    """
    german = _DAY.fullmatch(text)
    try:
        if german:
            return date(int(german["y"]), int(german["m"]), int(german["d"])).isoformat()
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""


def sign_of(text: str, letters: int) -> str:
    """An even number of letters that change with a text, all but once in 16 to their power."""
    digest = blake2b(text.encode("utf-8", "replace"), digest_size=letters // 2).hexdigest()
    return "".join(_LETTERS[int(digit, 16)] for digit in digest)


def is_sign(text: str, letters: int) -> bool:
    """Whether a text can be a sign of so many letters."""
    return len(text) == letters and set(text) <= set(_LETTERS)


def plain_id(id_: str) -> str:
    """An id as a page saves it."""
    return " ".join(id_.split())


def bare_id(id_: str) -> str:
    """An id without the zeros that a spreadsheet takes away."""
    return plain_id(id_).lstrip("0")
