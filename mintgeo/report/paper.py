"""Sheets as they are read and printed: headers in sight, nothing cut off, pages that fit."""

import math
from collections.abc import Mapping, Sequence
from itertools import accumulate, groupby
from textwrap import wrap
from typing import Final

import pandas as pd
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from mintgeo._excel import column_of, fill
from mintgeo._text import shortened
from mintgeo.chapters import Column, Sheet
from mintgeo.language import Language

_FORMATS: Final = {
    "share": "0%", "share_low": "0%", "share_high": "0%", "radius_m": "#,##0", "score": "#,##0",
    "distance_m": "#,##0", "median_m": "#,##0", "population": "#,##0", "population_low": "#,##0",
    "population_high": "#,##0", "children": "#,##0", "within": "#,##0", "gained": "#,##0",
    "lat": "0.00000", "lon": "0.00000", "minutes": "0",
}  # fmt: skip
_MINUTES: Final = "0.0"
_HEAD: Final = PatternFill("solid", fgColor="DDE6EE")
_TEXT: Final = Alignment(horizontal="left", vertical="top", wrap_text=True, indent=1)
_NUMBER: Final = Alignment(vertical="top")
_HEADER: Final = Alignment(vertical="bottom", wrap_text=True)
_HEADER_OF_NUMBERS: Final = Alignment(horizontal="right", vertical="bottom", wrap_text=True)
_GROUP: Final = Alignment(horizontal="left", vertical="bottom")
_NARROW, _WIDE, _NOTE = 6, 34, 96
"""Widths of columns, in digits of the usual type; what is longer goes on in the next line."""
_LINE_PT, _TITLE_PT = 13.5, 14
"""Height of a line, and size of a title."""
_BOLD: Final = 0.85
"""How many letters fit when they are bold."""
_FACE: Final = "Calibri"
"""The usual type; what names none is set in any."""
_BOLD_FONT: Final = Font(name=_FACE, bold=True)
_PORTRAIT: Final = 150
"""Digits beside each other that are still read well on an upright page."""
_MARGIN_IN, _EDGE_IN = 0.5, 0.25
_A4_IN: Final = (8.27, 11.69)
_USED: Final = 0.94
"""Part of a page that is filled at most: programs differ in letters and in room for headers."""
_DIGIT_PT, _PADDING_PT = 5.25, 3.75
"""Widths of a digit, and of what stands beside those of a column."""
_TITLE: Final = 80
"""Letters of a title at the head of a page."""
Links = Mapping[str, str]


def fill_rows(sheet: Worksheet, content: Sheet, title: str, say: Language) -> int:
    """Write the rows of a sheet below one or two rows of headers, and set up its pages.

    Returns how many of them are printed: of more than the sheet prints, those of the first page.
    """
    columns = content.columns
    heads = 1
    if any(one.group for one in columns):
        heads += 1
        sheet.append([""] * len(columns))
        _write_groups(sheet, columns)
    table = content.table.set_axis([one.head for one in columns], axis=1)
    fill(sheet, table)
    for row in sheet.iter_rows(max_row=heads):
        for cell in row:
            cell.font, cell.fill = _BOLD_FONT, _HEAD
            cell.alignment = _HEADER if cell.row == heads else _GROUP
    for at, column in enumerate(columns, start=1):
        if pd.api.types.is_numeric_dtype(table.iloc[:, at - 1]):
            sheet.cell(heads, at).alignment = _HEADER_OF_NUMBERS
        sheet.column_dimensions[get_column_letter(at)].width = _width(table.iloc[:, at - 1], column)
        _style(column_of(sheet, at, first=heads + 1), column, content)
    _set_heights(sheet)
    last = f"{get_column_letter(max(1, len(columns)))}{max(heads, sheet.max_row)}"
    sheet.auto_filter.ref = f"A{heads}:{last}"
    sheet.freeze_panes = f"{_kept(columns)}{heads + 1}"
    sheet.print_title_rows = f"1:{heads}"
    _set_pages(sheet, title, say)
    if content.printed is None or len(table) <= content.printed:
        return len(table)
    printed = max(1, min(content.printed, _of_a_page(sheet, heads)))
    sheet.print_area = f"A1:{get_column_letter(len(columns))}{heads + printed}"
    return printed


def _style(cells: Sequence[Cell | MergedCell], column: Column, content: Sheet) -> None:
    """Set the values of a column as their kinds are set."""
    pattern = _pattern(column.code, content.formats)
    styled: dict[str, StyleArray] = {}  # to look one up takes longer than to write a cell
    for cell in cells:
        if cell.data_type in styled:
            cell._style = styled[cell.data_type]  # type: ignore[union-attr] # noqa: SLF001
            continue
        if not content.machine:
            cell.alignment = _TEXT if cell.data_type == "s" else _NUMBER
        if cell.data_type == "n" and pattern:
            cell.number_format = pattern
        styled[cell.data_type] = cell._style  # type: ignore[union-attr] # noqa: SLF001


