"""Halls on the equator of Kleinland, and plans for them."""

from typing import Any

import geopandas as gpd
import pandas as pd

import mintgeo as mg
from mintgeo._crs import points
from tests import kleinland

CAR = mg.Airline()


def placed(**at: float) -> gpd.GeoDataFrame:
    """Points on the equator, by their longitude."""
    table = pd.DataFrame({"id": list(at), "name": [f"Halle {one}" for one in at]})
    out = gpd.GeoDataFrame(table, geometry=points(list(at.values()), [0.0] * len(at)))
    out.attrs["attributions"] = []
    return out


def halls(**at: float) -> gpd.GeoDataFrame:
    """Candidates beside Bdorf, Cdorf, Ddorf and Edorf, or elsewhere."""
    return placed(**(at or {"x": 0.05, "y": 0.10, "z": 0.20, "w": 0.40}))


def plan(candidates: gpd.GeoDataFrame | None = None, **options: Any) -> mg.StopPlan:
    """A plan of 15 minutes by car, without draws unless they are asked for."""
    demand = options.pop("demand", None)
    wishes = {"minutes": 15, "draws": 0, **options}
    return mg.plan_stops(
        kleinland.demand() if demand is None else demand,
        halls() if candidates is None else candidates,
        CAR,
        **wishes,
    )
