"""The best of all routes seen is what trying all their choices finds."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mintgeo.plan.tours.pool import Pool


@settings(max_examples=25, derandomize=True)
@given(st.integers(0, 10**6))
def test_the_best_choice_of_routes(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n, numbers = 5, [2, 1]
    prizes = rng.integers(0, 2, n) * rng.integers(1, 40, n)
    pool, routes = Pool(), []
    for _ in range(9):
        clients = tuple(rng.permutation(n)[: rng.integers(1, 4)].tolist())
        routes.append((int(rng.integers(2)), clients, float(rng.integers(1, 50))))
        pool.add(*routes[-1])
    truth = np.inf
    for size in range(4):
        for some in combinations(routes, size):
            visited = [at for _, clients, _ in some for at in clients]
            kinds = [kind for kind, _, _ in some]
            left = [at for at in range(n) if at not in visited]
            if len(set(visited)) < len(visited) or any(not prizes[at] for at in left):
                continue
            if all(kinds.count(kind) <= most for kind, most in enumerate(numbers)):
                cost = sum(one for _, _, one in some) + sum(prizes[at] for at in left)
                truth = min(truth, float(cost))
    found = pool.best(prizes.tolist(), numbers, [], seconds=5.0)
    assert (np.inf if found is None else found[1]) == pytest.approx(truth)
