"""When a server may be asked: by no clock on the wall in one process, and together with others."""

import math
import time
from typing import Final

from mintgeo.online.answers import Answers

LONGEST_S: Final = 300.0
"""No server is waited for longer than this, whatever it or a file says."""
_FREE: Final[dict[str, float]] = {}
"""Server → when this process may ask it again, by the monotonic clock."""


class Turns:
    """Takes turns at a server, with other processes that share a file of answers.

    They tell each other by the clock on the wall, which may be set: a moment in the file counts for
    no longer than the pause that stands beside it.
    """

    def __init__(self, answers: Answers, server: str) -> None:
        self._answers, self._server = answers, server

    def wait(self, pause_s: float) -> None:
        """Wait until the server is free, and take the moment: the next is a pause later."""
        seen, since = 0.0, time.monotonic()
        while True:
            self._answers.run("BEGIN IMMEDIATE")
            free_at, length = self._slot(pause_s)
            if free_at != seen:
                seen, since = free_at, time.monotonic()
            theirs = min(free_at - time.time(), since + length - time.monotonic())
            ahead = max(theirs, _FREE.get(self._server, 0.0) - time.monotonic())
            if ahead <= 0:
                self._take(pause_s)
            self._answers.run("COMMIT")
            if ahead <= 0:
                _FREE[self._server] = time.monotonic() + pause_s
                return
            time.sleep(ahead)

    def hold(self, pause_s: float) -> None:
        """Ask nothing for a while: the server said so, or is in trouble."""
        self._answers.run("BEGIN IMMEDIATE")
        free_at, length = self._slot(pause_s)
        if min(free_at - time.time(), length) < pause_s:
            self._take(pause_s)
        self._answers.run("COMMIT")
        _FREE[self._server] = max(_FREE.get(self._server, 0.0), time.monotonic() + pause_s)

    def _slot(self, pause_s: float) -> tuple[float, float]:
        """The moment that others have taken, and how far ahead it can be at most."""
        rows = self._answers.run(
            "SELECT free_at, pause_s FROM slot WHERE server = ?", (self._server,)
        )
        free_at, length = rows[0] if rows else (0.0, 0.0)
        if not isinstance(free_at, int | float) or not math.isfinite(free_at):
            return 0.0, 0.0
        known = isinstance(length, int | float) and 0 <= length <= max(LONGEST_S, pause_s)
        return float(free_at), float(length) if known else pause_s

    def _take(self, pause_s: float) -> None:
        self._answers.run(
            "INSERT OR REPLACE INTO slot (server, free_at, pause_s) VALUES (?, ?, ?)",
            (self._server, time.time() + pause_s, pause_s),
        )
