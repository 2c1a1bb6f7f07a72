"""Which places a map names, and when it names any."""

import json
from pathlib import Path

import geopandas as gpd
import pytest
from playwright.sync_api import Browser

import mintgeo as mg
from mintgeo.gazetteer.gazetteer import NAMELESS
from mintgeo.maps import GroundLayer, Map, NamesLayer, PlanLayer
from mintgeo.maps.names import MOST, named_places
from tests import kleinland
from tests.chromium import clashes, open_file, wait_until

AROUND_NEUBRANDENBURG = [[53.4, 13.1], [53.65, 13.5]]


def test_gemeinden_come_first_by_their_people_and_under_their_german_name() -> None:
    found = named_places()
    assert found["name"].head(4).tolist() == ["Berlin", "Hamburg", "München", "Köln"]
    assert len(found) == MOST
    assert found["population"].is_monotonic_decreasing
    assert "Munich" not in set(found["name"])
    assert not found["name"].str.startswith(NAMELESS).any()


def test_a_small_part_of_the_country_has_its_villages_too() -> None:
    found = named_places(AROUND_NEUBRANDENBURG)
    assert found["name"].iloc[0] == "Neubrandenburg"
    assert {"Burg Stargard", "Teschendorf", "Loitz"} <= set(found["name"])
    assert found["lat"].between(53.4, 53.65).all()
    assert found["lon"].between(13.1, 13.5).all()


def test_the_page_has_places_in_whole_numbers() -> None:
    data = json.loads(NamesLayer(AROUND_NEUBRANDENBURG).data)
    assert data["at"][:2] == [53564, 13275]
    assert len(data["at"]) == 2 * len(data["names"])
    assert data["large"] == [0, 1]
    assert list(data["seen"].values()) == sorted(data["seen"].values())


def test_maps_have_names_unless_others_name_places_or_nobody_lives_there() -> None:
    def named(page: Map) -> bool:
        return any(isinstance(one, NamesLayer) for one in page.themes())

    ground = GroundLayer(mg.regions("kreis", within="13"))
    assert named(Map(ground, title="a"))
    assert not named(Map(ground, title="a", names=False))
    assert not named(Map(ground, title="a", basemap="basemap.de"))
    assert not named(Map(title="a"))
    assert not named(Map(GroundLayer(kleinland.regions()), title="a"))
    assert Map(ground, title="a").html() == Map(ground, title="a").html()


@pytest.mark.browser
def test_no_name_lies_under_a_number(browser: Browser, tmp_path: Path) -> None:
    """Stops stand where the names would: these go beside them, or make room for others."""
    towns = named_places().head(40)
    places = gpd.points_from_xy(towns["lon"], towns["lat"])
    stops = gpd.GeoDataFrame(
        {"order": range(1, 41), "name": towns["name"]}, geometry=places, crs="EPSG:4326"
    )
    page = open_file(browser, Map(PlanLayer(stops), title="Halte").save(tmp_path / "m.html")).page
    wait_until(page, "document.querySelectorAll('.name').length > 9")
    crossed = [one for one in clashes(page, ".name, .dot") if "name" in one and "dot" in one]
    assert crossed == []
    page.evaluate("window.mintgeo.map.eachLayer((one) => one.options.icon && one.remove())")
    wait_until(page, "[...document.querySelectorAll('.name')].some((one) => one.innerText"
                     " === 'Berlin')")  # fmt: skip
    page.close()
