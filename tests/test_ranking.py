"""Areas against each other: by hand, what never happens, and that verdicts and ranks hold."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mintgeo as mg
from mintgeo._errors import InputError, OptionError, TooCoarseError
from mintgeo.analysis.uncertainty import Draws, surely
from mintgeo.analysis.uncertainty.together import signs
from tests import kleinland
from tests.ranking_worlds import abstract, judged, reliability
from tests.worlds import LIMITS, Floats, World


def areas_of(*columns: object) -> mg.AreaShares:
    """Areas A, B, C … with these shares in 20 draws."""
    draws = np.array([np.broadcast_to(np.asarray(one, dtype=float), 20) for one in columns]).T
    names = np.array(list("ABCDEFGH"[: len(columns)]))
    return mg.AreaShares(
        level="kreis", ags=names, names=names, mode="foot", minutes=(15.0,), shares=draws[None],
        estimate=np.median(draws, axis=0)[None],
    )  # fmt: skip


HALVES = np.repeat([0.1, 0.9], 10)


def test_ranks_by_hand() -> None:
    """A is above B in half of the draws, C ties with B, D is the lowest in all of them."""
    ranks = areas_of(HALVES, 0.5, 0.5, 0.0).ranks().set_index("ags")
    assert list(ranks["rank_low"]) == [1, 1, 1, 4]
    assert list(ranks["rank_high"]) == [3, 3, 3, 4]
    assert list(ranks["p_highest"]) == [0.5, 0, 0, 0]
    assert list(ranks["p_lowest"]) == [0, 0, 0, 1]
    assert (ranks["areas"] == 4).all()
    assert (ranks["draws"] == 20).all()


def test_counts_by_hand() -> None:
    """At least a half: B and C always, A in half of the draws; the bound itself counts."""
    counts = areas_of(HALVES, 0.5, 0.5, 0.0).counts((0.5, 0.91)).set_index("at_least")
    assert list(counts[["count_low", "count_high"]].loc[0.5]) == [2, 3]
    assert list(counts[["count_low", "count_high"]].loc[0.91]) == [0, 0]
    for bad in (0, 1.2, ()):
        with pytest.raises(OptionError, match="at_least"):
            areas_of(0.1, 0.2).counts(bad)


def test_pairs_by_hand() -> None:
    rising = np.linspace(0.2, 0.6, 20)
    pairs = areas_of(rising, rising + 0.01, rising[::-1]).pairs().set_index(["ags", "other_ags"])
    assert list(pairs["verdict"]) == ["less", "open", "open"]
    assert pairs.loc[("A", "B"), "difference_high"] == pytest.approx(-0.01)
    assert list(pairs["p_more"]) == [0, 0.5, 0.5]
    names = np.arange(601).astype(str)
    many = mg.AreaShares(
        level="gemeinde", ags=names, names=names, mode="car", minutes=(15.0,),
        shares=np.zeros((1, 20, 601)), estimate=np.zeros((1, 601)),
    )  # fmt: skip
    with pytest.raises(OptionError, match="at most 600 areas can be compared, not 601"):
        many.pairs()


@pytest.fixture(scope="module")
def world() -> tuple[gpd.GeoDataFrame, Draws]:
    world = World(4)
    reached = world.reach()
    return reached, mg.uncertainty(reached, world.sites(), draws=40, progress=False)


@pytest.mark.parametrize("by", ["kreis", "land"])
def test_shares_are_those_of_coverage(world: tuple[gpd.GeoDataFrame, Draws], by: str) -> None:
    reached, draws = world
    table = mg.coverage(reached, by=by, minutes=LIMITS, uncertainty=draws)
    areas = mg.area_shares(reached.iloc[::-1], by=by, minutes=LIMITS, uncertainty=draws)
    ranks = areas.ranks().sort_values(["ags", "minutes"], ignore_index=True)
    table = table.sort_values(["ags", "minutes"], ignore_index=True)
    pd.testing.assert_frame_equal(ranks[["ags", "share"]], table[["ags", "share"]])
    spans = np.quantile(areas.shares, [0.05, 0.95], axis=1).transpose(0, 2, 1).reshape(2, -1)
    assert (spans[0] >= table["share_low"] - 1e-12).all()
    assert (spans[1] <= table["share_high"] + 1e-12).all()
    pairs = areas.pairs()
    assert len(pairs) == len(LIMITS) * len(areas.ags) * (len(areas.ags) - 1) / 2


def test_who_belongs_nowhere_is_no_area() -> None:
    lost = kleinland.demand()
    lost["ags_kreis"] = lost["ags_kreis"].mask(lost["id"] == "c")
    lost["population"] = lost["population"].mask(lost["id"] == "e", 0)
    reached = mg.reach(lost, kleinland.sites(), mg.Airline(), max_min=60)
    draws = mg.uncertainty(reached, kleinland.sites(), draws=20, progress=False)
    areas = mg.area_shares(reached, by="kreis", uncertainty=draws)
    assert "außerhalb" not in areas.ags
    there = lost.groupby("ags_kreis")["population"].sum()
    assert set(areas.ags) == set(there.index[there > 0])
    nobody = reached.assign(population=0.0)
    with pytest.raises(InputError, match="No area has people"):
        mg.area_shares(nobody, by="kreis", uncertainty=draws)
    with pytest.raises(InputError, match="another reach table"):
        mg.area_shares(reached.iloc[:3], by="kreis", uncertainty=draws)


def test_certainty_has_a_bound() -> None:
    """Clopper and Pearson's table: 0 of n leaves 1 − 0.05^(1/n)."""
    assert surely(200, 200) == pytest.approx(0.05 ** (1 / 200))
    assert surely(0, 200) == 0
    assert surely(10, 20) == pytest.approx(0.302, abs=5e-4)
    assert all(surely(hits, 200) < hits / 200 for hits in range(1, 201))


