"""A file that is still coming: its bytes, and beside them which version they are of.

What stands beside the bytes says how many of them it vouches for, with their hash. So a kill
between any two steps leaves a part that is what it says, or one that is started anew.
"""

import hashlib
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final

from mintgeo._cache import file_hash, write_atomically
from mintgeo._errors import reason
from mintgeo._phrase import Phrase

_SAVE_EACH: Final = 8 << 20
"""Bytes after which it is written down how many there are."""
_BLOCK: Final = 1 << 20


class StorageError(OSError):
    """What came can't be kept on disk."""


@dataclass(frozen=True)
class State:
    """What is known of a part.

    Attributes
    ----------
    url, version
        Where it is from, and what the server calls its version; empty if it tells none.
    size
        Bytes of the whole file, where the server says so.
    have, sha256
        So many bytes are certain, and their hash.
    """

    url: str = ""
    version: str = ""
    size: int | None = None
    have: int = 0
    sha256: str = ""


def tidy(goal: Path) -> None:
    """Take away what tells of a part that is in its place: who put it there was killed then."""
    part = goal.with_name(f".{goal.name}.part")
    if not part.exists():
        with suppress(OSError):
            part.with_name(f"{part.name}.json").unlink(missing_ok=True)


class Part:
    """The part of a file that has come so far.

    Parameters
    ----------
    goal
        The file that it will be.
    shared
        Whether later calls go on with it; if not, it has a name of its own and goes at the end.
    """

    def __init__(self, goal: Path, *, shared: bool) -> None:
        name = f".{goal.name}.part"
        if not shared:
            handle, name = tempfile.mkstemp(dir=goal.parent, prefix=f"{name}-")
            os.close(handle)
        self.path = goal.parent / name
        self._about = self.path.with_name(f"{self.path.name}.json")
        self.state = State()

    def load(self, url: str) -> None:
        """Take up what an earlier call has left, as far as it is certain and of this address."""
        self.state = State()
        try:
            said = State(**json.loads(self._about.read_text(encoding="utf-8")))
            digest = hashlib.sha256()
            fits = said.url == url and bool(said.version) and _hashed(self.path, said.have, digest)
        except (OSError, ValueError, TypeError, RecursionError):
            return
        if fits and digest.hexdigest() == said.sha256:
            self.state = said

    @contextmanager
    def adding(self, state: State) -> Iterator["Writer"]:
        """Write behind the certain bytes of a state; what has come is certain at the end."""
        digest = hashlib.sha256()
        with self._opened(state, digest) as file:
            writer = Writer(self, file, state, digest)
            try:
                yield writer
            finally:
                writer.save()

    def _opened(self, state: State, digest: Any) -> Any:
        """Open the part behind its certain bytes, which are hashed; what follows them is cut."""
        try:
            file = self.path.open("r+b" if state.have else "wb")
            if not _hashed(self.path, state.have, digest):
                raise StorageError(Phrase("{file} has changed meanwhile", file=self.path.name))
            file.truncate(state.have)
            file.seek(state.have)
        except OSError as error:
            raise StorageError(reason(error)) from error
        return file

    def note(self, state: State) -> None:
        """Write down what is certain."""
        self.state = state
        with write_atomically(self._about) as part:
            part.write_text(json.dumps(asdict(state)), encoding="utf-8")

    def is_sound(self) -> bool:
        """Whether the bytes on disk are those that came."""
        try:
            return (
                self.path.stat().st_size == self.state.have
                and file_hash(self.path) == self.state.sha256
            )
        except OSError:
            return False

    def drop(self) -> None:
        """Forget everything."""
        self.state = State()
        for path in (self._about, self.path):
            with suppress(OSError):
                path.unlink(missing_ok=True)


class Writer:
    """Appends to a part, and writes down now and then how far it is."""

    def __init__(self, part: Part, file: Any, state: State, digest: Any) -> None:
        self._part, self._file, self._state, self._digest = part, file, state, digest
        self._have = self._saved = state.have

    def write(self, block: bytes) -> None:
        """Append.

        Raises
        ------
        StorageError
            If there is no room, or the folder can't be written to.
        """
        try:
            self._file.write(block)
        except OSError as error:
            raise StorageError(reason(error)) from error
        self._digest.update(block)
        self._have += len(block)
        if self._have - self._saved >= _SAVE_EACH:
            self.save()

    def save(self) -> None:
        """Write down what is certain."""
        try:
            self._file.flush()
            state = replace(self._state, have=self._have, sha256=self._digest.hexdigest())
            self._part.note(state)
        except OSError as error:
            raise StorageError(reason(error)) from error
        self._saved = self._have


def _hashed(path: Path, size: int, digest: Any) -> bool:
    """Hash the first bytes of a file; whether there are so many."""
    left = size
    with path.open("rb") as file:
        while left and (block := file.read(min(left, _BLOCK))):
            digest.update(block)
            left -= len(block)
    return not left
