"""Map and report in a real browser, wide and narrow."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

import mintgeo as mg
from tests.chromium import SIZES, open_file
from tests.conftest import EVIL

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def folder(evil_run: mg.Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("seen")
    mg.report.write(evil_run, home)
    return home


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ["map.html", "report.html"])
def test_asks_nothing_and_throws_nothing(
    browser: Browser, folder: Path, name: str, size: str
) -> None:
    seen = open_file(browser, folder / name, size=size)
    seen.page.mouse.wheel(0, 1500)
    seen.page.wait_for_timeout(500)
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
    page.get_by_label("Planetarium").uncheck()
    assert 0 < page.evaluate(count) < before
    page.get_by_label("Planetarium").check()
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
    seen.page.wait_for_timeout(300)
    assert EVIL in seen.page.locator(".leaflet-popup-content").inner_text()
    assert seen.faults == []
    seen.page.close()


def test_click_on_an_offer_opens_its_popup(browser: Browser, folder: Path) -> None:
    page = open_file(browser, folder / "map.html").page
    page.locator("path.offer").last.click(force=True)
    page.wait_for_timeout(300)
    assert "Adresse" in page.locator(".leaflet-popup-content").inner_text()
    page.close()


def test_tooltip_reads_as_a_sentence(browser: Browser, folder: Path) -> None:
    page = open_file(browser, folder / "map.html").page
    page.locator("path.kreis").nth(3).hover(force=True)
    said = page.locator(".leaflet-tooltip").inner_text()
    assert "der Menschen" in said
    assert "erreichen in höchstens 30 Minuten, mit dem Auto gebracht, ein Angebot." in said
    page.close()


def test_map_shows_inside_the_report(browser: Browser, folder: Path) -> None:
    page = open_file(browser, folder / "report.html").page
    page.locator("iframe").scroll_into_view_if_needed()
    frame = page.frame_locator("iframe")
    frame.locator("path.kreis").first.wait_for(timeout=5000)
    assert frame.locator("path.kreis").count() >= 400
    page.close()
