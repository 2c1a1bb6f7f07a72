"""The real files beside the repository; tests that need one skip where it is not there."""

from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "shared" / "data"


def shared(name: str) -> Path:
    """Path of a real file, or skip the test."""
    path = FOLDER / name
    if not path.exists():
        pytest.skip(f"the real file is not here: shared/data/{name}")
    return path


GRID = "zensus/z22data_continuous_Einwohner.parquet"
UNDER_18 = "zensus/z22data_1km_continuous_unter18_A.parquet"
WORKBOOK = "destatis/AuszugGV1QAktuell.xlsx"


def vg5000(level: str) -> Path:
    """Borders of 1 January 2021: GEM, KRS or LAN."""
    return shared(f"boundaries/vg5000/VG5000_{level}.shp")
