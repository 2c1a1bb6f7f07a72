"""The workbook of a plan: its days at a glance, a sheet for each week, holidays that were kept."""

import re
from collections.abc import Collection, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from mintgeo._cache import write_atomically
from mintgeo._excel import fill, save
from mintgeo._text import printable, shortened
from mintgeo.analysis.tours.handouts.kept import kept_holidays
from mintgeo.analysis.tours.handouts.rows import places_of, visits_of
from mintgeo.analysis.tours.handouts.weeks import Week, heads, hours_words, weeks_of
from mintgeo.analysis.tours.wishes import as_date
from mintgeo.language import Language, language

if TYPE_CHECKING:
    from mintgeo.analysis.tours.plan import TourPlan

_WEEK_WIDTHS: Final = (5, 12, 7, 26, 7, 8, 8, 8, 7, 30, 24, 24)
_DAY_WIDTHS: Final = (8, 6, 12, 16, 60, 8, 8, 10, 9)
_FREE_WIDTHS: Final = (26, 18, 34, 13, 13, 10)
_DAY: Final = PatternFill("solid", fgColor="E6EDF3")
_HEAD: Final = PatternFill("solid", fgColor="DDE6EE")
_THIN: Final = Side(style="thin", color="B4BFC9")
_BOX: Final = Border(bottom=_THIN, top=_THIN, left=_THIN, right=_THIN)
_BOLD: Final = Font(name="Calibri", bold=True)
_TEXT: Final = Alignment(vertical="top", wrap_text=True)
_LINE_PT: Final = 15
_HIGHEST_PT: Final = 409
"""No row of Excel is higher."""
_LEAST_LINES: Final = 2
"""A row has room for a note by hand."""
_ONE_PAGE_PT: Final = 900
"""A week that is no higher is printed on one page."""
_SHEET: Final = re.compile(r"[\[\]:*?/\\']")
_LONGEST: Final = 31


def write_workbook(plan: "TourPlan", path: str | Path, *, as_of: str, lang: str) -> Path:
    """Write the workbook of a plan; see ``TourPlan.to_xlsx``."""
    say, book = language(lang), Workbook()
    book.remove(book.worksheets[0])
    taken: set[str] = set()
    _table(book.create_sheet(_named(say("Übersicht"), taken)), _overview(plan, say), _DAY_WIDTHS,
           say("Alle Tage"), say)  # fmt: skip
    weeks, several = list(weeks_of(plan, say)), plan.days["van"].nunique() > 1
    for week in weeks:
        year, number, van = week.key
        name = say("KW {number} {year}", number=f"{number:02d}", year=str(year))
        sheet = book.create_sheet(_named(f"{name} {van}" if several else name, taken))
        _fill_week(sheet, week, say)
    free = _free(plan, say)
    if len(free):
        _table(book.create_sheet(_named(say("Ferien"), taken)), free, _FREE_WIDTHS,
               say("Ferien und Feiertage"), say)  # fmt: skip
    stamp = datetime.combine(as_date(as_of[:10]), datetime.min.time())
    book.properties.created = book.properties.modified = stamp
    with write_atomically(path) as part:
        save(book, part, stamp)
    return Path(path)


def _named(name: str, taken: set[str]) -> str:
    """A name for a sheet that no other has, of letters that a name can have."""
    plain = shortened(_SHEET.sub(" ", printable(name)).strip() or "-", _LONGEST)
    found, number = plain, 2
    while found.casefold() in taken:
        end = f" {number}"
        found, number = shortened(plain, _LONGEST - len(end)) + end, number + 1
    taken.add(found.casefold())
    return found


def _overview(plan: "TourPlan", say: Language) -> pd.DataFrame:
    where, visits, rows = places_of(plan.places), visits_of(plan.tours), []
    for day in plan.days.to_dict("records"):
        stops = " – ".join(str(one["name"]) for one in visits[day["date"], day["van"]])
        begin, end = (where[str(day[one])].name for one in ("starts", "ends"))
        rows.append((
            as_date(day["date"]).isocalendar().week, say.weekday(day["date"], short=True),
            say.day(day["date"]), str(day["van"]), f"{begin} – {stops} – {end}", day["depart"],
            day["back"], hours_words(day["work_min"], say), round(day["drive_km"], 1),
        ))  # fmt: skip
    names = (say("Woche"), say("Tag"), say("Datum"), say("Fahrzeug"), say("Halte"), say("ab"),
             say("zurück"), say("Arbeitszeit"), say("km"))  # fmt: skip
    return pd.DataFrame(rows, columns=[*names])


