"""A plan is tried in the page: shares as in Python, by mouse, keys and thumb, saved as a file."""

import json
import random
from collections.abc import Iterable, Iterator
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from playwright.sync_api import Browser, Page

import mintgeo as mg
from mintgeo._crs import points
from mintgeo.language import Language, language
from tests.chromium import Watched, barriers, open_file, wait_until
from tests.plans import residents, sites, town_plan
from tests.untranslated import cells, pretend, untranslated

pytestmark = pytest.mark.browser

AREA = {"13071": "Mecklenburgische Seenplatte", "13072": "Rostock (Landkreis)"}
SAY = language("de")


@pytest.fixture(scope="module")
def plan() -> mg.StopPlan:
    return town_plan(alternatives=1)


@pytest.fixture(scope="module")
def saved_page(plan: mg.StopPlan, tmp_path_factory: pytest.TempPathFactory) -> Path:
    kreise = mg.regions("kreis")
    near = gpd.GeoDataFrame(kreise[kreise["ags"].isin(AREA)])
    return mg.maps.what_if(plan, kreise=near).save(tmp_path_factory.mktemp("plan") / "plan.html")


@pytest.fixture
def seen(browser: Browser, saved_page: Path) -> Iterator[Watched]:
    watched = open_file(browser, saved_page)
    yield watched
    assert watched.requests == [saved_page.as_uri()]
    assert watched.faults == []
    watched.page.close()


def lines(plan: mg.StopPlan, ids: Iterable[str], say: Language = SAY) -> dict[str, tuple[str, ...]]:
    """What the table of the page says of some stops, from the tables in Python."""
    chosen = plan.candidates["id"].isin(set(ids)).to_numpy()
    after = plan.before | (np.asarray(plan.cover[:, chosen].sum(axis=1)).ravel() > 0)
    had, has = (float(plan.people[rows].sum()) for rows in (plan.before, after))
    total = float(plan.people.sum())
    count = say.count("mit {n} Halt", "mit {n} Halten", int(chosen.sum()))
    return {
        "ohne Halte": (say.people(had), say.percent(had / total, 1)),
        count: (say.people(has), say.percent(has / total, 1)),
        "Gewinn": (say.people(has - had), f"{say.change(100 * (has - had) / total, 1)} Pkt."),
    }


def shown(page: Page) -> dict[str, tuple[str, ...]]:
    rows = page.locator("table.shares:not(.areas) tr").all_inner_texts()
    cells = [tuple(one.split("\t")) for one in rows[1:]]
    return {first.strip(): tuple(x.strip() for x in rest) for first, *rest in cells}


def choose(page: Page, ids: list[str]) -> None:
    page.evaluate(
        """(ids) => { const { stops, choose } = window.mintgeo;
                      choose(stops.filter((one) => ids.includes(one.id))); }""",
        ids,
    )


def test_any_stops_have_the_shares_of_python(seen: Watched, plan: mg.StopPlan) -> None:
    draw = random.Random(2211)  # noqa: S311
    known = plan.candidates["id"].tolist()
    own = shown(seen.page)
    assert own == lines(plan, plan.stops["id"])
    after = plan.shares.set_index("plan").loc["after"]
    assert (SAY.people(after["reached"]), SAY.percent(after["share"], 1)) in own.values()
    for _ in range(25):
        some = draw.sample(known, draw.randint(0, len(known)))
        choose(seen.page, some)
        found = shown(seen.page)
        found.pop("Plan der Rechnung", None)
        assert found == lines(plan, some), some


def test_alternatives_are_those_of_the_plan(seen: Watched, plan: mg.StopPlan) -> None:
    seen.page.get_by_role("button", name="Alternative 1").click()
    share = plan.shares.set_index("plan")["share"]["alternative_1"]
    now = shown(seen.page)["mit 4 Halten"]
    assert now == lines(plan, plan.alternatives[0].stops["id"])["mit 4 Halten"]
    assert now[1] == SAY.percent(share, 1)


def test_kreise_follow(seen: Watched, plan: mg.StopPlan) -> None:
    page, some = seen.page, plan.candidates["id"].tolist()[:3]
    choose(page, some)
    page.get_by_text("Nach Kreisen").click()
    rows = page.locator(".areas tr").all_inner_texts()
    chosen = plan.candidates["id"].isin(some).to_numpy()
    after = plan.before | (np.asarray(plan.cover[:, chosen].sum(axis=1)).ravel() > 0)
    wanted = []
    for key, name in AREA.items():
        here = (plan.demand["ags_kreis"] == key).to_numpy()
        all_of = plan.people[here].sum()
        share = [SAY.percent(plan.people[here & x].sum() / all_of, 1) for x in (plan.before, after)]
        wanted.append("\t".join([name, *share]))
    assert rows[1:] == wanted


def test_clicks_and_keys_switch_stops(seen: Watched, plan: mg.StopPlan) -> None:
    page, first = seen.page, shown(seen.page)
    off = page.locator("path[aria-pressed=false]").first
    off.focus()
    page.keyboard.press("Enter")
    assert page.locator("path[aria-pressed=true]").count() == len(plan.stops) + 1
    assert "mehr erreicht" in page.locator(".control [role=status]").inner_text()
    assert shown(page)["Plan der Rechnung"] == lines(plan, plan.stops["id"])["mit 4 Halten"]
    assert barriers(page) == []
    page.get_by_role("button", name="Rückgängig").click()
    assert shown(page) == first
    page.get_by_role("button", name="Alle aus").click()
    assert list(shown(page)) == ["ohne Halte", "mit 0 Halten", "Gewinn", "Plan der Rechnung"]
    page.get_by_role("button", name="Plan der Rechnung").click()
    assert shown(page) == first
    page.locator("path[aria-pressed=true]").first.click(force=True)
    assert "mit 3 Halten" in shown(page)
    page.locator(".card button.act").click()
    assert shown(page) == first


