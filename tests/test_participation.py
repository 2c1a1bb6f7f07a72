"""Participation: spans of the mean and of next year, groups, rates for maps, and of whom."""

from types import SimpleNamespace
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import poisson

import mintgeo as mg
from mintgeo._errors import InputError, OptionError
from mintgeo._located import Located
from mintgeo.analysis.participation import (
    dispersion_of,
    poisson_interval,
    prediction_interval,
    rate_words,
    smoothed_rates,
)
from mintgeo.analysis.participation.clusters import Clusters
from mintgeo.chapters.lists import KEYED_PARTICIPANTS
from mintgeo.chapters.participation.tables import STAGE, Attendance
from mintgeo.germany.regions import assign_regions
from mintgeo.language import language
from mintgeo.privacy.tables import public_tables
from tests.participation_worlds import Fair, listed, strip

KEY = b"k" * 32
SPANS = ["per_1000_low", "per_1000_high", "next_low", "next_high"]


def held(mean: float) -> float:
    """How often the span of a Poisson number holds the next one: summed, not simulated."""
    first = np.arange(int(mean + 12 * np.sqrt(mean) + 12))
    low, high = prediction_interval(first.astype(float))
    inside = poisson.cdf(high, mean) - poisson.cdf(low - 1, mean)
    return float((poisson.pmf(first, mean) * inside).sum())


def test_next_year_is_held_in_nine_of_ten_cases() -> None:
    usual = [held(mean) for mean in np.geomspace(1.5, 400, 60)]
    assert 0.88 <= min(usual) < max(usual) <= 0.92
    assert all(held(mean) > 0.92 for mean in (0.1, 0.5, 1))


def held_in(world: Fair) -> tuple[np.ndarray, np.ndarray]:
    """How often the mean, and the next count, lie in the spans of every region."""
    rng, mean, following = np.random.default_rng(17), [], []
    for _ in range(60):
        year = world.year(rng)
        counts, groups = world.counts(year), year["count"].to_numpy(dtype=float)
        told = Clusters(groups="group")
        found = told.measured(year.reset_index(names="group"), groups, year["region"])
        assert found.basis == "groups"
        factor = found.of(range(40))
        low, high = poisson_interval(counts, dispersion=factor)
        mean.append((low <= world.means) & (world.means <= high))
        first, last = prediction_interval(counts, dispersion=factor)
        then = world.counts(world.year(rng))
        following.append((first <= then) & (then <= last))
    return np.mean(mean, axis=0), np.mean(following, axis=0)


@pytest.mark.parametrize("size", [5, 10, 20])
@pytest.mark.parametrize("sizes", ["equal", "mixed"])
@pytest.mark.slow
def test_spans_hold_for_groups_that_are_told(size: int, sizes: str) -> None:
    mean, following = held_in(Fair(means=size * np.geomspace(2, 40, 40), size=size, sizes=sizes))
    assert mean.mean() >= 0.85
    assert 0.88 <= following.mean() <= 0.92


def test_classes_of_some_kreise_are_not_spread_over_all() -> None:
    """Half of the Kreise send single people, half send classes of twenty."""
    size = np.repeat([1, 20], 20)
    mean, following = held_in(Fair(means=np.full(40, 120.0), size=size))
    assert mean[size == 20].mean() >= 0.85
    assert following[size == 20].mean() >= 0.85
    assert following[size == 1].mean() >= 0.9


def test_a_column_of_the_class_widens_the_spans() -> None:
    year = Fair(means=np.full(6, 60.0), size=12).year(np.random.default_rng(3))
    people, layer = listed(year), strip(6)
    alone = mg.participation(people, layer=layer)
    told = mg.participation(people, layer=layer, groups="Klasse")
    same = mg.participation(people, layer=layer, dispersion=12)
    assert told["dispersion"].iloc[0] == pytest.approx(12)
    assert (told["dispersion_of"] == "groups").all()
    pd.testing.assert_frame_equal(told[SPANS], same[SPANS])
    assert dispersion_of(alone) == (1.0, "rows")
    assert ((told["next_high"] - told["next_low"]) > 2.5 * (
        alone["next_high"] - alone["next_low"])).all()  # fmt: skip
    blank = people.assign(Klasse=pd.Series("", people.index, dtype="str"))
    pd.testing.assert_frame_equal(mg.participation(blank, layer=layer, groups="Klasse")[SPANS],
                                  alone[SPANS])  # fmt: skip


