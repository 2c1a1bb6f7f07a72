"""Plans of stops and hubs, each with what is proven of it; beside spopt: ``benchmarks.jobs.plans``.

``python -m benchmarks.plans [small] [uniform] [embedded] [library] [hubs]`` prints a line for each.
"""

import os
import resource
import sys
import time
from collections.abc import Callable, Iterator

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import shortest_path
from scipy.spatial import cKDTree

import mintgeo as mg
from mintgeo.plan import Solution, hubs, stops

REACH_M = 10_000.0
SMALL = (("Kreis", 704, 500, 8, 60), ("Land", 3_495, 800, 30, 150))


def main(asked: list[str]) -> None:
    for name in asked or CASES:
        for line in CASES[name]():
            megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"{line}; load {os.getloadavg()[0]:.1f}, peak {megabytes:,.0f} MB", flush=True)


def said(name: str, found: Solution) -> str:
    return (f"{name}: value {found.value:,.0f}, gap {100 * found.gap:.2f} %, {found.status}, "
            f"{found.seconds:.1f} s")  # fmt: skip


def cover(at: np.ndarray, to: np.ndarray, reach: float) -> sparse.csr_array:
    near = cKDTree(at).sparse_distance_matrix(cKDTree(to), reach, output_type="coo_matrix")
    shape = (len(at), len(to))
    return sparse.csr_array((np.ones(len(near.row)), (near.row, near.col)), shape=shape)


def square(seed: int, rows: int, columns: int, side: float) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    return rng.uniform(0, side, (rows, 2)), rng.uniform(0, side, (columns, 2))


def uniform() -> Iterator[str]:
    at, to = square(0, 20_000, 500, 100)
    yield said("uniform 20,000 x 500, p = 30", stops.solve(cover(at, to, 10), n_stops=30))


def distances(seed: int, rows: int, columns: int, side: float) -> np.ndarray:
    at, to = square(seed, rows, columns, side)
    return np.asarray(np.hypot(*(at[:, None] - to).transpose(2, 0, 1)))


def weights(rows: int) -> np.ndarray:
    return np.random.default_rng(2).lognormal(5, 1, rows).round()


def small() -> Iterator[str]:
    for name, rows, columns, picks, side in SMALL:
        at, to = square(1, rows, columns, side)
        yield said(f"{name} {rows:,} x {columns}, p = {picks}",
                   stops.solve(cover(at, to, 10), weights(rows), n_stops=picks))  # fmt: skip


def embedded() -> Iterator[str]:
    people = mg.population().to_crs("EPSG:3035")
    at = np.c_[people.geometry.x, people.geometry.y]
    some = np.random.default_rng(0).choice(len(at), 5_000, replace=False)
    reached, count = cover(at, at[some], REACH_M), people["population"].to_numpy(dtype=float)
    for picks in (100, 300, 1_000):
        yield said(f"embedded {len(at):,} x 5,000, p = {picks}",
                   stops.solve(reached, count, n_stops=picks, time_limit=60))  # fmt: skip


def of_the_library(n: int, edges: int, seed: int) -> np.ndarray:
    """A graph by the rules of OR-Library's p-median problems (Beasley 1985)."""
    rng = np.random.default_rng(seed)
    one = np.r_[np.arange(n - 1), rng.integers(0, n, edges - n + 1)]
    other = np.r_[np.arange(1, n), rng.integers(0, n, edges - n + 1)]
    graph = np.full((n, n), np.inf)
    length = rng.integers(1, 101, edges).astype(float)
    graph[one, other] = graph[other, one] = length
    np.fill_diagonal(graph, 0)
    return np.asarray(shortest_path(graph, method="FW"))


def library() -> Iterator[str]:
    began, gaps = time.monotonic(), []
    for n in range(100, 1_000, 100):
        for picks in (5, 10, n // 10, n // 5, n // 3)[: 5 if n <= 600 else 4 if n == 700 else 3]:
            found = hubs.solve(
                of_the_library(n, n * n // 50, n + picks), n_hubs=picks, time_limit=3
            )
            gaps.append(found.gap)
            yield said(f"library n = {n}, p = {picks}", found)
    proven = sum(gap == 0 for gap in gaps)
    yield (f"library: {proven} of {len(gaps)} proven, largest gap {100 * max(gaps):.2f} %, "
           f"{time.monotonic() - began:.0f} s")  # fmt: skip


def p_median() -> Iterator[str]:
    at, to = square(0, 20_000, 500, 100)
    cost = np.hypot(*(at[:, None] - to).transpose(2, 0, 1))
    for picks in (10, 30, 60):
        yield said(f"hubs 20,000 x 500, p = {picks}", hubs.solve(cost, n_hubs=picks))


CASES: dict[str, Callable[[], Iterator[str]]] = {
    "small": small, "uniform": uniform, "embedded": embedded, "library": library, "hubs": p_median,
}  # fmt: skip

if __name__ == "__main__":
    main(sys.argv[1:])
