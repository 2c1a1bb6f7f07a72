"""Small counts stay hidden, judged by an intruder who knows all that is published."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from mintgeo._errors import PrivacyError
from mintgeo.privacy import LEAST, check_public, public_tables, suppress


def tables(counts: dict[str, int]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Participation by Land and Kreis from counts by Kreis."""
    kreise = pd.DataFrame({"ags": list(counts), "participants": list(counts.values())})
    laender = kreise.assign(ags=kreise["ags"].str[:2]).groupby("ags", as_index=False).sum()
    return tuple(  # type: ignore[return-value]
        table.assign(name=table["ags"], population=1000.0, per_1000=1.0, per_1000_low=0.5,
                     per_1000_high=2.0, small=True)
        for table in (laender, kreise)
    )  # fmt: skip


def hidden(counts: dict[str, int]) -> set[str]:
    return {ags for table in suppress(*tables(counts)) for ags in table.loc[table["hidden"], "ags"]}


def test_large_counts_stay() -> None:
    assert hidden({"01001": 5, "01002": 9, "02001": 6}) == set()


def test_a_small_count_takes_the_smallest_of_its_land_along() -> None:
    assert hidden({"01001": 3, "01002": 9, "01003": 7, "02001": 6}) == {"01001", "01003"}


def test_small_counts_among_themselves_need_no_other() -> None:
    """3 + 4: each could be 1 to 6 by the sum alone."""
    assert hidden({"01001": 3, "01002": 4, "01003": 7, "02001": 6}) == {"01001", "01002"}


def test_ones_are_not_given_away_by_their_sum() -> None:
    """1 + 1 + 1 = 3 would tell that each is 1, so 8 goes along."""
    assert hidden({"01001": 1, "01002": 1, "01003": 1, "01004": 8, "02001": 9}) == {
        "01001", "01002", "01003", "01004",
    }  # fmt: skip


def test_where_a_land_has_no_other_the_land_is_hidden_too() -> None:
    """Land 01 is its only Kreis; Land 02 must hide it, and one of its Kreise the Land."""
    assert hidden({"01001": 2, "02001": 6, "02002": 9, "03001": 20}) == {
        "01", "01001", "02", "02001",
    }  # fmt: skip


def test_zeros_are_told() -> None:
    laender, kreise = suppress(*tables({"01001": 0, "01002": 12, "02001": 3, "02002": 9}))
    assert kreise.set_index("ags")["participants"].to_dict()["01001"] == 0
    assert (
        kreise.loc[kreise["hidden"], ["participants", "per_1000", "per_1000_low"]]
        .isna()
        .all(axis=None)
    )
    assert not kreise.loc[kreise["hidden"], "small"].any()
    assert laender["participants"].sum() == 24


def test_too_few_people_are_refused() -> None:
    with pytest.raises(PrivacyError, match="fewer than 10"):
        suppress(*tables({"01001": 4, "01002": 5}))


cells = st.dictionaries(
    st.sampled_from([f"{land:02}{kreis:03}" for land in range(1, 5) for kreis in range(1, 5)]),
    st.integers(0, 12),
    min_size=1,
)


@settings(max_examples=200, deadline=None)
@given(cells)
def test_an_intruder_cannot_tell_that_a_hidden_kreis_is_below_five(counts: dict[str, int]) -> None:
    if sum(counts.values()) < 2 * LEAST:
        return
    laender, kreise = suppress(*tables(counts))
    names = [*kreise["ags"], *laender["ags"]]
    shown = pd.concat([kreise, laender]).set_index("ags")
    sums = [
        (np.array([-1.0 if n == land else float(len(n) == 5 and n[:2] == land) for n in names]), 0)
        for land in laender["ags"]
    ]
    sums.append((np.array([float(len(n) == 2) for n in names]), sum(counts.values())))
    bounds = [
        (1, None) if shown.at[n, "hidden"] else (float(shown.at[n, "participants"]),) * 2
        for n in names
    ]
    for position, name in enumerate(names):
        if not shown.at[name, "hidden"]:
            continue
        aim = np.zeros(len(names))
        aim[position] = -1
        most = linprog(aim, A_eq=np.array([row for row, _ in sums]),
                       b_eq=[value for _, value in sums], bounds=bounds)  # fmt: skip
        assert most.status == 0
        assert -most.fun >= LEAST - 1e-6, (name, counts)


def test_personal_tables_are_refused() -> None:
    person = pd.DataFrame({"id": ["1"], "count": [1], "match_level": ["place"]})
    for name in ("participants", "journeys", "whatever"):
        with pytest.raises(PrivacyError, match=name):
            check_public({name: person})
    small = pd.DataFrame({"ags": ["01"], "participants": [3]})
    with pytest.raises(PrivacyError, match="01"):
        check_public({"participation_land": small})


def test_public_tables_leave_no_person() -> None:
    laender, kreise = tables({"01001": 3, "01002": 9})
    summary = ways_of(median_m=9.0, blur_m=2.0)
    given_tables = {
        "participants": kreise, "journeys": kreise, "journey_summary": summary,
        "participation_land": laender, "participation_kreis": kreise, "sites": laender,
    }  # fmt: skip
    out = public_tables(given_tables)
    assert set(out) == {"journey_summary", "participation_land", "participation_kreis", "sites"}
    assert not {name for name in out["journey_summary"] if name.startswith(("min_", "max_"))}
    few = summary.assign(placed=4)
    assert "journey_summary" not in public_tables({"journey_summary": few})


@pytest.mark.parametrize(
    ("median_m", "blur_m", "text"),
    [
        (175_711.4, 2_430.5, "176 km"),
        (4_600.0, 4_700.0, "unter 5 km"),
        (300.0, 900.0, "unter 1 km"),
        (900.0, 70.0, "1 km"),
        (400.0, 70.0, "unter 1 km"),
    ],
)
def test_public_median_is_no_finer_than_a_kilometre(
    median_m: float, blur_m: float, text: str
) -> None:
    summary = ways_of(median_m=median_m, blur_m=blur_m)
    row = public_tables({"journey_summary": summary})["journey_summary"].iloc[0]
    assert row["median_text"] == text
    assert row["median_m"] % 1000 == row["median_blur_m"] % 1000 == row["total_km"] % 1 == 0
    assert row["median_blur_m"] >= 1000


def ways_of(*, median_m: float, blur_m: float) -> pd.DataFrame:
    """A summary of journeys."""
    ways = {"min": 1.0, "median": median_m, "max": 1e6}
    row = {f"{name}_{what}": value for name, way in ways.items()
           for what, value in (("m", way), ("blur_m", blur_m), ("text", "x"))}  # fmt: skip
    return pd.DataFrame([{"placed": 12, "total_km": 1234.5, **row}])
