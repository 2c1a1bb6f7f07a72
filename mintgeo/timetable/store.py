"""Timetables that were read once, kept as arrays that open at once."""

import json
import shutil
import tempfile
from dataclasses import fields
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
import pandas as pd

from mintgeo._cache import plain_mode
from mintgeo.findings import decode, encode
from mintgeo.timetable.feed import Calls, Changes, Feed, Frequencies, Positions, Services
from mintgeo.timetable.ways import Ways

FORMAT: Final = 2
"""Raised whenever timetables are read or stored in another way."""
_TABLES: Final = ("stops", "agencies", "lines", "trips", "about")
_ARRAYS: Final = {
    "calls": Calls, "services": Services, "frequencies": Frequencies, "changes": Changes,
}  # fmt: skip
_FINDINGS: Final = "findings.json"


class Kept(NamedTuple):
    """What is kept: feeds as one, the ways, and which trips of several feeds are one."""

    feed: Feed
    ways: Ways
    same: Positions


def save(kept: Kept, folder: Path) -> None:
    """Write a timetable into a folder, whole or not at all."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}.part"))
    try:
        _write(kept, part)
        part.chmod(plain_mode(part))
        shutil.rmtree(folder, ignore_errors=True)
        part.replace(folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _write(kept: Kept, folder: Path) -> None:
    for name in _TABLES:
        getattr(kept.feed, name).to_parquet(folder / f"{name}.parquet")
    groups: dict[str, Any] = {name: getattr(kept.feed, name) for name in _ARRAYS}
    for group, one in {**groups, "ways": kept.ways}.items():
        for field in fields(one):
            np.save(folder / f"{group}-{field.name}.npy", getattr(one, field.name))
    np.save(folder / "same.npy", kept.same)
    (folder / _FINDINGS).write_text(json.dumps(encode(kept.feed.findings)), encoding="utf-8")


def load(folder: Path) -> Kept:
    """Open what ``save`` has written; long arrays stay on the disk until they are needed."""
    tables: dict[str, Any] = {name: pd.read_parquet(folder / f"{name}.parquet") for name in _TABLES}
    arrays = {name: _group(folder, name, of) for name, of in _ARRAYS.items()}
    text = json.loads((folder / _FINDINGS).read_text(encoding="utf-8"))
    feed = Feed(**tables, **arrays, findings=decode(text))
    return Kept(feed, _group(folder, "ways", Ways), _array(folder / "same.npy"))


def _group(folder: Path, group: str, of: Any) -> Any:
    return of(**{
        field.name: _array(folder / f"{group}-{field.name}.npy") for field in fields(of)
    })  # fmt: skip


def _array(file: Path) -> Any:
    return np.load(file, mmap_mode="r") if file.stat().st_size > 1_000_000 else np.load(file)  # noqa: PLR2004
