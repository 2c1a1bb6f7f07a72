"""Schools of a study as tables of a run: what each reaches, how sure that is, who could come."""

from collections.abc import Iterator
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd

from mintgeo import _schema
from mintgeo._errors import InputError
from mintgeo._kinds import Item, Kind, columns_of
from mintgeo._located import Located
from mintgeo._osm import ATTRIBUTION
from mintgeo.analysis.reach import reach
from mintgeo.analysis.schools.access import as_demand, school_access
from mintgeo.analysis.schools.parties import school_parties
from mintgeo.analysis.uncertainty import LEVEL, uncertainty
from mintgeo.chapters.coverage.tables import PLACED
from mintgeo.chapters.lists import INDEX, map_vintage
from mintgeo.chapters.plan import Study
from mintgeo.chapters.protocol import Input, Pairs
from mintgeo.chapters.regions import AROUND, KREISE, PARTS, where
from mintgeo.chapters.routers.timetable import Timetables
from mintgeo.chapters.schools.options import Schools
from mintgeo.chapters.stages import Results, Stage, Work
from mintgeo.chapters.travel import ROUTER
from mintgeo.geocoding import geocode
from mintgeo.language import N_
from mintgeo.modes import BY_CAR, MODES
from mintgeo.read import read_sites
from mintgeo.sites import from_osm
from mintgeo.sites.taxonomy import schools
from mintgeo.travel.protocol import Router
from mintgeo.travel.transit import Transit

FOUND: Final[Item[Located]] = Item(name="schools of the area")
ACCESS: Final[Kind[gpd.GeoDataFrame]] = Kind(
    name="schools", privacy="open", columns=columns_of(_schema.SCHOOL_ACCESS)
)
"""A row per school and way to travel."""
REACHED: Final[Kind[pd.DataFrame]] = Kind(
    name="schools_reached", privacy="open",
    columns=frozenset({"mode", "minutes", "schools", "reached", "low", "high"}),
)  # fmt: skip
"""How many schools have an offer in reach, by way to travel, and between which numbers the true one
lies in nine of ten cases; none where a timetable says the times."""
PARTIES: Final[Kind[gpd.GeoDataFrame]] = Kind(name="school_parties")
"""Who could come to which school: of nobody else's business until they have agreed."""
KINDS: Final = (ACCESS, REACHED, PARTIES)


def _asked(plan: Study) -> bool:
    return plan.section(Schools) is not None


def inputs(plan: Study) -> Iterator[Input]:
    """The list or the extract, and the list of partners."""
    asked = plan.section(Schools)
    if asked is None:
        return
    if file := asked.file or asked.extract:
        yield Input(name="schools", key="file" if asked.file else "extract", file=file)
    if asked.partners:
        yield Input(name="school_partners", key="partners", file=asked.partners)


def vintages(plan: Study) -> Pairs:
    """Of when the extract is."""
    asked = plan.section(Schools)
    return map_vintage(plan, str(asked.extract)) if asked and asked.extract else []


def attributions(work: Work) -> list[str]:
    """Whom the extract names."""
    asked = work.plan.section(Schools)
    return [ATTRIBUTION] if asked and asked.extract else []


def _found(work: Work) -> Results:
    """Schools of the area itself; those of a list without a place stay, to be counted."""
    asked = work.section(Schools)
    if asked.file is None:
        table = from_osm(asked.extract or "", progress=False)
        table = table[table["category"].isin(schools())]
    else:
        table = geocode(read_sites(asked.file), using=work[INDEX])
    if AROUND in work:
        at = where(table, work.get(KREISE), work[AROUND], work.get(PARTS))
        table = table[(at == "inside") | table.geometry.isna()]
    table = gpd.GeoDataFrame(table.reset_index(drop=True))
    if table.geometry.isna().all():
        raise InputError("[schools] no school of the list or extract has a place in the area.")
    return {FOUND: Located(table, what="schools")}


