"""Stops that are to be apart: the best of all plans that keep to it, with every other wish."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from mintgeo._errors import InfeasibleError, OptionError
from mintgeo.plan import program
from mintgeo.plan.stops import Floor, Spread, solve
from mintgeo.plan.stops.apart import checked_apart, cliques
from tests.plan.test_stops import SEEDS, keeps, options, taken, wishes
from tests.plan.worlds import Plan, best, covers, plans, reached

SOME = settings(max_examples=30, derandomize=True)
Pairs = tuple[np.ndarray, np.ndarray]


def too_near(seed: int, n: int) -> Pairs:
    """Pairs of neighbours in the plane, from none to most."""
    rng = np.random.default_rng(seed + 3)
    at = rng.uniform(0, 1, (n, 2))
    away = np.hypot(*(at[:, None] - at).transpose(2, 0, 1))
    one, other = np.nonzero(np.triu(away < rng.choice([0.1, 0.3, 0.5, 0.8]), 1))
    return one, other


def far(plan: Plan, existing: Plan, pairs: Pairs) -> bool:
    new, everything = set(plan), {*plan, *existing}
    return not any({a, b} <= everything and {a, b} & new for a, b in zip(*pairs, strict=True))


@SOME
@given(SEEDS, st.integers(1, 5), st.booleans(), st.booleans())
def test_most_weight_is_what_trying_all_finds(
    seed: int, n_stops: int, plain: bool, highs: bool
) -> None:
    cover, weights = covers(seed, 14, 8)
    wish, apart = wishes(seed, 8), too_near(seed, 8)
    spread, floor = (None, None) if plain else options(seed, 14, 8)
    old = wish["existing"]
    truth = best(
        plans(8, n_stops, **wish),
        lambda plan: float(reached(cover, weights, (*plan, *old)).sum()),
        lambda plan: far(plan, old, apart) and keeps(plan, cover, weights, old, spread, floor),
    )
    asked = {"n_stops": n_stops, "spread": spread, "floor": floor, "apart": apart, **wish}
    with pytest.MonkeyPatch.context() as patch:
        if not highs:
            patch.setattr(program, "available", lambda: False)
        if truth is None:
            with pytest.raises(InfeasibleError) as caught:
                solve(cover, weights, **asked)  # type: ignore[arg-type]
            assert caught.value.code != "none_found"
            return
        found = solve(cover, weights, **asked)  # type: ignore[arg-type]
    assert found.value == pytest.approx(truth)
    assert found.status == "optimal"
    assert len(found.chosen) == n_stops
    assert far(found.chosen, old, apart)
    assert keeps(found.chosen, cover, weights, old, spread, floor)


@SOME
@given(SEEDS, st.sampled_from([0.3, 0.6, 0.9, 1.0]), st.booleans())
def test_fewest_stops_are_what_trying_all_finds(seed: int, share: float, plain: bool) -> None:
    cover, weights = covers(seed, 14, 8)
    wish, apart = wishes(seed, 8), too_near(seed, 8)
    spread, floor = (None, None) if plain else options(seed, 14, 8)
    old, goal = wish["existing"], share * weights.sum() - 1e-9
    allowed = [
        plan for size in range(9) for plan in plans(8, size, **wish) if far(plan, old, apart)
    ]
    truth = next((len(plan) for plan in allowed
                  if reached(cover, weights, (*plan, *old)).sum() >= goal
                  and keeps(plan, cover, weights, old, spread, floor)), None)  # fmt: skip
    asked = {"target_share": share, "spread": spread, "floor": floor, "apart": apart, **wish}
    if truth is None:
        with pytest.raises(InfeasibleError) as caught:
            solve(cover, weights, **asked)  # type: ignore[arg-type]
        if caught.value.code == "unreachable_apart" and plain:
            most = max(reached(cover, weights, (*plan, *old)).sum() for plan in allowed)
            assert caught.value.values["most"] == pytest.approx(most)
        return
    found = solve(cover, weights, **asked)  # type: ignore[arg-type]
    assert (found.value, found.status) == (truth, "optimal")
    assert found.reached >= goal
    assert far(found.chosen, old, apart)


@settings(max_examples=15, derandomize=True)
@given(SEEDS, st.integers(1, 3))
def test_capacities_hold_as_well(seed: int, n_stops: int) -> None:
    cover, weights = covers(seed, 8, 5)
    wish, apart = wishes(seed, 5), too_near(seed, 5)
    room = np.random.default_rng(seed).integers(0, 12, 5).astype(float)
    allowed = [plan for plan in plans(5, n_stops, **wish) if far(plan, wish["existing"], apart)]
    asked = {"capacity": room, "apart": apart, **wish}
    if not allowed:
        with pytest.raises(InfeasibleError):
            solve(cover, weights, n_stops=n_stops, **asked)  # type: ignore[arg-type]
        return
    found = solve(cover, weights, n_stops=n_stops, **asked)  # type: ignore[arg-type]
    worths = [taken(cover, weights, room, (*plan, *wish["existing"])) for plan in allowed]
    assert found.value == pytest.approx(max(worths))
    assert found.proven
    assert far(found.chosen, wish["existing"], apart)


@SOME
@given(SEEDS, st.integers(2, 12))
def test_cliques_say_what_all_pairs_say(seed: int, n: int) -> None:
    near = checked_apart(too_near(seed, n), n)
    groups = cliques(near)
    assert ((groups.T @ groups).toarray() > 0)[near.toarray() > 0].all()
    for group in range(groups.shape[0]):
        members = groups.indices[groups.indptr[group] : groups.indptr[group + 1]]
        assert all(near[a, b] for a, b in combinations(members.tolist(), 2))


def test_a_larger_plan_is_proven_and_the_order_plays_no_part() -> None:
    rng = np.random.default_rng(5)
    at, to = rng.normal(30, 11, (300, 2)), rng.normal(30, 14, (50, 2))
    cover = np.hypot(*(at[:, None] - to).transpose(2, 0, 1)) < 8
    near = sparse.csr_array(np.hypot(*(to[:, None] - to).transpose(2, 0, 1)) < 13)
    one = solve(cover, n_stops=7, apart=near)
    order = rng.permutation(50)
    other = solve(cover[:, order], n_stops=7, apart=near[order][:, order])
    assert one.proven
    assert one.chosen == tuple(sorted(order[list(other.chosen)].tolist()))
    free = solve(cover, n_stops=7)
    assert near[list(free.chosen)][:, list(free.chosen)].nnz > 7
    assert one.value < free.value
    assert near[list(one.chosen)][:, list(one.chosen)].nnz == 7


def test_alternatives_are_apart_as_well() -> None:
    rng = np.random.default_rng(2)
    at, to = rng.uniform(0, 60, (300, 2)), rng.uniform(0, 60, (80, 2))
    cover = np.hypot(*(at[:, None] - to).transpose(2, 0, 1)) < 9
    near = np.hypot(*(to[:, None] - to).transpose(2, 0, 1)) < 10
    found = solve(cover, n_stops=8, apart=np.nonzero(near), alternatives=2)
    assert found.alternatives
    for plan in (found, *found.alternatives):
        assert near[np.ix_(plan.chosen, plan.chosen)].sum() == 8


LINE = np.eye(5)
CHAIN = ([0, 1, 2, 3], [1, 2, 3, 4])


@pytest.mark.parametrize(("asked", "code", "values"), [
    ({"n_stops": 3, "required": [1, 2, 4]}, "required_near", {"pairs": ((1, 2),), "leave_out": 1}),
    ({"n_stops": 3, "required": [1, 2, 3]}, "required_near", {"leave_out": 1}),
    ({"n_stops": 1, "required": [1], "existing": [2]}, "required_near", {"leave_out": 1}),
    ({"n_stops": 4}, "too_few_apart", {"most": 3, "wanted": 4}),
    ({"n_stops": 3, "required": [1]}, "too_few_apart", {"most": 2, "wanted": 3}),
    ({"n_stops": 2, "existing": [1, 3]}, "too_few_apart", {"most": 0}),
    ({"n_stops": 2, "spread": Spread(groups="aabbb", least={"a": 2})}, "groups_apart",
     {"lacking": 1}),
    ({"target_share": 0.8}, "unreachable_apart", {"most": 3.0, "wanted": 4.0}),
    ({"target_share": 0.8, "existing": [1]}, "unreachable", {"rows": (0, 2), "most": 0.6}),
    ({"n_stops": 2, "floor": Floor(groups="aabbb", share={"a": 1.0})}, "unreachable_apart",
     {"missing": 1.0}),
    ({"target_share": 0.8, "capacity": [1] * 5}, "unreachable_apart", {"most": 3.0}),
    ({"target_share": 0.6, "n_stops": 2}, "more_needed", {"needed": 3}),
])  # fmt: skip
def test_what_no_plan_does_says_why_and_what_would_do(
    asked: dict[str, object], code: str, values: dict[str, object]
) -> None:
    with pytest.raises(InfeasibleError) as caught:
        solve(LINE, apart=CHAIN, **asked)  # type: ignore[arg-type]
    assert caught.value.code == code
    for name, value in values.items():
        assert caught.value.values[name] == (pytest.approx(value) if name == "most" else value)


def test_two_that_exist_already_may_be_near_each_other() -> None:
    found = solve(LINE, apart=CHAIN, n_stops=1, existing=[1, 2])
    assert (found.chosen, found.value) == ((4,), 3.0)


@pytest.mark.parametrize("apart", [([0], [5]), ([0, 1], [1]), 3, ([-1], [0])])
def test_pairs_that_make_no_sense_are_refused(apart: object) -> None:
    with pytest.raises(OptionError):
        solve(LINE, n_stops=1, apart=apart)
