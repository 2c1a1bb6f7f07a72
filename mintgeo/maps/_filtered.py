"""Shares for some of the offers, as a page keeps them: only where there is something to tell."""

from typing import Final, cast

import numpy as np
import pandas as pd

from mintgeo._errors import InputError
from mintgeo._schema import COVERAGE, received
from mintgeo.cartography.classes import classes
from mintgeo.cartography.palettes import SHARES
from mintgeo.language import Language, word
from mintgeo.maps._theme_data import FilteredShares
from mintgeo.maps._views import view_key

_PARTS: Final = 10_000
"""Shares are whole parts of this."""
_KEYS: Final = ("topic", "age")


def filtered_shares(
    table: pd.DataFrame | None, areas: pd.Series, say: Language
) -> list[FilteredShares]:
    """One entry per topic and age.

    Parameters
    ----------
    table
        A coverage table by area with ``topic`` and ``age`` (``6-9``), empty where any will do.
    areas
        Keys of the areas in the order of the page.
    say
        The language that topics are told in.

    Returns
    -------
    list
        By view four whole numbers per area of which more is told than that nobody reaches
        anything: its place among the areas, twice its class (one more if that is in doubt; −1
        where nothing is known), and the bounds of its share in parts of ten thousand.

    Raises
    ------
    TableError
        If the table breaks its schema.
    InputError
        If ``topic`` or ``age`` is missing.
    """
    if table is None or table.empty:
        return []
    table = received(table, COVERAGE)
    if missing := [one for one in _KEYS if one not in table]:
        raise InputError(
            "Shares by offers need the columns topic and age; {columns} is missing.",
            columns=" and ".join(missing),
        )
    rows = _rows(table, areas)
    found: dict[tuple[str, str], dict[str, list[int]]] = {}
    for key, part in rows.groupby(["topic", "age", "mode", "minutes"], sort=False):
        topic, age, mode, minutes = cast("tuple[str, str, str, float]", key)
        told = part.loc[(part[["kind", "low", "high"]] != 0).any(axis=1)]
        numbers = told[["area", "kind", "low", "high"]].to_numpy().ravel().tolist()
        found.setdefault((topic, age), {})[view_key(mode, float(minutes))] = numbers
    return [
        {"topic": word(topic, say) if topic else None, "age": age or None, "views": views}
        for (topic, age), views in found.items()
    ]


def _rows(table: pd.DataFrame, areas: pd.Series) -> pd.DataFrame:
    """Every row in whole numbers, of the areas that the page has."""
    found, own = classes(table, "share", SHARES[1:-1]), table["share"]
    low, high = (table.get(f"share_{end}", own).fillna(own) for end in ("low", "high"))
    known = (found.position >= 0) & own.notna().to_numpy()
    numbers = {
        "area": pd.Index(areas).get_indexer(table["ags"]),
        "kind": np.where(known, 2 * found.position + found.doubtful, -1),
        "low": np.round(low.fillna(0) * _PARTS),
        "high": np.round(high.fillna(0) * _PARTS),
    }
    whole = {name: np.asarray(column).astype(int) for name, column in numbers.items()}
    rows = table[[*_KEYS, "mode", "minutes"]].fillna("").assign(**whole)
    return rows[rows["area"] >= 0]
