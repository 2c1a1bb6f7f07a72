"""Findings of the rows of a table: gathered while it is made, then carried in one column."""

from collections.abc import Callable, Collection, Iterable
from typing import Any, Final

import numpy as np
import pandas as pd

from mintgeo.findings.finding import Finding, decode, encode, found
from mintgeo.findings.kinds import stage_of

COLUMN: Final = "findings"
"""Name of the column: the text of ``encode`` in every row, empty where nothing was found."""


class Gathered:
    """What is found of the rows of a table, by position."""

    def __init__(self, rows: int) -> None:
        self._rows: list[list[Finding]] = [[] for _ in range(rows)]

    def add(self, rows: pd.Series, code: str, /, **values: Any) -> None:
        """Add a finding to every row where ``rows`` is true; values are the same, or a column."""
        for row in np.flatnonzero(rows.fillna(value=False).to_numpy(dtype=bool)):
            own = {
                name: value.iloc[row] if isinstance(value, pd.Series) else value
                for name, value in values.items()
            }
            self._rows[row].append(found(code, **own))

    def say(self, row: int, findings: Iterable[Finding]) -> None:
        """Add findings to one row."""
        self._rows[row].extend(findings)

    def lists(self) -> list[tuple[Finding, ...]]:
        """The findings of every row."""
        return [tuple(one) for one in self._rows]

    def column(self, index: pd.Index) -> pd.Series:
        """The column of a table with this index."""
        return column(self._rows, index)


def column(rows: Iterable[Iterable[Finding]], index: pd.Index) -> pd.Series:
    """The column of a table whose rows have these findings."""
    return pd.Series(list(map(encode, rows)), index=index, dtype="str")


def findings_of(table: pd.DataFrame) -> list[tuple[Finding, ...]]:
    """The findings of every row of a table; none where the table or a row says nothing.

    Raises
    ------
    InputError
        If the column holds something else.
    """
    if COLUMN not in table.columns:
        return [()] * len(table)
    return [decode(text) if isinstance(text, str) else () for text in table[COLUMN]]


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
