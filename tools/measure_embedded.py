"""Measure the embedded people against official counts; run by hand after a build of the data.

``python -m tools.measure_embedded ../shared/data`` writes ``mintgeo/data/quality.json``, which
reports quote, and ``tools/embed/town_ratios.csv``, of which the next build makes a rung of
``placement``; ``make verify`` measures again and compares.
"""

import json
import sys
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd

import mintgeo as mg
from mintgeo import _embedded
from mintgeo._crs import points
from mintgeo.official import read_gemeinden, read_grid
from tools.embed import calibrate, towns

ROOT: Final = Path(__file__).resolve().parents[1]
OUT: Final = ROOT / "mintgeo" / "data" / "quality.json"
GRID: Final = "zensus/z22data_continuous_Einwohner.parquet"
BORDERS: Final = "boundaries/vg5000/VG5000_GEM.shp"
WORKBOOK: Final = "destatis/AuszugGV1QAktuell.xlsx"
DRAWS, SITES, KM = 10, 100, (5, 10, 20)
CLASSES: Final = ("city", "town", "rural")


def shares(demand: gpd.GeoDataFrame, sites: gpd.GeoDataFrame) -> pd.DataFrame:
    """Per cent of people within each distance of a site: a row per Land and one for DE."""
    foot = mg.Airline("foot")
    away = mg.nearest(demand, sites, foot)["distance_m"].to_numpy() / foot.curve.detour
    people = demand["population"].to_numpy()
    inside = pd.DataFrame({km: people * (away <= km * 1000) for km in KM} | {"all": people})
    sums = inside.groupby(demand["ags_land"].to_numpy()).sum()
    sums.loc["DE"] = inside.sum()
    return sums[list(KM)].div(sums["all"], axis=0) * 100


def draw_sites(grid: gpd.GeoDataFrame, seed: int) -> gpd.GeoDataFrame:
    """100 cells of the grid, drawn by people."""
    weights = (grid["population"] / grid["population"].sum()).to_numpy()
    rows = np.random.default_rng(seed).choice(len(grid), SITES, replace=False, p=weights)
    chosen = grid.geometry.iloc[rows]
    ids = pd.Series([str(number) for number in range(SITES)], dtype="str")
    return gpd.GeoDataFrame({"id": ids}, geometry=points(chosen.x.array, chosen.y.array))


def share_errors(demand: gpd.GeoDataFrame, grid: gpd.GeoDataFrame) -> pd.DataFrame:
    """Mean absolute error over the draws, in points: a row per Land and one for DE."""
    draws = [draw_sites(grid, seed) for seed in range(DRAWS)]
    errors = [(shares(demand, sites) - shares(grid, sites)).abs() for sites in draws]
    return pd.concat(errors).groupby(level=0).mean()


def official_grid(data: Path) -> gpd.GeoDataFrame:
    """The 1 km grid of the Zensus 2011, as a demand table."""
    return mg.population(data / GRID)


def town_ratios(data: Path) -> pd.DataFrame:
    """People of the official grid, in parts of the spread of their Gemeinde."""
    layer = mg.regions("gemeinde", source=data / BORDERS)
    cells = mg.population(data / GRID, layer=layer)
    return towns.ratios(cells, _embedded.read("gemeinden"))


def counted_2011() -> gpd.GeoDataFrame:
    """The embedded points with the people counted in 2011, which is what the grid counts."""
    demand = mg.population()
    return demand.assign(population=demand["population_2011"].astype(float))


def gemeinde_people(data: Path) -> pd.DataFrame:
    """``ours`` (the count of 2011 scaled to official Kreis totals) and ``official``, by AGS."""
    official = read_gemeinden(data / WORKBOOK).set_index("ags")["population"]
    ours = mg.population().groupby("ags")["population_2011"].sum().astype(float)
    wanted = official.groupby(official.index.str[:5]).sum()
    have = ours.groupby(ours.index.str[:5]).sum()
    ours = ours * ours.index.str[:5].map(wanted / have)
    both = pd.concat([ours.rename("ours"), official.rename("official")], axis=1)
    return both.fillna(0.0).astype(float)


def half_sum_percent(both: pd.DataFrame) -> float:
    """Half the sum of absolute differences, in per cent of all people."""
    return float((both["ours"] - both["official"]).abs().sum() / 2 / both["official"].sum() * 100)


def log_correlation(both: pd.DataFrame) -> tuple[float, int]:
    """Pearson's r of the logarithms, and over how many Gemeinden with people on both sides."""
    known = both[(both > 0).all(axis=1)]
    return float(np.corrcoef(np.log(known["ours"]), np.log(known["official"]))[0, 1]), len(known)


def area_types(data: Path) -> pd.DataFrame:
    """Classes of every inhabited Gemeinde: ``official``, ``ours`` (NA if unknown), ``people``."""
    official = read_gemeinden(data / WORKBOOK).set_index("ags")
    official = official[official["population"] > 0]
    ours = _embedded.read("gemeinden").set_index("ags")["area_type"].reindex(official.index)
    return pd.DataFrame(
        {"official": official["area_type"], "ours": ours, "people": official["population"]}
    )


def agreement(types: pd.DataFrame) -> dict[str, float]:
    """Per cent of Gemeinden and people that agree; recall and precision of each class."""
    right = (types["ours"] == types["official"]).fillna(False)
    recall = {f"recall_{name}": right[types["official"] == name].mean() * 100 for name in CLASSES}
    precision = {f"precision_{name}": right[types["ours"] == name].mean() * 100 for name in CLASSES}
    people = types["people"]
    return {
        "gemeinden": right.mean() * 100,
        "people": people[right].sum() / people.sum() * 100,
        **recall,
        **precision,
    }


def measure(data: Path) -> dict[str, Any]:
    """Everything that reports quote, rounded as they quote it."""
    errors = share_errors(counted_2011(), official_grid(data))
    laender = errors.drop(index="DE")

    def said(row: pd.Series) -> dict[str, float]:
        return {str(km): round(float(row[km]), 2) for km in KM}

    return {
        "grid": read_grid(data / GRID).notes[0],
        "share_mean_by_land": said(laender.mean()),
        "share_worst_land": said(laender.max()),
        "share_country": said(errors.loc["DE"]),
        "gemeinde_half_sum_percent": round(half_sum_percent(gemeinde_people(data)), 2),
        "area_type_percent": {
            name: round(value, 1) for name, value in agreement(area_types(data)).items()
        },
    }


if __name__ == "__main__":
    ratios = towns.quantiles(town_ratios(Path(sys.argv[1])), calibrate.PROBABILITIES)
    ratios.to_csv(towns.RATIOS, index=False, lineterminator="\n")
    text = json.dumps(measure(Path(sys.argv[1])), indent=2, ensure_ascii=False)
    OUT.write_text(text + "\n", encoding="utf-8")
    print(text)
