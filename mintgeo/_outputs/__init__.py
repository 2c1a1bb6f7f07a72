"""Results in folders: whole or not there, and nothing of the user's is lost.

``writing`` is the one way in which files of a run, a report or a comparison come into a folder.
"""

import os
import shutil
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from pyogrio.errors import DataLayerError, DataSourceError

from mintgeo._cache import plain_mode
from mintgeo._errors import MintgeoError, OutputError, reason
from mintgeo._outputs.lock import DONE, NEW, READY, WORK, locked
from mintgeo._outputs.manifest import (
    CHANGE,
    LEAVES,
    MANIFEST,
    PUBLIC,
    RUN_FILE,
    SURVEY,
    TABLES,
    Entry,
    Manifest,
    entry,
    identity,
    part,
)
from mintgeo._outputs.standing import Standing
from mintgeo._outputs.switch import FILES, Journal, commit, finish, is_file, places

__all__ = [
    "CHANGE", "DONE", "LEAVES", "MANIFEST", "NEW", "PUBLIC", "READY", "RUN_FILE", "SURVEY",
    "TABLES", "WORK",
    "Manifest", "Staging", "identity", "is_file", "places", "writing",
]  # fmt: skip

_FAULTS = (OSError, sqlite3.Error, DataSourceError, DataLayerError)


@dataclass(frozen=True, kw_only=True)
class Staging:
    """A folder in preparation.

    Attributes
    ----------
    folder
        Where to write: nothing of it takes effect before the end, and nothing at all if an error
        ends it.
    runs
        Of which run the files tell (``identity``): ``""`` for the folder itself, ``public`` for
        the variant in it. Whoever writes says it.
    """

    folder: Path
    runs: dict[str, str] = field(default_factory=dict)


@contextmanager
def writing(
    folder: str | Path,
    *,
    parts: Collection[str],
    wanted: Collection[str] = (),
    inputs: Collection[Path] = (),
    hashes: Collection[str] = (),
    private: bool = True,
    force: bool = False,
) -> Iterator[Staging]:
    """Prepare files of a folder beside it, and put them in their places once all went well.

    Parameters
    ----------
    folder
        Made if it is not there.
    parts
        What is written: ``run``, ``report``, ``change`` or ``survey``. What an older write of these
        left there goes, and all else that tells of another run; but only files that are still as
        mintgeo wrote them.
    wanted
        Names of files to come: what stands in their way is said before anything is computed.
    inputs, hashes
        Files that are read, and SHA-256 of such: never overwritten.
    private
        Only the user can read what is written, but for ``public/``.
    force
        Overwrite files that mintgeo did not write.

    Raises
    ------
    OutputError
        If files of somebody else, inputs, another process, or the disk are in the way. The folder
        is as it was then.
    """
    home = Path(folder).resolve()
    standing = partial(Standing, home, inputs=inputs, hashes=hashes, force=force)
    try:
        with _made(home, private=private), locked(home) as work:
            finish(work, standing())
            standing().check([*wanted, MANIFEST])
            new = Staging(folder=_fresh(work))
            yield new
            _switch(work, new, standing(), parts, private=private)
    except MintgeoError:
        raise
    except _FAULTS as error:
        raise OutputError(
            "Results could not be written to '{home}': {why}.", home=home, why=reason(error)
        ) from error


def _switch(
    work: Path, new: Staging, standing: Standing, parts: Collection[str], *, private: bool
) -> None:
    """Check all that has been prepared, list it, and let it take effect."""
    _add_manifest(new, PUBLIC)
    staged = Manifest.of(new.folder, _names(new.folder), run=new.runs.get("", standing.run))
    kept = _kept(standing, staged, parts)
    drop = {
        name: sha256
        for name, sha256 in standing.older().items()
        if name not in kept and name not in staged.files
    }
    listed = Manifest(run=staged.run, files={**kept, **staged.files})
    (new.folder / MANIFEST).write_text(listed.text(), encoding="utf-8", newline="\n")
    names = [*staged.files, MANIFEST]
    standing.check(names)
    _protect(new.folder, private=private)
    commit(work, Journal(stood={name: standing.hash(name) for name in names}, drop=drop))
    finish(work, standing)


def _kept(standing: Standing, staged: Manifest, parts: Collection[str]) -> dict[str, Entry]:
    """What stays of an older write: other parts, if they tell of the very same run."""
    older = standing.older()
    same = staged.run == standing.run and all(
        about.sha256 == older.get(name, about.sha256)
        for name, about in staged.files.items()
        if part(name) == "run"
    )
    return {
        name: standing.manifest.files.get(name) or entry(standing.home / name)
        for name in older
        if same and part(name) not in parts and name not in staged.files
    }


def _add_manifest(new: Staging, folder: str) -> None:
    below = new.folder / folder
    if below.is_dir():
        found = Manifest.of(below, _names(below), run=new.runs.get(folder, ""))
        (below / MANIFEST).write_text(found.text(), encoding="utf-8", newline="\n")


def _names(folder: Path) -> list[str]:
    return sorted(one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.is_file())


def _protect(folder: Path, *, private: bool) -> None:
    """Give every file and folder its mode, whatever the umask of who writes them was."""
    for one in folder.rglob("*"):
        hidden = private and one.relative_to(folder).parts[0] != PUBLIC
        one.chmod((0o700 if one.is_dir() else 0o600) if hidden else plain_mode(one))


def _fresh(work: Path) -> Path:
    """An empty folder; what one who was killed had prepared goes."""
    for name in (NEW, DONE):
        if (work / name).exists():
            shutil.rmtree(work / name)
    files = work / NEW / FILES
    files.mkdir(mode=0o700, parents=True)
    return files


@contextmanager
def _made(home: Path, *, private: bool) -> Iterator[None]:
    """Make a folder; take away what was made if nothing has come into it."""
    missing = [one for one in (home, *home.parents) if not os.path.lexists(one)]
    try:
        for one in reversed(missing):
            one.mkdir(mode=0o700 if private and one == home else 0o777)
        if not home.is_dir():
            raise OutputError("'{home}' is a file; results need a folder.", home=home)
        yield
    finally:
        for one in missing:
            with suppress(OSError):
                one.rmdir()
