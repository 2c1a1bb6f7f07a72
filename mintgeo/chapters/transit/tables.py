"""What a study knows of its way by bus and train: tables."""

from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd

from mintgeo import _schema
from mintgeo._kinds import Kind, columns_of
from mintgeo._located import Located
from mintgeo.analysis.outings import outings
from mintgeo.analysis.stops.covered import stop_coverage
from mintgeo.analysis.stops.service import stop_service
from mintgeo.chapters.coverage.tables import PLACED, REACH
from mintgeo.chapters.people import LOCATED, POINTS
from mintgeo.chapters.plan import Study
from mintgeo.chapters.regions import LEVELS
from mintgeo.chapters.routers.timetable import MODE, Timetables
from mintgeo.chapters.stages import Results, Stage, Work
from mintgeo.chapters.travel import ROUTER
from mintgeo.language import N_
from mintgeo.travel.protocol import placed
from mintgeo.travel.transit import Transit
from mintgeo.travel.transit.legs import COLUMNS
from mintgeo.travel.transit.options import clock

CLASSES: Final = (
    "ride", "timed", "walk", "longer", "no_connection", "no_service", "no_stop", "no_location",
)  # fmt: skip
"""How people reach an offer by bus and train, the best first; see ``ACCESS``."""
ACCESS: Final[Kind[pd.DataFrame]] = Kind(
    name="transit_access", privacy="open",
    columns=frozenset({"class", "minutes", "population", "share"}),
)  # fmt: skip
"""People by how they reach an offer within ``gap_minutes``: by vehicle (``ride``), by vehicle if
they leave at the right time (``timed``), on foot (``walk``), in a longer time, or not at all."""
JOURNEY: Final[Kind[pd.DataFrame]] = Kind(
    name="transit_journey", privacy="open",
    columns=frozenset({*COLUMNS, "place", "offer", "population"}),
)  # fmt: skip
"""One way, leg by leg, as an example."""
TRIPS: Final[Kind[gpd.GeoDataFrame]] = Kind(
    name="outings", privacy="open", columns=columns_of(_schema.OUTINGS)
)
"""Homes with the nearest offer that a child can go to, stay at, and come home from."""
STOPS: Final[Kind[gpd.GeoDataFrame]] = Kind(
    name="stop_service", privacy="open", columns=columns_of(_schema.STOP_SERVICE)
)
SERVED: Final[Kind[pd.DataFrame]] = Kind(
    name="stop_coverage", privacy="open", columns=columns_of(_schema.STOP_COVERAGE)
)
DAYS: Final[Kind[pd.DataFrame]] = Kind(
    name="timetable_days", privacy="open",
    columns=frozenset({
        "date", "kind", "holiday", "runs", "usual", "share", "odd", "agencies_gone", "lines_gone",
    }),
)  # fmt: skip
"""The dates of the timetable: what kind of day each is, how much runs, what is missing."""


def _asked(plan: Study) -> bool:
    return plan.section(Timetables) is not None and MODE in plan.router.modes


def _router(work: Work) -> Transit | None:
    router = work.by_mode(ROUTER)[MODE]
    return router if isinstance(router, Transit) else None


def _told(work: Work) -> Results:
    router, reached = _router(work), work.by_mode(REACH)[MODE]
    if router is None:
        return {}
    out: dict[Any, Any] = {ACCESS: access(reached, work.plan.coverage.gap_minutes)}
    days = router.timetable.days()
    for name in ("agencies_gone", "lines_gone"):
        days[name] = days[name].map("; ".join).astype("str")
    out[DAYS] = days[[name for name in days if name in DAYS.columns]]
    if (row := example(reached)) is not None:
        out[JOURNEY] = _journey(router, work[LOCATED], work[PLACED], reached, row)
    return out | _stops(router, work) | _trips(router, work)


def parameters(work: Work) -> dict[str, Any]:
    """What was asked of an outing."""
    asked = work.plan.section(Timetables)
    if asked is None or TRIPS not in work:
        return {}
    return {"outing": {
        "leave": asked.depart[0], "stay_min": asked.stay_min, "home_by": asked.home_by,
    }}  # fmt: skip


