"""Headless Chromium for tests: one way to start it, and a page that remembers what went wrong."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Frame, Page, sync_playwright

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
_SPARE: list[Page] = []
SIZES = {"wide": (1280, 800), "narrow": (390, 844)}


@dataclass
class Watched:
    """A page, with every request and every fault since it was opened."""

    page: Page
    requests: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


@contextmanager
def start() -> Iterator[Browser]:
    """Start Chromium, or skip the test where there is none (unless it must be there)."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        if os.environ.get("MINTGEO_REQUIRE_BROWSER") == "1":
            pytest.fail("Chromium is required here and was not found")
        pytest.skip("Chromium is not installed")
    with sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        _SPARE.clear()
        browser.close()


def lent(browser: Browser, size: str, **listeners: Callable[[Any], object]) -> Page:
    """A page that others may have used before; closing it hands it back.

    A process for every page would take longer than most pages do.
    """
    page = _SPARE.pop() if _SPARE else browser.new_page()
    page.goto("about:blank")  # what the page before still had to say is said
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    for event, listener in listeners.items():
        page.on(event, listener)  # type: ignore[call-overload]

    def hand_back() -> None:
        page.mouse.move(-10, -10)
        for event, listener in listeners.items():
            page.remove_listener(event, listener)
        page.unroute_all()
        if page not in _SPARE:
            _SPARE.append(page)

    page.close = hand_back  # type: ignore[method-assign, assignment]
    return page


def wait_until(page: Page | Frame, what: str, *, seconds: float = 20) -> None:
    """Wait for an expression to be true; the page's policy forbids Playwright's own way."""
    end = time.monotonic() + seconds
    while not page.evaluate(what):
        assert time.monotonic() < end, f"never true: {what}"
        page.wait_for_timeout(50)


def rest(page: Page, milliseconds: int) -> None:
    """Let the page do what it set itself to do meanwhile, by its own clock.

    On a busy machine that lasts longer than the same time of ours; what it draws is drawn as well.
    """
    page.evaluate(
        """(milliseconds) => new Promise((done) => {
            const drawn = () => requestAnimationFrame(() => setTimeout(done));
            setTimeout(() => { drawn(); setTimeout(done, 1000); }, milliseconds); })""",
        milliseconds,
    )


def open_file(browser: Browser, path: Path, *, size: str = "wide") -> Watched:
    """Open a file and watch it."""
    requests: list[str] = []
    faults: list[str] = []
    page = lent(browser, size, request=lambda one: requests.append(one.url), **telling(faults))
    page.goto(path.as_uri())
    wait_until(page, "!document.querySelector('.folium-map') || Boolean(window.mintgeo)")
    rest(page, 300)
    return Watched(page, requests, faults)


def telling(faults: list[str]) -> dict[str, Callable[[Any], object]]:
    """Listeners that write down what goes wrong on a page."""
    return {
        "pageerror": lambda error: faults.append(str(error)),
        "console": lambda said: faults.append(said.text) if said.type == "error" else None,
        "dialog": lambda dialog: (faults.append("dialog"), dialog.dismiss()),
    }


@cache
def _axe() -> str:
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def barriers(part: Page | Frame) -> list[str]:
    """What axe-core finds in a page or a frame, of whatever weight: rule and first element."""
    part.evaluate(_axe())
    part.evaluate("document.getAnimations().forEach((one) => one.finish())")  # pale while it fades
    found = part.evaluate(
        "axe.run(document, { iframes: false, resultTypes: ['violations'] }).then((all) =>"
        " all.violations.map((one) => `${one.impact} ${one.id}: ${one.nodes[0].html}`))"
    )
    return [str(one) for one in found]


def pale_texts(part: Page | Frame) -> list[str]:
    """Visible texts whose contrast is below 4.5, against the nearest ground that is painted."""
    return [str(one) for one in part.evaluate(_PALE)]


def clashes(page: Page | Frame, selector: str) -> list[str]:
    """Visible elements that overlap each other, or leave the window."""
    boxes = page.evaluate(_BOXES, selector)
    width, height = page.evaluate("[window.innerWidth, window.innerHeight]")
    outside = [
        name
        for name, left, top, right, bottom in boxes
        if left < 0 or top < 0 or right > width or bottom > height
    ]
    crossed = [
        f"{a[0]} × {b[0]}"
        for a, b in combinations(boxes, 2)
        if a[1] < b[3] and b[1] < a[3] and a[2] < b[4] and b[2] < a[4]
    ]
    return outside + crossed


_BOXES = """(selector) => [...document.querySelectorAll(selector)]
    .map((one) => [one.className, one.getBoundingClientRect()])
    .filter(([, box]) => box.width && box.height)
    .map(([name, box]) => [name, box.left, box.top, box.right, box.bottom])"""

_PALE = """() => {
    const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
    const light = (rgb) => rgb.slice(0, 3).map((one) => one / 255)
        .map((one) => one <= .04045 ? one / 12.92 : ((one + .055) / 1.055) ** 2.4)
        .reduce((sum, one, position) => sum + one * [.2126, .7152, .0722][position], 0);
    const ground = (one) => {
        for (; one; one = one.parentElement) {
            const [r, g, b, a = 1] = parts(getComputedStyle(one).backgroundColor);
            if (a === 1) return [r, g, b];
        }
        return [255, 255, 255];
    };
    return [...document.body.querySelectorAll("*")]
        .filter((one) => one.checkVisibility() && !one.closest("svg, script, style"))
        .filter((one) => [...one.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
        .map((one) => {
            const pair = [light(parts(getComputedStyle(one).color)), light(ground(one))];
            return [one, (Math.max(...pair) + .05) / (Math.min(...pair) + .05)];
        })
        .filter(([, ratio]) => ratio < 4.5)
        .map(([one, ratio]) => `${ratio.toFixed(2)}: ${one.textContent.trim().slice(0, 60)}`);
}"""
