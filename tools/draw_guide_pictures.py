"""Draw the pictures of „Mein Landkreis“ in the guide: ``make picture``, from its own files.

The page's lists are written, its study is run, and Chromium looks at what comes out.
"""

import re
import shutil
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

import mintgeo as mg
from mintgeo._cache import write_atomically

ROOT: Final = Path(__file__).parents[1]
PAGE: Final = ROOT / "docs" / "anleitung" / "landkreis.md"
SHELF: Final = ROOT / "docs" / "_static"
_FILE: Final = re.compile(r"^:caption: (\S+)\n\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_WIDE: Final = 1000
_COLOURS: Final = 256
_WAIT_MS: Final = 1500


def main() -> None:
    """Write the files of the page, run its study, and look at report and maps."""
    with TemporaryDirectory() as folder, sync_playwright() as player:
        home = Path(folder)
        for name, text in _FILE.findall(PAGE.read_text(encoding="utf-8")):
            (home / name).parent.mkdir(exist_ok=True)
            (home / name).write_text(text, encoding="utf-8")
        run = mg.study.run(home / "uelzen" / "studie.toml", progress=False)
        mg.report.write(run, home / "out")
        people = mg.geocode(mg.read_participants(home / "uelzen" / "anmeldungen.csv"))
        title = "Anmeldungen: Wo liegen sie?"
        mg.maps.placement_map(people, title=title).save(home / "out" / "liste.html")
        path = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = player.chromium.launch(executable_path=path, args=["--no-sandbox"])
        _draw(browser, home / "out" / "report.html", "landkreis_bericht", high=1080)
        _draw(browser, home / "out" / "map.html", "landkreis_karte")
        _draw(browser, home / "out" / "liste.html", "landkreis_korrektur", _correct)
        browser.close()


def _correct(page: Page) -> None:
    """Choose the row of Hansen, and take its marker."""
    page.get_by_role("button", name="Zeile 11").first.click()
    page.get_by_role("button", name="Berichtigen").first.click()
    page.get_by_text("Nadel bewegen").first.click()


def _draw(
    browser: Browser, file: Path, name: str,
    act: Callable[[Page], None] | None = None, *, high: int = 720,
) -> None:  # fmt: skip
    page = browser.new_page(viewport={"width": _WIDE, "height": high})
    page.goto(file.as_uri())
    page.wait_for_timeout(_WAIT_MS)
    if act is not None:
        act(page)
        page.wait_for_timeout(_WAIT_MS)
    image = Image.open(BytesIO(page.screenshot())).convert("RGB")
    page.close()
    few = image.quantize(_COLOURS, kmeans=4, dither=Image.Dither.NONE)
    with write_atomically(SHELF / f"{name}.png") as part:
        few.save(part, format="PNG", optimize=True)
    print(f"{name}.png: {(SHELF / f'{name}.png').stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
