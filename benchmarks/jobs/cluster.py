"""A grid of 100 m reached with Dask: two workers beside one, on this machine."""

import atexit
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import mintgeo as mg
from benchmarks.job import Goal, Job

CELLS: Final = tuple(1_000_000 // part for part in (16, 8, 4, 2, 1))
OFFERS: Final = 5_000


def two(cells: int) -> Callable[[], Any]:
    return reached(cells, 2)


def one(cells: int) -> Callable[[], Any]:
    return reached(cells, 1)


def reached(cells: int, workers: int) -> Callable[[], Any]:
    """What is timed: read the parts, reach them, write them."""
    from distributed import Client

    from benchmarks.cluster import drawn_sites, started, warm, write_grid

    home = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    write_grid(home / "grid", cells)
    client = Client(started(workers))
    warm(client, home / "first")
    sites, way = drawn_sites(OFFERS), mg.Airline()
    return lambda: mg.reach_parts(home / "grid", sites, way, out=home / "out", executor=client)


JOBS: Final = (
    Job(name="reach of cells of 100 m, with Dask", ours=f"{__name__}:two",
        sizes=tuple((one,) for one in CELLS), amounts=CELLS,
        labels=tuple(f"{one:,} × 5,000, two workers" for one in CELLS),
        peers={"one worker": f"{__name__}:one"}, goal=Goal(times=1 / 1.7)),
)  # fmt: skip
