"""Maps of placed lists and of travel as a person uses them: sentences, lists, keys, languages."""

import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from playwright.sync_api import Browser, Page

import mintgeo as mg
from mintgeo.maps import Map
from tests import kleinland
from tests.chromium import SIZES, barriers, clashes, open_file, pale_texts, rest
from tests.conftest import EVIL
from tests.maps import placed
from tests.maps.test_views import isochrones, placement, reached, travel
from tests.untranslated import cells, leftovers, pretend, tips, untranslated

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CONTROLS = (
    "h1, .notice, .panel, .leaflet-control-zoom, .leaflet-control-scale, "
    ".leaflet-control-attribution"
)
PAGES: dict[str, Any] = {
    "placement": placement,
    "many rows": lambda **options: placement(placed.rows(2500), **options),
    "travel": travel,
    "kreise": lambda **options: travel(by="kreis", **options),
    "reach": lambda **options: mg.maps.reach_map(reached(), **options),
    "areas": lambda **options: mg.maps.areas_map(isochrones(), **options),
}


def shown(browser: Browser, folder: Path, page: Map, size: str = "wide") -> Page:
    seen = open_file(browser, page.save(folder / "map.html"), size=size)
    assert seen.faults == []
    assert seen.requests == [(folder / "map.html").as_uri()]
    return seen.page


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", PAGES)
def test_looks(browser: Browser, tmp_path: Path, name: str, size: str) -> None:
    page = shown(browser, tmp_path, PAGES[name](attributions=["© Kleinland"]), size)
    assert barriers(page) == []
    assert pale_texts(page) == []
    assert clashes(page, CONTROLS) == []
    if size == "narrow":
        for panel in (".control", ".legend"):
            page.locator(f"{panel} > summary").click()
        assert clashes(page, CONTROLS) == []
        assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0]
    page.close()


