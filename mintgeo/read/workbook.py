"""Excel workbooks → sheets of text, with merged cells filled and hidden ones named."""

from bisect import bisect_left, bisect_right
from pathlib import Path

from openpyxl.utils.cell import get_column_letter

from mintgeo._limits import LIMITS, Meter, refuse_more
from mintgeo._phrase import Phrase
from mintgeo._xlsx import Book, SheetPart, open_book
from mintgeo._xlsx.parts import Cells
from mintgeo.findings import found
from mintgeo.read.sheet import Filled, Sheet


def read_workbook(path: Path) -> list[Sheet]:
    """Return every sheet of a workbook.

    Raises
    ------
    InputError
        If it is no workbook, a damaged one, or one beyond the limits.
    """
    meter = Meter(path.name)
    with open_book(path) as book:
        return [_sheet(book, part, meter) for part in book.sheets]


def _sheet(book: Book, part: SheetPart, meter: Meter) -> Sheet:
    rows, into = Filled(meter), book.cells()
    for number, cells in book.rows(part, into):
        rows.add(number, sorted(cells.items()))
    sheet = rows.sheet(part.name)
    sheet.hidden, sheet.hidden_columns = part.hidden, _hidden(sheet.places, into)
    _in_order(sheet)
    known = set(sheet.numbers)
    areas = [(first, top, bottom) for first, top, _, bottom in into.merged]
    with_merged(sheet, areas, book.file)
    for number, empty in _unkept(into).items():
        if number in known:
            sheet.say(number, found("read.formula_unkept", cells=empty))
        else:
            sheet.of_file.append(found("list.formulas_unkept", cells=empty))
    for number in sorted(into.hidden_rows):
        sheet.say(number, found("read.hidden_row"))
    return sheet


def with_merged(sheet: Sheet, areas: list[tuple[int, int, int]], path: Path) -> Sheet:
    """The sheet with merged cells filled: of every area its column, first and last row."""
    work = 0
    for area in areas:
        work += _fill_down(sheet, area)
        refuse_more(work, LIMITS.cells, file=path.name, of=Phrase("merged cells"))
    return sheet


def _hidden(places: list[int], into: Cells) -> frozenset[int]:
    return frozenset(
        place for place in places if any(low <= place <= high for low, high in into.hidden_columns)
    )


def _unkept(into: Cells) -> dict[int, tuple[str, ...]]:
    """Cells with a formula of which the file keeps no value, by row."""
    out: dict[int, tuple[str, ...]] = {}
    for row, column in into.unkept:
        out[row] = (*out.get(row, ()), f"{get_column_letter(column)}{row}")
    return out


def _in_order(sheet: Sheet) -> None:
    """Put rows into the order of their numbers; only damaged workbooks need it."""
    if any(one > two for one, two in zip(sheet.numbers, sheet.numbers[1:], strict=False)):
        order = sorted(range(len(sheet.rows)), key=sheet.numbers.__getitem__)
        sheet.rows = [sheet.rows[at] for at in order]
        sheet.numbers = [sheet.numbers[at] for at in order]


def _fill_down(sheet: Sheet, area: tuple[int, int, int]) -> int:
    """Repeat the value of cells merged over rows, where a row has content of its own.

    Returns how many rows that are.
    """
    place, top, bottom = area
    first = bisect_left(sheet.numbers, top)
    last = bisect_right(sheet.numbers, bottom)
    if place not in sheet.places or first == len(sheet.numbers) or sheet.numbers[first] != top:
        return 0
    column = sheet.places.index(place)
    value = sheet.rows[first][column]
    if value is None:
        return 0
    sheet.merged.append((place, sheet.numbers[first:last]))
    for at in range(first + 1, last):
        sheet.rows[at][column] = value
        sheet.say(sheet.numbers[at], found("read.merged", cell=value))
    return last - first