def _access(work: Work) -> Results:
    asked, routers = work.section(Schools), work.by_mode(ROUTER)
    found = school_access(
        work[FOUND], work[PLACED], [*routers.values()], minutes=asked.minutes, **_times(work)
    )
    rows = [_counted(work, found, mode, router) for mode, router in routers.items()]
    return {ACCESS: found, REACHED: pd.DataFrame(rows)}


def _times(work: Work) -> dict[str, Any]:
    """When pupils leave and are back, as the section of the timetable says."""
    asked = work.plan.section(Timetables)
    if asked is None or not asked.depart:
        return {}
    return {"leave": asked.depart[0], "home_by": asked.home_by, "stay_min": asked.stay_min}


def _counted(work: Work, found: pd.DataFrame, mode: str, router: Router) -> dict[str, Any]:
    """One way to travel: the number of schools that reach something, with its span."""
    minutes, own = work.section(Schools).minutes, found[found["mode"] == mode]
    low = high = np.nan
    if not isinstance(router, Transit):
        demand = as_demand(work[FOUND])
        ways = reach(demand, work[PLACED], router, max_min=2 * minutes)
        draws = uncertainty(
            demand.under(ways), work[PLACED], router=router, minutes=minutes, progress=False
        )
        tail = (1 - LEVEL) / 2
        near = (draws.times <= minutes).sum(axis=1)
        low, high = np.quantile(near, [tail, 1 - tail])
    return {
        "mode": mode, "minutes": float(minutes), "schools": len(own),
        "reached": int(own["reached"].sum()), "low": float(low), "high": float(high),
    }  # fmt: skip


def alone(access: pd.DataFrame) -> gpd.GeoDataFrame:
    """The ways that children go by themselves, and ``nothing`` if none of these reaches an offer.

    All ways, if in every one of them somebody brings them.
    """
    own = access[[not MODES[one].brought for one in access["mode"]]]
    own = own if len(own) else access
    nothing = ~own.groupby("id")["reached"].transform("any").astype(bool)
    return gpd.GeoDataFrame(own.assign(nothing=nothing).reset_index(drop=True))


def _parties(work: Work) -> Results:
    """Who could come; nothing if nobody is named who would."""
    asked = work.section(Schools)
    if asked.partners:
        partners = geocode(read_sites(asked.partners), using=work[INDEX])
    else:
        sites = work[PLACED].table
        partners = gpd.GeoDataFrame(sites[sites["role"] == "potential"].reset_index(drop=True))
    if not partners.geometry.notna().any():
        return {}
    router = work.by_mode(ROUTER)[come_by(work.plan)]
    found = school_parties(
        alone(work[ACCESS]), partners, router, minutes=asked.party_minutes, most=asked.most
    )
    return {PARTIES: found}


def come_by(plan: Study) -> str:
    """How those travel who come to a school: by car, if the study knows cars."""
    return BY_CAR if BY_CAR in plan.router.modes else plan.mode


def parameters(work: Work) -> dict[str, Any]:
    """What was asked, and what is known of the places of schools."""
    asked = work.plan.section(Schools)
    if asked is None or FOUND not in work:
        return {}
    table = work[FOUND].table
    return {"schools": {
        "minutes": asked.minutes, "party_minutes": asked.party_minutes, "most": asked.most,
        "come_by": come_by(work.plan), "unplaced": int(table.geometry.isna().sum()),
        "leave": _times(work).get("leave", ""),
    }}  # fmt: skip


STAGES: Final = (
    Stage(
        title=N_("Schulen"), needs=(INDEX,), wants=(KREISE, AROUND, PARTS), makes=(FOUND,),
        run=_found, asked=_asked,
    ),
    Stage(
        title=N_("Schulen"), needs=(FOUND, PLACED, ROUTER), makes=(ACCESS, REACHED), run=_access,
    ),
    Stage(title=N_("MINT-Partys"), needs=(ACCESS, PLACED, ROUTER, INDEX), makes=(PARTIES,),
          run=_parties),
)  # fmt: skip