def _stops(router: Transit, work: Work) -> dict[Any, Any]:
    """What leaves each stop on the day, and who lives near one that is served well, by area."""
    service, levels = stop_service(router.timetable, router.date), work[LEVELS]
    order = ("gemeinde", "kreis") if work.plan.routing.local else ("kreis", "gemeinde")
    level = next((one for one in order if one in levels), "")
    by = levels.get(level, "country")
    return {STOPS: service, SERVED: stop_coverage(work[POINTS], service, by=by)}


def _trips(router: Transit, work: Work) -> dict[Any, Any]:
    """There, stay and back: leaving from the first departure that the study looks at."""
    asked = work.plan.section(Timetables)
    if asked is None or router.options.by is not None:
        return {}
    leave = clock(router.options.window[0])
    found = outings(
        work[LOCATED], work[PLACED], router, leave=leave, home_by=asked.home_by,
        stay_min=asked.stay_min,
    )  # fmt: skip
    return {TRIPS: found}


def access(reached: gpd.GeoDataFrame, minutes: float) -> pd.DataFrame:
    """People by how they reach an offer within some minutes."""
    found = _classes(reached, minutes)
    people = reached["population"].groupby(found.to_numpy()).sum().reindex(CLASSES)
    people = people[people > 0]
    return pd.DataFrame({
        "class": pd.Series(people.index, dtype="str"), "minutes": float(minutes),
        "population": people.to_numpy(dtype=float),
        "share": people.to_numpy(dtype=float) / max(float(reached["population"].sum()), 1e-9),
    })  # fmt: skip


def _classes(reached: gpd.GeoDataFrame, minutes: float) -> pd.Series:
    soon, rides = reached["travel_min"] <= minutes, by_vehicle(reached)
    lucky = (reached["p10_min"] <= minutes) & (reached["rides"] > 0)
    lost = reached["status"].isin(CLASSES)
    found = np.select(
        [lost, soon & rides, soon, lucky], [reached["status"], "ride", "walk", "timed"], "longer"
    )
    return pd.Series(found, index=reached.index)


def by_vehicle(reached: gpd.GeoDataFrame) -> pd.Series:
    """Where the median way is by vehicle, and not on foot all the way."""
    walked = reached["walk_min"] if "walk_min" in reached else 0 / reached["rides"]
    return pd.Series(walked < reached["travel_min"], index=reached.index)


def example(reached: gpd.GeoDataFrame) -> int | None:
    """Row of the point whose way stands as an example: of villages, if any, the largest."""
    some = ((reached["status"] == "ok") & by_vehicle(reached)).to_numpy()
    if not some.any():
        return None
    for better in (
        reached.get("area_type", pd.Series(index=reached.index)) == "rural",
        reached["second_id"].notna(),
    ):
        some = some & better.to_numpy() if (some & better.to_numpy()).any() else some
    people = np.where(some, reached["population"], -1.0)
    return int(np.argmax(people))


def _journey(
    router: Transit, people: Located, sites: Located, reached: gpd.GeoDataFrame, row: int
) -> pd.DataFrame:
    offers = sites.rows((sites.table["role"] == "offer").to_numpy())
    home = people.rows(np.array([row]))
    ends = (placed(router, one, what=what) for one, what in ((home, "origins"), (offers, "goals")))
    legs = router.usual_legs(*ends)
    names = offers.table.set_index("id")["name"]
    return legs.assign(
        place=str(reached["place"].iloc[row]), population=float(reached["population"].iloc[row]),
        offer=legs["to_id"].map(names).astype("str"),
    )  # fmt: skip


STAGES: Final = (
    Stage(
        title=N_("Bus und Bahn"), needs=(REACH, ROUTER, POINTS, LOCATED, PLACED, LEVELS),
        makes=(ACCESS, JOURNEY, DAYS, STOPS, SERVED, TRIPS), run=_told, asked=_asked,
        keeps="results", sections=(Timetables,),
    ),
)  # fmt: skip
