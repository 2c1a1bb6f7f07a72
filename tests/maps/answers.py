"""What pages of folium ask foreign servers for, answered from this machine."""

from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path

from playwright.sync_api import Browser, Page, Route

from tests.chromium import lent, rest, telling

JQUERY = """window.$ = (html) => {
    const made = document.createElement("template");
    made.innerHTML = html.trim();
    return [made.content.firstChild];
};"""
"""All that folium's popups need of jQuery."""


@dataclass
class Answered:
    """A page, what it asked others for, and what went wrong on it."""

    page: Page
    asked: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def open_answered(browser: Browser, path: Path, size: str = "wide") -> Answered:
    """Open a file; whatever it asks for elsewhere comes from here, and nothing leaves."""
    faults: list[str] = []
    page = lent(browser, size, **telling(faults))
    seen = Answered(page, faults=faults)

    def answer(route: Route) -> None:
        seen.asked.append(route.request.url)
        name = route.request.url.split("?")[0].rsplit("/", 1)[-1]
        kind = "text/css" if name.endswith(".css") else "text/javascript"
        route.fulfill(body=library(name), content_type=kind)

    page.route(lambda url: not url.startswith(("file:", "data:")), answer)
    page.goto(path.as_uri())
    rest(page, 300)
    return seen


@cache
def library(name: str) -> str:
    """The text of a library that is installed here; what is not is not needed by the tests."""
    if name in {"leaflet.js", "leaflet.css"}:
        return (files("xstatic.pkg.leaflet") / "data" / name).read_text(encoding="utf-8")
    if name == "leaflet_heat.min.js":
        return (files("folium") / "templates" / name).read_text(encoding="utf-8")
    return JQUERY if name.startswith("jquery") else ""
