"""A plan of stops as tables of a run: the stops, whom they reach, other plans, who is left."""

from collections.abc import Iterator
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd

from mintgeo import _schema
from mintgeo._credits import credits_of
from mintgeo._crs import WGS84
from mintgeo._errors import InfeasibleError
from mintgeo._kinds import Item, Kind, columns_of
from mintgeo._located import Located
from mintgeo.analysis.planning import StopPlan, plan_stops
from mintgeo.analysis.planning.drawn import MADE_ANEW
from mintgeo.chapters.coverage.tables import PLACED, REACH
from mintgeo.chapters.lists import INDEX
from mintgeo.chapters.people import LOCATED, POINTS
from mintgeo.chapters.plan import Study
from mintgeo.chapters.protocol import Input
from mintgeo.chapters.stages import Results, Stage, Work
from mintgeo.chapters.stops.cover import COUNTED, COVER, cover_tables
from mintgeo.chapters.stops.land import land, whom
from mintgeo.chapters.stops.options import PlanOptions, mode_of
from mintgeo.chapters.stops.wishes import ids_of, places
from mintgeo.chapters.travel import ROUTER
from mintgeo.findings import row_notes
from mintgeo.germany.regions import regions
from mintgeo.language import LANGUAGES, N_, explained

PLACES: Final = frozenset({"gemeinde", "kreis"})
"""Names of where a stop lies."""
STOPS: Final[Kind[gpd.GeoDataFrame]] = Kind(
    name="plan_stops", privacy="open", columns=columns_of(_schema.PLAN_STOPS) | PLACES
)
REACHED: Final[Kind[pd.DataFrame]] = Kind(
    name="plan_reached", privacy="open", columns=columns_of(_schema.PLAN_REACHED)
)
SHARES: Final[Kind[pd.DataFrame]] = Kind(
    name="plan_shares", privacy="open", columns=columns_of(_schema.PLAN_SHARES)
)
OTHERS: Final[Kind[gpd.GeoDataFrame]] = Kind(
    name="plan_others", privacy="open",
    columns=columns_of(_schema.PLAN_STOPS) | PLACES | frozenset({"plan"}),
)  # fmt: skip
"""Stops of other plans that are nearly as good; ``plan`` is the number of each, from 1."""
OTHERS_REACHED: Final[Kind[pd.DataFrame]] = Kind(
    name="plan_others_reached", privacy="open",
    columns=columns_of(_schema.PLAN_REACHED) | frozenset({"plan"}),
)  # fmt: skip
AREAS: Final[Kind[gpd.GeoDataFrame]] = Kind(
    name="plan_areas", privacy="open",
    columns=frozenset({"order", "name", "people", "geometry"}),
)  # fmt: skip
"""Land of those who reach no offer today: by the stop that adds them, 0 for who is left."""
HOMES: Final[Kind[pd.DataFrame]] = Kind(
    name="plan_homes", privacy="open", columns=frozenset({"order", "id", "adds"})
)
"""Points of the demand that each stop reaches, and whether it is the first to."""
CANDIDATES: Final[Kind[gpd.GeoDataFrame]] = Kind(
    name="plan_candidates", privacy="open", columns=frozenset({"id", "name", "geometry"})
)
KINDS: Final = (
    STOPS, REACHED, SHARES, OTHERS, OTHERS_REACHED, AREAS, HOMES, CANDIDATES, COVER, COUNTED,
)  # fmt: skip
SAID: Final[Item[dict[str, Any]]] = Item(name="what is said of the plan")
"""How good it is, and which candidates could be no stops."""
TROUBLE: Final[Item[InfeasibleError]] = Item(name="why there is no plan")


def _asked(plan: Study) -> bool:
    return plan.section(PlanOptions) is not None


def _plan(work: Work) -> Results:
    """The plan, or why there is none: the rest of the study comes out either way."""
    asked = work.plan.section(PlanOptions)
    if asked is None:
        return {}
    mode, demand = mode_of(work.plan), counted_people(work, asked)
    try:
        found = places(work, asked, demand)
        plan = plan_stops(
            demand, found, work.by_mode(ROUTER)[mode], existing=work[PLACED],
            minutes=asked.minutes, n_stops=asked.stops or None,
            target_share=asked.target_share or None,
            required=ids_of(asked.required, found.table, "required"),
            forbidden=ids_of(asked.forbidden, found.table, "forbidden"),
            per_area=asked.per_kreis or None, floor=asked.floor or None,
            min_apart_km=asked.min_apart_km or None,
            alternatives=asked.alternatives if asked.stops else 0, draws=asked.draws,
            start=asked.start, too_coarse="blank", executor=work.executor,
        )  # fmt: skip
    except InfeasibleError as error:
        return {TROUBLE: error}
    return {SAID: _said(plan), **_tables(plan, demand), **cover_tables(plan, asked)}


