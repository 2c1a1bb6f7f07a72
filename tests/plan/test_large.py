"""Searches of large plans: kept up to date, part for part, the same again, and without highspy."""

import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from mintgeo.plan import hubs, stops
from mintgeo.plan.choice import Choice
from mintgeo.plan.hubs.bounds import proven
from mintgeo.plan.hubs.costs import Costs, costs_of
from mintgeo.plan.hubs.interchange import Hubs, begun
from mintgeo.plan.solution import Clock
from mintgeo.plan.stops.parts import mended
from mintgeo.plan.stops.problem import Problem, problem_of
from mintgeo.plan.stops.search import greedy
from tests.plan.test_stops import SEEDS
from tests.plan.worlds import costs

NONE = {"existing": (), "required": (), "forbidden": ()}


def asked(seed: int, rows: int, n: int, *, existing: tuple[int, ...] = ()) -> Costs:
    cost, weights = costs(seed, rows, n)
    cost[:, 0] = np.where(np.isfinite(cost[:, 0]), cost[:, 0], 30.0)
    return costs_of(cost, weights + 1, Choice.of(n, **{**NONE, "existing": existing}))


@settings(max_examples=20, derandomize=True)
@given(SEEDS, st.booleans(), st.integers(1, 4))
def test_what_swaps_of_hubs_save_is_what_costs_say(seed: int, old: bool, picks: int) -> None:
    world = asked(seed, 20, 8, existing=(0,) if old else ())
    (table, base), rng = world.finite, np.random.default_rng(seed)
    state = Hubs(world, begun(world, picks, np.empty(0, dtype=np.intp)))
    for _ in range(6):
        place = int(rng.integers(picks))
        column = int(rng.choice(np.flatnonzero(~state.open)))
        other = state.columns.copy()
        other[place] = column
        gained = state.worth()[place, column]
        before = state.value
        state.swap(place, column)
        pays = world.weights @ np.minimum(base, table[:, other].min(axis=1))
        assert state.value == pytest.approx(-pays)
        assert state.value - before == pytest.approx(gained, abs=1e-6)


@settings(max_examples=20, derandomize=True)
@given(SEEDS, st.integers(1, 4))
def test_no_plan_undercuts_the_bound_of_hubs(seed: int, picks: int) -> None:
    world = asked(seed, 20, 9)
    plan = begun(world, picks, np.empty(0, dtype=np.intp))
    bound = proven(world, plan, clock=Clock(5))
    rng = np.random.default_rng(seed)
    for _ in range(50):
        assert bound.value <= world.total(rng.choice(9, picks, replace=False)) + 1e-6


def country(seed: int, rows: int, n: int, picks: int) -> tuple[Problem, np.ndarray]:
    rng = np.random.default_rng(seed)
    at, to = rng.uniform(0, 150, (rows, 2)), rng.uniform(0, 150, (n, 2))
    cover = sparse.csr_array(np.hypot(*(at[:, None] - to).transpose(2, 0, 1)) < 7, dtype=float)
    weights = rng.lognormal(5, 1, rows).round()
    problem = problem_of(cover, weights, Choice.of(n, **NONE), spread=None, floor=None)
    return problem, greedy(problem, picks)


def test_parts_make_a_plan_better_and_the_same_again() -> None:
    problem, first = country(3, 1500, 300, 60)
    one = mended(problem, first, clock=Clock(60), seed=0)
    best = stops.solve(problem.rows, problem.weights, n_stops=60)
    assert best.proven
    assert problem.value(first) < problem.value(one) <= best.value
    assert problem.value(one) >= 0.998 * best.value
    assert len(set(one.tolist())) == 60
    assert (one == mended(problem, first, clock=Clock(60), seed=0)).all()


@pytest.mark.parametrize("spaced", [False, True])
def test_without_highspy_a_plan_has_a_bound(monkeypatch: pytest.MonkeyPatch, spaced: bool) -> None:
    problem, _ = country(5, 800, 150, 12)
    near = (problem.rows.T @ problem.rows) if spaced else None
    asked_for = {"n_stops": 12, "apart": near, "time_limit": 20.0}
    full = stops.solve(problem.rows, problem.weights, **asked_for)  # type: ignore[arg-type]
    monkeypatch.setitem(sys.modules, "highspy", None)
    plain = stops.solve(problem.rows, problem.weights, **asked_for)  # type: ignore[arg-type]
    assert plain.value >= 0.995 * full.value
    assert full.value <= plain.bound + 1e-6
    assert plain.gap <= 0.02


def test_without_highspy_hubs_have_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "highspy", None)
    rng = np.random.default_rng(4)
    at, to = rng.uniform(0, 50, (300, 2)), rng.uniform(0, 50, (60, 2))
    found = hubs.solve(np.hypot(*(at[:, None] - to).transpose(2, 0, 1)), n_hubs=6, time_limit=2)
    assert found.bound <= found.value <= 1.02 * found.bound


def test_the_bound_of_hubs_knows_that_some_weigh_far_more() -> None:
    rng = np.random.default_rng(1)
    at, to = rng.uniform(0, 60, (400, 2)), rng.uniform(0, 60, (80, 2))
    away = np.hypot(*(at[:, None] - to).transpose(2, 0, 1))
    world = costs_of(away, rng.lognormal(5, 1.5, 400), Choice.of(80, **NONE))
    plan = begun(world, 8, np.empty(0, dtype=np.intp))
    found = hubs.solve(away, world.weights, n_hubs=8, time_limit=5)
    assert proven(world, plan, clock=Clock(5)).value >= 0.99 * found.value
