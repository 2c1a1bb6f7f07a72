"""What things say of themselves in a notebook: short, German, and whatever they hold stays text."""

from pathlib import Path

import pytest

import mintgeo as mg
from mintgeo._card import card
from mintgeo.study import load_study
from tests import kleinland
from tests.conftest import EVIL, ROOT


def cells(page: str) -> dict[str, str]:
    lines = page.split("<tr>")[1:]
    pairs = [line.replace("</tr>", "").split("</th>") for line in lines]
    return {name.split(">")[-1]: value.split(">")[1].split("<")[0] for name, value in pairs}


def test_card_holds_texts_only() -> None:
    page = card(EVIL, [(EVIL, EVIL), ("Zahl", 3)])
    assert "<script" not in page
    assert page.count("&lt;script&gt;") == 3
    assert cells(page)["Zahl"] == "3"


def test_run_says_its_shares_and_tables() -> None:
    reach = mg.reach(kleinland.demand(), kleinland.sites(), mg.Airline(), max_min=60)
    country = mg.coverage(reach, by="country", minutes=(15, 30))
    country.loc[1, ["share_low", "share_high"]] = 0.35, 0.46
    run = mg.Run(
        name="k", title=EVIL, as_of="2026-11-23", tables={"coverage_country": country},
        parameters={"variant": "public"}, inputs={}, vintages=(), attributions=(),
    )  # fmt: skip
    page = run._repr_html_()
    assert "<script" not in page
    assert cells(page) == {
        "Stand": "23.11.2026",
        "Fassung": "zum Veröffentlichen",
        "mit dem Auto gebracht, 15 Minuten": "20 % der Menschen",
        "mit dem Auto gebracht, 30 Minuten": "35–46 % der Menschen",
        "Tabellen (Zeilen)": "coverage_country (2)",
    }


def test_airline_says_how_far_it_is_off() -> None:
    said = cells(mg.Airline("bike")._repr_html_())
    assert said["Umweg"] == "× 1,30"
    assert said["Geschwindigkeit"] == (
        "10 km/h bis 0,3 km, 12,9 km/h bis 1 km, 13,8 km/h bis 4 km, 15,3 km/h"
    )
    assert said["die Hälfte der Zeiten"] == "höchstens 15 % falsch"


def test_study_says_what_it_reads() -> None:
    said = cells(load_study(ROOT / "studies" / "deutschland.toml")._repr_html_())
    assert said["Schwellen"] == "15 und 30 Minuten"
    assert said["Angebote"] == "../data/raw/learning_sites.csv"


@pytest.mark.slow
def test_what_is_made_of_an_extract(tmp_path: Path) -> None:
    pytest.importorskip("osmium")
    extract = ROOT / "data" / "raw" / "neubrandenburg.osm.pbf"
    roads = cells(mg.RoadNetwork.from_osm(extract, "foot")._repr_html_())
    assert roads["Auszug"] == "neubrandenburg.osm.pbf"
    assert int(roads["Abschnitte mit Richtung"].replace(".", "")) > 20_000
    addresses = cells(mg.AddressIndex.from_osm(extract)._repr_html_())
    assert addresses["Hausnummern"] == "10.088"
    pytest.importorskip("osrm")
    osrm = cells(mg.Osrm.from_osm(extract, "foot", cache=tmp_path, progress=False)._repr_html_())
    assert osrm["Profil"] == "foot.lua"
