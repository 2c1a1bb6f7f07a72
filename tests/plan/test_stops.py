"""Plans of stops equal the best of all plans, and say why there is none."""

import copy
import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse
from scipy.optimize import linprog

from mintgeo._errors import InfeasibleError, InputError, OptionError
from mintgeo.plan import program
from mintgeo.plan.stops import Floor, Spread, solve
from tests.plan.worlds import Plan, best, covers, plans, reached

FEW = settings(max_examples=25, derandomize=True)
SEEDS = st.integers(0, 10**6)


def wishes(seed: int, n: int) -> dict[str, tuple[int, ...]]:
    """Existing, required and forbidden candidates, seldom many."""
    rng = np.random.default_rng(seed + 1)
    some = rng.permutation(n)[: rng.integers(0, 4)].tolist()
    names = ("existing", "required", "forbidden")
    return {name: tuple(some[at : at + 1]) for at, name in enumerate(names)}


def options(seed: int, rows: int, n: int) -> tuple[Spread | None, Floor | None]:
    """At least a stop in one group, and half or less of each group of demand."""
    rng = np.random.default_rng(seed + 2)
    spread = Spread(groups=[f"K{one}" for one in rng.integers(0, 3, n)], least=1)
    floor = Floor(groups=rng.integers(0, 3, rows).tolist(), share=float(rng.uniform(0.1, 0.5)))
    return (spread if rng.random() < 0.4 else None), (floor if rng.random() < 0.4 else None)


def keeps(
    plan: Plan, cover: np.ndarray, weights: np.ndarray, existing: Plan,
    spread: Spread | None, floor: Floor | None,
) -> bool:  # fmt: skip
    if spread and {spread.groups[at] for at in plan} != set(spread.groups):
        return False
    if floor:
        on, groups = reached(cover, weights, (*plan, *existing)), np.array(floor.groups)
        for group in set(floor.groups):
            here = groups == group
            if on[here].sum() < floor.share * weights[here].sum() - 1e-9:
                return False
    return True


@FEW
@given(SEEDS, st.integers(1, 5), st.booleans())
def test_most_weight_is_what_trying_all_finds(seed: int, n_stops: int, plain: bool) -> None:
    cover, weights = covers(seed, 14, 8)
    wish = wishes(seed, 8)
    spread, floor = (None, None) if plain else options(seed, 14, 8)
    old = wish["existing"]
    truth = best(
        plans(8, n_stops, **wish),
        lambda plan: float(reached(cover, weights, (*plan, *old)).sum()),
        lambda plan: keeps(plan, cover, weights, old, spread, floor),
    )
    if truth is None:
        with pytest.raises(InfeasibleError) as caught:
            solve(cover, weights, n_stops=n_stops, spread=spread, floor=floor, **wish)
        needed = caught.value.values.get("needed")
        assert needed is None or needed > n_stops
        return
    found = solve(cover, weights, n_stops=n_stops, spread=spread, floor=floor, **wish)
    assert found.value == pytest.approx(truth)
    assert found.status == "optimal"
    assert len(found.chosen) == n_stops
    assert set(wish["required"]) <= set(found.chosen)
    assert not {*wish["forbidden"], *old} & set(found.chosen)
    assert reached(cover, weights, (*found.chosen, *old)).sum() == pytest.approx(found.value)
    assert keeps(found.chosen, cover, weights, old, spread, floor)


@FEW
@given(SEEDS, st.sampled_from([0.3, 0.6, 0.9, 1.0]), st.booleans())
def test_fewest_stops_are_what_trying_all_finds(seed: int, share: float, plain: bool) -> None:
    cover, weights = covers(seed, 14, 8)
    wish = wishes(seed, 8)
    spread, floor = (None, None) if plain else options(seed, 14, 8)
    old = wish["existing"]
    goal = share * weights.sum() - 1e-9
    truth = next((
        size for size in range(9) for plan in plans(8, size, **wish)
        if reached(cover, weights, (*plan, *old)).sum() >= goal
        and keeps(plan, cover, weights, old, spread, floor)
    ), None)  # fmt: skip
    if truth is None:
        with pytest.raises(InfeasibleError):
            solve(cover, weights, target_share=share, spread=spread, floor=floor, **wish)
        return
    found = solve(cover, weights, target_share=share, spread=spread, floor=floor, **wish)
    assert (found.value, found.status) == (truth, "optimal")
    assert found.reached >= goal
    if truth > 1 and truth > len(wish["required"]):
        with pytest.raises(InfeasibleError) as caught:
            solve(cover, weights, target_share=share, n_stops=truth - 1, spread=spread,
                  floor=floor, **wish)  # fmt: skip
        assert caught.value.values["needed"] == truth


