"""Fixtures that several files share."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

import mintgeo as mg
from tests import chromium, kleinland
from tests.counting import Counts, counting

ROOT = Path(__file__).parents[1]
os.environ["MINTGEO_PRIVACY_KEY"] = "Kleinland has no secrets"
EVIL = "<script>alert(1)</script>"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--renew", action="store_true", help="write the references of pictures anew")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium.start() as started:
        yield started


@pytest.fixture(scope="session")
def counted_run() -> tuple[mg.Run, Counts]:
    """The study of Germany, and how often it transformed and joined a table."""
    with counting() as counts:
        return mg.study.run(ROOT / "studies" / "deutschland.toml", progress=False), counts


@pytest.fixture(scope="session")
def run(counted_run: tuple[mg.Run, Counts]) -> mg.Run:
    """The study of Germany."""
    return counted_run[0]


@pytest.fixture(scope="session")
def town_run() -> mg.Run:
    """The study of Neubrandenburg, on its streets."""
    pytest.importorskip("osmium")
    return mg.study.run(ROOT / "studies" / "neubrandenburg.toml", progress=False)


@pytest.fixture(scope="session")
def small_run() -> mg.Run:
    """Kleinland: a run with every table, made and drawn in seconds."""
    return kleinland.run()


@pytest.fixture(scope="session")
def small_town_run() -> mg.Run:
    """A town of Kleinland, on its street."""
    return kleinland.town()


@pytest.fixture(scope="session")
def evil_run(run: mg.Run) -> mg.Run:
    """The study of Germany, where a site, a participant's place and the title try to run code."""
    return evil(run)


@pytest.fixture(scope="session")
def small_evil(small_run: mg.Run) -> mg.Run:
    """Kleinland, where the same try to run code."""
    return evil(small_run)


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
