"""Files that are either whole or not there, and caches that cost time at worst."""

import hashlib
import json
import logging
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import Final, TypeVar
from zipfile import BadZipFile

from platformdirs import user_cache_path

from mintgeo._errors import reason
from mintgeo._phrase import Phrase

T = TypeVar("T")
_LOG: Final = logging.getLogger(__name__)
_OLD_S: Final = 86_400.0
_UNREADABLE: Final = (OSError, ValueError, LookupError, EOFError, TypeError, BadZipFile)
"""What reading a file that something else has written, or another version, may raise."""


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


def content_key(path: Path) -> str:
    """Hash of a file that is asked for often: taken once, until the file changes."""
    return _content_key(path.resolve(), state_of(path))


def state_of(path: Path) -> tuple[int, ...]:
    """What changes when a file is written anew."""
    about = path.stat()
    return about.st_ino, about.st_size, about.st_mtime_ns, about.st_ctime_ns


@lru_cache(maxsize=16)
def _content_key(path: Path, _state: tuple[int, ...]) -> str:
    return file_hash(path)


def cache_folder() -> Path | None:
    """Folder for files that can be made again: ``MINTGEO_CACHE``, or the user's cache folder.

    None where there is neither, as for a user without a home.
    """
    chosen = os.environ.get("MINTGEO_CACHE")
    if chosen:
        return Path(chosen)
    with suppress(RuntimeError):
        folder = user_cache_path("mintgeo", appauthor=False)
        return folder if folder.is_absolute() else None
    return None


def kept(path: Path, *, load: Callable[[Path], T], make: Callable[[], T],
         save: Callable[[T, Path], None]) -> T:  # fmt: skip
    """Take what a cache holds, or make it and try to keep it.

    A file that is missing, damaged or unreadable is made again; a cache that takes nothing costs
    time, never the result.

    Parameters
    ----------
    path
        Where it is, or will be.
    load, make, save
        Read it from its path, make it, write it to its path.
    """
    if is_sound(path):
        with suppress(*_UNREADABLE):
            return load(path)
    made = make()
    try:
        save(made, path)
        seal(path)
    except (OSError, ValueError) as error:
        complain(path, error)
    return made


def complain(path: Path, error: Exception) -> None:
    """Say that something could not be kept: it will take its time again."""
    _LOG.warning(Phrase(
        "{file} can't be kept in {folder} ({why}); it will be made again next time. MINTGEO_CACHE "
        "names another folder for what is kept.",
        file=path.name, folder=path.parent, why=reason(error),
    ))  # fmt: skip


def seal(path: Path) -> None:
    """Write down, apart from it, which files a file or folder of a cache has, and their hashes."""
    sweep(path.parent)
    with write_atomically(_seal_of(path)) as part:
        part.write_text(json.dumps(_sums(path)), encoding="utf-8")


def is_sound(path: Path) -> bool:
    """Whether a file or folder is exactly what was sealed."""
    try:
        said = json.loads(_seal_of(path).read_text(encoding="utf-8"))
        return bool(said) and said == _sums(path)
    except (OSError, ValueError, RecursionError):
        return False


def sweep(folder: Path) -> None:
    """Take away what killed processes have left half-written: parts older than a day."""
    for left in folder.glob(".*part*"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _OLD_S:
                if left.is_dir():
                    shutil.rmtree(left, ignore_errors=True)
                else:
                    left.unlink()


def _seal_of(path: Path) -> Path:
    return path.parents[1] / "sums" / f"{path.parent.name}-{path.name}.json"


def _sums(path: Path) -> dict[str, str]:
    files = sorted(path.rglob("*")) if path.is_dir() else [path]
    return {one.name: file_hash(one) for one in files if not one.is_dir()}
