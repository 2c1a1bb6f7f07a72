"""The airline router: exact values by hand, brute force, and what must always hold."""

from itertools import product

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import box

from mintgeo import Airline, nearest, travel_times
from mintgeo._crs import GEOD, points
from mintgeo._errors import CrsError, DuplicateIdError, InputError, OptionError
from mintgeo._located import Located
from mintgeo._schema import TRAVEL
from mintgeo.travel import CURVES, Router
from tests import kleinland


def table(lonlat: list[tuple[float, float]], prefix: str = "p") -> gpd.GeoDataFrame:
    lon, lat = zip(*lonlat, strict=True)
    ids = pd.Series([f"{prefix}{number}" for number in range(len(lon))], dtype="str")
    return gpd.GeoDataFrame({"id": ids}, geometry=points(lon, lat))


germany = st.tuples(st.floats(6, 15), st.floats(47.3, 55))


def test_is_a_router() -> None:
    assert isinstance(Airline(), Router)


def test_way_and_time_by_hand() -> None:
    """0.05° is 5,565.97 m, × 1.32 is 7,347.09 m: and every stretch has its speed."""
    found = nearest(kleinland.demand(), kleinland.sites().iloc[:1], Airline())
    row = found.set_index("from_id").loc["b"]
    way = 0.05 * kleinland.DEGREE_M * 1.32
    assert row["distance_m"] == pytest.approx(way, abs=0.01)
    assert row["travel_min"] == pytest.approx(
        18 / 17.5 + 30 / 24.5 + 102 / 35 + (way - 2500) / 46_000 * 60, abs=1e-6
    )
    assert row["status"] == "ok"
    assert row["access_min"] == row["snap_m"] == 0


def test_bike_and_foot_by_hand() -> None:
    """The first stretch is slow, which is the cost of a start."""
    for mode, detour, first, before, speed in (
        ("bike", 1.3, 18 / 10 + 42 / 12.9 + 180 / 13.8, 4000, 15.3),
        ("foot", 1.27, 36 / 4.7, 600, 5.2),
    ):
        way = 0.05 * kleinland.DEGREE_M * detour
        found = nearest(kleinland.demand(), kleinland.sites().iloc[:1], Airline(mode))
        assert found.set_index("from_id").loc["b", "travel_min"] == pytest.approx(
            first + (way - before) / speed / 1000 * 60
        )


def test_travel_to_oneself_is_zero() -> None:
    one = kleinland.demand()
    found = nearest(one, one, Airline())
    assert (found["to_id"] == found["from_id"]).all()
    assert (found["travel_min"] == 0).all()


@pytest.mark.parametrize("mode", CURVES)
def test_curve_is_continuous_and_increasing(mode: str) -> None:
    ways = np.linspace(0, 800_000, 400_001)
    minutes = CURVES[mode].minutes(ways)
    steps = np.diff(minutes)
    assert (steps > 0).all()
    assert steps.max() <= 2 / 1000 * 60 / 4.7 + 1e-9


@pytest.mark.parametrize("mode", CURVES)
@pytest.mark.parametrize("minutes", [0.5, 2.4, 15, 30, 120, 600])
def test_reach_inverts_minutes(mode: str, minutes: float) -> None:
    curve = CURVES[mode]
    way = curve.way_m(np.array([curve.reach_m(minutes)]))
    assert curve.minutes(way)[0] == pytest.approx(minutes)


def test_exactly_the_limit_is_inside() -> None:
    here, there = table([(10, 50)]), table([(10.1, 50)], "q")
    exact = travel_times(here, there, Airline())["travel_min"].iloc[0]
    assert travel_times(here, there, Airline(), max_min=exact)["status"].iloc[0] == "ok"
    below = np.nextafter(exact, 0)
    assert travel_times(here, there, Airline(), max_min=below)["status"].iloc[0] == "over_limit"


def test_missing_times_have_a_reason() -> None:
    found = travel_times(kleinland.sites(), kleinland.sites().iloc[:1], Airline(), max_min=10)
    status = found.set_index("from_id")["status"].to_dict()
    assert status == {"s1": "ok", "s2": "over_limit", "s3": "no_location"}
    TRAVEL.check(found)
    assert (found["travel_min"].isna() == (found["status"] != "ok")).all()
    assert (found["to_id"].isna() == (found["status"] != "ok")).all()


