"""The documentation's site: built without a warning, loading nothing, every page and link there."""

import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser

import mintgeo as mg
from tests import chromium

pytest.importorskip("sphinx", reason="the documentation is built under Python 3.12 or newer")
pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
LOADED = {"script": "src", "img": "src", "iframe": "src", "source": "src"}


class Page(HTMLParser):
    """What a page loads, where it leads, and the names inside of it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.links: list[str] = []
        self.names: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        self.names |= {known[name] for name in ("id", "name") if name in known}
        if tag == "link" and known.get("rel") not in ("index", "search", "next", "prev"):
            self.loads.append(known["href"])
        if known.get(LOADED.get(tag, "")):
            self.loads.append(known[LOADED[tag]])
        if tag == "a" and "href" in known:
            self.links.append(known["href"])


def build(out: Path, *, seed: str) -> Path:
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-b", "html", "-d",
               str(out / "trees"), str(ROOT / "docs"), str(out / "html")]  # fmt: skip
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed}
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
    return out / "html"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("site"), seed="1")


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Page]:
    return {
        file.relative_to(site).as_posix(): Page(file.read_text(encoding="utf-8"))
        for file in sorted(site.rglob("*.html"))
    }


def goal(site: Path, page: str, link: str) -> tuple[str, str]:
    """Page or file, and the name inside of it, that a link within the site leads to."""
    parts = urlsplit(link)
    file = (site / page).parent / unquote(parts.path) if parts.path else site / page
    return file.resolve().relative_to(site.resolve()).as_posix(), unquote(parts.fragment)


def is_inside(link: str) -> bool:
    return not urlsplit(link).scheme and not link.startswith("//")


def test_pages_load_nothing_from_elsewhere(site: Path, pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        for one in page.loads:
            assert is_inside(one) or one.startswith("data:"), (name, one)
            assert one.startswith("data:") or (site / goal(site, name, one)[0]).is_file()
    for sheet in site.rglob("*.css"):
        loaded = re.findall(r"url\(['\"]?([^)'\"]+)|@import", sheet.read_text(encoding="utf-8"))
        assert all(one.startswith("data:") or is_inside(one) for one in loaded), sheet.name


def test_links_lead_somewhere_and_to_every_page(site: Path, pages: dict[str, Page]) -> None:
    reached = {"index.html", "search.html", "genindex.html"}
    for name, page in pages.items():
        for link in filter(is_inside, page.links):
            file, part = goal(site, name, link)
            assert file in pages or (site / file).is_file(), (name, link)
            if file in pages and part:
                assert part in pages[file].names, (name, link)
            reached.add(file)
    assert set(pages) <= reached


def test_every_public_name_has_its_reference(site: Path, pages: dict[str, Page]) -> None:
    names = set().union(*(page.names for page in pages.values()))
    modules = {
        "emissions",
        "maps",
        "figures",
        "official",
        "plan",
        "privacy",
        "report",
        "sites",
        "study",
        "survey",
    }
    rooms = modules | {"chapters", "modes", "travel"}  # for who adds to them: a page of their own
    wanted = {f"mintgeo.{name}" for name in mg.__all__ if name not in rooms}
    wanted |= {
        f"mintgeo.{part}.{name}"
        for part in modules
        for name in import_module(f"mintgeo.{part}").__all__
        if not name.isupper() and name not in {"hubs", "stops"}  # modules of plan, with their verbs
    }
    assert wanted - names == set()


@pytest.mark.verify
def test_the_same_site_twice(site: Path, tmp_path: Path) -> None:
    again = build(tmp_path, seed="2")
    files = {file.relative_to(site) for file in site.rglob("*") if file.is_file()}
    assert files == {file.relative_to(again) for file in again.rglob("*") if file.is_file()}
    changed = [one for one in files if (site / one).read_bytes() != (again / one).read_bytes()]
    assert changed == []


@pytest.mark.browser
@pytest.mark.parametrize("size", chromium.SIZES)
@pytest.mark.parametrize("name", ["index.html", "methoden/zugang.html", "tables.html"])
def test_page_in_a_browser(browser: Browser, site: Path, name: str, size: str) -> None:
    seen = chromium.open_file(browser, site / name, size=size)
    assert seen.faults == []
    assert all(one.startswith(("file:", "data:")) for one in seen.requests)
    assert seen.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    seen.page.close()
