"""Tours of a study as tables of a run: visits, days, costs, ways, places."""

from collections.abc import Iterator
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mintgeo import _schema
from mintgeo._credits import credits_of
from mintgeo._crs import WGS84
from mintgeo._errors import InfeasibleError, InputError
from mintgeo._kinds import Item, Kind, columns_of
from mintgeo._located import Located
from mintgeo.analysis.tours.ground import TOLD
from mintgeo.analysis.tours.plan import TourPlan
from mintgeo.analysis.tours.touring import plan_tours
from mintgeo.analysis.tours.ways import tour_ways
from mintgeo.chapters.coverage.tables import PLACED, REACH
from mintgeo.chapters.lists import INDEX
from mintgeo.chapters.people import LOCATED
from mintgeo.chapters.plan import Study
from mintgeo.chapters.protocol import Input
from mintgeo.chapters.stages import Results, Stage, Work
from mintgeo.chapters.touring.options import TourOptions
from mintgeo.chapters.touring.wishes import beginning, listed
from mintgeo.chapters.travel import ROUTER
from mintgeo.language import LANGUAGES, N_, explained
from mintgeo.run import Run
from mintgeo.travel import Router
from mintgeo.travel.protocol import placed

TOURS: Final[Kind[gpd.GeoDataFrame]] = Kind(
    name="tours", privacy="open", columns=columns_of(_schema.TOURS)
)
DAYS: Final[Kind[pd.DataFrame]] = Kind(
    name="tour_days", privacy="open", columns=columns_of(_schema.TOUR_DAYS)
)
COSTS: Final[Kind[pd.DataFrame]] = Kind(
    name="tour_costs", privacy="open", columns=columns_of(_schema.TOUR_COSTS)
)
WAYS: Final[Kind[gpd.GeoDataFrame]] = Kind(
    name="tour_ways", privacy="open", columns=columns_of(_schema.TOUR_WAYS)
)
PLACES: Final[Kind[gpd.GeoDataFrame]] = Kind(
    name="tour_places", privacy="open",
    columns=frozenset({"id", "name", "kind", *TOLD, "geometry"}),
)  # fmt: skip
"""Depot and stops."""
KINDS: Final = (TOURS, DAYS, COSTS, WAYS, PLACES)
PLAN: Final[Item[TourPlan]] = Item(name="tour plan")
TROUBLE: Final[Item[InfeasibleError]] = Item(name="why there are no tours")
GAIN: Final[Item[dict[str, float]]] = Item(name="whom the tours reach")


def _asked(plan: Study) -> bool:
    return plan.section(TourOptions) is not None


def _tours(work: Work) -> Results:
    """The tours, or why there are none: the rest of the study comes out either way."""
    asked = work.plan.section(TourOptions)
    if asked is None:
        return {}
    stops, depot = listed(work, asked.stops), beginning(work, asked.depot, "[tours] depot")
    if depot is None:
        raise InputError(
            "[tours] depot names no place of the list: {name!r}. Its id and its name both do.",
            name=asked.depot,
        )
    router = work.by_mode(ROUTER)[asked.mode]
    fresh = {"id": [f"depot {one}" for one in depot["id"].astype("str")]}
    try:
        plan = plan_tours(
            stops, gpd.GeoDataFrame(depot.assign(**fresh)), router, term=asked.term,
            vans=asked.fleet, usual=asked.usual, search=asked.rounds,
        )  # fmt: skip
    except InfeasibleError as error:
        return {TROUBLE: error}
    return {
        PLAN: plan, TOURS: plan.tours, DAYS: plan.days, COSTS: plan.costs,
        PLACES: gpd.GeoDataFrame(plan.places.to_crs(WGS84)), WAYS: tour_ways(plan, router),
        GAIN: _gain(work, stops, asked.minutes),
    }  # fmt: skip


def _gain(work: Work, stops: gpd.GeoDataFrame, minutes: float) -> dict[str, float]:
    """People within the minutes of an offer, and of an offer or a stop."""
    people, reached = work[LOCATED], work.by_mode(REACH)[work.plan.mode]
    router = work.by_mode(ROUTER)[work.plan.mode]
    weight = people.table["population"].fillna(0).to_numpy(dtype=float)
    before = reached["travel_min"].to_numpy(dtype=float) <= minutes
    to_stop = _minutes(router, people, Located.of(stops))
    after = before | (to_stop <= minutes)
    total = float(weight.sum()) or np.nan
    return {"before": float(weight[before].sum() / total),
            "after": float(weight[after].sum() / total)}  # fmt: skip


def _minutes(router: Router, people: Located, stops: Located) -> NDArray[np.float64]:
    """Minutes of everybody to the nearest stop; NaN without a way."""
    start = placed(router, people, what="people")
    found = router.nearest(start, placed(router, stops, what="stops"))
    return found["travel_min"].to_numpy(dtype=float)


def inputs(plan: Study) -> Iterator[Input]:
    """The list of stops."""
    asked = plan.section(TourOptions)
    if asked is not None:
        yield Input(name="tours", file=asked.stops)


def attributions(work: Work) -> list[str]:
    """Whom to name for the stops."""
    return credits_of(work[TOURS]) if TOURS in work else []


def parameters(work: Work) -> dict[str, Any]:
    """What was asked of the tours and what they come to, or why there are none."""
    asked = work.plan.section(TourOptions)
    if asked is None or not (PLAN in work or TROUBLE in work):
        return {}
    told: dict[str, Any] = {
        "term": {"first": asked.first.isoformat(), "last": asked.last.isoformat()},
        "name": asked.name, "mode": asked.mode, "minutes": asked.minutes, "way": work.plan.mode,
        "every_weeks": asked.every_weeks, "visits": asked.visits,
    }  # fmt: skip
    error, plan = work.get(TROUBLE), work.get(PLAN)
    if error is not None:
        told["trouble"] = {lang: explained(error, lang=lang) for lang in LANGUAGES}
    if plan is not None:
        totals = {key: round(value, 6) for key, value in plan.totals().items()}
        told |= {"totals": totals, "emissions": plan.about["emissions"], "status": plan.status,
                 "unknown_years": list(plan.unknown_years), "gain": work.get(GAIN)}  # fmt: skip
    return {"tours": told}


def plan_of(run: Run) -> TourPlan | None:
    """The plan of a run, put together again from its tables."""
    tours, days, costs, places = (run.find(one) for one in (TOURS, DAYS, COSTS, PLACES))
    if tours is None or days is None or costs is None or places is None:
        return None
    changes = pd.DataFrame(columns=[one.name for one in _schema.TOUR_CHANGES.columns])
    return TourPlan(
        tours=gpd.GeoDataFrame(tours), days=days, costs=costs, changes=changes,
        places=gpd.GeoDataFrame(places), value=float("nan"), status="",
        about={"term": run.parameters["tours"]["term"]},
    )  # fmt: skip


STAGE: Final = Stage(
    title=N_("Touren"), needs=(LOCATED, PLACED, REACH, ROUTER, INDEX),
    makes=(*KINDS, PLAN, TROUBLE, GAIN), run=_tours, asked=_asked,
)  # fmt: skip
