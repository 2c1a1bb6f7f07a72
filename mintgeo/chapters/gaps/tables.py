"""Where nobody reaches an offer in time: the tables of it."""

from typing import Any, Final

import geopandas as gpd
import pandas as pd

from mintgeo import _schema
from mintgeo._credits import KEY as ATTRIBUTIONS
from mintgeo._kinds import Item, Kind, columns_of
from mintgeo.analysis.coverage import coverage
from mintgeo.analysis.gaps import AreaRules, gap_points, gap_towns, gaps
from mintgeo.chapters.area import AREA
from mintgeo.chapters.coverage.tables import (
    DRAWS,
    REACHED,
    SHARES,
    knows_area_types,
    of_area,
)
from mintgeo.chapters.lists import LOCATED_SITES
from mintgeo.chapters.stages import Results, Stage, Work
from mintgeo.chapters.travel import ROUTER
from mintgeo.language import N_

AREAS: Final[Kind[gpd.GeoDataFrame]] = Kind(
    name="gaps", privacy="open", columns=columns_of(_schema.GAPS),
    metadata=frozenset({ATTRIBUTIONS, "left_out"}),
)  # fmt: skip
POINTS: Final[Kind[gpd.GeoDataFrame]] = Kind(
    name="gap_points", privacy="open", columns=columns_of(_schema.GAP_POINTS)
)
SHARE: Final[Kind[pd.DataFrame]] = Kind(name="gap_share", privacy="open", columns=SHARES.columns)
"""Of all people within the threshold, with its interval."""
TOWNS: Final[Kind[pd.DataFrame]] = Kind(
    name="gap_towns", privacy="open",
    columns=frozenset({"ags", "name", "area_type", "population"}),
)  # fmt: skip
"""People beyond the threshold who are not counted in the areas."""


def _gaps(work: Work) -> Results:
    """Gap areas, of all points where area types are not known, and the share beyond them all."""
    asked, points, draws = work.plan.coverage, work[REACHED], work[DRAWS]
    reached = gpd.GeoDataFrame(points.table)
    minutes = asked.gap_minutes
    kinds = asked.gap_areas if knows_area_types(reached) else None
    areas = gaps(
        points, minutes=minutes, area_types=kinds, sites=work[LOCATED_SITES], router=work[ROUTER],
        uncertainty=draws, too_coarse="blank",
    )  # fmt: skip
    found: dict[Item[Any], Any] = {
        POINTS: gap_points(reached, minutes=minutes, too_coarse="blank"),
        AREAS: areas,
        SHARE: of_area(
            coverage(points, by="country", minutes=minutes, uncertainty=draws, too_coarse="blank"),
            work,
        ),
    }
    if kinds is not None:
        found[TOWNS] = gap_towns(points, minutes=minutes, counted=kinds, too_coarse="blank")
    return found


def parameters(work: Work) -> dict[str, Any]:
    """What has been left out of the areas."""
    if AREAS not in work:
        return {}
    left_out = work[AREAS].attrs["left_out"]
    return {"gap_areas": {"least_people": AreaRules().least_people, "left_out": left_out}}


STAGE: Final = Stage(
    title=N_("Räume ohne Angebot"), per="first",
    needs=(AREA, LOCATED_SITES, REACHED, ROUTER, DRAWS),
    makes=(POINTS, AREAS, SHARE, TOWNS), run=_gaps, keeps="results",
)  # fmt: skip
