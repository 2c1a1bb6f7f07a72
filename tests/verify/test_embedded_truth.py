"""The embedded people against the official 1 km grid: who lives near 100 sites drawn by people."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

import mintgeo as mg
from mintgeo._crs import points

DATA = Path(__file__).parents[2].parent / "shared" / "data"
GRID = DATA / "zensus" / "z22data_continuous_Einwohner.parquet"
DRAWS, SITES = 10, 100
TOLERANCES = {"land": 1.0, "country": 0.4}
"""Mean absolute error in percentage points at 10 km."""

pytestmark = pytest.mark.verify


@pytest.fixture(scope="module")
def grid() -> gpd.GeoDataFrame:
    if not GRID.exists():
        pytest.skip("the official grid is not here: shared/data/zensus")
    table = pd.read_parquet(GRID)
    table = table[table["Einwohner"] > 0]
    spots = gpd.GeoSeries(gpd.points_from_xy(table["x"], table["y"]), crs=3035).to_crs(4326)
    table = gpd.GeoDataFrame({"population": table["Einwohner"].astype(float)}, geometry=spots.array)
    return mg.population(table.reset_index(drop=True))


def shares(demand: gpd.GeoDataFrame, sites: gpd.GeoDataFrame, km: float) -> pd.Series:
    """Percentage of people within an airline distance of a site, by Land and for all."""
    near = mg.nearest(demand, sites, mg.Airline("foot"))
    inside = near["distance_m"].to_numpy() / mg.Airline("foot").curve.detour <= km * 1000
    people = demand["population"].to_numpy()
    table = pd.DataFrame(
        {"land": demand["ags_land"].to_numpy(), "all": people, "in": people * inside}
    )
    sums = table.groupby("land")[["all", "in"]].sum()
    sums.loc["DE"] = table[["all", "in"]].sum()
    return sums["in"] / sums["all"] * 100


def draw_sites(grid: gpd.GeoDataFrame, seed: int) -> gpd.GeoDataFrame:
    """100 cells of the grid, drawn by people."""
    weights = (grid["population"] / grid["population"].sum()).to_numpy()
    rows = np.random.default_rng(seed).choice(len(grid), SITES, replace=False, p=weights)
    chosen = grid.geometry.iloc[rows]
    ids = pd.Series([str(number) for number in range(SITES)], dtype="str")
    return gpd.GeoDataFrame({"id": ids}, geometry=points(chosen.x.array, chosen.y.array))


def mean_errors(demand: gpd.GeoDataFrame, grid: gpd.GeoDataFrame) -> pd.DataFrame:
    """Mean absolute error over the draws: a row per Land and for Germany, a column per distance."""
    found: dict[float, list[pd.Series]] = {5: [], 10: [], 20: []}
    for seed in range(DRAWS):
        sites = draw_sites(grid, seed)
        for km, errors in found.items():
            errors.append((shares(demand, sites, km) - shares(grid, sites, km)).abs())
    return pd.DataFrame({km: pd.concat(e, axis=1).mean(axis=1) for km, e in found.items()})


def test_share_of_people_near_sites(
    grid: gpd.GeoDataFrame, capsys: pytest.CaptureFixture[str]
) -> None:
    """The grid counts people of 2011, so the embedded points are judged by their count of 2011."""
    scaled = mg.population()
    counted = scaled.assign(population=scaled["population_2011"].astype(float))
    table, of_2018 = mean_errors(counted, grid), mean_errors(scaled, grid)
    by_land, country = table.drop(index="DE"), table.loc["DE"]
    with capsys.disabled():
        print("\nShare of people near 100 sites, embedded against the official grid, points:")
        print(f"{'':44}{'5 km':>8}{'10 km':>8}{'20 km':>8}   tolerance at 10 km")
        for name, row, limit in (
            ("mean error by Land", by_land.mean(), f"≤ {TOLERANCES['land']}"),
            ("worst Land", by_land.max(), ""),
            ("error of all Germany", country, f"≤ {TOLERANCES['country']}"),
            ("the same, people scaled to 2018, by Land", of_2018.drop(index="DE").mean(), ""),
            ("the same, people scaled to 2018, Germany", of_2018.loc["DE"], ""),
        ):
            print(f"{name:44}" + "".join(f"{value:8.2f}" for value in row) + f"   {limit}")
    assert by_land.mean()[10] <= TOLERANCES["land"]
    assert country[10] <= TOLERANCES["country"]
