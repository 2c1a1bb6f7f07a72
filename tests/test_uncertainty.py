"""Intervals: what widens them, what never happens, and that they hold the truth."""

from itertools import islice

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mintgeo as mg
from mintgeo._errors import InputError, OptionError
from mintgeo.analysis.uncertainty import LAWS
from mintgeo.analysis.uncertainty.chance import Chance, text_keys
from mintgeo.language import language
from mintgeo.travel import CURVES, SpeedCurve
from tests import kleinland
from tests.worlds import LIMITS, MODES, SIDE, Floats, World, judged, located

EXACT = mg.ErrorLaw(spread=0)
CURVE = SpeedCurve(
    detour=1.32, spread=0.24, source="test",
    stretches=((1, 21), (3, 36), (10, 40), (30, 58), (100, 90), (float("inf"), 100)),
)  # fmt: skip
"""The times of Kleinland must not change with what is fitted."""
ROUTER = mg.Airline(curve=CURVE)


@pytest.fixture(scope="module")
def reached() -> gpd.GeoDataFrame:
    return mg.reach(kleinland.demand(), kleinland.sites(), ROUTER, max_min=60)


def bounds(reach: gpd.GeoDataFrame, sites: gpd.GeoDataFrame, **more: object) -> list[float]:
    draws = mg.uncertainty(reach, sites, curve=CURVE, **more)  # type: ignore[arg-type]
    people, codes = reach["population"].to_numpy(dtype=float), np.zeros(len(reach), dtype=np.intp)
    found = draws.spans(people, codes, 1, [35], rows=draws.rows(reach["id"]))
    return [float(one[0, 0]) for one in found]


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
    draws = mg.uncertainty(reached, far, law=EXACT, curve=CURVE, draws=4000)
    edorf = draws.times[:, 4]
    pace = 60 / 90 * 1.32 / 1000
    sigma = 2000 / np.sqrt(2 * np.log(20))
    assert edorf.std() == pytest.approx(sigma * pace, rel=0.05)
    assert edorf.mean() == pytest.approx(reached["travel_min"].iloc[4], abs=0.1)


def test_edge_points_may_be_covered(reached: gpd.GeoDataFrame) -> None:
    edge = reached.assign(edge=reached["id"] == "e")
    low, share, high = bounds(edge, kleinland.sites(), law=EXACT)
    assert low == 0.4
    assert share in (pytest.approx(0.4), pytest.approx(1100 / 1500))
    assert high == pytest.approx(1100 / 1500)


def test_hidden_people_count_in_draws(reached: gpd.GeoDataFrame) -> None:
    hidden = reached.assign(hidden=[0, 0, 0, 0, 0, 500.0])
    low, share, high = bounds(hidden, kleinland.sites(), law=EXACT)
    assert 600 / 2500 <= low < 600 / 2000 < high <= 0.4
    assert share == pytest.approx(600 / 2000, abs=0.005)


def test_beyond_the_limit_times_are_known_all_the_same(reached: gpd.GeoDataFrame) -> None:
    near = mg.reach(kleinland.demand(), kleinland.sites(), ROUTER, max_min=20)
    draws = mg.uncertainty(near, kleinland.sites(), curve=CURVE)
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


def times_of(reach: gpd.GeoDataFrame, sites: gpd.GeoDataFrame, **more: object) -> Floats:
    draws = mg.uncertainty(reach, sites, draws=20, progress=False, **more)  # type: ignore[arg-type]
    return np.asarray(draws.times, dtype=float)


def far_sites(seed: int, count: int) -> gpd.GeoDataFrame:
    """Offers anywhere, known to 15 km at worst, some of them twice at one place."""
    rng = np.random.default_rng(seed)
    xy = rng.uniform(0, SIDE, (count, 2)).round(-3)
    radius = rng.choice([0.0, 300.0, 4000.0, 15_000.0], count)
    table = pd.DataFrame({"id": [f"o{n}" for n in range(count)], "role": "offer"})
    return located(table.assign(radius_m=radius), xy)


def people_of(seed: int, count: int = 80) -> gpd.GeoDataFrame:
    return World(seed).demand().iloc[:count]


