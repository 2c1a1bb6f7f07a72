"""Answers of a server, kept on disk: asked once, never faster than allowed, even after a kill."""

import json
import sqlite3
import time
from pathlib import Path
from typing import Any, Final

from mintgeo._errors import InputError

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS answer (
    server TEXT, query TEXT, answer TEXT, PRIMARY KEY (server, query));
CREATE TABLE IF NOT EXISTS slot (server TEXT PRIMARY KEY, free_at REAL);
"""
_PATIENCE_S: Final = 60.0


class Answers:
    """A SQLite file of answers, and of the moment from which a server may be asked again.

    Every answer is on disk before the next question is asked. Several processes may share a file:
    together they ask no faster than one.
    """

    def __init__(self, path: str | Path, server: str) -> None:
        file = Path(path)
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            file.touch(mode=0o600)
        self._server = server
        self._db = sqlite3.connect(file, timeout=_PATIENCE_S, isolation_level=None)
        try:
            self._db.executescript(_SCHEMA)
        except sqlite3.DatabaseError as error:
            self._db.close()
            raise InputError(
                f"{file.name} is no file of answers ({error}); name another with cache=…."
            ) from error

    def __enter__(self) -> "Answers":
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    def get(self, query: str) -> list[dict[str, Any]] | None:
        """Answer to a query, or None if it was never answered; no places are an answer too."""
        row = self._db.execute(
            "SELECT answer FROM answer WHERE server = ? AND query = ?", (self._server, query)
        ).fetchone()
        return None if row is None else json.loads(row[0])

    def put(self, query: str, answer: list[dict[str, Any]]) -> None:
        """Keep an answer."""
        text = json.dumps(answer, ensure_ascii=False)
        self._db.execute(
            "INSERT OR REPLACE INTO answer VALUES (?, ?, ?)", (self._server, query, text)
        )

    def wait(self, pause_s: float) -> None:
        """Wait until the server is free, and take the moment: the next is a pause later."""
        while True:
            self._db.execute("BEGIN IMMEDIATE")
            ahead = self._free_at() - time.time()
            if ahead <= 0:
                self._set_free_at(time.time() + pause_s)
            self._db.execute("COMMIT")
            if ahead <= 0:
                return
            time.sleep(ahead)

    def hold(self, pause_s: float) -> None:
        """Ask nothing for a while: the server said so, or is in trouble."""
        self._db.execute("BEGIN IMMEDIATE")
        self._set_free_at(max(self._free_at(), time.time() + pause_s))
        self._db.execute("COMMIT")

    def _free_at(self) -> float:
        row = self._db.execute(
            "SELECT free_at FROM slot WHERE server = ?", (self._server,)
        ).fetchone()
        return 0.0 if row is None else float(row[0])

    def _set_free_at(self, moment: float) -> None:
        self._db.execute("INSERT OR REPLACE INTO slot VALUES (?, ?)", (self._server, moment))
