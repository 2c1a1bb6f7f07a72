"""Measure shares from embedded points on real patterns of offers; run by hand.

``python -m tools.measure_coarse ../shared/data`` prints the table of docs/methoden/menschen.md, how
far the law of ``mintgeo.resolution`` holds, and what the median of points is off by Kreis.

Truth is the grid of the Zensus 2011, the people of each cell spread evenly over it, against the
embedded points with their count of 2011. Offers are schools of Bavaria by type, the stations that
come with the package and the sample list: patterns that neither side was made of. Times are those
of the airline on both sides, so that only people differ.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.spatial import cKDTree

import mintgeo as mg
from mintgeo import _embedded
from mintgeo._crs import LAEA, points
from mintgeo.analysis.resolution import LIMIT, Resolution, straight_m
from mintgeo.germany.regions import KEY_COLUMN
from tools import measure_embedded as measured

Floats = NDArray[np.float64]
SCHOOLS: Final = "sites/schools_bavaria.csv"
TYPES: Final = (
    "Grundschule", "Mittelschule", "Gymnasium", "Realschule", "Berufsschule", "FOS/BOS",
)  # fmt: skip
LIMITS: Final = (15.0, 30.0, 45.0)
MODES: Final = ("foot", "bike", "car")
LEVELS: Final = {**KEY_COLUMN, "area_type": "area_type"}
_SPREAD: Final = (np.arange(4) - 1.5) * 250.0
"""Each cell of 1 km as sixteen."""


def patterns(data: Path) -> Iterator[tuple[str, str, Floats]]:
    """Yield lists of offers: name, the Land they are in (or none), and where, in metres."""
    schools = pd.read_csv(data / SCHOOLS)
    for kind in TYPES:
        rows = schools[schools["type"] == kind]
        yield f"{kind} (Bayern)", "09", _metres(points(rows["lon"], rows["lat"]))
    stations = _embedded.read("stations")
    yield "Bahnhöfe", "", _metres(points(stations["lon"], stations["lat"]))
    sample = mg.geocode(mg.read_sites(Path(__file__).parents[1] / "data/raw/learning_sites.csv"))
    yield "Lernorte der Beispielliste", "", _metres(sample.geometry[sample.geometry.notna()])


def errors(data: Path) -> pd.DataFrame:
    """One row per pattern, mode, threshold and area: shares, and what the law expects."""
    layer = mg.regions("gemeinde", source=data / measured.BORDERS)
    grid = mg.population(data / measured.GRID, layer=layer)
    ours = measured.counted_2011()
    types = ours.drop_duplicates("ags").set_index("ags")["area_type"]
    grid["area_type"] = grid["ags"].map(types)
    found = []
    for name, within, sites in patterns(data):
        here, there = (
            table[table["ags"].fillna("").str.startswith(within)] for table in (ours, grid)
        )
        found += [
            _pattern(here, there, sites, level).assign(pattern=name, level=level)
            for level in LEVELS
        ]
    return pd.concat(found, ignore_index=True)


def _pattern(
    ours: gpd.GeoDataFrame, grid: gpd.GeoDataFrame, sites: Floats, level: str
) -> pd.DataFrame:
    """Shares of one pattern in all areas of a level."""
    ours = ours[ours[LEVELS[level]].notna()]
    codes, names = pd.factorize(ours[LEVELS[level]])
    codes = np.asarray(codes, dtype=np.intp)
    tree = cKDTree(sites)
    away = tree.query(_metres(ours.geometry))[0]
    cells = _metres(grid.geometry)
    moves = [np.array([x, y]) for x in _SPREAD for y in _SPREAD]
    parts = [tree.query(cells + move, workers=2)[0] for move in moves]
    people = ours["population"].to_numpy(dtype=float)
    total, keys = np.bincount(codes, people, len(names)), grid[LEVELS[level]]
    out = []
    for mode in MODES:
        law = Resolution.of(ours.assign(mode=mode), codes, len(names), LIMITS)
        for limit, error in zip(LIMITS, law.error, strict=True):
            way = straight_m(mode, limit)
            near = sum((part <= way).astype(float) for part in parts) / len(parts)
            sums = pd.DataFrame({"near": near * grid["population"], "all": grid["population"]})
            truth = sums.groupby(keys).sum()
            said = np.bincount(codes, people * (away <= way), len(names)) / np.maximum(total, 1)
            table = pd.DataFrame({"area": names, "said": said, "expected": error, "people": total})
            table["true"] = table["area"].map(truth["near"] / truth["all"])
            out.append(table.assign(mode=mode, minutes=limit))
    table = pd.concat(out)
    return table[(table["people"] > 0) & table["true"].notna()]


def summary(found: pd.DataFrame) -> pd.DataFrame:
    """Bias and quantiles of the error in points, of all areas and of those that have a share."""
    found = found.assign(off=(found["said"] - found["true"]) * 100)
    found["size"], found["told"] = found["off"].abs(), found["expected"] <= LIMIT
    groups = found.groupby(["level", "mode", "minutes"])
    told = found[found["told"]].groupby(["level", "mode", "minutes"])["size"]
    return pd.DataFrame(
        {
            "bias": groups["off"].mean(),
            "p80": groups["size"].quantile(0.8),
            "p95": groups["size"].quantile(0.95),
            "told": groups["told"].mean() * 100,
            "p95_told": told.quantile(0.95),
        }
    )


def calibration(found: pd.DataFrame) -> pd.DataFrame:
    """What 19 of 20 shares are off in points, by what the law expects, per mode."""
    size = (found["said"] - found["true"]).abs() * 100
    steps = pd.cut(found["expected"] * 100, [0, 2, 4, 6, 8, 10, 12, 16, 20])
    return size.groupby([steps, found["mode"]], observed=True).quantile(0.95).unstack()


def point_medians(data: Path) -> pd.Series:
    """Minutes by car that ``median_point_min`` is off by Kreis, embedded against the grid."""
    grid, ours = measured.official_grid(data), mg.population()
    sites = mg.geocode(mg.read_sites(Path(__file__).parents[1] / "data/raw/learning_sites.csv"))
    median = {
        name: mg.coverage(mg.reach(table, sites, mg.Airline(), max_min=240), by="kreis", minutes=30)
        .set_index("ags")["median_point_min"]
        for name, table in (("ours", ours), ("grid", grid))
    }  # fmt: skip
    return (median["ours"] - median["grid"]).abs().dropna()


def _metres(at: gpd.GeoSeries) -> Floats:
    metric = at.to_crs(LAEA)
    return np.column_stack([metric.x, metric.y])


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    everything = errors(folder)
    print(summary(everything).round(1).to_string())
    print(calibration(everything).round(1).to_string())
    print(point_medians(folder).describe(percentiles=[0.5, 0.9]).round(1).to_string())
