"""The chapter of members: counted by year and Land, named nowhere, and never public."""

from pathlib import Path
from typing import Any

import pytest

import mintgeo as mg
from mintgeo._errors import OptionError
from mintgeo.chapters.members import MEMBERS, Members
from mintgeo.language import language
from tests.chapters.small import study

STUDY = study(
    "Mitglieder",
    """
[members]
lists = ["a.csv", "b.csv"]
dates = ["2025-03-01", "2026-03-01"]
names = ["Auftakt", "Jahrestreffen"]
digital = "Teilnahme"
""",
)
HEAD = "E-Mail;PLZ;Ort;Teilnahme\n"
FIRST = "anna@x.example;18055;Rostock;vor Ort\nbert@x.example;99084;Erfurt;online\n"
SECOND = "ANNA@x.example;18055;Rostock;vor Ort\ncora@x.example;18057;Rostock;vor Ort\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> mg.Run:
    home = tmp_path_factory.mktemp("mitglieder")
    (home / "orte.csv").write_text("Name;lat;lon\nLabor;54,0887;12,1405\n", encoding="utf-8")
    for name, text in (("a.csv", HEAD + FIRST), ("b.csv", HEAD + SECOND), ("s.toml", STUDY)):
        (home / name).write_text(text, encoding="utf-8")
    return mg.study.run(home / "s.toml", progress=False)


@pytest.mark.parametrize("said", [
    {"dates": ["2026-01-01"]}, {"names": ["A"]}, {"person": []}, {"lists": [], "dates": []},
])  # fmt: skip
def test_wishes_are_refused(said: dict[str, Any]) -> None:
    usual = {"lists": [Path("a.csv"), Path("b.csv")], "dates": ["2025-01-01", "2026-01-01"]}
    with pytest.raises(OptionError, match=r"\[members\]"):
        Members(**{**usual, **said})


def test_people_count_once_and_where_they_lived(made: mg.Run) -> None:
    table = made.table("member_growth")
    rows = table[table["ags"].eq("DE")].set_index("year")
    assert rows["active"].tolist() == [2, 2]
    assert rows["new"].tolist() == [2, 1]
    assert rows["total"].tolist() == [2, 3]
    assert rows["digital"].tolist() == [1, 0]
    lands = table[table["year"].eq(2026)].set_index("ags")["total"]
    assert (lands["13"], lands["16"]) == (2, 1)


@pytest.mark.parametrize(("lang", "words"), [
    ("de", ["Wie das Netzwerk wächst", "Bei 2 Treffen von 2025 bis 2026 dabei: 3 Menschen; im",
            "Zum ersten Mal 2025 dabei: 2 Menschen, davon 1 auch 2026.", "Thüringen"]),
    ("en", ["How the network grows", "from 2025 to 2026: 3 people"]),
])  # fmt: skip
def test_the_report_tells_it_and_names_nobody(made: mg.Run, lang: str, words: list[str]) -> None:
    page = mg.report.render(made, map_html="<p></p>", lang=lang).replace("\xa0", " ")
    for text in words:
        assert text in page
    assert "x.example" not in page
    (sheet,) = MEMBERS.sheets(made, language(lang))
    assert {"DE", "13", "16"} <= set(sheet.table["ags"])


def test_nothing_of_it_is_public(made: mg.Run) -> None:
    public = made.public()
    assert not [name for name in public.tables if name.startswith("member")]
    assert not [name for name in public.inputs if name.startswith("members")]
    assert "members" not in public.parameters
    page = mg.report.render(public, map_html="<p></p>")
    assert "Wie das Netzwerk" not in page
