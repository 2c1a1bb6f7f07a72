"""What lists hold: of what kind they are, on which sheets they stand, and where their rows lie."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Final

import pandas as pd

from mintgeo._errors import InputError, MintgeoError, reason
from mintgeo._phrase import phrases
from mintgeo.geocoding import geocode
from mintgeo.germany.regions import assign_regions
from mintgeo.read import read_participants, read_sites
from mintgeo.read.kinds import ListKind, SheetList, lists_of

_READERS: Final = {"sites": read_sites, "participants": read_participants}


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A list, as a study names it, and where its rows lie.

    Attributes
    ----------
    kind
        ``sites`` or ``participants``.
    files, sheets, columns
        As the readers take them; sheets only where they must be named.
    rows
        How many rows it has.
    kreise
        Key of a Kreis → rows there, or people of a list of people.
    """

    kind: ListKind
    files: tuple[Path, ...]
    sheets: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    rows: int
    kreise: Mapping[str, int]


def look(files: Mapping[Path, ListKind | None], columns: Mapping[str, str]) -> list[Seen]:
    """Read lists, and say what they are and where their rows lie; offline.

    Parameters
    ----------
    files
        Files, and what the user says that they hold; None where they say it themselves.
    columns
        Header → name, where the user says it.

    Raises
    ------
    InputError
        It names everything that is wrong with all files at once.
    """
    errors: list[MintgeoError] = []
    found: dict[ListKind, dict[Path, list[SheetList]]] = {"sites": {}, "participants": {}}
    for file, kind in files.items():
        try:
            for one in _lists(file, kind, columns):
                found[one.kind].setdefault(file, []).append(one)
        except MintgeoError as error:
            errors.append(error)
    seen = []
    for kind, of_files in found.items():
        try:
            seen += [_seen(kind, of_files, columns)] if of_files else []
        except MintgeoError as error:
            errors.append(error)
    if len(errors) > 1:
        raise InputError("{errors}", errors=phrases(map(reason, errors), " "))
    if errors:
        raise errors[0]
    return seen


def _lists(file: Path, kind: ListKind | None, columns: Mapping[str, str]) -> list[SheetList]:
    """The lists of a file; one that only its reader understands, or refuses with a reason."""
    found = lists_of(file, kind=kind)
    if not found:
        _READERS[kind or "participants"](file, columns=columns)
    return found or [SheetList(sheet="", kind=kind or "participants", headers=columns)]


def _seen(
    kind: ListKind, of_files: Mapping[Path, Sequence[SheetList]], columns: Mapping[str, str]
) -> Seen:
    each = list(chain.from_iterable(of_files.values()))
    sheets = _sheets(kind, of_files)
    near = {header: name for one in each for header, name in one.near.items()}
    headers = {header for one in each for header in one.headers}
    named = near | {header: columns[header] for header in columns if header in headers}
    table = _READERS[kind](list(of_files), sheet=sheets or None, columns=named)
    return Seen(
        kind=kind, files=tuple(of_files), sheets=sheets, columns=named, rows=len(table),
        kreise=_kreise(table),
    )  # fmt: skip


def _sheets(kind: ListKind, of_files: Mapping[Path, Sequence[SheetList]]) -> tuple[str, ...]:
    """The sheets that must be named, in the order of the file.

    Raises
    ------
    InputError
        If several files hold their list on different sheets: a study names those of all at once.
    """
    needed = [
        tuple(one.sheet for one in lists)
        if len(lists) > 1 or lists[0].sheet != _first(file, kind)
        else ()
        for file, lists in of_files.items()
    ]
    if len(set(needed)) > 1:
        raise InputError(
            "The lists of {files} stand on different sheets ({sheets}); a study names sheets for "
            "all files of a list. Put them into one file, or call the sheets alike.",
            files=", ".join(file.name for file in of_files),
            sheets="; ".join(", ".join(names) or "1" for names in needed),
        )
    return needed[0]


def _first(file: Path, kind: ListKind) -> str:
    """The sheet that is read if none is named: the first that holds any list."""
    found = lists_of(file, kind=kind)
    return found[0].sheet if found else ""


def _kreise(table: pd.DataFrame) -> dict[str, int]:
    placed = assign_regions(geocode(table))
    people = placed["count"] if "count" in placed.columns else pd.Series(1, index=placed.index)
    sums = people.groupby(placed["ags_kreis"]).sum()
    return {str(key): int(n) for key, n in sums.items() if n > 0}
