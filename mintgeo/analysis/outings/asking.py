"""What is asked of an outing: times of the family, and times of the offers on that day."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mintgeo._errors import OptionError
from mintgeo._schema.values import WEEKDAYS
from mintgeo.timetable.search import Trip
from mintgeo.travel.transit.options import minute_of
from mintgeo.travel.transit.router import Transit

_LONGEST: Final = 12 * 60
_PERIODS: Final = {"school": ("school",), "holidays": ("holiday", "saturday", "sunday")}
"""On which kinds of day an offer of a period takes place; Saturdays belong to holidays, too."""
Flags = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Outing:
    """When a child can leave, and has to be home.

    Attributes
    ----------
    leave, home_by
        Nobody leaves home before the one time or comes home after the other: "13:30".
    start
        When offers begin that have no time of their own; without it they are open, and a child
        comes as soon as it can.
    stay_min
        Minutes of staying, where an offer has no end of its own.
    """

    leave: str = "13:30"
    home_by: str = "19:00"
    start: str | None = None
    stay_min: int = 90

    def __post_init__(self) -> None:
        leave, home_by = self._minute("leave"), self._minute("home_by")
        if isinstance(self.stay_min, bool) or not 0 <= self.stay_min <= _LONGEST:
            raise OptionError(
                "stay_min must be minutes, 0 to {most}, not {value!r}.",
                most=_LONGEST, value=self.stay_min,
            )  # fmt: skip
        start = leave if self.start is None else self._minute("start")
        if not leave <= start <= start + self.stay_min <= home_by:
            raise OptionError(
                "Between leave ({leave}) and home_by ({home_by}) there must be time for a start "
                "({start}) and {stay_min} minutes of staying.",
                leave=self.leave, home_by=self.home_by, start=self.start or self.leave,
                stay_min=self.stay_min,
            )  # fmt: skip

    def _minute(self, name: str) -> int:
        return minute_of(getattr(self, name), name=name)

    def trip(self, transit: Transit) -> Trip:
        """The same for a search."""
        return Trip(
            leave=self._minute("leave"), home_by=self._minute("home_by"),
            stay_min=int(self.stay_min), change_min=transit.change_min,
        )  # fmt: skip

    def times(self, sites: pd.DataFrame) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Start and end of every offer as minutes, -1 where it is open."""
        none = -1 if self.start is None else self._minute("start")
        start = _minutes(sites, "start", none)
        end = _minutes(sites, "end", -1)
        stays = np.where(start >= 0, start + int(self.stay_min), -1)
        own = (end >= start) & (start >= 0)
        return start, np.where(own, end, stays).astype(np.int32)


def takes_place(sites: pd.DataFrame, transit: Transit) -> Flags:
    """Which offers take place on the day that the router goes by, by their column ``days``."""
    open_then = np.ones(len(sites), dtype=bool)
    if "days" not in sites:
        return open_then
    weekday, kind = WEEKDAYS[transit.date.weekday()], None
    for at, text in enumerate(sites["days"]):
        words = set() if pd.isna(text) else {one.strip() for one in str(text).split(";")} - {""}
        days, periods = words & set(WEEKDAYS), words & set(_PERIODS)
        if periods and kind is None:
            kind = kind_of(transit)
        fits = not periods or any(kind in _PERIODS[one] for one in periods)
        open_then[at] = (not days or weekday in days) and fits
    return open_then


def kind_of(transit: Transit) -> str:
    """Kind of the day that the router goes by."""
    days = transit.timetable.days()
    here = days.loc[days["date"] == transit.date.isoformat(), "kind"]
    return str(here.iloc[0]) if len(here) else ""


def _minutes(sites: pd.DataFrame, column: str, fill: int) -> Any:
    if column not in sites:
        return np.full(len(sites), fill, dtype=np.int32)
    told = [fill if pd.isna(text) else minute_of(str(text), name=column) for text in sites[column]]
    return np.array(told, dtype=np.int32)
