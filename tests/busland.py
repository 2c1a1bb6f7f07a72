"""Busland: Kleinland with a timetable that can be worked out by hand.

Line 1 runs between Adorf, Bdorf and Cdorf, eight minutes each; line 2 brings people from Ddorf to
Bdorf, where they wait for it. Edorf has a bus in the morning, Fdorf has no stop. Home and stop are
at the same place, so that walks take no time.
"""

import zipfile
from functools import lru_cache
from pathlib import Path
from tempfile import mkdtemp

from mintgeo.timetable import Timetable

DAY = "2026-11-24"
STOPS = {"A": 5e-7, "B": 0.05, "C": 0.10, "D": 0.20, "E": 0.40}
TRIPS = {
    **{f"west{at}": ("1", [("C", at), ("B", at + 8), ("A", at + 16)]) for at in (842, 872, 902)},
    **{f"east{at}": ("1", [("A", at), ("B", at + 8), ("C", at + 16)]) for at in (840, 900)},
    "in845": ("2", [("D", 845), ("B", 870)]),
    "early": ("3", [("E", 400), ("A", 430)]),
}
"""Trip → line, and its stops with minutes since midnight."""


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}:00"


def tables() -> dict[str, str]:
    """The files of the feed."""
    calls = [
        f"{trip},{_clock(minute)},{_clock(minute)},{stop},{number}"
        for trip, (_, stops) in TRIPS.items()
        for number, (stop, minute) in enumerate(stops)
    ]
    return {
        "agency.txt": "agency_id,agency_name,agency_url,agency_timezone\n"
        "k,Kleinlandbus,https://example.org,Europe/Berlin\n",
        "stops.txt": "stop_id,stop_name,stop_lat,stop_lon\n"
        + "".join(f"{one},{one}dorf Kirche,0.0,{lon:.7f}\n" for one, lon in STOPS.items()),
        "routes.txt": "route_id,agency_id,route_short_name,route_type\n"
        + "".join(f"{one},k,{one},3\n" for one in "123"),
        "trips.txt": "route_id,service_id,trip_id\n"
        + "".join(f"{line},s,{trip}\n" for trip, (line, _) in TRIPS.items()),
        "stop_times.txt": "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
        + "\n".join(calls) + "\n",
        "calendar.txt": "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,"
        "start_date,end_date\ns,1,1,1,1,1,0,0,20261102,20261218\n",
    }  # fmt: skip


def write(file: Path) -> Path:
    """Write the feed as a ZIP."""
    with zipfile.ZipFile(file, "w") as pack:
        for name, text in tables().items():
            pack.writestr(name, text)
    return file


@lru_cache(maxsize=1)
def timetable() -> Timetable:
    """Read the feed."""
    return Timetable.from_gtfs(write(Path(mkdtemp()) / "busland.zip"), cache=False)
