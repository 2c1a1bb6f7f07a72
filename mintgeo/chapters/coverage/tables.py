"""Who reaches an offer, and where: the tables of it."""

from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd

from mintgeo import _schema
from mintgeo._errors import InputError, name_ids
from mintgeo._kinds import Item, Kind, columns_of
from mintgeo._located import Located
from mintgeo.analysis.coverage import coverages, width
from mintgeo.analysis.reach import reach
from mintgeo.analysis.uncertainty import LEVEL, Draws, uncertainty
from mintgeo.chapters.area import AREA
from mintgeo.chapters.area.parts import gemeinde_names
from mintgeo.chapters.lists import KEYED_SITES, LOCATED_SITES
from mintgeo.chapters.people import LOCATED, POINTS
from mintgeo.chapters.regions import AROUND, KREISE, LEVELS, where
from mintgeo.chapters.regions import PARTS as AREAS
from mintgeo.chapters.stages import Results, Stage, Work
from mintgeo.chapters.travel import ROUTER
from mintgeo.language import N_
from mintgeo.modes import MODES
from mintgeo.run import Run

REACH: Final[Kind[gpd.GeoDataFrame]] = Kind(
    name="reach", per="mode", parts=MODES, privacy="open",
    columns=columns_of(_schema.REACH),
)  # fmt: skip
SHARES: Final[Kind[pd.DataFrame]] = Kind(
    name="coverage", per="level", privacy="open",
    parts=("country", "land", "kreis", "gemeinde", "district", "cell", "area_type"),
    columns=columns_of(_schema.COVERAGE),
)  # fmt: skip
REACHED: Final[Item[Located]] = Item(name="reach, located", per="mode", passing=True)
PLACED: Final[Item[Located]] = Item(name="placed sites")
"""The sites, of which one offer at least has a place."""
DRAWS: Final[Item[Draws]] = Item(name="draws", per="mode", passing=True)
WIDTHS: Final[Item[dict[str, float] | None]] = Item(name="widths")
"""Median width of the spans of the Länder, under three estimates of what a Kreis shares."""
ALL: Final = ("alle", "Gebiet")
"""Key and name of an area that is no region, or more than one."""
INSIDE: Final[Item[Located]] = Item(name="sites of the area")
PARTS: Final[Item[dict[str, pd.DataFrame]]] = Item(name="shares", per="mode")
"""Coverage of one mode by level."""


def _placed(work: Work) -> Results:
    sites = work[LOCATED_SITES].table
    offers = sites[sites["role"] == "offer"]
    if not offers["geometry"].notna().any():
        rows = f" ({name_ids(offers['id'])})" if len(offers) else ""
        raise InputError(
            "None of the {n} offers{rows} has a place; nothing can be reached.",
            n=len(offers),
            rows=rows,
        )
    return {PLACED: work[LOCATED_SITES]}


def _reach(work: Work) -> Results:
    longest = work.plan.router.max_min
    found = reach(
        work[LOCATED], work[PLACED], work[ROUTER], max_min=longest, executor=work.executor
    )
    return {REACH: found}


def _reached(work: Work) -> Results:
    return {REACHED: work[LOCATED].under(work[REACH])}


def _draws(work: Work) -> Results:
    asked = {*work.plan.coverage.minutes, work.plan.coverage.gap_minutes}
    draws = uncertainty(
        work[REACHED], work[PLACED], router=work[ROUTER], minutes=sorted(asked),
        executor=work.executor,
    )  # fmt: skip
    return {DRAWS: draws}


def _inside(work: Work) -> Results:
    """Sites of the area itself: those beyond count in travel, and in no region."""
    located = work[KEYED_SITES]
    if AROUND not in work:
        return {INSIDE: located}
    sites, own, parts = located.table, work.get(KREISE), work.get(AREAS)
    inside = where(sites, own, work[AROUND], parts) == "inside"
    return {INSIDE: Located(gpd.GeoDataFrame(sites[inside]))}


def _parts(work: Work) -> Results:
    found = coverages(
        work[REACHED], levels(work), minutes=work.plan.coverage.minutes, sites=work[INSIDE],
        uncertainty=work[DRAWS], too_coarse="blank",
    )  # fmt: skip
    found["country"] = of_area(found["country"], work)
    names = gemeinde_names(work[POINTS]) if isinstance(levels(work).get("gemeinde"), str) else {}
    if names:
        table = found["gemeinde"]
        found["gemeinde"] = table.assign(name=table["ags"].map(names).fillna(table["name"]))
    return {PARTS: found}


