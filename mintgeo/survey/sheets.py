"""A sheet of a file → answers: where its header is, which rows are none, what stands above."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

import pandas as pd

from mintgeo.findings import Finding, found
from mintgeo.read.heads import Head, find_header, head_of
from mintgeo.read.layout import Listing, drop_others
from mintgeo.read.sheet import Row, Sheet
from mintgeo.survey.columns import Asked, columns_of
from mintgeo.survey.fields import FIELDS, IGNORED
from mintgeo.survey.headers import meant
from mintgeo.survey.overrides import Overrides
from mintgeo.survey.plainer import seen

_NEEDED: Final = frozenset(one.name for one in FIELDS) - {IGNORED, "submitted"}
_OF_OFFERS: Final = frozenset({
    "title", "description", "topics", "formats", "audience", "ages", "age_from", "grades", "times",
    "weekdays", "cost", "capacity", "provider", "venues",
})  # fmt: skip
_ABOVE: Final = frozenset({
    "provider", "provider_type", "email", "contact", "phone", "url", "street", "postcode", "place",
    "consent", "submitted",
})  # fmt: skip
"""What a form says once for all offers, above the list."""
_LONGEST: Final = 200
_FEWEST: Final = 2
_TURNED: Final = 3
"""Fields that a column must name before a sheet is read by columns."""
Meaning = Callable[[str], str | None]


@dataclass(kw_only=True)
class Answers:
    """The answers of one sheet.

    ``rows`` have the number in the file and the cells, in the order of ``columns``; ``explained``
    are rows that are none, with the reason; ``of_sheet`` is found of the sheet; ``of_rows`` of rows
    by number; ``header`` is the number of the header, ``below`` those of all rows under it;
    ``above`` are field → text and row of what stands above the list.
    """

    file: str
    sheet: str
    columns: list[Asked] = field(default_factory=list)
    rows: list[tuple[int, Row]] = field(default_factory=list)
    number: int = 0
    header: int = 0
    below: frozenset[int] = frozenset()
    explained: list[tuple[int, Finding]] = field(default_factory=list)
    of_sheet: list[Finding] = field(default_factory=list)
    of_rows: dict[int, list[Finding]] = field(default_factory=dict)
    above: dict[str, tuple[str, int]] = field(default_factory=dict)


def answers_of(sheet: Sheet, file: str, overrides: Overrides) -> Answers | None:
    """The answers of a sheet; None if it holds no list of offers."""

    def meaning(cell: str) -> str | None:
        if len(cell) > _LONGEST * 2:
            return None
        given = overrides.find(file, cell)
        asked = None if given else meant(cell)
        return given or (asked.field if asked else None)

    rows = [[seen(cell) if cell else cell for cell in row] for row in sheet.rows]
    sheet = replace(sheet, rows=rows)
    turned = _turned(sheet, meaning)
    shown = turned or sheet
    if not is_list(shown, meaning):
        return None
    head = head_of(shown, meaning, _NEEDED)
    out = Answers(file=file, sheet=sheet.name, of_sheet=list(shown.of_file), of_rows=shown.found)
    if turned:
        out.of_sheet.append(found("survey.turned", sheet=sheet.name or file))
    body = list(zip(shown.numbers, shown.rows, strict=True))[head.last + 1 :]
    headers = list(zip(shown.places, head.texts, strict=True))
    cells = [row for _, row in body]
    out.columns = columns_of(headers, cells, file, overrides, turned=turned is not None)
    out.number, out.header = len(body), shown.numbers[head.at]
    out.below = frozenset(number for number, _ in body)
    _take_above(out, shown, head, meaning)
    _take_rows(out, body, shown.rows[head.at])
    return out


def is_list(sheet: Sheet, meaning: Meaning) -> bool:
    """Whether a sheet has a header of a list of offers, with rows below it."""
    at, sure = find_header(sheet.rows, meaning, _NEEDED)
    named = {name for cell in sheet.rows[at] if cell and (name := meaning(cell))}
    return sure and len(named) >= _FEWEST and bool(named & _OF_OFFERS) and at + 1 < len(sheet.rows)


def _turned(sheet: Sheet, meaning: Meaning) -> Sheet | None:
    """The sheet with rows and columns exchanged, where its fields stand below each other."""
    at, _ = find_header(sheet.rows, meaning, _NEEDED)
    across = len({name for cell in sheet.rows[at] if cell and (name := meaning(cell))})
    for column in range(min(3, len(sheet.places) - 1)):
        cells = [row[column] for row in sheet.rows[:_LONGEST]]
        down = len({name for cell in cells if cell and (name := meaning(cell))})
        if down >= _TURNED and down > across:
            rows = [list(one) for one in zip(*(row[column:] for row in sheet.rows), strict=True)]
            return Sheet(sheet.name, rows, sheet.places[column:], list(sheet.numbers),
                         of_file=list(sheet.of_file))  # fmt: skip
    return None


def _take_above(out: Answers, sheet: Sheet, head: Head, meaning: Meaning) -> None:
    """What stands above the header, and in its further rows."""
    for number, row in zip(sheet.numbers[: head.last + 1], sheet.rows, strict=False):
        at = sheet.numbers.index(number)
        if at == head.at:
            continue
        if head.first <= at:
            out.explained.append((number, _gone("list.header_part", number, row)))
            continue
        out.explained.append((number, _gone("list.above_header", number, row)))
        for label, text in _pairs(row):
            name = meaning(label)
            if name in _ABOVE:
                out.above.setdefault(name, (text, number))


def _pairs(row: Row) -> Iterator[tuple[str, str]]:
    """Label and value of a row above a list: in two cells, or in one with a colon."""
    cells = list(dict.fromkeys(cell for cell in row if cell))
    if len(cells) == 1 and ":" in cells[0]:
        label, _, text = cells[0].partition(":")
        if text.strip():
            yield label, text.strip()
    yield from zip(cells[::2], cells[1::2], strict=False)


def _take_rows(out: Answers, body: list[tuple[int, Row]], header: Row) -> None:
    """The rows that are answers; totals, headings, footnotes and repeated headers are explained."""
    kept = []
    for number, row in body:
        if row == header:
            out.explained.append((number, _gone("list.header_again", number, row)))
        else:
            kept.append((number, row))
    others = _others(out.columns, kept)
    out.explained += others.items()
    out.rows = [(number, row) for number, row in kept if number not in others]


def _others(columns: list[Asked], rows: list[tuple[int, Row]]) -> dict[int, Finding]:
    """Totals, headings and footnotes, as the readers of lists find them, by number of row.

    They ask for a name and a place; any other cell of an answer stands for the place.
    """
    if not rows:
        return {}
    title = next((at for at, one in enumerate(columns) if one.field == "title"), 0)
    cells = pd.DataFrame([row for _, row in rows], dtype="str")
    names = {at: "name" if at == title else f"cell {at}" for at in range(len(columns))}
    others = cells.drop(columns=title)
    place = others.bfill(axis=1).iloc[:, 0] if others.shape[1] else cells[title]
    cells = cells.rename(columns=names).assign(place=place.astype("str"))
    cells["_row"] = [number for number, _ in rows]
    listing = Listing(cells)
    drop_others(listing, named="name")
    return {row: one for one in listing.of_list if isinstance(row := one.get("row"), int)}


def _gone(code: str, number: int, row: Row) -> Finding:
    return found(code, row=number, text=" | ".join(dict.fromkeys(cell for cell in row if cell)))
