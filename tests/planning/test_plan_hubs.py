"""Hubs in Kleinland: who lends where, worked out by hand, and by trying all."""

from itertools import combinations

import geopandas as gpd
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mintgeo as mg
from mintgeo._errors import InfeasibleError, InputError, OptionError, PrivacyError
from mintgeo._schema import HUB_WAYS, PLAN_HUBS
from mintgeo.language import explained
from tests import kleinland
from tests.planning.halls import CAR, halls, placed


def minutes(demand: gpd.GeoDataFrame, there: gpd.GeoDataFrame) -> np.ndarray:
    return mg.matrix(demand, there, CAR).dense()


def test_the_least_sum_of_ways_and_who_goes_where() -> None:
    people = kleinland.demand()
    plan = mg.plan_hubs(people, halls(), CAR, n_hubs=2, boxes=7)
    times = minutes(people, halls())
    at = [halls()["id"].tolist().index(one) for one in plan.hubs["id"]]
    nearest = times[:, at].min(axis=1)
    weights = people["population"].to_numpy()
    assert plan.value == pytest.approx(weights @ nearest)
    assert plan.value == pytest.approx(
        min(weights @ times[:, list(two)].min(axis=1) for two in combinations(range(4), 2))
    )
    assert plan.ways["travel_min"].tolist() == nearest.tolist()
    assert plan.hubs["served"].sum() == 1500.0
    assert plan.hubs["boxes"].sum() == 7
    assert plan.hubs["order"].tolist() == [1, 2]
    assert plan.hubs["longest_min"].max() == pytest.approx(nearest.max())
    PLAN_HUBS.check(plan.hubs)
    HUB_WAYS.check(plan.ways)


def test_the_shortest_longest_way() -> None:
    plan = mg.plan_hubs(kleinland.demand(), halls(), CAR, n_hubs=1, kind="center")
    longest = minutes(kleinland.demand(), halls())[:5].max(axis=0)
    assert plan.value == pytest.approx(longest.min())
    assert plan.hubs["id"].tolist() == [halls()["id"][int(longest.argmin())]]


def test_existing_hubs_stay_and_schools_count_once() -> None:
    """Rows without people, such as schools, count once each; y and an own store exist already."""
    schools = kleinland.demand().drop(columns="population")
    there = gpd.GeoDataFrame(placed(y=0.1, store=0.41))
    plan = mg.plan_hubs(schools, halls(), CAR, n_hubs=1, existing=there, boxes=3)
    status = plan.hubs.set_index("id")["status"].to_dict()
    assert status.pop("y") == status.pop("store") == "existing"
    assert list(status.values()) == ["chosen"]
    assert plan.hubs["served"].sum() == 6.0
    told = mg.plan_hubs(schools, halls(), CAR, n_hubs=1, required=["x"], start=plan)
    assert told.hubs["status"].tolist() == ["required"]


@pytest.mark.parametrize(
    ("boxes", "wanted"), [(10, [7, 3]), (4, [3, 1]), (3, [2, 1]), (1, [1, 0]), (0, [0, 0])]
)
def test_boxes_go_by_largest_remainders(boxes: int, wanted: list[int]) -> None:
    """x serves Adorf to Ddorf, 1,000 people, w 500: of 4 boxes it is 2.67 and 1.33."""
    two = halls(x=0.05, w=0.4)
    plan = mg.plan_hubs(kleinland.demand(), two, CAR, n_hubs=2, boxes=boxes)
    assert plan.hubs["served"].tolist() == [1000.0, 500.0]
    assert plan.hubs["boxes"].tolist() == wanted


def test_whoever_reaches_no_candidate_is_told_and_left_out() -> None:
    plan = mg.plan_hubs(kleinland.demand(), halls(x=0.05, y=0.1, z=0.2), CAR, n_hubs=2, max_min=20)
    lost = plan.ways.set_index("id").loc[["e", "f"]]
    assert lost["status"].tolist() == ["over_limit"] * 2
    assert lost["hub_id"].isna().all()
    assert lost["travel_min"].isna().all()
    assert plan.hubs["served"].sum() == 1000.0


def test_too_few_hubs_for_a_limit_say_how_many_would_do() -> None:
    with pytest.raises(InfeasibleError, match="3 would do") as caught:
        mg.plan_hubs(kleinland.demand(), halls(x=0.05, z=0.2, w=0.4), CAR, n_hubs=1, max_min=15)
    assert "mit 3 ginge es" in explained(caught.value)
    with pytest.raises(InfeasibleError, match="Halle x"):
        mg.plan_hubs(kleinland.demand(), halls(), CAR, n_hubs=1, required=["x"], forbidden=["x"])
    with pytest.raises(InputError, match="nobody"):
        mg.plan_hubs(kleinland.demand(), halls(), CAR, n_hubs=1, required=["nobody"])
    for boxes in (-1, 1.5, float("nan"), "three"):
        with pytest.raises(OptionError, match="boxes"):
            mg.plan_hubs(kleinland.demand(), halls(), CAR, n_hubs=1, boxes=boxes)
    with pytest.raises(InfeasibleError, match="only 4 can be chosen"):
        mg.plan_hubs(kleinland.demand(), halls(), CAR, n_hubs=5)
    homes = kleinland.demand().drop(columns="population").assign(count=1)
    with pytest.raises(PrivacyError):
        mg.plan_hubs(homes, halls(), CAR, n_hubs=1)


@settings(max_examples=10)
@given(
    st.lists(st.integers(0, 60), min_size=4, max_size=6, unique=True),
    st.integers(1, 3),
    st.sampled_from(["median", "center"]),
)
def test_no_hubs_are_better(spots: list[int], n: int, kind: str) -> None:
    there = placed(**{f"c{at}": at / 100 for at in spots})
    demand = kleinland.demand()
    plan = mg.plan_hubs(demand, there, CAR, n_hubs=n, kind=kind)  # type: ignore[arg-type]
    times, weights = minutes(demand, there), demand["population"].to_numpy()
    every = [times[:, list(some)].min(axis=1) for some in combinations(range(len(spots)), n)]
    values = [weights @ one if kind == "median" else one[weights > 0].max() for one in every]
    assert plan.value == pytest.approx(min(values))
    assert plan.proven
