"""Stages of a study that is run again: what has not changed since is taken from what was kept.

Tables that stages make stand in the user's cache, under a key made of all that decides them: the
items that a stage needs, by content; the options that it sees; the files that these name; the
program, to the last byte, and what it stands on. Of a stage that needs or makes anything that comes
of lists of persons, nothing is kept, whatever it declares.
"""

import os
import platform
from contextlib import suppress
from dataclasses import fields
from functools import lru_cache, partial
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from re import match
from time import perf_counter, process_time
from typing import Any, Final

import pandas as pd
import pyproj
import shapely
from pyarrow import ArrowException

from mintgeo._cache import cache_folder, sweep, write_atomically
from mintgeo._kinds import Item, Kind
from mintgeo.chapters.registry import is_plain
from mintgeo.chapters.stages import Later, Make, Results, Stage, Work, alone
from mintgeo.modes import MODES
from mintgeo.study.again import program
from mintgeo.study.digest import UnknownError, digest
from mintgeo.study.packing import packed, unpacked

_STAGES: Final = "stages"
_MOST_BYTES: Final = 500_000_000
"""What all of it may take; what was not asked for longest goes."""
_BYTES_S: Final = 5e7
"""Bytes of tables that are kept and read again in a second; what is made sooner is not kept."""
_SUM: Final = 32


class Kept:
    """What stages of former runs have made, for runs of studies, one after the other.

    Parameters
    ----------
    fresh
        Take nothing; what is made takes the place of what was kept.

    Attributes
    ----------
    taken, made
        Titles of the stages of the last run that were taken, and of those that could have been but
        were made.
    """

    def __init__(self, *, fresh: bool = False) -> None:
        cache = cache_folder()
        self.folder = None if cache is None else cache / _STAGES
        self.fresh = fresh
        self.taken: list[str] = []
        self.made: list[str] = []
        self._digests: dict[str, str] = {}
        self._closed: set[Item[Any]] = set()

    def begin(self) -> Make:
        """Give who makes the stages of a run, of whose items nothing is known yet."""
        self.taken, self.made = [], []
        self._digests, self._closed = {}, set()
        return self.make

    def make(self, stage: Stage, work: Work) -> Results:
        """Take what a stage makes, or make it."""
        if self._tells_of_persons(stage) or self.folder is None or not is_plain():
            return alone(stage, work)
        if stage.known_by is not None:
            return self._known(stage, work)
        if not stage.keeps:
            return stage.run(work)
        seen = work.seen_by(stage)
        key = self._key(stage, seen)
        if key is None:
            return stage.run(seen)
        self._note(stage, work, key)
        if stage.keeps == "inputs":
            return _later(stage, seen)
        return self._results(stage, seen, key)

    def _tells_of_persons(self, stage: Stage) -> bool:
        """Whether a stage needs or makes what tells of persons, or what was made of such."""
        items = (*stage.needs, *stage.wants, *stage.makes)
        closed = any(one in self._closed or one.personal or not _is_open(one) for one in items)
        self._closed.update(stage.makes if closed else ())
        return closed

    def _results(self, stage: Stage, seen: Work, key: str) -> Results:
        items = {item.name: item for item in stage.makes}
        found = None if self.fresh else self._load(key)
        if isinstance(found, dict) and found.keys() <= items.keys():
            self.taken.append(stage.title)
            return {items[name]: value for name, value in found.items()}
        self.made.append(stage.title)
        clock = perf_counter if seen.executor else process_time  # others work for an executor
        start = clock()
        results = stage.run(seen)
        soon = clock() - start < _size(results) / _BYTES_S
        if self._key(stage, seen) != key:  # a file has changed while it was computed
            for item in stage.makes:
                self._digests.pop(seen.name_of(item), None)
        elif not soon:
            self._save(key, {item.name: value for item, value in results.items()})
        return results

    def _known(self, stage: Stage, work: Work) -> Results:
        """Make what is known by its options and files, if these stay what they are."""
        before = self._sources(stage, work)
        results = stage.run(work)
        if before is not None and before == self._sources(stage, work):
            self._note(stage, work, before)
        return results

    def _sources(self, stage: Stage, work: Work) -> str | None:
        with suppress(UnknownError, OSError):
            if stage.known_by is not None:
                return digest([foundation(), _name(stage), stage.known_by(work.plan, work.mode)])
        return None

    def _key(self, stage: Stage, seen: Work) -> str | None:
        """What decides the results of a stage, by all that it sees; None where nobody can tell."""
        with suppress(UnknownError, OSError):
            there = {name: self._digest(name, seen) for name in seen.made}
            plan = [getattr(seen.plan, one.name) for one in fields(seen.plan) if one.name != "path"]
            return digest([foundation(), _name(stage), seen.mode, plan, there])
        return None

    def _digest(self, name: str, work: Work) -> str:
        if name not in self._digests:
            self._digests[name] = digest(work.made[name])
        return self._digests[name]

    def _note(self, stage: Stage, work: Work, key: str) -> None:
        """What a stage makes is known by what it is made of."""
        for item in stage.makes:
            name = work.name_of(item)
            self._digests[name] = f"{key} {name}"

    def _load(self, key: str) -> Any:
        """What was kept; None where there is nothing, or it is not what was written."""
        with suppress(Exception):  # of a damaged file, libraries raise what they stumble on
            file = self._file(key)
            content = file.read_bytes()
            if sha256(content[_SUM:]).digest() == content[:_SUM]:
                os.utime(file)
                return unpacked(content[_SUM:])
        return None

    def _save(self, key: str, results: dict[str, Any]) -> None:
        """Keep results if they come back as they are, to the last bit."""
        with suppress(OSError, ValueError, UnknownError, ArrowException):
            content = packed(results)
            if digest(unpacked(content)) != digest(results):
                return
            file = self._file(key)
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with write_atomically(file, private=True) as part:
                part.write_bytes(sha256(content).digest() + content)
            _shorten(file.parent)

    def _file(self, key: str) -> Path:
        return (self.folder or Path()) / f"{key}.zip"


