"""Rows are put right on the map, saved as a file, and come back by ``corrections``."""

from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Browser, Page

import mintgeo as mg
from tests import kleinland
from tests.chromium import barriers, open_file

pytestmark = pytest.mark.browser

LIST = pd.DataFrame(
    {
        "ID": ["007", "8", "=9", "10"],
        "PLZ": ["24103", "20144", None, "18273"],
        "Ort": ["Kiel", "München", "Neustadt", "Güstrov"],
    }
)


def people() -> pd.DataFrame:
    return mg.read_participants(LIST)


def open_row(page: Page, title: str) -> None:
    page.get_by_role("button", name=title).first.click()
    if page.get_by_role("button", name="Berichtigen").count():
        page.get_by_role("button", name="Berichtigen").click()


def drag_handle(page: Page, right: int, down: int) -> None:
    box = page.locator(".handle").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + right, y + down, steps=4)
    page.mouse.up()


def saved(page: Page, folder: Path) -> Path:
    with page.expect_download() as waiting:
        page.get_by_role("button", name="korrekturen.csv").click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


@pytest.mark.parametrize("size", ["wide", "narrow"])
def test_what_was_decided_comes_back(browser: Browser, tmp_path: Path, size: str) -> None:
    drawn = mg.maps.placement_map(mg.geocode(people()), kreise=kleinland.regions())
    seen = open_file(browser, drawn.save(tmp_path / "m.html"), size=size)
    page = seen.page
    if size == "narrow":
        page.locator(".control > summary").click()
        [one.click() for one in page.locator(".folded > summary").all() if one.is_visible()]
    open_row(page, "Zeile 8")
    assert barriers(page) == []
    drag_handle(page, 30, 40)
    before = page.get_by_label("Breite, Länge").input_value()
    page.locator(".handle").press("ArrowRight")
    dragged = page.get_by_label("Breite, Länge").input_value()
    assert dragged.split(", ")[0] == before.split(", ")[0]
    assert dragged.split(", ")[1] > before.split(", ")[1]
    page.get_by_label("Notiz").fill("=laut Anruf; sicher")
    page.get_by_role("button", name="Übernehmen").click()
    open_row(page, "Zeile =9")
    page.get_by_role("button", name="Coburg").click()
    page.locator(".handle").press("Enter")
    open_row(page, "Zeile 10")
    page.get_by_role("button", name="Stimmt so").click()
    assert barriers(page) == []
    path = saved(page, tmp_path)
    assert path.name == "korrekturen.csv"
    assert path.read_bytes().startswith(b'\xef\xbb\xbf"Liste";"Kennung"')
    assert seen.requests == [(tmp_path / "m.html").as_uri()]
    assert seen.faults == []
    page.close()
    placed = mg.geocode(people(), corrections=path).set_index("id")
    at = placed.geometry["8"]
    assert f"{at.y:.5f}, {at.x:.5f}" == dragged
    assert placed.loc["8", ["match_level", "match_source"]].tolist() == ["coordinate", "Korrektur"]
    assert placed["match_level"]["=9"] == "place"
    assert "Coburg" in placed["match_note"]["=9"]
    assert placed["match_note"]["10"].endswith("als richtig bestätigt")
    assert len(mg.doubtful_rows(placed.reset_index())) == 0
