"""Texts in CSV files that no spreadsheet takes for a formula, and that come back as they were.

A cell, or a part of one after a separator, that begins like a formula gets an apostrophe in front,
the sign by which spreadsheets mark text. Plain numbers and phone numbers (a sign, digits) stay. In
a file that mintgeo wrote, reading takes one apostrophe away in such a place, so what had some
already has them again; other files are read as they are.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import pandas as pd
from pandas.api.types import is_numeric_dtype

from mintgeo._text import printable

_OURS: Final = {"match_level", "match_source", "match_note"}
_BEGINS: Final = r"(?:^|[,;|\t\r\n])[\s\"\ufeff\u200b-\u200f\u2060]*"
"""Where a cell begins, in whatever way the line is split; blanks and quotes count for nothing."""
_SIGNS: Final = "=+@＝＋－＠-"
_FORMULA: Final = re.compile(
    rf"({_BEGINS})(?![+-][\s(.]*\d[\d\s.,()]*[%€]?\s*(?:$|[,;|\t\r\n]))('*[{_SIGNS}])(?=.)",
    re.DOTALL,
)
_MARKED: Final = re.compile(rf"({_BEGINS})'('*[{_SIGNS}])(?=.)", re.DOTALL)


def marked(text: str) -> str:
    """The text of a cell as it may stand in a CSV.

    Examples
    --------
    >>> marked("=1+1"), marked("-3,5"), marked("+49 (0)30 1234567"), marked("- keine")
    ("'=1+1", '-3,5', '+49 (0)30 1234567', "'- keine")
    >>> unmarked(marked("'=1+1")) == "'=1+1"
    True
    """
    return _FORMULA.sub(r"\1'\2", printable(text))


def unmarked(text: str) -> str:
    """The text of a cell of a CSV as it was before ``marked``."""
    return _MARKED.sub(r"\1\2", text)


def is_ours(header: Iterable[str]) -> bool:
    """Whether a file of this header is a list that mintgeo has placed and written."""
    names = {name.removesuffix(" (mintgeo)") for name in header}
    return names >= _OURS or sum(name.startswith("mintgeo: ") for name in names) >= len(_OURS)


def write_csv(table: pd.DataFrame, path: Path, *, sep: str, decimal: str) -> None:
    """Write a table as UTF-8 with a byte order mark, as Excel opens it by double click."""
    columns = [table.iloc[:, at] for at in range(table.shape[1])]
    held = pd.DataFrame(
        {at: one if is_numeric_dtype(one) else one.map(_cell) for at, one in enumerate(columns)},
        index=table.index,
    )
    held = held.set_axis([_cell(name) for name in table.columns], axis="columns")
    # lines end as in Excel's own CSV; before Python 3.13, only so a \r in a text gets its quotes
    held.to_csv(
        path, sep=sep, decimal=decimal, index=False, encoding="utf-8-sig", lineterminator="\r\n"
    )


def _cell(value: Any) -> Any:
    return marked(value) if isinstance(value, str) else value
