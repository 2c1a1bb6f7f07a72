"""Shares from embedded points on real patterns of offers: what is told is near to the grid."""

from pathlib import Path

import pandas as pd
import pytest

from mintgeo.analysis.resolution import MOST
from tests.shared_data import FOLDER, GRID, shared, vg5000
from tests.verify.test_embedded_truth import Capsys, Rows, judge
from tools import measure_coarse as measured

pytestmark = pytest.mark.verify


@pytest.fixture(scope="module")
def found() -> pd.DataFrame:
    for name in (GRID, measured.SCHOOLS):
        shared(name)
    assert Path(vg5000("GEM")).exists()
    return measured.errors(FOLDER)


def test_shares_that_are_told_are_within_ten_points(found: pd.DataFrame, capsys: Capsys) -> None:
    table = measured.summary(found)
    given = table[table["told"] > (1 - MOST) * 100]
    refused = table.drop(index=given.index)
    assert set(refused.index) == {
        ("gemeinde", mode, minutes)
        for mode, limits in (("foot", (15.0, 30.0, 45.0)), ("bike", (15.0, 30.0)))
        for minutes in limits
    }
    rows: Rows = [
        (f"{level}, {mode}, {minutes:g} min: 19 of 20, points", row["p95_told"], "≤", 10.0)
        for (level, mode, minutes), row in given.iterrows()
    ]
    rows += [
        (f"refused: {level}, {mode}, {minutes:g} min, points", row["p95"], "≥", 10.0)
        for (level, mode, minutes), row in refused.iterrows()
    ]
    judge("Shares from embedded points, schools, stations and the sample list", rows, capsys)


def test_the_law_is_neither_lax_nor_blind(found: pd.DataFrame, capsys: Capsys) -> None:
    steps = measured.calibration(found)
    with capsys.disabled():
        print(f"\n19 of 20 errors by what the law expects, points\n{steps.round(1)}")
    rows: Rows = []
    for mode in measured.MODES:
        told, untold = steps[mode].iloc[2:5], steps[mode].iloc[5:7]
        rows += [
            (f"{mode}: expected 4 to 10", told.max(), "≤", 12.5),
            (f"{mode}: expected 10 to 16", untold.min(), "≥", 9.0),
        ]
    judge("How far the law of the resolution holds", rows, capsys)


def test_median_of_points_by_kreis(capsys: Capsys) -> None:
    shared(GRID)
    off = measured.point_medians(FOLDER)
    rows: Rows = [
        ("half of the Kreise, minutes", off.median(), "≤", 0.8),
        ("nine of ten", off.quantile(0.9), "≤", 2.7),
        ("the worst", off.max(), "≤", 10.5),
    ]
    judge("Median of embedded points against cells of the grid, by car", rows, capsys)
