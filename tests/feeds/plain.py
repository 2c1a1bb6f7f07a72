"""Feeds read row by row in plain Python: what the fast reader must agree with."""

import csv
import io
import itertools
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import ZipFile
from zoneinfo import ZoneInfo

from pyproj import Geod

Row = dict[str, str]
Stop = tuple[int, str]
"""Number of the feed, and id."""
GEOD = Geod(ellps="WGS84")
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DETOUR, FIRST_M, SLOW, FAST = 1.27, 600.0, 4.7, 5.2
"""Walking: length of the way per straight line, and km/h on its first stretch and beyond."""


class Call(NamedTuple):
    trip: tuple[int, str]
    stop: Stop
    arrive: int
    depart: int
    board: bool
    alight: bool


class Trip(NamedTuple):
    key: tuple[int, str]
    service: str
    block: str
    calls: list[Call]


def rows_of(path: Path, name: str) -> list[Row]:
    with ZipFile(path) as archive:
        if name not in archive.namelist():
            return []
        text = archive.read(name).decode("utf-8-sig")
    rows = csv.DictReader(io.StringIO(text, newline=""))
    return [{key.strip(): (value or "").strip() for key, value in row.items()} for row in rows]


def seconds(text: str) -> int | None:
    match = re.fullmatch(r"(\d{1,3}):([0-5]\d):([0-5]\d)", text, re.ASCII)
    if not match or int(match[1]) >= 240:
        return None
    return int(match[1]) * 3600 + int(match[2]) * 60 + int(match[3])


def metres(one: tuple[float, float] | None, other: tuple[float, float] | None) -> float | None:
    if one is None or other is None:
        return None
    return float(GEOD.inv(one[1], one[0], other[1], other[0])[2])


def on_foot(line: float) -> int:
    way = line * DETOUR
    hours = min(way, FIRST_M) / 1000 / SLOW + max(way - FIRST_M, 0) / 1000 / FAST
    return math.ceil(hours * 3600 - 1e-6)


