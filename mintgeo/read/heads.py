"""The header of a sheet: in which row it is, and what stands above and below in further rows."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from mintgeo.read.footnotes import PLACED
from mintgeo.read.sheet import Row, Sheet

Meaning = Callable[[str], str | None]
"""Header → name of the schema, if it means one."""
NUMBER: Final = re.compile(r"[-+]?\d+([.,]\d+)*")
_SEARCHED: Final = 40


@dataclass(frozen=True, kw_only=True)
class Head:
    """Where the header is: the first and last of its rows, and the text of every column."""

    first: int
    at: int
    last: int
    texts: Row


def head_of(sheet: Sheet, meaning: Meaning, needed: frozenset[str] = PLACED) -> Head:
    """Find the header of a sheet; a row of groups above and one of parts below belong to it.

    ``needed`` is as of ``find_header``.
    """
    at, _ = find_header(sheet.rows, meaning, needed)
    texts, first, last = list(sheet.rows[at]), at, at
    if at and sheet.numbers[at - 1] == sheet.numbers[at] - 1:
        grouped = _under(sheet.rows[at - 1], texts, meaning)
        if grouped is not None:
            texts, first = grouped, at - 1
    if at + 1 < len(sheet.rows) and sheet.numbers[at + 1] == sheet.numbers[at] + 1:
        parted = _over(texts, sheet.rows[at + 1], meaning)
        if parted is not None:
            texts, last = parted, at + 1
    return Head(first=first, at=at, last=last, texts=texts)


def find_header(
    rows: list[Row], meaning: Meaning, needed: frozenset[str] = PLACED
) -> tuple[int, bool]:
    """Position of the header row, and whether it is one for sure.

    It is the row that names the most columns of the schema, one of them ``needed`` (a place);
    failing that, the first row that fills at least half of the columns.
    """
    best, most = -1, 0
    for at, row in enumerate(rows[:_SEARCHED]):
        named = {name for cell in row if cell and (name := meaning(cell))}
        data = any(cell and NUMBER.fullmatch(cell) for cell in row)
        if named & needed and len(named) > most and not data:
            best, most = at, len(named)
    if best >= 0:
        return best, True
    filled = [sum(cell is not None for cell in row) for row in rows[:_SEARCHED]]
    return next(at for at, count in enumerate(filled) if count and 2 * count >= max(filled)), False


def _under(above: Row, header: Row, meaning: Meaning) -> Row | None:
    """The header with the titles of groups above it, if the row above has any.

    A row of groups fills a column that has no header of its own, or makes a header understood that
    is not without it; a mere title of the list does neither.
    """
    alone = sum(cell is not None for cell in above) == 1
    texts, group, used = list(header), None, False
    for at, (title, own) in enumerate(zip(above, header, strict=True)):
        group = title or group
        if own is None:
            if title and (meaning(title) or not alone):
                texts[at], used = title, True
        elif group and meaning(own) is None and meaning(f"{group} {own}"):
            texts[at], used = f"{group} {own}", True
    return texts if used else None


def _over(header: Row, below: Row, meaning: Meaning) -> Row | None:
    """The header with its parts in the row below, if that row holds nothing but parts of groups."""
    if any(cell and any(letter.isdigit() for letter in cell) for cell in below):
        return None
    if not any(part and own is None for part, own in zip(below, header, strict=True)):
        return None
    texts, group = list(header), None
    for at, (own, part) in enumerate(zip(header, below, strict=True)):
        group = own or group
        if part is None:
            continue
        spans = own is None or (at + 1 < len(header) and header[at + 1] is None)
        if group is None or not (spans or meaning(part)):
            return None
        texts[at] = part if meaning(part) else f"{group} {part}"
    return texts
