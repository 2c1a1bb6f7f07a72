"""Where the list stands on its sheet: header row, titles, totals, repeated headers, footnotes.

What is not a row of the list is left out with its number and a reason; nothing else is.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mintgeo._errors import InputError
from mintgeo.findings import Finding, found
from mintgeo.read.files import frame_rows, pick, read_sheets
from mintgeo.read.footnotes import PLACED, first_filled, footnotes
from mintgeo.read.sheet import Row, Sheet, clean

Flags = NDArray[np.bool_]
Meaning = Callable[[str], str | None]
"""Header → name of the schema, if it means one."""
Why = Callable[[int], tuple[str, dict[str, Any]]]
"""Position of a row that is left out → code and values that say why."""
_OF_HEADER: Final = {
    "read.letters_mended": "list.letters_mended",
    "read.letters_lost": "list.letters_lost",
    "read.merged": "list.header_merged",
    "read.hidden_row": "list.header_hidden",
}
"""What is found of a row → what it is if that is the header."""
_SEARCHED: Final = 40
_TOTAL: Final = re.compile(
    r"(zwischen|gesamt|end)?summe\b|gesamt(zahl|anzahl)?\b|insgesamt\b|total\b|[σ∑]"
)
_NUMBER: Final = re.compile(r"[-+]?\d+([.,]\d+)*")


@dataclass
class Listing:
    """A list as text, and everything that is found of what it was read from.

    ``cells`` has the headers as columns and ``_row``, the number of the row in the file (counted
    from 1 in a frame). ``of_rows`` are findings by that number, ``of_list`` those of no row of the
    list.
    """

    cells: pd.DataFrame
    of_rows: dict[int, list[Finding]] = field(default_factory=dict)
    of_list: list[Finding] = field(default_factory=list)

    def leave_out(self, rows: Flags, why: Why) -> None:
        """Drop rows of ``cells`` for a reason that is kept."""
        gone = self.cells[rows]
        for position, (_, row) in zip(np.flatnonzero(rows), gone.iterrows(), strict=True):
            code, values = why(int(position))
            words = _words(row.drop("_row").to_list())
            self.of_list.append(found(code, row=int(row["_row"]), text=words, **values))
        self.cells = self.cells[~rows]


def read_listing(
    source: str | Path | pd.DataFrame, *, sheet: str | int | None, meaning: Meaning
) -> Listing:
    """Find the list in a file or frame.

    Raises
    ------
    InputError
        If the file can't be read, has no such sheet, no content, or a header but no rows.
    """
    if isinstance(source, pd.DataFrame):
        return _from_frame(source)
    path = Path(source)
    sheets = read_sheets(path)
    if sheet is not None:
        return _from_sheet(pick(sheets, sheet, path.name), path.name, meaning)
    lists = [one for one in sheets if not one.hidden and _header(one.rows, meaning)[1]]
    chosen = lists[0] if lists else next((one for one in sheets if not one.hidden), sheets[0])
    listing = _from_sheet(chosen, path.name, meaning)
    for other in sheets:
        if other is not chosen:
            listing.of_list.append(_other_sheet(other, meaning))
    return listing


def drop_totals(
    listing: Listing,
    people: Callable[[pd.Series], pd.Series] | None = None,
    *,
    named: str | None = None,
) -> None:
    """Leave out rows of totals, saying whether they are right, and footnotes.

    ``people`` turns the column ``count`` into numbers; without it totals are not checked. ``named``
    is the column without which nothing is a row of the list, if there is one.
    """
    cells = listing.cells
    texts = cells.drop(columns="_row")
    first = first_filled(texts)
    rest = _rest_is_numbers(texts)
    total = first.str.casefold().str.match(_TOTAL).fillna(False).astype(bool)
    total &= rest & _no_digits(cells, "postcode")
    foot, doubtful = footnotes(cells, total, named=named)
    for number in cells["_row"][doubtful]:
        listing.of_rows.setdefault(int(number), []).append(found("read.maybe_footnote"))
    checked: dict[int, tuple[str, dict[str, Any]]] = {}
    if people is not None and "count" in cells.columns and total.any():
        checked = _checked_totals(cells, total, foot, people)
    is_foot = foot.to_numpy()
    listing.leave_out(
        (total | foot).to_numpy(),
        lambda at: ("list.footnote", {}) if is_foot[at] else checked.get(at, ("list.total", {})),
    )


def _checked_totals(
    cells: pd.DataFrame,
    total: pd.Series,
    foot: pd.Series,
    people: Callable[[pd.Series], pd.Series],
) -> dict[int, tuple[str, dict[str, Any]]]:
    """Compare every total with the rows above it: all of them, or those since the last subtotal."""
    counts = people(cells["count"]).mask(total | foot, 0).to_numpy()
    said = pd.to_numeric(cells["count"], errors="coerce").to_numpy()
    checked: dict[int, tuple[str, dict[str, Any]]] = {}
    since = overall = 0.0
    for position, is_total in enumerate(total):
        since, overall = since + counts[position], overall + counts[position]
        if is_total:
            value = said[position]
            if value in (since, overall):
                checked[position] = ("list.total_right", {"total": value})
            elif not np.isnan(value):
                checked[position] = ("list.total_wrong", {"total": value, "found": overall})
            since = 0.0
    return checked


def _rest_is_numbers(texts: pd.DataFrame) -> pd.Series:
    """Whether all cells but the first filled one are empty or numbers."""
    number = texts.apply(lambda column: column.astype("str").str.fullmatch(_NUMBER))
    words: pd.DataFrame = texts.notna() & ~number.fillna(False).astype(bool)
    return words.sum(axis=1).le(1)


def _no_digits(cells: pd.DataFrame, name: str) -> pd.Series:
    if name not in cells.columns:
        return pd.Series(True, index=cells.index)
    return ~cells[name].str.contains(r"\d").fillna(False).astype(bool)


def _from_frame(frame: pd.DataFrame) -> Listing:
    header = [str(name).strip() for name in frame.columns]
    table = pd.DataFrame(frame_rows(frame), columns=_unique(header), index=frame.index)
    table = table.astype("str")
    table["_row"] = np.arange(1, len(table) + 1)
    return Listing(table[table.drop(columns="_row").notna().any(axis=1)])


def _from_sheet(sheet: Sheet, file: str, meaning: Meaning) -> Listing:
    at, _ = _header(sheet.rows, meaning)
    header, body = sheet.rows[at], sheet.rows[at + 1 :]
    if not body:
        raise InputError(f"'{file}' has a header but no rows.")
    named = zip(header, sheet.places, strict=True)
    names = [" ".join(name.split()) if name else f"Spalte {place}" for name, place in named]
    names = _unique(names)
    cells = pd.DataFrame(body, columns=names, dtype="str")
    cells["_row"] = sheet.numbers[at + 1 :]
    hidden = [
        name for name, place in zip(names, sheet.places, strict=True)
        if place in sheet.hidden_columns
    ]  # fmt: skip
    of_list = [found("list.hidden_column", header=name) for name in hidden]
    of_header = sheet.found.pop(sheet.numbers[at], [])
    of_list += [found(_OF_HEADER[one.code], **dict(one.values)) for one in of_header]
    listing = Listing(cells, sheet.found, of_list)
    for number, row in zip(sheet.numbers[:at], sheet.rows[:at], strict=True):
        listing.of_list.append(found("list.above_header", row=number, text=_words(row)))
    again = np.fromiter((row == header for row in body), dtype=bool, count=len(body))
    listing.leave_out(again, lambda _: ("list.header_again", {}))
    listing.cells = listing.cells.reset_index(drop=True)
    return listing


def _header(rows: list[Row], meaning: Meaning) -> tuple[int, bool]:
    """Position of the header row, and whether it says where something is.

    It is the row that names the most columns of the schema, one of them a place; failing that, the
    first row that fills at least half of the columns.
    """
    best, most = -1, 0
    for at, row in enumerate(rows[:_SEARCHED]):
        named = {name for cell in row if cell and (name := meaning(cell))}
        data = any(cell and _NUMBER.fullmatch(cell) for cell in row)
        if named & PLACED and len(named) > most and not data:
            best, most = at, len(named)
    if best >= 0:
        return best, True
    filled = [sum(cell is not None for cell in row) for row in rows[:_SEARCHED]]
    return next(at for at, count in enumerate(filled) if count and 2 * count >= max(filled)), False


def _unique(names: list[str]) -> list[str]:
    """Names of which no two are alike: a second Ort is called Ort (2)."""
    seen: dict[str, int] = {}
    out = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        out.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return out


def _words(cells: list[Any]) -> str:
    return " | ".join(text for cell in cells if (text := clean(cell)))


def _other_sheet(sheet: Sheet, meaning: Meaning) -> Finding:
    at, is_list = _header(sheet.rows, meaning)
    hidden = "hidden_" if sheet.hidden else ""
    if not is_list:
        return found(f"list.{hidden}sheet_no_list", sheet=sheet.name)
    return found(f"list.{hidden}sheet_unread", sheet=sheet.name, n=len(sheet.rows) - at - 1)
