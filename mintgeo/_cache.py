"""Files that are either whole or not there."""

import hashlib
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def write_atomically(path: str | Path, *, private: bool = False) -> Iterator[Path]:
    """Give a temporary path beside ``path`` to write to; move it there once all went well.

    A crash or a kill leaves the old file, or none, never half of a new one. Missing folders are
    made. Only the user can read a ``private`` file.
    """
    goal = Path(path)
    goal.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(
        dir=goal.parent, prefix=f".{goal.stem}.", suffix=f".part{goal.suffix}"
    )
    os.close(handle)
    part = Path(name)
    try:
        yield part
        part.chmod(0o600 if private else plain_mode(part))
        part.replace(goal)
    finally:
        part.unlink(missing_ok=True)


def plain_mode(path: Path) -> int:
    """The mode that a new file or folder has by default."""
    mask = os.umask(0)
    os.umask(mask)
    return (0o777 if path.is_dir() else 0o666) & ~mask


def file_hash(path: Path, kind: str = "sha256") -> str:
    """Hash of a file, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, kind).hexdigest()


def cache_folder() -> Path:
    """Folder for files that can be made again: ``MINTGEO_CACHE``, or the user's cache folder."""
    chosen = os.environ.get("MINTGEO_CACHE")
    if chosen:
        return Path(chosen)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "mintgeo"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "mintgeo"
    return Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "mintgeo"
