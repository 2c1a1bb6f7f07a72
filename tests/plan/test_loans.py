"""Boxes on loan: no double booking, as many wishes as possible, dates on which a tour passes."""

from datetime import date, timedelta
from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mintgeo as mg
from mintgeo._errors import InputError, OptionError
from mintgeo.plan.loans import Span, lend

SEEDS = st.integers(0, 10**6)
MONDAY = date(2027, 3, 1)
TERM = mg.Term(first=MONDAY, last=MONDAY + timedelta(days=69))


def fits(chosen: list[Span], pools: list[int]) -> bool:
    """No pool has more boxes away on any day than it has."""
    for pool, boxes in enumerate(pools):
        mine = [one for one in chosen if one.pool == pool]
        days = {day for one in mine for day in range(one.first, one.last + 1)}
        if any(sum(one.first <= day <= one.last for one in mine) > boxes for day in days):
            return False
    return True


@settings(max_examples=25, derandomize=True)
@given(SEEDS)
def test_loans_are_as_many_as_trying_all_finds(seed: int) -> None:
    rng = np.random.default_rng(seed)
    pools = rng.integers(0, 3, 2).tolist()
    spans = []
    for wish in range(5):
        for _ in range(int(rng.integers(1, 4))):
            first = int(rng.integers(0, 12))
            last = first + int(rng.integers(1, 6))
            pool = int(rng.integers(2))
            spans.append(Span(wish=wish, pool=pool, first=first, last=last, delay=float(first)))
    by_wish = [[None, *(one for one in spans if one.wish == wish)] for wish in range(5)]
    plans = [[one for one in some if one] for some in product(*by_wish)]
    truth = min((-len(some), sum(one.delay for one in some)) for some in plans if fits(some, pools))
    found = lend(spans, pools)
    assert (-len(found), sum(one.span.delay for one in found)) == pytest.approx(truth, rel=2e-3)
    assert all(loan.box < pools[loan.span.pool] for loan in found)
    for one in found:
        for other in found:
            same = (one.span.pool, one.box) == (other.span.pool, other.box)
            if one is not other and same:
                assert one.span.last < other.span.first or other.span.last < one.span.first


def visits() -> pd.DataFrame:
    rows = [
        {"id": name, "date": (MONDAY + timedelta(days=at)).isoformat(), "tour": number}
        for number, (name, at) in enumerate(
            [(name, at + 14 * turn) for turn in range(5) for name, at in (("a", 1), ("b", 3))], 1
        )
    ]
    return pd.DataFrame(rows)


def test_boxes_come_and_go_with_visits_and_are_at_one_place_at_a_time() -> None:
    wishes = pd.DataFrame(
        {"id": ["a", "b", "a", "c", "b"], "theme": ["Wind", "Wind", "Sonne", "Wind", "Holz"],
         "weeks": [2, 4, 2, 1, 2]}
    )  # fmt: skip
    boxes = pd.DataFrame({"hub": ["H", "H"], "theme": ["Wind", "Sonne"], "boxes": [1, 1]})
    found = mg.plan_loans(wishes, boxes, term=TERM, tours=visits())
    assert found.left[["id", "reason"]].to_numpy().tolist() == [["b", "no_box"]]
    days = {(row["id"], row["date"]): row["tour"] for row in visits().to_dict("records")}
    for row in found.loans.to_dict("records"):
        apart = date.fromisoformat(row["until"]) - date.fromisoformat(row["from"])
        if row["id"] == "c":
            assert pd.isna(row["tour"])
            assert date.fromisoformat(row["from"]).weekday() == 0
        else:
            assert row["tour"] == days[row["id"], row["from"]]
            assert row["tour_back"] == days[row["id"], row["until"]]
        assert apart.days >= 7
    for _, some in found.loans.groupby("box"):
        ends = some.sort_values("from")
        assert (ends["until"].iloc[:-1].to_numpy() < ends["from"].iloc[1:].to_numpy()).all()


def test_wishes_without_a_loan_have_a_reason() -> None:
    boxes = pd.DataFrame({"hub": ["H"], "theme": ["Wind"], "boxes": [1]})
    wishes = pd.DataFrame({
        "id": ["a", "a", "b"], "theme": "Wind", "weeks": [9, 8, 8],
        "from": ["2027-04-20", None, None],
    })  # fmt: skip
    found = mg.plan_loans(wishes, boxes, term=TERM, tours=visits())
    assert sorted(found.left["reason"]) == ["all_lent", "no_dates"]
    assert len(found.loans) == 1


def test_a_theme_of_a_hub_stands_in_one_row() -> None:
    boxes = pd.DataFrame({"hub": ["H", "H"], "theme": ["Wind", "Wind"], "boxes": [1, 2]})
    with pytest.raises(InputError, match="twice"):
        mg.plan_loans(pd.DataFrame({"id": ["a"], "theme": ["Wind"]}), boxes, term=TERM)


@pytest.mark.parametrize("weeks", [0, -1, float("nan"), float("inf")])
def test_weeks_are_those_of_a_term(weeks: float) -> None:
    boxes = pd.DataFrame({"hub": ["H"], "theme": ["Wind"], "boxes": [1]})
    wishes = pd.DataFrame({"id": ["a"], "theme": ["Wind"]})
    with pytest.raises(OptionError, match="weeks"):
        mg.plan_loans(wishes, boxes, term=TERM, weeks=weeks)  # type: ignore[arg-type]
    if not np.isnan(weeks):
        with pytest.raises(InputError, match="weeks"):
            mg.plan_loans(wishes.assign(weeks=weeks), boxes, term=TERM)


def test_dates_that_are_none_name_their_row() -> None:
    boxes = pd.DataFrame({"hub": ["H"], "theme": ["Wind"], "boxes": [1]})
    wishes = pd.DataFrame({"id": ["a", "b"], "theme": "Wind", "until": [None, "bald"]})
    with pytest.raises(InputError, match=r"\bb\b.*bald"):
        mg.plan_loans(wishes, boxes, term=TERM)
    with pytest.raises(InputError, match="bald"):
        mg.plan_loans(wishes[["id", "theme"]], boxes, term=TERM, tours=visits().assign(date="bald"))
