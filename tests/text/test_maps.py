"""Maps of every kind, figures and cards whose names and titles are hostile: texts, and no more."""

import xml.etree.ElementTree as ET
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from playwright.sync_api import Browser

import mintgeo as mg
from mintgeo import figures
from mintgeo._card import card
from mintgeo._crs import points
from mintgeo._errors import OptionError
from mintgeo.maps import Basemap, Map
from tests import kleinland
from tests.chromium import open_file
from tests.maps import placed
from tests.text.hostile import HALVES, TEXTS, flat, shown
from tests.untranslated import tips

ALL = " ¦ ".join([*TEXTS, HALVES])


def rows() -> gpd.GeoDataFrame:
    """Placed rows: every text as the id, place and note of one."""
    table = placed.rows(len(TEXTS)).iloc[: len(TEXTS)].drop(columns="findings")
    table = table.assign(id=TEXTS, place=TEXTS, match_note=TEXTS, match_level="place")
    return gpd.GeoDataFrame(
        table.set_geometry(points([n / 500 for n in range(len(table))], [0.0] * len(table)))
    )


def journeys() -> gpd.GeoDataFrame:
    table = placed.journeys()
    parts = [table.head(1)] * len(TEXTS)
    table = pd.concat(parts, ignore_index=True).assign(id=TEXTS, place=TEXTS)
    at = points([n / 500 for n in range(len(table))], [0.01] * len(table))
    return gpd.GeoDataFrame(table.drop(columns="geometry"), geometry=at)


def kreise() -> gpd.GeoDataFrame:
    return kleinland.regions().assign(name=[TEXTS[0], TEXTS[6]])


def pages() -> dict[str, tuple[Map, list[str]]]:
    """Pages by kind, and texts that must be told on them."""
    venue = placed.venue().assign(name=ALL.replace(HALVES, ""))
    reach = mg.reach(kleinland.demand().assign(place=TEXTS[:6]), kleinland.sites(), mg.Airline(),
                     max_min=60)  # fmt: skip
    change = mg.compare(reach, reach, by="kreis", minutes=(30,))
    change["name"] = TEXTS[1]
    return {
        "placement": (mg.maps.placement_map(rows(), kreise=kreise(), title=ALL), TEXTS),
        "travel": (
            mg.maps.travel_map(journeys(), venue, kreise=kreise(), by="place", title=ALL), TEXTS,
        ),
        "reach": (mg.maps.reach_map(reach, title=ALL), TEXTS[:6]),
        "change": (mg.maps.change_map(change, kreise(), title=ALL), [TEXTS[0], TEXTS[6]]),
    }  # fmt: skip


@pytest.mark.browser
@pytest.mark.slow
def test_maps_show_texts_and_run_nothing(browser: Browser, tmp_path: Path) -> None:
    for name, (made, texts) in pages().items():
        seen = open_file(browser, made.save(tmp_path / f"{name}; {{{{ 7 }}}}.html"))
        told = flat(seen.page.evaluate("document.body.textContent") + "".join(tips(seen.page)))
        assert [text for text in texts if flat(text) not in told] == [], name
        assert seen.page.evaluate("document.querySelector('h1').textContent") == shown(ALL)
        assert seen.faults == [], name
        assert [one for one in seen.requests if not one.startswith("file:")] == []
        assert seen.page.evaluate("window.ran === undefined")
        seen.page.close()


@pytest.mark.browser
def test_card_holds_texts(browser: Browser, tmp_path: Path) -> None:
    page = tmp_path / "card.html"
    head = '<!DOCTYPE html><meta charset="utf-8">'
    page.write_text(head + card(ALL, [(text, text) for text in TEXTS]), encoding="utf-8")
    seen = open_file(browser, page)
    cells = seen.page.evaluate("[...document.querySelectorAll('td')].map((one) => one.textContent)")
    assert cells == [shown(text) for text in TEXTS]
    assert seen.page.evaluate(
        "document.querySelector('table').className.includes('mathjax_ignore')"
    )
    assert seen.page.evaluate("document.querySelectorAll('td *, th *, caption *').length") == 0
    assert seen.faults == []
    assert seen.page.evaluate("window.ran === undefined")
    seen.page.close()


@pytest.mark.parametrize("title", ["$\\frac{1}{0}$ $x_{$", "eins\x00zwei\ufffe", HALVES, ALL * 20])
def test_figures_draw_any_title(title: str) -> None:
    reach = mg.reach(kleinland.demand(), kleinland.sites(), mg.Airline(), max_min=60)
    table = mg.coverage(reach, by="kreis", minutes=(15, 30)).assign(name=shown(title[:200]))
    drawn = figures.share_figure(table, title=title, notes=[title])
    root = ET.fromstring(drawn.svg())  # noqa: S314 our own text
    assert root[0].text == shown(title)
    assert len(drawn.png(dpi=40)) > 1000


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example:443;script-src *;x/{z}/{x}/{y}",
        "https://a.example:{x}/{z}/{y}",
        "https://a.example /{z}/{x}/{y}",
        "https://a.example\n;img-src *;/{z}/{x}/{y}",
        "https://a.example\t/{z}/{x}/{y}",
        "https://a.example:443 *//{z}/{x}/{y}",
        "https://a.example,b.example/{z}/{x}/{y}",
        "https://a.example/{z}/{x}/{y}\"><script>",
        "https://a.example\\@b.example/{z}/{x}/{y}",
        "https://ä.example/{z}/{x}/{y}",
        "https://'self'/{z}/{x}/{y}",
        "https:///{z}/{x}/{y}",
        "https://a.example?{z}{x}{y}",
        "data:image/png,{z}{x}{y}",
    ],
)  # fmt: skip
def test_addresses_of_tiles_open_one_host(url: str) -> None:
    with pytest.raises(OptionError):
        Basemap(name="x", url=url, attribution="y")


def test_address_with_a_port_opens_that_port() -> None:
    tiles = Basemap(
        name="x", url="https://A.example:8443/t/{z}/{x}/{y}.png?k=1&v=a", attribution="y"
    )
    assert tiles.origin == "https://a.example:8443"
