"""A copy of what somebody sent, with the questions on its cells, to send back.

The copy is made of what was read, cell by cell as text: macros, formulas and links of the file that
came do not go back.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

import pandas as pd
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils.cell import column_index_from_string, get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from mintgeo._excel import put
from mintgeo._text import printable, shortened
from mintgeo.language import N_, Language
from mintgeo.survey.table import Copy, Survey

_COLOURS: Final = {"error": "F4B6B0", "warning": "FFE08A", "info": "DCE9F2"}
_ORDER: Final = ("error", "warning", "info")
_WIDEST, _LOOKED = 44, 200
_TITLE: Final = 31
_LONGEST: Final = 1_000
_QUESTIONS: Final = N_("Rückfragen")
_FORBIDDEN: Final = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


def marked_book(survey: Survey, file: str, say: Language) -> Workbook:
    """The workbook of one file: the questions first, then its sheets."""
    told = survey.told(lang=say.code)
    own = told[told["file"] == file]
    book = Workbook()
    first = book.worksheets[0]
    first.title = say(_QUESTIONS)
    _questions(first, own[own["severity"] != "info"], say)
    taken = {first.title.casefold()}
    for copy in survey.copies:
        if copy.file == file and not copy.sheet.hidden:
            sheet = book.create_sheet(_free(copy.sheet.name or say(N_("Antworten")), taken))
            rows = own[own["sheet"] == copy.sheet.name].to_dict("records")
            _fill(sheet, copy)
            _mark(sheet, copy, rows)
    return book


def _free(name: str, taken: set[str]) -> str:
    """A name that a sheet can have, and no other has."""
    base = printable(name).translate(_FORBIDDEN).strip()[: _TITLE - 4] or "1"
    free, number = base, 1
    while free.casefold() in taken:
        number += 1
        free = f"{base} {number}"
    taken.add(free.casefold())
    return free


def _questions(sheet: Worksheet, rows: pd.DataFrame, say: Language) -> None:
    """One question a line; colours as on the cells."""
    sheet.column_dimensions["A"].width = 110
    head = say("Rückfragen zu Ihrer Liste") if len(rows) else say("Keine Rückfragen, vielen Dank!")
    put(sheet, 1, 1, head).font = Font(name="Calibri", bold=True, size=14)
    for number, row in enumerate(rows.to_dict("records"), start=3):
        cell = put(sheet, number, 1, question(row, say))
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.fill = PatternFill("solid", start_color=_COLOURS[row["severity"]])


def question(row: Mapping[Any, Any], say: Language) -> str:
    """A finding, and where it is."""
    number, column, text = int(row["row"]), row["column"], str(row["sentence"])
    if number and isinstance(column, str):
        if column.isdecimal():
            number, column = int(column), get_column_letter(number)
        return say("Zeile {row}, Spalte {column} „{header}“: {text}", row=number, column=column,
                   header=row["header"], text=text)  # fmt: skip
    return say("Zeile {row}: {text}", row=number, text=text) if number else text


def _fill(sheet: Worksheet, copy: Copy) -> None:
    widths: dict[int, int] = {}
    for at, (number, row) in enumerate(zip(copy.sheet.numbers, copy.sheet.rows, strict=True)):
        for place, text in zip(copy.sheet.places, row, strict=True):
            if text is None:
                continue
            cell = put(sheet, number, place, text)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if not copy.turned and number == copy.header:
                cell.font = Font(name="Calibri", bold=True)
            if at < _LOOKED:
                widths[place] = max(widths.get(place, 8), min(len(text) + 2, _WIDEST))
    for place, width in widths.items():
        sheet.column_dimensions[get_column_letter(place)].width = width


def _mark(sheet: Worksheet, copy: Copy, rows: Iterable[Mapping[Any, Any]]) -> None:
    """Colour the cells that something was found of, and say it on them."""
    said: dict[tuple[int, int], list[Mapping[Any, Any]]] = {}
    for row in rows:
        if (at := _place(row, copy)) is not None:
            said.setdefault(at, []).append(row)
    for (number, column), found in said.items():
        cell = sheet.cell(number, column)
        gravest = min((str(one["severity"]) for one in found), key=_ORDER.index)
        cell.fill = PatternFill("solid", start_color=_COLOURS[gravest])
        text = printable("\n".join(dict.fromkeys(str(one["sentence"]) for one in found)))
        note = Comment(shortened(text, _LONGEST), "mintgeo")
        note.width, note.height = 320, 40 + 22 * min(len(text) // 40 + len(found), 12)
        cell.comment = note


def _place(row: Mapping[Any, Any], copy: Copy) -> tuple[int, int] | None:
    """Row and column of the cell that a finding is about."""
    number, column = int(row["row"]), row["column"] if isinstance(row["column"], str) else ""
    first = copy.sheet.places[0] if copy.sheet.places else 1
    if copy.turned:
        return (int(column or 1), number or first) if number or column else None
    own = column_index_from_string(column) if column else first
    if number:
        return number, own
    return (copy.header, own) if column and copy.header else None
