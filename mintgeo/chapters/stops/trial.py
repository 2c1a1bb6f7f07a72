"""The page in which a plan is tried, beside the sheets of its stops."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
from scipy import sparse

from mintgeo._schema.rows import plays
from mintgeo.analysis.planning import StopPlan
from mintgeo.chapters.coverage.tables import REACH
from mintgeo.chapters.leaf import File
from mintgeo.chapters.lists import SITES
from mintgeo.chapters.regions import KREISE
from mintgeo.chapters.stops.cover import COUNTED, COVER
from mintgeo.chapters.stops.tables import CANDIDATES, OTHERS, REACHED, SHARES, STOPS
from mintgeo.chapters.stops.words import told
from mintgeo.language import Language
from mintgeo.plan import Solution
from mintgeo.run import Run

FOLDER: Final = "stops"
FILE: Final = "what_if.html"
_UNKNOWN: Final = Solution(
    chosen=(), value=np.nan, bound=np.nan, status="open", seconds=0.0, reached=np.nan
)


def files(run: Run, say: Language) -> Iterator[File]:
    """The page, if the study has asked for it."""
    plan = plan_of(run)
    if plan is None:
        return

    def write(path: Path) -> None:
        from mintgeo.maps import what_if

        page = what_if(plan, kreise=run.find(KREISE), who=run.parameters["people"]["who"],
                       attributions=run.attributions, lang=say.code)  # fmt: skip
        path.write_text(page.html(), encoding="utf-8", newline="\n")

    yield File(folder=FOLDER, name=FILE, write=write)


def plan_of(run: Run) -> StopPlan | None:
    """The plan of a run, put together again from its tables; none without whom all reach."""
    cover, counted = run.find(COVER), run.find(COUNTED)
    if cover is None or counted is None:
        return None
    about, stops = told(run), run.of(STOPS)
    reach = run.of(REACH, mode=about["mode"])
    known = gpd.GeoDataFrame(reach.set_index(reach["id"].astype("str")))
    people = counted["people"].to_numpy(dtype=float)
    plan = StopPlan(
        stops=stops, reached=run.of(REACHED), shares=run.of(SHARES),
        demand=gpd.GeoDataFrame(known.loc[counted["id"]].reset_index(drop=True)),
        existing=_offers(run), candidates=run.of(CANDIDATES), lost=run.of(CANDIDATES)[:0],
        cover=_cover(cover, counted["id"], run.of(CANDIDATES)["id"]), people=people, weights=people,
        before=counted["before"].to_numpy(dtype=bool), minutes=about["minutes"],
        mode=about["mode"], solution=_UNKNOWN,
    )  # fmt: skip
    others = run.find(OTHERS)
    if others is None:
        return plan
    return replace(plan, alternatives=tuple(
        replace(plan, stops=gpd.GeoDataFrame(rows)) for _, rows in others.groupby("plan", sort=True)
    ))  # fmt: skip


def _cover(pairs: pd.DataFrame, people: pd.Series, candidates: pd.Series) -> sparse.csr_array:
    at = [pd.Index(known).get_indexer(pd.Index(given)) for known, given in (
        (people, pairs["id"]), (candidates.astype("str"), pairs["candidate_id"])
    )]  # fmt: skip
    shape = len(people), len(candidates)
    return sparse.csr_array((np.ones(len(pairs), dtype=np.bool_), tuple(at)), shape=shape)


def _offers(run: Run) -> gpd.GeoDataFrame | None:
    """Offers of the list that have a place; none of a run without one."""
    sites = run.find(SITES)
    if sites is None:
        return None
    here = sites.geometry.notna() & plays(sites, "offer")
    return gpd.GeoDataFrame(sites[here]) if here.any() else None
