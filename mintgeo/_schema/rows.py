"""What verbs ask of the rows of any table: the role of a place, how many people a row is."""

from typing import Final

import pandas as pd

from mintgeo._schema.column import Table
from mintgeo._schema.places import PARTICIPANTS

_COUNTED: Final = Table(
    name="participants",
    meaning="how many they are",
    columns=tuple(one for one in PARTICIPANTS.columns if one.name == "count"),
    key=None,
)


def plays(sites: pd.DataFrame, role: str) -> pd.Series:
    """Which rows have a role; whatever else stands in the column is another one."""
    return sites["role"].eq(role).astype("boolean").fillna(value=False).astype(bool)


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