def of_area(table: pd.DataFrame, work: Work) -> pd.DataFrame:
    """Rows of all people under the key and name of the area, unless it is the whole country."""
    area = work[AREA]
    if area.kind == "country":
        return table
    single = area.whole and len(area.keys) == 1
    key, name = (area.keys[0], area.described()["parts"][0]["name"]) if single else ALL
    return table.assign(
        ags=pd.Series(key, table.index, dtype="str"), name=pd.Series(name, table.index, dtype="str")
    )


def _widths(work: Work) -> Results:
    """None where the estimates are one, or nothing is known of any Land."""
    points, draws = work[REACHED], work[DRAWS]
    reached = points.table
    if "ags_land" not in reached or reached["ags_land"].isna().all() or (draws.high == 1).all():
        return {WIDTHS: None}
    minutes = work.plan.coverage.gap_minutes
    found = {
        name: width(points, by="land", minutes=minutes, draws=draws, under=factors)
        for name, factors in (("low", draws.low), ("best", None), ("high", draws.high))
    }
    return {WIDTHS: found if all(map(np.isfinite, found.values())) else None}


def levels(work: Work) -> dict[str, str | gpd.GeoDataFrame]:
    """Levels of which the study has shares, the whole first, and what ``by=`` takes for each."""
    homes = work[POINTS]
    several = AROUND not in work or homes.get("area_type", pd.Series()).nunique() > 1
    types = ["area_type"] if several and knows_area_types(homes) else []
    return {"country": "country", **work[LEVELS], **dict.fromkeys(types, "area_type")}


def knows_area_types(points: gpd.GeoDataFrame) -> bool:
    """Whether it is known of points if they are urban or rural."""
    return "area_type" in points.columns and bool(points["area_type"].notna().any())


def _joined(work: Work) -> Results:
    parts = list(work.by_mode(PARTS).values())
    return {
        SHARES.at(by): pd.concat([one[by] for one in parts], ignore_index=True) for by in parts[0]
    }


def parameters(work: Work) -> dict[str, Any]:
    """What was asked for."""
    asked, within = work.plan.coverage, work.plan.within
    return {
        "minutes": asked.minutes,
        "gap_minutes": asked.gap_minutes,
        "interval": LEVEL,
        "within": "" if within is None else str(within),
        "area": asked.area,
        "widths": work.get(WIDTHS),
    }


def known(run: Run) -> bool:
    """Whether the run tells who reaches an offer."""
    return run.find(SHARES, level="country") is not None


STAGES: Final = (
    Stage(title=N_("Erreichbarkeit"), needs=(LOCATED_SITES,), makes=(PLACED,), run=_placed),
    Stage(
        title=N_("Gebiete"), needs=(KEYED_SITES,), wants=(KREISE, AREAS, AROUND), makes=(INSIDE,),
        run=_inside,
    ),
    Stage(
        title=N_("Erreichbarkeit"), per="mode", needs=(LOCATED, PLACED, ROUTER),
        makes=(REACH,), run=_reach, keeps="results",
    ),
    Stage(
        title=N_("Erreichbarkeit"), per="mode", needs=(LOCATED, REACH), makes=(REACHED,),
        run=_reached, keeps="inputs",
    ),
    Stage(
        title=N_("Spannen"), per="mode", needs=(REACHED, PLACED, ROUTER), makes=(DRAWS,),
        run=_draws, keeps="inputs",
    ),
    Stage(
        title=N_("Anteile"), per="mode", needs=(AREA, POINTS, LEVELS, REACHED, INSIDE, DRAWS),
        wants=(AROUND,), makes=(PARTS,), run=_parts, keeps="results",
    ),
    Stage(
        title=N_("Spannen"), per="first", needs=(REACHED, DRAWS), makes=(WIDTHS,), run=_widths,
        keeps="results",
    ),
    Stage(title=N_("Anteile"), needs=(PARTS,), makes=(SHARES,), run=_joined),
)  # fmt: skip