def test_a_row_of_several_people_is_a_group() -> None:
    year = pd.DataFrame({"region": [0, 0, 1], "count": [25, 25, 25]})
    rows = listed(year).drop_duplicates("Klasse").assign(count=25)
    found = mg.participation(gpd.GeoDataFrame(rows), layer=strip(2))
    assert found["dispersion"].tolist() == [25, 25]
    assert (found["dispersion_of"] == "rows").all()


def test_years_tell_how_much_chance_moves_the_counts() -> None:
    rng = np.random.default_rng(5)
    world = Fair(means=np.full(60, 30.0), size=10)
    years = [listed(world.year(rng)).assign(Jahr=2020 + one) for one in range(4)]
    people = gpd.GeoDataFrame(pd.concat(years, ignore_index=True))
    people["id"] = people.index.astype(str)
    found = mg.participation(people, layer=strip(60), years="Jahr")
    factor, known = dispersion_of(found)
    assert known == "years"
    assert 7 < factor < 13
    assert (found["next_high"] < found["participants"]).mean() > 0.9
    then = world.counts(world.year(rng))
    assert ((found["next_low"] <= then) & (then <= found["next_high"])).mean() > 0.8
    both = mg.participation(people, layer=strip(60), years="Jahr", groups="Klasse")
    assert dispersion_of(both) == (pytest.approx(10), "groups")  # a 7b of each year is its own


def test_wrong_columns_and_numbers_are_named() -> None:
    people = listed(pd.DataFrame({"region": [0], "count": [2]}))
    with pytest.raises(InputError, match=r"no column 'klasse' for groups.*Perhaps groups='Klasse'"):
        mg.participation(people, layer=strip(1), groups="klasse")
    with pytest.raises(InputError, match="no column 'Jahr' for years"):
        mg.participation(people, layer=strip(1), years="Jahr")
    for wrong in (0.5, float("nan"), float("inf")):
        with pytest.raises(OptionError, match="dispersion"):
            mg.participation(people, layer=strip(1), dispersion=wrong)


@given(st.integers(0, 500), st.integers(1, 40), st.integers(1, 6))
def test_groups_of_one_size_only_scale(groups: int, size: int, periods: int) -> None:
    one, many = np.array([float(groups)]), np.array([float(groups * size)])
    for end, scaled in zip(
        poisson_interval(one), poisson_interval(many, dispersion=size), strict=True
    ):
        assert scaled[0] == pytest.approx(size * end[0])
    low, high = prediction_interval(one, periods=periods)
    first, last = prediction_interval(many, dispersion=size, periods=periods)
    assert 0 <= low <= groups / periods <= high
    assert (low[0] - 1) * size < first[0] <= low[0] * size
    assert high[0] * size <= last[0] < (high[0] + 1) * size


def marshall(counts: list[float], people: list[float]) -> list[float]:
    """Marshall 1991, pages 284 to 286, written out."""
    total, size = sum(counts), sum(people)
    mean = total / size
    spread = sum(n * (y / n - mean) ** 2 for y, n in zip(counts, people, strict=True)) / size
    between = max(spread - mean / (size / len(people)), 0)
    weights = [between / (between + mean / n) for n in people]
    return [mean + w * (y / n - mean) for y, n, w in zip(counts, people, weights, strict=True)]


def test_smoothed_rates_by_the_book() -> None:
    counts, people = [2.0, 30, 9, 0], [1e3, 9e3, 2e3, 4e3]
    ours = smoothed_rates(np.array(counts), np.array(people))
    np.testing.assert_allclose(ours, marshall(counts, people))
    with_gaps = smoothed_rates(np.array([*counts, np.nan, 3]), np.array([*people, 1e3, np.nan]))
    np.testing.assert_allclose(with_gaps[:4], ours)
    assert np.isnan(with_gaps[4:]).all()


@given(st.lists(st.tuples(st.integers(0, 90), st.integers(1, 10**6)), min_size=1, max_size=30),
       st.floats(1, 30))  # fmt: skip
