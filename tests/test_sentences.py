"""No sentence is ever read again: codes and values inside, words at the edge."""

from pathlib import Path

import pytest

from tests.sentences import Found, defaults, in_package, in_templates, is_german

VOCABULARY = {
    "addresses/pieces.py": "words of what follows a house number",
    "addresses/streets.py": "letters of names of streets",
    "chapters/area/words.py": "how Kreise and regions are called, which decides the preposition",
    "gazetteer/names.py": "names of towns as lists and maps write them",
    "official/_classes.py": "how offices write classes of ages and numbers",
    "official/workbook.py": "headers of official workbooks",
    "read/footnotes.py": "how footnotes of lists begin",
    "read/origin.py": "words of lists of people, and of names of places",
    "read/amounts.py": "how lists write numbers of people",
    "read/encodings.py": "letters that tell encodings apart",
    "read/folding.py": "letters of headers",
    "read/address.py": "how addresses in one cell are written",
    "read/points.py": "how cells write coordinates",
    "read/totals.py": "what rows of totals and headings say",
    "read/postcodes.py": "letters of countries before a PLZ",
    "addresses/facilities.py": "words in names of houses",
    "analysis/members/history.py": "how lists say that somebody came, and how",
    "duplicates/blocks.py": "words in names that say nothing",
    "duplicates/names.py": "words in names that say nothing",
    "gazetteer/meant.py": "words in names of places",
    "gazetteer/wider.py": "how lists write Kreise, and what lies around a town",
    "germany/within/names.py": "words in names of regions",
    "official/grid.py": "units in names of official files",
    "survey/audience.py": "how members write for whom an offer is",
    "survey/cells.py": "signs in cells of members",
    "survey/contacts.py": "how members write contacts",
    "survey/costs.py": "how members write costs",
    "survey/offers.py": "how members write several offers in a cell",
    "survey/plainer.py": "how members write how many take part",
    "survey/venues.py": "how members write where an offer is",
    "survey/whens.py": "how members write times",
    "_organisations.py": "legal forms, and whose servers everybody uses",
    "_csv.py": "how headers begin that mintgeo writes beside lists",
    "_http.py": "letters that stand for others in names of servers",
    "_run_former.py": "what runs of former formats hold",
}
"""Modules that know words of what comes from outside."""
KEYS = {
    "RegioStaR": "value of an official file",
    "ohne Angabe": "group of offers of which a list tells nothing, in tables",
    "Korrektur": "source of a place put by hand, in tables",
    "außerhalb": "key of what lies in no region",
    "bei ": "places without a name, in the data",
}
"""Words that are values of tables."""


@pytest.fixture(scope="module")
def places() -> list[Found]:
    return list(in_package())


@pytest.mark.slow
def test_nothing_of_ours_is_compared_searched_or_split(places: list[Found]) -> None:
    assert [one for one in places if one[0] not in VOCABULARY and one[2] not in KEYS] == []
    assert list(in_templates()) == []


@pytest.mark.slow
def test_no_default_is_german(tmp_path: Path) -> None:
    assert list(defaults()) == []
    code = (
        "def f(who='Menschen', *, x=1, title=N_('Menschen')): pass\nclass A:\n    who: str = 'über'"
    )
    (tmp_path / "a.py").write_text(code, encoding="utf-8")
    assert [text for _, _, text in defaults(tmp_path)] == ["Menschen", "über"]


def test_exceptions_are_needed(places: list[Found]) -> None:
    assert set(VOCABULARY) <= {file for file, _, _ in places}
    assert set(KEYS) <= {text for _, _, text in places}


@pytest.mark.parametrize(
    "code",
    [
        "if 'Widerspruch' in note: pass",
        "found = note == 'keine Adresse'",
        "head, _, rest = note.partition('Ort „')",
        "rows = notes.str.contains('nicht in Deutschland')",
        "import re\nX = re.compile('Koordinaten liegen')\nX.search(note)",
        "WORD = 'Widerspruch: '\nrows = notes.str.startswith(WORD)",
        "match note:\n    case 'keine Adresse': pass",
        "A, B = 'keine Adresse', 1\nrows = note in (A, 'x')",
        "FOUND = {'keine Adresse': 1}\nrank = FOUND.get(note)",
    ],
)
def test_places_that_read_sentences_are_found(code: str, tmp_path: Path) -> None:
    (tmp_path / "module.py").write_text(code, encoding="utf-8")
    assert list(in_package(tmp_path))


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("a.j2", '{% if row.note == "keine Adresse" %}'),
        ("a.j2", "{% if 'Widerspruch: ' in row.note %}"),
        ("a.js", 'if (row.note.includes("nicht in Deutschland")) lost();'),
        ("a.js", 'if (row.note === "keine Adresse") lost();'),
    ],
)
def test_scripts_that_read_sentences_are_found(name: str, code: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(code, encoding="utf-8")
    assert list(in_templates(tmp_path))


def test_codes_and_headers_are_no_sentences() -> None:
    assert not any(map(is_german, ("ok", "share", "travel_min", "place.ambiguous", "; ", ".csv")))
