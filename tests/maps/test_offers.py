"""Offers on a map: filters, circles with numbers where dots would crowd, places with several."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from playwright.sync_api import Browser, Page
from shapely.geometry import box

import mintgeo as mg
from mintgeo._crs import points
from mintgeo._errors import InputError, TableError
from mintgeo.maps import Map
from tests import kleinland
from tests.chromium import barriers, clashes, open_file, rest
from tests.maps.packed import parts_of, rows_of
from tests.maps.test_coverage_map import coverage, payload

browsed = [pytest.mark.browser, pytest.mark.slow]
DOTS = "path.offer"


def listed(count: int = 6) -> gpd.GeoDataFrame:
    """Offers from west to east, of two kinds in turn."""
    number = np.arange(count)
    table = pd.DataFrame({"id": number.astype(str), "name": [f"Ort {one}" for one in number]})
    table["role"], table["category"] = "offer", np.where(number % 2, "Labor", "Museum")
    topics = ["Robotik; chemie", "Chemie", None, "Optik, Robotik", "Chemie", "Chemie"]
    table["topics"] = [topics[one % 6] for one in number]
    table["age_min"] = pd.array([6, None, 10, 16, None, 3][:count] * (count // 6), dtype="Int64")
    table["age_max"] = pd.array([9, None, None, 18, 8, 5][:count] * (count // 6), dtype="Int64")
    return gpd.GeoDataFrame(
        table, geometry=points(0.01 + number / count * 0.9, 0.01 * number % 0.05)
    )


def page_of(sites: gpd.GeoDataFrame, **options: object) -> Map:
    shares = coverage({"91001": 0.5, "92001": 0.5})
    return mg.maps.coverage_map(shares, kleinland.regions(), sites=sites, **options)  # type: ignore[arg-type]


def areas(mode: str = "car") -> gpd.GeoDataFrame:
    table = {"id": ["a", "b", "a"], "mode": mode, "minutes": [30.0, 30.0, 20.0], "area_km2": 1.0}
    shapes = [box(0, 0, 0.1, 0.1), box(0.05, 0, 0.2, 0.1), box(0, 0, 0.05, 0.05)]
    return gpd.GeoDataFrame(table, geometry=shapes, crs=4326)


def opened(browser: Browser, made: Map, folder: Path, size: str = "wide") -> Page:
    seen = open_file(browser, made.save(folder / "map.html"), size=size)
    assert seen.faults == []
    return seen.page


def test_areas_of_one_mode_and_time_are_one() -> None:
    features = payload(page_of(listed(), isochrones=areas()))["areas"]["features"]
    assert [one["properties"] for one in features] == [{"view": "car-30"}]
    ((ring,),) = parts_of(features[0]["shape"])
    corners = np.array(ring)
    assert corners.min(axis=0).tolist() == [0, 0]
    assert corners.max(axis=0).tolist() == [2000, 1000]


def test_areas_that_could_never_be_seen_are_refused() -> None:
    with pytest.raises(InputError, match=r"are of bike-30, bike-20; the map shows car-15, car-30"):
        page_of(listed(), isochrones=areas("bike"))
    with pytest.raises(TableError, match="minutes"):
        page_of(listed(), isochrones=areas().drop(columns="minutes"))


def test_ages_are_texts() -> None:
    kinds = payload(page_of(listed()))["offers"]
    spots = [spot for kind in kinds for spot in rows_of(kind["spots"])]
    words = {spot[name] for spot in spots for name in ("age_min", "age_max")}
    assert {"6", "9", "16", "18"} <= words


class TestInABrowser:
    pytestmark = browsed

    @pytest.mark.parametrize("many", [False, True])
    def test_filter_by_topic_and_age(self, browser: Browser, tmp_path: Path, many: bool) -> None:
        page = opened(browser, page_of(listed(2400 if many else 6)), tmp_path)
        times = 400 if many else 1
        topic, age = page.get_by_label("Thema"), page.get_by_label("Alter")
        topics = ["alle", "chemie", "Optik", "Robotik", "ohne Angabe"]
        assert topic.locator("option").all_inner_texts() == topics
        topic.select_option(index=3)
        assert status(page).startswith(f"Zu sehen: {2 * times} von {shown(6 * times)} Angeboten.")
        assert drawn(page) == 2 * times
        age.select_option(index=4)
        assert "Farben und Flächen zählen weiter alle." in status(page)
        assert age.locator("option").all_inner_texts()[4] == "16 bis 18 Jahre"
        assert drawn(page) == times
        assert (
            f"Labor ({shown(times)} von {shown(3 * times)})"
            in page.locator(".control").inner_text()
        )
        topic.select_option(index=0)
        age.select_option(index=0)
        assert status(page) == f"Zu sehen: {shown(6 * times)} von {shown(6 * times)} Angeboten."
        page.close()

    def test_hidden_kinds_do_not_count(self, browser: Browser, tmp_path: Path) -> None:
        page = opened(browser, page_of(listed()), tmp_path)
        page.get_by_role("checkbox", name="Museum").uncheck()
        assert status(page) == "Zu sehen: 3 von 6 Angeboten."
        assert page.locator(DOTS).count() == 3
        page.close()

    def test_filter_of_thirty_topics_stays_in_a_narrow_panel(
        self, browser: Browser, tmp_path: Path
    ) -> None:
        sites = listed().assign(topics="; ".join(f"Ein recht langes Thema {n}" for n in range(30)))
        page = opened(browser, page_of(sites), tmp_path, size="narrow")
        page.locator(".control > summary").click()
        menu = page.get_by_label("Thema").bounding_box()
        panel = page.locator(".control").bounding_box()
        assert menu is not None
        assert panel is not None
        assert panel["x"] <= menu["x"]
        assert menu["x"] + menu["width"] <= panel["x"] + panel["width"]
        assert clashes(page, "h1, .panel") == []
        assert barriers(page) == []
        page.close()

    def test_no_filter_where_nothing_differs(self, browser: Browser, tmp_path: Path) -> None:
        sites = listed().assign(topics="Chemie").drop(columns=["age_min", "age_max"])
        page = opened(browser, page_of(sites), tmp_path)
        assert page.locator(".control").get_by_role("combobox").count() == 0
        page.close()

    @pytest.mark.parametrize("count", [1200, 2400])
    def test_crowds_become_circles_that_count_all(
        self, browser: Browser, tmp_path: Path, count: int
    ) -> None:
        page = opened(browser, page_of(listed(count)), tmp_path)
        assert page.locator(".cluster").count() == 0
        zoom_out(page, 7)
        sizes = [int(one.replace(".", "")) for one in page.locator(".cluster").all_inner_texts()]
        assert len(sizes) > 1
        assert sum(sizes) + drawn(page) == count
        assert drawn(page) < 10
        page.get_by_role("checkbox", name="Museum").uncheck()
        left = [int(one.replace(".", "")) for one in page.locator(".cluster").all_inner_texts()]
        assert sum(left) + drawn(page) == count / 2
        assert barriers(page) == []
        page.close()

    def test_a_circle_is_opened_by_mouse_and_by_keyboard(
        self, browser: Browser, tmp_path: Path
    ) -> None:
        page = opened(browser, page_of(listed(1200)), tmp_path)
        zoom = "window.mintgeo.map.getZoom()"
        zoom_out(page, 6)
        page.locator(".cluster").first.click()
        rest(page, 500)
        assert page.evaluate(zoom) > 6
        zoom_out(page, 6)
        stops = page.locator(".leaflet-mintgeo-spots-pane [role=button][tabindex='0']")
        assert stops.count() == 1
        assert "Angebote (" in (stops.get_attribute("aria-label") or "")
        stops.focus()
        page.keyboard.press("Enter")
        rest(page, 500)
        assert page.evaluate(zoom) > 6
        page.close()

    def test_offers_of_one_place_stand_side_by_side(self, browser: Browser, tmp_path: Path) -> None:
        sites = listed().assign(geometry=points([0.1] * 6, [0.0] * 6).to_numpy())
        page = opened(browser, page_of(sites.set_crs(4326)), tmp_path)
        page.evaluate("window.mintgeo.map.setView([0, 0.1], 12, { animate: false })")
        boxes = [one.bounding_box() for one in page.locator(DOTS).all()]
        middles = np.array([[one["x"], one["y"]] for one in boxes if one])
        apart = np.hypot(*(middles[:, None] - middles[None]).transpose(2, 0, 1))
        assert apart[~np.eye(6, dtype=bool)].min() > 5
        assert apart.max() < 60
        page.close()

    def test_areas_follow_the_view(self, browser: Browser, tmp_path: Path) -> None:
        page = opened(browser, page_of(listed(), isochrones=areas()), tmp_path)
        said = page.locator(".legend .reached")
        assert not said.is_visible()
        page.get_by_role("checkbox", name="Von hier wird ein Angebot erreicht").check()
        assert page.locator("path.area").count() == 1
        assert said.inner_text().strip() == (
            "Von hier wird in höchstens 30 Minuten, mit dem Auto gebracht, ein Angebot erreicht"
        )
        page.get_by_role("radio").first.check()
        assert page.locator("path.area").count() == 0
        assert said.inner_text().strip() == "Zu dieser Ansicht gibt es keine Flächen"
        page.close()


def shown(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def status(page: Page) -> str:
    return page.locator(".control").get_by_role("status").inner_text()


def zoom_out(page: Page, zoom: int) -> None:
    """Farther than a map of these few Kreise lets anybody go."""
    page.evaluate(
        """(zoom) => { const { map } = window.mintgeo;
            map.setMinZoom(0);
            map.setZoom(zoom, { animate: false }); }""",
        zoom,
    )


def drawn(page: Page) -> int:
    """Dots on the map, on a canvas or not."""
    return int(
        page.evaluate(
            """window.mintgeo.layers.filter((one) => one.markers)
                .reduce((sum, one) => sum + (window.mintgeo.map.hasLayer(one.layer)
                    ? one.layer.getLayers().length : 0), 0)"""
        )
    )
