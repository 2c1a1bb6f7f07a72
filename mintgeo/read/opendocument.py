"""OpenDocument spreadsheets (.ods) → sheets of text, read as a stream within the same limits."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from openpyxl.utils.cell import get_column_letter

from mintgeo._door import open_archive
from mintgeo._errors import InputError
from mintgeo._limits import LIMITS, Meter, refuse_more
from mintgeo._phrase import Phrase
from mintgeo._xml import stream
from mintgeo.findings import found
from mintgeo.read.sheet import Filled, Sheet

_CONTENT: Final = "content.xml"
_WHAT: Final = Phrase("OpenDocument spreadsheet")
_NUMBERS: Final = frozenset({"float", "percentage", "currency"})
_HIDDEN: Final = ("collapse", "filter")
_BREAK: Final = "\n"
_COLUMNS, _MERGED = 16_384, 100_000


@dataclass(frozen=True, kw_only=True)
class _Row:
    """A row of a sheet: its number, and its texts by column, both from 1."""

    sheet: str
    number: int
    cells: dict[int, str]
    unkept: tuple[int, ...]
    hidden: bool


@dataclass
class _Cells:
    """What takes the events of ``content.xml``; notes and drawings on cells are no text of them."""

    found: list[_Row] = field(default_factory=list)
    merged: list[tuple[str, int, int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._sheet = ""
        self._row = self._column = self._aside = self._paragraphs = 0
        self._attributes: dict[str, str] = {}
        self._rows: dict[str, str] = {}
        self._cells: dict[int, str] = {}
        self._unkept: list[int] = []
        self._text: list[str] = []
        self._inside = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the beginning of a table, a row, a cell or a paragraph."""
        plain = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        if name == "table":
            self._sheet, self._row = plain.get("name", ""), 0
        elif name == "table-row":
            self._rows, self._column = plain, 0
            self._cells, self._unkept = {}, []
        elif name in ("table-cell", "covered-table-cell"):
            self._attributes, self._inside, self._paragraphs = plain, True, 0
            self._text.clear()
        elif name in ("annotation", "frame", "custom-shape"):
            self._aside += 1
        elif self._inside and not self._aside:
            self._mark(name, plain)

    def end(self, name: str) -> None:
        """Keep a cell or a row."""
        if name in ("table-cell", "covered-table-cell"):
            self._end_cell()
        elif name == "table-row":
            self._end_row()
        elif name in ("annotation", "frame", "custom-shape"):
            self._aside -= 1

    def text(self, data: str) -> None:
        """Take a piece of a text."""
        if self._inside and not self._aside and self._paragraphs:
            self._text.append(data)

    def _mark(self, name: str, plain: dict[str, str]) -> None:
        if name == "p":
            self._paragraphs += 1
            if self._paragraphs > 1:
                self._text.append(_BREAK)
        elif name == "s":
            self._text.append(" " * min(int(plain.get("c", 1)), LIMITS.cell_characters))
        elif name in ("tab", "line-break"):
            self._text.append(_BREAK if name == "line-break" else " ")

    def _end_cell(self) -> None:
        about = self._attributes
        times = int(about.get("number-columns-repeated", 1))
        text = _value(about, "".join(self._text))
        if len(text) > LIMITS.cell_characters:
            raise ValueError(f"A cell has more than {LIMITS.cell_characters:,} characters.")
        if text:
            if self._column + times > _COLUMNS:
                raise ValueError(f"A row has more than {_COLUMNS:,} columns.")
            self._cells |= dict.fromkeys(range(self._column + 1, self._column + times + 1), text)
        elif "formula" in about:
            self._unkept.append(self._column + 1)
        down = int(about.get("number-rows-spanned", 1))
        if down > 1 and len(self.merged) < _MERGED:
            self.merged.append((self._sheet, self._column + 1, self._row + 1, self._row + down))
        self._column += times
        self._inside = False

    def _end_row(self) -> None:
        times = int(self._rows.get("number-rows-repeated", 1))
        if self._cells:
            if self._row + times > LIMITS.rows:
                raise ValueError(f"A sheet has more than {LIMITS.rows:,} rows.")
            hidden = self._rows.get("visibility") in _HIDDEN
            for number in range(self._row + 1, self._row + times + 1):
                self.found.append(_Row(sheet=self._sheet, number=number, cells=self._cells,
                                       unkept=tuple(self._unkept), hidden=hidden))  # fmt: skip
        self._row += times


def read_opendocument(path: Path) -> list[tuple[Sheet, list[tuple[int, int, int]]]]:
    """Return every sheet of an OpenDocument spreadsheet, and where cells are merged over rows.

    Raises
    ------
    InputError
        If it is no such file, a damaged one, or one beyond the limits.
    """
    meter = Meter(path.name)
    sheets: dict[str, Filled] = {}
    hidden: list[tuple[str, int]] = []
    unkept: list[tuple[str, int, tuple[int, ...]]] = []
    into = _Cells()
    with open_archive(path, what=_WHAT) as archive:
        if _CONTENT not in archive.namelist():
            raise InputError(
                "'{file}' is damaged or no {what}: it has no {content}.",
                file=path.name,
                what=_WHAT,
                content=_CONTENT,
            )
        size = archive.getinfo(_CONTENT).file_size
        refuse_more(size, LIMITS.unpacked_bytes, file=path.name, of=Phrase("bytes when unpacked"))
        with archive.open(_CONTENT) as source:
            for row in stream(source, into):
                if row.sheet not in sheets:
                    refuse_more(len(sheets) + 1, LIMITS.sheets, file=path.name, of=Phrase("sheets"))
                    sheets[row.sheet] = Filled(meter)
                sheets[row.sheet].add(row.number, sorted(row.cells.items()))
                hidden += [(row.sheet, row.number)] * row.hidden
                unkept += [(row.sheet, row.number, row.unkept)] * bool(row.unkept)
    made = {name: filled.sheet(name) for name, filled in sheets.items()}
    for name, number in hidden:
        made[name].say(number, found("read.hidden_row"))
    for name, number, columns in unkept:
        cells = tuple(f"{get_column_letter(column)}{number}" for column in columns)
        made[name].say(number, found("read.formula_unkept", cells=cells))
    areas = {name: [area[1:] for area in into.merged if area[0] == name] for name in made}
    return [(sheet, areas[name]) for name, sheet in made.items()]


def _value(about: dict[str, str], text: str) -> str:
    """The value of a cell: numbers and days as they are kept, not as they are shown."""
    kind = about.get("value-type", about.get("calcext-value-type", ""))
    if kind in _NUMBERS and about.get("value"):
        number = float(about["value"])
        return str(int(number)) if number.is_integer() else repr(number)
    if kind == "date" and about.get("date-value"):
        return about["date-value"].removesuffix("T00:00:00")
    return text
