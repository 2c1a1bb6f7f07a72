"""Plans in Kleinland: every number can be worked out by hand."""

import geopandas as gpd
import pandas as pd
import pytest

import mintgeo as mg
from mintgeo._crs import points
from tests import kleinland

CAR = mg.Airline()


def candidates(**at: float) -> gpd.GeoDataFrame:
    """Candidates on the equator, by their longitude."""
    table = pd.DataFrame({"id": list(at), "name": [f"Halle {one}" for one in at]})
    out = gpd.GeoDataFrame(table, geometry=points(list(at.values()), [0.0] * len(at)))
    out.attrs["attributions"] = []
    return out


@pytest.fixture
def halls() -> gpd.GeoDataFrame:
    """Beside Bdorf, Cdorf, Ddorf and Edorf."""
    return candidates(x=0.05, y=0.10, z=0.20, w=0.40)


def test_the_best_stop_counts_only_whom_offers_leave(halls: gpd.GeoDataFrame) -> None:
    """Adorf's lab reaches a and b within 15 minutes; of c, d and e the last two are most."""
    plan = mg.plan_stops(
        kleinland.demand(), halls, CAR, minutes=15, n_stops=2, existing=kleinland.sites()
    )
    assert plan.stops["id"].tolist() == ["w", "z"]
    assert plan.shares.set_index("plan")["reached"].tolist() == [300.0, 1200.0, 900.0]
    assert plan.status == "optimal"
