"""One file as a result: nothing of the user's is replaced without a word.

A folder of results has its manifest; a single file has nothing beside it. So the SHA-256 of what
was written is kept in the user's cache folder: a file that is still the same may be written again.
Where nothing can be kept there, writing again asks for ``--force``.
"""

import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from mintgeo._cache import cache_folder, file_hash, write_atomically
from mintgeo._errors import MintgeoError, OutputError, reason

_WRITTEN: Final = "written"


def check_file(path: str | Path, *, inputs: Collection[Path], force: bool = False) -> None:
    """Refuse a file that is an input, or one that mintgeo did not write as it is now.

    Raises
    ------
    OutputError
        It names the file and says why.
    """
    goal = Path(path)
    if not os.path.lexists(goal):
        return
    if goal.is_dir():
        raise OutputError("'{goal}' is a folder, not a file to write.", goal=goal)
    if any(_same(goal, file) for file in inputs):
        raise OutputError("'{goal}' is an input; results need another name.", goal=goal)
    if not force and not _known(goal):
        raise OutputError(
            "'{goal}' is there already, and mintgeo did not write it or it was changed since; "
            "choose another name, or --force overwrites it.",
            goal=goal,
        )


@contextmanager
def written(path: str | Path, *, private: bool, force: bool = False) -> Iterator[Path]:
    """Give a temporary path to write to; it takes the place of a file once all went well.

    Raises
    ------
    OutputError
        If a file is in the way that mintgeo did not write as it is now, or the disk.
    """
    goal = Path(path)
    check_file(goal, inputs=(), force=force)
    try:
        with write_atomically(goal, private=private) as part:
            yield part
            remember(part)  # before it takes its place: whoever is killed then may write it again
    except MintgeoError:
        raise
    except OSError as error:
        raise OutputError(
            "'{goal}' can't be written: {why}.", goal=goal, why=reason(error)
        ) from error


def remember(path: str | Path) -> None:
    """Keep in mind that mintgeo wrote a file, as it is now."""
    with suppress(OSError, RuntimeError):
        if kept := _written():
            kept.mkdir(mode=0o700, parents=True, exist_ok=True)
            (kept / file_hash(Path(path))).touch(mode=0o600)


def _same(goal: Path, file: Path) -> bool:
    try:
        return goal.samefile(file)
    except (OSError, ValueError):
        return False


def _known(goal: Path) -> bool:
    with suppress(OSError, RuntimeError):
        kept = _written()
        return kept is not None and goal.is_file() and (kept / file_hash(goal)).is_file()
    return False


def _written() -> Path | None:
    """Folder with a file for every hash of what was written; None without a cache."""
    cache = cache_folder()
    return None if cache is None else cache / _WRITTEN
