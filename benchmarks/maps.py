"""The coverage map beside plain folium: size, time to save, time until it can be used, requests.

Run by hand: ``python -m benchmarks.maps``. 400 Kreise and 10,000 offers, drawn by people; folium
gets the same shapes (GeoJson with tooltips) and a CircleMarker with a popup per offer. folium's
page asks foreign servers for its libraries; here they are answered with an empty file, so its page
can't be used and its time is that of loading the page alone, which favours folium.
"""

import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import folium
import geopandas as gpd
import numpy as np
import pandas as pd
from playwright.sync_api import Browser

import mintgeo as mg
from tests.chromium import start

OFFERS = 10_000
KINDS = ("Schülerlabor", "Museum", "Planetarium", "Hochschule", "Makerspace")


def main() -> None:
    """Print one row per map."""
    demand, kreise = mg.population(), mg.regions("kreis")
    sites = offers(demand)
    shares = coverage(kreise)
    with tempfile.TemporaryDirectory() as folder, start() as browser:
        print(f"{'map':<10}{'MB':>8}{'save s':>8}{'usable s':>10}{'requests':>10}")
        for name, draw in {"mintgeo": ours, "folium": plain}.items():
            path = Path(folder) / f"{name}.html"
            seconds = timed(lambda draw=draw, path=path: draw(shares, kreise, sites, path))
            ready, asked = opened(browser, path)
            size = path.stat().st_size / 1e6
            print(f"{name:<10}{size:>8.2f}{seconds:>8.2f}{ready:>10.2f}{asked:>10}")


def offers(demand: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Draw places by people, moved by about a kilometre, with texts like those of a real list."""
    rng = np.random.default_rng(1)
    weight = demand["population"].to_numpy(float)
    rows = demand.iloc[rng.choice(len(demand), OFFERS, p=weight / weight.sum())]
    lonlat = rows.geometry.get_coordinates().to_numpy() + rng.normal(0, 0.01, (OFFERS, 2))
    number = np.arange(OFFERS)
    table = {
        "id": number.astype(str),
        "name": [f"Lernort Nummer {one}" for one in number],
        "role": "offer",
        "category": rng.choice(KINDS, OFFERS),
        "street": [f"Musterstraße {one % 199 + 1}" for one in number],
        "postcode": [f"{one % 90_000 + 10_000}" for one in number],
        "place": [f"Ort {one % 2_000}" for one in number],
        "topics": "Technik, Informatik",
        "provider": [f"Träger {one % 500}" for one in number],
    }
    points = gpd.points_from_xy(*lonlat.T)
    return gpd.GeoDataFrame(table, geometry=points, crs="EPSG:4326")


def coverage(kreise: gpd.GeoDataFrame) -> pd.DataFrame:
    """Shares that fill a coverage table of one mode and threshold."""
    share = np.random.default_rng(2).random(len(kreise))
    known = pd.DataFrame({"ags": kreise["ags"], "name": kreise["name"], "share": share})
    known = known.assign(mode="car", minutes=30.0, population=1000.0, covered=share * 1000)
    return known.assign(median_min=1.0, p90_min=2.0, median_m=3.0)


def ours(shares: pd.DataFrame, kreise: gpd.GeoDataFrame, sites: gpd.GeoDataFrame, to: Path) -> None:
    mg.maps.coverage_map(shares, kreise, sites=sites).save(to)


def plain(
    shares: pd.DataFrame, kreise: gpd.GeoDataFrame, sites: gpd.GeoDataFrame, to: Path
) -> None:
    page = folium.Map(location=(51.2, 10.4), zoom_start=6, tiles=None)
    joined = kreise[["ags", "name", "geometry"]].merge(shares[["ags", "share"]], on="ags")
    tip = folium.GeoJsonTooltip(["name", "share"])
    folium.GeoJson(joined.to_json(), tooltip=tip).add_to(page)
    texts = sites[["name", "category", "street", "postcode", "place", "topics", "provider"]]
    for point, row in zip(sites.geometry, texts.itertuples(index=False), strict=True):
        at = (point.y, point.x)
        folium.CircleMarker(at, radius=6, popup="<br>".join(row), tooltip=row[0]).add_to(page)
    page.save(str(to))


def timed(act: Callable[[], None]) -> float:
    start_at = perf_counter()
    act()
    return perf_counter() - start_at


def opened(browser: Browser, path: Path) -> tuple[float, int]:
    """Seconds until the map is drawn and answers, and foreign requests."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    asked: list[str] = []
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.route(lambda url: not url.startswith("file:"), lambda route: route.fulfill(body=""))
    start_at = perf_counter()
    page.goto(path.as_uri())
    own = page.evaluate("document.documentElement.lang === 'de'")
    while own and not page.evaluate("Boolean(window.mintgeo)"):
        page.wait_for_timeout(10)
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    seconds = perf_counter() - start_at
    context.close()
    return seconds, len(asked) - 1


if __name__ == "__main__":
    main()
