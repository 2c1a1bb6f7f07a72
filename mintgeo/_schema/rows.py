"""What verbs ask of rows of any table: the role of a place, its topics, how many people it is."""

import re
from typing import Any, Final

import pandas as pd

from mintgeo._schema.column import Table
from mintgeo._schema.places import PARTICIPANTS

SEPARATOR: Final = "; "
"""What stands between several values in one cell."""
_BETWEEN: Final = re.compile(r"[;,]")
_COUNTED: Final = Table(
    name="participants",
    meaning="how many they are",
    columns=tuple(one for one in PARTICIPANTS.columns if one.name == "count"),
    key=None,
)


def plays(sites: pd.DataFrame, role: str) -> pd.Series:
    """Which rows have a role; whatever else stands in the column is another one."""
    return sites["role"].eq(role).astype("boolean").fillna(value=False).astype(bool)


def values_in(cell: Any) -> list[str]:
    """The values of a cell that holds several, such as topics; people write commas, too.

    Examples
    --------
    >>> values_in("Technik; Chemie,Physik; "), values_in(None)
    (['Technik', 'Chemie', 'Physik'], [])
    """
    parts = [] if pd.isna(cell) else _BETWEEN.split(str(cell))
    return [one.strip() for one in parts if one.strip()]


def people_in(table: pd.DataFrame) -> pd.Series:
    """How many people each row stands for: its ``count``, or one.

    Raises
    ------
    TableError
        If the counts are no whole numbers.
    """
    if "count" not in table.columns:
        return pd.Series(1, index=table.index)
    _COUNTED.check(table)
    return table["count"]
