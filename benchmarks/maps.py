"""The coverage map beside plain folium: size, time to save, time until it can be used, requests.

Run by hand: ``python -m benchmarks.maps``. Both draw 400 Kreise, 10,000 offers placed as people
are, and the areas within 15 and 30 minutes of 40 of them. No roads cover Germany here, so the areas
are those of one site of Neubrandenburg on its streets, moved to the 40 places: real in their detail
(about 3,000 corners each), not in their place.

folium gets a GeoJson with colours and tooltips for Kreise, one per threshold for areas (shown when
asked for, as ours), and a CircleMarker with popup and tooltip per offer, in a second row with its
``prefer_canvas``. Its page asks foreign servers for its libraries; here every request is answered
from this machine at once, which favours folium: Leaflet by the same file as in our page, jQuery, of
which it needs only ``$(html)``, by a line that does that, and all others, which this page does not
need for drawing, by an empty file.

A map can be used once the pointer, which moves around its middle all the time, is answered with a
tooltip, and the frame that shows it is made: by the clock of the page, which begins with the
navigation to it. Neither the start of the browser counts, which has shown another page before, nor
the way from this program to it. Every page has a process that knows none of its scripts. Each is
opened ``TIMES`` times, and the middle time taken.
"""

import tempfile
from collections.abc import Callable
from functools import cache, partial
from importlib.resources import files
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import folium
import geopandas as gpd
import numpy as np
import pandas as pd
from playwright.sync_api import Browser, Page, Route

import mintgeo as mg
from benchmarks.job import Clocked
from mintgeo._crs import LAEA
from mintgeo.cartography.palettes import SHARE_COLOURS
from tests.chromium import start

ROOT = Path(__file__).parents[1]
OFFERS, ORIGINS, TIMES = 10_000, 40, 3
JQUERY = """window.$ = (html) => {
    const made = document.createElement("template");
    made.innerHTML = html.trim();
    return [made.content.firstChild];
};"""
ANOTHER = "data:text/html;charset=utf-8,<p>Eine andere <b>Seite</b></p>"
STARTED_MS = 1000
PATIENCE_S = 60
LOOK = """(() => {
    const look = () => requestAnimationFrame(!document.querySelector(".leaflet-tooltip") ? look :
        () => { window.answered = performance.now(); });
    look();
})()"""
"""The frame after the one that first shows a tooltip, by the clock of the page."""
KINDS = ("Schülerlabor", "Museum", "Planetarium", "Hochschule", "Makerspace")


def main() -> None:
    """Print one row per map."""
    demand, kreise = mg.population(), mg.regions("kreis")
    sites = offers(demand)
    shares, areas = coverage(kreise), isochrones(sites)
    with tempfile.TemporaryDirectory() as folder, start() as browser:
        print(f"{'map':<10}{'MB':>8}{'save s':>8}{'usable s':>10}{'requests':>10}")
        for name, draw in {"mintgeo": ours, "folium": plain, "on canvas": plain_canvas}.items():
            path = Path(folder) / f"{name}.html"
            seconds = timed(lambda draw=draw, path=path: draw(shares, kreise, sites, areas, path))
            ready, asked = zip(*(opened(browser, path) for _ in range(TIMES)), strict=True)
            size = path.stat().st_size / 1e6
            print(f"{name:<10}{size:>8.2f}{seconds:>8.2f}{median(ready):>10.2f}{asked[0]:>10}")


