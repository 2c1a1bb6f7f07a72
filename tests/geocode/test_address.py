"""The parser's rules, spellings of streets, house numbers."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mintgeo.addresses.address import RULES, Address, parse_address
from mintgeo.addresses.numbers import house_number, house_numbers, within
from mintgeo.addresses.query import is_slip
from mintgeo.addresses.streets import SPELLINGS, street_key

ADDRESSES = {
    "Hauptstr. 12": ("Hauptstr.", "12", "", ""),
    "Hauptstr.12": ("Hauptstr.", "12", "", ""),
    "Hauptstraße 12a": ("Hauptstraße", "12a", "", ""),
    "Hauptstraße 12 A": ("Hauptstraße", "12a", "", ""),
    "Hauptstr 12-14": ("Hauptstr", "12-14", "", ""),
    "Hauptstr. 12 – 14": ("Hauptstr.", "12-14", "", ""),
    "Hauptstr. 12/14": ("Hauptstr.", "12-14", "", ""),
    "Hauptstr. Nr. 12": ("Hauptstr.", "12", "", ""),
    "Hauptstr. Nr.12": ("Hauptstr.", "12", "", ""),
    "Hauptstr., 12": ("Hauptstr.", "12", "", ""),
    "12 Hauptstr.": ("Hauptstr.", "12", "", ""),
    "Nr.12 Hauptstr.": ("Hauptstr.", "12", "", ""),
    "12a, Hauptstr.": ("Hauptstr.", "12a", "", ""),
    "407 4.Ringstraße": ("4.Ringstraße", "407", "", ""),
    "c/o Müller, Am Wald 3": ("Am Wald", "3", "", ""),
    "Am Wald 3, 3. OG links": ("Am Wald", "3", "", ""),
    "Am Wald 3 (Hinterhaus)": ("Am Wald", "3", "", ""),
    "Lange Str. 5 Haus B": ("Lange Str.", "5", "", ""),
    "Schulzentrum, Am Wald 3": ("Am Wald", "3", "", "Schulzentrum"),
    "Haus am Park, Am Wald 3": ("Am Wald", "3", "", "Haus am Park"),
    "Grundschule Am Park, Feldstr. 3": ("Feldstr.", "3", "", "Grundschule Am Park"),
    "Musterweg 5 - Schule": ("Musterweg", "5", "", "Schule"),
    "Straße des 17. Juni 135": ("Straße des 17. Juni", "135", "", ""),
    "Straße des 17. Juni": ("Straße des 17. Juni", None, "", ""),
    "Platz der Einheit": ("Platz der Einheit", None, "", ""),
    "Dorfstraße 5 OT Neuendorf": ("Dorfstraße", "5", "Neuendorf", ""),
    "Dorfstr. 5 (Ortsteil Neuendorf)": ("Dorfstr.", "5", "Neuendorf", ""),
    "Prof.-Dr.-Schmidt-Str. 4": ("Prof.-Dr.-Schmidt-Str.", "4", "", ""),
    "Q 7, 24": ("Q 7", "24", "", ""),
    "Neuendorf 5": ("Neuendorf", "5", "", ""),
    "Nr. 5": ("", "5", "", ""),
    "Feuerwehr Burg Stargard": ("", None, "", "Feuerwehr Burg Stargard"),
    "": ("", None, "", ""),
    " - ": ("", None, "", ""),
}


@pytest.mark.parametrize(("text", "wanted"), ADDRESSES.items())
def test_addresses(text: str, wanted: tuple[str, str | None, str, str]) -> None:
    found = parse_address(text)
    number = None if found.number is None else str(found.number)
    assert (found.street, number, found.part, found.name) == wanted
    assert not found.postbox


@pytest.mark.parametrize(
    "text",
    [
        "Ziegelbergstr. 4, 17033 Neubrandenburg", "Ziegelbergstr. 4 17033 Neubrandenburg",
        "17033 Neubrandenburg, Ziegelbergstr. 4", "Ziegelbergstr. 4\nD-17033 Neubrandenburg",
        "Ziegelbergstr. 4, 17033 Neubrandenburg, Deutschland",
    ],
)  # fmt: skip
def test_whole_addresses(text: str) -> None:
    found = parse_address(text)
    assert (found.street, str(found.number)) == ("Ziegelbergstr.", "4")
    assert (found.postcode, found.place) == ("17033", "Neubrandenburg")


@pytest.mark.parametrize("text", ["Postfach 12 34", "PF 1234", "Postfach"])
def test_post_boxes_are_no_streets(text: str) -> None:
    assert parse_address(text) == Address(postbox=True)


def test_every_rule_is_the_first_to_fit_its_example() -> None:
    for rule in RULES:
        first = next(one for one in RULES if one.regex.fullmatch(rule.example))
        assert first.name == rule.name


@settings(max_examples=200)
@given(st.text(max_size=60) | st.from_regex(r"[A-Z][a-zß]{2,9} ?[\w.,/() -]{0,20}", fullmatch=True))
def test_any_text_is_parsed(text: str) -> None:
    parse_address(text)
    assert street_key(text) == street_key(text.strip())
    number = house_number(text)
    assert number is None or house_number(str(number)) == number


@pytest.mark.parametrize(
    "names",
    [
        ("Hauptstraße", "Hauptstr.", "Hauptstr", "HAUPTSTRASSE", "Haupt-Straße", "Hpt.str."),
        ("An der Marienkirche", "a. d. Marienkirche", "a.d. Marienkirche"),
        ("In der Aue", "i. d. Aue"),
        ("Professor-Doktor-Koch-Straße", "Prof.-Dr.-Koch-Str.", "Prof. Dr. Koch Str."),
        ("Große Wollweberstraße", "Gr. Wollweberstr.", "Grosse Wollweberstraße"),
        ("Bürgermeister-Müller-Weg", "Bgm.-Mueller-Weg", "Bürgerm. Müller Weg"),
        ("Sankt-Georg-Platz", "St. Georg Pl.", "St.-Georg-Platz"),
        ("Alter Markt", "Alten Markt"),
        ("Friedrich-Engels-Ring", "Friedr.-Engels-Ring", "Fr.-Engels-Ring"),
        ("Birkenweg", "Birkenw."),
        ("Kirchengasse", "Kircheng."),
        ("Karl-Marx-Straße", "Carl Marx Str."),
    ],
)
def test_spellings_of_one_street(names: tuple[str, ...]) -> None:
    assert len({street_key(name) for name in names}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("Stargarder Straße", "Stargarder Weg"), ("Strelitzer Straße", "Streitzer Straße"),
     ("Am Wald", "Im Wald"), ("Bahnhofstraße", "Bahnhofplatz"), ("Poststraße", "Pfaffenstraße")],
)  # fmt: skip
def test_different_streets(one: str, other: str) -> None:
    assert street_key(one) != street_key(other)


def test_spellings_end_where_they_begin() -> None:
    """What a rule writes, no rule changes again: keys of keys are the same."""
    for _, full in SPELLINGS:
        assert street_key(street_key(f"x {full}")) == street_key(f"x {full}")


def test_house_numbers() -> None:
    assert [str(one) for one in house_numbers("12;14a, 16-20")] == ["12", "14a", "16-20"]
    assert [one.number for one in within(house_numbers("16-20")[0])] == [16, 18, 20]
    assert [one.number for one in within(house_numbers("1-4")[0])] == [1, 2, 3, 4]
    assert list(within(house_numbers("5-500")[0])) == []
    assert house_number("Haus Nr. 5") is None
    assert house_number("WH 1") is None
    assert str(house_number("012 b")) == "12b"


def test_slips_of_a_postcode() -> None:
    assert is_slip("17033", "17033")
    assert is_slip("17303", "17033")
    assert not is_slip("13073", "17033")
    assert not is_slip("1703", "17033")
