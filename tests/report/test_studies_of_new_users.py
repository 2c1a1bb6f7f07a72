"""What new users of five studies stumbled over: false doubts, columns of dashes, doubled words."""

import json

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import Point

import mintgeo as mg
from mintgeo.chapters.coverage.page import told
from mintgeo.chapters.placement import PLACEMENT
from mintgeo.findings import decode
from mintgeo.language import NOTHING, language
from mintgeo.maps import OffersLayer
from tests.report.test_points import small

SAY = language("de")


@pytest.mark.parametrize(
    ("age", "said"),
    [("8-12", False), ("8–12", False), ("9", False), ("ab 10", True), ("Klasse 3", True)],
)
def test_plain_ages_are_no_news(age: str, said: bool) -> None:
    table = mg.read_sites(pd.DataFrame({"Name": ["A"], "PLZ": ["24103"], "Alter": [age]}))
    codes = {one.code for one in decode(table["findings"].iloc[0])}
    assert ("read.ages_read" in codes) is said


def placed(plz: list[str], ort: list[str]) -> mg.Run:
    table = mg.geocode(mg.read_sites(pd.DataFrame({"Name": list(plz), "PLZ": plz, "Ort": ort})))
    return small(sites=table, geocode_sites=mg.geocode_report(table))


def test_a_zero_that_was_put_back_is_no_doubt() -> None:
    steps = list(PLACEMENT.steps(placed(["8056", "8523"], ["Zwickau", "Plauen"]), SAY))
    assert steps == []
    one = next(iter(PLACEMENT.steps(placed(["8056", "20144"], ["Zwickau", "München"]), SAY)))
    assert one.text.startswith("Eine Zeile der Listen ist nicht oder nur mit Zweifel verortet")


def test_a_column_that_tells_of_no_area_is_left_out() -> None:
    run = small()
    whole = {"spans": ["1 %", "2 %", "3 %", "4 %"], "sum": True}
    area = {"spans": [NOTHING, "2 %", NOTHING, NOTHING]}
    found = told(run, [area, whole])
    assert found["heads"] == [("car", [30.0])]
    assert [row["spans"] for row in found["rows"]] == [["2 %"], ["2 %"]]
    assert told(run, [whole])["rows"][0]["spans"] == whole["spans"]


def test_partners_beyond_the_area_are_one_pale_kind() -> None:
    frame = gpd.GeoDataFrame(
        {"name": ["A", "B"], "category": ["Schule", "Museum"], "could_offer": ""},
        geometry=[Point(10, 53), Point(10.1, 53)], crs=4326,
    )  # fmt: skip
    kinds = json.loads(OffersLayer(partners=frame.iloc[:1], beside=frame).data)["partners"]
    assert [(one["category"], one["pale"], len(one["spots"])) for one in kinds] == [
        ("Schule", False, 1), ("außerhalb des Gebiets", True, 2),
    ]  # fmt: skip
    alone = json.loads(OffersLayer(partners=frame, beside=frame.iloc[:0]).data)["partners"]
    assert [one["pale"] for one in alone] == [False, False]
