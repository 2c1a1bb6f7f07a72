"""A plan of stops for the people of Landkreis Uelzen, made by the stages of the chapter themselves.

What else a report needs is Kleinland's.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import geopandas as gpd
import pandas as pd

import mintgeo as mg
from mintgeo.chapters import Study, Work
from mintgeo.chapters.basics import CoverageOptions, Inputs, Outputs, People, RouterOptions
from mintgeo.chapters.coverage.tables import PLACED, REACH
from mintgeo.chapters.lists import INDEX
from mintgeo.chapters.people import LOCATED, POINTS
from mintgeo.chapters.protocol import Chapter
from mintgeo.chapters.stops import PLAN
from mintgeo.chapters.stops.options import PlanOptions
from mintgeo.chapters.touring.options import TourOptions
from mintgeo.chapters.travel import ROUTER
from mintgeo.run import Run

NAMES = (
    "Bienenbüttel, Schule",
    "Rosche",
    "Suderburg",
    "Wriedel, Feuerwehr",
    "Bodenteich",
    "Uelzen",
)
AT = ((10.487, 53.142), (10.752, 52.987), (10.451, 52.896), (10.299, 53.031), (10.682, 52.831),
      (10.561, 52.966))  # fmt: skip
"""Possible stops, and where they are."""
REGIONS = tuple(mg.regions("gemeinde", within="03360")["name"])


@cache
def people() -> gpd.GeoDataFrame:
    """Those of Landkreis Uelzen: 92,600, half of them in towns."""
    return mg.population(within="Landkreis Uelzen")


@cache
def sites() -> gpd.GeoDataFrame:
    """One offer in Uelzen, and a fire station in Bad Bevensen."""
    rows = {"Name": ["Labor Uelzen", "Feuerwehr Bevensen"], "Rolle": ["Angebot", "Potenzial"],
            "lat": [52.966, 53.079], "lon": [10.561, 10.581]}  # fmt: skip
    return mg.geocode(mg.read_sites(pd.DataFrame(rows)))


def candidates(folder: Path, names: Sequence[str] = NAMES) -> Path:
    """A list of possible stops."""
    table = pd.DataFrame({
        "id": [f"k{number}" for number in range(len(names))], "name": names,
        "lat": [y for _, y in AT], "lon": [x for x, _ in AT],
    })  # fmt: skip
    file = folder / "halte.csv"
    table.to_csv(file, index=False)
    return file


def work(asked: PlanOptions | TourOptions) -> Work:
    """What a study of them has come to before it plans."""
    plan = Study(
        name="kleinland", title="Kleinland", as_of=date(2026, 11, 26), path=Path("k.toml"),
        inputs=Inputs(sites="s.csv"), people=People(), outputs=Outputs(folder="x"),
        router=RouterOptions(modes=["car"], max_min=240), coverage=CoverageOptions(),
        sections={type(asked): asked},
    )  # fmt: skip
    router, located, known = mg.Airline(), mg.Located(people()), sites()
    done = Work(plan=plan)
    done.keep({
        POINTS: people(), LOCATED: located, PLACED: mg.Located(known), INDEX: [],
        ROUTER.at("car"): router, REACH.at("car"): mg.reach(located, known, router, max_min=240),
    })  # fmt: skip
    return done


def planned(asked: PlanOptions | TourOptions, chapter: Chapter = PLAN) -> Work:
    """The same after it has planned."""
    done = work(asked)
    for stage in chapter.stages:
        if stage.asked(done.plan):
            done.keep(stage.run(done))
    return done


def run(small: Run, asked: PlanOptions | TourOptions, chapter: Chapter = PLAN) -> Run:
    """Kleinland with the plan, its offers and its ways in place of its own."""
    return of(small, planned(asked, chapter), chapter)


def of(small: Run, done: Work, chapter: Chapter = PLAN) -> Run:
    """The same of what has been planned."""
    return replace(
        small, tables={**small.tables, "sites": sites(), **done.tables},
        parameters={**small.parameters, **chapter.parameters(done)},
    )  # fmt: skip
