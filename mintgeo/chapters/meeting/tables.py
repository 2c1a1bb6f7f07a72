"""Where the next meeting should be: its tables, and how they come about.

None of them is published: times and sums to many known places tell where few people live.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import pandas as pd

from mintgeo import _embedded
from mintgeo._errors import InputError
from mintgeo._kinds import Item, Kind
from mintgeo.analysis.venues import BestMeeting, best_meeting
from mintgeo.chapters.lists import INDEX, KEYED_PARTICIPANTS
from mintgeo.chapters.meeting.held import VENUE
from mintgeo.chapters.meeting.options import Meeting
from mintgeo.chapters.plan import Study
from mintgeo.chapters.protocol import Input
from mintgeo.chapters.stages import Results, Stage, Work
from mintgeo.chapters.travel import ROUTER, for_everybody
from mintgeo.emissions import FACTORS
from mintgeo.geocoding import geocode
from mintgeo.language import N_
from mintgeo.read import read_sites

PLACES: Final[Kind[gpd.GeoDataFrame]] = Kind(name="next_meeting", privacy="closed")
"""The places, the best first."""
CHANGE: Final[Kind[pd.DataFrame]] = Kind(name="next_meeting_change", privacy="closed")
"""The last place against the best."""
NEXT_WAYS: Final[Kind[pd.DataFrame]] = Kind(name="next_meeting_ways", privacy="personal")
"""A row per participant: the way to the best place, and to the last."""
LEFT_OUT: Final[Kind[pd.DataFrame]] = Kind(name="next_meeting_left_out", privacy="closed")
"""Places of the list that were not found."""
KINDS: Final = (PLACES, CHANGE, NEXT_WAYS, LEFT_OUT)
_DRAWS: Final = 200
_OF_TOWNS: Final = ("stations", "gemeinden")


def ahead(plan: Study) -> Meeting | None:
    """What the study asks of the next meeting, if it does."""
    asked = plan.section(Meeting)
    return asked if asked is not None and asked.looks_ahead else None


def inputs(plan: Study) -> Iterator[Input]:
    """The list of places."""
    if (file := _list(plan)) is not None:
        yield Input(name="venues", file=file)


def reads(plan: Study) -> Mapping[str, Any]:
    """How the list of places is read."""
    file = _list(plan)
    return {} if file is None else {"venues": lambda: read_sites(file)}


def _list(plan: Study) -> Path | None:
    asked = ahead(plan)
    return plan.resolve(asked.venues) if asked and asked.venues else None


def parameters(work: Work) -> dict[str, Any]:
    """What was asked for; nothing that follows from where people live."""
    asked = ahead(work.plan)
    if asked is None:
        return {"next_meeting": None}
    return {
        "next_meeting": {
            "by": asked.by, "limit_min": asked.limit_min, "limit_km": asked.limit_km,
            "listed": bool(asked.venues), "draws": _DRAWS, "mode": work.plan.mode,
            "router": for_everybody(work)[0],
        }
    }  # fmt: skip


def attributions(work: Work) -> list[str]:
    """Who says the emissions, and of whom the towns and stations are."""
    asked = ahead(work.plan)
    if asked is None:
        return []
    towns = [] if asked.venues else [_embedded.source(one).attribution for one in _OF_TOWNS]
    return [*towns, *FACTORS.lines([one for one in [work.plan.mode] if one in FACTORS.people])]


def _next(work: Work) -> Results:
    asked, people, file = ahead(work.plan), work[KEYED_PARTICIPANTS], _list(work.plan)
    if asked is None or not len(people.points.placed):
        return {}
    venues = None if file is None else _listed(file, work)
    found = best_meeting(
        people, venues, for_everybody(work)[1], by=asked.by, limit_min=asked.limit_min,
        limit_km=asked.limit_km, existing=work.get(VENUE), draws=_DRAWS,
    )  # fmt: skip
    made: dict[Item[Any], Any] = {
        PLACES: found.venues,
        NEXT_WAYS: _side_by_side(people.table, found),
    }
    if found.change is not None:
        made[CHANGE] = found.change.assign(open=bool(found.existing_open))
    if len(found.left_out):
        made[LEFT_OUT] = found.left_out
    return made


def _listed(file: Path, work: Work) -> gpd.GeoDataFrame:
    """The places of a list."""
    venues = geocode(read_sites(file), using=work[INDEX])
    if venues.geometry.isna().all():
        raise InputError(
            "[meeting] none of the {n} places in '{file}' was found.", n=len(venues),
            file=file.name,
        )  # fmt: skip
    return venues


def _side_by_side(people: pd.DataFrame, found: BestMeeting) -> pd.DataFrame:
    """A row per participant: who has how far, to the best place and to the last one."""
    out = pd.DataFrame(people[["id", *(one for one in _OF_A_HOME if one in people)]])
    for venue, name in (("best", "after"), ("existing", "before")):
        ways = found.ways[found.ways["venue"] == venue].set_index("id")
        for column in ("travel_min", "distance_m", "status") if len(ways) else ():
            out[f"{column}_{name}"] = out["id"].map(ways[column])
    return out.reset_index(drop=True)


_OF_A_HOME: Final = ("postcode", "place", "count", "radius_m")
STAGE: Final = Stage(
    title=N_("Nächstes Treffen"), needs=(KEYED_PARTICIPANTS, INDEX, ROUTER), wants=(VENUE,),
    makes=KINDS, run=_next, asked=lambda plan: ahead(plan) is not None,
)  # fmt: skip
