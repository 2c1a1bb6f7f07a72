"""Questions to an address index, whose file may be damaged: every answer is what it should be."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import pandas as pd

from mintgeo._errors import InputError

_KINDS: Final[dict[str, type]] = {"t": str, "i": int, "d": int}
_FARTHEST: Final = 180 * 10**7
_ERRORS: Final = (sqlite3.Error, pd.errors.DatabaseError, OverflowError, UnicodeError)
_COMPUTED: Final = (
    "SELECT name FROM sqlite_master WHERE type IN ('view', 'trigger') OR sql LIKE 'CREATE VIRTUAL%'"
)
_SIZE: Final = "SELECT page_count, page_size FROM pragma_page_count, pragma_page_size"
_SHARED: Final = 3
"""``sqlite3.threadsafety`` of a SQLite whose connections take turns by themselves."""


def connected(where: str) -> sqlite3.Connection:
    """A connection that threads may share, if SQLite was built for that."""
    alone = sqlite3.threadsafety < _SHARED
    return sqlite3.connect(where, uri=where.startswith("file:"), check_same_thread=alone)


class Database:
    """A connection whose errors are ours, and whose columns are of the types asked for."""

    def __init__(self, connection: sqlite3.Connection, name: str) -> None:
        self._name = name
        self.connection = connection

    def check(self) -> None:
        """Refuse what is no SQLite file, or computes its tables.

        Raises
        ------
        InputError
            If it is.
        """
        if self.ask(_COMPUTED):
            raise InputError(
                "{name} is no address index (it has computed tables).", name=self._name
            )
        ((pages, size),) = self.ask(_SIZE)
        file = self.file
        if file is not None and file.is_file() and file.stat().st_size != pages * size:
            raise self._damaged(f"{file.stat().st_size:,} of {pages * size:,} bytes are there")

    @property
    def file(self) -> Path | None:
        """The file, if there is one."""
        name = self.ask("PRAGMA database_list")[0][2]
        return Path(name) if name else None

    def ask(self, query: str, values: tuple[Any, ...] = (), *, kinds: str = "") -> list[Any]:
        """All rows that answer a query.

        Parameters
        ----------
        query, values
            SQL and what stands for its question marks.
        kinds
            A letter for each column that is checked: ``t`` text, ``i`` whole number, ``d`` degrees
            times 1e7.

        Raises
        ------
        InputError
            If the file is damaged.
        """
        try:  # asked many times a row: a guard in a generator takes longer than the question
            rows = self.connection.execute(query, values).fetchall()
        except _ERRORS as error:
            raise self._damaged(str(error)) from error
        if kinds and not all(_fits(row, *_checks(kinds)) for row in rows):
            raise self._damaged("a row of another kind")
        return rows

    def frame(self, query: str) -> pd.DataFrame:
        """The answer as a frame.

        Raises
        ------
        InputError
            If the file is damaged.
        """
        with self._guarded():
            return pd.read_sql(query, self.connection)

    def execute(self, command: str, values: tuple[Any, ...] = ()) -> None:
        """Run a command that answers nothing."""
        with self._guarded():
            self.connection.execute(command, values)

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except _ERRORS as error:
            raise self._damaged(str(error)) from error

    def _damaged(self, why: str) -> InputError:
        return InputError(
            "{name} is no address index, or a damaged one ({why}).", name=self._name, why=why[:100]
        )


@lru_cache
def _checks(kinds: str) -> tuple[tuple[type, ...], tuple[int, ...]]:
    """Types of the columns, and which of them are degrees."""
    degrees = tuple(column for column, kind in enumerate(kinds) if kind == "d")
    return tuple(_KINDS[kind] for kind in kinds), degrees


def _fits(row: tuple[Any, ...], types: tuple[type, ...], degrees: tuple[int, ...]) -> bool:
    if tuple(map(type, row)) != types:
        return False
    return all(-_FARTHEST <= row[column] <= _FARTHEST for column in degrees)
