"""Shares of the areas of a study, and how they stand against each other, draw by draw."""

from collections.abc import Iterator, Sequence
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd

from mintgeo.coverage import coverage
from mintgeo.ranking import HALF, LOW, MOST, area_shares
from mintgeo.uncertainty import Draws

_FEW: Final = ("land", "area_type")
"""Levels of so few areas that every pair can be shown."""
Tables = dict[str, pd.DataFrame]


def shares(
    reached: gpd.GeoDataFrame, levels: Sequence[str], minutes: Sequence[float],
    sites: gpd.GeoDataFrame, draws: Draws,
) -> Tables:  # fmt: skip
    """Coverage of the areas of every level, how many reach a share, ranks, pairs; of one mode."""
    found = {
        f"coverage_{by}": coverage(
            reached, by=by, minutes=minutes, sites=sites, uncertainty=draws, too_coarse="blank"
        )
        for by in levels
    }
    return found | joined([
        part for by in levels for part in _compared(reached, by, minutes, draws)
    ])  # fmt: skip


def joined(parts: Sequence[Tables]) -> Tables:
    """Tables of one name below each other."""
    names = dict.fromkeys(name for part in parts for name in part)
    return {
        name: pd.concat([part[name] for part in parts if name in part], ignore_index=True)
        for name in names
    }


def _compared(
    reached: gpd.GeoDataFrame, by: str, minutes: Sequence[float], draws: Draws
) -> Iterator[Tables]:
    """Tables of one level; a level of a single area has nothing to compare."""
    areas = None if by == "country" else area_shares(
        reached, by=by, minutes=minutes, uncertainty=draws, too_coarse="blank"
    )  # fmt: skip
    if areas is None or np.isfinite(areas.estimate).sum(axis=1).max() < 2:  # noqa: PLR2004
        return
    yield {"area_counts": areas.counts((LOW, HALF))}
    if len(areas.ags) <= MOST:
        yield {"area_ranks": areas.ranks()}
    if by in _FEW:
        yield {"area_pairs": areas.pairs()}