def test_smoothed_rates_lie_between_their_own_and_the_mean(
    rows: list[tuple[int, int]], dispersion: float
) -> None:
    counts, people = (np.array(one, dtype=float) for one in zip(*rows, strict=True))
    own, mean = counts / people, counts.sum() / people.sum()
    ours = smoothed_rates(counts, people, dispersion=dispersion)
    assert (ours >= np.minimum(own, mean) - 1e-12).all()
    assert (ours <= np.maximum(own, mean) + 1e-12).all()


def test_small_kreise_do_not_dominate_and_errors_shrink() -> None:
    rng = np.random.default_rng(9)
    people = np.repeat([2e3, 2e5], 150)
    true = rng.gamma(8, 0.001 / 8, 300)
    counts = rng.poisson(true * people).astype(float)
    smooth = smoothed_rates(counts, people)
    assert (np.argsort(counts / people)[-20:] < 150).mean() > 0.9
    assert ((smooth - true) ** 2).mean() < 0.3 * ((counts / people - true) ** 2).mean()
    assert (np.argsort(smooth)[-20:] < 150).mean() < 0.5


def children(layer: gpd.GeoDataFrame, share: float = 0.15) -> gpd.GeoDataFrame:
    """A grid of one cell per Kreis that counts children, some of them suppressed."""
    at = layer.geometry.centroid
    grid = gpd.GeoDataFrame({"id": layer["ags"], "residents": layer["population"]}, geometry=at)
    grid["population"], grid["hidden"] = layer["population"] * share - 100, 100.0
    grid.attrs["under"] = 16
    return grid


@pytest.mark.filterwarnings("ignore:Geometry is in a geographic CRS")
def test_rates_of_children_where_a_grid_knows_them() -> None:
    layer = strip(3)
    people = listed(pd.DataFrame({"region": [0, 1, 2], "count": [30, 30, 30]}))
    found = mg.participation(people, layer=layer, people=children(layer))
    assert found["population"].tolist() == [1500] * 3
    assert found["per_1000"].tolist() == pytest.approx([20] * 3)
    assert (found["under"] == 16).all()
    assert rate_words(found, language("de")) == "1.000 Kinder unter 16"
    assert rate_words(found, language("en")) == "1,000 children under 16"
    part = children(layer).iloc[1:].assign(residents=[10_000.0, 4_000.0])
    part.attrs["under"] = 16
    some = mg.participation(people, layer=layer, people=gpd.GeoDataFrame(part))
    assert some["per_1000"].isna().tolist() == [True, False, True]
    assert some["participants"].sum() == 90


@pytest.mark.slow
def test_groups_leave_no_trace_in_what_is_published() -> None:
    people = mg.geocode(mg.read_participants(pd.DataFrame(
        {"PLZ": ["20144"] * 40 + ["24103"] * 22, "Klasse": list("ab") * 31}
    )))  # fmt: skip
    plain, told = (
        {f"participation_{by}": mg.participation(people, by=by, groups=groups)
         for by in ("land", "kreis")} for groups in (None, "Klasse")
    )  # fmt: skip
    assert told["participation_land"]["dispersion"].iloc[0] > 10
    ours, theirs = (public_tables(one, key=KEY) for one in (plain, told))
    for name, table in ours.items():
        pd.testing.assert_frame_equal(table, theirs[name])
        secret = {"dispersion", "dispersion_of", "smoothed_per_1000", "next_low", "next_high"}
        assert not secret & set(table.columns)


def counting(asked: Attendance, people: gpd.GeoDataFrame) -> Any:
    """What the stage of a study that has asked for this sees."""

    class Work(dict[object, object]):
        plan = SimpleNamespace(
            section=lambda _: asked, people=SimpleNamespace(under=0)
        )  # fmt: skip

    return Work({KEYED_PARTICIPANTS: Located(assign_regions(people))})


def test_a_study_names_the_columns() -> None:
    people = listed(pd.DataFrame({"region": [0, 0], "count": [8, 8]})).set_geometry(
        gpd.points_from_xy([10.0] * 16, [53.55] * 16, crs=4326)
    )
    for asked, expected in (
        (Attendance(groups="Klasse"), (8.0, "groups")),
        (Attendance(dispersion=3), (3.0, "told")),
    ):
        counted = STAGE.run(counting(asked, people))
        assert [dispersion_of(one) for one in counted.values()] == [expected] * 2
    with pytest.raises(OptionError, match=r"\[participation\] dispersion"):
        Attendance(dispersion=0.5)
