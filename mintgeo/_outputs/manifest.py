"""The manifest of a folder: every file that mintgeo wrote there, with size and SHA-256."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, Final

from mintgeo._cache import file_hash

MANIFEST: Final = "manifest.json"
PUBLIC: Final = "public"
"""Folder of the variant to publish; it has a manifest of its own, to be passed on with it."""

RUN_FILE: Final = "run.json"
TABLES: Final = "tables"
LEAVES: Final = ("stops",)
"""Folders of pages to be taken along, one for each thing of a kind."""
CHANGE: Final = "vergleich"
SURVEY: Final = "umfrage"
_FORMAT: Final = "mintgeo manifest 1"
_LARGEST: Final = 10_000_000
_DEEPEST: Final = 3


@dataclass(frozen=True, kw_only=True)
class Entry:
    """How large a file is, and its SHA-256."""

    size: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """What mintgeo wrote into a folder, by path below it, and of which run it tells."""

    run: str = ""
    files: Mapping[str, Entry] = field(default_factory=dict)

    def text(self) -> str:
        """Return it as JSON; the same files give the same text."""
        files = {name: vars(self.files[name]) for name in sorted(self.files)}
        about = {"format": _FORMAT, "run": self.run, "files": files}
        return json.dumps(about, ensure_ascii=False, indent=1) + "\n"

    def below(self, folder: str) -> dict[str, Entry]:
        """Return the files of a subfolder, by path below that."""
        start = f"{folder}/"
        return {
            name.removeprefix(start): entry
            for name, entry in self.files.items()
            if name.startswith(start)
        }

    @classmethod
    def of(cls, folder: Path, names: Iterable[str], *, run: str) -> "Manifest":
        """Make the manifest of files that stand in a folder."""
        return cls(run=run, files={name: entry(folder / name) for name in names})

    @classmethod
    def read(cls, folder: Path) -> "Manifest | None":
        """Read the manifest of a folder; None if there is none, or it is none of mintgeo."""
        file = folder / MANIFEST
        try:
            if not file.is_file() or file.stat().st_size > _LARGEST:
                return None
            return _parsed(json.loads(file.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError, KeyError, RecursionError):
            return None


def entry(file: Path) -> Entry:
    """Describe a file that stands somewhere."""
    return Entry(size=file.stat().st_size, sha256=file_hash(file))


def identity(description: Mapping[str, Any]) -> str:
    """What tells one run from another: a hash of its description, whatever the format is."""
    plain = json.loads(json.dumps(description))
    tables = {
        name: {key: about[key] for key in ("rows", "geometry")}
        for name, about in plain["tables"].items()
    }
    told = {**plain, "tables": tables, "format": None}
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def part(name: str) -> str:
    """Which part of a folder a file belongs to: ``run``, ``report``, ``change`` or ``survey``."""
    for start, of in ((CHANGE, "change"), (SURVEY, "survey")):
        if name.startswith(start):
            return of
    return "run" if name == RUN_FILE or name.startswith(f"{TABLES}/") else "report"


def _parsed(raw: Any) -> "Manifest | None":
    """Check what a file says; a path that leaves the folder makes all of it no manifest."""
    if raw["format"] != _FORMAT or not isinstance(raw["run"], str):
        return None
    files = {
        name: Entry(size=int(about["size"]), sha256=str(about["sha256"]))
        for name, about in raw["files"].items()
    }
    return Manifest(run=raw["run"], files=files) if all(map(_inside, files)) else None


def _inside(name: str) -> bool:
    path = PurePosixPath(name)
    return (
        path.as_posix() == name
        and 0 < len(path.parts) <= _DEEPEST
        and not path.is_absolute()
        and not any(one == ".." or set(one) & set("\\:\0") for one in path.parts)
    )
