"""Small worlds of sets and costs, and the best plans in them by trying all."""

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Plan = tuple[int, ...]


def covers(seed: int, rows: int, columns: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    rng = np.random.default_rng(seed)
    cover = (rng.random((rows, columns)) < rng.uniform(0.1, 0.6)).astype(float)
    whole = bool(rng.integers(2))
    weights = rng.integers(0, 9, rows).astype(float) if whole else rng.uniform(0, 5, rows)
    return cover, weights


def costs(seed: int, rows: int, columns: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    rng = np.random.default_rng(seed)
    cost = np.round(rng.uniform(0, 20, (rows, columns)), int(rng.integers(3)))
    cost[rng.random(cost.shape) < rng.choice([0.0, 0.3])] = np.inf
    return cost, rng.integers(0, 4, rows).astype(float)


def plans(
    n: int, size: int, *, existing: Iterable[int], required: Iterable[int], forbidden: Iterable[int]
) -> Iterator[Plan]:
    must = set(required) - set(existing)
    free = [at for at in range(n) if at not in {*existing, *must, *forbidden}]
    for some in combinations(free, size - len(must)) if size >= len(must) else ():
        yield tuple(sorted((*must, *some)))


def reached(
    cover: NDArray[np.float64], weights: NDArray[np.float64], plan: Iterable[int]
) -> NDArray[np.float64]:
    at = list(plan)
    return np.where(cover[:, at].any(axis=1), weights, 0.0) if at else np.zeros(len(weights))


def best(
    found: Iterable[Plan], worth: Callable[[Plan], float], allowed: Callable[[Plan], bool]
) -> float | None:
    values = [worth(plan) for plan in found if allowed(plan)]
    return max(values) if values else None