class Plain:
    """One or several feeds."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self.feeds = [_Feed(number, path) for number, path in enumerate(paths)]
        self.zone = self.feeds[0].zone

    def runs(self, on: date) -> list[list[Call]]:
        """All runs of a date; the calls of each in their order."""
        out = []
        for feed in self.feeds:
            several = len({one.zone for one in self.feeds}) > 1
            for back in range(-10, 2 if several else 1):
                other = on + timedelta(days=back)
                move = _noon(other, feed.zone) - _noon(on, self.zone)
                out += feed.runs(other, move, today=back == 0)
        return [run for run in map(_cut, out) if len(run) >= 2]

    def ways(self, walk_m: float) -> tuple[dict[tuple[Stop, Stop], int], set[Stop]]:
        """Seconds of the ways between stops, and stops where nobody changes."""
        places = {(f.number, s): p for f in self.feeds for s, p in f.places.items()}
        used = {call.stop for f in self.feeds for trip in f.trips for call in trip.calls}
        found: dict[tuple[Stop, Stop], int] = {}
        for one in used:
            for other in used - {one}:
                line = metres(places[one], places[other])
                if self._root(one) == self._root(other) or (
                    line is not None
                    and ((walk_m > 0 and line <= walk_m) or self._same(one, other, line))
                ):
                    found[one, other] = on_foot(line or 0)
        never: set[Stop] = set()
        for exact in (0, 1, 2):
            for feed in self.feeds:
                feed.changed(exact, used, found, never, places)
        return found, never

    def _root(self, stop: Stop) -> Stop:
        number, name = stop
        return number, self.feeds[number].root(name)

    def _same(self, one: Stop, other: Stop, line: float) -> bool:
        if one[0] == other[0]:
            return False
        names = (self.feeds[number].names[name] for number, name in (one, other))
        plain = [re.sub(r"[\W_]+", "", name.casefold()) for name in names]
        return (one[1] == other[1] and line <= 500) or (plain[0] == plain[1] and line <= 200)


def _noon(on: date, zone: str) -> int:
    return int(datetime.combine(on, time(12), tzinfo=ZoneInfo(zone)).timestamp())


def _cut(run: list[Call]) -> list[Call]:
    return [call._replace(arrive=max(call.arrive, 0)) for call in run if call.depart >= 0]


class _Feed:
    def __init__(self, number: int, path: Path) -> None:
        self.number, self.path = number, path
        self.zone = next((r["agency_timezone"] for r in rows_of(path, "agency.txt")), "")
        self._read_stops()
        self.trips = list(self._read_trips())
        self.often: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
        for row in rows_of(path, "frequencies.txt"):
            start, end = seconds(row["start_time"]), seconds(row["end_time"])
            every = int(row["headway_secs"])
            if start is not None and end is not None and start < end and every > 0:
                self.often[row["trip_id"]].append((start, end, every))
        self.transfers = rows_of(path, "transfers.txt")

    def _read_stops(self) -> None:
        first: dict[str, Row] = {}
        for row in rows_of(self.path, "stops.txt"):
            first.setdefault(row["stop_id"], row)
        kinds = {key: row.get("location_type", "") or "0" for key, row in first.items()}
        self.stations = {key for key, kind in kinds.items() if kind == "1"}
        known = {key for key, kind in kinds.items() if kind in "014"}
        self.parents = {
            key: row["parent_station"] for key, row in first.items()
            if key in known - self.stations and row.get("parent_station") in known - {key}
        }  # fmt: skip
        self.names = {key: first[key].get("stop_name", "") for key in known}
        self.places: dict[str, tuple[float, float] | None] = {
            key: _place(first[key]) for key in known
        }
        bare = dict(self.places)
        for key, place in bare.items():
            if place is None:
                self.places[key] = bare.get(self.root(key))

    def root(self, key: str) -> str:
        while key in self.parents:
            key = self.parents[key]
        return key

    def _read_trips(self) -> Iterator[Trip]:
        raw: dict[str, dict[int, Row]] = defaultdict(dict)
        for row in rows_of(self.path, "stop_times.txt"):
            if row["stop_id"] in self.places:
                raw[row["trip_id"]].setdefault(int(row["stop_sequence"]), row)
        for trip in rows_of(self.path, "trips.txt"):
            ordered = raw[trip["trip_id"]]
            calls = list(self._calls(trip["trip_id"], [ordered[at] for at in sorted(ordered)]))
            fall = any(one.depart < one.arrive for one in calls) or any(
                two.arrive < one.depart for one, two in itertools.pairwise(calls)
            )
            calls = calls if len(calls) >= 2 and not fall else []
            key = (self.number, trip["trip_id"])
            yield Trip(key, trip["service_id"], trip.get("block_id", ""), calls)

    def _calls(self, trip: str, rows: list[Row]) -> Iterator[Call]:
        times: list[tuple[int, int] | None] = []
        for row in rows:
            arrive, depart = seconds(row["arrival_time"]), seconds(row["departure_time"])
            one = depart if arrive is None else arrive
            other = arrive if depart is None else depart
            times.append(None if one is None or other is None else (one, other))
        for at, row in enumerate(rows):
            before = max((i for i in range(at + 1) if times[i]), default=None)
            after = min((i for i in range(at, len(rows)) if times[i]), default=None)
            if before is None or after is None:
                continue
            arrive, depart = times[at] or self._between(rows, times, before, at, after)
            yield Call(
                (self.number, trip), (self.number, row["stop_id"]), arrive, depart,
                row.get("pickup_type", "") != "1", row.get("drop_off_type", "") != "1",
            )  # fmt: skip

    def _between(
        self, rows: list[Row], times: list[Any], before: int, at: int, after: int
    ) -> tuple[int, int]:
        part = rows[before : after + 1]
        along = [row.get("shape_dist_traveled", "") for row in part]
        spots = [self.places[row["stop_id"]] for row in part]
        lines = [metres(one, other) for one, other in itertools.pairwise(spots)]
        share = (at - before) / (after - before)
        if None not in lines and sum(line or 0 for line in lines) > 0:
            share = sum(line or 0 for line in lines[: at - before]) / sum(
                line or 0 for line in lines
            )
        if all(along):
            way = [float(one) for one in along]
            rises = all(a <= b for a, b in itertools.pairwise(way))
            if rises and way[-1] > way[0]:
                share = (way[at - before] - way[0]) / (way[-1] - way[0])
        start, end = times[before][1], times[after][0]
        when = start + round((end - start) * share)
        return when, when

    def active(self, on: date) -> set[str]:
        text = on.strftime("%Y%m%d")
        runs = {
            row["service_id"] for row in rows_of(self.path, "calendar.txt")
            if row[WEEK[on.weekday()]] == "1" and row["start_date"] <= text <= row["end_date"]
        }  # fmt: skip
        dates = [row for row in rows_of(self.path, "calendar_dates.txt") if row["date"] == text]
        runs |= {row["service_id"] for row in dates if row["exception_type"] == "1"}
        return runs - {row["service_id"] for row in dates if row["exception_type"] == "2"}

    def runs(self, on: date, move: int, *, today: bool) -> list[list[Call]]:
        services = self.active(on)
        trips = [trip for trip in self.trips if trip.service in services and trip.calls]
        single = [
            (trip, _moved(trip.calls, move)) for trip in trips if trip.key[1] not in self.often
        ]
        again = [
            _moved(trip.calls, move + start + n * every - trip.calls[0].depart)
            for trip in trips
            for start, end, every in self.often.get(trip.key[1], ())
            for n in range(-(-(end - start) // every))
        ]
        if not today:
            single = [(trip, run) for trip, run in single if _late(run)]
            again = [run for run in again if _late(run)]
        return self._seated(single) + again

    def _seated(self, runs: list[tuple[Trip, list[Call]]]) -> list[list[Call]]:
        """Join runs in which people stay seated."""
        at = {trip.key[1]: number for number, (trip, _) in enumerate(runs)}
        rows = [row for row in self.transfers if row.get("transfer_type") in ("4", "5")]
        pairs = [(row["from_trip_id"], row["to_trip_id"], row["transfer_type"]) for row in rows]
        links = [
            (at[a], at[b]) for a, b, kind in pairs if kind == "4" and a in at and b in at
        ]  # fmt: skip
        denied = {(a, b) for a, b, kind in pairs if kind == "5"}
        order = sorted(range(len(runs)), key=lambda n: (runs[n][1][0].depart, n))
        for block in dict.fromkeys(trip.block for trip, _ in runs):
            chain = [n for n in order if runs[n][0].block == block != ""]
            for one, other in itertools.pairwise(chain):
                a, b = runs[one], runs[other]
                near = self._near(a[1][-1].stop[1], b[1][0].stop[1])
                if near and (a[0].key[1], b[0].key[1]) not in denied:
                    links.append((one, other))
        after: dict[int, int] = {}
        for one, other in links:
            start, end = runs[other][1][0].depart, runs[one][1][-1].arrive
            later = (start, other) > (runs[one][1][0].depart, one) and start >= end
            if later and one not in after and other not in after.values():
                after[one] = other
        out = []
        for n in range(len(runs)):
            if n not in after.values():
                whole, here = list(runs[n][1]), n
                while here in after:
                    here = after[here]
                    whole += runs[here][1]
                out.append(whole)
        return out

    def _near(self, one: str, other: str) -> bool:
        line = metres(self.places[one], self.places[other])
        parents = self.root(one), self.root(other)
        return one == other or parents[0] == parents[1] or (line is not None and line <= 200)

    def changed(
        self, exact: int, used: set[Stop], found: dict[tuple[Stop, Stop], int],
        never: set[Stop], places: dict[Stop, tuple[float, float] | None],
    ) -> None:  # fmt: skip
        """Apply what ``transfers.txt`` says of two stations (0), of one (1), of none (2)."""
        for row in self.transfers:
            kind = row.get("transfer_type", "") or "0"
            some = any(
                row.get(f"{end}_{what}_id") for end in ("from", "to") for what in ("trip", "route")
            )
            ends = row.get("from_stop_id", ""), row.get("to_stop_id", "")
            if kind not in "0123" or some or not all(end in self.places for end in ends):
                continue
            if sum(end not in self.stations for end in ends) != exact:
                continue
            for one in self._meant(ends[0], used):
                for other in self._meant(ends[1], used):
                    self._change(
                        one, other, kind, row.get("min_transfer_time", ""), found, never, places
                    )

    def _meant(self, end: str, used: set[Stop]) -> list[Stop]:
        if end not in self.stations:
            return [(self.number, end)] if (self.number, end) in used else []
        return [stop for stop in used if stop[0] == self.number and self.root(stop[1]) == end]

    def _change(
        self, one: Stop, other: Stop, kind: str, least: str,
        found: dict[tuple[Stop, Stop], int], never: set[Stop], places: Any,
    ) -> None:  # fmt: skip
        if kind == "3":
            found.pop((one, other), None)
            if one == other:
                never.add(one)
            return
        if one == other:
            if kind in "12" and (kind == "1" or least):
                never.discard(one)
                found[one, one] = 0 if kind == "1" else int(least)
            return
        line = metres(places[one], places[other])
        found[one, other] = (
            0 if kind == "1" else int(least) if kind == "2" and least else on_foot(line or 0)
        )


def _place(row: Row) -> tuple[float, float] | None:
    try:
        lat, lon = float(row["stop_lat"]), float(row["stop_lon"])
    except ValueError:
        return None
    fits = abs(lat) <= 90 and abs(lon) <= 180 and (lat, lon) != (0, 0)
    return (lat, lon) if fits else None


def _moved(calls: list[Call], by: int) -> list[Call]:
    return [call._replace(arrive=call.arrive + by, depart=call.depart + by) for call in calls]


def _late(run: list[Call]) -> bool:
    return run[-1].depart >= 0 and run[0].depart < 86_400
