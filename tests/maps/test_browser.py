"""Map and report in a real browser, wide and narrow."""

import html
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Frame, Page

import mintgeo as mg
from tests import kleinland
from tests.chromium import SIZES, open_file, rest, wait_until
from tests.conftest import EVIL

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def folder(evil_pages: Path) -> Path:
    return evil_pages


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ["map.html", "report.html"])
def test_asks_nothing_and_throws_nothing(
    browser: Browser, folder: Path, name: str, size: str
) -> None:
    seen = open_file(browser, folder / name, size=size)
    seen.page.mouse.wheel(0, 1500)
    rest(seen.page, 500)
    assert seen.requests == [(folder / name).as_uri()]
    assert seen.faults == []
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0]
    seen.page.close()


@pytest.mark.parametrize("size", SIZES)
def test_controls_do_not_overlap(browser: Browser, folder: Path, size: str) -> None:
    seen = open_file(browser, folder / "map.html", size=size)
    boxes = [
        box
        for one in seen.page.query_selector_all(
            ".panel, .leaflet-control-zoom, .leaflet-control-scale, .leaflet-control-attribution"
        )
        if (box := one.bounding_box())
    ]
    assert len(boxes) == (5 if size == "wide" else 4)
    for i, a in enumerate(boxes):
        assert a["x"] >= 0
        assert a["x"] + a["width"] <= SIZES[size][0]
        for b in boxes[:i]:
            apart = (
                a["x"] >= b["x"] + b["width"] or b["x"] >= a["x"] + a["width"]
                or a["y"] >= b["y"] + b["height"] or b["y"] >= a["y"] + a["height"]
            )  # fmt: skip
            assert apart, (a, b)
    seen.page.close()


def test_layers_toggle_and_views_change(browser: Browser, folder: Path) -> None:
    page = open_file(browser, folder / "map.html").page
    count = "document.querySelectorAll('path.offer').length"
    before = page.evaluate(count)
    page.get_by_role("checkbox", name="Planetarium").uncheck()
    assert 0 < page.evaluate(count) < before
    page.get_by_role("checkbox", name="Planetarium").check()
    assert page.evaluate(count) == before
    colours = "[...document.querySelectorAll('path.kreis')].map(p => p.getAttribute('fill')).join()"
    shown = page.evaluate(colours)
    page.get_by_label("zu Fuß, 30 Minuten").check()
    assert page.evaluate(colours) != shown
    assert "zu Fuß" in page.locator(".view").inner_text()
    page.close()


def test_popup_shows_code_as_text(browser: Browser, folder: Path) -> None:
    seen = open_file(browser, folder / "map.html")
    seen.page.evaluate(
        """(name) => window.mintgeo.layers.filter((one) => one.name.startsWith(name))
             .forEach((one) => one.layer.eachLayer((marker) => marker.openPopup()))""",
        EVIL,
    )
    rest(seen.page, 300)
    assert EVIL in seen.page.locator(".leaflet-popup-content").inner_text()
    assert seen.faults == []
    seen.page.close()


def test_click_on_an_offer_opens_its_popup(browser: Browser, folder: Path) -> None:
    page = open_file(browser, folder / "map.html").page
    page.locator("path.offer").last.click(force=True)
    rest(page, 300)
    assert "Adresse" in page.locator(".leaflet-popup-content").inner_text()
    page.close()


def test_tooltip_reads_as_a_sentence(browser: Browser, folder: Path) -> None:
    page = open_file(browser, folder / "map.html").page
    page.locator("path.kreis").nth(3).hover(force=True)
    said = page.locator(".leaflet-tooltip").inner_text()
    assert "der Menschen" in said
    assert "erreichen in höchstens 30 Minuten, mit dem Auto gebracht, ein Angebot." in said
    page.close()