@settings(max_examples=6)
@given(st.integers(0, 10_000), st.sampled_from(MODES), st.integers(1, 30))
@pytest.mark.slow
def test_no_order_changes_a_bit(seed: int, mode: str, count: int) -> None:
    people, sites, rng = people_of(seed), far_sites(seed, count), np.random.default_rng(seed)
    mixed, others = people.iloc[rng.permutation(len(people))], sites.iloc[rng.permutation(count)]
    tables = []
    for points, offers in ((people, sites), (mixed, sites), (people, others)):
        reached = mg.reach(points, offers, mg.Airline(mode))
        draws = mg.uncertainty(reached, offers, draws=20, seed=seed, progress=False)
        both = [
            mg.coverage(reached, by=by, minutes=LIMITS, uncertainty=draws)
            for by in ("country", "kreis")
        ]
        tables.append(pd.concat(both))
    pd.testing.assert_frame_equal(tables[0], tables[1], check_exact=True)
    pd.testing.assert_frame_equal(tables[0], tables[2], check_exact=True)


@settings(max_examples=15)
@given(st.integers(0, 10_000), st.sampled_from(MODES), st.integers(1, 30), st.integers(1, 5))
@pytest.mark.slow
def test_another_offer_never_makes_a_time_longer(
    seed: int, mode: str, count: int, more: int
) -> None:
    people, after = people_of(seed), far_sites(seed, count + more)
    before = after.iloc[more:].sample(frac=1, random_state=seed)
    old, new = (
        times_of(mg.reach(people, sites, mg.Airline(mode)), sites, seed=seed, minutes=120)
        for sites in (before, after)
    )
    assert (new <= old).all()
    assert (new < old).any() or np.isinf(old).any() or count > 1


@settings(max_examples=8)
@given(
    st.integers(0, 10_000), st.sampled_from(MODES), st.sampled_from([10.0, 30.0, 90.0]),
    st.sampled_from([1.0, 1.3, 4.0, float("inf")]),
)  # fmt: skip
@pytest.mark.slow
def test_the_limit_decides_nothing(seed: int, mode: str, limit: float, more: float) -> None:
    """With the airline not a bit, for a way takes what the curve says, found or not."""
    people, sites = people_of(seed), far_sites(seed, 7)
    tables = []
    for max_min in (limit, limit * more):
        reached = mg.reach(people, sites, mg.Airline(mode), max_min=max_min)
        draws = mg.uncertainty(reached, sites, draws=20, seed=seed, progress=False)
        tables.append(mg.coverage(reached, by="kreis", minutes=limit, uncertainty=draws))
    columns = ["share", "share_low", "share_high"]
    pd.testing.assert_frame_equal(tables[0][columns], tables[1][columns], check_exact=True)


@settings(max_examples=10)
@given(st.integers(0, 10_000), st.integers(1, 20))
@pytest.mark.slow
def test_who_walks_is_never_sooner_there(seed: int, count: int) -> None:
    people, sites = people_of(seed), far_sites(seed, count)
    car, bike, foot = (
        times_of(mg.reach(people, sites, mg.Airline(mode), max_min=90), sites, seed=seed)
        for mode in MODES
    )
    for limit in (10, 30, 60, 90):
        assert ((foot <= limit) <= (bike <= limit)).all()
        assert ((bike <= limit) <= (car <= limit)).all()


@pytest.mark.slow
def test_a_list_without_ids_may_get_a_new_first_row() -> None:
    """Ids are then numbers of rows: all of them change, and nothing that is drawn."""
    names, codes = list("abcd"), ["17033", "17109", "17489", "18439"]
    people = mg.population(within="13071")
    old, new = (
        mg.geocode(mg.read_sites(pd.DataFrame({"Name": names[first:], "PLZ": codes[first:]})))
        for first in (1, 0)
    )
    assert old["id"].iloc[0] == "1" == new["id"].iloc[0]
    reached = [mg.reach(people, sites, mg.Airline("bike")) for sites in (old, new)]
    draws = [
        mg.uncertainty(table, sites, progress=False)
        for table, sites in zip(reached, (old, new), strict=True)
    ]
    change = mg.compare(*reached, by="land", minutes=[15, 30], uncertainty=(draws[0], draws[1]))
    assert (change["change_low"] >= 0).all()
    assert (change["gained"] > 0).all()
    back = mg.compare(*reached[::-1], by="kreis", minutes=30, uncertainty=(draws[1], draws[0]))
    assert (back["change_high"] <= 0).all()


