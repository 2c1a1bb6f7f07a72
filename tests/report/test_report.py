"""The report: its words, its numbers, its escaping, its workbook."""

import re
from pathlib import Path

import pytest
from openpyxl import load_workbook

import mintgeo as mg
from mintgeo.language import language, loose
from mintgeo.report import render, summary, write_xlsx
from tests.conftest import EVIL


@pytest.fixture(scope="module")
def page(small_evil: mg.Run) -> str:
    return loose(render(small_evil, map_html=""))


def test_title_and_message_come_first_then_the_vintages(page: str) -> None:
    body = page.split("<body>")[1]
    places = [body.index(one) for one in ("Studie", "<h1>", "Berechnet am", "Zensus 2011", "<h2")]
    assert places == sorted(places)


def test_every_land_and_every_way_is_there(page: str, small_evil: mg.Run) -> None:
    for name in small_evil.table("laender")["name"]:
        assert f">{name}<" in page
    for text in small_evil.table("journeys")["distance_text"]:
        assert text in page


def test_honest_words(page: str) -> None:
    for phrase in (
        "Auswahl, kein Verzeichnis", "mit dem Auto gebracht", "Was die Zahlen nicht sagen",
        "Jeder Anteil steht als Spanne", "200-mal mit zufällig veränderten Orten und Zeiten",
        "© GeoBasis-DE / BKG 2017 (Daten verändert)", "ODbL", "GeoNames",
    ):  # fmt: skip
        assert phrase in page


def test_code_is_text(page: str) -> None:
    assert EVIL not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


@pytest.mark.parametrize("lang", ["de", "en"])
def test_code_in_the_study_file_is_text(small_evil: mg.Run, lang: str) -> None:
    parameters = {
        **small_evil.parameters, "area": EVIL, "meeting": {"name": EVIL, "date": "2022-09-15"},
        "people": {**small_evil.parameters["people"], "who": EVIL, "vintage": EVIL},
    }  # fmt: skip
    names = {name: {**file, "file": EVIL} for name, file in small_evil.inputs.items()}
    changed = {"parameters": parameters, "inputs": names, "vintages": ((EVIL, EVIL),)}
    page = render(mg.Run(**{**vars(small_evil), **changed}), map_html="", lang=lang)
    assert "<script" not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") > 20


def test_contents_lead_to_every_section(page: str) -> None:
    contents = page[page.index('<nav class="contents"') : page.index("</nav>")]
    links = re.findall(r'href="#(\w+)"', contents)
    assert ["points", *links] == re.findall(r'<h2 id="(\w+)"', page)
    assert links == [
        "map", "regions", "gaps", "meeting", "participation", "limits", "placement", "method",
        "sources",
    ]  # fmt: skip


def test_people_without_an_offer_are_a_span(page: str, small_run: mg.Run) -> None:
    row = small_run.table("coverage_country").set_index(["mode", "minutes"]).loc[("car", 30.0)]
    low, high = (row["population"] * (1 - row[end]) for end in ("share_high", "share_low"))
    say = language()
    assert f"{say.people_span(low, high)} Menschen erreichen in höchstens 30" in page
    assert f"Die beste Schätzung: {say.people(row['population'] - row['covered'])} Mensch" in page


def test_no_word_of_a_program_is_left(page: str) -> None:
    text = re.sub(r"<[^>]*>", " ", page.split("<body>")[1])
    assert not re.search(r"\b(nan|None|NaT|over_limit|no_location|True|False)\b", text)


def test_summary_of_the_terminal(small_evil: mg.Run) -> None:
    assert "Teilnehmende: 4 Zeilen" in summary(small_evil)
    assert "aus 2 Bundesländern" in summary(small_evil)


def test_formulas_stay_text(small_evil: mg.Run, tmp_path: Path) -> None:
    tables = {name: small_evil.table(name) for name in small_evil.tables}
    tables["sites"].loc[0, "name"] = "=1+1"
    run = mg.Run(**{**vars(small_evil), "tables": tables})
    book = load_workbook(write_xlsx(run, tmp_path / "t.xlsx"))
    header = [cell.value for cell in book["Angebote"][1]]
    cell = book["Angebote"].cell(2, header.index("Name") + 1)
    assert (cell.value, cell.data_type) == ("=1+1", "s")


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0 %"), (0.001, "unter 1 %"), (0.5, "50 %"), (0.999, "über 99 %"), (1, "100 %"),
     (float("nan"), "–"), (None, "–")],
)  # fmt: skip
def test_percent(value: float | None, text: str) -> None:
    assert language().percent(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (7, "7"), (999, "999"), (1234, "1.230"), (83_019_213, "83,0 Mio."), (None, "–")],
)
def test_people(value: float | None, text: str) -> None:
    assert language().people(value) == text