def offers(demand: gpd.GeoDataFrame, count: int = OFFERS) -> gpd.GeoDataFrame:
    """Draw places by people, moved by about a kilometre, with texts like those of a real list."""
    rng = np.random.default_rng(1)
    weight = demand["population"].to_numpy(float)
    rows = demand.iloc[rng.choice(len(demand), count, p=weight / weight.sum())]
    lonlat = rows.geometry.get_coordinates().to_numpy() + rng.normal(0, 0.01, (count, 2))
    number = np.arange(count)
    table = {
        "id": number.astype(str),
        "name": [f"Lernort Nummer {one}" for one in number],
        "role": "offer",
        "category": rng.choice(KINDS, count),
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


def isochrones(sites: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Move the areas of one site of Neubrandenburg to other places."""
    town = mg.geocode(mg.read_sites(ROOT / "data" / "raw" / "neubrandenburg_sites.csv")).iloc[:1]
    streets = ROOT / "data" / "raw" / "neubrandenburg.osm.pbf"
    network = mg.RoadNetwork.from_osm(streets, mode="car")
    true = mg.isochrones(town, network, minutes=(15, 30), progress=False).to_crs(LAEA)
    home = town.to_crs(LAEA).geometry.iloc[0]
    places = sites.iloc[:ORIGINS].to_crs(LAEA)
    moved = [
        true.assign(id=name, geometry=true.translate(at.x - home.x, at.y - home.y))
        for name, at in zip(places["id"], places.geometry, strict=True)
    ]
    return gpd.GeoDataFrame(pd.concat(moved, ignore_index=True)).to_crs("EPSG:4326")


def ours(
    shares: pd.DataFrame, kreise: gpd.GeoDataFrame, sites: gpd.GeoDataFrame,
    areas: gpd.GeoDataFrame, to: Path,
) -> None:  # fmt: skip
    mg.maps.coverage_map(shares, kreise, sites=sites, isochrones=areas).save(to)


def plain(
    shares: pd.DataFrame, kreise: gpd.GeoDataFrame, sites: gpd.GeoDataFrame,
    areas: gpd.GeoDataFrame, to: Path, *, canvas: bool = False,
) -> None:  # fmt: skip
    page = folium.Map((51.2, 10.4), zoom_start=6, tiles=None, prefer_canvas=canvas)
    joined = kreise[["ags", "name", "geometry"]].merge(shares[["ags", "share"]], on="ags")
    tip = folium.GeoJsonTooltip(["name", "share"])
    folium.GeoJson(joined.to_json(), tooltip=tip, style_function=coloured).add_to(page)
    for _, some in areas.groupby("minutes"):
        folium.GeoJson(some[["id", "minutes", "geometry"]].to_json(), show=False).add_to(page)
    texts = sites[["name", "category", "street", "postcode", "place", "topics", "provider"]]
    for point, row in zip(sites.geometry, texts.itertuples(index=False), strict=True):
        at = (point.y, point.x)
        folium.CircleMarker(at, radius=6, popup="<br>".join(row), tooltip=row[0]).add_to(page)
    folium.LayerControl().add_to(page)
    page.save(str(to))


def coloured(feature: dict[str, Any]) -> dict[str, Any]:
    share = feature["properties"]["share"]
    return {"fillColor": SHARE_COLOURS[min(int(share * 5), 4)], "fillOpacity": 1, "weight": 0.5}


plain_canvas = partial(plain, canvas=True)


def timed(act: Callable[[], None]) -> float:
    start_at = perf_counter()
    act()
    return perf_counter() - start_at


def opened(browser: Browser, path: Path) -> tuple[float, int]:
    """Seconds until the map answers, and foreign requests."""
    page = window(browser)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    seconds = answers(page, path)
    page.context.close()
    return seconds, len(asked) - 1


def window(browser: Browser) -> Page:
    """A window that shows another page, once the browser has started all that it starts."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.add_init_script(LOOK)
    page = context.new_page()
    page.goto(ANOTHER)
    page.wait_for_timeout(STARTED_MS)
    page.route(lambda url: not url.startswith("file:"), answer)
    return page


def answers(page: Page, path: Path) -> Clocked:
    """Open a file and move the pointer around its middle until a tooltip is shown.

    Returns
    -------
    Clocked
        Seconds of the page's clock, which begins with the navigation to it.
    """
    page.goto(path.as_uri(), wait_until="commit")
    end = perf_counter() + PATIENCE_S
    while not (found := page.evaluate("window.answered")):
        if perf_counter() > end:
            raise TimeoutError("the map never answered the pointer")
        for x, y in ((640, 420), (646, 424)):
            page.mouse.move(x, y)
    return Clocked(found / 1000)


def answer(route: Route) -> None:
    """Give a page what it asks foreign servers for, from this machine."""
    name = route.request.url.rsplit("/", 1)[-1]
    if name in {"leaflet.js", "leaflet.css"}:
        route.fulfill(body=leaflet(name))
    else:
        route.fulfill(body=JQUERY if name.startswith("jquery") else "")


@cache
def leaflet(name: str) -> str:
    return (files("xstatic.pkg.leaflet") / "data" / name).read_text(encoding="utf-8")


if __name__ == "__main__":
    main()
