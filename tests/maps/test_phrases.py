"""Numbers, shares, people and classes are said alike by Python and by the scripts of the pages."""

import random
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Browser

from mintgeo.cartography.palettes import MINUTES, SHARES
from mintgeo.figures.coverage import _class
from mintgeo.language import Language, language
from mintgeo.maps._assets import joined
from mintgeo.maps._minutes import labels
from tests.node import node, run

Case = tuple[str, list[Any], str]
"""Function of the scripts, what it is given, and what Python says."""
_DRAWS = random.Random(20261126)  # noqa: S311
_TIES = [0, 0.5, 1, 1.5, 2.5, 12.5, 99.5, 999.5, 1005, 1015, 1025, 12_350, 12_450, 999_499, 999_500]
_PEOPLE = [*_TIES, 1e6, 1_005_000, 3_677_472, 9_994_999, 9_995_000, 10_050_000, 83_237_124]
_SHARED = [0, 0.001, 0.004, 0.005, 0.015, 0.025, 0.125, 0.145, 0.285, 0.5, 0.565, 0.99, 0.995, 1]
_RATES = [0, 0.0125, 0.1, 0.5, 0.994, 0.995, 0.999, 1.05, 9.95, 9.96, 10.5, 12.3, 123.4, 0.000012]
_CODE = """(lang, words, cases) => {
"use strict";
%s
const known = { change, decimals, percent, percentSpan, rate, rounded, roundedSpan, shareClass,
  classOf, sayCount };
return cases.map(([name, given]) => known[name](...given));
}"""


def cases(say: Language) -> list[Case]:
    """One table for both."""
    shares = [*_SHARED, *(_DRAWS.random() for _ in range(200))]
    people = [*_PEOPLE, *(round(10 ** _DRAWS.uniform(0, 8), 1) for _ in range(300))]
    rates = [*_RATES, *(float(f"{10 ** _DRAWS.uniform(-4, 3):.6g}") for _ in range(200))]
    ends = [sorted(_DRAWS.sample(shares, 2)) for _ in range(200)]
    spans = [sorted(_DRAWS.sample(people, 2)) for _ in range(200)]
    single: dict[str, tuple[Callable[[Any], str], list[float]]] = {
        "percent": (say.percent, shares), "rate": (say.rate, rates),
        "rounded": (say.people, people),
    }  # fmt: skip
    found = [(name, [one], f(one)) for name, (f, values) in single.items() for one in values]
    found += [("decimals", [one, n], say.number(one, n)) for one in rates for n in (0, 1, 2)]
    found += [("percent", [one, 1], say.percent(one, 1)) for one in shares]
    found += [
        ("change", [one, 1], say.change(one, 1)) for x in [*shares, *rates] for one in (x, -x)
    ]
    found += [("percentSpan", pair, say.span(*pair)) for pair in [*ends, [0, 0.003], [0.4, 0.4]]]
    found += [("roundedSpan", pair, say.people_span(*pair)) for pair in [*spans, [7, 7], [0, 0.4]]]
    return [*found, *_classes(say), *_plurals(say)]


def _classes(say: Language) -> list[Case]:
    pairs = pairwise(SHARES)
    shares = [("shareClass", [list(SHARES), n], _class(*pair, say)) for n, pair in enumerate(pairs)]
    limits = [list(MINUTES), [10, 20, 30, 45], [45, 1200]]
    minutes = [
        ("classOf", [some, position, "time"], text)
        for some in limits
        for position, text in enumerate(labels(some, say))
    ]
    return [*shares, *minutes]


def _plurals(say: Language) -> list[Case]:
    forms = ("{n} Zeile ohne Ort fehlt.", "{n} Zeilen ohne Ort fehlen.")
    return [("sayCount", [*forms, n], say.count(*forms, n)) for n in (0, 1, 2, 1234, 1_000_000)]


@pytest.fixture(params=["de", "en"])
def told(request: pytest.FixtureRequest) -> tuple[list[Case], str, list[Any]]:
    """All cases, a function that has the scripts say them, and what it is given."""
    say, scripts = language(request.param), joined(["phrases.js", "common.js", "theme.js"])
    known = cases(say)
    given = [request.param, say.used_in(scripts), [[name, values] for name, values, _ in known]]
    return known, _CODE % joined(["phrases.js"]), given


def differing(known: list[Case], said: list[str]) -> list[tuple[Any, ...]]:
    pairs = zip(known, said, strict=True)
    return [(*one, text) for one, text in pairs if one[2] != text]


def test_node_says_what_python_says(told: tuple[list[Case], str, list[Any]]) -> None:
    if node() is None:
        pytest.skip("node is not installed")
    known, code, given = told
    assert differing(known, run(code, *given)) == []


@pytest.mark.browser
def test_chromium_says_what_python_says(
    told: tuple[list[Case], str, list[Any]], browser: Browser
) -> None:
    known, code, given = told
    said = browser.new_page().evaluate(f"(given) => ({code})(...given)", given)
    assert differing(known, said) == []
