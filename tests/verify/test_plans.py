"""Plans of stops and hubs are worth what spopt finds on problems that it solves exactly."""

import numpy as np
import pytest

from mintgeo.plan import hubs, stops

pulp = pytest.importorskip("pulp")
locate = pytest.importorskip("spopt.locate")
pytestmark = [
    pytest.mark.verify,
    pytest.mark.filterwarnings("default"),
]


def distances(seed: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    at, to = rng.uniform(0, 50, (150, 2)), rng.uniform(0, 50, (30, 2))
    return np.hypot(*(at[:, None] - to).transpose(2, 0, 1)), rng.integers(1, 50, 150).astype(float)


@pytest.mark.parametrize("seed", [0, 1])
def test_the_most_people_are_those_of_spopt(seed: int) -> None:
    away, people = distances(seed)
    model = locate.MCLP.from_cost_matrix(away, people, 8.0, p_facilities=4)
    model.solve(pulp.PULP_CBC_CMD(msg=False))
    theirs = float(pulp.value(model.problem.objective))
    ours = stops.solve(away <= 8, people, n_stops=4)
    assert ours.proven
    assert ours.value == pytest.approx(abs(theirs))


@pytest.mark.parametrize("seed", [0, 1])
def test_the_shortest_ways_are_those_of_spopt(seed: int) -> None:
    away, people = distances(seed)
    model = locate.PMedian.from_cost_matrix(away, people, p_facilities=4)
    model.solve(pulp.PULP_CBC_CMD(msg=False))
    ours = hubs.solve(away, people, n_hubs=4)
    assert ours.value == pytest.approx(float(pulp.value(model.problem.objective)))
    center = locate.PCenter.from_cost_matrix(away, p_facilities=4)
    center.solve(pulp.PULP_CBC_CMD(msg=False))
    longest = hubs.solve(away, n_hubs=4, kind="center")
    assert longest.proven
    assert longest.value == pytest.approx(float(pulp.value(center.problem.objective)))
