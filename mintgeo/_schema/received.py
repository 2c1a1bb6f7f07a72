"""Tables as somebody hands them over: known columns once each, and plain."""

from typing import Any, Final, TypeVar

import numpy as np
import pandas as pd

from mintgeo._errors import TableError
from mintgeo._schema.column import Column, Kind, Table

AnyFrame = TypeVar("AnyFrame")
EMPTY: Final[dict[Kind, str]] = {
    "text": "str", "integer": "Int64", "number": "float64", "flag": "boolean",
}  # fmt: skip
"""What a column that holds nothing is, whatever made it."""


class Received:
    """The door of tables that were not made here a moment ago.

    A column of a known name that is there twice would be read as one or the other: it is refused.
    Categories of a known column are the values that they stand for, and a known column without any
    value is an empty column of its own kind. Further columns stay as they are; what needs no change
    is handed on itself.
    """

    def __init__(self, *tables: Table) -> None:
        every = (column for table in tables for column in table.columns)
        self._known = {column.name: column for column in reversed([*every])}

    def __call__(self, frame: AnyFrame, table: Table | None = None) -> AnyFrame:
        """Return the table with plain columns, checked if it is to be of a kind.

        Raises
        ------
        TableError
            If a known column is there more than once, or the table breaks the schema asked for.
        """
        if isinstance(frame, pd.DataFrame):
            frame = self._plain(frame)
        if table is not None:
            table.check(frame)  # type: ignore[arg-type]
        return frame

    def _plain(self, frame: Any) -> Any:
        names = [name for name in frame.columns if isinstance(name, str) and name in self._known]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise TableError(
                "The column {twice} is there more than once: keep one.", twice=", ".join(twice)
            )
        plain = {name: _plain(frame[name], self._known[name]) for name in names}
        changed = {name: values for name, values in plain.items() if values is not None}
        return frame.assign(**changed) if changed else frame


def _plain(values: pd.Series, column: Column) -> pd.Series | None:
    """The column as it should be; None if it is so already."""
    empty = EMPTY.get(column.kind)
    if empty and values.dtype != empty and values.isna().all():
        return pd.Series(None, index=values.index, dtype=empty)
    if isinstance(values.dtype, pd.CategoricalDtype):
        return pd.Series(np.asarray(values), index=values.index).infer_objects()
    return None
