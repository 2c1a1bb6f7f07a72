"""What the report says of gap areas: whom they count, how sure they are, what is left out."""

import pandas as pd
import pytest

import mintgeo as mg
from mintgeo.chapters.coverage.page import surely_low
from mintgeo.chapters.gaps import words as areas
from mintgeo.chapters.ranks import words as comparing
from mintgeo.language import language
from tests.report.test_points import AREAS, between, shares, small, standing

DE, EN = language("de"), language("en")


def test_a_gap_threshold_of_its_own_has_a_span() -> None:
    share = shares({"DE": (0.2, 0.6)}).tail(1).assign(minutes=20.0, population=1000.0)
    run = small(gap_share=share, gap_points=pd.DataFrame({"population": [500.0, 10.0]}))
    assert areas.beyond(run, DE) == ("400 bis 800", "510")


def test_a_number_without_doubt_is_said_once() -> None:
    share = shares({"DE": (0.4, 0.4)}).head(1).assign(population=5117.0)
    run = small(gap_share=share, gap_points=pd.DataFrame({"population": [3070.0]}))
    assert areas.beyond(run, DE) == ("3.070", "")


def test_towns_beyond_the_threshold_are_one_line() -> None:
    names = ["Flensburg", "Husum", "Kappeln", "Leck", "Niebüll", "Tönning"]
    towns = pd.DataFrame({"name": names, "population": [89_504.0, 23_000, 8600, 7600, 9000, 5000]})
    text = areas.towns(small(gap_towns=towns), DE)
    assert "143.000 Kinder unter 16 in Städten" in text
    assert "die meisten leben in Flensburg (89.500), Husum (23.000)" in text
    assert "Tönning" not in text
    assert areas.towns(small(), DE) == ""
    assert "live in" not in areas.towns(small(gap_towns=towns.head(2)), EN)


def test_what_differs_is_told_and_what_does_not_is_left_out() -> None:
    same = AREAS.assign(missing="Labor; Museum", established=[True, False, True, True])
    table = areas.with_words(same, 2, DE)
    assert "missing" not in table
    assert table["established"].tolist() == ["ja", "nicht belegt", "ja", "ja"]
    differ = same.assign(missing=["Labor", "", "Museum; Labor", ""], area_type=["rural"] * 4)
    told = areas.with_words(differ, 2, EN)
    assert told["missing"].tolist() == ["Labor", "", "all kinds", ""]
    assert "area_type" not in told
    one = areas.with_words(same.assign(missing=["Labor", "", "Labor", ""]), 1, DE)
    assert one["missing"].tolist() == ["alle Arten", "", "alle Arten", ""]


def test_small_areas_are_counted() -> None:
    run = small()
    left = {"least_people": 200, "left_out": {"areas": 8, "people": 748.3}}
    run = mg.Run(**{**vars(run), "parameters": {**run.parameters, "gap_areas": left}})
    assert areas.left_out(run, DE) == (
        "8 Räume mit weniger als 200 Kinder unter 16 (zusammen 748) sind weggelassen."
    )


@pytest.mark.parametrize(("high", "number"), [(0.19, 2), (0.2, 1), (0.35, 1)])
def test_low_kreise_are_those_whose_span_ends_below(high: float, number: int) -> None:
    table = shares({"01001": (0.0, high), "01002": (0.0, 0.1), "01003": (0.0, 0.6)})
    table = table.assign(population=[10.0, 20, 30] * 2, name=table["ags"], offers=0, median_m=1.0)
    rows, low = surely_low(small(coverage_kreis=table), DE)
    assert low == number
    assert [row["name"] for row in rows] == ["01002", "01001"][:number]


def test_low_kreise_are_counted_in_every_draw() -> None:
    """Below a fifth: A always, C never, B in three quarters of the draws; exactly 20 % is not."""
    drawn = {"A": 0.1, "B": between(0.0, 0.4) ** 2 * 3, "C": 0.2}
    run = small(**standing("kreis", drawn))
    assert comparing.low_kreise(run, DE) == "1 bis 2 von 3"
    assert comparing.low_kreise(run, EN) == "1 to 2 of 3"
    assert comparing.low_kreise(small(), DE) == ""
