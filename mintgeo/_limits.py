"""How much of a file is read: the one place for limits, and the counting that keeps to them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from mintgeo._errors import InputError
from mintgeo._phrase import Phrase


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What a file may hold at most. They keep memory below 1 GB for any file under 50 MB.

    Attributes
    ----------
    list_bytes, table_bytes, text_bytes, extract_bytes
        Size of a list; of an official table or layer; of a study file or a taxonomy; of an extract
        of OpenStreetMap or an index of addresses, which are streamed.
    feed_bytes
        Size of a timetable (GTFS), and what its files unpack to; they are streamed too.
    calls
        Stop times of a timetable: six times those of Germany.
    unpacked_bytes, part_bytes
        What the parts of a workbook unpack to, all together; one of its parts beside the sheets.
    members, sheets
        Files in an archive, sheets in a workbook.
    rows, columns, cells
        Of a list: rows and columns are those that hold something; cells are rows × columns.
    table_cells
        Cells of an official table.
    cell_characters, characters
        Of one cell (as in Excel), and of all cells of a file.
    areas
        Areas of a layer of borders.
    """

    list_bytes: int = 200_000_000
    table_bytes: int = 2_000_000_000
    text_bytes: int = 2_000_000
    extract_bytes: int = 50_000_000_000
    feed_bytes: int = 8_000_000_000
    calls: int = 200_000_000
    unpacked_bytes: int = 500_000_000
    part_bytes: int = 5_000_000
    members: int = 10_000
    sheets: int = 500
    rows: int = 1_048_576
    columns: int = 1_000
    cells: int = 5_000_000
    table_cells: int = 50_000_000
    cell_characters: int = 32_767
    characters: int = 100_000_000
    areas: int = 100_000


LIMITS: Final = Limits()
_LESS: Final = Phrase("save only the list itself, or split it")


def refuse_more(found: float, most: float, *, file: str, of: str, do: str = _LESS) -> None:
    """Refuse a file that holds more than a limit.

    Raises
    ------
    InputError
        It says the limit, what came, and what to do.
    """
    if found > most:
        raise InputError(
            "'{file}' has {found:,.0f} {of}, more than the {most:,.0f} that mintgeo reads: {do}.",
            file=file,
            found=found,
            of=of,
            most=most,
            do=do,
        )


class Meter:
    """Counts what is read of one file, and refuses it at the first row beyond a limit."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._before = self._rows = self._characters = 0

    def row(self, texts: Iterable[str | None], width: int) -> None:
        """Count a row of a table that has so many columns by now."""
        lengths = [len(text) for text in texts if text]
        self._rows += 1
        self._characters += sum(lengths)
        for found, most, of in (
            (max(lengths, default=0), LIMITS.cell_characters, Phrase("characters in one cell")),
            (self._rows, LIMITS.rows, Phrase("rows")),
            (width, LIMITS.columns, Phrase("columns")),
            (self._before + self._rows * width, LIMITS.cells, Phrase("cells")),
            (self._characters, LIMITS.characters, Phrase("characters")),
        ):
            if found > most:
                refuse_more(found, most, file=self._file, of=of)

    def end(self, width: int) -> None:
        """End a table of so many columns; another one of the same file may follow."""
        self._before += self._rows * width
        self._rows = 0
