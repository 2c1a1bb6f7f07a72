"""Lists that stand on several sheets or in several files, put together as one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import pandas as pd

from mintgeo._errors import InputError
from mintgeo.findings import Finding, Reading, located
from mintgeo.read.headers import AbsentColumnError

File = str | Path
Source = File | pd.DataFrame | Sequence[File]
"""A file, a frame, or several files that hold one list together."""
Sheets = str | int | Sequence[str | int] | None
"""Name or position of a sheet, or several of them."""
Columns = Mapping[str, str] | None
BETWEEN: Final = "!"
"""Between the file, the sheet and the number of a row, as Excel writes it."""
FILE: Final = "file"
"""The column that says of which file a row is, where there are several."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """One sheet or frame of a list; ``name`` tells it from the others, empty if there are none."""

    source: File | pd.DataFrame
    sheet: str | int | None = None
    name: str = ""
    file: str = ""


Read = Callable[[Part, Columns], pd.DataFrame]


def together(
    read: Read, source: Source, sheet: Sheets, columns: Columns, *, raw: bool = False
) -> pd.DataFrame:
    """Read one list; of several parts the index says the file and the sheet of every row.

    Ids that several parts share, such as numbers of rows, get the part in front. A column that the
    caller names must be in one of the parts. ``raw`` cells are put together as they are.

    Raises
    ------
    InputError
        If no file or sheet is named, or one twice; or no part has a column that is named.
    """
    parts = list(_parts(source, sheet))
    if len(parts) == 1 and not parts[0].name:
        return read(parts[0], columns)
    tables, absent = [], []
    for part in parts:
        table, missed = _patient(partial(read, part), columns)
        tables.append(table)
        absent.append(missed)
    everywhere = set.intersection(*(set(one.headers) if one else set() for one in absent))
    if everywhere and absent[0] is not None:
        raise absent[0]
    return pd.concat(tables) if raw else _united(tables, parts)


def names_of(files: Sequence[File]) -> list[str]:
    """What to call files: their names, with as many folders in front as tell them apart."""
    paths = [Path(file) for file in files]
    for size in range(1, max(len(path.parts) for path in paths) + 1):
        names = [Path(*path.parts[-size:]).as_posix() for path in paths]
        if len(set(names)) == len(names):
            return names
    raise InputError("One list can't be read twice: {files}.", files=", ".join(map(str, files)))


def _parts(source: Source, sheet: Sheets) -> list[Part]:
    if isinstance(source, str | Path | pd.DataFrame):
        return [Part(source=source, sheet=one, name=_name(one, sheet)) for one in _sheets(sheet)]
    files = list(source)
    if not files:
        raise InputError("A list needs a file; none is named.")
    if len({Path(file).absolute() for file in files}) < len(files):
        raise InputError("One list can't be read twice: {files}.", files=", ".join(map(str, files)))
    if len(files) == 1:
        return _parts(files[0], sheet)
    return [
        Part(source=file, sheet=one, name=BETWEEN.join(filter(None, (name, _name(one, sheet)))),
             file=name)
        for file, name in zip(files, names_of(files), strict=True)
        for one in _sheets(sheet)
    ]  # fmt: skip


def _sheets(sheet: Sheets) -> list[str | int | None]:
    if sheet is None or isinstance(sheet, str | int):
        return [sheet]
    names: list[str | int | None] = list(sheet)
    if not names or len(set(names)) < len(names):
        raise InputError("sheet= names no sheet, or one twice: {names}.", names=names)
    return names


def _name(one: str | int | None, sheet: Sheets) -> str:
    return "" if sheet is None or isinstance(sheet, str | int) else str(one)


def _patient(
    read: Callable[[Columns], pd.DataFrame], columns: Columns
) -> tuple[pd.DataFrame, AbsentColumnError | None]:
    """A part, without the named columns that it lacks."""
    try:
        return read(columns), None
    except AbsentColumnError as error:
        rest = {name: ours for name, ours in (columns or {}).items() if name not in error.headers}
        return read(rest), error


def labelled(table: pd.DataFrame, rows: pd.Series, part: Part) -> pd.DataFrame:
    """The table of a part whose index says where every row stands, as Excel counts."""
    if not part.name:
        return table
    numbers = rows if rows.is_unique else table.index
    return table.set_axis([f"{part.name}{BETWEEN}{number}" for number in numbers], axis="index")


def _united(tables: list[pd.DataFrame], parts: list[Part]) -> pd.DataFrame:
    out = pd.concat(tables)
    of_rows = [part for part, table in zip(parts, tables, strict=True) for _ in table.index]
    if out["id"].duplicated().any():
        names = pd.Series([part.name for part in of_rows], index=out.index, dtype="str")
        out["id"] = (names + BETWEEN + out["id"]).astype("str")
    if parts[0].file:
        out = out.rename(columns={FILE: f"{FILE} (2)"})
        out[FILE] = pd.Series([part.file for part in of_rows], index=out.index, dtype="str")
    findings: list[Finding] = [
        located(one, part.name)
        for part, table in zip(parts, tables, strict=True)
        for one in Reading.of(table).findings
    ]
    out.attrs = dict(tables[0].attrs)
    out.attrs.update(Reading(findings=tuple(findings)).attributes())
    return out
