"""A day as a feed of GTFS with every clock time in it, for engines of others."""

import csv
import io
import zipfile
from pathlib import Path

import numpy as np

from mintgeo.timetable.day import Day


def write(day: Day, file: Path) -> Path:
    """Stops ``s0`` …, trips ``t0`` …, one service on the date."""
    on = f"{day.date:%Y%m%d}"
    weekdays = "monday,tuesday,wednesday,thursday,friday,saturday,sunday"
    trips = np.repeat(np.arange(day.n_trips), np.diff(day.first))
    calls = [
        [f"t{trips[at]}", _clock(day.arrive[at]), _clock(day.depart[at]), f"s{day.stop[at]}", at,
         int(not day.board[at]), int(not day.alight[at])]
        for at in range(len(day.stop))
    ]  # fmt: skip
    tables = {
        "agency.txt": "agency_id,agency_name,agency_url,agency_timezone\na,A,http://a.de,UTC\n",
        "stops.txt": "stop_id,stop_name,stop_lat,stop_lon\n"
        + "".join(f"s{n},s{n},{49 + n * 1e-3:.4f},8.0\n" for n in range(day.n_stops)),
        "routes.txt": "route_id,agency_id,route_short_name,route_type\nr,a,1,3\n",
        "trips.txt": "route_id,service_id,trip_id\n"
        + "".join(f"r,x,t{n}\n" for n in range(day.n_trips)),
        "calendar.txt": f"service_id,{weekdays},start_date,end_date\nx,1,1,1,1,1,1,1,{on},{on}\n",
    }
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(calls)
    head = "trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type\n"
    with zipfile.ZipFile(file, "w") as pack:
        for name, rows in {**tables, "stop_times.txt": head + text.getvalue()}.items():
            pack.writestr(name, rows)
    return file


def _clock(second: int) -> str:
    return f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"
