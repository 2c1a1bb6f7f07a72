"""The travel table that every router answers with."""

from typing import Final

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
    alone = np.setdiff1d(np.arange(len(from_ids)), row)
    found = pd.DataFrame(
        {"row": row, "from_id": from_ids[row], "to_id": to_ids[target], **values, "status": "ok"}
    )
    rest = pd.DataFrame(
        {
            "row": alone,
            "from_id": from_ids[alone],
            "to_id": pd.Series(pd.NA, index=range(len(alone)), dtype="str"),
            **dict.fromkeys(values, np.nan),
            "status": missing[alone],
        }
    )
    table = pd.concat([found, rest], ignore_index=True)
    table = table.sort_values("row", kind="stable", ignore_index=True)
    if ranked:
        table["rank"] = table.groupby("row").cumcount() + 1
    table["mode"] = mode
    wanted = [name for name in TRAVEL_COLUMNS if name in table]
    return table[wanted].astype(dict.fromkeys(("from_id", "to_id", "mode", "status"), "str"))
