"""Venues in their order: those that more people get to first, then by what is asked for."""

from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mintgeo.analysis.venues.wish import Wish

_SAME: Final = 1e-9


def same(one: Any, other: Any) -> NDArray[np.bool_]:
    """Whether values differ by no more than what rounding does; endless ones are the same."""
    return np.asarray(np.isclose(one, other, rtol=_SAME, atol=_SAME, equal_nan=True))


def lost(table: pd.DataFrame, wish: Wish) -> NDArray[np.float64]:
    """People without a way, as far as they decide: among those beyond the limit they count."""
    without = table["without"].to_numpy(dtype=float)
    return np.zeros(len(table)) if wish.by == "beyond" else without


def in_order(table: pd.DataFrame, wish: Wish) -> pd.DataFrame:
    """The venues with ``rank`` (equal ones share it), ``tied`` and ``more``, the best first.

    Equal ones stand by their total time, then by id. ``more`` is what a venue costs more than the
    best one, in the unit of what is asked for; missing where other people have a way there.
    """
    keys = {"lost": lost(table, wish), "value": table["value"].to_numpy(dtype=float)}
    rank = _ranks(keys["lost"], keys["value"])
    order = np.lexsort((table["id"].to_numpy().astype(str), table["total_min"].round(6), rank))
    out = table.iloc[order].reset_index(drop=True)
    out.insert(0, "rank", rank[order])
    out.insert(1, "tied", out["rank"].duplicated(keep=False))
    comparable = same(lost(out, wish), lost(out, wish)[:1])
    more = (out["value"] - out["value"].iloc[0]).where(comparable, np.nan)
    out["more"] = more.where(out["rank"] > 1, 0.0)
    return out


def _ranks(lost: NDArray[np.float64], value: NDArray[np.float64]) -> NDArray[np.int64]:
    """Ranks from 1; what differs by rounding only shares one, a missing value comes last."""
    order = np.lexsort((value, np.round(lost, 9)))
    near = [same(one[order][1:], one[order][:-1]) for one in (lost, value)]
    place = np.arange(1, len(order) + 1)
    first = np.concatenate([[True], ~(near[0] & near[1])])
    shared = np.maximum.accumulate(np.where(first, place, 0))
    ranks = np.empty(len(order), dtype=np.int64)
    ranks[order] = shared
    return ranks
