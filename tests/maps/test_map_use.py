"""What people do with a map: read names, search, choose, filter, take a view along, print."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

import mintgeo as mg
from mintgeo.analysis.offers import offer_groups
from mintgeo.cartography.palettes import SHARE_COLOURS
from tests.chromium import SIZES, Watched, barriers, clashes, open_file, pale_texts, rest

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NAMES: Final = ("Schülerlabor Weißwasser", "Haus der kleinen Forscher", "Technikum", "Technikum",
                "Blaue Übung", "Ärztehaus, Labor 2", "Maker-Space „Ölmühle“")  # fmt: skip
TOPICS: Final = ("Technik", "Biologie; Technik", "Chemie", "Astronomie, chemie", None)
FINDS: Final = """(wanted) => {
    const box = document.querySelector("[role=combobox]");
    return wanted.filter(([typed, name]) => {
        box.value = typed;
        box.dispatchEvent(new Event("input"));
        const found = [...document.querySelectorAll("[role=option] strong")];
        return !found.some((one) => one.textContent === name);
    });
}"""
COLOURS: Final = {
    *SHARE_COLOURS, "#4a5a68", "#d3e8e3", "#ffffff", "#75828d",  # classes, doubt, nothing known
    "#7b1fa2", "#b980cc", "#cb181d", "#a50f15",  # participants, gaps
    "#37434e", "#aeb8c0", "#f4f5f6",  # borders, ground
}  # fmt: skip
"""All that legend and outlines have."""
BOXES: Final = """() => [...document.querySelectorAll(".name")].map((one) => {
    const { left, top, right, bottom } = one.getBoundingClientRect();
    return [one.textContent, left, top, right, bottom]; })"""
AT: Final = """() => { const { map } = window.mintgeo; const { lat, lng } = map.getCenter();
    return [map.getZoom(), lat, lng]; }"""


def offers() -> gpd.GeoDataFrame:
    """Offers in many Kreise; two have one name, five topics in two spellings, and ages."""
    kreise = mg.regions("kreis").iloc[::7].reset_index(drop=True)
    count = np.arange(len(kreise))
    table = {
        "id": count.astype(str), "role": "offer",
        "category": np.where(count % 3, "Museum", "Labor"),
        "name": [f"{NAMES[one % len(NAMES)]} {one // 14 or ''}".strip() for one in count],
        "place": kreise["name"], "postcode": [f"{one + 10_000}" for one in count],
        "topics": [TOPICS[one % len(TOPICS)] for one in count],
        "age_min": np.where(count % 4, 6.0, np.nan), "age_max": np.where(count % 4, 11.0, np.nan),
    }  # fmt: skip
    at = kreise.to_crs(25832).representative_point().to_crs(4326)
    return gpd.GeoDataFrame(table, geometry=at.to_numpy(), crs=4326)


@cache
def demand() -> gpd.GeoDataFrame:
    """People of one Land: of the others nothing is known."""
    return mg.population(within="03")


def shares(sites: gpd.GeoDataFrame) -> pd.DataFrame:
    reached = mg.reach(demand(), sites, mg.Airline())
    draws = mg.uncertainty(reached, sites, minutes=[30], progress=False)
    return mg.coverage(reached, by="kreis", minutes=30, uncertainty=draws, too_coarse="blank")


@pytest.fixture(scope="module")
def technik() -> pd.DataFrame:
    return shares(offer_groups(offers(), "topic")["Technik"])


@pytest.fixture(scope="module")
def file(technik: pd.DataFrame, tmp_path_factory: pytest.TempPathFactory) -> Path:
    sites, kreise = offers(), mg.regions("kreis")
    gaps = kreise.iloc[[3, 40, 333]].to_crs(25832)
    gaps = gaps.assign(geometry=gaps.centroid.buffer(15_000)).to_crs(4326)
    gaps = gaps.assign(rank=[1, 2, 30], kreise=gaps["name"], population=1e4, extra_min=12.0)
    counted = kreise.iloc[::9].assign(participants=30, small=False, rate=1.0)
    counted = counted.assign(per_1000=1.0, per_1000_low=0.5, per_1000_high=2.0)
    page = mg.maps.coverage_map(
        shares(sites), kreise, sites=sites, gaps=gaps, title="Wer kommt hin?",
        filtered=technik.assign(topic="Technik", age=""),
        participation=pd.DataFrame(counted.drop(columns="geometry")),
    )  # fmt: skip
    return page.save(tmp_path_factory.mktemp("use") / "karte.html")


@pytest.fixture
def wide(browser: Browser, file: Path) -> Iterator[Watched]:
    seen = open_file(browser, file)
    yield seen
    assert seen.faults == []
    assert seen.requests == [file.as_uri()] * len(seen.requests)
    seen.page.close()


@pytest.fixture
def narrow(browser: Browser, file: Path) -> Iterator[Page]:
    width, height = SIZES["narrow"]
    context = browser.new_context(viewport={"width": width, "height": height}, has_touch=True)
    page = context.new_page()
    page.goto(file.as_uri())
    rest(page, 500)
    yield page
    context.close()


def view(page: Page, zoom: float, at: tuple[float, float] = (51.2, 10.4)) -> None:
    go = "([zoom, at]) => { window.mintgeo.map.setView(at, zoom, { animate: false }); }"
    page.evaluate(go, [zoom, at])


def find(page: Page, text: str) -> None:
    page.get_by_role("combobox").first.fill(text)
    page.keyboard.press("Enter")
    rest(page, 100)


def test_names_never_overlap_and_come_with_zoom(wide: Watched, narrow: Page) -> None:
    for page in (wide.page, narrow):
        before: set[str] = set()
        for zoom in (6, 7.25, 8, 9.5, 10, 12):
            view(page, zoom, (51.34, 12.37))
            boxes = page.evaluate(BOXES)
            crossed = [
                (a[0], b[0]) for a, b in combinations(boxes, 2)
                if a[1] < b[3] and b[1] < a[3] and a[2] < b[4] and b[2] < a[4]
            ]  # fmt: skip
            assert crossed == []
            assert "Leipzig" in {one[0] for one in boxes}
            inner = {one[0] for one in boxes} - before
            assert inner or zoom in (6, 12)
            before |= inner
        assert len(before) > 40


def test_names_are_the_same_wherever_the_map_was(wide: Watched) -> None:
    view(wide.page, 9, (52.5, 13.4))
    said = {one[0]: one[1:] for one in wide.page.evaluate(BOXES)}
    view(wide.page, 7, (48.0, 11.0))
    view(wide.page, 9, (52.5, 13.4))
    assert {one[0]: one[1:] for one in wide.page.evaluate(BOXES)} == said


def test_search_finds_every_kreis_and_offer(wide: Watched) -> None:
    known = [*mg.regions("kreis")["name"], *offers()["name"]]
    plain = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "Ä": "A", "Ö": "O", "Ü": "U", "ß": "ss"})
    spelt = str.maketrans(
        {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"}
    )
    ways = (str, str.upper, lambda one: one.translate(plain), lambda one: one.translate(spelt))
    typed = [[ways[number % 4](one), one] for number, one in enumerate(known)]
    typed += [[ways[2](one), one] for one in known if not one.isascii()]
    assert wide.page.evaluate(FINDS, typed) == []


def test_twins_of_a_name_are_all_listed(wide: Watched) -> None:
    wide.page.get_by_role("combobox").first.fill("technikum")
    listed = wide.page.get_by_role("option").all_inner_texts()
    places = offers().loc[offers()["name"].str.startswith("Technikum"), "place"]
    assert len(places) > 4
    assert all(any(place in one for one in listed) for place in places)
    assert barriers(wide.page) == []
    wide.page.keyboard.press("Escape")
    assert wide.page.locator("[role=option]:visible").count() == 0


def test_what_is_found_is_named_until_it_is_closed(wide: Watched) -> None:
    find(wide.page, "saarbrucken regional")
    card = wide.page.locator(".card")
    assert "Saarbrücken" in card.locator("strong").inner_text()
    assert wide.page.evaluate(AT)[0] > 8
    view(wide.page, 7, (53.5, 10))
    assert card.is_visible()
    before = card.inner_text()
    wide.page.get_by_label("Thema").select_option("Technik")
    assert card.inner_text() != before
    assert barriers(wide.page) == []
    assert pale_texts(wide.page) == []
    assert clashes(wide.page, ".panel, .bar, .leaflet-control-zoom, .leaflet-control-scale") == []
    card.get_by_role("button").click()
    assert not card.is_visible()
    find(wide.page, "Maker-Space „Ölmühle“ 1")
    assert "Ölmühle" in wide.page.locator(".leaflet-popup-content").inner_text()


def test_a_hidden_offer_is_found_all_the_same(wide: Watched) -> None:
    wide.page.get_by_label("Thema").select_option("Astronomie")
    wide.page.get_by_role("checkbox", name="Museum").uncheck()
    find(wide.page, "blaue ubung")
    assert "Blaue Übung" in wide.page.locator(".leaflet-popup-content").inner_text()
    assert wide.page.get_by_role("checkbox", name="Museum").is_checked()
    assert wide.page.get_by_label("Thema").input_value() == "alle"


def test_filters_change_shares_to_those_of_coverage(wide: Watched, technik: pd.DataFrame) -> None:
    page = wide.page
    read = """() => window.mintgeo.kreise.getLayers().map(({ feature }) =>
        [feature.properties.name, feature.properties.views["car-30"] || null])"""
    everything = page.evaluate(read)
    assert page.locator("optgroup").evaluate_all(
        "all => all.map((one) => one.children.length)"
    ) == [1, 4]
    page.get_by_label("Thema").select_option("Technik")
    assert "Die Farben zählen nur diese." in page.locator(".control").inner_text()
    assert "„Technik“" in page.locator(".legend .view").inner_text()
    told, names = dict(page.evaluate(read)), mg.regions("kreis").set_index("ags")["name"]
    rows = technik.assign(name=technik["ags"].map(names)).set_index("name")
    assert rows["share"].notna().sum() > 40
    for name, row in rows.iterrows():
        shown = told[name]
        if np.isnan(row["share"]):
            assert shown is None
        else:
            assert shown[2:] == pytest.approx([row["share_low"], row["share_high"]], abs=5e-5)
            middle = (row["share_low"] + row["share_high"]) / 2
            assert shown[0] == min(int(middle * 5 + 1e-12), 4)
    page.get_by_label("Thema").select_option("Biologie")
    assert "Farben und Flächen zählen weiter alle." in page.locator(".control").inner_text()
    assert page.evaluate(read) == everything


def test_areas_end_at_the_pixels_of_leaflets_own_way(wide: Watched) -> None:
    for zoom in (5.75, 8.5, 11):
        view(wide.page, zoom)
        own, leaflets = wide.page.evaluate("""() => {
            const { map, kreise } = window.mintgeo;
            const layers = kreise.getLayers();
            const read = (some) => some.map((one) => one.getElement().getAttribute("d"));
            const at = { renderer: layers[0]._renderer, weight: .5 };
            const twins = layers.map((one) => L.polygon(one.getLatLngs(), at).addTo(map));
            const found = [read(layers), read(twins)];
            twins.forEach((one) => one.remove());
            return found;
        }""")
        assert own == leaflets
        assert len(set(own)) > 2


def test_a_link_carries_the_view(wide: Watched, browser: Browser) -> None:
    page = wide.page
    assert "#" not in page.url
    page.get_by_label("Thema").select_option("Technik")
    page.get_by_role("checkbox", name="Museum").uncheck()
    page.get_by_role("checkbox", name="Räume ohne Angebot").check()
    find(page, "Uelzen")
    page.mouse.wheel(0, 300)
    rest(page, 600)
    page.get_by_role("button", name="Link").click()
    other = browser.new_page(viewport={"width": 1280, "height": 800})
    asked: list[str] = []
    other.on("request", lambda request: asked.append(request.url))
    other.goto(page.url)
    rest(other, 500)
    assert len(asked) == 1
    assert other.evaluate(AT) == pytest.approx(page.evaluate(AT), abs=1e-3)
    state = """() => [...document.querySelectorAll(".panel input, .panel select")]
        .map((one) => one.type === "select-one" ? one.value : one.checked)"""
    assert other.evaluate(state) == page.evaluate(state)
    assert other.locator(".card").inner_text() == page.locator(".card").inner_text()
    assert other.locator("path.gap").count() == 3
    other.goto(f"{page.url.split('#')[0]}#karte=nichts&wahl=999.1 x.y&ort=%3Cb%3E")
    rest(other, 100)
    assert other.locator(".card").is_visible()
    other.close()


def test_print_is_one_page_with_its_legend(wide: Watched, narrow: Page) -> None:
    before = wide.page.evaluate(AT)
    paper = wide.page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", paper)) == 1
    rest(wide.page, 200)
    assert wide.page.evaluate(AT) == pytest.approx(before, abs=1e-2)
    for page in (wide.page, narrow):
        page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        assert page.locator(".legend .swatch").first.is_visible()
        assert "GeoBasis-DE" in page.locator(".themes").inner_text()
        assert page.locator("h1").is_visible()
        assert not page.locator(".control").is_visible()
        assert not page.locator(".bar").is_visible()
        page.evaluate("window.dispatchEvent(new Event('afterprint'))")
        rest(page, 100)
        assert page.locator(".bar").is_visible()


def test_the_map_stays_with_its_data(wide: Watched) -> None:
    view(wide.page, 1)
    assert wide.page.evaluate(AT)[0] > 4
    view(wide.page, 8, (20, -60))
    north, east = wide.page.evaluate(AT)[1:]
    assert 42 < north < 60
    assert 0 < east < 22
    view(wide.page, 30)
    assert wide.page.evaluate(AT)[0] <= 17


def test_a_thumb_reaches_everything(narrow: Page) -> None:
    page = narrow
    small = """() => [...document.querySelectorAll(
            "button, .panel label, select, summary, .bar input, .leaflet-bar a, a, [role=option]")]
        .filter((one) => one.checkVisibility())
        .filter((one) => { const { width, height } = one.getBoundingClientRect();
            return width < 44 || height < 44; }).map((one) => one.outerHTML.slice(0, 80))"""
    for panel in (".control", ".legend"):
        page.locator(f"{panel} > summary").tap()
        rest(page, 50)
        assert page.evaluate(small) == []
        assert clashes(page, ".panel, .bar, .leaflet-control-zoom, .leaflet-control-scale") == []
    assert page.locator("details.panel[open]").count() == 1
    rest(page, 400)  # two touches are one after the other, not a double one
    page.touchscreen.tap(340, 420)
    page.locator(".card").wait_for()
    assert page.locator("details.panel[open]").count() == 0
    assert page.evaluate(small) == []
    assert page.locator(".leaflet-tooltip").count() == 0
    page.locator(".card button").tap()
    assert not page.locator(".card").is_visible()


def test_a_thumb_beside_an_offer_means_the_offer(narrow: Page) -> None:
    page = narrow
    find(page, "Haus der kleinen Forscher 2")
    x, y = page.evaluate(
        """() => { const { map } = window.mintgeo;
            const box = map.getContainer().getBoundingClientRect();
            const at = map.latLngToContainerPoint(map._popup.getLatLng());
            map.closePopup();
            return [at.x + box.left, at.y + box.top]; }"""
    )
    rest(page, 300)
    page.touchscreen.tap(x + 14, y - 12)
    rest(page, 400)
    assert "Haus der kleinen Forscher 2" in page.locator(".leaflet-popup-content").inner_text()
    assert barriers(page) == []
    page.locator(".leaflet-popup-close-button").tap()
    rest(page, 400)
    page.touchscreen.tap(x + 60, y - 60)
    page.locator(".card").wait_for()
    assert page.locator(".leaflet-popup-content").count() == 0


def test_colours_of_layers_do_not_mix(wide: Watched, tmp_path: Path) -> None:
    page = wide.page
    for name in ("Ortsnamen", "Museum", "Labor"):
        page.get_by_role("checkbox", name=name).uncheck()
    for name in ("Räume ohne Angebot", "Teilnehmende je Kreis"):
        page.get_by_role("checkbox", name=name).check()
    view(page, 8, (52.5, 10.5))
    page.add_style_tag(content=".leaflet-control-container { display: none; }")
    page.locator("main").screenshot(path=tmp_path / "map.png")
    seen = flat(np.asarray(Image.open(tmp_path / "map.png").convert("RGB")).astype(int))
    known = {tuple(int(one[k : k + 2], 16) for k in (1, 3, 5)) for one in COLOURS}
    assert {one for one, count in seen.items() if count > 30} <= known
    assert len(seen) > 3


def flat(pixels: Any) -> dict[tuple[int, ...], int]:
    """Colours of pixels whose neighbours have the same, and how many there are."""
    same = np.ones(pixels.shape[:2], dtype=bool)
    for down in (-1, 0, 1):
        for right in (-1, 0, 1):
            same &= (np.roll(pixels, (down, right), axis=(0, 1)) == pixels).all(axis=2)
    found, counts = np.unique(pixels[same], axis=0, return_counts=True)
    return {tuple(map(int, one)): int(n) for one, n in zip(found, counts, strict=True)}
