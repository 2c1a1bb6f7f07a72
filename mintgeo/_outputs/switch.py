"""How prepared files take their places, and how one that was killed meanwhile is finished.

A folder can't be exchanged in one step where it also holds files of the user. So all files of a run
are prepared in a hidden folder; renaming that to ``ready`` is the one step that counts. From then
on the new run holds: whoever reads looks into ``ready`` first, and files that have been moved to
their places already are the same ones. A kill before leaves the old run untouched, a kill after
leaves the rest to the next writer.
"""

import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG
from typing import Final

from mintgeo._errors import OutputError, reason
from mintgeo._outputs.lock import DONE, NEW, READY, WORK
from mintgeo._outputs.manifest import MANIFEST, RUN_FILE
from mintgeo._outputs.standing import Standing

FILES: Final = "files"
_JOURNAL: Final = "journal.json"


@dataclass(frozen=True, kw_only=True)
class Journal:
    """What a switch does: SHA-256 of what stood in the way of each file, and of what goes."""

    stood: Mapping[str, str]
    drop: Mapping[str, str]


def commit(work: Path, journal: Journal) -> None:
    """Make the prepared files count, in one step."""
    (work / NEW / _JOURNAL).write_text(json.dumps(vars(journal)), encoding="utf-8")
    (work / NEW).rename(work / READY)


def finish(work: Path, standing: Standing) -> None:
    """Bring files that count to their places, those that are there already or not.

    What the user has changed since, or reads now, stays as it is.
    """
    ready = work / READY
    if not ready.is_dir():
        return
    journal = _read(ready)
    for name in _order(ready / FILES):
        _place(ready / FILES, name, journal, standing)
    for name, sha256 in sorted(journal.drop.items(), key=lambda one: _rank(one[0]), reverse=True):
        if standing.removable(name, sha256):
            (standing.home / name).unlink()
            _tidy(standing.home, name)
    for name in _order(ready / FILES, manifests=True):
        _place(ready / FILES, name, journal, standing)
    if (work / DONE).exists():
        shutil.rmtree(work / DONE)
    ready.rename(work / DONE)


def places(folder: Path) -> list[Path]:
    """Where the files of a folder are: what counts but has not been moved yet, then itself."""
    home = folder.resolve()
    waiting = (home / WORK / READY / FILES, home.parent / WORK / READY / FILES / home.name)
    return [*(one for one in waiting if is_file(one / MANIFEST)), home]


def is_file(path: Path) -> bool:
    """Whether a file is there to be read; not where nobody else may look."""
    try:
        return S_ISREG(path.stat().st_mode)
    except (OSError, ValueError):
        return False


def _read(ready: Path) -> Journal:
    try:
        return Journal(**json.loads((ready / _JOURNAL).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise OutputError(
            "'{ready}' is damaged; delete that folder to write here again.", ready=ready
        ) from error


def _place(files: Path, name: str, journal: Journal, standing: Standing) -> None:
    there = standing.hash(name)
    if there != journal.stood.get(name, "") or (there and standing.is_input(name)):
        return
    goal = standing.home / name
    try:
        for folder in reversed(Path(name).parents[:-1]):
            _make(standing.home / folder, like=files / folder)
        (files / name).replace(goal)
    except OSError as error:
        raise OutputError(
            "'{goal}' can't be replaced ({why}); close it where it is open, and write again: "
            "the new run is complete, this file is still the old one.",
            goal=goal,
            why=reason(error),
        ) from error


def _make(folder: Path, *, like: Path) -> None:
    if not folder.is_dir():
        folder.mkdir(mode=like.stat().st_mode & 0o777)


def _order(files: Path, *, manifests: bool = False) -> Iterator[str]:
    """Files by path, or the manifests: that of the folder itself comes last of all."""
    found = [one.relative_to(files).as_posix() for one in files.rglob("*") if one.is_file()]
    wanted = [one for one in found if (Path(one).name == MANIFEST) == manifests]
    return iter(sorted(wanted, key=lambda one: (-one.count("/"), one)))


def _rank(name: str) -> tuple[bool, str]:
    """What makes a folder a run goes first of all."""
    return Path(name).name in {MANIFEST, RUN_FILE}, name


def _tidy(home: Path, name: str) -> None:
    """Remove the folders of a file if they are empty now."""
    for folder in Path(name).parents[:-1]:
        try:
            (home / folder).rmdir()
        except OSError:
            return