def counted_people(work: Work, asked: PlanOptions) -> Located:
    """The people whom the plan counts; all of them where it is not known how they live."""
    reached = work[LOCATED].under(work.by_mode(REACH)[mode_of(work.plan)])
    if set(asked.areas) >= set(_schema.AREA_TYPES) or "area_type" not in reached.table:
        return reached
    return reached.rows(reached.table["area_type"].isin(asked.areas).to_numpy())


def _tables(plan: StopPlan, demand: Located) -> dict[Item[Any], Any]:
    others = [one.stops.assign(plan=number) for number, one in _numbered(plan)]
    reached = [one.reached.assign(plan=number) for number, one in _numbered(plan)]
    out: dict[Item[Any], Any] = {
        STOPS: placed(plan.stops), REACHED: plan.reached, SHARES: plan.shares,
        AREAS: land(plan, demand), HOMES: homes(plan, demand),
        CANDIDATES: plan.candidates[["id", "name", "geometry"]],
    }  # fmt: skip
    if others:
        out[OTHERS] = placed(gpd.GeoDataFrame(pd.concat(others, ignore_index=True)))
        out[OTHERS_REACHED] = pd.concat(reached, ignore_index=True)
    return out


def _numbered(plan: StopPlan) -> list[tuple[int, StopPlan]]:
    return list(enumerate(plan.alternatives, start=1))


def placed(stops: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Stops with the names of their Gemeinde and Kreis."""
    gemeinden, kreise = (regions(level).set_index("ags")["name"] for level in ("gemeinde", "kreis"))
    key = stops["ags_gemeinde"].astype("str")
    return gpd.GeoDataFrame(stops.assign(
        gemeinde=key.map(gemeinden).astype("str"), kreis=key.str[:5].map(kreise).astype("str")
    ).to_crs(WGS84))  # fmt: skip


def homes(plan: StopPlan, demand: Located) -> pd.DataFrame:
    """Rows of the demand that each stop reaches, in the order of the stops."""
    known, ids = plan.before.copy(), demand.table["id"].astype("str").to_numpy()
    nobody = {"order": pd.Series(dtype="int64"), "id": pd.Series(dtype="str"),
              "adds": pd.Series(dtype=bool)}  # fmt: skip
    parts = [pd.DataFrame(nobody)]
    for order, rows in whom(plan):
        adds = ~known[rows]
        known[rows] = True
        parts.append(pd.DataFrame({"order": order, "id": ids[rows], "adds": adds}))
    table = pd.concat(parts, ignore_index=True)
    return table.astype({"id": "str"})


def inputs(plan: Study) -> Iterator[Input]:
    """A list or an extract of candidates, and a plan to begin with."""
    asked = plan.section(PlanOptions)
    if asked is not None and asked.candidates is not None:
        yield Input(name="plan", key="candidates", file=asked.candidates)
    if asked is not None and asked.start is not None:
        yield Input(name="plan_start", key="start", file=asked.start)


def attributions(work: Work) -> list[str]:
    """Whom to name for the candidates."""
    return credits_of(work[STOPS]) if STOPS in work else []


def parameters(work: Work) -> dict[str, Any]:
    """What was asked of the plan, how good it is, or why there is none."""
    asked = work.plan.section(PlanOptions)
    if asked is None or not (SAID in work or TROUBLE in work):
        return {}
    told = {
        "mode": mode_of(work.plan), "minutes": asked.minutes, "stops": asked.stops,
        "target_share": asked.target_share, "areas": asked.areas, "draws": asked.draws,
        "anew": min(asked.draws, MADE_ANEW),
        "hubs": asked.hubs, "required": len(asked.required), "forbidden": len(asked.forbidden),
        "per_kreis": asked.per_kreis, "floor": asked.floor, "min_apart_km": asked.min_apart_km,
    }  # fmt: skip
    if (error := work.get(TROUBLE)) is not None:
        told["trouble"] = {lang: explained(error, lang=lang) for lang in LANGUAGES}
    if SAID in work:
        told |= work[SAID]
        told |= {"what_if": COVER in work} if asked.what_if else {}
    return {"plan": told}


def _said(plan: StopPlan) -> dict[str, Any]:
    gap = round(float(plan.gap), 6) if np.isfinite(plan.gap) else None
    return {"proven": bool(plan.proven), "gap": gap, "candidates": len(plan.candidates),
            "lost": lost(plan)}  # fmt: skip


def lost(plan: StopPlan) -> list[dict[str, str]]:
    """Candidates that could be no stops, by name, and why in every language."""
    notes = {lang: row_notes(plan.lost, lang=lang) for lang in LANGUAGES}
    return [
        {"name": str(name), **{lang: str(notes[lang].iloc[at]) for lang in LANGUAGES}}
        for at, name in enumerate(plan.lost["name"])
    ]


STAGE: Final = Stage(
    title=N_("Halte"), needs=(POINTS, LOCATED, PLACED, REACH, ROUTER, INDEX),
    makes=(*KINDS, SAID, TROUBLE), run=_plan, asked=_asked, keeps="results",
    sections=(PlanOptions,),
)  # fmt: skip
