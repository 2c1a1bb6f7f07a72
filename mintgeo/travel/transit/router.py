"""The router by bus and train."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from datetime import date
from functools import cached_property
from typing import Final

import numpy as np
import pandas as pd
from shapely.geometry.base import BaseGeometry

from mintgeo._card import card
from mintgeo._credits import credits_of
from mintgeo._curves import CURVES, SpeedCurve
from mintgeo._located import Points
from mintgeo.timetable.dates import as_date
from mintgeo.timetable.day import Day
from mintgeo.timetable.kinds import KINDS
from mintgeo.timetable.search import Search, Walks, nearest
from mintgeo.timetable.timetable import Timetable
from mintgeo.travel.laws import ErrorLaw
from mintgeo.travel.matrices import Matrix
from mintgeo.travel.measured import BY_TIMETABLE
from mintgeo.travel.protocol import AnyPoints, Router, check_limits
from mintgeo.travel.transit.areas import reached_areas
from mintgeo.travel.transit.footways import Feet, Footways
from mintgeo.travel.transit.legs import legs_of, no_legs
from mintgeo.travel.transit.options import TransitOptions, clock, minute_of
from mintgeo.travel.transit.pairs import all_pairs
from mintgeo.travel.transit.places import StopPoints
from mintgeo.travel.transit.tables import nearest_table, usual_minutes

MODE: Final = "transit"


class Transit:
    """A router by bus and train, and on foot to stops, between vehicles, and all the way.

    Parameters
    ----------
    timetable
        Of ``Timetable.from_gtfs``.
    walk
        A router of the mode ``foot`` (such as ``RoadNetwork.from_osm(extract, "foot")``) for walks
        between points that it knows; all others are by the fitted airline.
    day, depart, arrive_by, change_min, max_walk_min, slack_min, longest_min
        See ``TransitOptions``.
    options
        All of these at once, in place of them.
    law
        How wrong its times are; by default two of three are within ± 10 %.

    Notes
    -----
    People may leave at any minute between the two times of ``depart``. For each of these minutes
    the earliest arrival is found, waiting included; among equal ones the way with fewer vehicles.
    ``travel_min`` is the median: half of all minutes take no longer. A minute without a connection
    counts as endless, so that a time is there only if at least half of all minutes have one
    (``share_departures`` says how many do); else the status is ``no_connection``. ``p10_min`` and
    ``p90_min`` are known if so many have one. ``rides`` is the number of different connections by
    vehicle, ``transfers``, ``walk_min`` and ``wait_min`` are those of a departure that takes just
    as long as the median. ``nearest`` takes whichever offer is there first at each departure: its
    time may be less than that of any single offer.

    Clock times are whole minutes: walks and arrivals are rounded up, departures down. A timetable
    knows no delays; ``slack_min`` asks for time to spare.

    Of a point with status ``no_stop`` every stop is farther than ``max_walk_min``; with
    ``no_service`` nothing leaves there in the time looked at; with ``no_connection`` something
    does.
    """

    def __init__(
        self, timetable: Timetable, *, walk: Router | None = None, day: str | date = "school",
        depart: tuple[str, str] = ("14:00", "16:00"), arrive_by: str | None = None,
        change_min: int = 2, max_walk_min: int = 15, slack_min: int = 0, longest_min: int = 240,
        options: TransitOptions | None = None, law: ErrorLaw = BY_TIMETABLE,
    ) -> None:  # fmt: skip
        self.timetable = timetable
        self.options = options or TransitOptions(
            day=day, depart=depart, arrive_by=arrive_by, change_min=change_min,
            max_walk_min=max_walk_min, slack_min=slack_min, longest_min=longest_min,
        )  # fmt: skip
        self.footways = Footways(streets=walk)
        self._law = law

    def on(self, day: str | date) -> "Transit":
        """The same router on another day, or on the usual day of a kind."""
        return Transit(
            self.timetable, walk=self.footways.streets, law=self._law,
            options=replace(self.options, day=day),
        )  # fmt: skip

    @property
    def mode(self) -> str:
        """Way to travel."""
        return MODE

    @property
    def law(self) -> ErrorLaw:
        """How wrong its times are."""
        return self._law

    @property
    def curve(self) -> SpeedCurve:
        """About how far one gets in a time: as the fitted airline by bike."""
        return CURVES["bike"]

    @property
    def change_min(self) -> int:
        """Least minutes of a change within a stop, time to spare included."""
        return self.options.change_min + self.options.slack_min

    @property
    def max_walk_min(self) -> int:
        """Longest walk to a stop, in minutes."""
        return self.options.max_walk_min

    @cached_property
    def date(self) -> date:
        """The day that it goes by."""
        asked = self.options.day
        named = isinstance(asked, str) and asked in KINDS
        return self.timetable.date_of(str(asked)) if named else as_date(asked)

    @property
    def departures(self) -> Sequence[str]:
        """Every minute of departure that counts, or the one to arrive by, in ISO 8601."""
        first, last = self.options.window
        minutes = range(first, last + 1) if self.options.by is None else [last]
        return tuple(f"{self.date.isoformat()}T{clock(minute)}" for minute in minutes)

    def describe(self) -> dict[str, object]:
        """Return the day, the options, the feeds and how people walk."""
        feeds = self.timetable.feeds
        walk = self.footways.streets or self.footways.airline
        told = {name: value for name, value in asdict(self.options).items() if value is not None}
        return {
            "kind": "timetable", "mode": MODE, **told, "day": str(self.options.day),
            "date": self.date.isoformat(), "feeds": feeds[["feed", "key"]].to_dict("records"),
            "publishers": list(self.timetable.attributions),
            "walk": {name: value for name, value in walk.describe().items()
                     if name != "attributions"},
            "attributions": [*self.timetable.attributions, *credits_of(walk)],
        }  # fmt: skip

    def _repr_html_(self) -> str:
        first, last = self.options.window
        when = f"{clock(first)}–{clock(last)}" if self.options.by is None else f"an {clock(last)}"
        return card(
            "Bus und Bahn",
            [
                ("Fahrplan", ", ".join(self.timetable.feeds["feed"])),
                ("Tag", self.date.isoformat()), ("Abfahrt", when),
                ("Fußweg zur Haltestelle", f"höchstens {self.max_walk_min} Minuten"),
            ],
        )  # fmt: skip

    def __getstate__(self) -> dict[str, object]:
        """What travels to other processes, with what each would build: they share it."""
        _ = self._day, self._stops
        return self.__dict__

    def service(self) -> Day:
        """The day of service that it goes by, with the time to spare at every change."""
        return self._day

    @cached_property
    def _day(self) -> Day:
        day = self.timetable.day(self.date)
        spare = self.options.slack_min * 60
        return replace(day, way_seconds=day.way_seconds + np.int32(spare)) if spare else day

    @property
    def stops(self) -> Points:
        """The stops at which anything calls on the day, by their positions."""
        return self._stops.plain

    @cached_property
    def _stops(self) -> Feet:
        """The stops at which anything calls on the day."""
        used = np.zeros(self._day.n_stops, dtype=bool)
        used[self._day.stop] = True
        stops = self.timetable.stops
        places = stops.geometry.where(used)
        table = stops.assign(id=np.arange(len(stops)).astype(str)).set_geometry(places)
        return self.footways.place(Points.of(table, what="stops"))

    def walks(self, points: AnyPoints) -> Walks:
        """Walks from points to the stops of the day, at most ``max_walk_min`` long."""
        return self.place(points).near

    def on_foot(self, origins: AnyPoints, destinations: AnyPoints) -> Walks:
        """Walks all the way, from each origin to destinations by position."""
        start, goal = self.place(origins), self.place(destinations)
        return self.footways.within(start.feet, goal.feet, self.options.longest_min)

    def place(self, points: AnyPoints, *, what: str = "points") -> StopPoints:
        """Find the walks from points to stops once, for several questions."""
        if isinstance(points, StopPoints) and points.router is self:
            return points
        plain = Points.of(points, what=what)
        feet = self.footways.place(plain)
        near = self.footways.within(feet, self._stops, self.max_walk_min)
        return StopPoints(
            ids=plain.ids, placed=plain.placed, lon=plain.lon, lat=plain.lat, whole=(plain, ...),
            feet=feet, near=near, router=self,
        )  # fmt: skip

    def nearest(
        self, origins: AnyPoints, destinations: AnyPoints, *, k: int = 1,
        max_min: float | None = None,
    ) -> pd.DataFrame:  # fmt: skip
        """Find the ``k`` nearest destinations of every origin, whenever people leave.

        Returns
        -------
        DataFrame
            A travel table with ``rank``. The time of rank 2 is that to the second destination at
            which people can be, be it the one or the other.
        """
        check_limits(k=k, max_min=max_min)
        start, goal = self.place(origins, what="origins"), self.place(destinations, what="goals")
        return nearest_table(self, start, goal, k=k, max_min=max_min)

    def travel_times(
        self, origins: AnyPoints, destinations: AnyPoints, *, max_min: float | None = None
    ) -> pd.DataFrame:
        """Find all pairs within ``max_min`` minutes.

        Returns
        -------
        DataFrame
            A travel table, ordered as the origins and then the destinations are.
        """
        return self.matrix(origins, destinations, max_min=max_min).table()

    def matrix(
        self, origins: AnyPoints, destinations: AnyPoints, *, max_min: float | None = None
    ) -> Matrix:
        """Find the same pairs as ``travel_times`` as numbers, with the reason of every other."""
        check_limits(max_min=max_min)
        start, goal = self.place(origins, what="origins"), self.place(destinations, what="goals")
        return all_pairs(self, start, goal, max_min=max_min)

    def legs(self, origins: AnyPoints, destinations: AnyPoints, *, leave: str) -> pd.DataFrame:
        """Tell the way from every origin to the destination that is reached first, leg by leg.

        Parameters
        ----------
        origins, destinations
            Points with ``id``.
        leave
            Time from which people are ready to leave, such as "14:30".

        Returns
        -------
        DataFrame
            One row per leg, none for who has no connection: ``from_id``, ``to_id``, ``leg`` (from
            1), ``kind`` (``walk``, ``ride``, ``change``), ``start`` and ``goal`` (names of stops;
            missing at home and at the offer), ``depart``, ``arrive`` (times of the day as "15:12"),
            ``minutes``, and of rides ``vehicle`` (a code), ``line``, ``headsign``, ``agency``,
            ``trip_id``. The first leg begins when one must leave at the latest.
        """
        start, goal = self.place(origins, what="origins"), self.place(destinations, what="goals")
        return legs_of(self, start, goal, leave=minute_of(leave, name="leave"))

    def usual_legs(self, origins: AnyPoints, destinations: AnyPoints) -> pd.DataFrame:
        """Tell the ways that stand for all: of a departure that takes as long as the median.

        Returns
        -------
        DataFrame
            As of ``legs``.
        """
        start, goal = self.place(origins, what="origins"), self.place(destinations, what="goals")
        minutes = usual_minutes(self, start, goal)
        each = [legs_of(self, start.one(row), goal, leave=int(minute))
                for row, minute in enumerate(minutes) if minute >= 0]  # fmt: skip
        return pd.concat(each, ignore_index=True) if each else no_legs()

    def search(self, goal: StopPoints, *, k: int = 1, whole: bool = False) -> Search:
        """One pass over the day: the nearest goals from every stop, for every departure."""
        return nearest(
            self._day, self.slowed(goal.near), depart=self.options.window,
            max_min=self.options.longest_min, k=k, change_min=self.change_min,
            walk_min=self.max_walk_min, whole=whole,
        )  # fmt: skip

    def slowed(self, walks: Walks) -> Walks:
        """Walks from the last stop, with the time to spare."""
        return replace(walks, minutes=walks.minutes + np.float32(self.options.slack_min))

    def reached_areas(
        self, sites: AnyPoints, *, minutes: Sequence[float]
    ) -> Iterator[list[BaseGeometry]]:
        """Yield per site the areas, one per threshold, from where it is reached in time."""
        yield from reached_areas(self, self.place(sites, what="sites"), minutes=minutes)
