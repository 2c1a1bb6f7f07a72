"""One process at a time writes into a folder; a lock ends with the process that holds it."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from mintgeo._errors import OutputError

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
            raise OutputError(f"'{work}' is not mintgeo's; move it away to write into '{home}'.")
        with suppress(FileNotFoundError):  # the one before has just cleaned up
            handle = os.open(work / _LOCK, os.O_CREAT | os.O_RDWR, 0o600)
            if not _lock(handle):
                os.close(handle)
                raise OutputError(
                    f"Another process is writing into '{home}'; wait for it, or choose another "
                    "folder."
                )
            if _still_there(work / _LOCK, handle):
                return handle
            os.close(handle)


def _still_there(file: Path, handle: int) -> bool:
    try:
        return os.path.samestat(file.stat(), os.fstat(handle))
    except FileNotFoundError:
        return False


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


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(handle: int) -> bool:
        """Take the lock; a file system that knows none lets everybody in."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True
        return True
