"""Where boxes of experiments live: tables of a plan of hubs, and what is said of them."""

from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd

from mintgeo import _schema
from mintgeo._crs import WGS84
from mintgeo._errors import InfeasibleError
from mintgeo._kinds import Item, Kind, columns_of
from mintgeo._located import Located
from mintgeo.analysis.planning import plan_hubs
from mintgeo.chapters.area.parts import gemeinde_names
from mintgeo.chapters.coverage.tables import PLACED, REACH
from mintgeo.chapters.people import LOCATED
from mintgeo.chapters.plan import Study
from mintgeo.chapters.rows import Row, records, region_name
from mintgeo.chapters.stages import Results, Stage, Work
from mintgeo.chapters.stops.options import PlanOptions, mode_of
from mintgeo.chapters.stops.tables import counted_people
from mintgeo.chapters.travel import ROUTER
from mintgeo.language import LANGUAGES, N_, Language, explained
from mintgeo.modes import BY_CAR
from mintgeo.run import Run

HUBS: Final[Kind[gpd.GeoDataFrame]] = Kind(
    name="plan_hubs", privacy="open", columns=columns_of(_schema.PLAN_HUBS)
)
WAYS: Final[Kind[pd.DataFrame]] = Kind(
    name="plan_hub_ways", privacy="open",
    columns=columns_of(_schema.HUB_WAYS) | frozenset({"name", "population"}),
)  # fmt: skip
"""Which hub each Gemeinde lends from."""
NO_HUBS: Final[Item[InfeasibleError]] = Item(name="why there are no hubs")


def _asked(plan: Study) -> bool:
    asked = plan.section(PlanOptions)
    return asked is not None and asked.hubs > 0


def hub_mode(plan: Study) -> str:
    """How boxes are fetched: by car where the study knows cars."""
    return BY_CAR if BY_CAR in plan.router.modes else mode_of(plan)


def _hubs(work: Work) -> Results:
    """Hubs among the sites of the list, for the Gemeinden whose people the plan counts."""
    asked = work.plan.section(PlanOptions)
    if asked is None:
        return {}
    demand, sites = _gemeinden(counted_people(work, asked)), work[PLACED]
    try:
        plan = plan_hubs(
            demand, sites.rows(sites.points.placed), work.by_mode(ROUTER)[hub_mode(work.plan)],
            n_hubs=asked.hubs, boxes=asked.boxes or None, executor=work.executor,
        )  # fmt: skip
    except InfeasibleError as error:
        return {NO_HUBS: error}
    named = demand.set_index("id")[["name", "population"]]
    ways = plan.ways.join(named, on="id")
    return {HUBS: gpd.GeoDataFrame(plan.hubs.to_crs(WGS84)), WAYS: ways}


def _gemeinden(people: Located) -> gpd.GeoDataFrame:
    """Gemeinden at the middle of their people: who borrows is a school or a group there."""
    table = gpd.GeoDataFrame(people.table)
    weight = table["population"].to_numpy(dtype=float)
    there = table["ags"].notna().to_numpy() & (weight > 0)
    degrees = people.points.spread(np.column_stack([people.points.lon, people.points.lat]))
    x, y = (degrees[there] * weight[there, None]).T
    frame = pd.DataFrame({"ags": table["ags"][there].astype("str").to_numpy(),
                          "x": x, "y": y, "population": weight[there]})  # fmt: skip
    sums = frame.groupby("ags", sort=True).sum()
    names = gemeinde_names(table)
    at = gpd.points_from_xy(
        sums["x"] / sums["population"], sums["y"] / sums["population"], crs=WGS84
    )
    return gpd.GeoDataFrame(
        {"id": sums.index.astype("str"), "population": sums["population"].to_numpy(),
         "name": pd.Series([names.get(key, key) for key in sums.index], dtype="str").to_numpy()},
        geometry=at,
    )  # fmt: skip


def parameters(work: Work) -> dict[str, Any]:
    """How boxes are fetched, or why there are no hubs."""
    if not _asked(work.plan):
        return {}
    told: dict[str, Any] = {"mode": hub_mode(work.plan)}
    if (error := work.get(NO_HUBS)) is not None:
        told["trouble"] = {lang: explained(error, lang=lang) for lang in LANGUAGES}
    return {"plan_hubs": told} if HUBS in work or NO_HUBS in work else {}


def hub_trouble(run: Run, say: Language) -> str:
    """Say why there are no hubs; nothing if there are, or none were asked for."""
    said = (run.parameters.get("plan_hubs") or {}).get("trouble")
    return "" if said is None else str(said.get(say.code) or said["en"])


def hub_rows(run: Run, say: Language) -> list[Row]:
    """Hubs, and the Gemeinde that has the longest way to each."""
    ways = run.find(WAYS)
    found = []
    for row in records(run, HUBS):
        own = None if ways is None else ways[ways["hub_id"] == row["id"]]
        far = None if own is None or own.empty else own.loc[own["travel_min"].idxmax()]
        name = "" if far is None else region_name(str(far["id"]), str(far["name"]), say)
        number = 0 if own is None else len(own)
        found.append({**row, "gemeinden": number, "farthest": name})
    return found


def unreached(run: Run) -> int:
    """How many Gemeinden reach no hub."""
    ways = run.find(WAYS)
    return 0 if ways is None else int(np.sum(ways["hub_id"].isna()))


STAGE: Final = Stage(
    title=N_("Halte"),
    needs=(LOCATED, REACH, PLACED, ROUTER),
    makes=(HUBS, WAYS, NO_HUBS),
    run=_hubs,
    asked=_asked,
    keeps="results",
    sections=(PlanOptions,),
)
