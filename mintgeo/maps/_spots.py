"""Rows with a place as points of a map."""

from collections.abc import Sequence
from typing import Any

import geopandas as gpd
import pandas as pd

from mintgeo._points import as_points


def spots(table: gpd.GeoDataFrame | None, columns: Sequence[str]) -> list[Any]:
    """One entry per row that has a place: where, and the texts of some columns."""
    if table is None:
        return []
    there = placed(table)
    texts = pd.DataFrame(there[[name for name in columns if name in there]]).fillna("")
    lonlat = there.geometry.get_coordinates().round(5).to_numpy()
    return [
        {"at": [lat, lon], **dict(zip(texts.columns, row, strict=True))}
        for (lon, lat), row in zip(lonlat.tolist(), texts.astype(str).to_numpy(), strict=True)
    ]


def placed(table: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Rows that have a place."""
    there = as_points(table, what="rows")
    return gpd.GeoDataFrame(there[there.geometry.notna()])


def unplaced(*tables: gpd.GeoDataFrame | None) -> int:
    """Count the rows that have none."""
    return sum(len(table) - len(placed(table)) for table in tables if table is not None)
