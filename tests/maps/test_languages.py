"""Maps in another language: every word came from a message, or is data."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from playwright.sync_api import Browser
from shapely.geometry import LineString, box

import mintgeo as mg
from mintgeo.maps import Map
from tests import kleinland
from tests.chromium import open_file
from tests.untranslated import cells, leftovers, pretend, tips, untranslated

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SQUARES = [box(0, 0, 0.1, 0.1), box(0.4, 0, 0.5, 0.1)]


def offers() -> gpd.GeoDataFrame:
    sites = kleinland.sites().assign(role="offer", place="Adorf")
    sites["topics"] = ["Robotik; Chemie", None, "Chemie"]
    sites["age_min"], sites["age_max"] = [6.0, 8.0, np.nan], [10.0, np.nan, 12.0]
    return sites.assign(street="Hof 1", postcode="91001", provider="Verein", category=["Labor"] * 3)


def reached() -> gpd.GeoDataFrame:
    table = mg.reach(kleinland.demand(), offers().iloc[:1], mg.Airline(), max_min=30)
    return table.assign(edge=[True, *[False] * 5])


def areas() -> gpd.GeoDataFrame:
    table = {"id": "alle", "mode": "car", "minutes": [15.0, 30.0], "area_km2": 1.0}
    return gpd.GeoDataFrame(table, geometry=SQUARES, crs=4326)


def coverage_page(lang: str) -> Map:
    table = mg.coverage(reached(), by="kreis", minutes=(15, 30))
    gaps = gpd.GeoDataFrame(geometry=SQUARES, crs=4326).assign(
        rank=[1, 2], name="Raum Edorf", kreise="Ostkreis", population=500.0,
        extra_min=[12.0, np.nan],
    )  # fmt: skip
    counted = pd.DataFrame({"ags": ["91001", "92001"], "name": ["Westkreis", "Ostkreis"]})
    counted = counted.assign(participants=[7, 40], per_1000=[11.7, 90.0], small=[True, False])
    counted = counted.assign(per_1000_low=[5.0, 70.0], per_1000_high=[20.0, 99.0])
    regions = kleinland.regions()
    third = regions.iloc[:1].assign(ags="93001", name="Nordkreis")
    third = third.set_geometry(third.translate(0, 0.2))
    return mg.maps.coverage_map(
        table, gpd.GeoDataFrame(pd.concat([regions, third], ignore_index=True)),
        sites=offers(), participants=kleinland.demand().iloc[:2], meeting=kleinland.sites()[:1],
        participation=counted.assign(population=[600.0, 444.0]), gaps=gaps,
        isochrones=areas().iloc[1:], lang=lang,
    )  # fmt: skip


def change_page(lang: str) -> Map:
    old = mg.reach(kleinland.demand(), offers().iloc[:1], mg.Airline())
    new = mg.reach(kleinland.demand(), offers().iloc[:2], mg.Airline())
    table = mg.compare(old, new, by="kreis", minutes=(15, 30))
    return mg.maps.change_map(table.iloc[1:], kleinland.regions(), lang=lang)


def local_page(lang: str) -> Map:
    partners = offers().iloc[1:2].assign(could_offer="Chemie", category="Feuerwehr")
    roads = gpd.GeoDataFrame(geometry=[LineString([(0, 0), (0.4, 0)])], crs=4326)
    return mg.maps.local_map(
        {"car": reached()}, areas(), offers(), partners=partners, roads=roads, lang=lang
    )


PAGES = {"coverage": coverage_page, "change": change_page, "local": local_page}


@pytest.mark.parametrize("name", PAGES)
def test_every_word_came_from_a_message(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    pretend(monkeypatch)
    seen = open_file(browser, PAGES[name]("en").save(tmp_path / "map.html"))
    page = seen.page
    data = cells(offers(), kleinland.regions(), kleinland.demand())
    data |= {"Nordkreis", "Raum Edorf", "Feuerwehr"}
    assert page.evaluate("document.documentElement.lang") == "en"
    for one in page.get_by_role("checkbox").all():
        one.check()
    said: set[str] = set()
    for view in page.get_by_role("radio").all():
        view.check()
        assert untranslated(page, data) == []
        said |= set(tips(page))
    for menu in page.locator("select").all():
        menu.select_option(index=1)
    assert untranslated(page, data) == []
    assert leftovers("\n".join(said), data) == []
    assert len(said) > 1
    assert seen.faults == []
    page.close()


@pytest.mark.parametrize("name", PAGES)
def test_german_pages_hold_no_messages(name: str) -> None:
    german, english = (PAGES[name](lang).html() for lang in ("de", "en"))
    assert german.count('mintgeoKit("de", {})') == german.count('mintgeoKit("') > 1
    assert '"Legende":["Legend"]' in english
    assert len(german) < len(english)


def test_circles_of_many_offers_speak(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend(monkeypatch)
    sites = offers().iloc[[0] * 600].assign(id=[str(one) for one in range(600)])
    table = mg.coverage(reached(), by="kreis", minutes=30)
    made = mg.maps.coverage_map(table, kleinland.regions(), sites=sites, lang="en")
    page = open_file(browser, made.save(tmp_path / "map.html")).page
    page.evaluate("{ const { map } = window.mintgeo; map.setMinZoom(0); map.setZoom(6); }")
    circle = page.locator(".cluster")
    assert circle.inner_text() == "600"
    assert leftovers("\n".join(tips(page)), cells(offers(), kleinland.regions())) == []
    assert "600 Angebote (Labor 600)" in "".join(tips(page))
    page.close()


def test_numbers_are_written_as_the_language_does(browser: Browser, tmp_path: Path) -> None:
    for lang, thousand in (("de", "1.000"), ("en", "1,000")):
        sites = offers().iloc[[0] * 1000].assign(id=[str(one) for one in range(1000)])
        table = mg.coverage(reached(), by="kreis", minutes=30)
        made = mg.maps.coverage_map(table, kleinland.regions(), sites=sites, lang=lang)
        page = open_file(browser, made.save(tmp_path / "map.html")).page
        assert f"Labor ({thousand})" in page.locator(".control").inner_text()
        page.close()


def test_what_no_message_said_is_found(browser: Browser, tmp_path: Path) -> None:
    bad = tmp_path / "bad.html"
    bad.write_text(
        "<title>⟦Titel⟧</title><p>⟦ein <b>fetter</b> Satz mit ⟦Satz⟧⟧ 12 km, Adorf</p>"
        "<p>roh ⟦gesagt⟧</p><p>halb⟧</p><button aria-label='Knopf'>+</button>",
        encoding="utf-8",
    )
    page = open_file(browser, bad).page
    assert untranslated(page, ["Adorf"]) == ["roh", "halb⟧", "Knopf"]
    page.close()
