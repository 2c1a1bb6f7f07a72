"""A round is worth as much as the best of all rounds, and says what limit would do."""

from itertools import combinations, permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mintgeo._errors import InfeasibleError
from mintgeo.plan.tours import trail
from mintgeo.plan.tours.trail import best_round, round_length

SEEDS = st.integers(0, 10**6)
FEW = settings(max_examples=20, derandomize=True)


def world(seed: int, n: int, *, plain: bool = False) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Ways that may be missing and differ by direction; plain ones are the Pythagorean ones."""
    rng = np.random.default_rng(seed)
    xy = rng.uniform(0, 10, (n, 2))
    way = np.hypot(*(xy[:, None] - xy[None]).transpose(2, 0, 1))
    if not plain:
        way *= rng.uniform(1, 1.3, (n, n))
        way[rng.random((n, n)) < 0.05] = np.inf
    np.fill_diagonal(way, 0)
    return way, rng.uniform(0, 1, n).round(1), rng.integers(0, 5, n).astype(float)


def by_trying(
    way: np.ndarray, stay: np.ndarray, worth: np.ndarray, limit: float, must: tuple[int, ...],
    start: int,
) -> tuple[float, float] | None:  # fmt: skip
    others = [at for at in range(len(worth)) if at != start]
    best = None
    for size in range(len(others) + 1):
        for some in combinations(others, size):
            if not set(must) <= {start, *some}:
                continue
            length = min(round_length(way, stay, (start, *order)) for order in permutations(some))
            if length <= limit + 1e-9:
                told = -worth[[start, *some]].sum(), length
                best = told if best is None else min(best, told)
    return best


@FEW
@given(SEEDS, st.integers(2, 6), st.floats(3, 40))
def test_the_best_round_is_what_trying_all_finds(seed: int, n: int, limit: float) -> None:
    way, stay, worth = world(seed, n)
    must = (1,) if seed % 2 else ()
    truth = by_trying(way, stay, worth, limit, must, 0)
    if truth is None:
        with pytest.raises(InfeasibleError):
            best_round(way, stay, worth, limit=limit, must=must, start=0)
        return
    found = best_round(way, stay, worth, limit=limit, must=must, start=0)
    assert (-found.worth, found.length) == pytest.approx(truth)
    assert found.length == pytest.approx(round_length(way, stay, found.order))
    assert found.proven


@settings(max_examples=2, derandomize=True)
@given(SEEDS, st.floats(15, 40))
def test_the_search_reaches_dynamic_programming(seed: int, limit: float) -> None:
    way, stay, worth = world(seed, 10)
    exact = best_round(way, stay, worth, limit=limit, start=0)
    searched = [
        trail._searched(way, stay, worth, limit, frozenset(), 0, (800, 5.0, seed))
        for seed in range(3)
    ]
    assert max(one.worth for one in searched if one) == pytest.approx(exact.worth)


def test_any_start_is_as_good_as_the_best_one() -> None:
    way, stay, worth = world(7, 6, plain=True)
    free = best_round(way, stay, worth, limit=12)
    fixed = [best_round(way, stay, worth, limit=12, start=at) for at in range(6)]
    assert free.worth == max(one.worth for one in fixed)


def test_more_sites_than_can_be_looked_at_are_searched_within_the_limit() -> None:
    way, stay, worth = world(3, 24)
    found = best_round(way, stay, worth, limit=25, start=2, must=(5,), rounds=400)
    assert not found.proven
    assert {2, 5} <= set(found.order)
    assert round_length(way, stay, found.order) <= 25
    assert len(set(found.order)) == len(found.order) > 3


def test_the_limit_that_would_do_is_named_and_does() -> None:
    way, stay, worth = world(4, 6, plain=True)
    with pytest.raises(InfeasibleError) as caught:
        best_round(way, stay, worth, limit=3, start=0, must=(2, 4))
    assert caught.value.code == "must_exceed"
    least = float(str(caught.value.values["least"]))
    assert best_round(way, stay, worth, limit=least, start=0, must=(2, 4)).length <= least + 1e-6
    with pytest.raises(InfeasibleError):
        best_round(way, stay, worth, limit=least - 0.01, start=0, must=(2, 4))


def test_without_a_way_no_limit_would_do() -> None:
    way = np.where(np.eye(3, dtype=bool), 0.0, np.inf)
    with pytest.raises(InfeasibleError, match=r"5\.0 km, nor within any limit"):
        best_round(way, np.zeros(3), np.ones(3), limit=5, start=0, outside=True, unit="km")
    with pytest.raises(InfeasibleError, match="No round leads through the 2 sites"):
        best_round(way, np.zeros(3), np.ones(3), limit=5, must=(0, 1))
