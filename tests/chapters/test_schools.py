"""The chapter of schools: what each reaches, spans, who could come, and what is public of it."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import mintgeo as mg
from mintgeo._errors import InputError, OptionError
from mintgeo.chapters.schools import SCHOOLS
from mintgeo.chapters.schools.options import Schools
from mintgeo.chapters.schools.page import lost
from mintgeo.language import language
from tests.chapters.small import study

STUDY = study(
    "Schulen",
    """
[schools]
file = "schulen.csv"
minutes = 30
party_minutes = 40
most = 1
""",
    modes='"foot", "car"',
    outputs="public = true",
)
SITES = """Name;Rolle;lat;lon;PLZ;Ort
Labor;Angebot;54,0887;12,1405;;
Feuerwehr;Potenzial;;;18119;Rostock
"""
SCHOOLS_OF = """Name;lat;lon;PLZ;Ort
Schule am Labor;54,0890;12,1410;;
Schule im Norden;54,1760;12,0810;;
Zweite im Norden;54,1770;12,0820;;
Schule anderswo;52,5200;13,4000;;
Schule ohne Ort;;;99999;Nirgendheim
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("schulen")
    for name, text in (("orte.csv", SITES), ("schulen.csv", SCHOOLS_OF), ("s.toml", STUDY)):
        (home / name).write_text(text, encoding="utf-8")
    return home


@pytest.fixture(scope="module")
def made(home: Path) -> mg.Run:
    return mg.study.run(home / "s.toml", progress=False)


@pytest.mark.parametrize("said", [
    {}, {"file": Path("a.csv"), "extract": Path("b.pbf")}, {"file": Path("a.csv"), "minutes": 0},
    {"file": Path("a.csv"), "most": 0}, {"file": Path("a.csv"), "party_minutes": -1},
])  # fmt: skip
def test_wishes_are_refused(said: dict[str, Any]) -> None:
    with pytest.raises(OptionError, match=r"\[schools\]"):
        Schools(**said)


def test_every_school_of_the_area_counts_once(made: mg.Run) -> None:
    access = made.table("schools")
    assert access["name"].nunique() == 4
    assert "Schule anderswo" not in set(access["name"])
    rows = made.table("schools_reached").set_index("mode")
    assert rows.loc["foot", "reached"] == 1
    assert rows.loc["car", "reached"] == 3
    assert (rows["low"] <= rows["high"]).all()
    assert rows["high"].max() <= 3
    assert made.parameters["schools"]["unplaced"] == 1
    assert lost(made)["name"].tolist() == ["Schule im Norden", "Zweite im Norden"]


def test_who_could_come(made: mg.Run) -> None:
    """One partner comes to one school; being brought by car is no way that children go alone."""
    parties = made.table("school_parties").set_index("name")
    assert sorted(parties.loc[["Schule im Norden", "Zweite im Norden"], "reason"]) == [
        "ok", "partners_full",
    ]  # fmt: skip
    assert parties["partner"].dropna().tolist() == ["Feuerwehr"]
    (blur,) = parties["blur_m"].dropna()
    radius = made.table("sites").set_index("name")["radius_m"]
    assert blur == radius["Feuerwehr"] + radius["Labor"]  # places of schools and lab are given
    for said in SCHOOLS.steps(made, language("de")):
        assert "<" not in said.text  # it is read in a terminal, too


@pytest.mark.parametrize(("lang", "words"), [
    ("de", ["Welche Schulen ein Angebot erreichen", "erreichen 2 Schulen zu Fuß keines",
            "Niemand ist gefragt worden", "1 Schule hat keinen Ort", "Feuerwehr",
            "min (Orte auf 5 km genau)"]),
    ("en", ["Which schools reach an offer", "2 schools reach none", "nobody has been asked"]),
])  # fmt: skip
def test_the_report_tells_it(made: mg.Run, lang: str, words: list[str]) -> None:
    page = mg.report.render(made, map_html="<p></p>", lang=lang).replace("\xa0", " ")
    for text in words:
        assert text in page


def test_map_sheets_and_layers(made: mg.Run) -> None:
    say = language("de")
    (theme,) = SCHOOLS.themes(made, say)
    theme.layer(**theme.of, lang="de")
    schools, parties = SCHOOLS.sheets(made, say)
    assert len(schools.table) == 4
    assert schools.table["way"].tolist()[:2] == [
        "Kinder kommen allein zu einem Angebot", "nur wenn jemand sie bringt",
    ]  # fmt: skip
    assert {one.head for one in parties.columns} >= {"Schule", "Wer kommen könnte"}
    (layer,) = SCHOOLS.layers(made, say)
    assert len(layer.table) == 3


def test_who_could_come_is_nobody_elses_business(made: mg.Run) -> None:
    public = made.public()
    assert "schools" in public.tables
    assert "school_parties" not in public.tables
    page = mg.report.render(public, map_html="<p></p>").replace("\xa0", " ")
    assert "erreichen 2 Schulen zu Fuß keines" in page
    assert "Wer kommen könnte" not in page


def test_a_list_of_elsewhere_is_refused(home: Path) -> None:
    (home / "fern.csv").write_text("Name;lat;lon\nSchule;48,1;11,5\n", encoding="utf-8")
    text = STUDY.replace("schulen.csv", "fern.csv")
    (home / "fern.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="no school"):
        mg.study.run(home / "fern.toml", progress=False)


def test_a_run_is_told_without_the_chapter(made: mg.Run) -> None:
    say, other = language("de"), replace(made, tables={})
    for hook in (SCHOOLS.points, SCHOOLS.steps, SCHOOLS.sections, SCHOOLS.sheets, SCHOOLS.themes):
        assert not list(hook(other, say))
    assert lost(other).empty