@pytest.mark.parametrize("name", PAGES)
def test_every_word_came_from_a_message(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    pretend(monkeypatch)
    page = shown(browser, tmp_path, PAGES[name](lang="en"))
    data = cells(placed.ROWS, placed.journeys(), placed.venue(), kleinland.regions())
    kreise = mg.regions("kreis")
    data |= cells(kleinland.demand()) | {*kreise["name"], *kreise.attrs["attributions"], "alle"}
    for one in page.get_by_role("checkbox").all():
        one.check()
    said: set[str] = set()
    for view in page.get_by_role("radio").all() or [None]:
        if view:
            view.check()
        assert untranslated(page, data) == []
        said |= set(tips(page))
    assert leftovers("\n".join(said), data) == []
    assert len(said) > 1
    page.close()


def test_a_row_speaks_when_it_is_pointed_at_and_shows_its_circle(
    browser: Browser, tmp_path: Path
) -> None:
    page = shown(browser, tmp_path, placement())
    page.locator("path.spot").nth(3).focus()
    rest(page, 300)
    said = [page.locator(".leaflet-tooltip").inner_text()]
    page.evaluate("document.activeElement.blur()")
    rest(page, 400)
    page.locator("path.spot").last.hover(force=True)
    said.append(page.locator(".leaflet-tooltip").inner_text())
    assert (
        "Zeile 17 (Cdorf): PLZ und Ort, der wahre Ort liegt in 95 von 100 Fällen in "
        f"4,6 km Umkreis; {placed.NOTES['17']}. 1 weitere Zeile liegt hier." in said
    )
    assert (
        f"Zeile 19 ({EVIL}): Straße, der wahre Ort liegt in 95 von 100 Fällen in 300 m Umkreis; "
        f"{placed.NOTES['19']}." in said
    )
    assert page.evaluate(RINGS) == [300]
    page.mouse.move(5, 5)
    assert page.evaluate(RINGS) == []
    page.close()


RINGS = """() => { const found = []; window.mintgeo.map.eachLayer((layer) => {
    if (layer instanceof L.Circle) found.push(layer.getRadius()); }); return found; }"""


@pytest.mark.parametrize("count", [6, 2500])
def test_a_doubtful_row_is_found_by_keyboard(browser: Browser, tmp_path: Path, count: int) -> None:
    page = shown(browser, tmp_path, placement(placed.rows(count)))
    before, first = (
        page.evaluate("window.mintgeo.map.getZoom()"),
        f"Zeile {19 if count == 6 else 4} (",
    )
    for _ in range(30):
        page.keyboard.press("Tab")
        if "link" in page.evaluate("document.activeElement.className"):
            break
    assert page.evaluate("document.activeElement.textContent").startswith(first)
    page.keyboard.press("Enter")
    rest(page, 400)
    note = page.locator(".leaflet-popup-content").inner_text()
    assert placed.NOTES["19"] in note
    assert page.evaluate("window.mintgeo.map.getZoom()") > before
    assert page.evaluate(RINGS) == [300]
    assert barriers(page) == []
    assert page.locator("path.spot").count() == (5 if count == 6 else 0)
    page.close()


def test_a_long_list_of_doubtful_rows_shows_more_on_request(
    browser: Browser, tmp_path: Path
) -> None:
    page = shown(browser, tmp_path, placement(placed.rows(2500)))
    doubtful, lost = page.locator(".folded").all()
    assert "833 Zeilen zum Nachsehen" in doubtful.inner_text()
    assert "416 Zeilen ohne Ort" in lost.inner_text()
    assert doubtful.locator("li").count() == 50
    doubtful.get_by_text("783 weitere Zeilen zeigen").click()
    assert doubtful.locator("li").count() == 100
    page.close()


def test_levels_can_be_left_out_and_come_back_for_a_row(browser: Browser, tmp_path: Path) -> None:
    page = shown(browser, tmp_path, placement())
    page.get_by_label("Straße (1)").uncheck()
    assert page.locator("path.spot").count() == 4
    page.get_by_role("button", name="Zeile 19").first.click()
    assert page.get_by_label("Straße (1)").is_checked()
    assert page.locator("path.spot").count() == 5
    legend = page.locator(".legend").inner_text()
    assert "5 von 6 Zeilen haben einen Ort." in legend
    assert "schwarzer Rand" in legend
    page.close()


def test_only_people_are_not_to_be_published(browser: Browser, tmp_path: Path) -> None:
    page = shown(browser, tmp_path, placement())
    assert "Nicht veröffentlichen" in page.locator("header .notice").inner_text()
    page.close()
    page = shown(browser, tmp_path, placement(placed.rows().assign(role="offer")))
    assert page.locator(".notice").count() == 0
    page.close()


def test_flows_speak_and_change_colour(browser: Browser, tmp_path: Path) -> None:
    page = shown(browser, tmp_path, travel())
    said = tips(page)
    flows = page.evaluate(
        """() => window.mintgeo.flows.map((flow) => {
            const group = window.mintgeo.layers[0].layer;
            return group.getTooltip()._content(flow.middle).textContent; })"""
    )
    assert flows == [
        "Adorf: 2 Personen, unter 4 km.",
        "Cdorf: 4 Personen, 20 Minuten mit dem Auto gebracht, 15 km.",
        "Fdorf: 3 Personen, 1 Stunde 35 Minuten mit dem Auto gebracht, 120 km.",
    ]
    assert f"Treffpunkt: Aula {EVIL}" in said
    legend = page.locator(".legend")
    assert "90 bis 120 Minuten (3)" in legend.inner_text()
    assert "Die Hälfte war höchstens 20 Minuten und 15 km entfernt (Median)." in legend.inner_text()
    assert "1 Person ohne Ort fehlt." in legend.inner_text()
    colours = "[...document.querySelectorAll('path.flow')].map((p) => p.getAttribute('stroke'))"
    before = page.evaluate(colours)
    page.get_by_label("Entfernung").check()
    assert "100 bis 200 km (3)" in legend.inner_text()
    assert page.evaluate(colours) != before
    assert page.get_by_text("Nicht veröffentlichen").count() == 1
    page.close()


def test_public_map_of_travel_tells_classes_only(browser: Browser, tmp_path: Path) -> None:
    places = pd.DataFrame(
        {"PLZ": ["20148", "24103", "24937"], "Ort": ["Hamburg", "Kiel", "Flensburg"]}
    )
    people = mg.geocode(mg.read_participants(places.assign(Anzahl=[30, 12, 3])))
    way = mg.journeys(people, placed.venue().set_geometry(people.geometry[:1]), mg.Airline())
    page = shown(
        browser, tmp_path, mg.maps.travel_map(way, way.iloc[:1].assign(name="Aula"), public=True)
    )
    assert page.locator(".notice").count() == 0
    assert page.locator("path.flow").count() == page.locator("path.middle").count() > 0
    said = page.evaluate(
        """() => window.mintgeo.flows.map((flow) =>
            window.mintgeo.layers[0].layer.getTooltip()._content(flow.middle).textContent)"""
    )
    assert all(re.search(r": rund \d+[05] Personen, .* Luftlinie\.$", one) for one in said)
    assert "Flensburg" not in str(said)
    assert page.get_by_label("Reisezeit").count() == 0
    assert "leicht verändert" in page.locator(".legend").inner_text()
    page.close()