def test_thresholds_that_were_not_looked_for_are_refused() -> None:
    near = mg.reach(kleinland.demand(), kleinland.sites(), ROUTER, max_min=20)
    draws = mg.uncertainty(near, kleinland.sites(), curve=CURVE)
    with pytest.raises(OptionError, match=r"at most 20 minutes.*max_min=30"):
        mg.coverage(near, minutes=30, uncertainty=draws)
    with pytest.raises(OptionError, match=r"at most 20 minutes.*max_min=25"):
        mg.coverage(near, minutes=(10, 25))
    far = mg.reach(kleinland.demand(), kleinland.sites(), ROUTER, max_min=60)
    draws = mg.uncertainty(far, kleinland.sites(), curve=CURVE, minutes=(15, 30))
    with pytest.raises(OptionError, match="at most 30 minutes, not 45"):
        mg.coverage(far, minutes=45, uncertainty=draws)


def test_a_point_is_open_only_for_what_its_border_allows(reached: gpd.GeoDataFrame) -> None:
    """Edorf is 49.5 minutes from the offer: a border 8 minutes away decides nothing for 7."""
    edge = reached.assign(edge_min=np.where(reached["id"] == "e", 8.0, np.inf))
    draws = mg.uncertainty(edge, kleinland.sites(), law=EXACT, curve=CURVE)
    table = mg.coverage(edge, by="land", minutes=(7, 45, 60), uncertainty=draws)
    east = table[table["ags"] == "92"].set_index("minutes")
    assert east.loc[7.0, "share_high"] == 0
    assert east.loc[60.0, "share_low"] == 1
    assert east.loc[45.0, "share_high"] == pytest.approx(1)
    assert (draws.times[:, 4] >= 8).all()


def test_what_nobody_can_know_is_said(reached: gpd.GeoDataFrame) -> None:
    edge = reached.assign(edge=reached["id"].isin(["d", "e"]))
    draws = mg.uncertainty(edge, kleinland.sites(), law=EXACT, curve=CURVE)
    table = mg.coverage(edge, by="land", minutes=30, uncertainty=draws).set_index("ags")
    assert list(table["determined"]) == [True, False]
    row = table.loc["92"]
    assert language("de").span(row["share_low"], row["share_high"]) == "nicht bestimmbar"
    assert language("en").span(0.0, 1.0) == "cannot be determined"


def test_estimated_people_widen_and_counted_do_not() -> None:
    sites = kleinland.sites()
    counted = mg.reach(kleinland.demand(), sites, ROUTER, max_min=60)
    assert bounds(counted, sites, law=EXACT) == [0.4, 0.4, 0.4]
    number = counted.assign(scatter_log=0.5)
    low, share, high = bounds(number, sites, law=EXACT)
    assert low < share - 0.1
    assert high > share + 0.1
    place = counted.assign(scatter_m=3000.0)
    assert bounds(place, sites, law=EXACT) == [0.4, 0.4, pytest.approx(1000 / 1500)]
    none = counted.assign(scatter_m=0.0, scatter_log=np.nan)
    assert bounds(none, sites, law=EXACT) == [0.4, 0.4, 0.4]


def test_embedded_points_say_how_far_off_they_may_be() -> None:
    people = mg.population(within="13")
    half = np.sqrt(people["area_ha"] * 10_000 / np.pi) / 2
    np.testing.assert_allclose(people["scatter_m"], half, rtol=1e-6)
    assert set(people["scatter_log"]) == {0.4, 0.6}
    own = mg.population(people[["id", "population", "ags_kreis", "geometry"]])
    assert not {"scatter_m", "scatter_log"} & set(own.columns)


@given(st.integers(0, 100), st.integers(20, 400))
def test_cycles_meet_every_quantile_once(seed: int, draws: int) -> None:
    chance = Chance(seed, draws)
    keys = text_keys(["a", "b", "c"])
    steps = np.array([one.copy() for one in islice(chance.cycles("x", keys), draws)])
    assert steps.max() < chance.size
    assert all(len(set(column)) == draws for column in steps.T)
    again = np.array([one.copy() for one in islice(chance.cycles("x", keys[::-1]), draws)])
    np.testing.assert_array_equal(steps, again[:, ::-1])
    even = chance.even("x", keys)
    np.testing.assert_array_equal(np.sort((even * draws).astype(int), axis=0)[:, 0], range(draws))