def noise(seed: int, draws: int, count: int) -> Floats:
    rng = np.random.default_rng(seed)
    middle, width = rng.normal(0, 2, count), rng.lognormal(0, 1, count)
    return np.asarray(middle + width * rng.standard_t(4, (draws, count)))


@settings(max_examples=30)
@given(st.integers(0, 10_000), st.sampled_from([20, 50, 200]), st.integers(1, 60))
def test_neither_order_nor_parts_nor_scale_decide(seed: int, draws: int, count: int) -> None:
    part, rng = noise(seed, draws, count), np.random.default_rng(seed)
    found = signs([part])
    mixed = rng.permutation(count)
    np.testing.assert_array_equal(signs([part[:, mixed]]), found[mixed])
    np.testing.assert_array_equal(signs([part[rng.permutation(draws)]]), found)
    np.testing.assert_array_equal(signs(np.array_split(part, 3, axis=1)), found)
    np.testing.assert_array_equal(signs([-part]), -found)
    np.testing.assert_array_equal(signs([part * 4]), found)
    assert ((found == 0) | (found == np.sign(part.mean(axis=0)))).all()


@settings(max_examples=30)
@given(st.integers(0, 10_000), st.integers(1, 30), st.integers(1, 30))
def test_a_longer_list_makes_nothing_surer(seed: int, count: int, more: int) -> None:
    part = noise(seed, 50, count + more)
    alone, among = signs([part[:, :count]]), signs([part])[:count]
    assert ((among == 0) | (among == alone)).all()


def test_what_is_always_so_and_what_is_no_number() -> None:
    rng = np.random.default_rng(3)
    fixed = np.column_stack([np.full(200, 0.2), np.zeros(200), rng.normal(size=200)])
    assert list(signs([fixed])) == [1, 0, 0]
    broken = np.column_stack([np.full(200, np.nan), fixed])
    broken[1:, 0] = 1.0
    assert list(signs([broken])) == [0, 1, 0, 0]
    assert len(signs([])) == 0


def test_many_that_nothing_contradicts_are_not_all_sure() -> None:
    """5,000 differences of which each is wrong in 1 of 300 worlds: some are in nearly any."""
    rng = np.random.default_rng(5)
    right = rng.random((200, 5000)) > 1 / 300
    part = np.where(right, 1.0, -1.0) + 0.01 * rng.random((200, 5000))
    assert (part > 0).all(axis=0).sum() > 2000
    assert not signs([part]).any()


@pytest.mark.slow
def test_in_worlds_with_known_truth() -> None:
    """At most one world of ten has a wrong verdict, and 90 % of what can be told is told."""
    pairs, ranks = judged(abstract(seed, oracle=1000) for seed in range(150))
    assert (pairs["wrong"] > 0).mean() <= 0.1
    assert pairs["together_found"].sum() >= 0.9 * pairs["together"].sum() > 1000
    assert ranks["held"].mean() >= 0.9
    said = reliability(ranks, [-0.001, 0.1, 0.5, 0.9, 1])
    assert (abs(said["came"] - said["said"]) <= 0.1).all()


@pytest.mark.slow
def test_what_points_are_too_coarse_for_is_not_compared() -> None:
    """On foot from points of whole towns: refused, or left out of every table."""
    people = mg.population(within="13071")
    offers = people.iloc[::400][["id", "geometry"]].assign(role="offer", radius_m=0.0)
    reached = mg.reach(people, offers, mg.Airline("foot"))
    draws = mg.uncertainty(reached, offers, draws=20, progress=False)
    with pytest.raises(TooCoarseError):
        mg.area_shares(reached, by="gemeinde", minutes=15, uncertainty=draws)
    areas = mg.area_shares(
        reached, by="gemeinde", minutes=(15, 60), uncertainty=draws, too_coarse="blank"
    )
    shown = mg.coverage(reached, by="gemeinde", minutes=(15, 60), too_coarse="blank")
    shown = shown[shown["share"].notna() & (shown["ags"] != "außerhalb")]
    ranks, counts = areas.ranks(), areas.counts(0.5).set_index("minutes")
    assert set(zip(ranks["ags"], ranks["minutes"], strict=True)) == set(
        zip(shown["ags"], shown["minutes"], strict=True)
    )
    assert 15 not in counts.index
    nothing = mg.area_shares(
        reached, by="gemeinde", minutes=15, uncertainty=draws, too_coarse="blank"
    )
    assert nothing.ranks().empty
    assert nothing.pairs().empty
    assert nothing.counts().empty