def taken(cover: np.ndarray, weights: np.ndarray, room: np.ndarray, plan: Plan) -> float:
    """Most weight that stops take in, pair by pair."""
    pairs = [(row, at) for row in range(len(weights)) for at in plan if cover[row, at]]
    if not pairs:
        return 0.0
    limits = np.zeros((len(weights) + len(room), len(pairs)))
    for at, (row, column) in enumerate(pairs):
        limits[row, at] = limits[len(weights) + column, at] = 1
    return -float(linprog(-np.ones(len(pairs)), limits, np.r_[weights, room]).fun)


@settings(max_examples=10, derandomize=True)
@given(SEEDS, st.integers(1, 3))
def test_capacities_hold(seed: int, n_stops: int) -> None:
    cover, weights = covers(seed, 8, 5)
    wish = wishes(seed, 5)
    room = np.random.default_rng(seed).integers(0, 12, 5).astype(float)
    if not list(plans(5, n_stops, **wish)):
        return
    found = solve(cover, weights, n_stops=n_stops, capacity=room, **wish)
    worths = [taken(cover, weights, room, (*plan, *wish["existing"]))
              for plan in plans(5, n_stops, **wish)]  # fmt: skip
    assert found.value == pytest.approx(max(worths))
    assert found.proven
    few = solve(cover, weights, target_share=0.999 * found.value / max(weights.sum(), 1e-9),
                capacity=room, **wish) if found.value else None  # fmt: skip
    assert few is None or few.value <= n_stops


@FEW
@given(SEEDS)
def test_the_order_of_candidates_plays_no_part(seed: int) -> None:
    cover, weights = covers(seed, 30, 12)
    order = np.random.default_rng(seed).permutation(12)
    one = solve(cover, weights, n_stops=4)
    other = solve(cover[:, order], weights, n_stops=4)
    same = {cover[:, at].tobytes() for at in one.chosen}
    assert one.value == other.value
    assert same == {cover[:, order[at]].tobytes() for at in other.chosen}


def test_a_larger_plan_is_bounded_and_the_same_again() -> None:
    rng = np.random.default_rng(5)
    at, to = rng.uniform(0, 60, (900, 2)), rng.uniform(0, 60, (90, 2))
    cover = sparse.csr_array(np.hypot(*(at[:, None] - to).transpose(2, 0, 1)) < 8)
    one = solve(cover, n_stops=10, time_limit=20)
    assert one.chosen == solve(cover, n_stops=10, time_limit=20).chosen
    assert one.value <= one.bound
    assert one.proven


def test_without_highs_the_bound_is_lagrange(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "available", lambda: False)
    cover, weights = covers(3, 60, 20)
    plain = solve(cover, weights, n_stops=5)
    monkeypatch.undo()
    assert plain.value == solve(cover, weights, n_stops=5).value
    assert plain.proven


def test_time_that_ran_out_proves_nothing() -> None:
    rng = np.random.default_rng(0)
    cover = sparse.random_array((4000, 300), density=0.05, rng=rng, format="csr")
    found = solve(cover, n_stops=20, time_limit=0.05)
    assert found.status == "out_of_time"
    assert not found.proven
    assert found.value < found.bound
    assert found.gap == pytest.approx((found.bound - found.value) / found.value)


def test_alternatives_are_really_different() -> None:
    rng = np.random.default_rng(2)
    at, to = rng.uniform(0, 60, (600, 2)), rng.uniform(0, 60, (120, 2))
    cover = np.hypot(*(at[:, None] - to).transpose(2, 0, 1)) < 9
    found = solve(cover, n_stops=12, alternatives=2)
    assert found.alternatives
    for one in found.alternatives:
        assert 0.97 * found.value <= one.value <= found.value
        assert len(set(one.chosen) - set(found.chosen)) >= 4
        assert one.bound == found.bound


