"""What somebody has decided of pairs on the review page: a small file that counts first."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from mintgeo._csv import unmarked
from mintgeo._errors import InputError
from mintgeo._phrase import Phrase, phrases
from mintgeo.language import LANGUAGES, N_, language
from mintgeo.read.files import frame_rows, name_of, read_sheets

Decisions = str | Path | pd.DataFrame | Sequence[str | Path]
"""A file, several, or a frame with the columns of one."""
FILE_NAME: Final = "entscheidungen.csv"
COLUMNS: Final = {
    "a": N_("Eintrag 1"), "check_a": N_("Prüfzeichen 1"), "b": N_("Eintrag 2"),
    "check_b": N_("Prüfzeichen 2"), "decision": N_("Entscheidung"), "date": N_("Datum"),
    "note": N_("Anmerkung"),
}  # fmt: skip
VERDICTS: Final = {"same": N_("dasselbe"), "different": N_("verschieden"), "unsure": N_("unsicher")}
_SAID: Final = (
    "name",
    "title",
    "provider",
    "street",
    "postcode",
    "place",
    "email",
    "phone",
    "url",
    "age_from",
    "age_to",
)
_LETTERS: Final = "bcdfghjkmnpqrstv"
_SIGN: Final = re.compile("[bcdfghjkmnpqrstv]{6}")
_DAY: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_MOST: Final = 10
_LONGEST: Final = 200
Pair = tuple[int, int]


def signs(table: pd.DataFrame) -> list[str]:
    """Six letters per row that change with what it says (all but once in 16 million times)."""
    return [_sign(row) for row in said_of(table)]


def said_of(table: pd.DataFrame) -> list[str]:
    """What a row says of itself, as one text; columns that are not there say nothing."""
    columns = [
        [_text(one) for one in table[name].astype(object)] if name in table else [""] * len(table)
        for name in _SAID
    ]
    return ["\0".join(row) for row in zip(*columns, strict=True)]


def _text(cell: Any) -> str:
    if isinstance(cell, str):
        return " ".join(cell.split())
    if pd.isna(cell):
        return ""
    return f"{cell:g}" if isinstance(cell, float) else str(cell)


def _sign(text: str) -> str:
    digest = blake2b(text.encode("utf-8", "replace"), digest_size=3).hexdigest()
    return "".join(_LETTERS[int(digit, 16)] for digit in digest)


@dataclass(frozen=True, kw_only=True)
class Decided:
    """Pairs of positions that somebody has decided, and decisions that found no rows."""

    pairs: dict[Pair, str] = field(default_factory=dict)
    unused: pd.DataFrame = field(default_factory=pd.DataFrame)

    def applied(
        self, pairs: npt.NDArray[np.int64], chance: npt.NDArray[np.float64]
    ) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.object_]]:
        """Probabilities after decisions, and why each is so."""
        why = np.full(len(pairs), "compared", dtype=object)
        chance = chance.copy()
        if self.pairs:
            for at, pair in enumerate(map(tuple, pairs.tolist())):
                decision = self.pairs.get(pair)
                if decision is not None:
                    why[at] = "decided"
                    chance[at] = {"same": 1.0, "different": 0.0}.get(decision, min(chance[at], 0.5))
        return chance, why


def decided(given: Decisions | None, table: pd.DataFrame) -> Decided:
    """Find the rows that decisions speak of: by id and sign, or by sign if ids have changed."""
    every = [] if given is None else read_decisions(given)
    if not every:
        return Decided()
    ids, marks = [str(one) for one in table["id"]], signs(table)
    at = {pair: row for row, pair in enumerate(zip(ids, marks, strict=True))}
    by_sign: dict[str, list[int]] = {}
    for row, mark in enumerate(marks):
        by_sign.setdefault(mark, []).append(row)
    pairs: dict[Pair, str] = {}
    unused = []
    for one in every:
        first, last = (_row_of(at, by_sign, one[side], one[f"check_{side}"]) for side in "ab")
        if first is None or last is None or first == last:
            unused.append(one)
        else:
            pairs[min(first, last), max(first, last)] = one["decision"]
    return Decided(pairs=pairs, unused=pd.DataFrame(unused, columns=list(COLUMNS)))


def _row_of(
    at: dict[tuple[str, str], int], by_sign: dict[str, list[int]], id_: str, mark: str
) -> int | None:
    row = at.get((id_, mark))
    alone = by_sign.get(mark, [])
    return row if row is not None else alone[0] if len(alone) == 1 else None


def read_decisions(source: Decisions) -> list[dict[str, str]]:
    """Read decisions that a review page has saved, strictly: ``COLUMNS`` of every row.

    Parameters
    ----------
    source
        A CSV or a workbook, several of them, or a frame; headers in German or English. Excel may
        have saved it in between. Of two that decide differently, the later date counts.

    Raises
    ------
    InputError
        If it is no such file, rows are faulty, or two of a day contradict each other.
    """
    parts = [source] if isinstance(source, str | Path | pd.DataFrame) else list(source)
    every = [one for part in parts for one in _read(part)]
    last: dict[frozenset[tuple[str, str]], dict[str, str]] = {}
    faults = []
    for one in every:
        key = frozenset({(one["a"], one["check_a"]), (one["b"], one["check_b"])})
        before = last.get(key)
        if before and before["date"] == one["date"] and before["decision"] != one["decision"]:
            faults.append(Phrase("{a} and {b}", a=one["a"][:_LONGEST], b=one["b"][:_LONGEST]))
        if before is None or before["date"] <= one["date"]:
            last[key] = one
    if faults:
        raise InputError(
            "The decisions contradict each other on one day: {faults}. Delete one of each.",
            faults=phrases(faults[:_MOST], "; "),
        )
    return list(last.values())


def _read(source: str | Path | pd.DataFrame) -> list[dict[str, str]]:
    name = name_of(source)
    out, faults = [], []
    for number, row in _rows(source, name):
        decision = _known(VERDICTS).get(row["decision"].casefold())
        day = _day(row["date"])
        marks = [row[f"check_{one}"].casefold() for one in "ab"]
        wrong = [
            Phrase("row {number}: {fault}", number=number, fault=text)
            for text, is_so in (
                (Phrase("an id is missing"), not row["a"] or not row["b"]),
                (
                    Phrase("its checks are not as they were saved"),
                    not all(map(_SIGN.fullmatch, marks)),
                ),
                (Phrase("the decision is unknown"), decision is None),
                (Phrase("the date is none (2026-11-26 or 26.11.2026)"), not day),
            )
            if is_so
        ]
        faults += wrong
        if not wrong:
            out.append(
                {
                    "a": row["a"],
                    "check_a": marks[0],
                    "b": row["b"],
                    "check_b": marks[1],
                    "decision": str(decision),
                    "date": day,
                    "note": row.get("note", "")[:_LONGEST],
                }
            )
    if faults:
        more = [Phrase("and {n} more", n=len(faults) - _MOST)] if len(faults) > _MOST else []
        raise InputError(
            "{file} can't be used as decisions: {faults}. Mend or delete these rows.",
            file=name, faults=phrases([*faults[:_MOST], *more], "; "),
        )  # fmt: skip
    return out


def _rows(source: str | Path | pd.DataFrame, name: Phrase) -> Iterator[tuple[int, dict[str, str]]]:
    known = _known(COLUMNS)
    if isinstance(source, pd.DataFrame):
        cells: list[list[str | None]] = [list(map(str, source.columns)), *frame_rows(source)]
        numbers = list(range(1, len(cells) + 1))
    else:
        sheet = read_sheets(Path(source), lambda cell: cell.strip().casefold() in known)[0]
        cells, numbers = sheet.rows, sheet.numbers
    header = [known.get((cell or "").strip().casefold(), "") for cell in cells[0]]
    wrong = [column for column in COLUMNS if header.count(column) != 1 and column != "note"]
    if wrong:
        raise InputError(
            "{file} is no file of decisions as a review page saves it: it needs the columns "
            "{titles}, each once.",
            file=name,
            titles="; ".join(language()(COLUMNS[one]) for one in wrong),
        )
    for number, row in zip(numbers, cells, strict=True):
        if number != numbers[0]:
            yield (
                number,
                {at: unmarked(cell or "").strip() for at, cell in zip(header, row, strict=True)},
            )


def _known(words: dict[str, str]) -> dict[str, str]:
    said = {
        language(lang)(word).casefold(): code for lang in LANGUAGES for code, word in words.items()
    }
    return said | {code: code for code in words}


def _day(text: str) -> str:
    german = _DAY.fullmatch(text)
    try:
        if german:
            return date(int(german[3]), int(german[2]), int(german[1])).isoformat()
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""
