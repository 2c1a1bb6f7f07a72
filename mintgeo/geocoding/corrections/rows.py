"""By what a correction knows its row: the list, the id, and a sign of what the row says."""

from typing import Final

import pandas as pd

from mintgeo.read.saved import sign_of

_SAID: Final = ("id", "name", "street", "postcode", "place", "state", "lat", "lon")
LETTERS: Final = 4
"""Of a sign."""
_DIGITS: Final = 6
"""Of degrees."""


def kind_of_list(table: pd.DataFrame) -> str:
    """``sites`` for a table with roles, as ``read_sites`` makes it, or else ``participants``."""
    return "sites" if "role" in table.columns else "participants"


def row_signs(table: pd.DataFrame) -> pd.Series:
    """Four letters for every row that change, all but once in 65,536 times, with what it says.

    So few of them fit any address whatever: nobody finds out by guessing which one was meant. Of
    the columns of the table only those count that come from the list, so that a row has the same
    sign before and after it was placed.
    """
    texts = pd.DataFrame({name: _texts(table, name) for name in _SAID})
    rows = texts.itertuples(index=False, name=None)
    return pd.Series(
        [sign_of("\0".join(row), LETTERS) for row in rows], index=table.index, dtype="str"
    )


def _texts(table: pd.DataFrame, name: str) -> list[str]:
    if name not in table.columns:
        return [""] * len(table)
    return [_text(cell) for cell in table[name].astype(object)]


def _text(cell: object) -> str:
    if isinstance(cell, str):
        return " ".join(cell.split())
    if isinstance(cell, float):
        return "" if pd.isna(cell) else f"{cell:.{_DIGITS}f}"
    return "" if cell is None or cell is pd.NA else str(cell)
