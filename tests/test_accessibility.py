"""Accessibility measures against PySAL's ``access``, published formulas and values by hand."""

import access.fca
import numpy as np
import pandas as pd
import pytest
from access import weights
from hypothesis import given
from hypothesis import strategies as st

import mintgeo as mg
from mintgeo._errors import InputError, OptionError
from tests import kleinland

CLOSE = 1e-9
STEPS = ((10.0, 1.0), (20.0, 0.68), (30.0, 0.22))


def pairs_of(costs: dict[tuple[str, str], float]) -> pd.DataFrame:
    table = pd.DataFrame([(a, b, cost) for (a, b), cost in costs.items()])
    table.columns = pd.Index(["from_id", "to_id", "travel_min"])
    return table.assign(mode="car", access_min=0.0, distance_m=1.0, snap_m=0.0, status="ok")


@pytest.fixture
def hospital() -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """PySAL's hospital example: three tracts, 40 minutes from the hospital."""
    costs = {(a, b): 1.0 if a == b else 40.0 for a in "123" for b in "123"}
    costs["1", "2"] = costs["2", "1"] = 30.0
    people = pd.DataFrame({"id": list("123"), "population": [100.0, 50.0, 10.0]})
    sites = pd.DataFrame({"id": list("123"), "capacity": [15.0, 20.0, 100.0]})
    return pairs_of(costs), sites, people


@pytest.fixture
def town() -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """A 5 × 5 grid with ten offers, as PySAL's own tests have it: times are distances."""
    rng = np.random.default_rng(1)
    spots = np.array([(x, y) for x in range(5) for y in range(5)]) * 7.0
    goals = rng.choice(25, 10, replace=False)
    costs = {
        (f"d{i}", f"s{j}"): float(np.hypot(*(spots[i] - spots[j])))
        for i in range(25)
        for j in goals
    }
    people = pd.DataFrame({"id": [f"d{i}" for i in range(25)]})
    sites = pd.DataFrame({"id": [f"s{j}" for j in goals], "capacity": rng.uniform(1, 50, 10)})
    return pairs_of(costs), sites, people.assign(population=rng.uniform(10, 900, 25))


WORLDS = pytest.mark.parametrize("world", ["hospital", "town"])


def peer_catchment(
    pairs: pd.DataFrame, sites: pd.DataFrame, minutes: float | None, weight: object = None
) -> pd.Series:
    found = access.fca.weighted_catchment(
        sites.set_index("id"), pairs, minutes, cost_source="to_id", cost_dest="from_id",
        cost_cost="travel_min", loc_index=True, loc_value="capacity", weight_fn=weight,
    )  # fmt: skip
    return found.rename(None)


def agree(ours: pd.Series, theirs: pd.Series) -> None:
    theirs = theirs.reindex(ours.index).fillna(0)
    np.testing.assert_allclose(ours, theirs, rtol=CLOSE, atol=CLOSE)


@WORLDS
@pytest.mark.parametrize("minutes", [1.0, 14.0, 30.0, 60.0])
def test_cumulative_equals_access(
    world: str, minutes: float, request: pytest.FixtureRequest
) -> None:
    pairs, sites, _ = request.getfixturevalue(world)
    ours = mg.cumulative(pairs, sites, minutes=minutes, supply="capacity")
    agree(ours, peer_catchment(pairs, sites, minutes))


@WORLDS
@pytest.mark.parametrize(
    ("decay", "peer"),
    [
        (mg.Decay(kind="power", scale=20, exponent=2), weights.gravity(20, -2, min_dist=1)),
        (mg.Decay(kind="gaussian", scale=20), weights.gaussian(20)),
        (mg.Decay(kind="steps", steps=STEPS), weights.step_fn(dict(STEPS))),
    ],
)
def test_gravity_equals_access(
    world: str, decay: mg.Decay, peer: object, request: pytest.FixtureRequest
) -> None:
    pairs, sites, _ = request.getfixturevalue(world)
    agree(
        mg.gravity(pairs, sites, decay=decay, supply="capacity"),
        peer_catchment(pairs, sites, None, peer),
    )


def test_exponential_by_hand(hospital: tuple[pd.DataFrame, ...]) -> None:
    pairs, sites, _ = hospital
    ours = mg.gravity(pairs, sites, decay=mg.Decay(scale=10), supply="capacity")
    expected = 15 * np.exp(-0.1) + 20 * np.exp(-3) + 100 * np.exp(-4)
    assert ours["1"] == pytest.approx(expected, abs=CLOSE)


@WORLDS
@pytest.mark.parametrize("minutes", [14.0, 40.0, 60.0])
@pytest.mark.parametrize("steps", [(), STEPS])
def test_floating_catchment_equals_access(
    world: str,
    minutes: float,
    steps: tuple[tuple[float, float], ...],
    request: pytest.FixtureRequest,
) -> None:
    pairs, sites, people = request.getfixturevalue(world)
    theirs = access.fca.two_stage_fca(
        people.set_index("id"), sites.set_index("id"), pairs, max_cost=minutes, demand_index=True,
        demand_name="population", supply_name="capacity", cost_origin="from_id",
        cost_dest="to_id", cost_name="travel_min",
        weight_fn=weights.step_fn(dict(steps)) if steps else None,
    )  # fmt: skip
    decay = mg.Decay(kind="steps", steps=steps) if steps else None
    agree(mg.floating_catchment(pairs, sites, people, minutes=minutes, decay=decay), theirs)


