"""Plans of hubs equal the best of all plans, and say why there is none."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse
from scipy.sparse.csgraph import shortest_path

from mintgeo._errors import InfeasibleError, InputError, OptionError
from mintgeo.plan import program
from mintgeo.plan.hubs import solve
from tests.plan.test_stops import SEEDS, wishes
from tests.plan.worlds import best, costs, plans


@settings(max_examples=40, derandomize=True)
@given(SEEDS, st.integers(1, 4), st.sampled_from(["median", "center"]))
def test_hubs_are_what_trying_all_finds(seed: int, n_hubs: int, kind: str) -> None:
    cost, weights = costs(seed, 12, 7)
    wish = wishes(seed, 7)
    counts = weights > 0

    def paid(plan: tuple[int, ...]) -> float:
        near = cost[counts][:, [*plan, *wish["existing"]]].min(axis=1)
        return float(near @ weights[counts]) if kind == "median" else float(near.max(initial=0))

    found = list(plans(7, n_hubs, **wish))
    truth = best(found, lambda plan: -paid(plan), lambda plan: np.isfinite(paid(plan)))
    if truth is None:
        with pytest.raises(InfeasibleError) as caught:
            solve(cost, weights, n_hubs=n_hubs, kind=kind, **wish)  # type: ignore[arg-type]
        assert caught.value.values.get("needed", 99) > n_hubs
        return
    plan = solve(cost, weights, n_hubs=n_hubs, kind=kind, **wish)  # type: ignore[arg-type]
    assert plan.value == pytest.approx(-truth)
    assert plan.status == "optimal"
    assert len(plan.chosen) == n_hubs
    assert paid(plan.chosen) == pytest.approx(plan.value)
    assert set(wish["required"]) <= set(plan.chosen)
    assert not set(wish["forbidden"]) & set(plan.chosen)


def of_the_library(n: int, edges: int, seed: int) -> np.ndarray:
    """A graph as OR-Library's p-median problems: costs 1 to 100, all pairs by shortest ways."""
    rng = np.random.default_rng(seed)
    one = np.r_[np.arange(n - 1), rng.integers(0, n, edges - n + 1)]
    other = np.r_[np.arange(1, n), rng.integers(0, n, edges - n + 1)]
    length = rng.integers(1, 101, edges).astype(float)
    graph = np.full((n, n), np.inf)
    graph[one, other] = graph[other, one] = length
    np.fill_diagonal(graph, 0)
    return np.asarray(shortest_path(graph, method="FW"))


def test_a_problem_like_those_of_the_library_is_bounded() -> None:
    cost = of_the_library(100, 200, 1)
    one = solve(cost, n_hubs=10, time_limit=10)
    assert one.gap <= 0.011
    assert one.chosen == solve(cost, n_hubs=10, time_limit=10).chosen


def test_the_order_of_candidates_plays_no_part() -> None:
    cost = np.random.default_rng(4).uniform(0, 100, (30, 12))
    order = np.random.default_rng(5).permutation(12)
    one, other = solve(cost, n_hubs=3), solve(cost[:, order], n_hubs=3)
    assert one.chosen == tuple(sorted(order[list(other.chosen)].tolist()))


def test_missing_pairs_are_never_used() -> None:
    cost = sparse.coo_array(([1.0, 0.0, 5.0, 2.0], ([0, 1, 2, 2], [0, 0, 1, 2])), shape=(3, 3))
    found = solve(cost, n_hubs=2)
    assert (found.chosen, found.value) == ((0, 2), 3.0)
    with pytest.raises(InfeasibleError) as caught:
        solve(cost, n_hubs=1)
    assert (caught.value.code, caught.value.values["needed"]) == ("more_needed", 2)
    with pytest.raises(InfeasibleError) as caught:
        solve(cost, n_hubs=1, forbidden=[0])
    assert caught.value.values["rows"] == (0, 1)


def test_without_highs_small_ones_are_proven_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "available", lambda: False)
    cost = np.random.default_rng(4).uniform(0, 100, (30, 12))
    assert solve(cost, n_hubs=3).proven


@pytest.mark.parametrize("asked", [
    {"n_hubs": 0}, {"n_hubs": 1, "kind": "mean"}, {"n_hubs": 1, "cost": [[-1.0]]},
    {"n_hubs": 1, "cost": [1.0]}, {"n_hubs": 1, "weights": [1, 2]},
])  # fmt: skip
def test_wishes_that_make_no_sense_are_refused(asked: dict[str, object]) -> None:
    with pytest.raises((InputError, OptionError)):
        solve(**{"cost": [[1.0, 2.0]], **asked})  # type: ignore[arg-type]
