"""The ends of the rule: the numbers at which something is just told, or just not."""

from math import comb

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

from mintgeo._errors import PrivacyError
from mintgeo.analysis.participation import poisson_interval
from mintgeo.privacy import ways
from mintgeo.privacy.counts import Participation, published_table, with_elsewhere
from mintgeo.privacy.infer import Published, betrayed, members_of
from mintgeo.privacy.rule import NEAR, SPREAD, STEP, Chance, most_without_way
from mintgeo.privacy.ways import FARTHER, NEARER, Way

OUT = "außerhalb"


def test_near_is_no_wider_than_it_must_be() -> None:
    """By the law of the noise, over counts of every remainder: 94 of 100, with one less 85."""
    law = {ones - SPREAD: comb(2 * SPREAD, ones) / 4**SPREAD for ones in range(2 * SPREAD + 1)}
    shares = [
        sum(
            chance
            for noise, chance in law.items()
            for count in range(30, 35)
            if abs(STEP * ((count + noise + 2) // STEP) - count) <= near
        ) / 5
        for near in (NEAR - 1, NEAR)
    ]  # fmt: skip
    assert shares == pytest.approx([0.85, 0.94], abs=0.005)


def test_of_the_most_people_without_a_way_one_may_still_be_told() -> None:
    people = most_without_way()
    told = {
        Chance(key=seed.to_bytes(32), everybody={"01001": people}).tells_way(people)
        for seed in range(1_000)
    }
    assert told == {True, False}


@pytest.mark.parametrize(
    ("side", "total", "found"),
    [
        # 15 + h people on this side, at most 15 elsewhere: of nearer ones fewer than half and two
        (NEARER, 25, ["01002"]),  # h ≤ 3
        (FARTHER, 25, ["01002"]),  # h ≤ 4
        (NEARER, 30, ["01002"]),  # with 15 elsewhere 15 + h ≤ 15 + h/2 + 1.5: as before
        ("", 25, []),
    ],
)
def test_a_way_tells_of_half_of_the_people(side: str, total: int, found: list[str]) -> None:
    kreise = {"01001": 25, "01002": None, "01003": None}
    sides = {"01001": side, "01002": side} if side else {}
    published = Published(
        total=total, laender={}, kreise=kreise, members={"01": tuple(kreise)},
        way=Way(rounded_m=50_000.0, sides=sides),
    )  # fmt: skip
    assert betrayed(published) == found


@pytest.mark.parametrize("side", [NEARER, FARTHER])
def test_a_way_that_leaves_seven_betrays_nobody(side: str) -> None:
    """At most 40 in all: 15 + h ≤ 20 + 1.5, or 20 + 2; up to 30 live elsewhere."""
    kreise = {"01001": 25, "01002": None, "01003": None, "01004": None}
    published = Published(
        total=30, laender={}, kreise=kreise, members={"01": tuple(kreise)},
        way=Way(rounded_m=50_000.0, sides={"01001": side, "01002": side}),
    )  # fmt: skip
    assert betrayed(published) == []


@pytest.mark.parametrize(("told", "found"), [(20, ["02001", "02"]), (15, [])])
def test_a_meeting_without_a_way_had_ten_with_a_place(told: int, found: list[str]) -> None:
    """Of 01001 at least 10 or 5 have come, so nobody or five from 02001."""
    published = Published(
        total=10, laender={"01": told, "02": None}, kreise={"01001": told, "02001": None},
        members={"01": ("01001",), "02": ("02001",)}, meeting=True,
    )  # fmt: skip
    assert betrayed(published) == found
    nobody = Published(
        total=10, laender={"02": None, OUT: 30}, kreise={"02001": None, OUT: 30},
        members={"02": ("02001",), OUT: (OUT,)}, meeting=True,
    )  # fmt: skip
    assert betrayed(nobody) == ["02001", "02"]  # all 20 have no place
    apart = Published(
        total=25, laender={"01": 20, OUT: None}, kreise={"01001": 20, OUT: None},
        members={"01": ("01001",), OUT: (OUT,)}, meeting=True,
    )  # fmt: skip
    assert betrayed(apart) == []  # who has no place has no way


def table(**counts: int) -> pd.DataFrame:
    keys = [key.removeprefix("k") for key in counts]
    return pd.DataFrame({"ags": keys, "name": keys, "participants": list(counts.values()),
                         "population": 50_000.0})  # fmt: skip


def test_members_are_those_of_the_same_beginning() -> None:
    assert members_of(["01", "02", OUT], ["01001", "02001", "01002", OUT]) == {
        "01": ("01001", "01002"), "02": ("02001",), OUT: (OUT,),
    }  # fmt: skip


def test_tables_must_count_the_same_people_area_by_area() -> None:
    kreise = table(k01001=3, k01002=4, k02001=5)
    both = Participation.of(table(k01=7, k02=5), kreise)
    assert both.laender == {"01": 7, "02": 5, OUT: 0}
    assert both.kreise[OUT] == 0
    with pytest.raises(PrivacyError, match=r"\(01, 02\)"):
        Participation.of(table(k01=8, k02=4), kreise)
    with pytest.raises(PrivacyError, match="Kreise without a Land"):
        Participation.of(table(k01=7), kreise)


def test_the_row_of_those_without_a_region_is_added_once() -> None:
    one = with_elsewhere(table(k01=7))
    assert one["ags"].to_list() == ["01", OUT]
    assert one["participants"].to_list() == [7, 0]
    assert one.index.to_list() == [0, 1]
    assert with_elsewhere(one) is one


def test_published_rates_follow_from_the_number_and_its_noise() -> None:
    """50,000 people: 10 and 25 told are 0.2 and 0.5 of a thousand; nobody lives outside."""
    rows = with_elsewhere(table(k01=9, k02=24, k03=2))
    out = published_table(rows, {"01": 10, "02": 25, "03": None, OUT: 15}).set_index("ags")
    assert out.index.to_list() == ["01", "02", OUT]
    assert out["participants"].to_list() == [10, 25, 15]
    assert out["per_1000"].to_list()[:2] == pytest.approx([0.2, 0.5])
    assert np.isnan(out["per_1000"].to_numpy()[2])
    assert not out["hidden"].any()
    assert out["small"].to_list() == [True, False, True]
    low, high = poisson_interval(np.array([6.0]))[0], poisson_interval(np.array([14.0]))[1]
    assert out["per_1000_low"].iloc[0] == pytest.approx(float(low[0]) / 50)
    assert out["per_1000_high"].iloc[0] == pytest.approx(float(high[0]) / 50)


def test_where_even_the_number_of_all_is_small_nothing_is_published() -> None:
    few = Participation.of_kreise(table(k01001=1))
    assert [few.publish(bytes([one] * 32)) for one in range(9)] == [None] * 9
    many = Participation.of_kreise(table(k01001=40, k02001=30))
    told = many.publish(b"k" * 32)
    assert told is not None
    assert (told.meeting, told.way, told.laender) == (False, None, {})
    way = Way(rounded_m=0.0, sides={})
    met = many.publish(b"k" * 32, lambda _: way)
    assert met is not None
    assert (met.meeting, met.way) == (True, way)
    assert many.publish(b"k" * 32, lambda _: None) is None  # seventy always have one


@pytest.mark.parametrize(
    ("way_m", "low", "high"),
    [(50_000, 45_500, 57_000), (20_000, 15_500, 24_500), (10_000, 7_500, 14_500)],
)
def test_sides_leave_out_half_a_step_and_two_kilometres(
    monkeypatch: pytest.MonkeyPatch, way_m: float, low: float, high: float
) -> None:
    """A step is 10 km from 50 km on, 5 km from 10 km on, and 1 km below."""
    nearest = pd.Series({"a": 0.0, "b": 0.0, "c": high, "d": high + 1})
    farthest = pd.Series({"a": low - 1, "b": low, "c": high + 9, "d": high + 9})
    monkeypatch.setattr(ways, "_ranges", lambda *_: (nearest, farthest))
    venue = gpd.GeoDataFrame(geometry=gpd.points_from_xy([10], [50]), crs=4326)
    assert ways.sides(way_m, venue) == {"a": NEARER, "d": FARTHER}
