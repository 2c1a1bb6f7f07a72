"""The file of corrections: read strictly, for it counts before everything else."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pandas as pd

from mintgeo._crs import GERMANY
from mintgeo._errors import InputError
from mintgeo._phrase import Phrase
from mintgeo.geocoding.corrections.rows import LETTERS
from mintgeo.language.corrected import COLUMNS, DECISIONS, LISTS
from mintgeo.read.saved import LONGEST, Saved, codes, few, is_sign, iso_day

Corrections = str | Path | pd.DataFrame | Sequence[str | Path]
"""A file, several, or a frame with the columns of one."""
FILE_NAME: Final = "korrekturen.csv"
"""What a page calls it."""
AWAY: Final = 5.0
"""Degrees around Germany in which a point may still lie."""
_NUMBER: Final = re.compile(r"[+-]?\d{1,3}(?:[.,]\d+)?")
_FILE: Final = Saved(
    columns=COLUMNS,
    optional=("place", "note"),
    foreign=lambda file, titles: InputError(
        "{file} is no file of corrections as a map saves it: it needs the columns {titles}, "
        "each once.", file=file, titles=titles,
    ),
    faulty=lambda file, faults: InputError(
        "{file} can't be used as corrections: {faults}. Mend or delete these rows.",
        file=file, faults=faults,
    ),
)  # fmt: skip


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
    faults = [Phrase("id {id}", id=one.id[:LONGEST]) for one in _contrary(every)]
    if faults:
        raise InputError(
            "The files of corrections contradict each other: {faults}.",
            faults=few(faults),
        )
    return every


def _read(source: str | Path | pd.DataFrame) -> list[Correction]:
    out, faults = [], []
    for number, row in _FILE.rows(source):
        wrong = _faults(row)
        faults += [(number, one) for one in wrong]
        if not wrong:
            out.append((number, _correction(row)))
    again = _contrary([one for _, one in out])
    said = Phrase("another row decides otherwise")
    faults += [(number, said) for number, one in out if one in again]
    _FILE.refuse(source, faults)
    return [one for _, one in out]


def _faults(row: dict[str, str]) -> list[Phrase]:
    lat, lon = (_degrees(row[name]) for name in ("lat", "lon"))
    decision = codes(DECISIONS).get(row["decision"].casefold())
    checks = {
        Phrase("the list is unknown"): row["list"].casefold() not in codes(LISTS),
        Phrase("it has no id"): not row["id"],
        Phrase("its check is not as it was saved"): not is_sign(row["check"].casefold(), LETTERS),
        Phrase("the decision is unknown"): decision is None,
        Phrase("the date is none (2026-11-26 or 26.11.2026)"): not iso_day(row["date"]),
        Phrase("latitude and longitude are no two numbers"): math.isnan(lat) or math.isnan(lon),
        Phrase("it lies far from Germany (are latitude and longitude swapped?)"): _far(lat, lon),
    }
    return [said for said, wrong in checks.items() if wrong]


def _correction(row: dict[str, str]) -> Correction:
    return Correction(
        list=codes(LISTS)[row["list"].casefold()],
        id=row["id"],
        check=row["check"].casefold(),
        decision=codes(DECISIONS)[row["decision"].casefold()],
        lat=_degrees(row["lat"]),
        lon=_degrees(row["lon"]),
        date=iso_day(row["date"]),
        place=row.get("place", "")[:LONGEST],
        note=row.get("note", "")[:LONGEST],
    )


def _degrees(text: str) -> float:
    return float(text.replace(",", ".")) if _NUMBER.fullmatch(text) else math.nan


def _far(lat: float, lon: float) -> bool:
    west, south, east, north = GERMANY
    inside = south - AWAY <= lat <= north + AWAY and west - AWAY <= lon <= east + AWAY
    return not (inside or math.isnan(lat) or math.isnan(lon))


def _contrary(every: list[Correction]) -> list[Correction]:
    """Those of which others decide otherwise of the same row; said twice alike is once."""
    said: dict[tuple[str, str, str], set[tuple[str, float, float]]] = {}
    for one in every:
        said.setdefault(one.row, set()).add((one.decision, one.lat, one.lon))
    return [one for one in every if len(said[one.row]) > 1]
