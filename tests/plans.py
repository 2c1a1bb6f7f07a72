"""Plans of stops for tests: solved on ways as the crow flies."""

from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

import mintgeo as mg
from mintgeo._crs import points
from tests.conftest import EVIL


def town_plan(**options: Any) -> mg.StopPlan:
    """A plan for people around Güstrow, one offer there, and candidates with odd names."""
    wanted = {"minutes": 12, "n_stops": 4, "existing": sites(1, seed=5), "draws": 0, **options}
    return mg.plan_stops(residents(), sites(16), mg.Airline(), **wanted)


def residents(count: int = 400) -> gpd.GeoDataFrame:
    """People in two Kreise, none of them whole numbers."""
    draw = np.random.default_rng(22)
    at = points(draw.uniform(11.9, 12.5, count), draw.uniform(53.6, 54.0, count))
    homes = pd.DataFrame({"id": [f"p{one}" for one in range(count)]})
    homes["population"] = draw.lognormal(3, 1, count)
    homes["ags"] = draw.choice(["13072043", "13071107"], count)
    homes["ags_kreis"], homes["ags_land"] = homes["ags"].str[:5], "13"
    homes["place"] = "Ort"
    return _invented(homes, at)


def sites(count: int, seed: int = 7) -> gpd.GeoDataFrame:
    """Fire stations, the first two with names that are code."""
    draw = np.random.default_rng(seed)
    table = pd.DataFrame({"id": [f"c{one}" for one in range(count)]})
    table["name"] = [EVIL, "{name} {{ 7 }} $& </script>", *(f"Wache {x}" for x in table["id"])][
        :count
    ]
    table["ags_gemeinde"] = "13072043"
    at = points(draw.uniform(11.95, 12.45, count), draw.uniform(53.65, 53.95, count))
    return _invented(table, at)


def _invented(table: pd.DataFrame, at: Any) -> gpd.GeoDataFrame:
    made = gpd.GeoDataFrame(table, geometry=at)
    made.attrs["attributions"] = []
    return made
