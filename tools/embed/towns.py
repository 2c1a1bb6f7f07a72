"""How far people live from the middle of their Gemeinde, for an address that names only that.

``spread_m`` of a Gemeinde is the distance from its middle within which 95 % of its embedded people
live, widened by what is not known of where exactly they do. How far true people are, in parts of
it, was measured on the official grid, which made neither the points nor the middles:
``town_ratios.csv`` holds the quantiles, and ``tools/measure_embedded.py`` measures them again.
"""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd

from mintgeo.gazetteer.gazetteer import NAMELESS
from tools.embed.metric import laea

INSIDE = 0.95
BLUR_M = 2_200
"""Chosen so that the ratios of small and of large Gemeinden have the same 95 % quantile."""
CELL_M = 1_000
PARTS = 5
"""Every cell of the grid is looked at in so many columns and rows."""
RATIOS = Path(__file__).with_name("town_ratios.csv")


def with_spread(gemeinden: pd.DataFrame, demand: pd.DataFrame) -> pd.DataFrame:
    """Add ``spread_m`` (whole tens of metres) to Gemeinden."""
    middles = pd.DataFrame(laea(gemeinden), index=gemeinden["ags"], columns=["x", "y"])
    away = np.hypot(*(laea(demand) - middles.loc[demand["ags"]].to_numpy()).T)
    people = demand["population_2011"].to_numpy(dtype=float)
    reach = {
        ags: quantile(away[rows], people[rows], INSIDE)
        for ags, rows in demand.groupby("ags").indices.items()
    }
    spread = np.hypot(gemeinden["ags"].map(reach).to_numpy(dtype=float), BLUR_M)
    return gemeinden.assign(spread_m=spread.round(-1))


def ratios(cells: gpd.GeoDataFrame, gemeinden: pd.DataFrame) -> pd.DataFrame:
    """Where people are, in parts of their Gemeinde's ``spread_m``.

    Parameters
    ----------
    cells
        Official cells: ``population``, ``ags`` (8 digits), and their middles as points.
    gemeinden
        The embedded ones with ``spread_m``; those without a name of their own are left out.

    Returns
    -------
    DataFrame
        ``ags``, ``ratio``, ``people``: a row per part of a cell.
    """
    middles = gemeinden[~gemeinden["name"].str.startswith(NAMELESS)].set_index("ags")
    known = cells[cells["ags"].isin(middles.index) & (cells["population"] > 0)]
    home = middles.loc[known["ags"]]
    offsets = (np.arange(PARTS) - (PARTS - 1) / 2) * CELL_M / PARTS
    east, north = (part.ravel() for part in np.meshgrid(offsets, offsets))
    at = known.geometry.to_crs(3035)
    apart = np.column_stack([at.x, at.y]) - laea(home)
    away = np.hypot(apart[:, :1] + east, apart[:, 1:] + north)
    ratio = away / home["spread_m"].to_numpy(dtype=float)[:, None]
    people = np.repeat(known["population"].to_numpy(dtype=float) / PARTS**2, PARTS**2)
    keys = np.repeat(known["ags"].to_numpy(), PARTS**2)
    return pd.DataFrame({"ags": keys, "ratio": ratio.ravel(), "people": people})


def quantiles(found: pd.DataFrame, probabilities: tuple[float, ...]) -> pd.DataFrame:
    """The rung ``gemeinde`` of the table ``placement``."""
    ratio, people = found["ratio"].to_numpy(), found["people"].to_numpy()
    values = [round(quantile(ratio, people, one), 4) for one in probabilities]
    gemeinden = found["ags"].nunique()
    return pd.DataFrame({"rung": "gemeinde", "p": probabilities, "ratio": values, "n": gemeinden})


def quantile(values: np.ndarray, weights: np.ndarray, part: float) -> float:
    """Value that a part of the weight does not exceed, between two values in proportion."""
    order = np.argsort(values, kind="stable")
    below = np.cumsum(weights[order]) / weights.sum()
    return float(np.interp(part, below, values[order]))
