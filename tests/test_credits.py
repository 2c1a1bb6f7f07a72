"""Whoever must be named is named: by every table of the way, and on every map."""

import geopandas as gpd
import pandas as pd
import pytest

import mintgeo as mg
from mintgeo._credits import UNNAMED, credited, credits_of, is_unnamed
from mintgeo.analysis.journeys import journeys
from mintgeo.cartography.sources import all_sources
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


@pytest.mark.slow
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
    assert PEOPLE not in mg.maps.PlacementLayer(tables["people"]).data, "of the table, not of names"


def test_own_tables_need_no_lines() -> None:
    reach = mg.reach(kleinland.demand(), kleinland.sites(), mg.Airline())
    assert credits_of(reach) == []


def test_lost_sources_stay_lost_on_the_way(tables: dict[str, pd.DataFrame]) -> None:
    """pandas drops ``attrs`` where tables are joined; what is made of them says so."""
    lost = gpd.GeoDataFrame(tables["sites"].merge(pd.DataFrame({"id": tables["sites"]["id"]})))
    lost.attrs = {}
    assert is_unnamed(lost)
    assert not is_unnamed(tables["sites"])
    reach = mg.reach(mg.population(within="13071"), lost, mg.Airline())
    for table in (reach, mg.coverage(reach, by="kreis"), mg.gaps(reach, minutes=30)):
        assert is_unnamed(table)
        assert PEOPLE in " ".join(credits_of(table))
        assert UNNAMED not in credits_of(table)


def test_maps_and_figures_of_lost_sources_name_all(tables: dict[str, pd.DataFrame]) -> None:
    lost = tables["coverage"].copy()
    lost.attrs = {}
    kreise = tables["kreise"]
    page = mg.maps.coverage_map(lost, kreise).html()
    drawn = mg.figures.coverage_figure(lost, kreise, minutes=30)
    words = " ".join(text.get_text() for text in reversed(drawn.figure.texts))
    for line in (BKG, NAMES, PEOPLE, "Zensus 2022", "RegioStaR", "Nicht jede Tabelle"):
        assert line in page, line
        assert line in words, line
    assert all(one in page for one in all_sources())


def test_lines_that_someone_gives_are_believed(tables: dict[str, pd.DataFrame]) -> None:
    lost = tables["coverage"].copy()
    lost.attrs = {}
    page = mg.maps.coverage_map(lost, tables["kreise"], attributions=["© Ich"]).html()
    assert "© Ich" in page
    assert "Nicht jede Tabelle" not in page
    note = "Quellen: " + all_sources()[0]
    drawn = mg.figures.coverage_figure(lost, tables["kreise"], minutes=30, notes=[note])
    assert not any("Nicht jede Tabelle" in text.get_text() for text in drawn.figure.texts)


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
