"""Homes of members → how far they live from each other, in bins."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd
from scipy.spatial import cKDTree

from mintgeo._credits import credited
from mintgeo._crs import geocentric
from mintgeo._errors import OptionError
from mintgeo._schema import MEMBER_DISTANCES
from mintgeo.analysis.members.over_time import homes

_EARTH_M: Final = 6_371_000.0


def member_distances(
    history: pd.DataFrame, *, bins_km: Sequence[float] = (10, 50, 100, 200)
) -> pd.DataFrame:
    """Count pairs of members by how far they live from each other.

    Parameters
    ----------
    history
        As of ``member_history``; only people who are known and have a place: where they
        lived last.
    bins_km
        Upper bounds of the bins, rising; exactly this far is still inside. The last bin is open.

    Returns
    -------
    DataFrame
        One row per bin: ``from_km``, ``to_km``, ``pairs``, ``share`` of all pairs (NaN without
        any). As the crow flies, between places as exactly as they are known: people of one PLZ are
        at one place. True counts, which may tell of single people.

    Raises
    ------
    OptionError
        If the bins do not rise from above 0.
    """
    edges = np.array([0.0, *bins_km], dtype=float)
    if not len(bins_km) or not (np.isfinite(edges).all() and (np.diff(edges) > 0).all()):
        raise OptionError(
            "bins_km must be rising numbers above 0, not {bins}.", bins=", ".join(map(str, bins_km))
        )
    shapes = homes(history)["geometry"]
    there = [one for one in shapes if one is not None and not one.is_empty]
    lon, lat = np.array([(one.x, one.y) for one in there]).reshape(-1, 2).T
    tree = cKDTree(geocentric(lon, lat)) if there else None
    chords = 2 * _EARTH_M * np.sin(np.minimum(500 * edges[1:] / _EARTH_M, np.pi / 2))
    ordered = tree.count_neighbors(tree, chords * (1 + 1e-12)) if tree is not None else 0 * chords
    within = (np.asarray(ordered, dtype="int64") - len(there)) // 2 if there else ordered
    every = len(there) * (len(there) - 1) // 2
    pairs = np.diff([0, *within, every]).astype("int64")
    out = pd.DataFrame({
        "from_km": edges, "to_km": [*edges[1:], np.nan], "pairs": pairs,
        "share": pairs / every if every else np.nan,
    })  # fmt: skip
    MEMBER_DISTANCES.check(out)
    return credited(out, history)
