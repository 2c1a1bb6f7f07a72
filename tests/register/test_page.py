"""The page of pairs: what is chosen on it comes back; nothing but its script runs."""

from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Browser

from mintgeo.duplicates import find_duplicates, read_decisions
from mintgeo.register import review_duplicates
from tests.chromium import barriers, open_file

HOSTILE = '=1+1"><img src=x onerror=alert(1)>'
TABLE = pd.DataFrame(
    {
        "id": ["=a", 'b "2" & 3 km', "c", "d"],
        "name": ["Werkhof", "Werkhof", HOSTILE, HOSTILE],
        "postcode": ["07743"] * 4,
        "place": ["Jena"] * 4,
        "street": ["Weg 1", "Gasse 5", "Feld 1", "Feld 1"],
        "email": [None, None, "x@y-z.de", "x@y-z.de"],
    }
)


def test_texts_of_lists_are_escaped(tmp_path: Path) -> None:
    page = review_duplicates(find_duplicates(TABLE), tmp_path / "p.html", also_same=True, lang="en")
    text = page.read_text("utf-8")
    assert "<img" not in text
    assert "script-src &#39;sha256-" in text
    assert page.stat().st_mode & 0o077 == 0


@pytest.mark.browser
def test_decided_in_the_browser(tmp_path: Path, browser: Browser) -> None:
    found = find_duplicates(TABLE)
    file = review_duplicates(found, tmp_path / "p.html", also_same=True)
    watched = open_file(browser, file, size="narrow")
    page = watched.page
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.locator("button.save").is_disabled()
    cards = page.locator("section.pair")
    for at in range(cards.count()):
        cards.nth(at).get_by_label("verschieden").check()
    cards.first.locator("input.note").fill('=SUMME(A1); "so"')
    with page.expect_download() as download:
        page.locator("button.save").click()
    saved = tmp_path / download.value.suggested_filename
    download.value.save_as(saved)
    assert not barriers(page)
    assert not watched.faults
    assert all(one.startswith(("file:", "blob:")) for one in watched.requests)
    page.close()
    said = read_decisions(saved)
    assert {one["decision"] for one in said} == {"different"}
    assert said[0]["note"] == '=SUMME(A1); "so"'
    again = find_duplicates(TABLE, decisions=saved)
    assert again.groups.nunique() == 4
    assert not len(again.unused)