def test_ways_of_a_cycle_are_unrelated() -> None:
    """Over many things, what two draws get, and what two things get, is uncorrelated."""
    chance = Chance(3, 50)
    keys = text_keys(range(4000))
    bells = np.array([chance.normal.take(s) for s in islice(chance.cycles("x", keys), 50)])
    assert abs(bells.mean(axis=1)).max() < 0.07
    between = np.corrcoef(bells)[np.triu_indices(50, 1)]
    assert abs(between.mean()) < 0.03
    assert abs(between).max() < 0.12
    halves = np.einsum("dk,dk->k", bells[:, ::2], bells[:, 1::2]) / 50
    assert abs(halves.mean()) < 0.05


@settings(max_examples=15)
@given(st.integers(0, 10_000), st.sampled_from([5.0, 15.0, 30.0, 60.0]))
@pytest.mark.slow
def test_estimate_and_bounds_are_of_the_same_draws(seed: int, minutes: float) -> None:
    world = World(seed)
    reached = world.reach()
    draws = mg.uncertainty(reached, world.sites(), draws=20, seed=seed)
    table = mg.coverage(reached, by="kreis", minutes=(minutes, 70), uncertainty=draws)
    first, later = (table[table["minutes"] == one] for one in (minutes, 70))
    codes, names = pd.factorize(reached["ags_kreis"], sort=True)
    people = reached["population"].to_numpy(dtype=float)
    rows = draws.rows(reached["id"])
    shares = draws.shares(people, np.asarray(codes), len(names), [minutes], rows=rows)[0]
    wanted = np.quantile(shares, [0.05, 0.5, 0.95], axis=0)
    for name, one in zip(("share_low", "share", "share_high"), wanted, strict=True):
        np.testing.assert_allclose(first[name], one, atol=1e-12)
        assert (first[name].to_numpy() <= later[name].to_numpy()).all()
    plain = mg.coverage(reached, by="kreis", minutes=(minutes, 70))
    np.testing.assert_array_equal(table["covered"], plain["covered"])


@given(st.floats(0.3, 40), st.floats(-3.2, 3.2), st.floats(-3.2, 3.2), st.floats(-3.2, 3.2))
def test_no_draw_lets_who_walks_overtake(km: float, own: float, here: float, all_: float) -> None:
    """The same quantiles in all modes, whatever they are: on foot ≥ by bike ≥ by car."""
    times = []
    for mode in ("foot", "bike", "car"):
        curve, law = CURVES[mode], LAWS[mode]
        time = curve.minutes(curve.way_m(np.array([km * 1000])))[0]
        factor = law.ways(np.array([km]), np.array([own]))[0, 0]
        times.append(time * factor * float(law.shared(np.array(all_), np.array(here))))
    assert times[0] >= times[1] or times[1] < 8
    assert times[1] >= times[2] or times[2] < 8


def test_what_is_shared_is_in_doubt() -> None:
    law = mg.ErrorLaw(spread=0.2, country=0.1, region=0.3, doubt=(0.5, 2))
    assert law.low.own == pytest.approx(law.own) == pytest.approx(law.high.own)
    one = np.array(1.0)
    shared = [float(np.log(each.shared(one * 0, one))) for each in (law.low, law, law.high)]
    assert shared == pytest.approx([shared[1] / 2, shared[1], shared[1] * 2])
    exact = mg.ErrorLaw(spread=0)
    assert exact.high.spread == 0


def test_tails_are_heavy_near_and_light_far() -> None:
    law, normal = LAWS["car"], np.array([-2.0, 0.0, 2.0])
    near, far = law.ways(np.array([0.5, 20.0]), normal)
    assert near[0] < far[0] < 1 < far[2] < near[2]
    assert near[1] == far[1] == 1
    beyond = law.ways(np.array([0.01, 0.35, 22.6, 500.0]), normal)
    np.testing.assert_allclose(beyond[[0, 3]], beyond[[1, 2]])


@pytest.mark.slow
def test_intervals_hold_the_truth_in_27_worlds() -> None:
    """All 500 are judged by ``make verify``; of 27 × 20, at least 80 and at most 98 in 100."""
    rows = judged(range(27), oracle=False)
    assert 0.80 <= rows["held"].mean() <= 0.98