@pytest.mark.parametrize("decay", [None, mg.Decay(), mg.Decay(kind="power")])
def test_floating_catchment_hands_out_every_place(
    decay: mg.Decay | None, town: tuple[pd.DataFrame, ...]
) -> None:
    pairs, sites, people = town
    per_head = mg.floating_catchment(pairs, sites, people, minutes=99, decay=decay)
    given_out = (per_head.to_numpy() * people["population"].to_numpy()).sum()
    assert given_out == pytest.approx(sites["capacity"].sum())


def test_thirty_is_inside_thirty() -> None:
    pairs = pairs_of({("a", "x"): 30.0, ("b", "x"): np.nextafter(30.0, 31)})
    sites = pd.DataFrame({"id": ["x"]})
    assert list(mg.cumulative(pairs, sites, minutes=30)) == [1, 0]
    steps = mg.Decay(kind="steps", steps=((30, 0.5),))
    assert list(mg.gravity(pairs, sites, decay=steps)) == [0.5, 0]


def test_real_pairs_and_one_who_reaches_nothing() -> None:
    """Adorf 0, Bdorf 12.7, Cdorf 21.5 minutes."""
    offers = kleinland.sites().iloc[:1]
    pairs = mg.travel_times(kleinland.demand(), offers, mg.Airline(), max_min=40)
    found = mg.cumulative(pairs, offers, minutes=22)
    assert found.to_dict() == {"a": 1, "b": 1, "c": 1, "d": 0, "e": 0, "f": 0}
    per_head = mg.floating_catchment(pairs, offers, kleinland.demand(), minutes=22, supply=None)
    assert per_head["a"] == pytest.approx(1 / 600)
    assert per_head["e"] == 0


def test_missing_capacity_names_the_sites(hospital: tuple[pd.DataFrame, ...]) -> None:
    pairs, sites, people = hospital
    sites.loc[1, "capacity"] = np.nan
    with pytest.raises(InputError, match="no capacity in id 2"):
        mg.floating_catchment(pairs, sites, people)
    with pytest.raises(InputError, match=r"sites lack .*ids 2, 3"):
        mg.cumulative(pairs, sites.iloc[:1], minutes=30)
    with pytest.raises(InputError, match="no column 'places'"):
        mg.cumulative(pairs, sites, minutes=30, supply="places")


def test_decay_checks_itself() -> None:
    for wrong in ({"kind": "magic"}, {"scale": 0}, {"kind": "steps"}, {"steps": ((1, 1),)}):
        with pytest.raises(OptionError):
            mg.Decay(**wrong)  # type: ignore[arg-type]


def test_gini_by_hand() -> None:
    assert mg.gini(np.array([1.0, 1, 1, 1])) == pytest.approx(0, abs=CLOSE)
    assert mg.gini(np.array([0.0, 0, 0, 8])) == pytest.approx(3 / 4, abs=CLOSE)
    assert mg.gini(np.array([1.0, 2, 3, 4])) == pytest.approx(0.25, abs=CLOSE)
    assert mg.gini(np.array([1.0, 3]), np.array([3.0, 1])) == pytest.approx(0.25, abs=CLOSE)
    curve = mg.lorenz(np.array([3.0, 1]))
    assert curve.to_numpy().tolist() == [[0, 0], [0.5, 0.25], [1, 1]]


@given(st.lists(st.floats(0.01, 1e6), min_size=1, max_size=40), st.randoms())
def test_gini_equals_inequality(values: list[float], rng: object) -> None:
    """The formula of PySAL's ``inequality.gini``, and the mean absolute difference itself."""
    x = np.array(values)
    n, rank = len(x), np.arange(1, len(x) + 1)
    peer = ((2 * rank * np.sort(x)).sum() - n * x.sum() - x.sum()) / (n * x.sum())
    spread = np.abs(x[:, None] - x[None]).mean() / (2 * x.mean())
    assert mg.gini(x) == pytest.approx(peer, abs=CLOSE)
    assert mg.gini(x) == pytest.approx(spread, abs=CLOSE)
    assert mg.gini(x) == pytest.approx(mg.gini(x, np.full(n, 7.0)), abs=CLOSE)


@given(st.lists(st.tuples(st.floats(0, 1e3), st.integers(1, 6)), min_size=1, max_size=15))
@pytest.mark.slow
def test_weights_are_repeats(pairs: list[tuple[float, int]]) -> None:
    values, counts = (np.array(part) for part in zip(*pairs, strict=True))
    if not values.sum() > 0:
        return
    repeated = np.repeat(values, counts)
    assert mg.gini(values, counts.astype(float)) == pytest.approx(mg.gini(repeated), abs=CLOSE)


@pytest.mark.parametrize("values", [[], [0.0], [-1.0, 2.0], [np.nan, 1.0]])
def test_no_curve_of_nothing(values: list[float]) -> None:
    with pytest.raises(InputError, match="one value and weight"):
        mg.gini(np.array(values))
