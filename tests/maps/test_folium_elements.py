"""Whatever of folium is added to a page of ours: the page allows what it loads, and no more."""

from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final

import folium
import pandas as pd
import pytest
from folium import plugins
from playwright.sync_api import Browser

import mintgeo as mg
from mintgeo.maps._needs import hashed, origin
from tests import kleinland, tile_server
from tests.chromium import open_file, wait_until
from tests.maps.test_coverage_map import coverage
from tests.maps.test_folium import LAYERS, SHARES, page, plain

SHAPES: Final = kleinland.regions().to_json()
POINTS: Final = {"type": "FeatureCollection", "features": [
    {"type": "Feature", "properties": {"time": "2026-01-01"},
     "geometry": {"type": "Point", "coordinates": [0.1, 0.0]}}]}  # fmt: skip
ELEMENTS: Final[dict[str, Callable[[], Any]]] = {
    "geojson": lambda: folium.GeoJson(
        SHAPES, tooltip=folium.GeoJsonTooltip(["name"]), popup=folium.GeoJsonPopup(["name"])),
    "choropleth": lambda: folium.Choropleth(
        SHAPES, data=pd.Series({"91001": 1, "92001": 2}), key_on="feature.properties.ags"),
    "cluster": lambda: plugins.MarkerCluster([[0, 0.1], [0, 0.2]], popups=["a", "b"]),
    "fast cluster": lambda: plugins.FastMarkerCluster([[0, 0.1], [0, 0.2]]),
    "draw": lambda: plugins.Draw(export=True),
    "measure": plugins.MeasureControl,
    "minimap": plugins.MiniMap,
    "fullscreen": plugins.Fullscreen,
    "mouse": plugins.MousePosition,
    "locate": plugins.LocateControl,
    "ant path": lambda: plugins.AntPath([[0, 0], [0, 1]]),
    "heat in time": lambda: plugins.HeatMapWithTime([[[0, 0.1, 1]]]),
    "in time": lambda: plugins.TimestampedGeoJson(POINTS),
    "zoom toggler": plugins.ScrollZoomToggler,
    "picture": lambda: plugins.FloatImage("https://bild.example/x.png"),
    "fan": lambda: plugins.BeautifyIcon(icon="star"),
    "wms": lambda: folium.WmsTileLayer("https://wms.example/", layers="x"),
    "group": lambda: folium.FeatureGroup("g").add_child(folium.Marker((0, 0.1), popup="x")),
    "div icon": lambda: folium.Marker((0, 0.1), icon=folium.DivIcon(html="<b>x</b>")),
    "icon": lambda: folium.Marker((0, 0.1), icon=folium.Icon(prefix="fa", icon="star")),
    "lat lon": folium.LatLngPopup,
    "popup": lambda: folium.Marker((0, 0.1), popup="<img src='https://bild.example/y.png'>"),
    "frame": lambda: folium.Marker((0, 0.1), popup=folium.Popup(folium.IFrame("<b>x</b>"))),
    "chart": lambda: folium.Marker((0, 0.1), popup=folium.Popup().add_child(
        folium.VegaLite({"mark": "bar", "data": {"values": [{"x": 1}]}}))),
}  # fmt: skip


class Read(HTMLParser):
    """What a page holds and names: its policy, its scripts, its links."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self.rules: dict[str, list[str]] = {}
        self.scripts: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.handlers = self._open = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        if known.get("http-equiv") == "Content-Security-Policy":
            rules = known["content"].replace("&#39;", "'").split("; ")
            self.rules = {kind: some for kind, *some in (one.split() for one in rules)}
        if tag == "script" and "src" in known:
            self.links.append(("script-src", known["src"]))
        if tag == "link" and known.get("rel") == "stylesheet":
            self.links.append(("style-src", known["href"]))
        if tag == "img":
            self.links.append(("img-src", known["src"]))
        self.handlers |= any(name.startswith("on") for name in known)
        self._open = tag == "script" and "src" not in known and "type" not in known

    def handle_data(self, data: str) -> None:
        if self._open:
            self.scripts.append(data)
        self._open = False


@pytest.mark.parametrize("name", ELEMENTS)
def test_page_allows_what_it_loads(name: str) -> None:
    made = page()
    element = ELEMENTS[name]()
    element.add_to(folium.Marker((0, 0)).add_to(made) if name == "fan" else made)
    folium.LayerControl().add_to(made)
    text = made.html()
    read = Read(text)
    for kind, address in read.links:
        assert origin(address) in read.rules[kind], address
    code = read.rules["script-src"]
    if read.handlers:
        assert "'unsafe-inline'" in code
        assert not any("sha256" in one for one in code)
    else:
        assert "'unsafe-inline'" not in code
        assert {hashed(one) for one in read.scripts} <= set(code)
    assert read.rules["default-src"] == ["'none'"]
    hosts = {one.split("://")[1] for some in read.rules.values() for one in some if "://" in one}
    assert all(one in text.split("</header>")[0].split("<body>")[1] for one in hosts)
    if "icon" not in name:  # folium gives a marker its icon once more with every rendering
        assert text == made.html()


def test_pictures_of_popups_are_seen_and_their_scripts_are_not_run() -> None:
    made = page()
    evil = "<img src='https://a.example/x.png' onerror='run()'><script src='https://b.example'></script>"
    folium.Marker((0, 0.1), popup=evil, tooltip="<img src='https://c.example/x.png'>").add_to(made)
    rules = Read(made.html()).rules
    assert {"https://a.example", "https://c.example"} < {*rules["img-src"]}
    assert "'unsafe-inline'" not in rules["script-src"]
    assert "https://b.example" not in rules["script-src"]


def test_layers_go_into_groups_and_twin_maps() -> None:
    group = folium.FeatureGroup("Gruppe").add_child(LAYERS["offers"]())
    text = plain(group, folium.LayerControl()).get_root().render()
    assert text.count("mintgeoKit = ") == 1
    assert f".addTo({group.get_name()});" in text
    twin = plugins.DualMap((0, 0.3), tiles=None)
    for one in (twin.m1, twin.m2):
        mg.maps.CoverageLayer(coverage(SHARES), kleinland.regions()).add_to(one)
    assert twin.get_root().render().count("mintgeoKit = ") == 1


@pytest.mark.browser
def test_tiles_of_others_are_allowed_told_and_seen_through(
    browser: Browser, tmp_path: Path
) -> None:
    with tile_server.serve() as tiles:
        made = page()
        about = tiles.basemap
        folium.TileLayer(about.url, attr="© Amt", name="Kacheln", overlay=True).add_to(made)
        folium.LayerControl(collapsed=False).add_to(made)
        seen = open_file(browser, made.save(tmp_path / "tiles.html"))
        wait_until(seen.page, "document.querySelectorAll('.leaflet-tile-loaded').length > 3")
        assert seen.faults == []
        assert tiles.asked
        assert f"127.0.0.1:{tiles.port}" in seen.page.locator("header .notice").inner_text()
        assert "© Amt" in seen.page.locator("body").inner_text()
        through = "getComputedStyle(document.querySelector('.leaflet-mintgeo-kreise-pane')).opacity"
        assert seen.page.evaluate(through) == "0.7"
        seen.page.get_by_label("Kacheln").uncheck()
        assert seen.page.evaluate(through) == "1"
        seen.page.close()
