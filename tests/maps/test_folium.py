"""Maps of mintgeo are folium's, and its themes are layers of anybody's map."""

import io
import re
import subprocess
import sys
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import folium
import folium.plugins
import geopandas as gpd
import pytest
from branca.element import Element, Figure
from folium.utilities import JsCode
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser
from shapely.geometry import LineString, Point, box

import mintgeo as mg
from mintgeo.maps import Map
from mintgeo.maps._needs import Needs, hashed, origin
from mintgeo.maps._theme import ThemeLayer, control_text
from tests import kleinland
from tests.chromium import barriers, clashes, open_file, pale_texts, rest, wait_until
from tests.conftest import EVIL
from tests.figures.test_figures import found
from tests.maps import placed
from tests.maps.answers import open_answered
from tests.maps.test_coverage_map import coverage
from tests.maps.test_languages import areas, offers
from tests.maps.test_views import change, isochrones, placement, reached, travel
from tests.plans import town_plan
from tests.text.hostile import TEXTS, flat
from tests.untranslated import tips

SHARES = {"91001": 0.43, "92001": 1.0}


def page(**options: Any) -> Map:
    table, kreise = coverage(SHARES), kleinland.regions()
    return mg.maps.coverage_map(table, kreise, sites=offers(), title="Kleinland", **options)


KREISE = kleinland.regions()
PLACES = [("wet", "nass", "#0072b2"), ("dry", "trocken", "#e69f00")]


def places() -> gpd.GeoDataFrame:
    """An area, a line, a point and a row without a place."""
    shapes = [box(0, 0, 0.1, 0.1), LineString([(0, 0), (0.3, 0.2)]), Point(0.2, 0.1), None]
    columns = {"name": ["See", "Fluss", "Brunnen", "?"], "class": ["wet", "wet", "dry", "dry"]}
    return gpd.GeoDataFrame(columns, geometry=shapes, crs=4326).assign(text=["7 ha", None, "", ""])


LAYERS: dict[str, Callable[[], ThemeLayer]] = {
    "ground": lambda: mg.maps.GroundLayer(KREISE),
    "coverage": lambda: mg.maps.CoverageLayer(coverage(SHARES), KREISE),
    "change": lambda: mg.maps.ChangeLayer(change(), KREISE),
    "offers": lambda: mg.maps.OffersLayer(offers()),
    "people": lambda: mg.maps.PeopleLayer(placed.rows(), meeting=placed.venue()),
    "gaps": lambda: mg.maps.GapsLayer(found()),
    "areas": lambda: mg.maps.AreasLayer(isochrones()),
    "shapes": lambda: mg.maps.ShapesLayer(places(), classes=PLACES, caption="Orte"),
    "reach": lambda: mg.maps.ReachLayer(reached()),
    "local": lambda: mg.maps.LocalLayer({"car": reached()}, areas(), offers()),
    "ways": lambda: mg.maps.WaysLayer(placed.journeys(), placed.venue(), kreise=KREISE),
    "placement": lambda: mg.maps.PlacementLayer(placed.rows()),
    "what_if": lambda: mg.maps.WhatIfLayer(town_plan()),
}
"""One layer of every theme."""


def plain(*some: Any, **options: Any) -> folium.Map:
    """Somebody's own map with some things on it."""
    made = folium.Map((0, 0.3), zoom_start=9, tiles=None, **options)
    for one in some:
        one.add_to(made)
    return made


MAKERS = [page, placement, travel, lambda: mg.maps.explore(reached())]


@pytest.mark.parametrize("make", MAKERS)
def test_every_map_is_one_of_folium(make: Any) -> None:
    made = make()
    assert isinstance(made, folium.Map)
    assert "\n" not in repr(made)
    assert len(repr(made)) < 200
    before = made.html()
    folium.Marker((0, 0), popup="Hier").add_to(made)
    assert made.html() != before
    assert made.html().count("L.marker(") == before.count("L.marker(") + 1


def test_a_notebook_stores_a_map_once() -> None:
    """What IPython asks an object for: its text is a line, its page stands there once."""
    made = page()
    shown = {"text/plain": repr(made), "text/html": made._repr_html_()}
    assert shown["text/html"].count("<iframe") == 1
    assert shown["text/html"].count("mintgeoKit = ") == 1
    assert sum(map(len, shown.values())) < 1.6 * len(made.html())
    assert made.get_root()._repr_html_() == shown["text/html"]
    assert made._repr_png_() is None


