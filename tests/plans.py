"""Plans of stops for tests: solved on ways as the crow flies."""

from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

import mintgeo as mg
from mintgeo import plan


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What the page needs of a plan."""

    stops: gpd.GeoDataFrame
    candidates: gpd.GeoDataFrame
    demand: gpd.GeoDataFrame
    existing: gpd.GeoDataFrame | None
    cover: Any
    weights: NDArray[np.float64]
    before: NDArray[np.bool_]
    minutes: float
    mode: str


def solved(
    demand: gpd.GeoDataFrame,
    candidates: gpd.GeoDataFrame,
    existing: gpd.GeoDataFrame | None = None,
    *,
    n_stops: int,
    minutes: float = 15,
    mode: str = "car",
    time_limit: float = 5,
) -> Plan:
    """The stops that reach most."""
    cover = covered(demand, candidates, minutes, mode)
    before = np.zeros(len(demand), dtype=bool)
    if existing is not None:
        before = np.asarray(covered(demand, existing, minutes, mode).sum(axis=1)).ravel() > 0
    weights = demand["population"].to_numpy(dtype=float)
    found = plan.stops.solve(
        cover, weights * ~before, n_stops=n_stops, time_limit=time_limit
    ).chosen
    stops = candidates.iloc[list(found)].assign(order=range(1, len(found) + 1), status="chosen")
    return Plan(stops=gpd.GeoDataFrame(stops), candidates=candidates, demand=demand,
                existing=existing, cover=cover, weights=weights, before=before, minutes=minutes,
                mode=mode)  # fmt: skip


def covered(demand: gpd.GeoDataFrame, sites: gpd.GeoDataFrame, minutes: float, mode: str) -> Any:
    """Demand × sites: true within some minutes."""
    rows = mg.Airline(mode).travel_times(demand, sites, max_min=minutes)
    rows = rows[rows["status"] == "ok"]
    row = pd.Index(demand["id"]).get_indexer(rows["from_id"])
    column = pd.Index(sites["id"]).get_indexer(rows["to_id"])
    size = (len(demand), len(sites))
    return sparse.csr_array((np.ones(len(row), dtype=bool), (row, column)), shape=size)
