"""What stands in a folder already: whose it is, and whether results may take its place."""

import json
import os
import stat
from collections.abc import Collection, Iterable
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from mintgeo._cache import file_hash
from mintgeo._errors import OutputError
from mintgeo._outputs.manifest import (
    CHANGE,
    MANIFEST,
    PUBLIC,
    RUN_FILE,
    TABLES,
    Manifest,
    identity,
)
from mintgeo._phrase import Phrase, phrases

_FIRST_FORMAT: Final = 1
_LARGEST: Final = 10_000_000
_KNOWN: Final = frozenset({
    RUN_FILE, "report.html", "map.html", "tables.xlsx", "layers.gpkg", "report.pdf",
    f"{CHANGE}.html", *(f"{CHANGE}_{by}.csv" for by in ("country", "land", "kreis", "gemeinde")),
    *(f"figures/{name}.{kind}" for kind in ("png", "svg")
      for name in ("karte", "anteile", "raeume", "wege", "teilnahme")),
})  # fmt: skip
"""What mintgeo wrote beside a ``run.json`` of its first format, before there were manifests."""


class Standing:
    """A folder as it is now: its manifests, and which files mintgeo must not touch.

    Parameters
    ----------
    home
        The folder; it need not be there.
    inputs, hashes
        Files that were read, and SHA-256 of such: never overwritten.
    force
        Overwrite files that mintgeo did not write.
    """

    def __init__(
        self, home: Path, *, inputs: Collection[Path], hashes: Collection[str], force: bool
    ) -> None:
        self.home, self._hashes, self._force = home, frozenset(hashes), force
        self._inputs = frozenset(filter(None, map(_inode, inputs)))
        self._kept: dict[str, str] = {}

    @cached_property
    def manifest(self) -> Manifest:
        """The manifest; an empty one if there is none."""
        return Manifest.read(self.home) or Manifest()

    @property
    def run(self) -> str:
        """Which run the folder tells of (``identity``); empty if of none."""
        first = self._first.get("")
        return self.manifest.run or (identity(first) if first else "")

    def hash(self, name: str) -> str:
        """SHA-256 of a file that stands there; empty if there is none."""
        if name not in self._kept:
            file = self.home / name
            self._kept[name] = file_hash(file) if _is_file(file) else ""
        return self._kept[name]

    def check(self, names: Iterable[str]) -> None:
        """Refuse results of these names if something of somebody else is in their way.

        Raises
        ------
        OutputError
            It names every such file.
        """
        faults = {name: fault for name in names if (fault := self._fault(name))}
        if faults:
            listed = phrases(
                (
                    Phrase("{name} ({fault})", name=name, fault=fault)
                    for name, fault in sorted(faults.items())
                ),
                "; ",
            )
            raise OutputError(
                "In '{home}' results would take the place of {listed}. Choose another folder or "
                "move them away; --force (force=True) overwrites files, but no input.",
                home=self.home,
                listed=listed,
            )

    def is_input(self, name: str) -> bool:
        """Whether a file is one that was read, by whatever name or link."""
        return _inode(self.home / name) in self._inputs or self.hash(name) in self._hashes

    def removable(self, name: str, sha256: str) -> bool:
        """Whether a file of an older run is still as it was written, and nothing that is read."""
        return (
            not self._blocked(name)
            and _is_file(self.home / name)
            and self.hash(name) == sha256
            and not self.is_input(name)
        )

    def older(self) -> dict[str, str]:
        """What an older run wrote, with its SHA-256; of the first format its run and tables."""
        found = {name: entry.sha256 for name, entry in self.manifest.files.items()}
        for start, run in self._first.items():
            for name in (RUN_FILE, *_tables(run)):
                if _is_file(self.home / start / name):
                    found.setdefault(start + name, self.hash(start + name))
        return found

    def _fault(self, name: str) -> str:
        file = self.home / name
        if blocked := self._blocked(name):
            return Phrase("'{folder}' is no folder of its own", folder=blocked)
        if not os.path.lexists(file):
            return ""
        if file.is_dir() and not file.is_symlink():
            return Phrase("a folder")
        if self.is_input(name):
            return Phrase("an input")
        return "" if self._force or self._written(name) else self._foreign(name)

    def _foreign(self, name: str) -> Phrase:
        if self._known(name):
            return Phrase("changed since mintgeo wrote it")
        return Phrase("not written by mintgeo")

    def _blocked(self, name: str) -> str:
        """The first folder on the way that is a file or a link; nothing if there is none."""
        for folder in reversed(Path(name).parents[:-1]):
            place = self.home / folder
            if os.path.lexists(place) and (place.is_symlink() or not place.is_dir()):
                return folder.as_posix()
        return ""

    def _written(self, name: str) -> bool:
        if name.rpartition("/")[2] == MANIFEST:
            return Manifest.read((self.home / name).parent) is not None
        if not _is_file(self.home / name):
            return False
        known = self._known(name)
        return self.hash(name) in known if known else self._of_first_format(name)

    def _known(self, name: str) -> set[str]:
        """Hashes that the manifests know of a file."""
        start, _, rest = name.partition("/")
        found = [self.manifest.files.get(name)]
        if start == PUBLIC:
            found.append(self._public.files.get(rest))
        return {entry.sha256 for entry in found if entry}

    @cached_property
    def _public(self) -> Manifest:
        return Manifest.read(self.home / PUBLIC) or Manifest()

    def _of_first_format(self, name: str) -> bool:
        start = f"{PUBLIC}/" if name.startswith(f"{PUBLIC}/") else ""
        rest = name.removeprefix(start)
        run = self._first.get(start)
        return run is not None and (rest in _KNOWN or rest in _tables(run))

    @cached_property
    def _first(self) -> dict[str, dict[str, Any]]:
        """Runs of the first format, here and in ``public``: what their ``run.json`` says."""
        found = {start: _first_run(self.home / start / RUN_FILE) for start in ("", f"{PUBLIC}/")}
        return {start: run for start, run in found.items() if run is not None}


def _first_run(file: Path) -> dict[str, Any] | None:
    """What a ``run.json`` of the first format says; None if it is none."""
    try:
        if not _is_file(file) or file.stat().st_size > _LARGEST:
            return None
        raw: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        identity(raw)
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    return raw if raw["format"] == _FIRST_FORMAT and "attributions" in raw else None


def _tables(run: dict[str, Any]) -> list[str]:
    return [f"{TABLES}/{name}.parquet" for name in run["tables"] if Path(name).name == name]


def _is_file(path: Path) -> bool:
    """Whether a file of its own stands there, no link."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False


def _inode(path: Path) -> tuple[int, int] | None:
    """What tells a file by whatever name or link; None if there is none."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino
