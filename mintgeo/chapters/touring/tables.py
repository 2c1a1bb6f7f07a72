"""Tours of a study as tables of a run: visits, days, costs, ways, places."""

from collections.abc import Iterator
from typing import Any, Final

import geopandas as gpd
import pandas as pd

from mintgeo import _schema
from mintgeo._credits import credits_of
from mintgeo._crs import WGS84
from mintgeo._errors import InfeasibleError, InputError
from mintgeo._kinds import Item, Kind, columns_of
from mintgeo.analysis.planning import stop_gain
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
SHARES: Final[Kind[pd.DataFrame]] = Kind(
    name="tour_shares", privacy="open", columns=columns_of(_schema.PLAN_SHARES)
)
"""Whom an offer reaches, and an offer or a stop."""
KINDS: Final = (TOURS, DAYS, COSTS, WAYS, PLACES, SHARES)
SAID: Final[Item[dict[str, Any]]] = Item(name="what is said of the tours")
TROUBLE: Final[Item[InfeasibleError]] = Item(name="why there are no tours")


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
            vans=asked.fleet, usual=asked.usual, search=asked.rounds, executor=work.executor,
        )  # fmt: skip
    except InfeasibleError as error:
        return {TROUBLE: error}
    return {
        SAID: _said(plan), TOURS: plan.tours, DAYS: plan.days, COSTS: plan.costs,
        PLACES: gpd.GeoDataFrame(plan.places.to_crs(WGS84)), WAYS: tour_ways(plan, router),
        **_shares(work, stops, asked.minutes),
    }  # fmt: skip


def _shares(work: Work, stops: gpd.GeoDataFrame, minutes: float) -> Results:
    """Whom the stops gain, as a plan of stops says it; nothing where nobody lives."""
    mode = work.plan.mode
    people = work[LOCATED].under(work.by_mode(REACH)[mode])
    try:
        found = stop_gain(people, stops, work.by_mode(ROUTER)[mode], minutes=minutes,
                          existing=work[PLACED], too_coarse="blank")  # fmt: skip
    except InfeasibleError:
        return {}
    return {SHARES: found}


def inputs(plan: Study) -> Iterator[Input]:
    """The list of stops."""
    asked = plan.section(TourOptions)
    if asked is not None:
        yield Input(name="tours", key="stops", file=asked.stops)


def attributions(work: Work) -> list[str]:
    """Whom to name for the stops."""
    return credits_of(work[TOURS]) if TOURS in work else []


def parameters(work: Work) -> dict[str, Any]:
    """What was asked of the tours and what they come to, or why there are none."""
    asked = work.plan.section(TourOptions)
    if asked is None or not (SAID in work or TROUBLE in work):
        return {}
    told: dict[str, Any] = {
        "term": {"first": asked.first.isoformat(), "last": asked.last.isoformat()},
        "name": asked.name, "mode": asked.mode, "minutes": asked.minutes, "way": work.plan.mode,
        "every_weeks": asked.every_weeks, "visits": asked.visits,
    }  # fmt: skip
    if (error := work.get(TROUBLE)) is not None:
        told["trouble"] = {lang: explained(error, lang=lang) for lang in LANGUAGES}
    return {"tours": told | (work.get(SAID) or {})}


def _said(plan: TourPlan) -> dict[str, Any]:
    """What the tours come to, and what that is reckoned with."""
    totals = {key: round(value, 6) for key, value in plan.totals().items()}
    about = {name: plan.about[name] for name in ("emissions", "prices")}
    return {"totals": totals, "status": plan.status, "stops": int(plan.tours["id"].nunique()),
            "fuel_per_100km": plan.about["vans"][0]["fuel_per_100km"],
            "unknown_years": list(plan.unknown_years), **about}  # fmt: skip


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
    makes=(*KINDS, SAID, TROUBLE), run=_tours, asked=_asked, keeps="results",
    sections=(TourOptions,),
)  # fmt: skip
