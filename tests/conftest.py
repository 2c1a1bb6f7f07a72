"""Fixtures that several files share."""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser

import mintgeo as mg
from tests import chromium, kleinland
from tests.counting import Counts, counting
from tests.once import keep, kept, kept_counts, once

ROOT = Path(__file__).parents[1]
os.environ["MINTGEO_PRIVACY_KEY"] = "Kleinland has no secrets"
settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")
STUDIES = {"country_kept", "town_kept"}
FIRST = ("test_study", "test_study_roads")
"""What runs these: two workers, one study each."""
LONG_TOGETHER = ("plan", "planning", "survey", "register", "search", "geocode", "figures", "feeds")
"""Folders of numbers and words, on which the version of Python has no bearing: slow as a whole."""
EVIL = "<script>alert(1)</script>"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--renew", action="store_true", help="write the references of pictures anew")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a whole study as slow; give long files out first, so that none comes last."""
    for item in items:
        of_a_study = not STUDIES.isdisjoint(getattr(item, "fixturenames", ()))
        if of_a_study or item.path.parent.name in LONG_TOGETHER:
            item.add_marker(pytest.mark.slow)
    if "PYTEST_XDIST_WORKER" in os.environ:
        slow = Counter(item.path for item in items if item.get_closest_marker("slow"))
        items.sort(key=lambda item: (item.path.stem not in FIRST, -slow[item.path]))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium.start() as started:
        yield started


@pytest.fixture(scope="session")
def country_kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The study of Germany, run once for all workers."""
    return once(tmp_path_factory, "deutschland", study_of("deutschland"))


@pytest.fixture(scope="session")
def town_kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The study of Neubrandenburg, likewise."""
    pytest.importorskip("osmium")
    return once(tmp_path_factory, "neubrandenburg", study_of("neubrandenburg"))


@pytest.fixture(scope="session")
def run(country_kept: Path) -> mg.Run:
    """The study of Germany."""
    return kept(country_kept)


@pytest.fixture(scope="session")
def counted_run(country_kept: Path, run: mg.Run) -> tuple[mg.Run, Counts]:
    """The study of Germany, and how often it transformed and joined a table."""
    return run, kept_counts(country_kept)


@pytest.fixture(scope="session")
def town_run(town_kept: Path) -> mg.Run:
    """The study of Neubrandenburg, on its streets."""
    return kept(town_kept)


@pytest.fixture(scope="session")
def small_run() -> mg.Run:
    """Kleinland: a run with every table, made and drawn in seconds."""
    return kleinland.run()


@pytest.fixture(scope="session")
def small_town_run() -> mg.Run:
    """A town of Kleinland, on its street."""
    return kleinland.town()


@pytest.fixture(scope="session")
def country_pages(run: mg.Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The study of Germany, saved, and its outputs for a screen."""
    return once(tmp_path_factory, "pages", lambda home: mg.report.write(run, run.save(home)))


@pytest.fixture(scope="session")
def evil_run(run: mg.Run) -> mg.Run:
    """The study of Germany, where a site, a participant's place and the title try to run code."""
    return evil(run)


@pytest.fixture(scope="session")
def evil_pages(evil_run: mg.Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The outputs of that study for a screen."""
    return once(tmp_path_factory, "evil", lambda home: mg.report.write(evil_run, home))


@pytest.fixture(scope="session")
def small_evil(small_run: mg.Run) -> mg.Run:
    """Kleinland, where the same try to run code."""
    return evil(small_run)


def study_of(name: str) -> Callable[[Path], None]:
    def fill(folder: Path) -> None:
        with counting() as counts:
            run = mg.study.run(ROOT / "studies" / f"{name}.toml", progress=False)
        keep(run, counts, folder)

    return fill


def evil(run: mg.Run) -> mg.Run:
    """The run, with texts that are code."""
    tables = {name: run.table(name) for name in run.tables}
    for name, column in (("sites", "name"), ("sites", "topics"), ("sites", "category")):
        tables[name].loc[0, column] = EVIL
    tables["participants"].loc[1, "place"] = tables["journeys"].loc[1, "place"] = EVIL
    tables["gaps"].iloc[0, tables["gaps"].columns.get_loc("name")] = EVIL
    return mg.Run(
        name=run.name, title=f"Studie {EVIL}", as_of=run.as_of, tables=tables,
        parameters=run.parameters, inputs=run.inputs, vintages=run.vintages,
        attributions=run.attributions, versions=run.versions,
    )  # fmt: skip
