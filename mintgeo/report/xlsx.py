"""The tables of a run as one workbook that an office reads and prints."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final

import pandas as pd
from openpyxl import Workbook

from mintgeo._cache import write_atomically
from mintgeo._collector import resting
from mintgeo._excel import save
from mintgeo.analysis.division import AREA_TYPE_NAMES
from mintgeo.chapters import Column, Sheet, registered
from mintgeo.chapters.rows import degrees, region_name
from mintgeo.chapters.words import who
from mintgeo.findings import COLUMN
from mintgeo.language import (
    AREA_LEVELS,
    LEVELS,
    MODES,
    NOTHING,
    STATUSES,
    VERDICTS,
    Language,
    language,
)
from mintgeo.language.headings import heading
from mintgeo.language.phrases import ROLES
from mintgeo.report.guide import MOST_ROWS, contents, guide
from mintgeo.report.paper import fill_rows, fill_text
from mintgeo.report.shared import Maker, plainly
from mintgeo.report.spoken import spoken
from mintgeo.run import Run

_WORDS: Final = {
    "mode": MODES, "status": STATUSES, "level": AREA_LEVELS, "verdict": VERDICTS,
    "match_level": LEVELS, "area_type": AREA_TYPE_NAMES, "role": ROLES,
}  # fmt: skip
"""Columns of codes, and what these are called."""
_NAMED: Final = (("ags", "name"), ("other_ags", "other_name"))
_PER_ROW: Final = ("geometry", "hidden", COLUMN)
"""What no sheet has."""


def write_xlsx(run: Run, path: str | Path, *, lang: str = "de", made: Maker = plainly) -> Path:
    """Write the tables of a run as a workbook.

    It begins with the main results and what each sheet holds, and a guide to the columns. Then
    one sheet per table of the report, headers and codes in words, empty columns left out, ready to
    be printed; "Daten", for programs, has every share with the names of the schema. Text that
    begins like a formula stays text; names and words of the lists' own are the same in every
    language. The same run gives the same bytes. ``made`` lets chapters make their sheets.
    """
    run, say = spoken(run, lang), language(lang)
    stamp = datetime.fromisoformat(run.as_of)
    with resting():  # cells are many, and none is waste before all are written
        book = _book(run, say, stamp, made)
        with write_atomically(path, private=not run.is_public) as part:
            save(book, part, stamp)
    return Path(path)


def _book(run: Run, say: Language, stamp: datetime, made: Maker) -> Workbook:
    sheets = [_ready(one, say) for one in _sheets(run, say, made)]
    book = Workbook()
    book.remove(book.worksheets[0])
    reading = say("Lesehilfe")
    links = {**{one.title: one.title for one in sheets}, reading: reading}
    first = book.create_sheet(say("Das Wichtigste"))
    fill_text(book.create_sheet(reading), guide(run, sheets, say), say)
    filled = [(one, fill_rows(book.create_sheet(one.title), one, run.title, say)) for one in sheets]
    printed = [replace(one, printed=rows) for one, rows in filled]
    fill_text(first, contents(run, printed, say), say, links)
    book.properties.created = book.properties.modified = stamp
    return book


def _sheets(run: Run, say: Language, made: Maker) -> list[Sheet]:
    """The sheets of all chapters, in their places, with all that stands above their columns."""
    found = [sheet for chapter in registered() for sheet in made(chapter.sheets, run, say)]
    people = who(run, say)
    flat = [replace(one, table=degrees(one.table)) for one in found]
    return [
        replace(one, columns=tuple(_columns(one, say, people)))
        for one in sorted(flat, key=lambda one: one.place)
    ]


def _columns(sheet: Sheet, say: Language, people: str) -> Iterator[Column]:
    """Columns that hold something, with their codes and headers."""
    table = sheet.table
    for one in sheet.columns or [Column(name=name) for name in table.columns]:
        if one.name in _PER_ROW or one.name not in table or _is_empty(table[one.name]):
            continue
        code = one.code or one.name
        head = code if sheet.machine else one.head or heading(code, say, who=people)
        yield replace(one, code=code, head=head)


def _is_empty(values: pd.Series) -> bool:
    nothing = values.isna()
    if not pd.api.types.is_numeric_dtype(values):
        nothing |= values.astype(str).isin(["", NOTHING])
    return len(values) > 0 and bool(nothing.all())


def _ready(sheet: Sheet, say: Language) -> Sheet:
    """The sheet with phrases instead of codes, and no more rows than one can read."""
    table = sheet.table
    if not sheet.machine:
        table = table.head(MOST_ROWS)
        for column, phrases in _WORDS.items():
            if column in table:
                said = {code: say(text) for code, text in phrases.items()}
                table[column] = table[column].map(lambda code, said=said: said.get(code, code))
        for key, column in _NAMED:
            if {key, column} <= set(table):
                pairs = zip(table[key], table[column], strict=True)
                table[column] = [region_name(ags, name, say) for ags, name in pairs]
                table[key] = table[key].mask(table[key].isin([*AREA_TYPE_NAMES]), "")
    return replace(sheet, table=table[[one.name for one in sheet.columns]])
