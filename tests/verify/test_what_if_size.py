"""The page of a large plan: small, quick, and with the shares of Python to the last digit."""

import random
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from playwright.sync_api import Browser

import mintgeo as mg
from mintgeo._crs import points
from mintgeo.language import language
from tests.chromium import open_file

pytestmark = [pytest.mark.verify, pytest.mark.slow, pytest.mark.browser]

CLICKS = """async (n) => {
  const { stops, toggle } = window.mintgeo;
  const spent = [];
  for (let i = 0; i < n; i++) {
    const start = performance.now();
    toggle(stops[(i * 37) % stops.length]);
    spent.push(performance.now() - start);
    await new Promise((done) => requestAnimationFrame(done));
  }
  return spent;
}"""
COUNT = """(positions) => {
  const { stops, choose } = window.mintgeo;
  choose(stops.filter((_, at) => positions.includes(at)));
  return document.querySelectorAll("table.shares:not(.areas) tr")[2].innerText.split("\\t");
}"""


def scattered(count: int, seed: int) -> gpd.GeoDataFrame:
    draw = np.random.default_rng(seed)
    at = points(draw.uniform(11.2, 14, count), draw.uniform(53.2, 54.2, count))
    table = pd.DataFrame({"id": [f"{seed}-{one}" for one in range(count)]})
    table["population"] = draw.lognormal(3, 1.5, count)
    table["ags"] = draw.choice(["13071107", "13072043", "13073088"], count)
    table["ags_kreis"], table["ags_land"], table["place"] = table["ags"].str[:5], "13", "Ort"
    made = gpd.GeoDataFrame(table, geometry=at)
    made.attrs["attributions"] = []
    return made


@pytest.fixture(scope="module")
def plan() -> mg.StopPlan:
    where = scattered(800, 5)[["id", "ags", "geometry"]].rename(columns={"ags": "ags_gemeinde"})
    return mg.plan_stops(
        scattered(20_000, 4), where, mg.Airline(), minutes=30, n_stops=30, draws=0, time_limit=5
    )


def test_800_candidates_and_20_000_points(
    plan: mg.StopPlan, browser: Browser, tmp_path: Path
) -> None:
    path = mg.maps.what_if(plan).save(tmp_path / "plan.html")
    assert plan.cover.nnz > 800_000
    assert path.stat().st_size <= 2_000_000
    page = open_file(browser, path).page
    assert float(np.median(page.evaluate(CLICKS, 40))) <= 50
    say, draw = language("de"), random.Random(3)  # noqa: S311
    total = plan.people.sum()
    for _ in range(100):
        some = draw.sample(range(800), draw.randint(1, 60))
        near = plan.before | (np.asarray(plan.cover[:, some].sum(axis=1)).ravel() > 0)
        people = plan.people[near].sum()
        assert page.evaluate(COUNT, some)[1:] == [
            say.people(people),
            say.percent(people / total, 1),
        ]
    page.close()