def foundation() -> str:
    """The program, and what it stands on: every package that it asks for, in its version."""
    return digest([_program(), [repr(mode) for mode in MODES.values()]])


@lru_cache(maxsize=1)
def _program() -> str:
    named = [match(r"[\w.-]+", one) for one in requires("mintgeo") or ()]
    packages = sorted({one.group() for one in named if one})
    engines = [shapely.geos_version_string, pyproj.proj_version_str]
    machine = [platform.python_version(), platform.machine(), platform.system()]
    return digest([program(), [(name, _version(name)) for name in packages], engines, machine])


def _version(name: str) -> str:
    with suppress(PackageNotFoundError):
        return version(name)
    return ""


def _is_open(item: Item[Any]) -> bool:
    return not isinstance(item, Kind) or item.privacy == "open"


def _name(stage: Stage) -> str:
    return f"{stage.run.__module__}.{stage.run.__qualname__}"


def _later(stage: Stage, seen: Work) -> Results:
    once = Later(partial(stage.run, seen))
    return {item: Later(partial(_one_of, once, item)) for item in stage.makes}


def _one_of(results: Later, item: Item[Any]) -> Any:
    return results.value[item]


def _size(results: Results) -> float:
    tables = [one for one in results.values() if isinstance(one, pd.DataFrame)]
    return float(sum(one.memory_usage().sum() for one in tables))


def _shorten(folder: Path) -> None:
    """Take away what was not asked for longest, until the rest fits."""
    sweep(folder)
    states = [(one.stat(), one) for one in folder.glob("*.zip")]
    room = _MOST_BYTES
    for state, file in sorted(states, key=lambda pair: pair[0].st_mtime_ns, reverse=True):
        room -= state.st_size
        if room < 0:
            file.unlink(missing_ok=True)
