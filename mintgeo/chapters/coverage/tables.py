"""Who reaches an offer, and where: the tables of it."""

from collections.abc import Sequence
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd

from mintgeo import _schema
from mintgeo._ags import DIGITS
from mintgeo._errors import InputError, name_ids
from mintgeo._kinds import Item, Kind, columns_of
from mintgeo._located import Located
from mintgeo.analysis.coverage import coverage
from mintgeo.analysis.division import COUNTRY_AGS, Division
from mintgeo.analysis.reach import reach
from mintgeo.analysis.uncertainty import LEVEL, Draws, uncertainty
from mintgeo.chapters.lists import KEYED_SITES, LOCATED_SITES
from mintgeo.chapters.people import LOCATED, POINTS
from mintgeo.chapters.stages import Results, Stage, Work
from mintgeo.chapters.travel import ROUTER
from mintgeo.germany.within import Area
from mintgeo.language import N_, Language, language
from mintgeo.modes import MODES
from mintgeo.run import Run

REACH: Final[Kind[gpd.GeoDataFrame]] = Kind(
    name="reach", per="mode", parts=MODES, privacy="open",
    columns=columns_of(_schema.REACH),
)  # fmt: skip
SHARES: Final[Kind[pd.DataFrame]] = Kind(
    name="coverage", per="level", parts=("country", "land", "kreis", "gemeinde", "area_type"),
    privacy="open", columns=columns_of(_schema.COVERAGE),
)  # fmt: skip
REACHED: Final[Item[Located]] = Item(name="reach, located", per="mode", passing=True)
PLACED: Final[Item[Located]] = Item(name="placed sites")
"""The sites, of which one offer at least has a place."""
DRAWS: Final[Item[Draws]] = Item(name="draws", per="mode", passing=True)
WIDTHS: Final[Item[dict[str, float] | None]] = Item(name="widths")
"""Median width of the spans of the Länder, under three estimates of what a Kreis shares."""
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
    found = reach(work[LOCATED], work[PLACED], work[ROUTER], max_min=longest)
    return {REACH: found, REACHED: work[LOCATED].under(found)}


def _draws(work: Work) -> Results:
    asked = {*work.plan.coverage.minutes, work.plan.coverage.gap_minutes}
    draws = uncertainty(work[REACHED], work[PLACED], router=work[ROUTER], minutes=sorted(asked))
    return {DRAWS: draws}


def _parts(work: Work) -> Results:
    found = {
        by: coverage(
            work[REACHED], by=by, minutes=work.plan.coverage.minutes, sites=work[KEYED_SITES],
            uncertainty=work[DRAWS], too_coarse="blank",
        )
        for by in levels(work)
    }  # fmt: skip
    return {PARTS: found}


def _widths(work: Work) -> Results:
    """None where the estimates are one, or nothing is known of any Land."""
    points, draws = work[REACHED], work[DRAWS]
    reached = points.table
    if "ags_land" not in reached or reached["ags_land"].isna().all() or (draws.high == 1).all():
        return {WIDTHS: None}
    minutes, found = work.plan.coverage.gap_minutes, {}
    worlds = {"low": draws.under(draws.low), "best": draws, "high": draws.under(draws.high)}
    for name, drawn in worlds.items():
        table = coverage(points, by="land", minutes=minutes, uncertainty=drawn, too_coarse="blank")
        found[name] = float((table["share_high"] - table["share_low"]).median())
    return {WIDTHS: found if all(map(np.isfinite, found.values())) else None}


def levels(work: Work) -> Sequence[str]:
    """Levels of which the study has shares."""
    types = ["area_type"] if knows_area_types(work[POINTS]) else []
    return ["country", "land", "kreis", *types, *(["gemeinde"] if work.plan.routing.local else [])]


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
        "area": asked.area or called(within, language(work.plan.outputs.lang)),
        "widths": work[WIDTHS],
    }


def called(area: Area | None, say: Language) -> str:
    """Names of the regions in which the study looks; Germany if it looks everywhere."""
    if area is None:
        return Division.of("country").names()[COUNTRY_AGS]
    levels = {digits: level for level, digits in DIGITS.items()}
    names = [
        Division.of(levels[len(one.key)]).names().get(one.key, one.name) if one.key else one.name
        for one in area.parts
    ]
    return say.listed(list(dict.fromkeys(names)))


def known(run: Run) -> bool:
    """Whether the run tells who reaches an offer."""
    return run.find(SHARES, level="country") is not None


STAGES: Final = (
    Stage(title=N_("Erreichbarkeit"), needs=(LOCATED_SITES,), makes=(PLACED,), run=_placed),
    Stage(
        title=N_("Erreichbarkeit"), per="mode", needs=(LOCATED, PLACED, ROUTER),
        makes=(REACH, REACHED), run=_reach,
    ),
    Stage(
        title=N_("Spannen"), per="mode", needs=(REACHED, PLACED, ROUTER), makes=(DRAWS,),
        run=_draws,
    ),
    Stage(
        title=N_("Anteile"), per="mode", needs=(POINTS, REACHED, KEYED_SITES, DRAWS),
        makes=(PARTS,),
        run=_parts,
    ),
    Stage(
        title=N_("Spannen"), per="first", needs=(REACHED, DRAWS), makes=(WIDTHS,), run=_widths,
    ),
    Stage(title=N_("Anteile"), needs=(PARTS,), makes=(SHARES,), run=_joined),
)  # fmt: skip
