"""Answers of a server, kept on disk: asked once, never faster than allowed, even after a kill."""

import hashlib
import json
import logging
import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from mintgeo._errors import InputError, reason
from mintgeo._phrase import Phrase

_FORMAT: Final = "1"
"""Goes into every checksum: answers that were kept in another way are asked for again."""
_SCHEMA: Final = (
    """CREATE TABLE IF NOT EXISTS answer (
    server TEXT, query TEXT, answer TEXT, sum TEXT, PRIMARY KEY (server, query))""",
    "CREATE TABLE IF NOT EXISTS slot (server TEXT PRIMARY KEY, free_at REAL, pause_s REAL)",
)
_ADDED: Final = {"answer": "sum TEXT", "slot": "pause_s REAL"}
"""Columns that files of older versions lack."""
_PATIENCE_S: Final = 60.0
_HEAD: Final = b"SQLite format 3\0"
_LOG: Final = logging.getLogger(__name__)


class Answers:
    """A SQLite file of answers, and of the moment from which a server may be asked again.

    Every answer is on disk before the next question is asked, with a checksum: what was damaged
    since counts as never answered. A file that can't be written costs time, not the answers.
    """

    def __init__(self, path: str | Path, server: str) -> None:
        self._server = server
        self._file = Path(path)
        self._known: dict[str, str] = {}
        self._complained = False
        self._db = self._opened()

    def __enter__(self) -> "Answers":
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    def get(self, query: str) -> list[dict[str, Any]] | None:
        """Answer to a query, or None if it was never answered; no places are an answer too."""
        text = self._known.get(query)
        if text is None:
            rows = self.run("SELECT answer, sum FROM answer WHERE server = ? AND query = ?",
                            (self._server, query))  # fmt: skip
            text = next((text for text, kept in rows if kept == self._sum(query, text)), None)
        if text is None:
            return None
        found: list[dict[str, Any]] = json.loads(text)
        return found

    def put(self, query: str, answer: list[dict[str, Any]]) -> None:
        """Keep an answer."""
        text = json.dumps(answer, ensure_ascii=False)
        self._known[query] = text
        self.run(
            "INSERT OR REPLACE INTO answer (server, query, answer, sum) VALUES (?, ?, ?, ?)",
            (self._server, query, text, self._sum(query, text)),
        )

    def run(self, command: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Run a command on the file; nothing is returned where the file does not take it."""
        try:
            return self._db.execute(command, values).fetchall()
        except sqlite3.Error as error:
            self._complain(error)
            return []

    def _sum(self, query: str, text: object) -> str:
        """Checksum of a whole row, so that no row can pass for another."""
        parts = json.dumps([_FORMAT, self._server, query, text if isinstance(text, str) else None])
        return hashlib.sha256(parts.encode()).hexdigest()

    def _opened(self) -> sqlite3.Connection:
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            if not self._file.exists():
                self._file.touch(mode=0o600)
            self._look()
            return self._connected(str(self._file))
        except (OSError, sqlite3.Error) as error:
            self._complain(error)
        with suppress(sqlite3.Error):
            return sqlite3.connect(
                f"{self._file.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None
            )
        return self._connected(":memory:")

    def _look(self) -> None:
        """Refuse a file that is something else; set one aside that is damaged.

        Raises
        ------
        InputError
            If it is no file of answers.
        """
        with self._file.open("rb") as file:
            begin = file.read(len(_HEAD))
        if not begin:
            return
        if begin != _HEAD:
            raise InputError(
                "{file} is no file of answers (it begins with {begin!r}); name another with "
                "cache=…, or delete it if it was one.",
                file=self._file.name,
                begin=begin,
            )
        if not self._is_sound():
            aside = self._file.with_name(f"{self._file.name}.damaged")
            self._file.replace(aside)
            self._file.touch(mode=0o600)
            _LOG.warning(Phrase(
                "{file} is damaged and was set aside as {aside}; what it held is asked again.",
                file=self._file.name, aside=aside.name,
            ))  # fmt: skip

    def _is_sound(self) -> bool:
        """Whether the pages of the file fit each other.

        Raises
        ------
        InputError
            If it is a database of something else.
        """
        database = sqlite3.connect(self._file, timeout=_PATIENCE_S, isolation_level=None)
        try:
            names = {row[0] for row in database.execute("SELECT name FROM sqlite_master")}
            sound = bool(database.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")
        except sqlite3.OperationalError:
            return True
        except (sqlite3.DatabaseError, UnicodeDecodeError):
            return False
        finally:
            database.close()
        if sound and names and not names & set(_ADDED):
            raise InputError(
                "{file} is no file of answers; name another with cache=….", file=self._file.name
            )
        return sound

    def _connected(self, target: str) -> sqlite3.Connection:
        database = sqlite3.connect(target, timeout=_PATIENCE_S, isolation_level=None)
        try:
            for command in _SCHEMA:
                database.execute(command)
            for table, column in _ADDED.items():
                with suppress(sqlite3.OperationalError):
                    database.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
        except sqlite3.Error:
            database.close()
            raise
        return database

    def _complain(self, error: Exception) -> None:
        if not self._complained:
            self._complained = True
            _LOG.warning(Phrase(
                "Answers can't be kept in {file} ({why}); they are asked for again next time.",
                file=self._file.name, why=reason(error),
            ))  # fmt: skip
