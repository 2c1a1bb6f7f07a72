"""Timetables of buses and trains: feeds of GTFS, and single days of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Self

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mintgeo._crs import WGS84
from mintgeo._errors import MissingDataError
from mintgeo.findings import Finding
from mintgeo.germany.within import Within
from mintgeo.timetable.building import day_of
from mintgeo.timetable.dates import as_date, span
from mintgeo.timetable.day import Day
from mintgeo.timetable.kinds import KINDS, Holidays, state_of, usual_state
from mintgeo.timetable.making import credits_of, made
from mintgeo.timetable.options import TimetableOptions
from mintgeo.timetable.shown import rides, vehicle
from mintgeo.timetable.store import Kept
from mintgeo.timetable.usual import days_of, pick


@dataclass(frozen=True, kw_only=True, eq=False)
class Timetable:
    """Feeds of GTFS as one timetable; build it with ``from_gtfs``.

    Attributes
    ----------
    kept
        The arrays behind it.
    options
        How it was read.
    """

    kept: Kept
    options: TimetableOptions

    @classmethod
    def from_gtfs(
        cls,
        paths: str | Path | Iterable[str | Path],
        *,
        within: Within | None = None,
        cache: str | Path | bool = True,
        options: TimetableOptions | None = None,
    ) -> Self:
        """Read feeds, or take them from the cache.

        Parameters
        ----------
        paths
            ZIP or folder of a feed, or several.
        within
            Keep only trips that call twice in this area (of a Gemeinde its Kreis) or within
            ``margin_km`` of it, cut to their calls there.
        cache
            A folder, ``True`` for the usual one (``MINTGEO_CACHE`` or the user's cache folder), or
            ``False`` to keep nothing. A timetable is known by the content of its files, the area,
            the options and the version.
        options
            How it is read.

        Raises
        ------
        InputError
            If a file or column is missing, or a file can't be read.
        MissingDataError
            If no trip runs in the area.

        Notes
        -----
        Rows that can't be used never stop the reading: ``findings`` says how many of each kind
        there are, and where the first one stands. docs/decisions/0059 says what of the
        specification is used.
        """
        options = options or TimetableOptions()
        return cls(kept=made(paths, within=within, cache=cache, options=options), options=options)

    @cached_property
    def stops(self) -> gpd.GeoDataFrame:
        """Platforms and stations, in the order of the positions of a ``Day``.

        ``id`` (as in the feed; with its name before it where several feeds have the id), ``name``,
        ``parent`` (id of the station, or NA), ``platform``, ``station``, ``feed``, and geometry in
        EPSG:4326, missing where no place is known.
        """
        raw = self.kept.feed.stops
        ids = raw["stop_id"]
        again = ids.duplicated(keep=False)
        ids = ids.mask(again, raw["feed"].astype("str") + "/" + ids)
        parent = raw["parent"].to_numpy()
        parents = ids.take(np.maximum(parent, 0)).set_axis(ids.index).where(parent >= 0)
        places = gpd.points_from_xy(raw["lon"], raw["lat"])
        places[raw["lat"].isna().to_numpy()] = None
        return gpd.GeoDataFrame(
            {
                "id": ids, "name": raw["name"], "parent": parents, "platform": raw["platform"],
                "station": raw["station"], "feed": raw["feed"],
            },
            geometry=gpd.GeoSeries(places, index=raw.index, crs=WGS84),
        )  # fmt: skip

    @property
    def trips(self) -> pd.DataFrame:
        """Trips, in the order of the rows of a ``Day``.

        ``trip_id``, ``line`` (row of ``lines``), ``service``, ``block``, ``headsign``, ``feed``.
        """
        return self.kept.feed.trips

    @property
    def lines(self) -> pd.DataFrame:
        """Lines: ``route_id``, ``name``, ``long_name``, ``type``, ``agency`` (row), ``feed``."""
        return self.kept.feed.lines

    @cached_property
    def by_rail(self) -> NDArray[np.bool_]:
        """Which lines are of trains: ``bool`` of ``lines``."""
        return np.array([vehicle(int(one)) == "train" for one in self.lines["type"]], dtype=bool)

    @property
    def agencies(self) -> pd.DataFrame:
        """Agencies: ``name``, ``agency_id``, ``url``, ``feed``."""
        return self.kept.feed.agencies

    @property
    def feeds(self) -> pd.DataFrame:
        """Feeds: ``feed``, ``key`` (hash), ``zone``, ``publisher``, ``version``, ``start``, ..."""
        return self.kept.feed.about

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found of the rows of the feeds: each kind once per file, counted."""
        return self.kept.feed.findings

    @property
    def zone(self) -> str:
        """Time zone of all clock times: that of the first feed."""
        return str(self.feeds["zone"].iloc[0])

    @cached_property
    def attributions(self) -> tuple[str, ...]:
        """Whom to name: publishers and credits of the feeds, else their agencies."""
        return credits_of(self.kept.feed)

    @property
    def first_day(self) -> date:
        """The first date on which a trip runs."""
        return self._span[0]

    @property
    def last_day(self) -> date:
        """The last date on which a trip runs."""
        return self._span[1]

    @cached_property
    def _span(self) -> tuple[date, date]:
        return span(self.kept.feed)

    def day(self, on: date | str) -> Day:
        """Give one day of service.

        Parameters
        ----------
        on
            A date, a text such as ``2026-11-24``, or a kind of day: then as of ``date_of``.

        Raises
        ------
        MissingDataError
            If it is outside of the days of the feeds; it names them.
        """
        wanted = self.date_of(str(on)) if on in KINDS else as_date(on)
        if not self.first_day <= wanted <= self.last_day:
            raise MissingDataError(
                "The timetable {feeds} has no trips on {wanted}: its days are {first} to {last}.",
                feeds=", ".join(self.feeds["feed"]), wanted=wanted.isoformat(),
                first=self.first_day.isoformat(), last=self.last_day.isoformat(),
            )  # fmt: skip
        same = self.kept.same if len(self.kept.same) else None
        return day_of(self.kept.feed, self.kept.ways, wanted, same)

    def days(self, *, state: str | int | None = None) -> pd.DataFrame:
        """Say of every date what kind of day it is, how much runs, and whether that is usual.

        Parameters
        ----------
        state
            The Land whose holidays count, by name or key; by default the one with most calls.

        Returns
        -------
        DataFrame
            One row per date from ``first_day`` to ``last_day`` (three years at most), see
            ``docs/tables.md``: ``date``, ``kind`` (``school``, ``holiday``: school holidays or a
            public holiday, ``saturday``, ``sunday``), ``holiday`` (its name), ``like`` (the kind it
            is compared with: public holidays with Sundays), ``runs``, ``usual``, ``share``,
            ``odd``, ``agencies_gone``, ``lines_gone`` (names, as tuples). ``attrs["state"]`` is the
            Land (empty: no holidays known), ``attrs["unknown_years"]`` those whose school holidays
            are not fixed.

        Notes
        -----
        Usual is what at least a quarter of the days of a kind have: where data are missing for half
        of the time, that half is odd. A day is odd with less than 75 % or more than 133 % of that,
        or where an agency has no trip that has some on most usual days of that kind and weekday. A
        hole in the data is no gap in supply: nobody knows from a feed which it is.
        """
        land = self._state if state is None else state_of(state)
        years = range(self.first_day.year, self.last_day.year + 1)[:5]
        free = Holidays.of(land, years)
        return days_of(self.kept.feed, self.kept.same, free, self.first_day, self.last_day)

    def date_of(self, kind: str, *, state: str | int | None = None) -> date:
        """Pick the most usual day of a kind: ``school``, ``holiday``, ``saturday`` or ``sunday``.

        Never an odd one, nor a public holiday; of school days and holidays Tuesdays to Thursdays
        come first, of equals the earliest does.

        Raises
        ------
        OptionError
            If there is no such kind, or ``state`` is no Land.
        MissingDataError
            If the timetable has no usual day of that kind.
        """
        return pick(self.days(state=state), kind)

    @cached_property
    def _state(self) -> str:
        feed = self.kept.feed
        return usual_state(feed.stops, np.bincount(feed.calls.stop, minlength=len(feed.stops)))

    def rides(self, rows: Iterable[int]) -> pd.DataFrame:
        """Say which trips rows of a ``Day`` are, as people know them.

        Returns
        -------
        DataFrame
            In the order of ``rows``: ``trip_id``, ``route_id``, ``line`` (its short name, else the
            long one), ``vehicle`` (a code: ``bus``, ``tram`` ...), ``headsign`` (else the name of
            the last stop), ``agency``, ``feed``.
        """
        return rides(self.kept.feed, np.asarray(list(rows), dtype=np.int64))
