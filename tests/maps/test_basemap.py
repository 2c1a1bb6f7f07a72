"""Tiles only when asked: from one host, told to whoever looks, and nothing without them."""

import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

import mintgeo as mg
from mintgeo._errors import OptionError
from mintgeo.maps import BASEMAPS, Basemap, Map
from tests import kleinland, tile_server
from tests.chromium import SIZES, barriers, clashes, open_file, pale_texts, rest, wait_until
from tests.maps import placed

CONTROLS = (
    "h1, .notice, .panel, .leaflet-control-zoom, .leaflet-control-scale, "
    ".leaflet-control-attribution"
)
POLICY = "default-src 'none'; script-src HASHES; style-src 'unsafe-inline'; img-src data:"
TILE = "https://tiles.example.org/{z}/{x}/{y}.png"


def coverage_page(basemap: Any = None, **options: Any) -> Map:
    reach = mg.reach(kleinland.demand(), kleinland.sites(), mg.Airline(), max_min=60)
    table = mg.coverage(reach, by="kreis", minutes=(15, 30))
    return mg.maps.coverage_map(
        table, kleinland.regions(), sites=kleinland.sites().assign(name="a"),
        attributions=["© Kleinland"], basemap=basemap, **options,
    )  # fmt: skip


def policy(page: Map) -> str:
    """The page's policy, its hashes as one word."""
    (found,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', page.html())
    return re.sub(r"script-src( 'sha256-[\w+/=]{44}')+;", "script-src HASHES;", str(found))


def test_without_tiles_the_page_knows_no_way_to_get_any() -> None:
    page = coverage_page()
    assert policy(page) == POLICY
    assert "function addBasemap(" not in page.html()
    assert "function addBasemap(" in coverage_page("basemap.de").html()
    assert "https://" not in re.sub(r"<script>.*?</script>", "", page.html(), flags=re.DOTALL)


@pytest.mark.parametrize(
    ("asked", "origin"),
    [
        ("basemap.de", "https://sgx.geodatenzentrum.de"),
        ("osm", "https://tile.openstreetmap.org"),
        (Basemap(name="x", url=TILE, attribution="y"), "https://tiles.example.org"),
    ],
)
def test_policy_opens_pictures_of_one_host(asked: Any, origin: str) -> None:
    assert policy(coverage_page(asked)) == f"{POLICY} {origin}"


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://tiles.example.org/{z}/{x}/{y}.png", "start with https"),
        ("https://{s}.example.org/{z}/{x}/{y}.png", "no other place to fill in"),
        ("https://tiles.example.org/{z}/{x}.png", "hold {z}, {x} and {y}"),
        ("https://*.example.org/{z}/{x}/{y}.png", "one host"),
        ("https://a.example.org;script-src/{z}/{x}/{y}.png", "one host"),
        ("https://me@example.org/{z}/{x}/{y}.png", "one host"),
        ("/{z}/{x}/{y}.png", "start with https"),
    ],
)
def test_addresses_that_are_refused(url: str, words: str) -> None:
    with pytest.raises(OptionError, match=re.escape(words)):
        Basemap(name="x", url=url, attribution="y")


def test_options_that_are_refused() -> None:
    with pytest.raises(OptionError, match=r"'basemap\.de', 'osm' or a Basemap .* not 'google'"):
        coverage_page("google")
    with pytest.raises(OptionError, match="attribution"):
        Basemap(name="x", url=TILE, attribution=" ")
    with pytest.raises(OptionError, match="max_zoom"):
        Basemap(name="x", url=TILE, attribution="y", max_zoom=40)


def test_every_map_takes_tiles_and_has_none_by_default() -> None:
    makers = [getattr(mg.maps, name) for name in mg.maps.__all__ if name.endswith("_map")]
    assert len(makers) >= 7
    for make in makers:
        assert inspect.signature(make).parameters["basemap"].default is None, make
    assert {one.name for one in BASEMAPS.values()} == {"basemap.de", "OpenStreetMap"}


@pytest.fixture
def tiles() -> Iterator[tile_server.Tiles]:
    with tile_server.serve() as serving:
        yield serving


