"""How reports are set: spaces, captions, numbers that stand twice, contrasts; pages."""

from io import BytesIO
from itertools import pairwise, product

import pytest
from PIL import Image

import mintgeo as mg
from mintgeo import report
from mintgeo.cartography.palettes import SHARE_COLOURS, UNKNOWN
from mintgeo.figures import Picture
from mintgeo.report.pdf import paper
from tests.report.setting import faults, layout_faults

MISSING = report.missing_for_pdf()


@pytest.fixture(params=["private", "public"])
def variant(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def of_variant(run: mg.Run, variant: str) -> mg.Run:
    return run.public() if variant == "public" else run


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.slow
def test_country_and_town_are_set_well(
    small_run: mg.Run, small_town_run: mg.Run, variant: str, lang: str
) -> None:
    for one in (small_run, small_town_run):
        page = report.render(of_variant(one, variant), map_html="", lang=lang)
        assert faults(page, lang) == []


def test_the_checks_find_what_they_look_for() -> None:
    page = """<html><body><h1>3 von 10, 41–46 %</h1><section><h2 id="points">x</h2><b>41–46 %</b>
    <dl><dd>Kita "Sonne" um -3 % in 30 Minuten</dd></dl></section><table><caption>Liste</caption>
    <tbody><tr><td>–</td></tr><tr><td>–</td></tr><tr><td>–</td></tr></tbody></table></body></html>
    """.replace("41–46 %", "41–46\u00a0%")
    found = " ".join(faults(page, "de"))
    for fault in ("may break: '0 Minuten'", "may break: '1–4'", "no minus", "straight quotes",
                  "without a verb", "a column of '–'", "2 times on the first page"):  # fmt: skip
        assert fault in found


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted([luminance(one), luminance(other)], reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_every_class_of_a_map_is_seen_on_white_and_beside_its_neighbours() -> None:
    assert contrast(SHARE_COLOURS[0], "#ffffff") >= 1.3
    assert all(contrast(*pair) >= 1.25 for pair in pairwise(SHARE_COLOURS))
    assert UNKNOWN not in SHARE_COLOURS


NAMES, VARIANTS, LANGUAGES = ("country", "town"), ("private", "public"), ("de", "en")
MOST_PAGES = {"country": 16, "town": 14}
PAPERS = {("country", "private", "de"), ("town", "public", "en")}
"""Every sample, variant and language once; the others are left to ``make verify``."""


@pytest.fixture(scope="module")
def samples(run: mg.Run, town_run: mg.Run) -> dict[tuple[str, str], mg.Run]:
    """Both samples, in both variants."""
    both = dict(zip(NAMES, (run, town_run), strict=True))
    return {(name, one): of_variant(both[name], one) for name in NAMES for one in VARIANTS}


@pytest.fixture(scope="module")
def stills(samples: dict[tuple[str, str], mg.Run]) -> dict[str, dict[str, report.Print]]:
    """The figures of both samples in their sizes, without pictures: pages are set by sizes."""
    stream = BytesIO()
    Image.new("RGB", (1, 1)).save(stream, format="png")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Picture, "png", lambda _: stream.getvalue())
        patch.setattr(Picture, "svg", lambda _: "")
        return {name: report.prints(samples[name, "private"]) for name in NAMES}


@pytest.mark.parametrize(("name", "variant", "lang"), [*product(NAMES, VARIANTS, LANGUAGES)])
def test_the_samples_are_set_well_on_screen(
    samples: dict[tuple[str, str], mg.Run], name: str, variant: str, lang: str
) -> None:
    page = report.render(samples[name, variant], map_html="", lang=lang)
    assert faults(page, lang) == []


@pytest.mark.skipif(bool(MISSING), reason=MISSING or "there is all it needs")
@pytest.mark.parametrize(
    ("name", "variant", "lang"),
    [
        pytest.param(*one, marks=[] if one in PAPERS else [pytest.mark.verify])
        for one in product(NAMES, VARIANTS, LANGUAGES)
    ],
)
def test_the_samples_are_set_well_on_paper(
    samples: dict[tuple[str, str], mg.Run], stills: dict[str, dict[str, report.Print]],
    name: str, variant: str, lang: str,
) -> None:  # fmt: skip
    one, whole = samples[name, variant], samples[name, "private"]
    drawn = report.prints(one, lang=lang, twin=whole, drawn=stills[name])
    document = paper(one, drawn, lang=lang).render()
    assert layout_faults(document) == []
    assert len(document.pages) <= MOST_PAGES[name]


BAD_PAGES = """<style>@page { size: A5; margin: 2cm; } p { margin: 0 0 0 0; } figure { margin: 0;
  height: 6cm; break-inside: avoid } .side { float: right; width: 2cm; height: 3cm } .line {
  border-bottom: 1px solid } section { break-before: page } tr { height: 3cm } .far { width: 20cm;
  white-space: nowrap }</style><body><div class="side">x</div><div class="line">Ort</div>
<section><div style="height: 12cm">x</div><h2>Woher</h2><p>Von hier und dort.</p>
  <figure>Bild</figure></section>
<section><div style="height: 15.6cm"></div><h2>Wohin</h2></section>
<section><p style="font-size: 10pt">LONG</p><p class="far">LONG</p></section>
<section><table><tbody><tr><td>ROWS</td></tr><tr><td>b</td></tr></tbody></table></section>
<section>Ende</section>"""


@pytest.mark.skipif(bool(MISSING), reason=MISSING or "there is all it needs")
def test_the_checks_of_pages_find_what_they_look_for() -> None:
    from weasyprint import HTML

    text = BAD_PAGES.replace("LONG", "So geht es weiter. " * 9).replace("ROWS", "a<br>" * 60)
    found = " ".join(layout_faults(HTML(string=text).render()))
    for fault in (
        "a line runs through the div", "ends with what leads to the next one: 'Von hier",
        "ends with a heading", "is filled to", "px beyond the edge", "a table stands on the pages",
        "a row stands on the pages", "a table without its head",
    ):  # fmt: skip
        assert fault in found, (fault, found)
