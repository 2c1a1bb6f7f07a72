"""A feed of two lines that everything can be wrong with."""

from copy import deepcopy
from pathlib import Path
from typing import Any

from tests.feeds.random_feeds import write

WEEK = dict.fromkeys(
    ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"), 1
)
_CALLS = (
    ("t1", "a", 1, "08:00:00"), ("t1", "b", 2, "08:10:00"), ("t1", "c", 3, "08:30:00"),
    ("t2", "c", 1, "17:00:00"), ("t2", "b", 2, "17:20:00"), ("t2", "a", 3, "17:30:00"),
)  # fmt: skip
TABLES: dict[str, list[dict[str, Any]]] = {
    "agency": [{"agency_id": "v", "agency_name": "Verkehrsbetrieb Kleinland", "agency_url": "x",
                "agency_timezone": "Europe/Berlin"}],
    "routes": [{"route_id": "r", "agency_id": "v", "route_short_name": "500", "route_type": 3}],
    "stops": [
        {"stop_id": "a", "stop_name": "Adorf, Kirche", "stop_lat": 53.5, "stop_lon": 13.2},
        {"stop_id": "b", "stop_name": "Bdorf", "stop_lat": 53.52, "stop_lon": 13.2},
        {"stop_id": "c", "stop_name": "Cstadt, Markt", "stop_lat": 53.56, "stop_lon": 13.2},
    ],
    "trips": [{"route_id": "r", "service_id": "s", "trip_id": one, "trip_headsign": ""}
              for one in ("t1", "t2")],
    "calendar": [{"service_id": "s", **WEEK, "start_date": 20260901, "end_date": 20260930}],
    "stop_times": [
        {"trip_id": trip, "stop_id": stop, "stop_sequence": at, "arrival_time": time,
         "departure_time": time} for trip, stop, at, time in _CALLS
    ],
}  # fmt: skip


def tables() -> dict[str, list[dict[str, Any]]]:
    """The tables of the feed, to be changed."""
    return deepcopy(TABLES)


def feed(at: Path, of: dict[str, list[dict[str, Any]]] | None = None, **how: Any) -> Path:
    """The feed as a ZIP."""
    return write(at / "feed.zip", TABLES if of is None else of, **how)
