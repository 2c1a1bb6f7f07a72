"""A call list as a workbook: reasons in words, a column for notes, hostile names as text."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from mintgeo._cache import write_atomically
from mintgeo._credits import credits_of
from mintgeo._errors import InputError, OptionError
from mintgeo._excel import arrange, fill
from mintgeo._outputs.single import check_file, remember
from mintgeo._schema.networks import CALLS
from mintgeo._schema.rows import SEPARATOR
from mintgeo.language import MODES, Language, language, word
from mintgeo.language.calls import (
    CALL_COLUMNS,
    CALL_SOURCES,
    CALL_WORDS,
    GUIDE,
    GUIDE_WORDS,
    SHEET,
)

_WHOLE: Final = ("within", "gained")
_TEXT: Final = Alignment(vertical="top", wrap_text=True)
_WIDE: Final = 48
"""Letters in a line of a note, and of the guide twice as many."""


def save_call_list(
    calls: pd.DataFrame, path: str | Path, *, also: str | Sequence[str] = (), lang: str = "de",
    force: bool = False,
) -> Path:  # fmt: skip
    """Write a call list as a workbook for those who call.

    Parameters
    ----------
    calls
        As of ``call_list``.
    path
        Ends with ``.xlsx``.
    also
        A further column of the list to have in it, such as ``"Telefon"``, or several, before the
        notes; only the user can read the file then.
    lang
        ``de`` or ``en``: reasons, kinds, topics and headers are said in it.
    force
        Replace a file that is there.

    Returns
    -------
    Path
        The file. Its last column is empty, for notes. Names that look like formulas are text. A
        second sheet says how to read it, and its sources.

    Raises
    ------
    OptionError
        For another ending or language.
    OutputError
        If there is such a file.
    TableError
        If it is no call list.
    InputError
        If there is no such column.
    """
    goal, say = Path(path), language(lang)
    also = [also] if isinstance(also, str) else also
    if goal.suffix.lower() != ".xlsx":
        raise OptionError("A call list is written as .xlsx, not as '{kind}'.", kind=goal.suffix)
    CALLS.check(calls)
    if missing := [one for one in also if one not in calls.columns]:
        raise InputError("The call list has no column {missing}.", missing=", ".join(missing))
    check_file(goal, inputs=(), force=force)
    book = call_book(calls, also, say)
    with write_atomically(goal, private=bool(also)) as part:
        book.save(part)
    remember(goal)
    return goal


def call_book(calls: pd.DataFrame, also: Sequence[str], say: Language) -> Workbook:
    """The sheets of a call list."""
    book = Workbook()
    _write(book.worksheets[0], _said(calls, also, say), _WIDE)
    book.worksheets[0].title = say(SHEET)
    _write(book.create_sheet(say(GUIDE)), _guide(calls, say), 2 * _WIDE)
    return book


def _write(sheet: Worksheet, table: pd.DataFrame, last: float) -> None:
    """Fill a sheet whose long texts can be read whole, and whose last column is so wide."""
    fill(sheet, table)
    arrange(sheet)
    for cells in sheet.iter_rows(min_row=2):
        for cell in cells:
            cell.alignment = _TEXT
    sheet.column_dimensions[get_column_letter(sheet.max_column)].width = last


def _guide(calls: pd.DataFrame, say: Language) -> pd.DataFrame:
    """How to read the numbers, and whom they are from."""
    lines = [*map(say, GUIDE_WORDS)]
    if sources := credits_of(calls):
        lines += ["", say(CALL_SOURCES), *sources]
    return pd.DataFrame({say(GUIDE): lines})


def reasons_said(codes: str, say: Language) -> str:
    """The codes of one row in words; what somebody wrote there stays."""
    parts = codes.split(SEPARATOR)
    return SEPARATOR.join(say(CALL_WORDS[one]) if one in CALL_WORDS else one for one in parts)


def _said(calls: pd.DataFrame, also: Sequence[str], say: Language) -> pd.DataFrame:
    """The rows as people read them."""
    table = pd.DataFrame(calls).copy()
    nowhere = table["reasons"] == "no_location"
    table["reasons"] = [reasons_said(one, say) for one in table["reasons"]]
    table["gap_km"] = (table["gap_m"] / 1000).round(1)
    for name in _WHOLE:
        table[name] = table[name].mask(nowhere).round().astype("Int64")
    for name in ("category", "topics", "could_offer"):
        if name in table:
            table[name] = [None if pd.isna(one) else word(str(one), say) for one in table[name]]
    table["mode"] = [say(MODES[one]) for one in table["mode"]]
    *names, notes = [name for name in CALL_COLUMNS if name in table.columns]
    names = [*names, *(name for name in also if name not in names), notes]
    titles = [say(CALL_COLUMNS[name]) if name in CALL_COLUMNS else name for name in names]
    return table[names].set_axis(titles, axis="columns")
