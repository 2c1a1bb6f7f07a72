"""Where the list stands on its sheet: header row, titles, totals, repeated headers, footnotes.

What is not a row of the list is left out with its number and a reason; nothing else is.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mintgeo._errors import InputError
from mintgeo.findings import Finding, found
from mintgeo.read.files import frame_rows, name_of, pick, read_sheets
from mintgeo.read.footnotes import footnotes
from mintgeo.read.geometry import apart
from mintgeo.read.heads import Meaning, find_header, head_of
from mintgeo.read.ours import set_aside
from mintgeo.read.sheet import Sheet, clean
from mintgeo.read.totals import other_rows

Flags = NDArray[np.bool_]
Why = Callable[[int], tuple[str, dict[str, Any]]]
"""Position of a row that is left out → code and values that say why."""
_OF_HEADER: Final = {
    "read.letters_mended": "list.letters_mended",
    "read.letters_lost": "list.letters_lost",
    "read.merged": "list.header_merged",
    "read.hidden_row": "list.header_hidden",
}
"""What is found of a row → what it is if that is the header."""


@dataclass
class Listing:
    """A list as text, and everything that is found of what it was read from.

    ``cells`` has the headers as columns and ``_row``, the number of the row in the file (counted
    from 1 in a frame). ``of_rows`` are findings by that number, ``of_list`` those of no row of the
    list; ``merged`` are the rows that share a cell, by header; ``ours`` are columns that mintgeo
    wrote beside the list, with ``_row``; ``points`` has ``lat`` and ``lon`` of the geometry of a
    frame, by ``_row``.
    """

    cells: pd.DataFrame
    of_rows: dict[int, list[Finding]] = field(default_factory=dict)
    of_list: list[Finding] = field(default_factory=list)
    merged: dict[str, list[list[int]]] = field(default_factory=dict)
    ours: pd.DataFrame = field(default_factory=pd.DataFrame)
    points: pd.DataFrame | None = None
    of_frame: bool = False

    def __post_init__(self) -> None:
        self.cells, self.ours = set_aside(self.cells)
        if self.ours.shape[1] > 1:
            self.of_list.append(found("list.ours"))

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
    sheets = read_sheets(path, lambda cell: meaning(cell) is not None)
    if sheet is not None:
        return _from_sheet(pick(sheets, sheet, path.name), name_of(path, sheet), meaning)
    lists = [one for one in sheets if not one.hidden and find_header(one.rows, meaning)[1]]
    chosen = lists[0] if lists else next((one for one in sheets if not one.hidden), sheets[0])
    listing = _from_sheet(chosen, name_of(path), meaning)
    for other in sheets:
        if other is not chosen:
            listing.of_list.append(_other_sheet(other, meaning))
    return listing


def drop_others(
    listing: Listing,
    people: Callable[[pd.Series], pd.Series] | None = None,
    *,
    named: str | None = None,
) -> None:
    """Leave out what is no row of the list: totals, saying whether they are right, and footnotes.

    ``people`` turns the column ``count`` into numbers; without it totals are not checked. ``named``
    is the column without which nothing is a row of the list, if there is one.
    """
    cells = listing.cells
    others = other_rows(cells, people)
    none = pd.Series(False, index=cells.index)
    gone = none.to_numpy(copy=True)
    gone[list(others.why)] = True
    foot, doubtful = footnotes(cells, pd.Series(gone, index=cells.index), named=named)
    for flags, code in ((doubtful, "read.maybe_footnote"), (others.doubtful, "read.maybe_heading")):
        for number in cells["_row"][np.asarray(flags)]:
            listing.of_rows.setdefault(int(number), []).append(found(code))
    why: dict[int, tuple[str, dict[str, Any]]] = {
        int(at): ("list.footnote", {}) for at in np.flatnonzero(foot)
    } | others.why
    gone |= foot.to_numpy()
    listing.leave_out(gone, lambda at: why[at])


def _from_frame(frame: pd.DataFrame) -> Listing:
    frame, points = apart(frame)
    header = [_header_text(name) for name in frame.columns]
    table = pd.DataFrame(frame_rows(frame), columns=_unique(header), index=frame.index)
    table = table.astype("str")
    table["_row"] = np.arange(1, len(table) + 1)
    there = table.drop(columns="_row").notna().any(axis=1).to_numpy(copy=True)
    if points is not None:
        there |= points["lat"].notna().to_numpy()
    return Listing(table[there], points=points, of_frame=True)


def _header_text(name: object) -> str:
    """A header of a frame; of several levels, those that say something."""
    levels = name if isinstance(name, tuple) else (name,)
    texts = [str(level).strip() for level in levels]
    return " ".join(text for text in texts if not text.startswith("Unnamed: ")) or texts[-1]


def _from_sheet(sheet: Sheet, file: str, meaning: Meaning) -> Listing:
    head = head_of(sheet, meaning)
    body = sheet.rows[head.last + 1 :]
    if not body:
        raise InputError("{file} has a header but no rows.", file=file)
    named = zip(head.texts, sheet.places, strict=True)
    names = [" ".join(name.split()) if name else f"Spalte {place}" for name, place in named]
    names = _unique(names)
    cells = pd.DataFrame(body, columns=names, dtype="str")
    cells["_row"] = sheet.numbers[head.last + 1 :]
    hidden = [
        name for name, place in zip(names, sheet.places, strict=True)
        if place in sheet.hidden_columns
    ]  # fmt: skip
    of_list = [found("list.hidden_column", header=name) for name in hidden]
    of_header = sheet.found.pop(sheet.numbers[head.at], [])
    of_list += [found(_OF_HEADER[one.code], **dict(one.values)) for one in of_header
                if one.code in _OF_HEADER]  # fmt: skip
    listing = Listing(cells, sheet.found, [*sheet.of_file, *of_list])
    listing.merged = _merged(sheet, names)
    above = zip(sheet.numbers[: head.last + 1], sheet.rows, strict=False)
    for at, (number, row) in enumerate(above):
        if at != head.at:
            code = "list.above_header" if at < head.first else "list.header_part"
            listing.of_list.append(found(code, row=number, text=_words(row)))
    header = sheet.rows[head.at]
    again = np.fromiter((row == header for row in body), dtype=bool, count=len(body))
    listing.leave_out(again, lambda _: ("list.header_again", {}))
    listing.cells = listing.cells.reset_index(drop=True)
    return listing


def _merged(sheet: Sheet, names: list[str]) -> dict[str, list[list[int]]]:
    """Rows that share one merged cell, by header."""
    out: dict[str, list[list[int]]] = {}
    for place, numbers in sheet.merged:
        out.setdefault(names[sheet.places.index(place)], []).append(numbers)
    return out


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
    at, is_list = find_header(sheet.rows, meaning)
    hidden = "hidden_" if sheet.hidden else ""
    if not is_list:
        return found(f"list.{hidden}sheet_no_list", sheet=sheet.name)
    return found(f"list.{hidden}sheet_unread", sheet=sheet.name, n=len(sheet.rows) - at - 1)
