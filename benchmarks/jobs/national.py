"""The nearest two of 25,000 offers for all of Germany by car, on a network as large as its.

The network is invented (``benchmarks.national``); it is made once and kept in the cache. Smaller
sizes are as many states, people and offers in proportion.
"""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import geopandas as gpd
import numpy as np

import mintgeo as mg
from benchmarks.job import Goal, Job
from benchmarks.national import synthetic_demand, synthetic_network, synthetic_sites
from mintgeo._cache import cache_folder
from mintgeo.travel.roads.graph.arcs import arc_graph
from mintgeo.travel.roads.graph.network import Network
from mintgeo.travel.roads.search.nearest import nearest_fields

Thunk = Callable[[], Any]
MILLIONS: Final = (0.5, 1.0, 2.0, 4.0, 15.0)
GERMANY: Final = MILLIONS[-1]
PEOPLE, CELLS, OFFERS = 170_000, 3_100_000, 25_000
PART: Final = 100_000
"""Cells in a file."""


def router(millions: float) -> mg.RoadNetwork:
    """On so many million states."""
    folder = cache_folder()
    if folder is None:
        return mg.RoadNetwork(synthetic_network(int(millions * 1e6), seed=1), "car")
    file = folder / "benchmarks" / f"national-{millions:g}.npz"
    if not file.exists():
        synthetic_network(int(millions * 1e6), seed=1).save(file)
    return mg.RoadNetwork(Network.load(file), "car")


def offers(millions: float) -> gpd.GeoDataFrame:
    return synthetic_sites(int(OFFERS * millions / GERMANY), seed=3)


def sweep(millions: float) -> Thunk:
    """The two nearest of every state; points are on their roads, the network is turned round."""
    on = router(millions)
    goals = on.place(offers(millions)).on.goals(on.network)
    ground = on._searches.ground
    return lambda: nearest_fields(ground, goals, ground.weight, k=2)


def one_sweep_of_scipy(millions: float) -> Thunk:
    """The nearest one of every state, by one search over the whole network as it is numbered."""
    from scipy.sparse.csgraph import dijkstra

    on = router(millions)
    goals = on.place(offers(millions)).on.goals(on.network)
    graph = arc_graph(on.network, reverse=True)
    full = graph.with_rows(goals.rows(graph))
    matrix, roots = full.matrix(), np.arange(graph.nodes, full.nodes)
    return lambda: dijkstra(matrix, indices=roots, min_only=True, return_predecessors=True)


def reach(millions: float) -> Thunk:
    """The whole call on a network that has just been loaded."""
    on = router(millions)
    people = synthetic_demand(int(PEOPLE * millions / GERMANY), seed=2)
    sites = offers(millions)
    return lambda: mg.reach(people, sites, on)


def parts(millions: float) -> Thunk:
    """Cells of 100 m in files: read, asked for, written, one file after the other."""
    on, sites = router(millions), mg.Located(offers(millions))
    folder = TemporaryDirectory()
    files = []
    for low in range(0, int(CELLS * millions / GERMANY), PART):
        some = min(PART, int(CELLS * millions / GERMANY) - low)
        files.append(Path(folder.name) / f"{low // PART:05}.parquet")
        synthetic_demand(some, seed=10 + low).to_parquet(files[-1])

    def act() -> None:
        for file in files:
            found = mg.reach(gpd.read_parquet(file), sites, on, role=None)
            found.to_parquet(file.with_suffix(".reach.parquet"))
        folder.cleanup()

    return act


def _job(name: str, function: str, what: str, **rest: Any) -> Job:
    return Job(
        name=name, ours=f"{__name__}:{function}", sizes=tuple((one,) for one in MILLIONS),
        labels=tuple(f"{one:g} million states, {what}" for one in MILLIONS),
        amounts=MILLIONS, **rest,
    )  # fmt: skip


JOBS: Final = (
    _job("two nearest of every state", "sweep", "25,000 offers", goal=Goal(cpu=12, gb=3),
         peers={"SciPy, the nearest one": f"{__name__}:one_sweep_of_scipy"}),
    _job("reach, national", "reach", "170,000 points × 25,000 offers", goal=Goal(cpu=45, gb=4.5)),
    _job("reach in parts", "parts", "3.1 million cells × 25,000 offers",
         goal=Goal(cpu=300, gb=6)),
)  # fmt: skip
