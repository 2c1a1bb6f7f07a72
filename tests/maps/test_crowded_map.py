"""So many offers that a map draws only those that are seen: wherever one looks, all are there."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
from playwright.sync_api import Browser, Page

import mintgeo as mg
from mintgeo._crs import points
from tests.chromium import open_file

MANY = 20_500
SHOWN = """() => {
    const { map } = window.mintgeo;
    let [dots, crowds] = [0, 0];
    map.eachLayer((one) => {
        if (!one.mintgeo || !one.getLatLng || !map.getBounds().contains(one.getLatLng())) return;
        if (one.setRadius) dots += 1;
        else crowds += 1;
    });
    return [dots, crowds];
}"""


def offers() -> gpd.GeoDataFrame:
    """Even over a box around Erfurt."""
    at = np.random.default_rng(1).uniform((10.0, 50.0), (12.0, 52.0), (MANY, 2))
    table = {"id": np.arange(MANY).astype(str), "name": "Werkstatt", "role": "offer",
             "category": "Makerspace"}  # fmt: skip
    return gpd.GeoDataFrame(table, geometry=points(*at.T))


@pytest.mark.browser
def test_what_is_seen_is_drawn(browser: Browser, tmp_path: Path) -> None:
    sites = offers()
    drawn = mg.maps.Map(mg.maps.OffersLayer(sites), title="Viele")
    page = open_file(browser, drawn.save(tmp_path / "map.html")).page
    for lat, lon, zoom in ((51.0, 11.0, 12), (50.5, 10.5, 12), (51.0, 11.0, 11)):
        look(page, lat, lon, zoom)
        assert page.evaluate(SHOWN) == [inside(page, sites), 0]
    look(page, 51.0, 11.0, 7)
    dots, crowds = page.evaluate(SHOWN)
    assert crowds > 10 > dots
    page.close()


def look(page: Page, lat: float, lon: float, zoom: int) -> None:
    page.evaluate(
        "([lat, lon, zoom]) => {"
        " window.mintgeo.map.setView([lat, lon], zoom, { animate: false }); }",
        [lat, lon, zoom],
    )


def inside(page: Page, sites: gpd.GeoDataFrame) -> int:
    """How many offers lie in the window."""
    box = page.evaluate("() => window.mintgeo.map.getBounds().toBBoxString()")
    west, south, east, north = (float(one) for one in box.split(","))
    return len(sites.cx[west:east, south:north])
