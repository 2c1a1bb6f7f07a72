"""Handlers of a workbook's parts: small ones tag by tag, shared texts, and the cells of a sheet."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

from openpyxl.utils.cell import column_index_from_string, range_boundaries
from openpyxl.utils.datetime import from_excel, from_ISO8601

from mintgeo._limits import LIMITS

COLUMNS: Final = 16_384
"""Columns of a sheet in Excel; rows are ``LIMITS.rows``."""
_CODE: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_MERGED: Final = 100_000
_DIGITS: Final = "0123456789"

Box = tuple[int, int, int, int]
"""First column, first row, last column, last row, counted from 1."""


def decoded(text: str) -> str:
    """A text of a workbook; letters that it writes by their number are letters again.

    Examples
    --------
    >>> decoded("_x0041_bc"), decoded("_x005F_x0041_")
    ('Abc', '_x0041_')
    """
    return _CODE.sub(lambda found: chr(int(found[1], 16)), text)


class Tags:
    """Every element of a small part: the name of its parent, its own, its attributes."""

    def __init__(self) -> None:
        self.found: list[tuple[str, str, dict[str, str]]] = []
        self._above = [""]

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take an element."""
        plain = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        self.found.append((self._above[-1], name, plain))
        self._above.append(name)

    def end(self, _name: str) -> None:
        """Go back to its parent."""
        self._above.pop()

    def text(self, data: str) -> None:
        """Pass over text, of which there is none."""


class _Text:
    """Pieces of text of one cell, as long as a cell may be."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0

    def add(self, data: str) -> None:
        self._length += len(data)
        if self._length > LIMITS.cell_characters:
            raise ValueError(f"A cell has more than {LIMITS.cell_characters:,} characters.")
        self._pieces.append(data)

    def take(self) -> str:
        out = "".join(self._pieces)
        self._pieces.clear()
        self._length = 0
        return out


class Strings:
    """The table of texts that cells share; how they are read aloud (``rPh``) is no part of them."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._text = _Text()
        self._aloud = self._inside = False

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        """Take the beginning of a text."""
        self._inside = name == "t" and not self._aloud
        self._aloud |= name == "rPh"

    def end(self, name: str) -> None:
        """Keep a text."""
        self._inside = False
        if name == "rPh":
            self._aloud = False
        elif name == "si":
            self.found.append(decoded(self._text.take()))

    def text(self, data: str) -> None:
        """Take a piece of it."""
        if self._inside:
            self._text.add(data)


@dataclass(frozen=True, kw_only=True)
class Look:
    """What cells need to be understood: shared texts, the first day, which styles are dates."""

    texts: Sequence[str]
    epoch: datetime
    dates: frozenset[int]
    spans: frozenset[int]

    def value(self, kind: str, style: str, raw: str) -> Any:
        """The value of a cell; its text as it stands where it is not what it says."""
        if kind == "s":
            place = int(raw)
            if not 0 <= place < len(self.texts):
                raise ValueError("A cell names a text that the workbook does not have.")
            return self.texts[place]
        try:
            if kind == "n":
                return self._number(int(style or 0), raw)
            if kind == "b":
                return bool(int(raw))
            return from_ISO8601(raw) if kind == "d" else decoded(raw)  # type: ignore[no-untyped-call]
        except ValueError:
            return raw

    def _number(self, style: int, raw: str) -> Any:
        number = float(raw) if "." in raw or "e" in raw.lower() else int(raw)
        if style not in self.dates:
            return number
        try:
            return from_excel(number, self.epoch, timedelta=style in self.spans)
        except (OverflowError, ValueError):
            return "#VALUE!"


@dataclass
class Cells:
    """The rows of a sheet that hold something, and what must be known besides.

    ``found`` has a row's number and its cells by column, both counted from 1; ``unkept`` are cells
    (row, column) with a formula of which no value is kept.
    """

    look: Look
    found: list[tuple[int, dict[int, Any]]] = field(default_factory=list)
    merged: list[Box] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    unkept: list[tuple[int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._text = _Text()
        self._row = self._column = 0
        self._hidden = self._keep = self._inside = self._aloud = self._formula = False
        self._cells: dict[int, Any] = {}
        self._kind = self._style = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the beginning of a row, a cell, its value, or of what describes the sheet."""
        if name == "c":
            self._begin_cell(attributes)
        elif name in ("v", "t"):
            self._keep = self._inside and not self._aloud
        elif name == "f":
            self._formula = True
        elif name == "row":
            self._begin_row(attributes)
        elif name == "rPh":
            self._aloud = True
        elif name == "mergeCell":
            self._merge(attributes)
        elif name == "col" and attributes.get("hidden", "0") not in ("0", "false"):
            self._hide(attributes)

    def end(self, name: str) -> None:
        """Keep a cell that holds something, a row that has one."""
        if name == "c":
            raw = self._text.take()
            if raw:
                self._cells[self._column] = self.look.value(self._kind, self._style, raw)
            elif self._formula and self._kind != "str" and len(self.unkept) < _MERGED:
                self.unkept.append((self._row, self._column))
            self._inside = self._formula = False
        elif name in ("v", "t"):
            self._keep = False
        elif name == "rPh":
            self._aloud = False
        elif name == "row" and self._cells:
            self.found.append((self._row, self._cells))
            if self._hidden:
                self.hidden_rows.add(self._row)

    def text(self, data: str) -> None:
        """Take a piece of a value."""
        if self._keep:
            self._text.add(data)

    def _begin_row(self, attributes: dict[str, str]) -> None:
        self._row = int(float(attributes["r"])) if "r" in attributes else self._row + 1
        if not 1 <= self._row <= LIMITS.rows:
            raise ValueError(f"A row has the number {self._row}; Excel has {LIMITS.rows:,} rows.")
        self._column, self._cells = 0, {}
        self._hidden = attributes.get("hidden", "0") not in ("0", "false")

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        self._inside = True
        self._kind = "text" if (kind := attributes.get("t", "n")) == "inlineStr" else kind
        self._style = attributes.get("s", "0")
        place = attributes.get("r")
        self._column = _column(place.rstrip(_DIGITS)) if place else self._column + 1
        if self._column > COLUMNS:
            raise ValueError(f"A cell has column {self._column:,}; Excel has {COLUMNS:,}.")

    def _merge(self, attributes: dict[str, str]) -> None:
        first, top, last, bottom = range_boundaries(attributes["ref"])
        if first and top and last and bottom and bottom > top:
            self.merged.append((first, top, last, bottom))
        if len(self.merged) > _MERGED:
            raise ValueError(f"A sheet has more than {_MERGED:,} merged cells.")

    def _hide(self, attributes: dict[str, str]) -> None:
        if len(self.hidden_columns) < COLUMNS:
            self.hidden_columns.append((int(attributes["min"]), int(attributes["max"])))


@lru_cache(maxsize=COLUMNS)
def _column(letters: str) -> int:
    return column_index_from_string(letters.replace("$", ""))
