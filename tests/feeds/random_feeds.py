"""Tiny feeds at random, with everything that feeds may hold, and files of them."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from hypothesis import strategies as st

from tests.feeds.plain import WEEK

Row = dict[str, Any]
Tables = dict[str, list[Row]]
MONDAY = 20260302
LAST = 20260331


def clock(seconds: int) -> str:
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def write(
    path: Path, tables: Mapping[str, Sequence[Row]], *, turned: bool = False, mark: bool = False,
    quoted: bool = False, folder: str = "",
) -> Path:  # fmt: skip
    """Write a feed: columns turned around, a mark at the beginning, everything quoted."""
    with ZipFile(path, "w") as archive:
        for name, rows in tables.items():
            columns = list(dict.fromkeys(key for row in rows for key in row))
            columns = columns[::-1] if turned else columns
            text = io.StringIO(newline="")
            quoting = csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
            writer = csv.DictWriter(text, columns, restval="", quoting=quoting)
            writer.writeheader()
            writer.writerows(rows)
            content = text.getvalue().encode("utf-8-sig" if mark else "utf-8")
            archive.writestr(f"{folder}{name}.txt", content)
    return path


@st.composite
def feeds(draw: st.DrawFn, *, zone: str = "Europe/Berlin", at: float = 53.55) -> Tables:
    """A feed of a few stops and trips in March 2026, when the clocks change on the 29th."""
    stops = draw(_stops(at))
    platforms = [row["stop_id"] for row in stops if row.get("location_type") != "1"]
    services = [f"s{n}" for n in range(draw(st.integers(1, 3)))]
    trips, calls = [], []
    for n in range(draw(st.integers(1, 6))):
        trips.append({
            "route_id": "r", "service_id": draw(st.sampled_from(services)), "trip_id": f"t{n}",
            "block_id": draw(st.sampled_from(["", "b1", "b2"])),
        })  # fmt: skip
        calls += draw(_calls(f"t{n}", platforms))
    tables: Tables = {
        "agency": [{"agency_id": "a", "agency_name": "Bus & Bahn", "agency_url": "x",
                    "agency_timezone": zone}],
        "routes": [{"route_id": "r", "agency_id": "a", "route_short_name": "1", "route_type": "3"}],
        "stops": stops,
        "trips": trips,
        "stop_times": draw(st.permutations(calls)) if draw(st.booleans()) else calls,
        **draw(_days(services)),
    }  # fmt: skip
    tables["frequencies"] = draw(st.lists(_frequency(trips), max_size=2))
    tables["transfers"] = draw(st.lists(_transfer(stops, trips), max_size=4))
    return {name: rows for name, rows in tables.items() if rows}


@st.composite
def _stops(draw: st.DrawFn, at: float) -> list[Row]:
    places = st.tuples(st.integers(0, 9), st.integers(0, 9)).map(
        lambda one: (f"{at + one[0] / 900:.5f}", f"{10 + one[1] / 900:.5f}")
    ) | st.sampled_from([("0", "0"), ("", ""), ("nan", "10"), ("95", "10")])
    stations = draw(st.integers(0, 2))
    rows = []
    for n in range(draw(st.integers(2, 5)) + stations):
        lat, lon = draw(places)
        station = n < stations
        parent = "" if station else draw(st.sampled_from(["", *(f"p{i}" for i in range(stations))]))
        rows.append({
            "stop_id": f"p{n}",
            "stop_name": draw(st.sampled_from(["Kirche", "Bahnhof, Süd", "Markt"])),
            "stop_lat": lat, "stop_lon": lon, "location_type": "1" if station else draw(
                st.sampled_from(["", "0"])),
            "parent_station": parent,
        })  # fmt: skip
    return rows


@st.composite
def _calls(draw: st.DrawFn, trip: str, platforms: list[str]) -> list[Row]:
    now = draw(st.sampled_from([300, 7 * 3600, 15 * 3600, 23 * 3600 + 3000, 26 * 3600, 49 * 3600]))
    now += draw(st.integers(0, 40)) * 60
    along, rows = 0.0, []
    measured = draw(st.booleans())
    for n in range(draw(st.integers(1, 5))):
        wait = draw(st.sampled_from([0, 0, 60, 300]))
        given_ = draw(st.sampled_from(["both"] * 8 + ["arrive", "depart", "none", "none", "bad"]))
        times = {
            "both": (clock(now), clock(now + wait)),
            "arrive": (clock(now), ""),
            "depart": ("", clock(now + wait)),
            "none": ("", ""),
            "bad": ("25:61:00", "7:5"),
        }
        rows.append({
            "trip_id": trip, "stop_id": draw(st.sampled_from(platforms)), "stop_sequence": n * 3,
            "arrival_time": times[given_][0], "departure_time": times[given_][1],
            "pickup_type": draw(st.sampled_from(["", "0", "1", "2", "3"])),
            "drop_off_type": draw(st.sampled_from(["", "0", "1", "2", "3"])),
            "shape_dist_traveled": along if measured else "",
        })  # fmt: skip
        along += draw(st.sampled_from([0, 1, 2.5]))
        now += wait + draw(st.sampled_from([0, 60, 60, 240, 240, 1260, 1260, -120]))
    return rows


@st.composite
def _days(draw: st.DrawFn, services: list[str]) -> Tables:
    weekly = [one for one in services if draw(st.booleans())]
    calendar = [
        {"service_id": one, **{day: draw(st.sampled_from([0, 1, 1])) for day in WEEK},
         "start_date": MONDAY, "end_date": draw(st.sampled_from([20260315, LAST]))}
        for one in weekly
    ]  # fmt: skip
    dates = [
        {"service_id": one, "date": MONDAY + draw(st.integers(0, 29)),
         "exception_type": draw(st.sampled_from([1, 1, 2]))}
        for one in services
        for _ in range(draw(st.integers(0 if one in weekly else 1, 4)))
    ]  # fmt: skip
    dates.append({"service_id": services[0], "date": 20260310, "exception_type": 1})
    return {"calendar": calendar, "calendar_dates": dates}


@st.composite
def _frequency(draw: st.DrawFn, trips: list[Row]) -> Row:
    start = draw(st.sampled_from([0, 6 * 3600, 23 * 3600]))
    return {
        "trip_id": draw(st.sampled_from(trips))["trip_id"], "start_time": clock(start),
        "end_time": clock(start + draw(st.sampled_from([600, 3600, 7300]))),
        "headway_secs": draw(st.sampled_from([600, 1000])),
        "exact_times": draw(st.sampled_from(["", "0", "1"])),
    }  # fmt: skip


@st.composite
def _transfer(draw: st.DrawFn, stops: list[Row], trips: list[Row]) -> Row:
    kind = draw(st.sampled_from(["", "0", "1", "2", "3", "4", "5"]))
    trip = st.sampled_from(trips).map(lambda one: one["trip_id"])
    stop = st.sampled_from(stops).map(lambda one: one["stop_id"])
    if kind in ("4", "5"):
        return {"from_trip_id": draw(trip), "to_trip_id": draw(trip), "transfer_type": kind}
    return {
        "from_stop_id": draw(stop), "to_stop_id": draw(stop), "transfer_type": kind,
        "min_transfer_time": draw(st.sampled_from(["", "0", "120"])),
        "from_route_id": draw(st.sampled_from(["", "", "r"])),
    }  # fmt: skip
