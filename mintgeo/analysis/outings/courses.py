"""When a course should begin: at which start most children can come, and go home again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mintgeo._credits import credited
from mintgeo._errors import OptionError
from mintgeo._located import AnyTable, Located
from mintgeo._schema import COURSES, DEMAND
from mintgeo.analysis.outings.asking import Outing
from mintgeo.analysis.outings.found import Asked, clocks
from mintgeo.analysis.outings.links import missing_link
from mintgeo.timetable.search import Trip
from mintgeo.travel.transit.router import Transit

HALF_HOUR: Final = 30
_COLUMNS: Final = [column.name for column in COURSES.columns]
Children = NDArray[np.float64]


def course_times(
    demand: AnyTable, sites: AnyTable, transit: Transit, *,
    days: Sequence[str] = ("school", "holiday", "saturday"), leave: str = "13:30",
    home_by: str = "19:00", stay_min: int = 90, step_min: int = 15, role: str | None = "offer",
) -> pd.DataFrame:  # fmt: skip
    """Say of every offer at which start most children can come by bus and train, and go home.

    Parameters
    ----------
    demand
        A demand table; its ``population`` is what is counted, so that of children is what fits.
    sites
        Geocoded sites; their own days and times are what is in question and do not count.
    transit
        The router by timetable.
    days
        Kinds of day (``school``, ``holiday``, ``saturday``, ``sunday``) or dates.
    leave, home_by, stay_min, role
        As of ``outings``.
    step_min
        Minutes between two starts that are compared.

    Returns
    -------
    DataFrame
        One row per offer, day and start, the best one marked (of equals the first; where nobody can
        come and go, that to which most can come): ``children`` who can come and go, ``there`` (who
        can come in time, at least), ``children_within`` (who can at some start). Of the best start,
        besides: ``earlier`` (children with a start half an hour earlier), ``later_bus`` (children
        if every last way home began half an hour later, and ended half an hour later), and the
        missing link: ``link_line``, ``link_stop``, ``link_time``, with which the last way home of
        ``link_children`` children begins who come in time and can't stay so long.

    Notes
    -----
    A child can take part in a course from S to S + ``stay_min`` if the earliest arrival of who
    leaves at ``leave`` is not after S, and the last way home by ``home_by`` not before its end.
    """
    if isinstance(step_min, bool) or not 1 <= step_min <= 240:  # noqa: PLR2004
        raise OptionError("step_min must be 1 to 240 minutes, not {value!r}.", value=step_min)
    people, there = Located.of(demand, what="homes"), Located.of(sites, what="offers")
    DEMAND.check(gpd.GeoDataFrame(people.table))
    plain = Located(gpd.GeoDataFrame(there.table).drop(
        columns=["days", "start", "end"], errors="ignore"
    ))  # fmt: skip
    tables = []
    for day in [days] if isinstance(days, str) else days:
        on = transit.on(day)
        asked = Asked(
            people, plain, on, Outing(leave=leave, home_by=home_by, stay_min=stay_min), role
        )
        tables.append(pd.DataFrame(_rows(asked, str(day), step_min), columns=_COLUMNS))
    out = pd.concat(tables, ignore_index=True).astype(
        dict.fromkeys(("id", "day", "start", "link_line", "link_stop", "link_time"), "str")
    )
    COURSES.check(out)
    return credited(out, people.table, there.table, transit)


def _rows(asked: Asked, day: str, step: int) -> Iterator[dict[str, Any]]:
    trip, people = asked.trip, gpd.GeoDataFrame(asked.demand.table)["population"].to_numpy(float)
    first = -(-trip.leave // step) * step
    starts = range(first, trip.home_by - trip.stay_min + 1, step)
    parts = list(asked.parts())
    arrive = np.concatenate([one.trips.there.arrive for one in parts])
    last = np.concatenate([one.trips.last_back for one in parts])
    for offer, name in enumerate(asked.names):
        one = _Course(people, arrive[:, offer], last[:, offer], trip)
        count = np.array([one.count(start) for start in starts])
        come = np.array([one.there(start) for start in starts])
        best = int((count if count.any() else come).argmax()) if starts else -1
        for at, start in enumerate(starts):
            row = {
                "id": name, "day": day, "start": clocks([start])[0], "children": count[at],
                "there": come[at], "children_within": one.within,
                "best": at == best,
            }  # fmt: skip
            yield row | (_best(asked, one, offer, start) if at == best else {})


@dataclass(frozen=True, eq=False)
class _Course:
    """One offer: when children can be there, and when they must leave it."""

    people: Children
    arrive: Any
    last: Any
    trip: Trip

    def come(self, start: int) -> NDArray[np.bool_]:
        """Homes that can be there by a start."""
        return np.asarray((self.arrive >= 0) & (self.arrive <= start))

    def stay(self, start: int, more: int = 0) -> NDArray[np.bool_]:
        """Homes with a way back after the end, if it began some minutes later."""
        return np.asarray((self.last >= 0) & (self.last + more >= start + self.trip.stay_min))

    def count(self, start: int, more: int = 0) -> float:
        """Children who can come and go."""
        return float(self.people[self.come(start) & self.stay(start, more)].sum())

    def there(self, start: int) -> float:
        """Children who can come."""
        return float(self.people[self.come(start)].sum())

    @property
    def within(self) -> float:
        """Children who can come and go at some start."""
        window = (self.arrive >= 0) & (self.arrive + self.trip.stay_min <= self.last)
        return float(self.people[window].sum())


def _best(asked: Asked, course: _Course, offer: int, start: int) -> dict[str, Any]:
    earlier = start - HALF_HOUR
    lost = np.flatnonzero(course.come(start) & ~course.stay(start) & (course.last >= 0))
    link = missing_link(asked, offer, lost, course.people[lost])
    told = {"line": pd.NA, "stop": pd.NA, "time": pd.NA, "children": 0.0} if link is None else link
    return {
        "earlier": course.count(earlier) if earlier >= asked.trip.leave else np.nan,
        "later_bus": course.count(start, HALF_HOUR),
        **{f"link_{name}": value for name, value in told.items()},
    }
