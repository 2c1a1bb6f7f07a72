"""QGIS itself opens the project of a GeoPackage, and draws its layers, classes and names."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from mintgeo.report.gpkg import write_gpkg
from tests import kleinland

pytestmark = pytest.mark.verify
PYTHON = Path("/usr/bin/python3")
"""The Python that QGIS of a Linux distribution belongs to."""
DRAW = Path(__file__).parents[2] / "tools" / "draw_qgis.py"


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, object], Path]:
    """What QGIS says of a project, and its picture."""
    here = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    here.pop("PYTHONPATH", None)
    there = PYTHON.exists() and subprocess.run(
        [PYTHON, "-c", "import qgis.core"], capture_output=True, check=False, env=here
    )
    if not there or there.returncode:
        pytest.skip("QGIS is not here")
    folder = tmp_path_factory.mktemp("qgis")
    run = kleinland.run(people=60)
    file = write_gpkg(run, folder / "layers.gpkg")
    done = subprocess.run(
        [PYTHON, DRAW, file, run.name, folder / "a.png"],
        capture_output=True, text=True, check=True, env=here,
    )  # fmt: skip
    return json.loads(done.stdout.splitlines()[-1]), folder / "a.png"


def test_the_project_is_complete(drawn: tuple[dict[str, object], Path]) -> None:
    told, _ = drawn
    assert told["crs"] == "EPSG:25832"
    layers = {one["name"]: one for one in told["layers"]}  # type: ignore[attr-defined]
    assert all(one["valid"] and one["rows"] for one in layers.values())
    assert list(layers) == [
        "Teilnehmende", "Angebote", "Menschen und ihr Weg", "Ländliche Räume ohne Angebot",
        "Länder", "Teilnehmende je 1.000 Menschen",
        "Kreise: Anteil in höchstens 30 Minuten (mit dem Auto gebracht)",
    ]  # fmt: skip
    assert layers["Angebote"]["labels"] == "name"
    assert layers["Menschen und ihr Weg"]["classes"] == [0, 15, 30, 60, 100_000]
    assert not layers["Menschen und ihr Weg"]["shown"]


def test_the_picture_is_as_it_was_when_it_was_looked_at(
    drawn: tuple[dict[str, object], Path],
) -> None:
    """Colours of the classes stand where the Kreise are, and names on them."""
    told, picture = drawn
    assert picture.stat().st_size > 5_000
    colours = dict(told["colours"])  # type: ignore[call-overload]
    for colour, part in (("#ffffff", 0.82), ("#1c9099", 0.036), ("#bdc9e1", 0.12)):
        assert colours[colour] == pytest.approx(part, rel=0.25)
