"""Whom to call, worked out by hand in Kleinland; the workbook as a spreadsheet reads it."""

from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from openpyxl import load_workbook
from shapely.geometry import box

import mintgeo as mg
from mintgeo._crs import points
from mintgeo._errors import InputError, OptionError, OutputError, TableError
from mintgeo.language import language
from mintgeo.language.calls import CALL_WORDS
from mintgeo.travel import SpeedCurve
from tests import kleinland

CURVE = SpeedCurve(detour=1.0, stretches=((float("inf"), 60),), spread=0.2, source="test")
"""A kilometre a minute."""
ROUTER = mg.Airline(curve=CURVE)
EVIL = '=HYPERLINK("http://x","<script>")'


def reach() -> gpd.GeoDataFrame:
    return mg.reach(kleinland.demand(), kleinland.sites(), ROUTER, max_min=120)


def partners() -> gpd.GeoDataFrame:
    """A fire station in Edorf, a club at Adorf, a farm beyond Edorf, and one that is nowhere."""
    table = pd.DataFrame({
        "id": ["p1", "p2", "p3", "p4"], "role": "potential",
        "name": [EVIL, "Schwimmverein Adorf", "Hof Weit", "Werk Irgendwo"],
        "category": ["Feuerwehr", "Verein", "Bauernhof", "Betrieb"],
        "topics": [None, None, "Robotik", "Technik"],
    })  # fmt: skip
    place = points([0.4, 0.0, 0.47, float("nan")], [0.0, 0.0, 0.0, float("nan")])
    place[3] = None
    return gpd.GeoDataFrame(table, geometry=place)


def area() -> gpd.GeoDataFrame:
    rows = {"name": ["Raum Edorf"], "geometry": [box(0.35, -0.05, 0.45, 0.05)]}
    return gpd.GeoDataFrame(rows, crs=4326)


def calls(**asked: object) -> pd.DataFrame:
    return mg.call_list(reach(), partners(), ROUTER, minutes=12, **asked).set_index("id")


def test_who_is_called_and_why() -> None:
    """Edorf (500) reaches nothing in 12 minutes; the farm is 7.8 km from it, 2.2 from the area."""
    table = calls(gaps=area())
    assert table["gained"].to_dict() == {"p1": 500, "p3": 500, "p4": 0}
    assert list(table["rank"]) == [1, 2, 3]
    assert table.loc["p1", "gap_m"] == 0
    assert 2000 < table.loc["p3", "gap_m"] < 3000
    assert table["reasons"].to_dict() == {
        "p1": "in_gap; gains",
        "p3": "near_gap; gains",
        "p4": "no_location",
    }
    assert table.loc["p1", "topics"] == "Chemie; Rettungstechnik; Physik"
    assert table.loc["p3", "topics"] == "Robotik"
    assert (table["notes"] == "").all()


def test_without_areas_and_with_offers() -> None:
    offers = kleinland.sites().assign(topics=["physik, Chemie", None, None])
    table = calls(offers=offers)
    assert table["reasons"].to_dict() == {
        "p1": "gains; new_topics", "p3": "gains; new_topics", "p2": "gains_nothing; no_topics",
        "p4": "no_location",
    }  # fmt: skip
    near = mg.call_list(
        reach(), partners().assign(topics="Chemie; Physik"), ROUTER, minutes=12, offers=offers
    )  # fmt: skip
    assert "new_topics" not in near.set_index("id").loc["p2", "reasons"]


def test_no_area_is_near_nobody() -> None:
    assert list(calls(gaps=area().iloc[:0]).index) == ["p4"]
    assert list(calls(gaps=area(), within_km=0).index) == ["p1", "p4"]
    with pytest.raises(OptionError, match="within_km"):
        calls(within_km=-1)


def test_a_call_list_is_called_again() -> None:
    """Last year's list are partners, too, whatever it said of them."""
    first = mg.call_list(reach(), partners(), ROUTER, minutes=12, gaps=area())
    again = mg.call_list(reach(), first.iloc[::-1], ROUTER, minutes=12)
    assert list(again["rank"]) == [1, 2, 3]
    assert again["gap"].isna().all()
    with pytest.raises(TableError, match="geometry"):
        calls(gaps=pd.DataFrame(area().drop(columns="geometry")))


def test_a_workbook_names_its_sources(tmp_path: Path) -> None:
    offers = kleinland.sites().assign(topics="Chemie")
    offers.attrs["attributions"] = ["© Angebote"]
    table = mg.call_list(reach(), partners(), ROUTER, minutes=12, offers=offers)
    assert "© Angebote" in table.attrs["attributions"]
    file = mg.save_call_list(table, tmp_path / "a.xlsx")
    guide = load_workbook(file).worksheets[1]
    assert "© Angebote" in [row[0].value for row in guide.iter_rows()]


def test_a_workbook_of_a_list_that_somebody_worked_on(tmp_path: Path) -> None:
    table = mg.call_list(reach(), partners(), ROUTER, minutes=12).assign(reasons="ruft zurück")
    table["Themen bekannt"] = [["a", "b"]] * len(table)
    for number, also in enumerate(("geometry", ["Themen bekannt"])):
        file = mg.save_call_list(table, tmp_path / f"{number}.xlsx", also=also)
        rows = [[one.value for one in row] for row in load_workbook(file).worksheets[0].iter_rows()]
        assert "ruft zurück" in rows[1]
        assert rows[1][-2] == ("POINT (0.4 0)", "['a', 'b']")[number]


@pytest.mark.parametrize("lang", ["de", "en"])
def test_the_workbook_is_text_with_room_for_notes(tmp_path: Path, lang: str) -> None:
    file = tmp_path / "anrufe.xlsx"
    table = mg.call_list(reach(), partners(), ROUTER, minutes=12, gaps=area())
    mg.save_call_list(table, file, lang=lang)
    rows = list(load_workbook(file).worksheets[0].iter_rows())
    cells = dict(zip([one.value for one in rows[0]], rows[1], strict=True))
    say = language(lang)
    assert (cells[say("Name")].value, cells[say("Name")].data_type) == (EVIL, "s")
    assert cells[say("Gründe")].value == "; ".join(
        say(CALL_WORDS[one]) for one in ("in_gap", "gains")
    )
    last_row = [one.value for one in rows[-1]]
    assert say(CALL_WORDS["no_location"]) in last_row
    assert 0 not in last_row
    assert rows[1][0].alignment.wrap_text
    assert rows[0][-1].value == say("Notizen")
    assert not rows[1][-1].value
    mg.save_call_list(table.assign(Telefon="+49 1"), file, lang=lang, also=["Telefon"])
    last = [[one.value for one in row][-2] for row in load_workbook(file).worksheets[0].iter_rows()]
    assert last[:2] == ["Telefon", "+49 1"]
    with pytest.raises(InputError, match="no column Fax"):
        mg.save_call_list(table, file, also=["Fax"])
    file.write_bytes(b"notes of somebody")
    with pytest.raises(OutputError):
        mg.save_call_list(table, file)
    with pytest.raises(OptionError, match="xlsx"):
        mg.save_call_list(table, tmp_path / "anrufe.csv")
