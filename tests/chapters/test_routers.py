"""A router of one's own: a study names its kind, and everything speaks of it, in both languages."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import mintgeo as mg
from mintgeo._errors import InputError, OptionError
from mintgeo.chapters import ROUTERS, RouterKind
from mintgeo.chapters.travel import law_of_run, said_of_router, speeds_of_run
from mintgeo.language import language
from mintgeo.travel import CURVES, Airline, ErrorLaw, SpeedCurve
from mintgeo.travel.measured import LAWS
from tests.chapters.buses import FAKE, LAW, Buses, running
from tests.timetable import SOURCE

STUDY = """
[study]
name = "saar"
title = "Saar"
as_of = 2026-11-26
[inputs]
sites = "labs.csv"
participants = "people.csv"
[router]
kind = "fake"
timetable = "buses.txt"
wait = 6
[coverage]
minutes = [30]
within = "10041"
[meeting]
name = "Aula"
date = 2026-11-01
postcode = "66111"
place = "Saarbrücken"
[outputs]
folder = "out"
"""


@pytest.fixture(scope="module", autouse=True)
def buses() -> Iterator[None]:
    with running():
        yield
    assert "fake" not in ROUTERS
    assert language("en")("Fahrplan von Kleinland") == "Fahrplan von Kleinland"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("saar")
    (home / "labs.csv").write_text("Name,PLZ\nLabor,66111\n", encoding="utf-8")
    (home / "people.csv").write_text("id,PLZ\n1,66111\n2,66115\n3,20095\n", encoding="utf-8")
    (home / "buses.txt").write_text("2026-11-26T14:00 2026-11-26T15:00", encoding="utf-8")
    (home / "study.toml").write_text(STUDY, encoding="utf-8")
    return home


@pytest.fixture(scope="module")
def made(home: Path) -> mg.Run:
    return mg.study.run(home / "study.toml", progress=False)


@pytest.mark.slow
def test_a_study_is_made_with_it(made: mg.Run, home: Path) -> None:
    reached = made.table("reach_shuttle")
    by_bike = mg.reach(mg.population(within="10041"), made.table("sites"), Airline("bike"))
    np.testing.assert_allclose(reached["travel_min"].min(), by_bike["travel_min"].min() + 6)
    assert {"p10_min", "p90_min", "share_departures"} <= set(reached)
    assert set(made.table("coverage_country")["mode"]) == {"shuttle"}
    assert made.parameters["routers"]["shuttle"]["departures"] == [
        "2026-11-26T14:00", "2026-11-26T15:00",
    ]  # fmt: skip
    assert made.inputs["timetable"]["file"] == "buses.txt"
    assert made.inputs["timetable"]["rows"] is None
    assert ("Fahrplan", "buses.txt") in made.vintages
    assert SOURCE in made.attributions
    assert "isochrones" not in made.tables
    assert home / "buses.txt" in mg.study.names.input_files(
        mg.study.load_study(home / "study.toml")
    )


def test_people_come_to_the_meeting_with_it(made: mg.Run) -> None:
    ways = made.table("journeys").set_index("id")
    venue = made.table("meeting")
    people = made.table("participants")
    slow = mg.journeys(people, venue, Airline("shuttle", curve=CURVES["bike"])).set_index("id")
    np.testing.assert_allclose(ways["travel_min"], slow["travel_min"] + 6)
    assert made.parameters["meeting"]["router"] == "fake"


@pytest.mark.parametrize(
    ("lang", "words", "not_said"),
    [
        ("de", ["Zeiten sind gerechnet, nicht gemessen (Fahrplan von Kleinland).",
                "<strong>Wege berechnet:</strong> Fahrplan von Kleinland.",
                "der Median über 2 Abfahrten", "Ob der Bus voll ist, weiß der Fahrplan nicht.",
                "ob Busse und Bahnen pünktlich sind", "mit dem Kleinbus 25"],
         ["Luftlinie geschätzt", "wie lange Bus und Bahn brauchen", "Flüsse, Berge"]),
        ("en", ["Times are computed, not measured (timetable of Kleinland).",
                "<strong>Routes computed:</strong> timetable of Kleinland.",
                "the median over 2 departures", "Whether a bus is full",
                "whether buses and trains are on time", "by minibus 25"],
         ["straight lines", "how long buses and trains take", "Fahrplan"]),
    ],
)  # fmt: skip
@pytest.mark.slow
def test_outputs_speak_of_it(
    made: mg.Run, tmp_path: Path, lang: str, words: list[str], not_said: list[str]
) -> None:
    mg.report.write(made, tmp_path, public=True, lang=lang)
    for folder in ("", "public"):
        page = (tmp_path / folder / "report.html").read_text(encoding="utf-8")
        told = page[: page.index("<iframe")] + page[page.index("</iframe>") :]
        for text in words:
            assert text in told
        for text in not_said:
            assert text not in told


@pytest.mark.slow
def test_its_law_travels_with_the_run(made: mg.Run, tmp_path: Path) -> None:
    loaded = mg.Run.load(made.save(tmp_path / "run"))
    for run in (made, loaded, loaded.public()):
        assert law_of_run(run, "shuttle") == LAW
        assert speeds_of_run(run, "shuttle") == CURVES["bike"]
    json.loads((tmp_path / "run" / "run.json").read_text(encoding="utf-8"))
    shifted = made.tables["reach_shuttle"].assign(
        travel_min=made.tables["reach_shuttle"]["travel_min"] * 0.9
    )
    after = replace(loaded, tables={**loaded.tables, "reach_shuttle": shifted})
    own = mg.compare(made, after, by="country").iloc[0]
    exact = replace(after, parameters={
        **after.parameters, "laws": {"shuttle": ErrorLaw(spread=0.0).plain()},
    })  # fmt: skip
    narrow = mg.compare(made, exact, by="country").iloc[0]
    assert own["change_high"] - own["change_low"] > narrow["change_high"] - narrow["change_low"]


@pytest.mark.parametrize("law", [*LAWS.values(), LAW, ErrorLaw(spread=0.1)])
def test_a_law_comes_back_from_a_file(law: ErrorLaw) -> None:
    assert ErrorLaw.of(json.loads(json.dumps(law.plain()))) == law


@pytest.mark.parametrize("curve", CURVES.values())
def test_a_curve_comes_back_from_a_file(curve: SpeedCurve) -> None:
    said = json.loads(json.dumps(curve.plain(), allow_nan=False))
    assert SpeedCurve.of(said) == curve


def test_former_runs_have_the_law_that_they_had(small_run: mg.Run, small_town_run: mg.Run) -> None:
    for run, law in ((small_run, LAWS["bike"]), (small_town_run, ErrorLaw(spread=0.17))):
        about = {key: one for key, one in run.parameters.items() if key not in ("laws", "speeds")}
        former = replace(run, parameters={**about, "spreads": {"bike": 0.17}})
        assert law_of_run(former, "bike") == law
        assert speeds_of_run(former, "bike") == CURVES["bike"]


def test_a_router_that_nobody_knows_any_more_is_named(small_run: mg.Run) -> None:
    strange = replace(small_run, parameters={**small_run.parameters, "router": "../zeppelin"})
    page = mg.report.render(strange, map_html="<p></p>")
    assert "<strong>Wege berechnet:</strong> ../zeppelin." in page
    assert said_of_router(strange, language("en")).caveat.endswith("(../zeppelin).")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('kind = "fake"', 'kind = "ship"', "must be 'airline', 'roads' or 'fake', not 'ship'"),
        ('timetable = "buses.txt"', "", r"\[router\] needs 'timetable'"),
        ('timetable = "buses.txt"', "timetable = 3", "3 should be the name of a file in quotes"),
        ("wait = 6", "wait = -1", "wait must not be negative"),
        ("wait = 6", "wait = true", "wait = True should be a number"),
        ("wait = 6", "spread = 0.1", "spread belongs to kind = 'roads', not 'fake'"),
        ("wait = 6", "weight = 6", "'weight' is unknown, perhaps 'wait'"),
        ("wait = 6", "modes = ['car']", r"different ones of shuttle, transit: \['car'\]"),
        ('"buses.txt"', '"trams.txt"', r"trams\.txt"),
        ('kind = "fake"', "kind = 3", "kind = 3 should be text"),
        ('kind = "fake"', "", "timetable belongs to kind = 'fake', not 'airline'"),
    ],
)
@pytest.mark.slow
def test_a_study_says_what_is_wrong(home: Path, old: str, new: str, words: str) -> None:
    assert old in STUDY
    file = home / "wrong.toml"
    file.write_text(STUDY.replace(old, new, 1), encoding="utf-8")
    with pytest.raises((InputError, FileNotFoundError), match=words):
        mg.study.run(file, progress=False)


def test_kinds_are_registered_once() -> None:
    ROUTERS.register(FAKE)
    with pytest.raises(OptionError, match="a router fake already"):
        ROUTERS.register(replace(FAKE, title="Noch einer"))
    with pytest.raises(OptionError, match="small letters"):
        replace(FAKE, key="Fake Router")
    with pytest.raises(OptionError, match="must be a dataclass"):
        replace(FAKE, options=dict)


@pytest.mark.slow
def test_a_router_of_another_mode_is_refused(home: Path) -> None:
    wrong: RouterKind[Buses] = replace(FAKE, key="wrong", make=lambda *_: Airline("foot"))
    file = home / "wrong.toml"
    file.write_text(STUDY.replace('kind = "fake"', 'kind = "wrong"'), encoding="utf-8")
    with ROUTERS.with_kinds(wrong), pytest.raises(OptionError, match="for shuttle, not foot"):
        mg.study.run(file, progress=False)


def test_airline_when_nothing_is_said(home: Path) -> None:
    file = home / "plain.toml"
    text = STUDY.replace('kind = "fake"\ntimetable = "buses.txt"\nwait = 6', "")
    file.write_text(text, encoding="utf-8")
    plan = mg.study.load_study(file)
    assert (plan.router.kind, plan.router.modes) == ("airline", ["car", "bike", "foot"])
