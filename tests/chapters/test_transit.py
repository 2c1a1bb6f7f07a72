"""A study goes by bus and train beside another router, and its report speaks of it."""

from pathlib import Path

import pytest

import mintgeo as mg
from mintgeo._errors import InputError
from mintgeo.chapters.transit import TRANSIT
from mintgeo.chapters.transit.tables import CLASSES, access
from mintgeo.chapters.transit.words import both_ways
from mintgeo.language import language

RAW = Path(__file__).parents[2] / "data" / "raw"
STUDY = f"""
[study]
name = "nb"
title = "Neubrandenburg"
as_of = 2026-11-26
[inputs]
sites = '{RAW / "neubrandenburg_sites.csv"}'
[router]
modes = ["foot", "transit"]
[timetable]
feeds = ['{RAW / "neubrandenburg_fiktiver_fahrplan.zip"}']
depart = ["13:30", "15:00"]
[coverage]
minutes = [30]
within = ["Neubrandenburg", "Burg Stargard"]
[outputs]
folder = "out"
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("nb")


def written(home: Path, old: str = "", new: str = "") -> Path:
    assert old in STUDY
    file = home / "study.toml"
    file.write_text(STUDY.replace(old, new, 1) if old else STUDY, encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def made(home: Path) -> mg.Run:
    return mg.study.run(written(home), progress=False)


def test_two_routers_in_one_study(made: mg.Run) -> None:
    told = made.parameters["routers"]
    assert [told[mode]["kind"] for mode in ("foot", "transit")] == ["airline", "timetable"]
    assert made.parameters["beside"] == ["timetable"]
    assert told["transit"]["date"] == "2026-11-03"
    assert told["transit"]["walk"]["kind"] == "airline"
    assert set(made.table("coverage_country")["mode"]) == {"foot", "transit"}
    slow, quick = (made.table(f"reach_{mode}")["travel_min"] for mode in ("foot", "transit"))
    assert (quick.fillna(999) <= slow.fillna(999).apply(lambda time: -(-time // 1))).all()
    assert made.inputs["feeds"]["file"] == "neubrandenburg_fiktiver_fahrplan.zip"
    assert ("Fahrplan", "neubrandenburg_fiktiver_fahrplan.zip") in made.vintages
    assert "Fiktiver Beispielfahrplan von mintgeo" in made.attributions


def test_everybody_is_counted_once(made: mg.Run) -> None:
    table = made.table("transit_access")
    assert set(table["class"]) <= set(CLASSES)
    assert table["population"].sum() == pytest.approx(
        made.table("reach_transit")["population"].sum()
    )
    assert table["share"].sum() == pytest.approx(1)
    reached = made.table("reach_transit")
    soon = reached.loc[reached["travel_min"] <= 30, "population"].sum()
    counted = table.set_index("class")["population"]
    assert counted[[one for one in ("ride", "walk") if one in counted]].sum() == pytest.approx(soon)
    assert access(reached[:0], 30).empty


def test_the_example_is_a_way_of_the_timetable(made: mg.Run) -> None:
    legs = made.table("transit_journey")
    assert "ride" in set(legs["kind"])
    assert (legs["depart"].iloc[1:].to_numpy() >= legs["arrive"].iloc[:-1].to_numpy()).all()
    assert legs["from_id"].nunique() == legs["to_id"].nunique() == 1


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("de", ["Mit Bus und Bahn", "Abfahrt von 13:30 bis 15:00 Uhr", "zu Fuß zur Haltestelle",
                "ab ", "Richtung", "Was der Fahrplan nicht sagt", "ist ein Schultag mit",
                "Fahrplan: Fiktiver Beispielfahrplan von mintgeo", "keine Lücke im Angebot",
                "Eine Reserve gegen Verspätung ist nicht eingerechnet"]),
        ("en", ["By bus and train", "leaving from 13:30 to 15:00", "on foot to the stop",
                "What the timetable does not say", "is a school day with"]),
    ],
)  # fmt: skip
def test_the_report_tells_it(made: mg.Run, lang: str, words: list[str]) -> None:
    page = mg.report.render(made, map_html="<p></p>", lang=lang).replace("\xa0", " ")
    for text in words:
        assert text in page


def test_there_and_back(made: mg.Run) -> None:
    trips = made.table("outings")
    rows = {row["class"]: row["population"] for row in both_ways(made)}
    assert sum(rows.values()) == pytest.approx(trips["population"].sum())
    assert rows["both"] == pytest.approx(trips.loc[trips["offers"] > 0, "population"].sum())
    assert (trips["offers"] + trips["offers_lost"] == trips["offers_there"]).all()
    assert set(made.table("stop_coverage")) >= {"served", "share", "stops"}
    assert made.table("stop_service")["departures"].max() > 100


def test_map_and_layers(made: mg.Run) -> None:
    say = language("de")
    assert [one.name for one in TRANSIT.layers(made, say)] == ["hin_und_zurueck", "haltestellen"]
    assert [theme.name for theme in TRANSIT.themes(made, say)] == ["outings", "stops"]
    for theme in TRANSIT.themes(made, say):
        theme.layer(**theme.of, lang="de")


def test_sheets_and_points(made: mg.Run) -> None:
    say = language("de")
    titles = [sheet.title for sheet in TRANSIT.sheets(made, say)]
    assert titles == ["Bus und Bahn", "Tage des Fahrplans", "Haltestellen", "Nahe Haltestellen"]
    point, both = TRANSIT.points(made, say)
    assert both.text.startswith("Um 13:30 Uhr los, 90 Minuten dort, bis 19:00 Uhr wieder")
    assert point.text.startswith("Bus und Bahn bringen ")
    assert "03.11.2026 (Schultag)" in point.text.replace("\xa0", " ")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('["foot", "transit"]', '["foot"]', r"\[timetable\] belong together"),
        ('["foot", "transit"]', '["foot", "bus"]', "foot, transit"),
        ("[router]", '[router]\nkind = "timetable"', "must be 'airline' or 'roads', not"),
        ("depart = ", "departs = ", "perhaps 'depart'"),
        ('["13:30", "15:00"]', '["13:30", "25 Uhr"]', r"\[timetable\] depart must be a time"),
        ('["13:30", "15:00"]', '"13:30"', r"\[timetable\] depart = '13:30' should be a list"),
        ("feeds = [", "feeds = ['no.zip', ", r"no\.zip"),
        ("depart = ", "day = 2031-01-01\ndepart = ", "2026-11-02 to 2027-01-10"),
    ],
)
def test_a_study_says_what_is_wrong(home: Path, old: str, new: str, words: str) -> None:
    with pytest.raises((InputError, mg.MintgeoError), match=words):
        mg.study.run(written(home, old, new), progress=False)