def test_a_new_stop_is_estimated_and_saved(
    seen: Watched, plan: mg.StopPlan, tmp_path: Path
) -> None:
    page = seen.page
    page.get_by_role("button", name="Neuer Halt").click()
    handle = page.locator(".handle")
    box = handle.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 90, y + 60, steps=4)
    page.mouse.up()
    dragged = shown(page)
    handle.press("ArrowRight")
    handle.press("ArrowRight")
    page.get_by_role("button", name="Rückgängig").click()
    page.get_by_role("button", name="Rückgängig").click()
    assert shown(page) == dragged
    assert page.locator(".card").is_visible()
    assert barriers(page) == []
    page.get_by_label("Name des neuen Halts").fill("Dorfplatz <b>")
    page.get_by_label("Name des neuen Halts").press("Enter")
    assert "mit 5 Halten, geschätzt" in shown(page)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Plan speichern").click()
    assert waiting.value.suggested_filename == "mintgeo-plan.json"
    waiting.value.save_as(tmp_path / "plan.json")
    said = json.loads((tmp_path / "plan.json").read_text(encoding="utf-8"))
    (new,) = said.pop("added")
    assert said == {"format": "mintgeo-plan", "version": 1, "mode": "car", "minutes": 12.0,
                    "stops": plan.stops["id"].tolist()}  # fmt: skip
    assert (new["id"], new["name"]) == ("neu-1", "Dorfplatz <b>")
    there = points([new["lon"]], [new["lat"]])
    site = gpd.GeoDataFrame(pd.DataFrame({"id": ["neu"]}), geometry=there)
    near = mg.travel_times(plan.demand, site, mg.Airline(), max_min=12)
    people = plan.people[(near["status"] == "ok").to_numpy()].sum()
    told = page.locator(".card p").first.inner_text()
    assert told.startswith("Dorfplatz <b>, geschätzt: ")
    assert abs(float(told.split(": ")[1].split(" ")[0].replace(".", "")) / people - 1) < 0.03


def test_a_saved_plan_is_read_with_the_same_shares(seen: Watched, tmp_path: Path) -> None:
    page, wanted = seen.page, ["c0", "c5", "c7"]
    choose(page, wanted)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Plan speichern").click()
    waiting.value.save_as(tmp_path / "plan.json")
    again = mg.plan_stops(
        residents(), sites(16), mg.Airline(), minutes=12, n_stops=3, existing=sites(1, seed=5),
        start=tmp_path / "plan.json", required=wanted, draws=0,
    )  # fmt: skip
    after = again.shares.set_index("plan").loc["after"]
    said = SAY.people(after["reached"]), SAY.percent(after["share"], 1)
    assert shown(page)["mit 3 Halten"] == said


def test_a_link_keeps_the_plan(browser: Browser, saved_page: Path, plan: mg.StopPlan) -> None:
    page = open_file(browser, saved_page).page
    page.locator("path[aria-pressed=false]").first.click(force=True)
    page.get_by_role("button", name="Neuer Halt").click()
    page.keyboard.press("ArrowLeft")
    wanted, address = shown(page), page.url
    assert "mit 6 Halten, geschätzt" in wanted
    page.goto("about:blank")
    page.goto(address)
    wait_until(page, "Boolean(window.mintgeo)")
    assert shown(page) == wanted
    page.goto("about:blank")
    page.goto(f"{address}~999,1e9~x~53.8,12.2~~1.7.")
    wait_until(page, "Boolean(window.mintgeo)")
    assert "mit 7 Halten, geschätzt" in shown(page)
    page.close()


def test_a_phone_sees_the_share_and_a_thumb_does_not_switch(
    browser: Browser, saved_page: Path, plan: mg.StopPlan
) -> None:
    seen = open_file(browser, saved_page, size="narrow")
    page, share = seen.page, lines(plan, plan.stops["id"])["mit 4 Halten"][1]
    assert page.locator(".control > summary").inner_text() == f"{share} erreicht"
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    on = page.locator("path[aria-pressed=true]")
    on.first.click(force=True)
    assert on.count() == len(plan.stops)
    assert barriers(page) == []
    page.get_by_role("button", name="Ausschalten").click()
    assert on.count() == len(plan.stops) - 1
    assert page.locator(".control > summary").inner_text() != f"{share} erreicht"
    assert seen.faults == []
    page.close()


def test_every_word_came_from_a_message(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, plan: mg.StopPlan
) -> None:
    pretend(monkeypatch)
    layer = mg.maps.WhatIfLayer(plan, lang="en")
    drawn = mg.maps.Map(layer, title="7", lang="en", names=False)
    page = open_file(browser, drawn.save(tmp_path / "m.html")).page
    data = cells(plan.candidates) | set(AREA.values())
    page.locator("path[aria-pressed=false]").first.click(force=True)
    page.locator("details > summary").last.click()
    page.evaluate("window.mintgeo.add()")
    assert untranslated(page, data) == []
    page.close()
