"""Whoever must be named is named: by every table of the way, and on every map."""

import geopandas as gpd
import pandas as pd
import pytest

import mintgeo as mg
from mintgeo._credits import credited, credits_of
from mintgeo.journeys import journeys
from tests import kleinland

BKG = "GeoBasis-DE / BKG"
PEOPLE = "open_eGo"
NAMES = "GeoNames"


@pytest.fixture(scope="module")
def tables() -> dict[str, pd.DataFrame]:
    sites = mg.geocode(mg.read_sites(pd.DataFrame({"Name": ["Labor"], "PLZ": ["17033"]})))
    people = mg.geocode(mg.read_participants(pd.DataFrame({"PLZ": ["17036", "17034"]})))
    reach = mg.reach(mg.population(within="13071"), sites, mg.Airline())
    return {
        "sites": sites,
        "people": people,
        "reach": reach,
        "coverage": mg.coverage(reach, by="kreis", sites=sites),
        "gaps": mg.gaps(reach, minutes=30),
        "gap_points": mg.gap_points(reach, minutes=30),
        "change": mg.compare(reach, reach, by="kreis", minutes=30),
        "journeys": journeys(people, sites, mg.Airline()),
        "participation": mg.participation(people, by="kreis"),
        "kreise": mg.regions("kreis"),
    }


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("sites", {NAMES}), ("people", {NAMES}), ("reach", {PEOPLE, NAMES}),
        ("coverage", {PEOPLE, NAMES}), ("gaps", {PEOPLE, NAMES}), ("gap_points", {PEOPLE}),
        ("change", {PEOPLE, NAMES}), ("journeys", {NAMES, BKG}), ("participation", {NAMES, BKG}),
        ("kreise", {BKG, "Destatis"}),
    ],
)  # fmt: skip
def test_tables_name_their_sources(
    tables: dict[str, pd.DataFrame], name: str, wanted: set[str]
) -> None:
    said = " ".join(credits_of(tables[name]))
    assert {one for one in wanted if one in said} == wanted


def test_maps_name_the_sources_of_their_tables(tables: dict[str, pd.DataFrame]) -> None:
    kreise, sites = tables["kreise"], tables["sites"]
    pages = {
        "coverage": mg.maps.coverage_map(tables["coverage"], kreise, sites=sites),
        "change": mg.maps.change_map(tables["change"], kreise),
        "placement": mg.maps.placement_map(tables["people"]),
        "travel": mg.maps.travel_map(tables["journeys"], sites),
        "reach": mg.maps.explore(tables["reach"]),
        "gaps": mg.maps.explore(tables["gaps"]),
    }
    for name, page in pages.items():
        assert BKG in page.html(), name
        assert NAMES in page.html(), name
    assert PEOPLE in pages["coverage"].html()
    assert PEOPLE not in pages["placement"].html()


def test_own_tables_need_no_lines() -> None:
    reach = mg.reach(kleinland.demand(), kleinland.sites(), mg.Airline())
    assert credits_of(reach) == []


def test_streets_name_openstreetmap() -> None:
    class Streets:
        def describe(self) -> dict[str, object]:
            return {"attributions": ["© OpenStreetMap"]}

    table = credited(gpd.GeoDataFrame({"id": ["1"]}), Streets(), "© OpenStreetMap", None)
    assert table.attrs["attributions"] == ["© OpenStreetMap"]


def test_figures_name_what_their_notes_do_not(tables: dict[str, pd.DataFrame]) -> None:
    shown = mg.figures.coverage_figure(tables["coverage"], tables["kreise"], minutes=30)
    words = " ".join(text.get_text() for text in shown.figure.texts)
    assert "Quellen: " in words
    assert BKG in words
    note = "Quellen: " + " · ".join(credits_of(tables["coverage"], tables["kreise"]))
    again = mg.figures.coverage_figure(
        tables["coverage"], tables["kreise"], minutes=30, notes=[note]
    )
    said = " ".join(text.get_text() for text in again.figure.texts)
    assert said.count("Quellen") == 1
