"""Files and frames → rows of text, as they stand: encodings, delimiters, sheets, merged cells."""

from pathlib import Path
from typing import Final

import pandas as pd

from mintgeo._door import check_file, reading
from mintgeo._errors import InputError
from mintgeo._formats import (
    OPEN_DOCUMENT,
    TEXT,
    WORKBOOK,
    by_ending,
    format_of,
    refuse_foreign,
)
from mintgeo._limits import LIMITS
from mintgeo._phrase import Phrase
from mintgeo.findings import found
from mintgeo.read.delimited import Knows, read_text
from mintgeo.read.opendocument import read_opendocument
from mintgeo.read.sheet import Row, Sheet, clean
from mintgeo.read.text import mend
from mintgeo.read.workbook import read_workbook, with_merged

_ENDINGS: Final = {
    ".csv": TEXT, ".tsv": TEXT, ".txt": TEXT, ".xlsx": WORKBOOK, ".xlsm": WORKBOOK,
    ".ods": OPEN_DOCUMENT,
}  # fmt: skip
"""Ending → what is read under it, if the content is of no other kind."""
_CALLED: Final = {
    TEXT: Phrase("text table"), WORKBOOK: Phrase("Excel workbook"),
    OPEN_DOCUMENT: Phrase("OpenDocument spreadsheet"),
}  # fmt: skip
_HEAD: Final = 4096
_TEXT_INSIDE: Final = ".xls"
"""Ending under which programs save texts with tabs, too."""
_LESS: Final = Phrase("save only the list itself, or split it")


def read_sheets(path: Path, knows: Knows) -> list[Sheet]:
    """Return every sheet of a file that has content; a text file is one sheet.

    Raises
    ------
    InputError
        If there is no such file, it is empty, damaged, of another kind or beyond the limits.
    """
    check_file(path, most=LIMITS.list_bytes, do=_LESS)
    kind = _kind(path)
    with reading(path.name, _CALLED[kind]):
        if kind == OPEN_DOCUMENT:
            sheets = [with_merged(sheet, areas, path) for sheet, areas in read_opendocument(path)]
        else:
            sheets = read_workbook(path) if kind == WORKBOOK else [read_text(path, knows)]
    filled = [sheet for sheet in sheets if sheet.rows]
    if not filled:
        raise InputError("'{file}' has no content.", file=path.name)
    for sheet in filled:
        _mend(sheet)
    return filled


def _kind(path: Path) -> str:
    """How a file is read: by its content, and by its ending where that says nothing."""
    kind, said = format_of(path), _ENDINGS.get(path.suffix.lower())
    refuse_foreign(path, kind)
    if kind != TEXT:
        return str(kind)
    foreign = by_ending(path)
    if said is None and foreign is not None and not _is_table(path):
        refuse_foreign(path, foreign)
    if said is None and foreign is None:
        raise InputError(
            "'{file}' is not named as a list that mintgeo reads: save it as .xlsx or .csv.",
            file=path.name,
        )
    return said or TEXT


def _is_table(path: Path) -> bool:
    """Whether a file that is named as an old workbook is a text with tabs or semicolons."""
    with path.open("rb") as raw:
        head = raw.read(_HEAD).replace(b"\0", b"")
    return path.suffix.lower() == _TEXT_INSIDE and (b"\t" in head or b";" in head)


def frame_rows(frame: pd.DataFrame) -> list[Row]:
    """The cells of a frame as text."""
    return [[clean(cell) for cell in row] for row in frame.astype(object).to_numpy()]


def name_of(source: str | Path | pd.DataFrame, sheet: str | int | None = None) -> Phrase:
    """What to call the source in a message: the file, and the sheet if one was asked for."""
    if isinstance(source, pd.DataFrame):
        return Phrase("The table")
    if sheet is None:
        return Phrase("'{file}'", file=Path(source).name)
    return Phrase("sheet '{sheet}' of '{file}'", file=Path(source).name, sheet=sheet)


def _mend(sheet: Sheet) -> None:
    """Put wrongly decoded letters right, and say so."""
    for at, (number, row) in enumerate(zip(sheet.numbers, sheet.rows, strict=True)):
        mended = [mend(cell) if cell else cell for cell in row]
        changed = [str(new) for old, new in zip(row, mended, strict=True) if old != new]
        if changed:
            sheet.rows[at] = mended
            sheet.say(number, found("read.letters_mended", cells=changed))
        lost = [cell for cell in mended if cell and "\ufffd" in cell]
        if lost:
            sheet.say(number, found("read.letters_lost", cells=lost))


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
        known = ", ".join(names) if any(names) else Phrase("none, it is a text file")
        raise InputError(
            "'{file}' has no sheet {sheet!r}; its sheets are {known}.",
            file=file,
            sheet=sheet,
            known=known,
        )
    return found[0]
