"""reach_parts() on a grid of 100 m with Dask: two workers against one, on this machine.

Run by hand: ``python -m benchmarks.cluster [cells] [offers] [thousand states]``.

Every inhabited point of the embedded data is split into cells of 100 m around it, until there are
as many cells as asked for; they are written as GeoParquet, a file per 50,000 cells. Each cluster
(loopback, one thread per worker) reads the parts, reaches them and writes the reach tables. Without
states the router is the airline by car; else it is a synthetic network (``national``).

Printed are seconds on the wall, processor seconds of the caller and of each worker, and two ratios:
of the wall, which other work on the machine spoils, and of processor seconds: all that one worker
and its caller took, to the busiest of two workers and its caller. The files must be the same.
"""

import hashlib
import sys
import tempfile
import time
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
from distributed import Client, LocalCluster

import mintgeo as mg
from mintgeo.travel.protocol import Router

DEFAULTS = (600_000, 5_000, 0)
PART = 50_000
SIDE = 10
"""Cells of 100 m on a side of those of 1 km."""


def main() -> None:
    """Compare two workers with one."""
    given = [int(one) for one in sys.argv[1:]]
    cells, offers, states = (*given, *DEFAULTS[len(given) :])
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        write_grid(home / "grid", cells)
        sites = drawn_sites(offers)
        router = drawn_router(states)
        found = {n: measured(home, n, sites, router) for n in (1, 2)}
    one, two = found[1], found[2]
    print("same bytes:", one["files"] == two["files"])
    print(f"wall: {one['wall'] / two['wall']:.2f} times as fast with two workers")
    busy = [one["caller"] + max(one["workers"]), two["caller"] + max(two["workers"])]
    print(f"processor seconds on the longest way: {busy[0] / busy[1]:.2f} times less")


def write_grid(home: Path, cells: int) -> None:
    """Write cells of 100 m around the inhabited points, in parts."""
    home.mkdir()
    points = mg.population()
    points = points.iloc[: -(-cells // SIDE**2)]
    step = np.arange(SIDE) * 100.0 - 450.0
    east, north = (one.ravel() for one in np.meshgrid(step, step))
    at = points.to_crs(3035).geometry
    x = (at.x.to_numpy()[:, None] + east).ravel()[:cells]
    y = (at.y.to_numpy()[:, None] + north).ravel()[:cells]
    table = pd.DataFrame(points.drop(columns="geometry")).loc[points.index.repeat(SIDE**2)][:cells]
    table = table.assign(id=[f"c{one}" for one in range(cells)], population=1.0)
    table = table.reset_index(drop=True)
    for number, low in enumerate(range(0, cells, PART)):
        here = slice(low, low + PART)
        shapes = gpd.GeoSeries(gpd.points_from_xy(x[here], y[here]), crs=3035).to_crs(4326)
        part = gpd.GeoDataFrame(table.iloc[here], geometry=shapes.array)
        part.to_parquet(home / f"{number:03}.parquet")


def drawn_sites(count: int) -> gpd.GeoDataFrame:
    """Draw offers among the inhabited points."""
    random = np.random.default_rng(5)
    points = mg.population()
    chosen = points.iloc[random.choice(len(points), count, replace=False)].geometry
    ids = [f"s{one}" for one in range(count)]
    return gpd.GeoDataFrame({"id": ids, "role": "offer"}, geometry=chosen.array, crs=4326)


def drawn_router(thousands: int) -> Router:
    """The airline, or a synthetic network of so many thousand states."""
    if not thousands:
        return mg.Airline()
    from benchmarks.national import synthetic_network

    return mg.RoadNetwork(synthetic_network(thousands * 1000, seed=1), "car")


def started(workers: int) -> LocalCluster:
    """Processes of one thread each on the loopback."""
    return LocalCluster(
        n_workers=workers, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
    )


def warm(client: Client, out: Path) -> None:
    """Let every worker do something small, so that it has imported everything."""
    few = mg.population(within="13003")
    mg.reach_parts([few] * 4, drawn_sites(5), mg.Airline(), out=out, executor=client)


def measured(home: Path, workers: int, sites: gpd.GeoDataFrame, router: Router) -> dict:
    """Reach all parts with so many workers, after a first small job that imports everything."""
    out = home / f"out{workers}"
    with (
        LocalCluster(
            n_workers=workers, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
        ) as cluster,
        Client(cluster) as client,
    ):
        warm(client, home / f"first{workers}")
        before = client.run(time.process_time)
        wall, caller = time.perf_counter(), time.process_time()
        mg.reach_parts(home / "grid", sites, router, out=out, executor=client)
        wall, caller = time.perf_counter() - wall, time.process_time() - caller
        after = client.run(time.process_time)
    each = sorted(after[one] - before[one] for one in after)
    print(f"{workers} worker(s): {wall:.1f} s, caller {caller:.1f} s of processor, workers "
          + ", ".join(f"{one:.1f} s" for one in each), flush=True)  # fmt: skip
    files = {one.name: hashlib.sha256(one.read_bytes()).hexdigest() for one in out.iterdir()}
    return {"wall": wall, "caller": caller, "workers": each, "files": files}


if __name__ == "__main__":
    main()
