"""A study whose every text is hostile: all its outputs show the texts, and nothing else happens."""

import re
import shutil
import sqlite3
import xml.etree.ElementTree as ET
from contextlib import closing
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import geopandas as gpd
import pyogrio
import pytest
from openpyxl import load_workbook
from PIL import Image
from playwright.sync_api import Browser

import mintgeo as mg
from mintgeo import report
from mintgeo._text import printable, sayable
from mintgeo._xlsx.parts import decoded
from mintgeo.language import language, loose
from mintgeo.language.headings import heading
from tests.chromium import open_file, wait_until
from tests.text import hostile
from tests.text.hostile import TEXTS, flat, shown
from tests.untranslated import tips

pytestmark = pytest.mark.slow
FIELDS = ("name", "category", "topics", "provider", "street", "place", "url", "source", "id")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("Studie {{ 7*7 }}; !")


@pytest.fixture(scope="module")
def run(home: Path) -> mg.Run:
    made = mg.study.run(hostile.study(home), progress=False)
    sites = made.table("sites")
    sites.loc[0, "category"] = "kein\x00Ende"  # no CSV holds it
    return replace(made, tables={**made.tables, "sites": sites})


@pytest.fixture(scope="module")
def out(run: mg.Run, home: Path) -> Path:
    report.write(run, home / "out", for_print=True)
    return home / "out"


def test_reading_loses_nothing(run: mg.Run) -> None:
    sites, people = run.table("sites"), run.table("participants")
    wanted = [text.strip() for text in TEXTS]
    for column in ("name", "topics", "url", hostile.STRANGE):
        assert list(sites[column]) == wanted
    assert list(people["place"]) == wanted
    assert run.title == " ¦ ".join(TEXTS)


@pytest.mark.browser
def test_report_shows_texts_and_runs_nothing(browser: Browser, out: Path, run: mg.Run) -> None:
    seen = open_file(browser, out / "report.html")
    page = seen.page
    title = page.evaluate("document.querySelector('.study').textContent")
    assert plain(title) == plain(shown(run.title))
    assert plain(page.title()).split() == plain(printable(run.title)).split()
    told = flat(plain(page.evaluate("document.body.textContent")))
    for table in ("sites", "participants"):
        noted = run.table(table)["read_note"]
        assert [text for text in noted if flat(plain(text)) not in told] == []
    kinds = (  # the small map is drawn beside the points, none of which holds a drawing
        "script, img, svg:not(.lead svg), dl svg, math, object, embed, form, base, template, "
        "link, [onload], [onerror]"
    )
    assert page.evaluate(f"document.querySelectorAll('{kinds}').length") == 0
    assert page.evaluate("document.querySelectorAll('iframe').length") == 1
    assert page.evaluate("[...document.links].every((a) => a.hash)")
    check_quiet(seen)
    frame = page.frames[1]
    page.locator("iframe").scroll_into_view_if_needed()
    wait_until(frame, "Boolean(window.mintgeo)")
    assert frame.evaluate("window.ran === undefined")
    page.close()


@pytest.mark.browser
def test_map_shows_texts_and_runs_nothing(browser: Browser, out: Path, run: mg.Run) -> None:
    seen = open_file(browser, out / "map.html")
    sites = run.table("sites")
    told = flat("\n".join(tips(seen.page)))
    for column in ("name", "category", "topics", "provider", "street"):
        assert [text for text in sites[column] if flat(text) not in told] == []
    opened = seen.page.evaluate("""() => {
        const every = [];
        window.mintgeo.map.eachLayer((one) => {
            if (one.getPopup && one.getPopup()) every.push(one);
        });
        return every.map((one) => {
            one.openPopup();
            return one.getPopup().getElement().querySelector("strong").textContent;
        });
    }""")
    assert {shown(text) for text in sites["name"]} <= {shown(text) for text in opened}
    legend = flat(seen.page.evaluate("document.body.textContent"))
    assert [one for one in sites["category"] if flat(one) not in legend] == []
    running = "script:not([type='application/json']), img, iframe"
    assert seen.page.locator(running).count() == 3, "Leaflet, our scripts, and the page's own"
    check_quiet(seen)
    seen.page.close()