def test_what_others_add_stands_where_it_was_put_and_again() -> None:
    made = page()
    plain_page = made.html()
    made.get_root().html.add_child(Element("<aside>Beiwerk</aside>"))
    made.get_root().header.add_child(Element("<style>aside { color: red; }</style>"))
    made.get_root().script.add_child(Element("window.beiwerk = 1;"))
    first = made.html()
    assert first == made.html() != plain_page
    assert all(first.count(one) == 1 for one in ("Beiwerk</aside>", "aside {", "beiwerk = 1"))


def test_a_map_is_written_to_an_open_file_too(tmp_path: Path) -> None:
    made, held = page(), io.BytesIO()
    assert made.save(held, close_file=False) is None
    assert held.getvalue() == made.save(tmp_path / "a.html").read_bytes()


def test_bounds_are_folium_s() -> None:
    assert page().get_bounds() == [[-0.1, -0.1], [0.1, 1.0]]
    assert mg.maps.PlacementLayer(placed.rows().iloc[5:]).get_bounds() == [[None, None]] * 2


@pytest.mark.parametrize("name", [EVIL, "{{ 7 * 7 }} {% raw %} {# x #}", "a & <b>b</b>"])
def test_names_of_layers_are_texts_for_controls_and_templates(name: str) -> None:
    layer = mg.maps.OffersLayer(offers(), name=name)
    html = plain(layer, folium.LayerControl()).get_root().render()
    assert name not in html
    assert "49" not in re.findall(r"overlays :.*?}", html, flags=re.DOTALL)[0].split(":", 1)[1][:80]
    assert repr(name) in repr(layer)


@given(st.text())
def test_a_name_in_a_control_is_a_text(name: str) -> None:
    held = control_text(name)
    assert not set("{}<>\"'") & set(held)
    assert unescape(held) == name


def test_layers_take_what_those_of_folium_take() -> None:
    layer = mg.maps.OffersLayer(offers(), name="Meine", show=False, control=False, overlay=False)
    assert (layer.layer_name, layer.show, layer.control, layer.overlay) == (
        "Meine", False, False, False,
    )  # fmt: skip
    assert ".addTo(" not in plain(layer).get_root().render().split(".layer(")[1]


