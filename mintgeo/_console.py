"""What the command line says: on any console, and nothing in a text commands the terminal."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout, suppress
from io import StringIO
from typing import Any

from mintgeo._text import sayable


class _Calm:
    """A stream through which texts go without what would move, colour or turn what is written."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        self._stream.write(sayable(text))
        return len(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


@contextmanager
def calm_console() -> Iterator[None]:
    """Let all that is printed pass; a letter that the console lacks is replaced, not a fault."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    with redirect_stdout(_Calm(sys.stdout or _Nowhere())):
        yield


class _Nowhere(StringIO):
    """What a program writes to that was started without a place to write to."""

    def write(self, text: str) -> int:
        return len(text)


def complain(text: str) -> None:
    """Say on the error stream what went wrong."""
    with suppress(OSError, ValueError):
        print(f"mintgeo: {sayable(text)}", file=sys.stderr or _Nowhere())
