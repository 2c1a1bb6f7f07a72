"""On which dates vans drive and stops are open: the term, days of the week, holidays by Land."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta

import geopandas as gpd

from mintgeo._errors import OptionError
from mintgeo._schema.values import WEEKDAYS
from mintgeo.analysis.tours.wishes import Term, as_date, as_weekdays
from mintgeo.germany.regions import assign_regions
from mintgeo.timetable.kinds import SCHOOL, Holidays

_LONGEST = 400
_WORDS = (SCHOOL, "holidays")


class Calendar:
    """Dates of a term by Land."""

    def __init__(self, term: Term, lands: Collection[str]) -> None:
        self._dates = term.dates()
        self._term = term
        free = {as_date(one) for one in term.free}
        self._on = [one for one in self._dates if one not in free]
        years = {one.year for one in self._dates}
        self._of: Mapping[str, Holidays] = {
            land: Holidays.of(land, {*years, max(years) + 1}) for land in {*lands, ""}
        }

    @property
    def unknown_years(self) -> tuple[int, ...]:
        """Years of the term with dates after the last school holidays that a Land has fixed."""
        known = [max(one.school, default=date.min) for one in self._of.values() if one.state]
        last = min(known, default=date.max)
        return tuple(sorted({one.year for one in self._dates if one > last}))

    def driven(self, land: str) -> frozenset[date]:
        """Dates on which vans of a Land drive: days of the term that are no public holidays."""
        weekdays, public = as_weekdays(self._term.days), self._of[land].public
        return frozenset(one for one in self._on if one.weekday() in weekdays and one not in public)

    def open(self, land: str, days: str, closed: Collection[date]) -> list[date]:
        """Dates on which a stop can be visited.

        Parameters
        ----------
        days
            As of sites: ``mo;we``, ``school`` or ``holidays``; empty for the days of the term.
        closed
            Dates on which it can't.
        """
        weekdays, period = self._meant(days)
        return [
            one for one in self._on
            if one.weekday() in weekdays and one not in closed
            and self._fits(self._of[land], one, period)
        ]  # fmt: skip

    def _meant(self, days: str) -> tuple[frozenset[int], str]:
        words = [one.strip().lower() for one in days.split(";") if one.strip()]
        wrong = [one for one in words if one not in (*WEEKDAYS, *_WORDS)]
        if wrong:
            raise OptionError(
                "Days of a stop are {days}, separated by semicolons, not {wrong}.",
                days=", ".join((*WEEKDAYS, *_WORDS)), wrong=", ".join(wrong),
            )  # fmt: skip
        named = [one for one in words if one in WEEKDAYS] or list(self._term.days)
        periods = {one for one in words if one in _WORDS}
        if not periods and self._term.school_days:
            periods = {SCHOOL}
        return as_weekdays(named), periods.pop() if len(periods) == 1 else ""

    @staticmethod
    def _fits(holidays: Holidays, on: date, period: str) -> bool:
        if on in holidays.public:
            return False
        if period == SCHOOL:
            return on not in holidays.school
        return period != "holidays" or on in holidays.school


def lands_of(places: gpd.GeoDataFrame) -> list[str]:
    """AGS of the Land of each place; empty abroad."""
    return [str(one) for one in assign_regions(places)["ags_land"].fillna("")]


def dates_said(text: str) -> list[date]:
    """Dates of a text: ``2027-05-03; 2027-05-10/2027-05-14``.

    Raises
    ------
    OptionError
        If a part is neither a date nor two with a slash between them.

    Examples
    --------
    >>> [one.day for one in dates_said("2027-05-03; 2027-05-10/2027-05-12")]
    [3, 10, 11, 12]
    """
    out: list[date] = []
    for part in (one.strip() for one in text.split(";")):
        if not part:
            continue
        first, slash, last = part.partition("/")
        begin = as_date(first)
        n = (as_date(last) - begin).days if slash else 0
        if not 0 <= n <= _LONGEST:
            raise OptionError("{part!r:.60} is no span of dates: the first comes first.", part=part)
        out += [begin + timedelta(days=at) for at in range(n + 1)]
    return out