@pytest.mark.slow
def test_figures_load_no_folium() -> None:
    code = (
        "import sys, mintgeo.figures; print({'folium', 'branca', 'mintgeo.maps'} & {*sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


class TestPolicy:
    def rules(self, made: Map) -> dict[str, str]:
        (found,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', made.html())
        return dict(rule.split(" ", 1) for rule in found.split("; "))

    def test_alone_nothing_is_allowed_but_its_own_scripts(self) -> None:
        rules = self.rules(page())
        assert set(rules) == {"default-src", "script-src", "style-src", "img-src"}
        assert re.fullmatch(r"('sha256-[\w+/=]{44}' ?){3}", rules["script-src"])
        assert rules["img-src"] == "data:"
        assert "notice" not in page().html().split("<body>")[1].split("</header>")[0]

    @pytest.mark.parametrize(
        ("element", "asked"),
        [
            (folium.CircleMarker((0, 0)), set()),
            (folium.LayerControl(), set()),
            (folium.Tooltip("x"), set()),
            (folium.Marker((0, 0), popup="x"), {"code.jquery.com"}),
            (folium.TileLayer("https://{s}.a.example/{z}/{x}/{y}", attr="©"), {"*.a.example"}),
            (folium.plugins.MiniMap(tile_layer=folium.TileLayer(
                "https://b.example/{z}/{x}/{y}", attr="©")), {"b.example", "cdnjs.cloudflare.com"}),
            (folium.raster_layers.ImageOverlay("https://c.example/x.png", [[0, 0], [1, 1]]),
             {"c.example"}),
            (folium.plugins.HeatMap([[0, 0]]), {"cdn.jsdelivr.net"}),
        ],
    )  # fmt: skip
    def test_exactly_what_an_element_needs(self, element: Any, asked: set[str]) -> None:
        made = page()
        element.add_to(made)
        rules = self.rules(made)
        hosts = {one.split("://")[1] for one in " ".join(rules.values()).split() if "://" in one}
        assert hosts == asked
        assert "'unsafe-inline'" not in rules["script-src"]
        head = made.html().split("<body>")[1].split("</header>")[0]
        assert all(one in head for one in asked)
        assert ("IP-Adresse" in head) == bool(asked)

    def test_icons_load_what_icons_need(self) -> None:
        made = page()
        folium.Marker((0, 0), icon=folium.Icon(icon="star")).add_to(made)
        html = made.html()
        assert "awesome-markers.js" in html
        assert "glyphicons" in html
        assert not any(one in html for one in ("jquery", "bootstrap.bundle", "fontawesome"))

    def test_scripts_of_others_run_by_their_hash_and_handlers_open_inline(self) -> None:
        made = page()
        made.get_root().html.add_child(Element("<b id='x'></b><script>window.x = '<i>';</script>"))
        assert hashed("window.x = '<i>';") in self.rules(made)["script-src"]
        made.get_root().html.add_child(Element("<b onclick='run()'>x</b>"))
        assert self.rules(made)["script-src"] == "'unsafe-inline'"

    def test_addresses_are_hosts_and_no_more(self) -> None:
        for address in ("https://a.example;script-src *", "https://a b/", "x", 7, None, "https://",
                        "https://a.*.b/", "javascript:x", "https://ü.example/"):  # fmt: skip
            assert origin(address) is None, address
        needs = Needs()
        needs.allow("https://A.example:8443/x", "img")
        assert needs.hosts() == ["a.example:8443"]

    def test_texts_of_others_open_nothing(self) -> None:
        made = page()
        folium.Marker((0, 0), tooltip="https://evil.example/x.png").add_to(made)
        assert "evil" not in " ".join(self.rules(made).values())


@pytest.mark.browser
def test_plain_map_takes_themes_marker_plugin_and_control(browser: Browser, tmp_path: Path) -> None:
    """As the issue asks: three layers of ours, others' things, one control over all."""
    some = {name: LAYERS[name]() for name in ("coverage", "offers", "people")}
    heat = folium.plugins.HeatMap([[0, 0.3, 1], [0, 0.4, 1]], name="Hitze")
    made = plain(*some.values(), heat)
    folium.Marker((0, 0.3), popup="<b>Hier</b>", tooltip="Ort").add_to(made)
    folium.LayerControl(collapsed=False).add_to(made)
    made.save(str(tmp_path / "plain.html"))
    seen = open_answered(browser, tmp_path / "plain.html")
    shown = seen.page
    assert seen.faults == []
    assert shown.locator("path.kreis").count() == 2
    assert shown.locator("path.offer").count() == 2
    control = shown.locator(".leaflet-control-layers")
    for name, inside, count in (
        ("Erreichbarkeit", "path.kreis", 2), ("Angebote", "path.offer", 2),
        ("Teilnehmende", ".dot.person", 5), ("Hitze", "canvas.leaflet-heatmap-layer", 1),
    ):  # fmt: skip
        box = control.get_by_label(name)
        marks = shown.locator(f".leaflet-map-pane {inside}")
        assert (box.is_checked(), marks.count()) == (True, count), name
        box.uncheck()
        assert marks.count() == 0, name
    assert not shown.locator(".mintgeo.legend").get_by_text("Anteil der Menschen").is_visible()
    control.get_by_label("Erreichbarkeit").check()
    assert shown.locator("path.kreis").count() == 2
    assert "Anteil der Menschen" in shown.locator(".mintgeo.legend").inner_text()
    shown.get_by_label("mit dem Auto gebracht, 15 Minuten").check()
    assert "15 Minuten" in shown.locator(".mintgeo.legend .view").inner_text()
    shown.locator(".leaflet-marker-icon:not(.mintgeo)").click(force=True)
    assert shown.locator(".leaflet-popup-content").inner_text() == "Hier"
    assert seen.faults == []
    shown.close()


@pytest.mark.browser
def test_all_themes_lie_on_one_map(browser: Browser, tmp_path: Path) -> None:
    some = {name: make() for name, make in LAYERS.items()}
    made = plain(*some.values(), folium.LayerControl())
    made.save(str(tmp_path / "all.html"))
    seen = open_answered(browser, tmp_path / "all.html")
    assert seen.faults == []
    assert seen.page.evaluate("document.querySelectorAll('.mintgeo.panel').length") == 2
    for layer in some.values():
        name = layer.get_name()
        on = f"{name}.getLayers().length > 0 && {name}.getBounds().isValid()"
        assert seen.page.evaluate(on), layer
        seen.page.evaluate(f"{name}.remove()")
    marks = "document.querySelectorAll('[class*=leaflet-mintgeo-] path, .mintgeo .dot').length"
    assert seen.page.evaluate(f"{marks} - document.querySelectorAll('.panel .dot').length") == 0
    seen.page.evaluate("".join(f"{one.get_name()}.addTo(mintgeo.map);" for one in some.values()))
    assert seen.page.locator("path.kreis").count() == 4
    assert seen.faults == []
    seen.page.close()


@pytest.mark.browser
def test_hostile_texts_are_texts_on_a_plain_map(browser: Browser, tmp_path: Path) -> None:
    table = placed.rows(len(TEXTS)).iloc[: len(TEXTS)].assign(place=TEXTS, id=TEXTS)
    sites = table.assign(role="offer", name=TEXTS, category=[*TEXTS[:3], *TEXTS[:-3]])
    ways = mg.maps.OffersLayer(sites, name=TEXTS[0], attributions=TEXTS)
    kreise = kleinland.regions().assign(name=[TEXTS[1], TEXTS[2]])
    rows = [mg.maps.PlacementLayer(table, name=TEXTS[3]), mg.maps.GroundLayer(kreise)]
    made = plain(ways, *rows, folium.LayerControl(collapsed=False))
    made.save(str(tmp_path / "hostile.html"))
    seen = open_answered(browser, tmp_path / "hostile.html")
    told = flat(seen.page.evaluate("document.body.textContent") + "".join(tips(seen.page)))
    assert [text for text in TEXTS if flat(text) not in told] == []
    assert seen.faults == []
    assert seen.page.evaluate("window.ran === undefined")
    seen.page.close()


@pytest.mark.browser
def test_own_page_takes_what_others_add(browser: Browser, tmp_path: Path) -> None:
    made = page()
    folium.Marker((0, 0.6), popup="Hier").add_to(made)
    folium.CircleMarker((0, 0.5), radius=12, fill=True, tooltip="Kreis").add_to(made)
    folium.LayerControl(collapsed=False).add_to(made)
    folium.plugins.HeatMap([[0, 0.3, 1]], name="Hitze").add_to(made)
    made.get_root().script.add_child(Element("window.beiwerk = 1;"))
    made.on(click=JsCode("() => { window.clicked = 1; }"))
    seen = open_answered(browser, made.save(tmp_path / "own.html"))
    assert seen.faults == []
    assert {one.split("/")[2] for one in seen.asked} == {"code.jquery.com", "cdn.jsdelivr.net"}
    assert seen.page.evaluate("window.beiwerk") == 1
    assert "cdn.jsdelivr.net, code.jquery.com" in seen.page.locator("header .notice").inner_text()
    seen.page.locator("path.leaflet-interactive:not([class*=kreis]):not(.offer)").click()
    seen.page.get_by_label("Angebote", exact=True).uncheck()
    assert seen.page.locator("path.offer").count() == 0
    icon = seen.page.locator(".leaflet-marker-icon:not(.mintgeo)")
    assert icon.evaluate("(one) => one.naturalWidth") > 0
    icon.click()
    assert seen.page.locator(".leaflet-popup-content").inner_text() == "Hier"
    rest(seen.page, 400)  # until the popup has faded in
    assert barriers_but_folium(seen.page) == []
    assert seen.faults == []
    seen.page.close()


def barriers_but_folium(shown: Any) -> list[str]:
    """What axe finds that does not lie in markup of folium or Leaflet's control for layers."""
    theirs = ("leaflet-control-layers", "leaflet-marker-icon", "leaflet-attribution-flag")
    return [one for one in barriers(shown) if not any(part in one for part in theirs)]


@pytest.mark.browser
def test_others_choose_what_is_seen_first(browser: Browser, tmp_path: Path) -> None:
    made = page()
    made.fit_bounds([[0.0, 0.4], [0.01, 0.41]])
    seen = open_file(browser, made.save(tmp_path / "near.html"))
    assert seen.faults == []
    assert seen.page.evaluate("window.mintgeo.map.getZoom()") > 13
    seen.page.close()


@pytest.mark.browser
def test_own_map_in_a_figure_of_others(browser: Browser, tmp_path: Path) -> None:
    made, figure = page(), Figure(width=600, height=400)
    figure.add_child(made)
    figure.save(str(tmp_path / "figure.html"))
    seen = open_answered(browser, tmp_path / "figure.html")
    wait_until(seen.page, "document.querySelectorAll('path.kreis').length === 2")
    assert seen.faults == []
    seen.page.close()


@pytest.mark.browser
def test_a_map_of_several_languages_and_a_warning(browser: Browser, tmp_path: Path) -> None:
    english = mg.maps.CoverageLayer(coverage(SHARES), kleinland.regions(), lang="en")
    made = plain(english, mg.maps.PlacementLayer(placed.rows()))
    made.save(str(tmp_path / "two.html"))
    seen = open_answered(browser, tmp_path / "two.html")
    assert seen.faults == []
    legend = seen.page.locator(".mintgeo.legend").inner_text()
    assert "Share of people" in legend
    assert "5 von 6 Zeilen haben einen Ort." in legend
    assert "Nicht veröffentlichen" in seen.page.locator(".mintgeo.warning").inner_text()
    assert [one for one in pale_texts(seen.page) if not one.endswith(": Leaflet")] == []
    assert clashes(seen.page, ".panel, .leaflet-control-zoom, .warning") == []
    seen.page.close()
