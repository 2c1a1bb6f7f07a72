"""Findings of the rows of a table: gathered while it is made, then carried in one column."""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, Final

import numpy as np
import pandas as pd

from mintgeo._errors import InputError, name_ids
from mintgeo.findings.finding import Finding, decode, encode, found
from mintgeo.findings.kinds import stage_of

COLUMN: Final = "findings"
"""Name of the column: the text of ``encode`` in every row, empty where nothing was found."""

_FORMER: Final = {"read_note": "read.said", "match_note": "step.said"}
"""Column of sentences → the code under which one of a table without findings counts."""


class Gathered:
    """What is found of the rows of a table, by position."""

    def __init__(self, rows: int) -> None:
        self._n = rows
        self._rows: dict[int, list[Finding]] = {}

    def add(self, rows: pd.Series, code: str, /, **values: Any) -> None:
        """Add a finding to every row where ``rows`` is true; values are the same, or a column."""
        for row in np.flatnonzero(rows.fillna(value=False).to_numpy(dtype=bool)):
            own = {
                name: value.iloc[row] if isinstance(value, pd.Series) else value
                for name, value in values.items()
            }
            self._rows.setdefault(int(row), []).append(found(code, **own))

    def say(self, row: int, findings: Sequence[Finding]) -> None:
        """Add findings to one row."""
        if findings:
            self._rows.setdefault(row, []).extend(findings)

    def of(self, row: int) -> Sequence[Finding]:
        """The findings of one row."""
        return self._rows.get(row, ())

    def lists(self) -> list[tuple[Finding, ...]]:
        """The findings of every row."""
        return [tuple(self._rows.get(row, ())) for row in range(self._n)]

    def column(self, index: pd.Index) -> pd.Series:
        """The column of a table with this index."""
        return column(self.lists(), index)


def column(rows: Iterable[Iterable[Finding]], index: pd.Index) -> pd.Series:
    """The column of a table whose rows have these findings."""
    known: dict[tuple[Finding, ...], str] = {(): ""}
    texts = [
        known[one] if one in known else known.setdefault(one, encode(one))
        for one in map(tuple, rows)
    ]
    return pd.Series(texts, index=index, dtype="str")


def findings_of(table: pd.DataFrame) -> list[tuple[Finding, ...]]:
    """The findings of every row of a table; none where the table or a row says nothing.

    Sentences of a table that has no such column, as versions without codes made them, are findings
    of their own: ``read.said`` and ``step.said``.

    Raises
    ------
    InputError
        If the column holds something else; it names the rows.
    """
    if COLUMN not in table.columns:
        return _former(table)
    column = table[COLUMN]
    if not isinstance(column, pd.Series):
        raise InputError("The column '{column}' is there more than once.", column=COLUMN)
    rows, wrong = [], []
    for label, text in zip(table.index, column.to_numpy(dtype=object), strict=True):
        try:
            rows.append(decode(text) if isinstance(text, str) else ())
        except InputError:
            wrong.append(label)
    if wrong:
        raise InputError(
            "The column '{column}' holds no findings in {n} of {n2} rows ({rows}); leave it as it "
            "was written, empty, or drop it.",
            column=COLUMN,
            n=len(wrong),
            n2=len(table),
            rows=name_ids(wrong),
        )
    return rows


def _former(table: pd.DataFrame) -> list[tuple[Finding, ...]]:
    rows: list[tuple[Finding, ...]] = [()] * len(table)
    for note, code in _FORMER.items():
        if note in table.columns:
            cells = table[note].to_numpy(dtype=object)
            said = [isinstance(text, str) and text != "" for text in cells]
            texts = zip(rows, said, cells, strict=True)
            rows = [(*row, found(code, text=text)) if is_ else row for row, is_, text in texts]
    return rows


def which(table: pd.DataFrame, wanted: Callable[[Finding], bool]) -> "pd.Series[bool]":
    """Rows that have at least one finding of which something is true."""
    rows = [any(map(wanted, one)) for one in findings_of(table)]
    return pd.Series(rows, index=table.index, dtype=bool)


def about(topic: str) -> Callable[[Finding], bool]:
    """Whether a finding is about a topic."""
    return lambda one: one.topic == topic


def at_stages(
    findings: Iterable[Finding], stages: Collection[str], *, but: bool = False
) -> tuple[Finding, ...]:
    """Those findings that were made at some stages, or at all others."""
    return tuple(one for one in findings if (stage_of(one.code) in stages) is not but)
