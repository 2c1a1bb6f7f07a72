"""The files of a survey: one, several, or all tables of a folder."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mintgeo._errors import InputError
from mintgeo.read.several import names_of

Source = str | Path | Sequence[str | Path]
_TABLES: Final = frozenset({".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods"})
_MOST: Final = 10_000


@dataclass(frozen=True, kw_only=True)
class Sources:
    """What to read, and what of a folder is no table; ``name`` → path.

    ``patient`` is whether a file that can't be read leaves the others in peace.
    """

    files: dict[str, Path]
    ignored: tuple[str, ...] = ()
    patient: bool = True


def sources_of(source: Source) -> Sources:
    """The files that a caller names, each with as many folders as tell it from the others.

    Raises
    ------
    InputError
        If there is none, or one is named twice.
    """
    if isinstance(source, str | Path):
        path = Path(source)
        if path.is_dir():
            return _of_folder(path)
        return Sources(files={path.name: path}, patient=False)
    files: list[Path] = []
    ignored: list[str] = []
    for one in map(Path, source):
        inside = _of_folder(one) if one.is_dir() else None
        files += inside.files.values() if inside else [one]
        ignored += inside.ignored if inside else []
    if not files:
        raise InputError("A survey needs a file; none is named.")
    return Sources(files=dict(zip(names_of(files), files, strict=True)), ignored=tuple(ignored))


def _of_folder(folder: Path) -> Sources:
    """The tables of a folder and of those in it; hidden files and locks of programs are passed."""
    found = sorted(
        one for one in folder.rglob("*") if one.is_file() and not _is_hidden(one, folder)
    )
    tables = [one for one in found if one.suffix.lower() in _TABLES]
    if not tables:
        raise InputError("'{folder}' has no table: no .xlsx, .ods or .csv.", folder=folder)
    if len(found) > _MOST:
        raise InputError(
            "'{folder}' has {n:,} files, more than the {most:,} that mintgeo looks at.",
            folder=folder, n=len(found), most=_MOST,
        )  # fmt: skip
    rest = tuple(one.relative_to(folder).as_posix() for one in found if one not in set(tables))
    names = [one.relative_to(folder).as_posix() for one in tables]
    return Sources(files=dict(zip(names, tables, strict=True)), ignored=rest)


def _is_hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
