"""Where the list stands on its sheet: header row, titles, totals, repeated headers, footnotes.

What is not a row of the list is left out with its number and a reason; nothing else is.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import reduce
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mintgeo._errors import InputError
from mintgeo.read.files import frame_rows, pick, read_sheets
from mintgeo.read.sheet import Row, Sheet, clean

Flags = NDArray[np.bool_]
Meaning = Callable[[str], str | None]
"""Header → name of the schema, if it means one."""
PLACED: Final = frozenset({"postcode", "place", "street", "lat", "lon", "latlon"})
"""Columns that say where something is."""
_SEARCHED: Final = 40
_TOTAL: Final = re.compile(
    r"(zwischen|gesamt|end)?summe\b|gesamt(zahl|anzahl)?\b|insgesamt\b|total\b|[σ∑]"
)
_NUMBER: Final = re.compile(r"[-+]?\d+([.,]\d+)*")


@dataclass
class Listing:
    """A list as text, and everything that must be said about what it was read from.

    ``cells`` has the headers as columns and ``_row``, the number of the row in the file (counted
    from 1 in a frame). ``row_notes`` is keyed by that number.
    """

    cells: pd.DataFrame
    row_notes: dict[int, list[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    left_out: list[dict[str, Any]] = field(default_factory=list)

    def leave_out(self, rows: Flags, reason: str | pd.Series) -> None:
        """Drop rows of ``cells`` for a reason that is kept."""
        gone = self.cells[rows]
        for position, (_, row) in zip(np.flatnonzero(rows), gone.iterrows(), strict=True):
            said = reason if isinstance(reason, str) else str(reason.iloc[position])
            self.left_out.append(_entry(int(row["_row"]), row.drop("_row").to_list(), said))
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
            listing.left_out.append(_other_sheet(other, meaning))
    return listing


def drop_totals(listing: Listing, people: Callable[[pd.Series], pd.Series] | None = None) -> None:
    """Leave out rows of totals, saying whether they are right, and footnotes.

    ``people`` turns the column ``count`` into numbers; without it totals are not checked.
    """
    cells = listing.cells
    texts = cells.drop(columns="_row")
    first = _first_filled(texts)
    rest = _rest_is_numbers(texts)
    total = first.str.casefold().str.match(_TOTAL).fillna(False).astype(bool)
    total &= rest & _no_digits(cells, "postcode")
    foot = _footnotes(cells, texts, total)
    reason = pd.Series("Summenzeile", index=cells.index)
    if people is not None and "count" in cells.columns and total.any():
        reason = _checked_totals(cells, total, foot, people)
    reason = reason.mask(foot, "Fußzeile")
    listing.leave_out((total | foot).to_numpy(), reason)


def _first_filled(texts: pd.DataFrame) -> pd.Series:
    """The first cell of every row that is not empty."""
    columns = [texts.iloc[:, place].astype("str") for place in range(texts.shape[1])]
    return reduce(lambda found, column: found.fillna(column), columns)


def _checked_totals(
    cells: pd.DataFrame,
    total: pd.Series,
    foot: pd.Series,
    people: Callable[[pd.Series], pd.Series],
) -> pd.Series:
    """Compare every total with the rows above it: all of them, or those since the last subtotal."""
    counts = people(cells["count"]).mask(total | foot, 0).to_numpy()
    said = pd.to_numeric(cells["count"], errors="coerce").to_numpy()
    reason = ["Summenzeile"] * len(cells)
    since = overall = 0.0
    for position, is_total in enumerate(total):
        since, overall = since + counts[position], overall + counts[position]
        if is_total:
            value = said[position]
            right = value in (since, overall)
            text = "stimmt" if right else f"die Zeilen ergeben {overall:.0f}"
            if not np.isnan(value):
                reason[position] = f"Summenzeile: {value:.0f}, {text}"
            since = 0.0
    return pd.Series(reason, index=cells.index)


def _rest_is_numbers(texts: pd.DataFrame) -> pd.Series:
    """Whether all cells but the first filled one are empty or numbers."""
    number = texts.apply(lambda column: column.astype("str").str.fullmatch(_NUMBER))
    words: pd.DataFrame = texts.notna() & ~number.fillna(False).astype(bool)
    return words.sum(axis=1).le(1)


def _footnotes(cells: pd.DataFrame, texts: pd.DataFrame, total: pd.Series) -> pd.Series:
    """Sentences in one cell below the last row that says where something is."""
    columns = [name for name in cells.columns if name in PLACED]
    if not columns or texts.shape[1] < 2:  # noqa: PLR2004
        return pd.Series(False, index=cells.index)
    placed = (cells[columns].notna().any(axis=1) & ~total).to_numpy()
    last = np.flatnonzero(placed)[-1] if placed.any() else len(cells)
    one = texts.notna().sum(axis=1) == 1
    sentence = _first_filled(texts).str.contains(r"\s").fillna(False)
    below = np.arange(len(cells)) > last
    return pd.Series(one.to_numpy() & sentence.to_numpy(dtype=bool) & below, index=cells.index)


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
    width = max(len(row) for row in sheet.rows)
    names = [name or f"Spalte {place}" for place, name in enumerate(_wide(header, width), start=1)]
    if not any(any(row) for row in body):
        raise InputError(f"'{file}' has a header but no rows.")
    cells = pd.DataFrame(
        [_wide(row, width) for row in body], columns=_unique([" ".join(n.split()) for n in names])
    ).astype("str")
    cells["_row"] = np.arange(at + 2, at + 2 + len(body))
    hidden = [place for place in sorted(sheet.hidden_columns) if place < width]
    notes = [f"Spalte „{names[place]}“ ist ausgeblendet" for place in hidden]
    said = sheet.row_notes.pop(at + 1, [])
    notes += [text.replace("Zeichen", "Zeichen im Kopf", 1) for text in said]
    listing = Listing(cells, sheet.row_notes, notes)
    for number, row in enumerate(sheet.rows[:at], start=1):
        if any(row):
            listing.left_out.append(_entry(number, row, "über der Kopfzeile"))
    filled = cells.drop(columns="_row").notna().any(axis=1)
    listing.cells = cells[filled]
    again = [any(row) and _wide(row, width) == _wide(header, width) for row in body]
    listing.leave_out(np.array(again)[filled.to_numpy()], "Kopfzeile noch einmal")
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


def _wide(row: Row, width: int) -> Row:
    return [*row, *[None] * (width - len(row))]


def _unique(names: list[str]) -> list[str]:
    """Names of which no two are alike: a second Ort is called Ort (2)."""
    seen: dict[str, int] = {}
    out = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        out.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return out


def _entry(row: int, cells: list[Any], reason: str) -> dict[str, Any]:
    words = [text for cell in cells if (text := clean(cell))]
    return {"row": row, "text": " | ".join(words)[:200], "reason": reason}


def _other_sheet(sheet: Sheet, meaning: Meaning) -> dict[str, Any]:
    at, is_list = _header(sheet.rows, meaning)
    rows = sum(any(row) for row in sheet.rows[at + 1 :])
    said = "ist keine Liste"
    if is_list:
        noun = "Zeile" if rows == 1 else "Zeilen"
        said = f"mit {rows} {noun} nicht gelesen (sheet= wählt ein anderes)"
    hidden = " (ausgeblendet)" if sheet.hidden else ""
    reason = f"Blatt „{sheet.name}“{hidden} {said}"
    return {"row": 0, "text": sheet.name, "reason": reason}
