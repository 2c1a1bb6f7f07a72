"""PLZ and places in one cell, and PLZ in every dress."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mintgeo as mg
from mintgeo.read.address import split, split_town
from mintgeo.read.postcodes import read_plz

NAMES = (
    "Neuenrade", "Norden", "Heide", "Wade", "Buxtehude", "Herbede", "Bad Sachsa", "Rade",
    "Rastatt", "Darmstadt", "Bad Urach", "Lauchhammer", "Eschede", "Bad Bodenteich", "Lorch",
    "Winterbach", "Halle", "Emden-Wolthusen", "Frankfurt (Oder)", "Barby OT Glinde",
)  # fmt: skip
DRESSES = (
    "{plz} {name}", "{name} {plz}", "{name}, {plz}", "{name} ({plz})", "({plz}) {name}",
    "D-{plz} {name}", "DE {plz} {name}", "D{plz} {name}", "{plz}, {name}", "PLZ {plz} {name}",
    "{plz} {name}, Deutschland", "{plz} {name} (D)", "{plz} {name} DE", "{plz}/{plz} {name}",
    "{plz}\u00a0{name}", "\u200e{plz} {name}",
)  # fmt: skip
SAME = {
    "17033": (
        "17033", "17033.0", "D-17033", "DE17033", "D 17033", "(17033)", "PLZ: 17033", "'17033",
        '="17033"', "17 033", "17.033", "１７０３３", "17033\u200b", "17033/17034",
        "17033 und 17034", "17033-17036", "17033, 17034", "[17033]",
    ),
    "01067": ("1067", "D-1067", "1067.0", "1.067", "01067", "DE-01067"),
}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_place_keeps_its_letters(name: str) -> None:
    for dress in DRESSES:
        text = dress.format(plz="17033", name=name)
        found = split_town(text)
        assert found is not None, text
        assert (read_plz(found[0]).code, found[1]) == ("17033", name), text


@pytest.mark.parametrize(("text", "plz"), [(t, p) for p, texts in SAME.items() for t in texts])
def test_postcodes_in_every_dress(text: str, plz: str) -> None:
    assert read_plz(text).code == plz


@pytest.mark.parametrize("text", ["A-5020", "CH 8001", "CH8001", "AT-1010", "FL-9490", "NL-1234 AB",
                                  "F-67000", "L-1234"])  # fmt: skip
def test_postcodes_of_other_countries(text: str) -> None:
    found = read_plz(text)
    assert (found.code, bool(found.country)) == ("", True)


@pytest.mark.parametrize("text", ["", "Dresden", "123", "1234567", "12 Kinder", "Haus 12"])
def test_what_is_no_postcode(text: str) -> None:
    assert read_plz(text) == read_plz("-")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ringstr. 5, Norden 26506", ("Ringstr. 5", "26506", "Norden")),
        ("Ringstr. 5\n26506 Norden", ("Ringstr. 5", "26506", "Norden")),
        ("Norden 26506, Ringstr. 5", ("Ringstr. 5", "26506", "Norden")),
        ("Ringstr. 5, A-5020 Salzburg", ("Ringstr. 5", "A-5020", "Salzburg")),
        ("Ringstr. 5, Salzburg 5020, Österreich", ("Ringstr. 5", "A-5020", "Salzburg")),
        ("Ringstr. 5 A 26506 Norden", ("Ringstr. 5 A", "26506", "Norden")),
        ("Ringstr. 5, Tel. 04931 12345", None),
    ],
)
def test_whole_addresses(text: str, wanted: tuple[str, str, str] | None) -> None:
    assert split(text) == wanted


def test_columns_that_hold_more_than_they_say() -> None:
    cells = {"PLZ": ["58809 Neuenrade", "26506", None, "1067 Dresden"],
             "Ort": [None, "26506 Norden", "Lorch (65391)", "Dresden"]}  # fmt: skip
    table = mg.read_participants(pd.DataFrame(cells))
    assert table["postcode"].to_list() == ["58809", "26506", "65391", "01067"]
    assert table["place"].to_list() == ["Neuenrade", "Norden", "Lorch", "Dresden"]


@settings(max_examples=200)
@given(st.text(max_size=40))
def test_any_text_is_read(text: str) -> None:
    found = read_plz(text)
    assert found.code == "" or (len(found.code) == 5 and found.code.isdecimal())
    split_town(text)
    split(text)
