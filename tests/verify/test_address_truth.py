"""Addresses of real extracts, clean, spoiled and removed, against where the map has them."""

from pathlib import Path

import pytest

from benchmarks.addresses import figures
from tests.shared_data import shared
from tests.verify.test_embedded_truth import Capsys, judge

pytestmark = pytest.mark.verify

SAMPLE = Path(__file__).parents[2] / "data" / "raw" / "neubrandenburg.osm.pbf"
EXTRACTS = (
    "osm/brouter_dreieich.osm.pbf",
    "osm/graphhopper_north-bayreuth.osm.gz",
    "osm/osr_karlsruhe-kirchfeld.osm.pbf",
)


def test_sample(capsys: Capsys) -> None:
    judge(f"Addresses of {SAMPLE.name}", list(figures(SAMPLE)), capsys)


@pytest.mark.parametrize("name", EXTRACTS)
def test_extracts(name: str, capsys: Capsys) -> None:
    judge(f"Addresses of {name}", list(figures(shared(name))), capsys)