WORLD = np.array([[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1], [0, 0, 0, 0]])


@pytest.mark.parametrize(("asked", "code", "values"), [
    ({"n_stops": 2, "required": [1, 2], "forbidden": [2]}, "required_forbidden",
     {"candidates": (2,)}),
    ({"n_stops": 1, "required": [1, 2]}, "required_exceed", {"needed": 2}),
    ({"n_stops": 4, "forbidden": [0]}, "too_few_candidates", {"most": 3}),
    ({"target_share": 1.0}, "unreachable", {"rows": (4,), "most": 0.8}),
    ({"target_share": 0.8, "n_stops": 3}, "more_needed", {"needed": 4, "least": 4}),
    ({"n_stops": 1, "spread": Spread(groups="abab")}, "groups_exceed", {"needed": 2}),
    ({"n_stops": 2, "spread": Spread(groups="abbb", least={"a": 2})}, "group_too_small",
     {"groups": ("a",), "lacking": 1}),
    ({"n_stops": 2, "floor": Floor(groups="aabbc", share={"c": 0.5})}, "floor_unreachable",
     {"groups": ("c",)}),
    ({"n_stops": 1, "floor": Floor(groups="aabbb", share={"a": 0.5, "b": 0.3})}, "more_needed",
     {"needed": 2}),
    ({"target_share": 0.8, "capacity": [1, 1, 1, 0]}, "no_room", {"most": 3.0}),
    ({"target_share": 0.6, "n_stops": 2, "capacity": [1] * 4}, "more_needed", {"needed": 3}),
])  # fmt: skip
def test_what_no_plan_does_says_why_and_what_would_do(
    asked: dict[str, object], code: str, values: dict[str, object]
) -> None:
    with pytest.raises(InfeasibleError) as caught:
        solve(WORLD, **asked)  # type: ignore[arg-type]
    assert caught.value.code == code
    for name, value in values.items():
        assert caught.value.values[name] == value
    again = pickle.loads(pickle.dumps(copy.copy(caught.value)))  # noqa: S301
    assert (again.code, again.values) == (code, caught.value.values)


@pytest.mark.parametrize("asked", [
    {}, {"n_stops": 0}, {"n_stops": 1.5}, {"target_share": 1.2}, {"n_stops": 1, "existing": [4]},
    {"n_stops": 1, "time_limit": 0}, {"n_stops": 1, "weights": [1.0]},
    {"n_stops": 1, "weights": [1, 1, 1, 1, -1]}, {"n_stops": 1, "capacity": [1]},
    {"n_stops": 1, "spread": Spread(groups="ab")},
    {"n_stops": 1, "spread": Spread(groups="abab", least={"z": 1})},
    {"target_share": 0.5, "alternatives": 1},
])  # fmt: skip
def test_wishes_that_make_no_sense_are_refused(asked: dict[str, object]) -> None:
    with pytest.raises((InputError, OptionError)):
        solve(WORLD, **asked)  # type: ignore[arg-type]


def test_nobody_and_everybody() -> None:
    nobody = solve(np.zeros((3, 2)), n_stops=1)
    assert (nobody.value, nobody.gap, nobody.status) == (0.0, 0.0, "optimal")
    assert solve(WORLD, n_stops=4).value == 4.0
    served = solve(WORLD, target_share=0.2, existing=[0])
    assert (served.chosen, served.value, served.proven) == ((), 0.0, True)


def test_a_plan_for_a_draw_is_made_in_a_moment_and_proves_nothing() -> None:
    rng = np.random.default_rng(7)
    at, to = rng.uniform(0, 60, (900, 2)), rng.uniform(0, 60, (90, 2))
    away = np.hypot(*(at[:, None] - to).transpose(2, 0, 1))
    one = solve(away < 8, n_stops=10)
    again = solve(away < 8.3, n_stops=10, start=one.chosen, bound=False)
    best_one = solve(away < 8.3, n_stops=10)
    assert 0.99 * best_one.value <= again.value <= best_one.value < again.bound <= 900
    assert again.status == "open"
    few = solve(away < 8.3, target_share=0.7, start=one.chosen, bound=False)
    assert (few.bound, few.reached >= 630) == (0.0, True)
    with pytest.raises(OptionError):
        solve(WORLD, n_stops=1, capacity=[1] * 4, bound=False)