@pytest.mark.browser
def test_without_asking_nothing_is_requested(
    browser: Browser, tiles: tile_server.Tiles, tmp_path: Path
) -> None:
    seen = open_file(browser, coverage_page().save(tmp_path / "plain.html"))
    blocked = f"http://127.0.0.1:{tiles.port}/0/0/0.png"
    seen.page.evaluate("(url) => { new Image().src = url; }", blocked)
    rest(seen.page, 300)
    assert tiles.asked == []
    assert any("Content Security Policy" in fault for fault in seen.faults)
    seen.page.close()


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
def test_tiles_are_told_credited_and_can_be_switched_off(
    browser: Browser, tiles: tile_server.Tiles, tmp_path: Path, size: str
) -> None:
    seen = open_file(browser, coverage_page(tiles.basemap).save(tmp_path / "t.html"), size=size)
    page = seen.page
    wait_until(page, "document.querySelectorAll('.leaflet-tile-loaded').length > 3")
    assert seen.faults == []
    outside = [one for one in seen.requests if not one.startswith("file:")]
    assert len(outside) == len(tiles.asked) > 3
    assert all(
        re.fullmatch(rf"http://127.0.0.1:{tiles.port}/\d+/\d+/\d+.png", one) for one in outside
    )
    assert all(re.fullmatch(r"/\d+/\d+/\d+.png", one) for one in tiles.asked)
    told = page.locator(".notice").inner_text()
    assert "Kacheln <b>fett</b> (127.0.0.1)" in told
    assert "IP-Adresse" in told
    assert "Daten der Liste werden nicht gesendet" in told
    assert "© Kachelamt <i>kursiv</i>" in page.locator(".leaflet-control-attribution").inner_text()
    assert barriers(page) == []
    assert pale_texts(page) == []
    assert clashes(page, CONTROLS) == []
    opacity = "getComputedStyle(document.querySelector('.leaflet-mintgeo-kreise-pane')).opacity"
    assert page.evaluate(opacity) == "0.7"
    if size == "narrow":
        page.locator(".control > summary").click()
    page.get_by_label("Hintergrund: Kacheln").uncheck()
    asked = len(tiles.asked)
    page.evaluate("window.mintgeo.map.setZoom(5, { animate: false })")
    rest(page, 400)
    assert len(tiles.asked) == asked
    assert page.locator(".notice").is_hidden()
    assert page.evaluate(opacity) == "1"
    assert "Kachelamt" not in page.locator("body").inner_text()
    page.close()


@pytest.mark.browser
@pytest.mark.slow
def test_tiles_lie_below_points_and_lines_too(
    browser: Browser, tiles: tile_server.Tiles, tmp_path: Path
) -> None:
    kreise = kleinland.regions()
    pages = [
        mg.maps.placement_map(placed.rows(), kreise=kreise, basemap=tiles.basemap),
        mg.maps.travel_map(
            placed.journeys(), placed.venue(), kreise=kreise, basemap=tiles.basemap, lang="en"
        ),
    ]
    for number, made in enumerate(pages):
        seen = open_file(browser, made.save(tmp_path / f"{number}.html"))
        wait_until(seen.page, "document.querySelectorAll('.leaflet-tile-loaded').length > 3")
        assert seen.faults == []
        assert seen.page.locator(".notice").count() == 2
        assert clashes(seen.page, CONTROLS) == []
        seen.page.close()


@pytest.mark.browser
def test_page_may_not_ask_another_host(
    browser: Browser, tiles: tile_server.Tiles, tmp_path: Path
) -> None:
    with tile_server.serve() as other:
        seen = open_file(browser, coverage_page(tiles.basemap).save(tmp_path / "t.html"))
        for act in ("new Image().src = url", "fetch(url).catch(() => 0)"):
            seen.page.evaluate(f"(url) => {{ {act}; }}", f"http://127.0.0.1:{other.port}/0/0/0.png")
        seen.page.evaluate("(url) => { fetch(url).catch(() => 0); }", tiles.basemap.url)
        rest(seen.page, 300)
        assert other.asked == []
        assert not any("{" in one or "%7B" in one for one in tiles.asked)
        seen.page.close()