def test_gap_areas_are_a_layer_that_speaks(browser: Browser, folder: Path) -> None:
    page = open_file(browser, folder / "map.html").page
    assert page.locator("path.gap").count() == 0
    page.get_by_label("Ländliche Räume ohne Angebot").check()
    assert page.locator("path.gap").count() > 100
    assert page.locator("path.gap.grave").count() == 25
    legend = page.locator(".legend").inner_text()
    assert "Ländliche Räume ohne Angebot: die 25 mit den meisten Personenstunden" in legend
    assert "schraffiert: Die Spanne reicht über mehr als eine Klassengrenze" in legend
    page.locator("path.gap").last.hover(force=True)
    said = page.locator(".leaflet-tooltip").inner_text()
    assert "Rang " in said
    assert "Minuten jenseits der Schwelle" in said
    page.close()


def test_map_of_a_change_speaks(browser: Browser, tmp_path: Path) -> None:
    sites = kleinland.sites().assign(role="offer")
    old, new = (
        mg.reach(kleinland.demand(), sites[sites["id"].isin(ids)], mg.Airline())
        for ids in (["s1"], ["s1", "s2"])
    )
    table = mg.compare(old, new, by="kreis", minutes=30)
    page = mg.maps.change_map(table, kleinland.regions(), title="<b>Vergleich</b>")
    seen = open_file(browser, page.save(tmp_path / "change.html"))
    assert seen.faults == []
    assert seen.requests == [(tmp_path / "change.html").as_uri()]
    seen.page.locator("path.kreis").last.hover(force=True)
    said = seen.page.locator(".leaflet-tooltip").inner_text()
    assert said.startswith("Ostkreis: +55,6 Prozentpunkte; 500 Menschen kommen hinzu")
    assert "<b>Vergleich</b>" in seen.page.locator(".legend").inner_text()
    seen.page.close()


GERMANY_IN_VIEW = """() => {
    const { map, kreise } = window.mintgeo;
    const size = map.getSize();
    const [low, high] = [kreise.getBounds().getSouthWest(), kreise.getBounds().getNorthEast()]
        .map((at) => map.latLngToContainerPoint(at));
    const inside = low.x >= 0 && high.y >= 0 && high.x <= size.x && low.y <= size.y;
    return inside && (high.x - low.x > 0.4 * size.x || low.y - high.y > 0.4 * size.y);
}"""


def inner_frame(page: Page) -> Frame:
    page.locator("iframe").scroll_into_view_if_needed()
    frame = page.frames[1]
    wait_until(frame, "Boolean(window.mintgeo)")
    return frame


def test_map_shows_inside_the_report(browser: Browser, folder: Path) -> None:
    page = open_file(browser, folder / "report.html").page
    frame = inner_frame(page)
    wait_until(frame, GERMANY_IN_VIEW)
    assert frame.locator("path.kreis").count() >= 400
    page.close()


@pytest.mark.parametrize(
    "small", ["display:none", "width:0;height:0;border:0", "width:60px;height:40px"]
)
def test_map_waits_for_its_size(browser: Browser, folder: Path, tmp_path: Path, small: str) -> None:
    page_of_map = html.escape((folder / "map.html").read_text(encoding="utf-8"))
    outer = tmp_path / "outer.html"
    outer.write_text(
        f'<!doctype html><meta charset="utf-8">'
        f'<iframe sandbox="allow-scripts" style="{small}" srcdoc="{page_of_map}"></iframe>',
        encoding="utf-8",
    )
    seen = open_file(browser, outer)
    seen.page.evaluate(
        "document.querySelector('iframe').style = 'width:900px;height:640px;display:block'"
    )
    inner = inner_frame(seen.page)
    wait_until(inner, GERMANY_IN_VIEW)
    assert seen.faults == []
    seen.page.close()


def test_map_stays_where_the_user_put_it(browser: Browser, folder: Path) -> None:
    page = open_file(browser, folder / "map.html").page
    page.mouse.move(640, 400)
    page.mouse.wheel(0, -600)
    rest(page, 800)
    zoom = page.evaluate("window.mintgeo.map.getZoom()")
    page.set_viewport_size({"width": 1000, "height": 700})
    rest(page, 500)
    assert page.evaluate("window.mintgeo.map.getZoom()") == zoom
    page.close()