def _free(plan: "TourPlan", say: Language) -> pd.DataFrame:
    kinds = {"public": say("Feiertag"), "school": say("Schulferien")}
    table = kept_holidays(plan)
    return pd.DataFrame({
        say("Bundesland"): table["land"], say("Art"): table["kind"].map(kinds),
        say("Bezeichnung"): table["name"], say("von"): [say.day(one) for one in table["first"]],
        say("bis"): [say.day(one) for one in table["last"]],
        say("Besuche"): table["visits"],
    })  # fmt: skip


def _table(
    sheet: Worksheet, table: pd.DataFrame, widths: Sequence[float], title: str, say: Language
) -> None:
    """A plain table, ready to be printed."""
    fill(sheet, table)
    for cell in sheet[1]:
        cell.font, cell.fill = _BOLD, _HEAD
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            cell.alignment, cell.border = _TEXT, _BOX
    _set_widths(sheet, widths)
    _set_heights(sheet, widths, 1)
    sheet.freeze_panes, sheet.print_title_rows = "A2", "1:1"
    _set_page(sheet, title, say, one_page=False)


def _fill_week(sheet: Worksheet, week: Week, say: Language) -> None:
    names, titles = heads(say), []
    lines: list[tuple[Any, ...]] = []
    for day in week.days:
        titles.append(len(lines) + 2)
        lines += [(day.title, *[""] * (len(names) - 1)), *day.rows]
    columns = range(len(names))
    fill(sheet, pd.DataFrame(lines, columns=[*columns]).set_axis([*names], axis=1))
    for row in sheet.iter_rows(min_row=1):
        for cell in row:
            cell.alignment, cell.border = _TEXT, _BOX
            if cell.row == 1:
                cell.font, cell.fill = _BOLD, _HEAD
    _set_widths(sheet, _WEEK_WIDTHS)
    high = _set_heights(sheet, _WEEK_WIDTHS, _LEAST_LINES, titles)
    for at in titles:
        sheet.merge_cells(start_row=at, end_row=at, start_column=1, end_column=len(names))
        sheet.cell(at, 1).font, sheet.cell(at, 1).fill = _BOLD, _DAY
    sheet.freeze_panes, sheet.print_title_rows = "A2", "1:1"
    _set_page(sheet, week.title, say, one_page=high <= _ONE_PAGE_PT)


def _set_widths(sheet: Worksheet, widths: Sequence[float]) -> None:
    for at, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = width


def _set_heights(
    sheet: Worksheet, widths: Sequence[float], least: int, titles: Collection[int] = ()
) -> float:
    """As high as texts that go on in further lines; the sum of all.

    ``titles`` are rows whose first text goes over all columns.
    """
    total = 0.0
    for at, row in enumerate(sheet.iter_rows(), start=1):
        lines = _lines(row[0].value, sum(widths)) if at in titles else max(
            _lines(cell.value, width) for cell, width in zip(row, widths, strict=True)
        )  # fmt: skip
        high = min(_LINE_PT * max(lines, 1 if at == 1 or at in titles else least), _HIGHEST_PT)
        sheet.row_dimensions[at].height = high
        total += high
    return total


def _lines(value: Any, width: float) -> int:
    """Lines of a text in a column."""
    if not isinstance(value, str):
        return 1
    return sum(-(-max(len(one), 1) // max(int(width) - 1, 1)) for one in value.split("\n"))


def _set_page(sheet: Worksheet, title: str, say: Language, *, one_page: bool) -> None:
    """A4 across, as wide as the paper."""
    sheet.page_setup.paperSize, sheet.page_setup.orientation = sheet.PAPERSIZE_A4, "landscape"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, int(one_page)
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom = 0.7, 0.6
    margins.header = margins.footer = 0.3
    named = _HeaderFooterPart(text=shortened(printable(title), 120).replace("&", "&&"))
    sheet.oddHeader = HeaderFooterItem(left=named)
    page = say("Seite {page} von {pages}", page="&P", pages="&N")
    sheet.oddFooter = HeaderFooterItem(right=_HeaderFooterPart(text=page))
