"""The chapters of companies and of calls: what a study says of them, and what nobody else reads."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import mintgeo as mg
from mintgeo._errors import InputError, OptionError
from mintgeo.chapters.calls import Calls
from mintgeo.chapters.companies import COMPANIES, Companies
from mintgeo.language import language
from mintgeo.report.spoken import spoken
from tests.chapters.small import study

STUDY = study(
    "Betriebe",
    """
[companies]
file = "betriebe.csv"
networks = "netzwerke.csv"
""",
)
NETWORKS = """Netzwerk;Land;Landkreis
Küste;Mecklenburg-Vorpommern;Rostock, Stadt; Vorpommern-Rügen
;Mecklenburg-Vorpommern;Nordwestmecklenburg
Hessen;Hessen;
""".replace("Rostock, Stadt; Vorpommern-Rügen", '"Rostock, Stadt; Vorpommern-Rügen"')
WORKS = """Name;PLZ;Ort
Glaswerk GmbH;18055;Rostock
Glaswerk GmbH, Werk Kassel;34117;Kassel
Glaswerk GmbH;10115;Berlin
=1+1 AG;18055;Rostock
=1+1 AG;18057;Rostock
Einzeln e.K.;18055;Rostock
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> mg.Run:
    home = tmp_path_factory.mktemp("betriebe")
    files = {"orte.csv": "Name;lat;lon\nLabor;54,0887;12,1405\n", "netzwerke.csv": NETWORKS,
             "betriebe.csv": WORKS, "s.toml": STUDY}  # fmt: skip
    for name, text in files.items():
        (home / name).write_text(text, encoding="utf-8")
    return mg.study.run(home / "s.toml", progress=False)


def test_who_has_sites_where(made: mg.Run) -> None:
    rows = made.table("company_networks")[["name", "network_name", "sites", "networks"]]
    assert rows.astype("object").where(rows.notna(), None).to_numpy().tolist() == [
        ["Glaswerk GmbH", "Hessen", 1, 2], ["Glaswerk GmbH", "Küste", 1, 2],
        ["Glaswerk GmbH", None, 1, 2], ["=1+1 AG", "Küste", 2, 1],
    ]  # fmt: skip


@pytest.mark.parametrize(("lang", "words"), [
    ("de", ["Unternehmen in mehreren Netzwerken", "2 Unternehmen der Liste haben mindestens 2",
            "Davon hat 1 Standorte in den Gebieten mehrerer Netzwerke.",
            "ist eine Grenze näher, als der Ort bekannt ist",
            "Glaswerk GmbH hat Standorte in den Gebieten der Netzwerke"]),
    ("en", ["Companies in several networks", "1 of them has sites in the areas",
            "Glaswerk GmbH has sites in the areas of the networks"]),
])  # fmt: skip
def test_the_report_tells_it(made: mg.Run, lang: str, words: list[str]) -> None:
    page = mg.report.render(made, map_html="<p></p>", lang=lang).replace("\xa0", " ")
    for text in words:
        assert text in page
    (sheet,) = COMPANIES.sheets(made, language(lang))
    assert len(sheet.table) == 4


@pytest.mark.parametrize(("lang", "words"), [
    ("de", "2 Unternehmen stehen in der Liste. Davon"), ("en", "2 companies stand in the list. "),
])  # fmt: skip
def test_all_companies_are_counted_without_a_least_number(
    made: mg.Run, lang: str, words: str
) -> None:
    every = replace(made, parameters={**made.parameters, "companies": {"least_sites": 1}})
    page = mg.report.render(every, map_html="<p></p>", lang=lang).replace("\xa0", " ")
    assert words in page


def test_gaps_of_calls_are_named_in_the_language_of_the_page() -> None:
    gaps = pd.DataFrame({"name": ["Raum A – B", "Raum C"], "places": ["A – B", "C"]})
    calls = pd.DataFrame({"name": ["=1+1", "Raum C", "x"], "gap": ["Raum C", None, "mine"]})
    run = mg.Run(name="r", title="R", as_of="2026-11-27", parameters={}, inputs={}, vintages=(),
                 attributions=(), tables={"gaps": gaps, "calls": calls})  # fmt: skip
    said = spoken(run, "en")
    assert list(said.table("gaps")["name"]) == ["A – B area", "C area"]
    told = said.table("calls").astype(object)
    assert told.where(told.notna(), None).to_numpy().tolist() == [
        ["=1+1", "C area"], ["Raum C", None], ["x", "mine"],
    ]  # fmt: skip


def test_nothing_of_companies_is_public(made: mg.Run) -> None:
    public = made.public()
    assert not set(public.tables) & {"company_networks", "calls"}
    assert not set(public.inputs) & {"companies", "areas of networks"}
    assert "Glaswerk" not in mg.report.render(public, map_html="<p></p>")


@pytest.mark.parametrize("asked", [{"least_sites": 0}, {"least_sites": -1}])
def test_companies_are_refused(asked: dict[str, Any]) -> None:
    with pytest.raises(OptionError, match=r"\[companies\] least_sites"):
        Companies(file=Path("a"), networks=Path("b"), **asked)


@pytest.mark.parametrize("km", [-1.0, float("nan")])
def test_calls_are_refused(km: float) -> None:
    with pytest.raises(OptionError, match=r"\[calls\] within_km"):
        Calls(within_km=km)


def test_calls_need_partners(tmp_path: Path) -> None:
    file = tmp_path / "s.toml"
    (tmp_path / "orte.csv").write_text("Name;lat;lon\nLabor;54,0887;12,1405\n", encoding="utf-8")
    text = STUDY.split("[companies]", maxsplit=1)[0] + '[calls]\n[outputs]\nfolder = "out"\n'
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"\[calls\] needs the section \[partners\]"):
        mg.study.run(file, progress=False)
