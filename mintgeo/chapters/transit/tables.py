"""What a study knows of its way by bus and train: tables."""

from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd

from mintgeo._kinds import Kind
from mintgeo._located import Located
from mintgeo.chapters.coverage.tables import PLACED, REACH
from mintgeo.chapters.people import LOCATED
from mintgeo.chapters.plan import Study
from mintgeo.chapters.routers.timetable import MODE, Timetables
from mintgeo.chapters.stages import Results, Stage, Work
from mintgeo.chapters.travel import ROUTER
from mintgeo.language import N_
from mintgeo.travel.protocol import placed
from mintgeo.travel.transit import Transit
from mintgeo.travel.transit.legs import COLUMNS

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
    return out


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
        title=N_("Bus und Bahn"), needs=(REACH, ROUTER, LOCATED, PLACED),
        makes=(ACCESS, JOURNEY, DAYS), run=_told, asked=_asked,
    ),
)  # fmt: skip
