"""The official grid as truth: do spans from embedded people hold its shares, and how wide."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

import mintgeo as mg
from tests.shared_data import FOLDER, GRID, shared
from tests.verify.test_embedded_truth import Capsys, Rows, judge
from tools import measure_embedded as measured

pytestmark = pytest.mark.verify
DRAWS = range(3000, 3020)
FOOT, CAR = mg.Airline("foot"), mg.Airline("car")
MINUTES = {
    "foot": [
        float(FOOT.curve.minutes(FOOT.curve.way_m(np.array(km * 1000.0)))) for km in measured.KM
    ],
    "car": [15.0, 30.0],
}
"""5, 10 and 20 km are so many minutes on foot."""


def shares(people: gpd.GeoDataFrame, sites: gpd.GeoDataFrame, *, drawn: bool) -> pd.DataFrame:
    parts = []
    for router in (FOOT, CAR):
        limits = MINUTES[router.mode]
        reached = mg.reach(people, sites, router, max_min=max(limits), role=None)
        draws = None
        if drawn:
            exact = mg.ErrorLaw(spread=0)
            draws = mg.uncertainty(reached, sites, law=exact, minutes=limits, progress=False)
        for by in ("land", "kreis"):
            table = mg.coverage(reached, by=by, minutes=limits, uncertainty=draws)
            parts.append(table.assign(by=by))
    return pd.concat(parts).set_index(["by", "ags", "mode", "minutes"])


def test_spans_hold_the_official_shares(capsys: Capsys) -> None:
    shared(GRID)
    grid, ours = measured.official_grid(FOLDER), measured.counted_2011()
    assert not {"scatter_m", "scatter_log"} & set(grid.columns)
    tables = []
    for seed in DRAWS:
        sites = measured.draw_sites(grid, seed)
        said, true = shares(ours, sites, drawn=True), shares(grid, sites, drawn=False)
        said["true"] = true["share"].reindex(said.index)
        tables.append(said.assign(seed=seed, official=true["population"].reindex(said.index)))
    table = pd.concat(tables).reset_index()
    table["held"] = table["true"].between(table["share_low"] - 1e-9, table["share_high"] + 1e-9)
    table["width"] = table["share_high"] - table["share_low"]
    table["error"] = (table["share"] - table["true"]).abs()
    rows: Rows = []
    for by, part in table.groupby("by"):
        low, high = {"land": (86, 96), "kreis": (84, 97)}[str(by)]
        groups = {str(by): part}
        if by == "kreis":
            quarter = pd.qcut(part["official"], 4, labels=False)
            groups |= {f"kreis, quarter {int(q) + 1}": rest for q, rest in part.groupby(quarter)}
        for name, group in groups.items():
            held, wide = group["held"].mean() * 100, group["width"].mean() / group["error"].mean()
            rows += [
                (f"{name}: held, %", held, "≥", low),
                (f"{name}: held, %", held, "≤", high),
                (f"{name}: mean width / mean error", wide, "≤", 6),
            ]
    judge("Spans of embedded people against the official grid, 20 draws of 100 sites", rows, capsys)
