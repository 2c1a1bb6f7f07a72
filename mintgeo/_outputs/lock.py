"""One process at a time writes into a folder; a lock ends with the process that holds it."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from mintgeo._errors import OutputError
from mintgeo._lock import still_at, taken

WORK: Final = ".mintgeo-writing"
"""Hidden folder in the results' own: what is being written, and the lock."""

NEW: Final = "new"
READY: Final = "ready"
DONE: Final = "done"
_LOCK: Final = "lock"
_OURS: Final = frozenset({NEW, READY, DONE, _LOCK})


@contextmanager
def locked(home: Path) -> Iterator[Path]:
    """Make the hidden folder of ``home`` and hold its lock; give the folder.

    Raises
    ------
    OutputError
        If another process holds it, or something of that name is not mintgeo's.
    """
    work = home / WORK
    handle = _take(home, work)
    try:
        yield work
    finally:
        _let_go(work, handle)


def _take(home: Path, work: Path) -> int:
    while True:
        work.mkdir(mode=0o700, exist_ok=True)
        if work.is_symlink() or not {one.name for one in work.iterdir()} <= _OURS:
            raise OutputError(
                "'{work}' is not mintgeo's; move it away to write into '{home}'.",
                work=work,
                home=home,
            )
        with suppress(FileNotFoundError):  # the one before has just cleaned up
            handle = os.open(work / _LOCK, os.O_CREAT | os.O_RDWR, 0o600)
            if taken(handle) is False:
                os.close(handle)
                raise OutputError(
                    "Another process is writing into '{home}'; wait for it, or choose another "
                    "folder.",
                    home=home,
                )
            if still_at(handle, work / _LOCK):
                return handle
            os.close(handle)


def _let_go(work: Path, handle: int) -> None:
    """Clean up; what is ready and not yet in its place stays for the next to finish."""
    for name in (NEW, DONE):
        shutil.rmtree(work / name, ignore_errors=True)
    if sys.platform == "win32":
        os.close(handle)
    if not (work / READY).exists():
        with suppress(OSError):
            (work / _LOCK).unlink()
            work.rmdir()
    if sys.platform != "win32":
        os.close(handle)
