"""Why a list is refused: a column that is missing, rows that can't be sites."""

from collections.abc import Collection

import pandas as pd

from mintgeo._errors import InputError, name_ids, name_rows
from mintgeo._phrase import Phrase, phrases
from mintgeo.read.footnotes import PLACED
from mintgeo.read.headers import listed, suggestions


def row_numbers(rows: pd.Series) -> Phrase:
    """Rows for a message, as Excel counts them."""
    return name_rows(rows, limit=20, numbers=True)


def refuse(bad: pd.Series, table: pd.DataFrame, rows: pd.Series, file: str, what: str) -> None:
    """Refuse a list if some rows have what they must not have.

    Raises
    ------
    InputError
        It names the rows.
    """
    if bad.any():
        places, ids = row_numbers(rows[bad]), table["id"][bad]
        own = (ids.to_numpy() != rows[bad].astype("str").to_numpy()).any()
        named = phrases([places, name_ids(ids, limit=20)], "; ") if own else places
        raise InputError(
            "{file}: {n} of {all} rows ({rows}) have {what}.",
            file=file, n=int(bad.sum()), all=len(table), rows=named, what=what,
        )  # fmt: skip


def require_address(cells: pd.DataFrame, file: str) -> None:
    """Refuse a list that does not say where anything is.

    Raises
    ------
    InputError
        It says what there is, and how to name it.
    """
    found = set(cells.columns)
    if (
        not found & {"postcode", "place", "district", "street", "latlon"}
        and not {"lat", "lon"} <= found
    ):
        raise InputError(
            "{file} has no column for a postcode (PLZ), a place (Ort), a whole address or "
            "coordinates (lat and lon); found: {found}{hint}. Name it with columns={{'…': "
            "'postcode'}}, or --column …=postcode.",
            file=file,
            found=listed(cells.columns),
            hint=_hint(cells, PLACED),
        )


def require(cells: pd.DataFrame, name: str, file: str) -> None:
    """Refuse a list without a column.

    Raises
    ------
    InputError
        It says what there is, and how to name it.
    """
    if name not in cells.columns:
        raise InputError(
            "{file} has no column '{name}'; found: {found}{hint}. Name it with columns={{'…': "
            "'{name}'}}, or --column …={name}.",
            file=file,
            name=name,
            found=listed(cells.columns),
            hint=_hint(cells, [name]),
        )


def _hint(cells: pd.DataFrame, wanted: Collection[str]) -> str:
    near = suggestions((str(name) for name in cells.columns if name != "_row"), wanted)
    return Phrase(" ({near}?)", near=near) if near else ""