def test_no_destination_at_all() -> None:
    found = nearest(kleinland.demand(), kleinland.sites().iloc[2:], Airline())
    assert set(found["status"]) == {"no_location"}
    assert len(found) == 6


def test_ties_go_to_the_smaller_id_whatever_the_order() -> None:
    goals = table([(10, 50)] * 3, "q")
    start = table([(10.2, 50)])
    assert list(nearest(start, goals, Airline(), k=2)["to_id"]) == ["q0", "q1"]
    assert list(nearest(start, goals.iloc[::-1], Airline(), k=2)["to_id"]) == ["q0", "q1"]


@settings(max_examples=30)
@given(
    st.lists(germany, min_size=1, max_size=12, unique=True),
    st.lists(germany, min_size=1, max_size=12, unique=True),
    st.integers(1, 4),
)
def test_nearest_equals_brute_force(
    start: list[tuple[float, float]], goal: list[tuple[float, float]], k: int
) -> None:
    origins, goals = table(start), table(goal, "q")
    found = nearest(origins, goals, Airline(), k=k)
    for row, (lon, lat) in enumerate(start):
        away = sorted(GEOD.inv(lon, lat, x, y)[2] * 1.32 for x, y in goal)[:k]
        mine = found[found["from_id"] == f"p{row}"]
        assert list(mine["rank"]) == list(range(1, len(away) + 1))
        np.testing.assert_allclose(mine["distance_m"], away, atol=10)


@settings(max_examples=30)
@given(st.lists(germany, min_size=1, max_size=15, unique=True), st.floats(5, 300))
def test_travel_times_equal_brute_force(spots: list[tuple[float, float]], limit: float) -> None:
    both = table(spots)
    found = travel_times(both, both, Airline(), max_min=limit)
    curve = CURVES["car"]
    pairs = {
        (f"p{i}", f"p{j}")
        for i, a in enumerate(spots)
        for j, b in enumerate(spots)
        if curve.minutes(curve.way_m(np.array([GEOD.inv(*a, *b)[2]])))[0] <= limit
    }
    assert set(zip(found["from_id"], found["to_id"], strict=True)) == pairs


def test_inputs_are_judged_at_the_door() -> None:
    good = table([(10, 50)])
    with pytest.raises(OptionError, match="car, bike, foot"):
        Airline("train")
    with pytest.raises(OptionError, match="k must be"):
        nearest(good, good, Airline(), k=0)
    with pytest.raises(OptionError, match="max_min"):
        nearest(good, good, Airline(), max_min=0)
    with pytest.raises(CrsError, match="coordinate reference system"):
        nearest(good.set_crs(None, allow_override=True), good, Airline())
    with pytest.raises(DuplicateIdError, match="p0"):
        nearest(pd.concat([good, good]), good, Airline())
    with pytest.raises(InputError, match="must be points"):
        nearest(good.set_geometry(gpd.GeoSeries([box(9, 50, 10, 51)], crs=4326)), good, Airline())


def test_other_crs_is_projected() -> None:
    spots = table([(10, 50), (11, 51)])
    metric = nearest(spots.to_crs(25832), spots.to_crs(3035), Airline(), k=2)
    degrees = nearest(spots, spots, Airline(), k=2)
    np.testing.assert_allclose(metric["distance_m"], degrees["distance_m"], atol=0.01)


class _Forgetful(dict[object, object]):
    """What another thread clears as soon as something is kept."""

    def __setitem__(self, key: object, value: object) -> None:
        super().__setitem__(key, value)
        self.clear()


@pytest.mark.parametrize("kept", [{}, _Forgetful()])
def test_what_was_found_last_is_found_for_whoever_asks(kept: dict[object, object]) -> None:
    people = table([(10, 50), (11, 51), (12, 52)])
    lists = [table([(10.2, 50.1), (12.1, 52)], "q"), table([(12.1, 52), (10.2, 50.1)], "q")]
    asked = Located.of(people).points
    asked.__dict__["nearest"] = kept
    for goals, mode, k in product(lists, ("car", "bike"), (1, 2)):
        fresh = Airline(mode).nearest(people, goals, k=k)
        pd.testing.assert_frame_equal(Airline(mode).nearest(asked, goals, k=k), fresh)
