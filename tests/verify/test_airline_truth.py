"""The airline against roads where it was not fitted: medians by distance, and spans of lists."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from mintgeo.analysis.uncertainty import LAWS
from mintgeo.travel import CURVES
from tests.shared_data import shared
from tests.verify.test_embedded_truth import Capsys, Rows, judge
from tools.fit_airline import curve, law, lists, sample

pytestmark = pytest.mark.verify
SAMPLE = Path(__file__).parents[2] / "data" / "raw" / "neubrandenburg.osm.pbf"
EXTRACTS = (
    "osm/brouter_dreieich.osm.pbf", "osm/graphhopper_north-bayreuth.osm.gz",
    "osm/osr_karlsruhe-kirchfeld.osm.pbf", "osm_abroad/graphhopper_krems.osm.gz",
    "osm_abroad/valhalla_liechtenstein.osm.pbf", "osm_abroad/graphhopper_andorra.osm.pbf",
    "osm_abroad/r5_porto.osm.pbf",
)  # fmt: skip


@pytest.fixture(scope="module")
def paths() -> list[Path]:
    return [SAMPLE, *(shared(name) for name in EXTRACTS)]


@pytest.mark.parametrize("mode", CURVES)
def test_airline_against_roads(mode: str, paths: list[Path], capsys: Capsys) -> None:
    """Curve and tails do not know the extract; what extracts share is told by all of them."""
    samples = sample.samples(paths, mode)
    pairs = curve.banded(samples)
    in_use = pairs.assign(error=curve.log_error(pairs, CURVES[mode]))
    unseen, curves = curve.left_out(pairs, mode)
    rows: Rows = []
    for what, table in (("left out", unseen), ("in use", in_use)):
        for km, error in curve.medians(table)["all"].items():
            bias = abs(np.expm1(error)) * 100
            limit = 5.0 if what == "left out" else 5.5
            rows.append((f"{what}, to {km:g} km: median bias, %", bias, "≤", limit))
    rows += _law_rows(law.measured(unseen, mode), mode)
    parts = []
    for one in samples:
        tails = law.measured(unseen[unseen["extract"] != one.extract], mode).tails
        parts.append(lists.judged(one, curves[one.extract], replace(LAWS[mode], tails=tails)))
    table = pd.concat(parts)
    for name, part in table.groupby("extract"):
        rows.append((f"{name}: spans held, %", part["held"].mean() * 100, "≥", 78))
    told = table[~table["plain"]]
    error, counted = (told[one] - told["true"] for one in ("share", "counted"))
    rows += [
        ("all: spans held, %", table["held"].mean() * 100, "≥", 85),
        ("those that vary: held, %", told["held"].mean() * 100, "≥", 85),
        ("those that vary: held, %", told["held"].mean() * 100, "≤", 97.5),
        ("those that vary: truth below, %", told["below"].mean() * 100, "≤", 10),
        ("those that vary: truth above, %", told["above"].mean() * 100, "≤", 10),
        ("share: mean error, points", abs(error.mean()) * 100, "≤", 2),
        ("share: mean absolute error against the counted", error.abs().mean()
         / counted.abs().mean(), "≤", 1.1),
    ]  # fmt: skip
    judge(f"Airline against roads, {mode}", rows, capsys)


def _law_rows(found: object, mode: str) -> Rows:
    """The law in use is the one that the extracts tell."""
    return [
        (f"{name} of the law, times what is in use", getattr(found, name)
         / getattr(LAWS[mode], name), sign, limit)
        for name in ("spread", "region")
        for sign, limit in (("≥", 0.8), ("≤", 1.25))
    ]  # fmt: skip
