"""Comparisons of areas in worlds with known truth: familywise error, power, rank chances."""

import pandas as pd
import pytest

from tests.ranking_worlds import abstract, judged, of_people, reliability
from tests.verify.test_embedded_truth import Capsys, Rows, judge

pytestmark = pytest.mark.verify
_COARSE = [-0.001, 0.1, 0.5, 0.9, 1]


def _rows(name: str, pairs: pd.DataFrame) -> Rows:
    power = {
        kind: 100 * pairs[f"{kind}_found"].sum() / pairs[kind].sum()
        for kind in ("together", "alone")
    }
    return [
        (f"{name}: worlds with a wrong verdict, %", 100 * (pairs["wrong"] > 0).mean(), "≤", 10),
        (f"{name}: separable pairs found, % (alone {power['alone']:.1f})", power["together"],
         "≥", 90),
    ]  # fmt: skip


def _chances(name: str, said: pd.DataFrame) -> Rows:
    return [
        (f"{name}: said {100 * row.said:.1f} %, came true {100 * row.came:.1f} % of {row.rows}",
         100 * abs(row.came - row.said), "≤", 5)
        for row in said.itertuples()
    ]  # fmt: skip


def test_abstract_worlds(capsys: Capsys) -> None:
    pairs, ranks = judged(abstract(seed) for seed in range(1500))
    rows = _rows("3, 8 or 16 areas", pairs)
    rows += _chances("lowest, highest", reliability(ranks))
    rows.append(("rank in its span, %", 100 * ranks["held"].mean(), "≥", 90))
    judge("1,500 worlds of shares: pairs and ranks", rows, capsys)


def test_many_areas(capsys: Capsys) -> None:
    """Of 40 areas, 200 draws tell fewer than the oracle's 4,000; the error must hold still."""
    pairs, _ = judged(abstract(10_000 + seed, (40,)) for seed in range(150))
    rows = [row for row in _rows("40 areas", pairs) if row[2] == "≤"]
    found = 100 * pairs["together_found"].sum() / pairs["together"].sum()
    judge("150 worlds of 40 areas", [*rows, ("separable pairs found, %", found, "≥", 80)], capsys)


def test_worlds_of_people(capsys: Capsys) -> None:
    """The analyst knows neither the law of the places nor the parts of the variance."""
    pairs, ranks = judged(seen for seed in range(60) for seen in of_people(seed))
    rows = _rows("16 Kreise", pairs)
    rows += _chances("lowest, highest", reliability(ranks, _COARSE))
    rows.append(("rank in its span, %", 100 * ranks["held"].mean(), "≥", 90))
    judge("60 worlds of people and offers, four times each", rows, capsys)
