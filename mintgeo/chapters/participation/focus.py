"""The areas that participation is shown by: Kreise, or the smallest areas of a small region."""

from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from mintgeo._crs import UTM32
from mintgeo.analysis.participation import SMALL, poisson_interval
from mintgeo.chapters.participation.own import BEYOND, OWN, UNSURE, unsure
from mintgeo.chapters.participation.tables import COUNTS, near
from mintgeo.chapters.regions import KREISE, PARTS, all_kreise, is_country, shown
from mintgeo.run import Run

_MOST: Final = 0.95
"""A study of people alone shows the Kreise of so many of them, the most first,"""
_WIDE: Final = 0.1
"""unless they are more than this part of all Kreise: then it shows the country."""
_BORDER_M: Final = 500
"""Borders of neighbours lie so far apart at most."""


def areas(run: Run) -> tuple[str, pd.DataFrame, gpd.GeoDataFrame] | None:
    """Level, counts and shapes of what maps of participation show; nothing where nobody is told.

    In a Kreis or a town these are its parts, as everywhere in the report; in public they are
    Kreise, for what is smaller is not told.
    """
    own, parts, kreise = run.find(OWN), run.find(PARTS), all_kreise(run)
    sure = unsure(run) <= UNSURE
    if own is not None and parts is not None and sure and shown(run)[0] == own["level"].iloc[0]:
        inside = own[own["ags"].isin(parts["ags"])].reset_index(drop=True)
        if (inside["participants"] > 0).any():
            return str(own["level"].iloc[0]), _rated(inside), parts
    counts = run.find(COUNTS, level="kreis")
    if counts is None or kreise is None or not (counts["participants"].fillna(0) > 0).any():
        return None
    return "kreis", counts, kreise


def focus(run: Run) -> gpd.GeoDataFrame | None:
    """The Kreise that a study looks at; of people alone, wherever they come from, those of most."""
    kreise = run.find(KREISE)
    if not is_country(run) or "sites" in run.tables or kreise is None:
        return None if is_country(run) else kreise
    counts = run.find(COUNTS, level="kreis")
    if counts is None:
        return None
    told = counts[counts["ags"].isin(kreise["ags"]) & (counts["participants"].fillna(0) > 0)]
    order = told.sort_values(["participants", "ags"], ascending=[False, True])
    number = order["participants"].astype(float)
    before = number.cumsum() - number
    most = order.loc[before < _MOST * number.sum(), "ags"]
    if most.empty or len(most) > _WIDE * len(kreise):
        return None
    return gpd.GeoDataFrame(kreise[kreise["ags"].isin(most)].reset_index(drop=True))


def beside(run: Run) -> pd.DataFrame:
    """Kreise that border on those that a study of people alone looks at, and nobody comes from."""
    inner, kreise, counts = focus(run), run.find(KREISE), run.find(COUNTS, level="kreis")
    if inner is None or kreise is None or counts is None or not is_country(run):
        return pd.DataFrame()
    near_by = shapely.buffer(inner.geometry.to_crs(UTM32).union_all(), _BORDER_M)
    touching = kreise.loc[kreise.geometry.to_crs(UTM32).intersects(near_by).to_numpy(), "ags"]
    return counts[counts["ags"].isin(touching) & (counts["participants"] == 0)]


def sources(run: Run) -> tuple[str, pd.DataFrame]:
    """Level and rows of the areas that people come from, the most first."""
    found = areas(run)
    if found is None:
        return "", pd.DataFrame()
    level, table, _ = found
    table = near(run, table) if level == "kreis" else table
    table = table[(table["participants"].fillna(0) > 0) & (table["ags"] != BEYOND)]
    return level, table.sort_values(["participants", "ags"], ascending=[False, True])


def _rated(own: pd.DataFrame) -> pd.DataFrame:
    """Counts of small areas as a participation table, with rates of people one by one."""
    number = own["participants"].to_numpy(dtype=float)
    people = own["population"].to_numpy(dtype=float)
    low, high = poisson_interval(number)
    with np.errstate(divide="ignore", invalid="ignore"):
        rates = {
            f"per_1000{end}": np.where(people > 0, 1000 * count / people, np.nan)
            for end, count in (("", number), ("_low", low), ("_high", high))
        }
    return own.assign(**rates, small=(number > 0) & (number < SMALL))
