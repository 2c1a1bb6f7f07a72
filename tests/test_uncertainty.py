"""Intervals: what widens them, what never happens, and that they hold the truth."""

import geopandas as gpd
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mintgeo as mg
from mintgeo._errors import InputError, OptionError
from tests import kleinland
from tests.worlds import World, judged

EXACT = mg.ErrorLaw(spread=0)


@pytest.fixture(scope="module")
def reached() -> gpd.GeoDataFrame:
    return mg.reach(kleinland.demand(), kleinland.sites(), mg.Airline(), max_min=60)


def bounds(reach: gpd.GeoDataFrame, sites: gpd.GeoDataFrame, **more: object) -> list[float]:
    draws = mg.uncertainty(reach, sites, **more)  # type: ignore[arg-type]
    row = mg.coverage(reach, by="country", minutes=35, uncertainty=draws).iloc[0]
    return [row["share_low"], row["share"], row["share_high"]]


def test_without_errors_there_is_no_interval(reached: gpd.GeoDataFrame) -> None:
    assert bounds(reached, kleinland.sites(), law=EXACT) == [0.4, 0.4, 0.4]


def test_spread_and_radius_widen(reached: gpd.GeoDataFrame) -> None:
    """Ddorf, 36.7 minutes away with 400 people, is in or out; Cdorf at 21.5 minutes stays in."""
    low, _, high = bounds(reached, kleinland.sites())
    assert (low, high) == (0.4, pytest.approx(1000 / 1500))
    vague = kleinland.sites().assign(radius_m=4000.0)
    low, _, high = bounds(reached, vague, law=EXACT)
    assert (low, high) == (0.4, pytest.approx(1000 / 1500))
    sharp = kleinland.sites().assign(radius_m=100.0)
    assert bounds(reached, sharp, law=EXACT) == [0.4, 0.4, 0.4]


def test_drawn_places_follow_the_radius(reached: gpd.GeoDataFrame) -> None:
    """Far away, the time moves as the offer does along the line: with the σ of the radius."""
    far = kleinland.sites().iloc[:1].assign(radius_m=2000.0)
    draws = mg.uncertainty(reached, far, law=EXACT, draws=4000)
    edorf = draws.times[:, 4]
    pace = 60 / 90 * 1.32 / 1000
    sigma = 2000 / np.sqrt(2 * np.log(20))
    assert edorf.std() == pytest.approx(sigma * pace, rel=0.05)
    assert edorf.mean() == pytest.approx(reached["travel_min"].iloc[4], abs=0.1)


def test_edge_points_may_be_covered(reached: gpd.GeoDataFrame) -> None:
    edge = reached.assign(edge=reached["id"] == "e")
    low, share, high = bounds(edge, kleinland.sites(), law=EXACT)
    assert (low, share) == (0.4, 0.4)
    assert high == pytest.approx(1100 / 1500)


def test_hidden_people_count_in_intervals_only(reached: gpd.GeoDataFrame) -> None:
    hidden = reached.assign(hidden=[0, 0, 0, 0, 0, 500.0])
    low, share, high = bounds(hidden, kleinland.sites(), law=EXACT)
    assert (share, high) == (0.4, 0.4)
    assert 600 / 2500 <= low < 600 / 2000


def test_a_limit_that_is_too_near_widens(reached: gpd.GeoDataFrame) -> None:
    near = mg.reach(kleinland.demand(), kleinland.sites(), mg.Airline(), max_min=20)
    draws = mg.uncertainty(near, kleinland.sites())
    row = mg.coverage(near, by="country", minutes=20, uncertainty=draws).iloc[0]
    assert row["share_high"] > row["share"]


def test_same_seed_same_draws(reached: gpd.GeoDataFrame) -> None:
    first, again, other = (
        mg.uncertainty(reached, kleinland.sites(), seed=seed).times for seed in (1, 1, 2)
    )
    np.testing.assert_array_equal(first, again)
    assert (first != other).any()


def test_no_offer_at_all() -> None:
    nowhere = kleinland.sites().iloc[2:]
    reached = mg.reach(kleinland.demand(), nowhere, mg.Airline())
    assert bounds(reached, nowhere) == [0, 0, 0]


def test_errors_say_what_is_wrong(reached: gpd.GeoDataFrame) -> None:
    with pytest.raises(InputError, match=r"lack offers .*id s1"):
        mg.uncertainty(reached, kleinland.sites().iloc[1:])
    with pytest.raises(OptionError, match="20 or more"):
        mg.uncertainty(reached, kleinland.sites(), draws=5)
    with pytest.raises(OptionError, match="at most 1"):
        mg.ErrorLaw(spread=0.2, country=0.6, region=0.6)
    with pytest.raises(OptionError, match="spread"):
        mg.ErrorLaw(spread=-1)
    draws = mg.uncertainty(reached.iloc[:3], kleinland.sites())
    with pytest.raises(InputError, match="another reach table"):
        mg.coverage(reached, uncertainty=draws)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from([5.0, 15.0, 30.0, 60.0]))
def test_share_lies_in_its_interval(seed: int, minutes: float) -> None:
    world = World(seed)
    reached = world.reach()
    draws = mg.uncertainty(reached, world.sites(), draws=20, seed=seed)
    table = mg.coverage(reached, by="kreis", minutes=minutes, uncertainty=draws)
    assert (table["share_low"] >= 0).all()
    assert (table["share_low"] <= table["share"]).all()
    assert (table["share"] <= table["share_high"]).all()
    assert (table["share_high"] <= 1).all()


def test_intervals_hold_the_truth_in_forty_worlds() -> None:
    """All 500 are judged by ``make verify``; of 40 × 5, at least 80 and at most 98 in 100."""
    rows = judged(range(40), oracle=False)
    assert 0.80 <= rows["held"].mean() <= 0.98
