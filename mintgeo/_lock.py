"""One process at a time: a lock that dies with its holder."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

_AGAIN_S: Final = 0.1

if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def locked(path: Path, *, patience_s: float) -> Iterator[bool]:
    """Hold the lock of a file for a while, against other processes and threads.

    The lock is ``.<name>.lock`` beside the file, and gone with the process that holds it.

    Yields
    ------
    bool
        Whether it is held; not where the file system knows no locks.

    Raises
    ------
    TimeoutError
        If somebody else holds it all the time.
    OSError
        If the folder can't be written to.
    """
    beside = path.with_name(f".{path.name}.lock")
    end = time.monotonic() + patience_s
    while True:
        handle = os.open(beside, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            held = taken(handle)
            if held is None or (held and still_at(handle, beside)):
                try:
                    yield bool(held)
                finally:
                    with suppress(OSError):
                        beside.unlink()
                return
        finally:
            os.close(handle)
        if time.monotonic() > end:
            raise TimeoutError(f"another process has been at {path.name} for {patience_s:,.0f} s")
        time.sleep(_AGAIN_S)


def taken(handle: int) -> bool | None:
    """Take the lock of an open file: whether it was free; None where there are no locks."""
    try:
        _take(handle)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return None
    return True


def still_at(handle: int, path: Path) -> bool:
    """Whether the locked file is still the one at the path: its last holder takes it away."""
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except OSError:
        return False
