"""What solvers of stops and hubs are given at their edges: an answer, or an error of ours."""

from typing import Any

import numpy as np
import pytest
from scipy import sparse

from mintgeo._errors import InfeasibleError, InputError, OptionError
from mintgeo.analysis.planning.lent import _boxes as boxes_of
from mintgeo.plan import hubs, stops
from mintgeo.plan.stops import Floor, Spread

COVER = [[1, 1, 0, 0], [0, 1, 0, 1], [0, 0, 1, 1]]
COST = [[1.0, 4.0, 9.0, 2.0], [7.0, 3.0, 1.0, 8.0], [5.0, 2.0, 6.0, 3.0]]
NO_NUMBERS: tuple[Any, ...] = (float("nan"), float("inf"), "five", None, [2, 3])


@pytest.mark.parametrize("kind", ["median", "center"])
@pytest.mark.parametrize("existing", [(), (2,)])
def test_hubs_that_nobody_asks_for_cost_nothing(kind: Any, existing: tuple[int, ...]) -> None:
    for cost, weights in ((COST, [0, 0, 0]), (np.zeros((0, 4)), None)):
        found = hubs.solve(cost, weights, n_hubs=2, kind=kind, existing=existing)
        assert (found.value, found.bound, found.status, len(found.chosen)) == (0, 0, "optimal", 2)


def test_a_bound_of_nothing_has_no_sign() -> None:
    bound = hubs.solve(np.zeros((3, 4)), n_hubs=1).bound
    assert str(bound) == "0.0"
    assert str(stops.solve(COVER, n_stops=2, capacity=[0] * 4).value) == "0.0"


def test_covers_stay_as_they_were_given() -> None:
    parts = np.array([1.0, 0.0, 1.0]), np.array([2, 0, 1]), np.array([0, 2, 3])
    for part in parts:
        part.setflags(write=False)
    before = [part.copy() for part in parts]
    assert stops.solve(sparse.csr_array(parts, shape=(2, 3)), n_stops=2).value == 2
    assert all((part == old).all() for part, old in zip(parts, before, strict=True))


@pytest.mark.parametrize("wrong", [np.nan, np.inf, -1.0])
def test_a_cover_that_is_none_is_refused_with_its_rows(wrong: float) -> None:
    cover = np.zeros((5, 3))
    cover[3, 1] = wrong
    for one in (cover, sparse.coo_array(cover)):
        with pytest.raises(InputError) as caught:
            stops.solve(one, n_stops=1)
        assert caught.value.args[0].values["rows"] == (3,)


def test_costs_below_zero_are_refused_with_their_rows() -> None:
    with pytest.raises(InputError) as caught:
        hubs.solve([[1, 2], [3, -4], [-np.inf, 1]], n_hubs=1)
    assert caught.value.args[0].values["rows"] == (1, 2)


MASK = np.array([False, False, True, True])


@pytest.mark.parametrize("given", [MASK, [1.5], [np.nan], ["x"], "01", 2, [None], [[0], [1, 2]]])
@pytest.mark.parametrize("name", ["existing", "required", "forbidden", "start"])
def test_what_is_no_position_is_not_taken_for_one(name: str, given: Any) -> None:
    with pytest.raises(OptionError, match=name):
        stops.solve(COVER, n_stops=1, **{name: given})
    with pytest.raises(OptionError, match=name):
        hubs.solve(COST, n_hubs=1, **{name: given})


def test_whole_positions_may_be_of_any_kind() -> None:
    some: Any = ({1}, (1.0,), np.array([1], dtype=np.uint8), iter([1]), range(1, 2))
    for given in some:
        assert 1 not in stops.solve(COVER, n_stops=1, forbidden=given).chosen


@pytest.mark.parametrize("apart", [([0.5], [1]), ([np.nan], [1]), (["a"], ["b"]), ([0], [4])])
def test_pairs_that_are_none_are_refused(apart: Any) -> None:
    with pytest.raises(OptionError, match="apart"):
        stops.solve(COVER, n_stops=1, apart=apart)


@pytest.mark.parametrize("name", ["seed", "time_limit", "n_stops", "alternatives", "target_share"])
@pytest.mark.parametrize("given", [-1, *NO_NUMBERS])
def test_options_that_are_no_numbers_are_refused(name: str, given: Any) -> None:
    wish = {"n_stops": 1, **({"target_share": 0.5} if name == "target_share" else {})}
    if given is None and name in ("n_stops", "target_share"):
        wish = {}
    with pytest.raises(OptionError, match=name):
        stops.solve(COVER, **{**wish, name: given})


@pytest.mark.parametrize("given", [["a", 1, 1], [[1], [1, 2], 1], [1, None, 1]])
def test_weights_that_are_no_numbers_are_refused_with_their_rows(given: Any) -> None:
    for solve in (stops.solve, hubs.solve):
        count = {"n_stops": 1} if solve is stops.solve else {"n_hubs": 1}
        with pytest.raises(InputError, match="rows"):
            solve(COVER, given, **count)  # type: ignore[arg-type]


@pytest.mark.parametrize("least", NO_NUMBERS)
def test_numbers_of_groups_that_are_none_are_refused(least: Any) -> None:
    with pytest.raises(OptionError):
        stops.solve(COVER, n_stops=2, spread=Spread(groups="aabb", least=least))
    with pytest.raises(OptionError):
        stops.solve(COVER, n_stops=2, floor=Floor(groups="aab", share={"a": least}))


def test_groups_may_be_pairs_or_empty_and_are_named_as_they_are() -> None:
    pairs = [("Nord", 1), ("Nord", 1), ("Ost", 2), ("Ost", 2)]
    found = stops.solve(COVER, n_stops=2, spread=Spread(groups=pairs))
    assert len({pairs[at] for at in found.chosen}) == 2
    empty = [float("nan"), float("nan"), "Ost", "Ost"]
    with pytest.raises(InfeasibleError) as caught:
        stops.solve(COVER, n_stops=2, forbidden=[2, 3], spread=Spread(groups=empty))
    assert caught.value.values["groups"] == ("Ost",)
    for wrong in (5, [["a"], ["b"], ["c"], ["d"]]):
        with pytest.raises(OptionError):
            stops.solve(COVER, n_stops=2, spread=Spread(groups=wrong))  # type: ignore[arg-type]


def test_a_plan_without_a_choice_has_no_other() -> None:
    assert not stops.solve(COVER, n_stops=2, required=[0, 3], alternatives=3).alternatives


@pytest.mark.parametrize("boxes", [-1, 1.5, True, *NO_NUMBERS[:3]])
def test_boxes_of_hubs_are_whole(boxes: Any) -> None:
    with pytest.raises(OptionError, match="boxes"):
        boxes_of(np.array([1.0, 2.0]), boxes)
    assert boxes_of(np.array([1.0, 2.0]), 3) == [1, 2]
