"""The travel table that every router answers with."""

from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mintgeo._located import Floats, Ints
from mintgeo._schema import TRAVEL

TRAVEL_COLUMNS: Final = tuple(column.name for column in TRAVEL.columns)


def travel_table(
    from_ids: NDArray[np.object_],
    to_ids: NDArray[np.object_],
    *,
    row: Ints,
    target: Ints,
    values: dict[str, Floats],
    missing: NDArray[np.str_],
    mode: str,
    ranked: bool,
) -> pd.DataFrame:
    """Make a travel table of found pairs, and a row with the reason for every other origin.

    Parameters
    ----------
    from_ids, to_ids
        Ids of origins and destinations.
    row, target
        Positions of the pairs in the two tables; near ones first where ``ranked``.
    values
        ``travel_min``, ``access_min``, ``distance_m``, ``snap_m`` of the pairs, and those optional
        columns of a travel table that the router knows.
    missing
        Per origin, the status it gets if it has no pair.
    mode
        Way to travel.
    ranked
        Whether to number the pairs of an origin in ``rank``.
    """
    reached = np.zeros(len(from_ids), dtype=bool)
    reached[row] = True
    alone = np.flatnonzero(~reached)
    none = np.full(len(alone), np.nan)
    row = np.concatenate([row, alone])
    order = np.argsort(row, kind="stable")
    row = row[order]
    reasons, reason = np.unique(missing[alone], return_inverse=True)
    columns = {
        "from_id": _taken(from_ids, row),
        "to_id": _taken(to_ids, np.concatenate([target, np.full(len(alone), -1)])[order]),
        **{name: np.concatenate([one, none])[order] for name, one in values.items()},
        "status": _taken(["ok", *reasons], np.append(np.zeros_like(target), reason + 1)[order]),
        "mode": _taken([mode], np.zeros_like(row)),
    }
    if ranked:
        columns["rank"] = np.arange(len(row)) - np.searchsorted(row, row) + 1
    return pd.DataFrame({name: columns[name] for name in TRAVEL_COLUMNS if name in columns})


def _taken(names: Any, at: Ints) -> Any:
    """Names by position as texts, missing at -1: much quicker than to make a text of each."""
    return pd.Series(names, dtype=object).astype("str").array.take(at, allow_fill=True)