def fill_text(
    sheet: Worksheet, rows: Sequence[tuple[str, str]], say: Language, links: Links | None = None
) -> None:
    """Write a heading or key and a text in every row, those of ``links`` leading to their sheet."""
    fill(sheet, pd.DataFrame(rows[1:], columns=[*rows[0]]))
    for first, second in sheet.iter_rows():
        first.font = Font(name=_FACE, bold=True, size=_TITLE_PT if first.row == 1 else 11)
        first.alignment = Alignment(vertical="top", wrap_text=bool(second.value))
        second.alignment = Alignment(vertical="top", wrap_text=True)
        target = (links or {}).get(str(first.value))
        if target is not None and second.value:
            place = "'" + target.replace("'", "''") + "'!A1"
            first.hyperlink = Hyperlink(ref=first.coordinate, location=place)
            first.font = Font(name=_FACE, bold=True, color="0B5394", underline="single")
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = _WIDE, _NOTE
    _set_heights(sheet)
    sheet.row_dimensions[1].height = _LINE_PT * 1.5
    _set_pages(sheet, str(rows[0][0]), say)


def _write_groups(sheet: Worksheet, columns: Sequence[Column]) -> None:
    """What columns have in common, above all of them."""
    at = 1
    for group, of_group in groupby(columns, key=lambda one: one.group):
        number = len([*of_group])
        if group:
            cell = sheet.cell(1, at, group)
            cell.data_type = "s"
            sheet.merge_cells(start_row=1, end_row=1, start_column=at, end_column=at + number - 1)
        at += number


def _set_heights(sheet: Worksheet) -> None:
    """As high as the texts that go on in further lines; not every program reckons that itself."""
    lines: dict[int, int] = {}
    for letter, column in sheet.column_dimensions.items():
        for cell in column_of(sheet, column_index_from_string(letter), first=1):
            if isinstance(cell, Cell) and cell.data_type == "s":
                lines[cell.row] = max(lines.get(cell.row, 1), _lines(cell, column.width))
    for at, number in lines.items():
        if number > 1:
            sheet.row_dimensions[at].height = _LINE_PT * number


def _lines(cell: Cell, width: float) -> int:
    """Lines of a text, broken between words."""
    text, letters = str(cell.value), width * _BOLD - 1
    if (len(text) <= letters and text.isprintable()) or not cell.alignment.wrap_text:
        return 1
    letters = letters if cell.font.b else width - 1
    return sum(len(wrap(line, max(1, int(letters)))) or 1 for line in text.splitlines())


def _of_a_page(sheet: Worksheet, heads: int) -> int:
    """How many rows below the headers fit on one page, in the size in which all columns do."""
    across, down = ((size - 2 * _MARGIN_IN) * 72 * _USED for size in _A4_IN)
    if sheet.page_setup.orientation == "landscape":
        across, down = down, across
    wide = sum(_DIGIT_PT * one.width + _PADDING_PT for one in sheet.column_dimensions.values())
    room = down * max(1, wide / across)
    heights = (sheet.row_dimensions[at].height or _LINE_PT for at in range(1, sheet.max_row + 1))
    return sum(1 for total in accumulate(heights) if total <= room) - heads


def _kept(columns: Sequence[Column]) -> str:
    """The first column that moves: what names a row stays in sight."""
    names = [one.code for one in columns]
    there = next((names.index(one) for one in ("name", "place", "id") if one in names), 0)
    return get_column_letter(min(there, 3) + 2)


def _pattern(code: str, formats: Mapping[str, str]) -> str | None:
    """Format of numbers of a column."""
    return formats.get(code) or _FORMATS.get(code) or (_MINUTES if code.endswith("_min") else None)


def _width(values: pd.Series, column: Column) -> float:
    """As wide as the longest word of the header and the texts, up to where these are broken."""
    head = max((len(word) for word in column.head.split()), default=0)
    head = max(head, math.ceil(len(column.head) / 3))
    if pd.api.types.is_numeric_dtype(values):
        most = values.abs().max()
        body = len(f"{most:,.0f}") + 3 if pd.notna(most) else 0
    else:
        body = int(values.astype(str).str.len().max()) + 3 if len(values) else 0
    return max(_NARROW, min(_WIDE, max(head + 3, body)))


def _set_pages(sheet: Worksheet, title: str, say: Language) -> None:
    """A4, as wide as the paper; above it the title, below it the sheet and number of the page.

    They share no line: where the parts of one are long, programs print them over each other.
    """
    wide = sum(one.width for one in sheet.column_dimensions.values()) > _PORTRAIT
    sheet.sheet_format.defaultRowHeight, sheet.sheet_format.customHeight = _LINE_PT, True
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape" if wide else "portrait"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    margins = sheet.page_margins
    margins.left = margins.right = margins.top = margins.bottom = _MARGIN_IN
    margins.header = margins.footer = _EDGE_IN
    named = _HeaderFooterPart(text=shortened(title, _TITLE).replace("&", "&&"))
    sheet.oddHeader = HeaderFooterItem(left=named)
    page = say("Seite {page} von {pages}", page="&P", pages="&N")
    sheet.oddFooter = HeaderFooterItem(
        left=_HeaderFooterPart(text="&A"), right=_HeaderFooterPart(text=page)
    )
