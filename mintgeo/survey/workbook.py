"""A workbook to fill in, with lists to choose from; with offers, one that says what is known."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils.cell import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from mintgeo._cache import write_atomically
from mintgeo._errors import OptionError
from mintgeo._excel import put, save
from mintgeo.language import N_, Language, language
from mintgeo.survey import labels
from mintgeo.survey.fields import BY_NAME
from mintgeo.survey.words_of import CHOICES, SEVERAL, choices, texts_of

_FIELDS: Final = (
    "provider", "provider_type", "contact", "email", "phone", "title", "description", "topics",
    "formats", "audience", "age_from", "age_to", "grade_from", "grade_to", "weekdays", "begins",
    "ends", "rhythm", "date_from", "date_to", "times", "cost", "cost_eur", "cost_max_eur",
    "cost_per", "venues", "street", "postcode", "place", "capacity", "url", "consent", "remarks",
)  # fmt: skip
_IF_ANY: Final = ("state", "lat", "lon", "submitted")
"""Fields of which only a workbook with offers has columns, where one says them."""
_HINTS: Final = {
    "topics": N_("Auswählen oder schreiben; mehrere mit Semikolon trennen."),
    "formats": N_("Auswählen oder schreiben; mehrere mit Semikolon trennen."),
    "audience": N_("Auswählen oder schreiben; mehrere mit Semikolon trennen."),
    "weekdays": N_("Auswählen oder schreiben; mehrere mit Semikolon trennen."),
    "venues": N_("Auswählen oder schreiben; mehrere mit Semikolon trennen."),
    "age_from": N_("Jahre, nur die Zahl"), "age_to": N_("Jahre, nur die Zahl"),
    "grade_from": N_("1 bis 13, nur die Zahl"), "grade_to": N_("1 bis 13, nur die Zahl"),
    "begins": N_("Uhrzeit, etwa 15:00"), "ends": N_("Uhrzeit, etwa 17:00"),
    "date_from": N_("nur bei festen Terminen, etwa 12.05.2027"),
    "times": N_("nur, wenn es sich anders nicht sagen lässt"),
    "consent": N_("ja oder nein; ohne Antwort wird nichts veröffentlicht"),
}  # fmt: skip
_GUIDE: Final = (
    N_("So füllen Sie das Blatt aus"),
    N_("Eine Zeile je Angebot. Was Sie nicht wissen, bleibt leer."),
    N_("Findet ein Angebot an mehreren Orten statt, bekommt jeder seine Zeile."),
    N_("Dunkle Spalten brauchen wir; ohne sie fragen wir nach."),
    N_("Wo eine Liste aufklappt, wählen Sie bitte daraus. Mehreres trennen Sie mit Semikolon."),
    N_("Überschriften und Reihenfolge der Spalten lassen Sie bitte, wie sie sind."),
    N_("Veröffentlicht wird ein Angebot nur, wenn Sie es mit „ja“ erlauben."),
)  # fmt: skip
_NEEDED: Final = frozenset({"provider", "email", "title", "topics", "audience", "place", "consent"})
_SHEET, _HELP = N_("Unsere Angebote"), N_("Anleitung")
_ROWS: Final = 500
_DARK, _LIGHT = "01665E", "E3EEF0"
_WIDE: Final = frozenset({"title", "description", "topics", "formats", "audience", "remarks",
                          "venues", "times"})  # fmt: skip
STAMP: Final = datetime(2026, 1, 1)  # noqa: DTZ001 the same bytes every day


def write_template(
    path: str | Path, *, offers: pd.DataFrame | None = None, lang: str = "de"
) -> Path:
    """Write a workbook that members fill in; ``read_survey`` reads it back without loss.

    Parameters
    ----------
    path
        A file that ends in ``.xlsx``.
    offers
        Offers to be confirmed or corrected, such as those of last year's survey.
    lang
        ``de`` or ``en``.

    Raises
    ------
    OptionError
        For another ending, or a language that mintgeo does not speak.
    """
    goal, say = Path(path), language(lang)
    if goal.suffix.lower() != ".xlsx":
        raise OptionError("A template is a workbook; '{file}' should end with .xlsx.", file=goal)
    book = template_book(offers, say)
    with write_atomically(goal, private=offers is not None) as part:
        save(book, part, STAMP)
    return goal


def template_book(offers: pd.DataFrame | None, say: Language) -> Workbook:
    """The workbook, with a row for every offer."""
    book = Workbook()
    book.properties.created = STAMP
    sheet = book.worksheets[0]
    sheet.title = say(_SHEET)
    rows = [] if offers is None else [texts_of(one, say) for one in offers.to_dict("records")]
    more = [name for name in _IF_ANY if any(row[name] is not None for row in rows)]
    fields = [*_FIELDS, *more]
    _head(sheet, fields, say)
    for number, row in enumerate(rows, start=2):
        for column, name in enumerate(fields, start=1):
            if row[name] not in (None, ""):
                put(sheet, number, column, row[name])
    _help(book.create_sheet(say(_HELP)), say)
    _choices(book, sheet, fields, max(_ROWS, len(rows) + _ROWS), say)
    return book


def _head(sheet: Worksheet, fields: Sequence[str], say: Language) -> None:
    for column, name in enumerate(fields, start=1):
        cell = put(sheet, 1, column, say(BY_NAME[name].heading))
        dark = name in _NEEDED
        cell.font = Font(name="Calibri", bold=True, color="FFFFFF" if dark else "000000")
        cell.fill = PatternFill("solid", start_color=_DARK if dark else _LIGHT)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        width = 30 if name in _WIDE else 16
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.row_dimensions[1].height = 32
    sheet.freeze_panes = "B2"


def _help(sheet: Worksheet, say: Language) -> None:
    sheet.column_dimensions["A"].width = 90
    for number, text in enumerate(_GUIDE, start=1):
        cell = put(sheet, number, 1, say(text))
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.font = Font(name="Calibri", bold=number == 1, size=14 if number == 1 else 11)


def _choices(
    book: Workbook, sheet: Worksheet, fields: Sequence[str], last: int, say: Language
) -> None:
    """Lists to choose from, on a hidden sheet without a header, and hints where there are some."""
    hidden = book.create_sheet(say(labels.CHOICES))
    hidden.sheet_state = "hidden"
    for column, name in enumerate(fields, start=1):
        letters = get_column_letter(column)
        rule = None
        if name in CHOICES:
            at = list(CHOICES).index(name) + 1
            options = choices(name, say)
            for number, text in enumerate(options, start=1):
                put(hidden, number, at, text)
            area = f"${get_column_letter(at)}$1:${get_column_letter(at)}${len(options)}"
            rule = DataValidation(
                type="list", formula1=f"='{hidden.title}'!{area}", allow_blank=True,
                showErrorMessage=name not in SEVERAL,
            )  # fmt: skip
        elif name in _HINTS:
            rule = DataValidation(allow_blank=True)
        if rule is None:
            continue
        if name in _HINTS:
            rule.promptTitle, rule.prompt = say(BY_NAME[name].heading), say(_HINTS[name])
            rule.showInputMessage = True
        rule.add(f"{letters}2:{letters}{last}")
        sheet.add_data_validation(rule)
