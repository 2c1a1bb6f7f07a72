"""Every map and report, wide and narrow: nothing overlaps, all can be read, by anyone."""

from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Browser, Frame, Page

import mintgeo as mg
from tests import kleinland
from tests.chromium import SIZES, barriers, clashes, open_file, pale_texts, rest, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CONTROLS = "h1, .panel, .leaflet-control-zoom, .leaflet-control-scale, .leaflet-control-attribution"
PAGES = [
    "deutschland/map.html", "deutschland/report.html", "neubrandenburg/map.html",
    "neubrandenburg/report.html", "english/report.html", "vergleich.html",
]  # fmt: skip


@pytest.fixture(scope="module")
def folder(
    evil_run: mg.Run, evil_pages: Path, town_run: mg.Run,
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:  # fmt: skip
    home = tmp_path_factory.mktemp("looks")
    (home / "deutschland").symlink_to(evil_pages)
    mg.report.write(town_run, home / "neubrandenburg")
    mg.report.write(evil_run, home / "english", lang="en")
    sites = kleinland.sites().assign(role="offer")
    old, new = (
        mg.reach(kleinland.demand(), sites[sites["id"].isin(ids)], mg.Airline())
        for ids in (["s1"], ["s1", "s2"])
    )
    table = mg.compare(old, new, by="kreis", minutes=30)
    mg.maps.change_map(table, kleinland.regions()).save(home / "vergleich.html")
    return home


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", PAGES)
def test_looks(browser: Browser, folder: Path, name: str, size: str) -> None:
    seen = open_file(browser, folder / name, size=size)
    for number, part in enumerate(parts(seen.page)):
        assert barriers(part) == []
        assert pale_texts(part) == []
        assert part.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0]
        if number or seen.page.locator("iframe").count() == 0:
            assert clashes(part, CONTROLS) == []
    assert seen.faults == []
    assert seen.requests == [(folder / name).as_uri()]
    seen.page.close()


@pytest.mark.parametrize("name", ["deutschland/map.html", "neubrandenburg/map.html"])
def test_open_panels_of_a_narrow_map_stay_inside(browser: Browser, folder: Path, name: str) -> None:
    page = open_file(browser, folder / name, size="narrow").page
    for panel in (".control", ".legend"):
        page.locator(f"{panel} > summary").click()
    assert clashes(page, CONTROLS) == []
    assert barriers(page) == []
    page.close()


def test_map_is_used_by_keyboard(browser: Browser, folder: Path) -> None:
    page = open_file(browser, folder / "deutschland/map.html").page
    order = []
    for _ in range(40):
        page.keyboard.press("Tab")
        order.append(page.evaluate("document.activeElement.getAttribute('class') || ''"))
        if "offer" in order[-1]:
            break
    assert order[:3] == ["", "", ""]  # the search, and the buttons beside it
    assert order[3].startswith("folium-map")
    assert sum("kreis" in one for one in order) == 1
    assert "offer" in order[-1]
    assert page.evaluate("document.activeElement.getAttribute('aria-label')")
    page.keyboard.press("Enter")
    rest(page, 300)
    assert "Adresse" in page.locator(".leaflet-popup-content").inner_text()
    page.close()


def test_arrow_keys_go_from_kreis_to_kreis(browser: Browser, folder: Path) -> None:
    page = open_file(browser, folder / "deutschland/map.html").page
    page.evaluate("document.querySelector('path.kreis[tabindex=\"0\"]').focus()")
    for key, name in (
        ("ArrowRight", "Aichach-Friedberg"),
        ("ArrowLeft", "Ahrweiler"),
        ("ArrowUp", "Zwickau"),
    ):
        page.keyboard.press(key)
        rest(page, 400)
        assert name in page.evaluate("document.activeElement.getAttribute('aria-label')")
        assert name in page.locator(".leaflet-tooltip").inner_text()
    page.close()


def test_many_offers_are_on_a_canvas_that_hides_nothing(browser: Browser, tmp_path: Path) -> None:
    spots = kleinland.sites().iloc[[0] * 2001].assign(role="offer", name="Labor")
    spots["id"] = [str(one) for one in range(2001)]
    kreise = kleinland.regions()
    shares = pd.DataFrame({"ags": kreise["ags"], "name": kreise["name"], "share": 0.5})
    shares = shares.assign(mode="car", minutes=30.0, population=1000.0, covered=500.0)
    shares = shares.assign(median_min=1.0, p90_min=2.0, median_m=3.0)
    made = mg.maps.coverage_map(shares, kreise, sites=spots).save(tmp_path / "many.html")
    seen = open_file(browser, made)
    page = seen.page
    assert page.locator("path.offer").count() == 0
    assert barriers(page) == []
    x, y = page.evaluate(
        """() => { const { map, layers } = window.mintgeo;
            const dots = layers.find((one) => one.markers).layer.getLayers();
            const at = map.latLngToContainerPoint(dots[0].getLatLng());
            const box = map.getContainer().getBoundingClientRect();
            return [at.x + box.left, at.y + box.top]; }"""
    )
    page.mouse.move(x + 40, y + 40)
    page.mouse.move(x + 30, y + 30)
    assert "der Menschen" in page.locator(".leaflet-tooltip").inner_text()
    rest(page, 100)  # Leaflet passes over what moves within 32 ms of the move before
    page.mouse.move(x, y)
    rest(page, 400)
    assert page.locator(".leaflet-tooltip").inner_text() == "Labor"
    page.mouse.click(x, y)
    rest(page, 400)
    assert "Labor" in page.locator(".leaflet-popup-content").inner_text()
    assert seen.faults == []
    page.close()


def test_a_check_that_can_fail(browser: Browser, tmp_path: Path) -> None:
    bad = tmp_path / "bad.html"
    bad.write_text(
        "<!doctype html><title>x</title><div class=a style='position:fixed;left:-5px;width:90px'>"
        "<button></button><span style='color:#aaa'>blass</span></div><div class=a>unten</div>",
        encoding="utf-8",
    )
    page = open_file(browser, bad).page
    assert any("button-name" in one for one in barriers(page))
    assert pale_texts(page) == ["2.32: blass"]
    assert clashes(page, ".a") == ["a", "a × a"]
    page.close()


def parts(page: Page) -> list[Page | Frame]:
    """The page, and the map in its frame once it is drawn."""
    if page.locator("iframe").count() == 0:
        return [page]
    page.locator("iframe").scroll_into_view_if_needed()
    frame = page.frames[1]
    wait_until(frame, "Boolean(window.mintgeo)")
    return [page, frame]
