"""How many took part, by Land and Kreis: the tables of it, and what the study says of chance."""

from dataclasses import dataclass
from typing import Final

import geopandas as gpd
import pandas as pd

from mintgeo import _schema
from mintgeo._errors import OptionError
from mintgeo._kinds import Kind, columns_of
from mintgeo.analysis.participation import participation
from mintgeo.chapters.lists import KEYED_PARTICIPANTS
from mintgeo.chapters.people import EVERYBODY
from mintgeo.chapters.regions import KREISE, is_country
from mintgeo.chapters.stages import Results, Stage, Work
from mintgeo.language import N_
from mintgeo.privacy.tables import EXACT
from mintgeo.run import Run

COUNTS: Final[Kind[pd.DataFrame]] = Kind(
    name="participation", per="level", parts=("total", "land", "kreis"), privacy="counted",
    columns=columns_of(_schema.PARTICIPATION, also=("hidden",)) - EXACT,
)  # fmt: skip
LEVELS: Final = ("land", "kreis")


def near(run: Run, table: pd.DataFrame) -> pd.DataFrame:
    """Kreise of the area, where the study is of one, and all others that people come from.

    All outputs say rates per as many people as can be read in these.
    """
    own = run.find(KREISE)
    if is_country(run) or own is None:
        return table
    return table[table["ags"].isin(own["ags"]) | (table["participants"].fillna(0) > 0)]


@dataclass(frozen=True, kw_only=True)
class Attendance:
    """What the list of participants tells of chance: columns of the group and of the year.

    ``dispersion`` is the variance of counts over their mean, where it is known; 0 if not.
    """

    groups: str = ""
    years: str = ""
    dispersion: float = 0

    def __post_init__(self) -> None:
        if self.dispersion and self.dispersion < 1:
            raise OptionError(
                "[participation] dispersion must be 1 or more, not {dispersion!r}.",
                dispersion=self.dispersion,
            )


def _counts(work: Work) -> Results:
    """Count participants; rates are of the children, if the study counts children."""
    asked = work.plan.section(Attendance) or Attendance()
    people = gpd.GeoDataFrame(work[KEYED_PARTICIPANTS].table)
    children = work[EVERYBODY] if work.plan.people.under else None
    return {
        COUNTS.at(by): participation(
            people,
            by=by,
            people=children,
            groups=asked.groups or None,
            years=asked.years or None,
            dispersion=asked.dispersion or None,
        )
        for by in LEVELS
    }


STAGE: Final = Stage(
    title=N_("Teilnahme"), needs=(KEYED_PARTICIPANTS, EVERYBODY), makes=(COUNTS,), run=_counts,
)  # fmt: skip
