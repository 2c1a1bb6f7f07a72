"""Real addresses of every extract with thirty kinds of additions behind the house number."""

from pathlib import Path

import pytest

from benchmarks.additions import figures
from tests.shared_data import shared
from tests.verify.test_address_truth import EXTRACTS, SAMPLE
from tests.verify.test_embedded_truth import Capsys, Rows, judge

pytestmark = pytest.mark.verify


def of(path: Path, capsys: Capsys) -> None:
    rows: Rows = []
    for kind, outside, house in figures(path):
        rows += [(f"{kind}: outside of radius_m, %", outside, "≤", 5.0),
                 (f"{kind}: called house, %", house, "≥", 90.0)]  # fmt: skip
    judge(f"Addresses of {path.name} with additions", rows, capsys)


def test_sample(capsys: Capsys) -> None:
    of(SAMPLE, capsys)


@pytest.mark.parametrize("name", EXTRACTS)
def test_extracts(name: str, capsys: Capsys) -> None:
    of(shared(name), capsys)
