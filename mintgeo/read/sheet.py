"""A sheet of a list as text, and what must be said of its rows."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import numpy as np
import pandas as pd

from mintgeo._text import whole

Row = list[str | None]


@dataclass
class Sheet:
    """The rows of one list as text, empty cells None; what must be said of rows and columns.

    ``rows[0]`` is row 1 of the file. ``row_notes`` is keyed by the number of the row,
    ``hidden_columns`` counts from 0.
    """

    name: str
    rows: list[Row]
    row_notes: dict[int, list[str]] = field(default_factory=dict)
    hidden_columns: frozenset[int] = frozenset()
    hidden: bool = False

    def say(self, row: int, text: str) -> None:
        """Note something about a row."""
        self.row_notes.setdefault(row, []).append(text)


def clean(cell: Any) -> str | None:
    """Text of a cell without outer and no-break spaces; nothing where it is empty."""
    text = as_text(cell)
    text = text.replace("\xa0", " ").strip() if text is not None else None
    return text or None


def as_text(cell: Any) -> str | None:
    """Text of a cell; 17033.0 of a spreadsheet is 17033."""
    if cell is None or cell is pd.NA or cell is pd.NaT:
        return None
    if isinstance(cell, float | np.floating):
        return _as_number(float(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == datetime.min.time() else cell.isoformat()
    return whole(str(cell))


def _as_number(value: float) -> str | None:
    if np.isnan(value):
        return None
    return str(int(value)) if value.is_integer() else repr(value)
