"""The file of corrections: read strictly, for it counts before everything else."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import pandas as pd

from mintgeo._crs import GERMANY
from mintgeo._csv import unmarked
from mintgeo._errors import InputError
from mintgeo._phrase import Phrase, phrases
from mintgeo.language import LANGUAGES, language
from mintgeo.language.corrected import COLUMNS, DECISIONS, LISTS
from mintgeo.read.files import frame_rows, name_of, read_sheets

Corrections = str | Path | pd.DataFrame | Sequence[str | Path]
"""A file, several, or a frame with the columns of one."""
FILE_NAME: Final = "korrekturen.csv"
"""What a page calls it."""
_NEEDED: Final = ("list", "id", "check", "decision", "lat", "lon", "date")
AWAY: Final = 5.0
"""Degrees around Germany in which a point may still lie."""
_SIGN: Final = re.compile("[bcdfghjkmnpqrstv]{4}")
_NUMBER: Final = re.compile(r"[+-]?\d{1,3}(?:[.,]\d+)?")
_DAY: Final = re.compile(r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})")
_MOST: Final = 10
_LONGEST: Final = 200
"""So many faults an error names, so many letters of a note are kept."""


@dataclass(frozen=True, kw_only=True)
class Correction:
    """What was decided of a row.

    Attributes
    ----------
    list, id, check
        The kind of the list, and the row by its id and the sign of what it said.
    decision
        ``moved``, ``chosen`` or ``right``.
    lat, lon
        Degrees: where the row was put, the place that was chosen, or where it was said to be right.
    place
        What the chosen place is called.
    date
        ISO.
    note
        Whatever was written beside it.
    """

    list: str
    id: str
    check: str
    decision: str
    lat: float
    lon: float
    date: str
    place: str = ""
    note: str = ""

    @property
    def row(self) -> tuple[str, str, str]:
        """By what it knows its row."""
        return self.list, self.id, self.check


def read_corrections(source: Corrections) -> list[Correction]:
    """Read corrections that a page of ``placement_map`` has saved.

    Parameters
    ----------
    source
        A CSV or a workbook, several of them, or a frame; headers in German or English. Excel may
        have saved it in between.

    Raises
    ------
    InputError
        If it is no such file, a row is faulty, or two rows say different things of the same row of
        the list. It names all such rows.
    """
    if isinstance(source, str | Path | pd.DataFrame):
        return _read(source)
    every = [one for part in source for one in _read(part)]
    faults = [Phrase("id {id}", id=one.id[:_LONGEST]) for one in _contrary(every)]
    if faults:
        raise InputError(
            "The files of corrections contradict each other: {faults}.",
            faults=phrases(faults[:_MOST], "; "),
        )
    return every


def _read(source: str | Path | pd.DataFrame) -> list[Correction]:
    name = name_of(source)
    rows = list(_rows(source, name))
    out, faults = [], []
    for number, row in rows:
        wrong = _faults(row)
        faults += [Phrase("row {number}: {fault}", number=number, fault=one) for one in wrong]
        if not wrong:
            out.append((number, _correction(row)))
    again = _contrary([one for _, one in out])
    faults += [
        Phrase("row {number}: another row decides otherwise", number=number)
        for number, one in out if one in again
    ]  # fmt: skip
    if faults:
        more = [Phrase("and {n} more", n=len(faults) - _MOST)] if len(faults) > _MOST else []
        raise InputError(
            "{file} can't be used as corrections: {faults}. Mend or delete these rows.",
            file=name, faults=phrases([*faults[:_MOST], *more], "; "),
        )  # fmt: skip
    return [one for _, one in out]


def _rows(source: str | Path | pd.DataFrame, name: Phrase) -> Iterator[tuple[int, dict[str, str]]]:
    """Cells by name of the column, with the number of the row in the file."""
    known = _known(COLUMNS)
    if isinstance(source, pd.DataFrame):
        cells: list[list[str | None]] = [list(map(str, source.columns)), *frame_rows(source)]
        numbers = list(range(1, len(cells) + 1))
    else:
        sheet = read_sheets(Path(source), lambda cell: cell.strip().casefold() in known)[0]
        cells, numbers = sheet.rows, sheet.numbers
    header = [known.get((cell or "").strip().casefold(), "") for cell in cells[0]]
    missing = [column for column in _NEEDED if column not in header]
    twice = [column for column in COLUMNS if header.count(column) > 1]
    if missing or twice:
        titles = "; ".join(language()(COLUMNS[column]) for column in missing or twice)
        raise InputError(
            "{file} is no file of corrections as a map saves it: it needs the columns {titles}, "
            "each once.", file=name, titles=titles,
        )  # fmt: skip
    for number, row in zip(numbers, cells, strict=True):
        if number != numbers[0]:
            yield number, {at: unmarked(cell or "") for at, cell in zip(header, row, strict=True)}


def _known(words: dict[str, str]) -> dict[str, str]:
    """Word in any language, or the code itself → code."""
    said = {language(lang)(word).casefold(): code for lang in LANGUAGES
            for code, word in words.items()}  # fmt: skip
    return said | {code: code for code in words}


def _faults(row: dict[str, str]) -> list[str]:
    lat, lon = (_degrees(row[name]) for name in ("lat", "lon"))
    decision = _known(DECISIONS).get(row["decision"].casefold())
    checks = {
        Phrase("the list is unknown"): row["list"].casefold() not in _known(LISTS),
        Phrase("it has no id"): not row["id"],
        Phrase("its check is not as it was saved"): not _SIGN.fullmatch(row["check"].casefold()),
        Phrase("the decision is unknown"): decision is None,
        Phrase("the date is none (2026-11-26 or 26.11.2026)"): not _day(row["date"]),
        Phrase("latitude and longitude are no two numbers"): math.isnan(lat) or math.isnan(lon),
        Phrase("it lies far from Germany (are latitude and longitude swapped?)"): _far(lat, lon),
    }
    return [said for said, wrong in checks.items() if wrong]


def _correction(row: dict[str, str]) -> Correction:
    return Correction(
        list=_known(LISTS)[row["list"].casefold()],
        id=row["id"],
        check=row["check"].casefold(),
        decision=_known(DECISIONS)[row["decision"].casefold()],
        lat=_degrees(row["lat"]),
        lon=_degrees(row["lon"]),
        date=_day(row["date"]),
        place=row.get("place", "")[:_LONGEST],
        note=row.get("note", "")[:_LONGEST],
    )


def _degrees(text: str) -> float:
    return float(text.replace(",", ".")) if _NUMBER.fullmatch(text) else math.nan


def _far(lat: float, lon: float) -> bool:
    west, south, east, north = GERMANY
    inside = south - AWAY <= lat <= north + AWAY and west - AWAY <= lon <= east + AWAY
    return not (inside or math.isnan(lat) or math.isnan(lon))


def _day(text: str) -> str:
    """An ISO date, also as Excel writes it; empty where it is none."""
    german = _DAY.fullmatch(text)
    try:
        if german:
            return date(int(german["y"]), int(german["m"]), int(german["d"])).isoformat()
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""


def _contrary(every: list[Correction]) -> list[Correction]:
    """Those of which others decide otherwise of the same row; said twice alike is once."""
    said: dict[tuple[str, str, str], set[tuple[str, float, float]]] = {}
    for one in every:
        said.setdefault(one.row, set()).add((one.decision, one.lat, one.lon))
    return [one for one in every if len(said[one.row]) > 1]
