"""A sheet of a list as text, and what is found of its rows."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

import numpy as np
import pandas as pd

from mintgeo._limits import Meter
from mintgeo._text import whole
from mintgeo.findings import Finding

Row = list[str | None]
INVISIBLE: Final = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad\u202a-\u202e\u2066-\u2069]")
"""Letters without width, which nobody sees."""
_CONTROLS: Final = "\x1a\x04"
"""Ends of files of old systems."""
_DRESSED: Final = re.compile(r'="((?:[^"]|"")*)"')
"""How exports keep a spreadsheet from taking a text for a number."""


@dataclass
class Sheet:
    """The rows of one list as text, as far as they hold something; empty cells are None.

    All rows are equally wide. ``numbers`` are those of the rows in the file, ``places`` those of
    the columns, both from 1: rows and columns without any content are left out. ``found`` is
    keyed by the number of the row, ``hidden_columns`` are places, ``of_file`` is
    found of the file as a whole, ``merged`` are places and rows that share one cell.
    """

    name: str
    rows: list[Row]
    numbers: list[int]
    places: list[int]
    found: dict[int, list[Finding]] = field(default_factory=dict)
    hidden_columns: frozenset[int] = frozenset()
    hidden: bool = False
    of_file: list[Finding] = field(default_factory=list)
    merged: list[tuple[int, list[int]]] = field(default_factory=list)

    def say(self, row: int, finding: Finding) -> None:
        """Keep what is found of a row."""
        self.found.setdefault(row, []).append(finding)


class Filled:
    """Rows as they come, of which only what holds something is kept, within limits."""

    def __init__(self, meter: Meter) -> None:
        self._meter = meter
        self._rows: list[Row] = []
        self._numbers: list[int] = []
        self._columns: dict[int, int] = {}
        """Place in the file → position in the rows, in the order in which they came."""

    def add(self, number: int, cells: Iterable[tuple[int, Any]]) -> None:
        """Take a row: its number in the file, and its cells by place."""
        filled = [(place, text) for place, cell in cells if (text := clean(cell))]
        if not filled:
            return
        columns = self._columns
        for place, _ in filled:
            if place not in columns:
                columns[place] = len(columns)
        row: Row = [None] * len(columns)
        for place, text in filled:
            row[columns[place]] = text
        self._meter.row((text for _, text in filled), len(columns))
        self._rows.append(row)
        self._numbers.append(number)

    def sheet(self, name: str) -> Sheet:
        """Everything that came, in the order of the file."""
        places = sorted(self._columns)
        order = [self._columns[place] for place in places]
        width = len(places)
        same = order == list(range(width))
        for row in self._rows:
            row.extend([None] * (width - len(row)))
            if not same:
                row[:] = [row[position] for position in order]
        self._meter.end(width)
        return Sheet(name, self._rows, self._numbers, places)


def clean(cell: Any) -> str | None:
    """Text of a cell without outer and no-break spaces; nothing where it is empty."""
    text = as_text(cell)
    if text is None:
        return None
    if not text.isascii():
        text = whole(text.replace("\xa0", " "))
        if not INVISIBLE.sub("", text).strip():
            return None
    text = text.strip().strip(_CONTROLS).strip()
    dressed = _DRESSED.fullmatch(text)
    return (dressed[1].replace('""', '"').strip() if dressed else text) or None


def as_text(cell: Any) -> str | None:
    """Text of a cell; 17033.0 of a spreadsheet is 17033."""
    if cell is None or cell is pd.NA or cell is pd.NaT:
        return None
    if isinstance(cell, str):
        return cell
    if isinstance(cell, float | np.floating):
        return _as_number(float(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == datetime.min.time() else cell.isoformat()
    return whole(str(cell))


def _as_number(value: float) -> str | None:
    if np.isnan(value):
        return None
    return str(int(value)) if value.is_integer() else repr(value)
