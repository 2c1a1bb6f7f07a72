"""Maps, reports and figures look as they did when somebody looked at them; see ``likeness``."""

import pickle
from io import BytesIO
from pathlib import Path

import pytest
from matplotlib.collections import PathCollection
from PIL import Image, ImageDraw
from playwright.sync_api import Browser

import mintgeo as mg
from mintgeo.figures import Picture
from tests import likeness
from tests.chromium import open_file, rest
from tests.likeness import FOLDER, difference

pytestmark = pytest.mark.slow

PAGES = [(page, size) for page in ("map", "report") for size in ("wide", "narrow")]
FIGURES = ("karte", "anteile", "raeume", "teilnahme")
_DPI = 72


@pytest.fixture(scope="module")
def figures(run: mg.Run) -> dict[str, Picture]:
    return mg.report.pictures(run)


@pytest.fixture
def renew(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--renew"))


@pytest.fixture
def chart(figures: dict[str, Picture]) -> Picture:
    """A copy of a figure, which may be spoiled."""
    spoiled: Picture = pickle.loads(pickle.dumps(figures["karte"]))  # noqa: S301 our own
    return spoiled


def drawn(picture: Picture, *, dpi: int = _DPI) -> Image.Image:
    return Image.open(BytesIO(picture.png(dpi=dpi))).convert("RGB")


@pytest.mark.parametrize("name", FIGURES)
def test_figures(figures: dict[str, Picture], name: str, tmp_path: Path, renew: bool) -> None:
    likeness.check(drawn(figures[name]), f"figure_{name}", tmp_path, renew=renew)


@pytest.mark.browser
@pytest.mark.parametrize(("name", "size"), PAGES)
def test_pages(
    browser: Browser, country_pages: Path, name: str, size: str, tmp_path: Path, renew: bool
) -> None:
    page = open_file(browser, country_pages / f"{name}.html", size=size).page
    rest(page, 500)
    image = Image.open(BytesIO(page.screenshot()))
    page.close()
    likeness.check(image, f"{name}_{size}", tmp_path, renew=renew)


def test_references_are_those_of_the_tests() -> None:
    wanted = {f"figure_{name}" for name in FIGURES} | {f"{name}_{size}" for name, size in PAGES}
    assert {file.stem for file in FOLDER.glob("*.png")} == wanted


def test_another_size_and_sharpness_are_alike(chart: Picture) -> None:
    assert difference(drawn(chart), drawn(chart, dpi=55)).alike


def test_another_font_is_alike(chart: Picture) -> None:
    before = drawn(chart)
    for text in chart.figure.findobj(lambda one: hasattr(one, "set_fontfamily")):
        text.set_fontfamily("DejaVu Serif")
    found = difference(drawn(chart), before)
    assert found.mean > 0
    assert found.alike


def test_a_missing_legend_is_seen(chart: Picture) -> None:
    before = drawn(chart)
    legend = chart.figure.axes[1].get_legend()
    assert legend is not None
    legend.remove()
    assert not difference(drawn(chart), before).alike


def test_another_colour_of_one_class_is_seen(chart: Picture) -> None:
    before = drawn(chart)
    kreise = chart.figure.axes[0].collections[0]
    assert isinstance(kreise, PathCollection)
    colours = kreise.get_facecolor()
    middle = (abs(colours[:, :3] - [0.404, 0.663, 0.812]) < 0.01).all(axis=1)
    middle &= middle.cumsum() < 40
    assert 0 < middle.sum() < 40
    colours[middle, :3] = [0.99, 0.75, 0.44]
    kreise.set_facecolor(colours)
    assert not difference(drawn(chart), before).alike


def test_a_panel_over_the_title_is_seen(chart: Picture) -> None:
    before, covered = drawn(chart), drawn(chart)
    ImageDraw.Draw(covered).rectangle((0, 0, covered.width * 0.6, 30), fill="white")
    assert not difference(covered, before).alike


def test_what_differs_is_written_and_named(
    chart: Picture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(likeness, "FOLDER", tmp_path / "references")
    likeness.check(drawn(chart), "a", tmp_path, renew=True)
    chart.figure.axes[1].get_legend().remove()  # type: ignore[union-attr]
    with pytest.raises(pytest.fail.Exception, match=r"a is not like .* see .*a_difference\.png"):
        likeness.check(drawn(chart), "a", tmp_path, renew=False)
    assert {file.name for file in tmp_path.glob("a_*.png")} == {
        "a_now.png", "a_reference.png", "a_difference.png",
    }  # fmt: skip
    with pytest.raises(pytest.fail.Exception, match="There is no reference b"):
        likeness.check(drawn(chart), "b", tmp_path, renew=False)
