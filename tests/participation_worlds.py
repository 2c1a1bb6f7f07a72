"""Worlds in which people take part in groups, year after year, with rates that are known."""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from shapely.geometry import box

from mintgeo._crs import points

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Fair:
    """Groups of so many people on average come from every region, a Poisson number each year.

    ``size`` is that of all regions, or of each. ``sizes`` is ``equal``, or ``mixed``: from single
    people to more than twice the average.
    """

    means: Floats
    size: int | NDArray[np.int64]
    sizes: str = "equal"

    def year(self, rng: np.random.Generator) -> pd.DataFrame:
        """One row per group: its region and how many came."""
        number = rng.poisson(self.means / self.size)
        region = np.repeat(np.arange(len(self.means)), number)
        people = np.broadcast_to(self.size, self.means.shape)[region]
        if self.sizes == "mixed":
            people = 1 + rng.poisson(people - 1)
        return pd.DataFrame({"region": region, "count": people})

    def counts(self, year: pd.DataFrame) -> Floats:
        """People of every region."""
        return np.bincount(year["region"], year["count"], len(self.means)).astype(float)


def strip(number: int, people: float = 10_000.0) -> gpd.GeoDataFrame:
    """Kreise in a row on the equator, a tenth of a degree wide."""
    ags = [f"91{one:03d}" for one in range(number)]
    table = pd.DataFrame({"level": "kreis", "name": ags, "ags": ags, "gebietsstand": "heute",
                          "population": people, "area_km2": 1.0})  # fmt: skip
    shapes = [box(one / 10, -0.1, (one + 1) / 10, 0.1) for one in range(number)]
    return gpd.GeoDataFrame(table, geometry=shapes, crs=4326)


def listed(year: pd.DataFrame) -> gpd.GeoDataFrame:
    """The list of a year: a row per person, with the name of the group."""
    rows = year.reset_index(names="Klasse")
    rows = rows.loc[rows.index.repeat(rows["count"])].reset_index(drop=True)
    rows = rows.assign(
        id=rows.index.astype(str), count=1, match_level="place", match_score=90.0,
        radius_m=100.0, match_source="x", match_note="",
    )  # fmt: skip
    return gpd.GeoDataFrame(rows, geometry=points(rows["region"] / 10 + 0.05, 0.0 * rows["region"]))
