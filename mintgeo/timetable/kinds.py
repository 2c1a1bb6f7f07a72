"""What kind of day a date is: school, holidays, Saturday or Sunday, by Land."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

import geopandas as gpd
import holidays
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mintgeo._errors import OptionError
from mintgeo.germany.regions import assign_regions
from mintgeo.germany.within import area_of
from mintgeo.germany.within.words import LAENDER

SCHOOL, HOLIDAY, SATURDAY, SUNDAY = KINDS = ("school", "holiday", "saturday", "sunday")
_SATURDAY, _SUNDAY = 5, 6
_LAND: Final = 2
_DRAWN: Final = 2_000


@dataclass(frozen=True, kw_only=True)
class Holidays:
    """Free days of a Land.

    Attributes
    ----------
    state
        AGS of the Land; empty where no holidays are known, as abroad.
    public, school
        Date → name of the public holiday, and of the school holidays.
    unknown
        Years whose school holidays nobody has fixed yet.
    """

    state: str
    public: dict[date, str]
    school: dict[date, str]
    unknown: tuple[int, ...]

    @classmethod
    def of(cls, state: str, years: Iterable[int]) -> "Holidays":
        """Free days of some years: of the KMK's lists, as the package ``holidays`` has them."""
        several = sorted(set(years))
        if not state:
            return cls(state="", public={}, school={}, unknown=())
        land = LAENDER[state][0]
        public = holidays.country_holidays("DE", subdiv=land, years=several, language="de")
        school = holidays.country_holidays(
            "DE", subdiv=land, years=several, categories=(holidays.SCHOOL,), language="de"
        )
        told = {one.year for one in school}
        return cls(
            state=state, public=dict(public.items()), school=dict(school.items()),
            unknown=tuple(year for year in several if year not in told),
        )  # fmt: skip

    def kind(self, on: date) -> str:
        """Kind of a date: a public holiday or school holidays on a working day are ``holiday``."""
        weekday = on.weekday()
        if weekday == _SUNDAY:
            return SUNDAY
        if on in self.public:
            return HOLIDAY
        if weekday == _SATURDAY:
            return SATURDAY
        return HOLIDAY if on in self.school else SCHOOL

    def like(self, on: date) -> str:
        """Kind of day whose timetable is usual: on public holidays that of Sundays."""
        return SUNDAY if on in self.public else self.kind(on)

    def name(self, on: date) -> str:
        """Name of the holiday; empty without one."""
        return self.public.get(on) or self.school.get(on, "")


def state_of(said: str | int) -> str:
    """AGS of a Land that was named.

    Raises
    ------
    OptionError
        If it is no Land.
    UnknownRegionError
        If there is no region of that name.
    """
    parts = area_of(said).parts
    if len(parts) != 1 or parts[0].key not in LAENDER:
        raise OptionError(
            "state is one Land, such as 'Hessen', 'HE' or '06', not {said!r}.", said=said
        )
    return parts[0].key


def usual_state(stops: pd.DataFrame, calls: NDArray[np.int64]) -> str:
    """AGS of the Land with most calls of a timetable; empty if most are outside of Germany."""
    there = np.flatnonzero((calls > 0) & stops["lat"].notna().to_numpy())
    there = there[:: max(len(there) // _DRAWN, 1)]
    lon, lat = (stops[one].to_numpy(dtype=float)[there] for one in ("lon", "lat"))
    points = gpd.GeoDataFrame(geometry=gpd.points_from_xy(lon, lat, crs=4326))
    land = assign_regions(points)["ags_land"].fillna("")
    total = pd.Series(calls[there]).groupby(land.to_numpy()).sum()
    return str(total.idxmax()) if len(total) else ""
