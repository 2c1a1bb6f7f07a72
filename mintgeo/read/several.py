"""Lists that stand on several sheets of one file, put together."""

from collections.abc import Callable, Sequence
from typing import Final

import pandas as pd

from mintgeo._errors import InputError
from mintgeo.findings import Finding, Reading

Sheets = str | int | Sequence[str | int] | None
"""Name or position of a sheet, or several of them."""
_BETWEEN: Final = "!"
"""Between the sheet and the number of a row, as Excel writes it."""


def read_sheets_of(read: Callable[[str | int | None], pd.DataFrame], sheet: Sheets) -> pd.DataFrame:
    """Read one sheet, or several as one table whose index says the sheet of every row.

    Ids that several sheets share, such as numbers of rows, get the sheet in front.

    Raises
    ------
    InputError
        If no sheet is named, or one twice.
    """
    if sheet is None or isinstance(sheet, str | int):
        return read(sheet)
    names = list(sheet)
    if not names or len(set(names)) < len(names):
        raise InputError("sheet= names no sheet, or one twice: {names!r}.", names=names)
    tables = [_named(read(name), name) for name in names]
    out = pd.concat(tables)
    if "id" in out.columns and out["id"].duplicated().any():
        out["id"] = _owned(out)
    findings: list[Finding] = [one for table in tables for one in Reading.of(table).findings]
    out.attrs = dict(tables[0].attrs)
    if "id" in out.columns:
        out.attrs.update(Reading(findings=tuple(findings)).attributes())
    return out


def _named(table: pd.DataFrame, name: str | int) -> pd.DataFrame:
    return table.set_axis([f"{name}{_BETWEEN}{label}" for label in table.index], axis="index")


def _owned(table: pd.DataFrame) -> pd.Series:
    sheets = table.index.to_series().str.rpartition(_BETWEEN)[0]
    return (sheets + _BETWEEN + table["id"]).astype("str")
