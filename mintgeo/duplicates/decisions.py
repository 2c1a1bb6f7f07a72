"""What somebody has decided of pairs on the review page: a small file that counts first."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from mintgeo._errors import InputError
from mintgeo._phrase import Phrase
from mintgeo.duplicates.prepared import is_missing
from mintgeo.language import N_
from mintgeo.read.saved import (
    LONGEST,
    Saved,
    bare_id,
    codes,
    few,
    is_sign,
    iso_day,
    plain_id,
    sign_of,
)

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
    "name", "title", "provider", "street", "postcode", "place", "email", "phone", "url",
    "age_from", "age_to",
)  # fmt: skip
LETTERS: Final = 6
"""Of a sign."""
_FILE: Final = Saved(
    columns=COLUMNS,
    optional=("note",),
    foreign=lambda file, titles: InputError(
        "{file} is no file of decisions as a review page saves it: it needs the columns "
        "{titles}, each once.", file=file, titles=titles,
    ),
    faulty=lambda file, faults: InputError(
        "{file} can't be used as decisions: {faults}. Mend or delete these rows.",
        file=file, faults=faults,
    ),
)  # fmt: skip
Pair = tuple[int, int]


def signs(table: pd.DataFrame) -> list[str]:
    """Six letters per row that change with what it says (all but once in 16 million times)."""
    return [sign_of(row, LETTERS) for row in said_of(table)]


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
    if is_missing(cell):
        return ""
    return f"{cell:g}" if isinstance(cell, float) else str(cell)


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
    rows = _Rows(table)
    pairs: dict[Pair, str] = {}
    unused = []
    for one in sorted(every, key=lambda one: one["date"]):
        first, last = (rows.find(one[side], one[f"check_{side}"]) for side in "ab")
        if first is None or last is None or first == last:
            unused.append(one)
        else:
            pairs[min(first, last), max(first, last)] = one["decision"]
    return Decided(pairs=pairs, unused=pd.DataFrame(unused, columns=list(COLUMNS)))


def _nothing(_: str) -> str:
    return ""


_WAYS: Final = (plain_id, bare_id, _nothing)
"""By what of its id a row is known beside its sign, the surest first; the last says nothing."""


class _Rows:
    """Positions of rows by id and sign."""

    def __init__(self, table: pd.DataFrame) -> None:
        self._at: list[dict[tuple[str, str], list[int]]] = [{} for _ in _WAYS]
        for row, (id_, mark) in enumerate(zip(table["id"].astype(str), signs(table), strict=True)):
            for way, at in zip(_WAYS, self._at, strict=True):
                at.setdefault((way(id_), mark), []).append(row)

    def find(self, id_: str, mark: str) -> int | None:
        """The one row that fits; the position, or None."""
        for way, at in zip(_WAYS, self._at, strict=True):
            rows = at.get((way(id_), mark), [])
            if len(rows) == 1:
                return rows[0]
        return None


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
            faults.append(Phrase("{a} and {b}", a=one["a"][:LONGEST], b=one["b"][:LONGEST]))
        if before is None or before["date"] <= one["date"]:
            last[key] = one
    if faults:
        raise InputError(
            "The decisions contradict each other on one day: {faults}. Delete one of each.",
            faults=few(faults),
        )
    return list(last.values())


def _read(source: str | Path | pd.DataFrame) -> list[dict[str, str]]:
    out, faults = [], []
    for number, row in _FILE.rows(source):
        wrong = _faults(row)
        faults += [(number, one) for one in wrong]
        if not wrong:
            out.append({
                **row, "decision": codes(VERDICTS)[row["decision"].casefold()],
                "check_a": row["check_a"].casefold(), "check_b": row["check_b"].casefold(),
                "date": iso_day(row["date"]), "note": row.get("note", "")[:LONGEST],
            })  # fmt: skip
    _FILE.refuse(source, faults)
    return [{name: one[name] for name in COLUMNS} for one in out]


def _faults(row: dict[str, str]) -> list[Phrase]:
    signs_ = [row[f"check_{side}"].casefold() for side in "ab"]
    checks = {
        Phrase("an id is missing"): not row["a"] or not row["b"],
        Phrase("its checks are not as they were saved"): not all(
            is_sign(one, LETTERS) for one in signs_
        ),
        Phrase("the decision is unknown"): row["decision"].casefold() not in codes(VERDICTS),
        Phrase("the date is none (2026-11-26 or 26.11.2026)"): not iso_day(row["date"]),
    }
    return [said for said, wrong in checks.items() if wrong]
