"""How reports are set: spaces, captions, numbers that stand twice, contrasts; pages."""

from itertools import pairwise

import pytest

import mintgeo as mg
from mintgeo import report
from mintgeo.cartography.palettes import SHARE_COLOURS, UNKNOWN
from mintgeo.report.pdf import paper
from tests.report.setting import faults, layout_faults

MISSING = report.missing_for_pdf()


@pytest.fixture(params=["private", "public"])
def variant(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def of_variant(run: mg.Run, variant: str) -> mg.Run:
    return run.public() if variant == "public" else run


@pytest.mark.parametrize("lang", ["de", "en"])
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


@pytest.mark.verify
@pytest.mark.skipif(bool(MISSING), reason=MISSING or "there is all it needs")
@pytest.mark.parametrize("lang", ["de", "en"])
def test_the_samples_are_set_well_on_screen_and_paper(
    run: mg.Run, town_run: mg.Run, lang: str
) -> None:
    for one, most in ((run, 12), (run.public(), 12), (town_run, 8)):
        assert faults(report.render(one, map_html="", lang=lang), lang) == []
        document = paper(one, report.prints(one, lang=lang), lang=lang).render()
        assert layout_faults(document) == []
        assert len(document.pages) <= most
