"""OSRM with its stock profiles as an oracle: travel times of the same extract, found by others."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from mintgeo import _osm

PROFILES = {"car": "car.lua", "bike": "bicycle.lua", "foot": "foot.lua"}
Floats = NDArray[np.float64]


class Oracle:
    """Tables of one extract and mode; durations in seconds, distances in metres, NaN: no way."""

    def __init__(self, base: Path) -> None:
        import osrm

        self._osrm = osrm
        self._engine = osrm.OSRM(algorithm="MLD", storage_config=str(base), use_shared_memory=False)

    def table(self, start: Floats, goal: Floats) -> tuple[Floats, Floats]:
        """All pairs of two arrays of (lon, lat)."""
        spots = [(float(lon), float(lat)) for lon, lat in np.vstack([start, goal])]
        found = self._engine.Table(
            self._osrm.TableParameters(
                coordinates=spots,
                sources=list(range(len(start))),
                destinations=list(range(len(start), len(spots))),
                annotations=["duration", "distance"],
            )
        )
        return _matrix(found["durations"]), _matrix(found["distances"])


def _matrix(rows: object) -> Floats:
    return np.array(
        [[np.nan if cell is None else float(cell) for cell in row] for row in rows],  # type: ignore[attr-defined]
        dtype=float,
    )


def build(extract: Path, mode: str, folder: Path) -> Oracle:
    """Let OSRM extract, partition and customize; ``folder`` takes its files."""
    pytest.importorskip("osrm", reason="the oracle needs osrm-bindings (Python 3.12 or newer)")
    base = folder / f"{mode}.osrm"
    if not (folder / f"{mode}.osrm.mldgr").exists():
        profile = _profiles() / PROFILES[mode]
        _run("extract", _as_pbf(extract, folder), "-p", profile, "-o", base)
        _run("partition", base)
        _run("customize", base)
    return Oracle(base)


def _profiles() -> Path:
    import osrm

    return Path(osrm.__file__).parent / "share" / "profiles"


def _as_pbf(extract: Path, folder: Path) -> Path:
    """OSRM does not read ``.osm.gz``."""
    pbf = folder / "extract.osm.pbf"
    if not pbf.exists():
        import osmium

        with osmium.SimpleWriter(pbf) as writer:
            for one in _osm.stream(extract, "nwr"):
                writer.add(one)
    return pbf


def _run(command: str, *arguments: object) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "osrm", command, *map(str, arguments)],
        capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"osrm {command} failed:\n{done.stdout}\n{done.stderr}")
