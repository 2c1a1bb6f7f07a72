"""A study that is run again: what has not changed since is taken from its results.

Where results come from is kept apart from them, in the user's cache: under a key made of all that
decides them, the SHA-256 of their ``run.json``, which names that of every table. Nothing of what
was read or computed stands there.
"""

import json
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from mintgeo._cache import cache_folder, file_hash, state_of, write_atomically
from mintgeo._errors import MintgeoError
from mintgeo._outputs import RUN_FILE
from mintgeo.chapters import Study
from mintgeo.chapters.registry import is_plain
from mintgeo.modes import MODES
from mintgeo.run import Run, versions
from mintgeo.study.digest import files_of
from mintgeo.study.names import input_files

_STUDIES: Final = "studies"
_OUTPUTS: Final = "outputs"
"""The section of a study file that says nothing of what is computed."""


def key_of(plan: Study) -> str | None:
    """What decides the results of a study: its file, what it reads, the program.

    Returns
    -------
    str or None
        SHA-256 in hexadecimal digits. None where that can't be told: with chapters or routers that
        were registered, whose code nobody knows, or files that can't be read.
    """
    if not is_plain():
        return None
    try:
        raw = tomllib.loads(plan.path.read_text(encoding="utf-8"))
        raw.pop(_OUTPUTS, None)
        read = [(name.as_posix(), file_hash(name)) for name in _read(plan)]
        told = [raw, read, versions(), [repr(mode) for mode in MODES.values()], program()]
        return sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()
    except (OSError, ValueError):
        return None


def taken(key: str | None, folder: Path) -> Run | None:
    """Take the run that a folder holds if it is, to the last byte, what a key stands for."""
    with suppress(OSError, MintgeoError):
        kept = _kept(key)
        if kept is not None and kept.read_text(encoding="ascii") == file_hash(folder / RUN_FILE):
            return Run.load(folder)
    return None


def remember(key: str | None, folder: Path) -> None:
    """Keep in mind that a folder holds the run of a key."""
    with suppress(OSError):
        if (kept := _kept(key)) is not None:
            kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with write_atomically(kept, private=True) as part:
                part.write_text(file_hash(folder / RUN_FILE), encoding="ascii")


def _kept(key: str | None) -> Path | None:
    cache = cache_folder()
    return None if cache is None or key is None else cache / _STUDIES / key


def _read(plan: Study) -> Iterator[Path]:
    """Files that a study reads; of a shapefile all parts, of a folder all files."""
    for file in input_files(plan)[1:]:
        yield from files_of(file)


def program() -> str:
    """What the package is, to the last byte: code, data and words."""
    home = Path(__file__).parents[1]
    files = (one for one in sorted(home.rglob("*")) if one.suffix != ".pyc" and one.is_file())
    return _hash_of(home, tuple((file, state_of(file)) for file in files))


@lru_cache(maxsize=1)
def _hash_of(home: Path, files: tuple[tuple[Path, tuple[int, ...]], ...]) -> str:
    """Hash of the names and bytes of files: taken once, until one of them changes."""
    seen = sha256()
    for file, _ in files:
        seen.update(f"{file.relative_to(home).as_posix()} {file_hash(file)}\n".encode())
    return seen.hexdigest()
