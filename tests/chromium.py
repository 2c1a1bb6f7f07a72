"""Headless Chromium for tests: one way to start it, and a page that remembers what went wrong."""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Frame, Page, sync_playwright

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
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
        browser.close()


def wait_until(page: Page | Frame, what: str, *, seconds: float = 20) -> None:
    """Wait for an expression to be true; the page's policy forbids Playwright's own way."""
    end = time.monotonic() + seconds
    while not page.evaluate(what):
        assert time.monotonic() < end, f"never true: {what}"
        page.wait_for_timeout(50)


def open_file(browser: Browser, path: Path, *, size: str = "wide") -> Watched:
    """Open a file and watch it."""
    width, height = SIZES[size]
    page = browser.new_page(viewport={"width": width, "height": height})
    seen = Watched(page)
    page.on("request", lambda request: seen.requests.append(request.url))
    page.on("pageerror", lambda error: seen.faults.append(str(error)))
    page.on(
        "console",
        lambda message: seen.faults.append(message.text) if message.type == "error" else None,
    )
    page.on("dialog", lambda dialog: (seen.faults.append("dialog"), dialog.dismiss()))
    page.goto(path.as_uri())
    wait_until(page, "!document.querySelector('.folium-map') || Boolean(window.mintgeo)")
    page.wait_for_timeout(300)
    return seen