def plain(text: str) -> str:
    """The text with straight quotation marks: a page sets those of its language."""
    return loose(text).replace("„", '"').replace("“", '"')


def check_quiet(seen: object) -> None:
    """No request but for the file, no fault, no dialog, nothing that ran."""
    assert [one for one in seen.requests if not one.startswith("file:")] == []  # type: ignore[attr-defined]
    assert seen.faults == []  # type: ignore[attr-defined]
    assert seen.page.evaluate("window.ran === undefined")  # type: ignore[attr-defined]


def test_workbook_holds_texts_and_no_formula(out: Path, run: mg.Run) -> None:
    book = load_workbook(out / "tables.xlsx")
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert kinds <= {"s", "inlineStr", "n", "b", "d"}
    (head, *rows) = book["Angebote"].iter_rows(values_only=True)
    sites, say = run.table("sites"), language("de")
    for column in (*FIELDS, "category"):
        cells = [decoded(row[head.index(heading(column, say, who=""))]) for row in rows]
        assert cells == [printable(text) for text in sites[column]]
    assert printable(hostile.STRANGE) in head


def test_layers_hold_texts_and_styles_none(out: Path, run: mg.Run, tmp_path: Path) -> None:
    path = out / "layers.gpkg"
    plain = shutil.copy(path, tmp_path / "plain.gpkg")
    offers = gpd.read_file(plain, layer="angebote")
    told = pyogrio.read_info(plain, layer="angebote")["dataset_metadata"]
    sites = run.table("sites")
    for column in ("name", "category", "topics", "url", hostile.STRANGE):
        assert list(offers[column]) == [printable(text) for text in sites[column]]
    assert told["TITLE"].splitlines() == printable(run.title).splitlines()
    with closing(sqlite3.connect(path)) as database:
        styles = [text for (text,) in database.execute("SELECT styleQML FROM layer_styles")]
        whole = database.execute("PRAGMA integrity_check").fetchone()
    assert whole == ("ok",)
    for style in styles:
        ET.fromstring(style)  # noqa: S314 our own text
        assert not any(len(text) > 5 and text in style for text in TEXTS)


def test_figures_are_whole_and_name_themselves(out: Path, run: mg.Run) -> None:
    files = sorted((out / "figures").glob("*.svg"))
    assert len(files) >= 4
    for file in files:
        root = ET.fromstring(file.read_text(encoding="utf-8"))  # noqa: S314 our own text
        names = {one.tag.rpartition("}")[2] for one in root.iter()}
        assert not names & {"script", "foreignObject", "a", "image", "iframe", "set", "animate"}
        links = [value for one in root.iter() for key, value in one.items() if key.endswith("href")]
        assert all(link.startswith("#") for link in links)
    (chart,) = [one for one in files if one.stem == "karte"]
    titles = [one.text for one in ET.parse(chart).getroot() if one.tag.endswith("title")]  # noqa: S314
    assert titles == [shown(run.title)]
    picture = Image.open(BytesIO((out / "figures" / "karte.png").read_bytes()))
    assert picture.info["Title"] == printable(run.title)
    assert max(picture.size) < 10_000


@pytest.mark.skipif(bool(report.missing_for_pdf()), reason="WeasyPrint lacks something here")
def test_pdf_runs_and_links_nothing(out: Path) -> None:
    raw = (out / "report.pdf").read_bytes()
    for sign in (b"/JavaScript", b"/JS", b"/Launch", b"/URI", b"/OpenAction", b"/EmbeddedFile"):
        assert sign not in raw
    assert raw.startswith(b"%PDF-1.")
    assert re.search(rb"/ID\s*\[", raw)


def test_run_comes_back_and_terminal_stays_calm(run: mg.Run, home: Path) -> None:
    back = mg.Run.load(run.save(home / "saved"))
    assert back.title == run.title
    assert list(back.table("sites")["name"]) == list(run.table("sites")["name"])
    said = sayable(report.summary(run))
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", said)


def test_nothing_ran() -> None:
    assert not list(Path.cwd().glob("mintgeo-ran"))


def test_change_report(run: mg.Run, home: Path) -> None:
    text, files = report.write_change(run, run, home / "change; {{ 1 }}")
    assert printable(TEXTS[0]) in printable(text)
    assert all(file.stat().st_size for file in files)
