"""Write data/raw/neubrandenburg_fiktiver_fahrplan.zip: an invented timetable between real places.

python -m tools.write_sample_feed

The lines, numbers and times are fictional, so that nobody waits for a bus that never comes; where
the stops stand is as in data/raw/neubrandenburg.osm.pbf. The same bytes come out every time.
"""

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import ceil, cos, hypot, radians
from pathlib import Path
from typing import Final

from mintgeo._cache import write_atomically

GOAL: Final = Path(__file__).parents[1] / "data" / "raw" / "neubrandenburg_fiktiver_fahrplan.zip"
FIRST: Final = date(2026, 11, 2)
LAST: Final = date(2027, 1, 10)
HOLIDAYS: Final = (date(2026, 12, 21), date(2027, 1, 2))
"""Christmas holidays in Mecklenburg-Vorpommern."""
FREE: Final = (date(2026, 12, 25), date(2026, 12, 26), date(2027, 1, 1))
_DETOUR: Final = 1.3
_KM_PER_DEGREE: Final = 111.2
_BUS, _TRAIN = 3, 2

STATION: Final = "Neubrandenburg, Bahnhof"
STOPS: Final = {
    f"{STATION} Bussteig 1": (13.2618, 53.5610), f"{STATION} Bussteig 2": (13.2622, 53.5608),
    f"{STATION} Gleis 2": (13.2614, 53.5620),
    "Neubrandenburg, Datzeberg": (13.2842, 53.5812),
    "Neubrandenburg, Unkel-Bräsig-Straße": (13.2796, 53.5767),
    "Neubrandenburg, Reitbahnweg": (13.2611, 53.5715),
    "Neubrandenburg, Rathaus": (13.2669, 53.5565),
    "Neubrandenburg, Kaufhof Süd": (13.2651, 53.5475),
    "Neubrandenburg, Lindenberg": (13.2602, 53.5323),
    "Neubrandenburg, An der Landwehr": (13.2684, 53.5210),
    "Neubrandenburg, Malerviertel": (13.2080, 53.5660),
    "Neubrandenburg, Broda": (13.2369, 53.5514),
    "Neubrandenburg, Hochschule": (13.2464, 53.5570),
    "Neubrandenburg, Juri-Gagarin-Ring": (13.2926, 53.5539),
    "Neubrandenburg, Fritscheshof": (13.3083, 53.5511),
    "Neubrandenburg, Carlshöhe": (13.3166, 53.5375),
    "Neubrandenburg, Küssow": (13.3258, 53.5567),
    "Neubrandenburg, Weitin": (13.2049, 53.5688),
    "Neubrandenburg, Fünfeichen": (13.2835, 53.5218),
    "Neubrandenburg, Monckeshof": (13.3046, 53.5794),
    "Neuendorf, Dorf": (13.2045, 53.5493), "Wulkenzin, Dorf": (13.1703, 53.5458),
    "Krukow, Dorf": (13.1219, 53.5191), "Alt Rehse, Dorf": (13.1632, 53.4990),
    "Zirzow, Dorf": (13.1943, 53.5817), "Chemnitz, Dorf": (13.1541, 53.5836),
    "Blankenhof, Dorf": (13.1306, 53.5772), "Gevezin, Dorf": (13.1112, 53.5646),
    "Trollenhagen, Dorf": (13.2900, 53.6038), "Neuenkirchen, Dorf": (13.3693, 53.5974),
    "Glocksin, Dorf": (13.3529, 53.6119), "Ihlenfeld, Dorf": (13.3334, 53.5889),
    "Sponholz, Bahnhofstraße": (13.3675, 53.5643), "Warlin, Dorf": (13.3916, 53.5713),
    "Pragsdorf, Dorf": (13.3954, 53.5386),
    "Burg Stargard, Markt": (13.3108, 53.4954), "Burg Stargard, Bahnhof": (13.3031, 53.4997),
    "Sabel, Dorf": (13.3217, 53.4714), "Teschendorf, Dorf": (13.3566, 53.4569),
    "Dewitz, Dorf": (13.3757, 53.4952), "Rowa, Dorf": (13.2698, 53.4863),
    "Klein Nemerow, Abzweig": (13.2230, 53.4890), "Groß Nemerow, Dorf": (13.2221, 53.4781),
    "Krickow, Dorf": (13.1988, 53.4616), "Usadel, Dorf": (13.1785, 53.4426),
    "Prillwitz, Dorf": (13.1363, 53.4531),
}  # fmt: skip
"""Stop → longitude and latitude (© OpenStreetMap contributors, ODbL 1.0)."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line: its stops, how fast it goes, and when it leaves on which days, there and back."""

    name: str
    stops: Sequence[str]
    kmh: float
    there: dict[str, str]
    back: dict[str, str]
    kind: int = _BUS


def _minutes(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _every(start: str, end: str, minutes: int) -> str:
    first, last = (_minutes(one) for one in (start, end))
    return " ".join(_clock(one) for one in range(first, last + 1, minutes))


_CITY: Final = {"werktag": _every("05:00", "20:20", 20), "samstag": _every("08:10", "18:10", 60),
                "sonntag": _every("10:10", "17:10", 60)}  # fmt: skip
_BUSES, _FURTHER = f"{STATION} Bussteig 1", f"{STATION} Bussteig 2"
LINES: Final = (
    Line(name="1", kmh=19, there=_CITY, back=_CITY, stops=(
        "Neubrandenburg, Datzeberg", "Neubrandenburg, Unkel-Bräsig-Straße",
        "Neubrandenburg, Reitbahnweg", _BUSES, "Neubrandenburg, Rathaus",
        "Neubrandenburg, Kaufhof Süd", "Neubrandenburg, Lindenberg",
        "Neubrandenburg, An der Landwehr")),
    Line(name="2", kmh=19, there=_CITY, back=_CITY, stops=(
        "Neubrandenburg, Malerviertel", "Neubrandenburg, Broda", "Neubrandenburg, Hochschule",
        _BUSES, "Neubrandenburg, Rathaus", "Neubrandenburg, Juri-Gagarin-Ring",
        "Neubrandenburg, Fritscheshof", "Neubrandenburg, Carlshöhe")),
    Line(name="500", kmh=34,
         there={"schultag": "06:20 07:05 12:50 14:12", "werktag": "09:25 16:25"},
         back={"schultag": "06:45 13:30 15:05", "werktag": "10:15 17:10"},
         stops=("Krukow, Dorf", "Alt Rehse, Dorf", "Wulkenzin, Dorf", "Neuendorf, Dorf",
                "Neubrandenburg, Broda", _FURTHER)),
    Line(name="510", kmh=34,
         there={"schultag": "06:25 13:20 14:25", "werktag": "09:05 11:05 15:25 17:25"},
         back={"schultag": "12:40 13:45", "werktag": "06:05 10:15 15:15 16:15 18:15",
               "samstag": "13:15"},
         stops=("Teschendorf, Dorf", "Sabel, Dorf", "Burg Stargard, Markt", "Rowa, Dorf",
                "Neubrandenburg, Fünfeichen", "Neubrandenburg, Kaufhof Süd", _FURTHER)),
    Line(name="520", kmh=36,
         there={"schultag": "06:30 14:05", "werktag": "08:35 12:35 16:35"},
         back={"schultag": "13:25", "werktag": "07:45 11:45 15:45 17:45"},
         stops=("Pragsdorf, Dorf", "Warlin, Dorf", "Sponholz, Bahnhofstraße",
                "Neubrandenburg, Küssow", "Neubrandenburg, Juri-Gagarin-Ring", _FURTHER)),
    Line(name="530", kmh=36,
         there={"schultag": "06:32 13:05 14:35", "werktag": "09:35 15:35"},
         back={"schultag": "12:35 13:40 15:10", "werktag": "08:45 16:45"},
         stops=("Glocksin, Dorf", "Neuenkirchen, Dorf", "Ihlenfeld, Dorf",
                "Neubrandenburg, Monckeshof", "Trollenhagen, Dorf",
                "Neubrandenburg, Datzeberg", _FURTHER)),
    Line(name="540", kmh=36,
         there={"schultag": "06:38 14:20", "werktag": "10:30"},
         back={"schultag": "13:35 16:10", "werktag": "09:40"},
         stops=("Gevezin, Dorf", "Blankenhof, Dorf", "Chemnitz, Dorf", "Zirzow, Dorf",
                "Neubrandenburg, Weitin", "Neubrandenburg, Malerviertel", _FURTHER)),
    Line(name="550", kmh=38,
         there={"schultag": "06:28 14:10", "werktag": "08:55 13:10 16:55"},
         back={"schultag": "13:28", "werktag": "07:55 12:10 15:40 18:05"},
         stops=("Prillwitz, Dorf", "Usadel, Dorf", "Krickow, Dorf", "Groß Nemerow, Dorf",
                "Klein Nemerow, Abzweig", "Neubrandenburg, Lindenberg", _FURTHER)),
    Line(name="560", kmh=36,
         there={"schultag": "06:50 14:40"}, back={"schultag": "13:10"},
         stops=("Dewitz, Dorf", "Burg Stargard, Markt", "Burg Stargard, Bahnhof")),
    Line(name="RB 16", kmh=62, kind=_TRAIN,
         there={"werktag": _every("06:11", "21:11", 60), "samstag": _every("07:11", "21:11", 120),
                "sonntag": _every("09:11", "21:11", 120)},
         back={"werktag": _every("05:44", "20:44", 60), "samstag": _every("06:44", "20:44", 120),
               "sonntag": _every("08:44", "20:44", 120)},
         stops=("Burg Stargard, Bahnhof", f"{STATION} Gleis 2")),
)  # fmt: skip
"""Each line leaves its first stop ``there`` and its last stop ``back``."""


def tables() -> dict[str, list[Sequence[object]]]:
    """The files of the feed, each with its header."""
    ids = {name: f"nb{number:02}" for number, name in enumerate(STOPS, start=1)}
    trips: list[Sequence[object]] = [
        ("route_id", "service_id", "trip_id", "trip_headsign", "direction_id")
    ]
    times: list[Sequence[object]] = [
        ("trip_id", "arrival_time", "departure_time", "stop_id", "stop_sequence")
    ]
    for line, days, start, stops, direction in _runs():
        trip = f"{line.name.replace(' ', '')}-{days[:2]}-{direction}-{start.replace(':', '')}"
        trips.append((f"L{line.name}", days, trip, _place(stops[-1]), direction))
        for number, (stop, minute) in enumerate(_calls(line, stops, start)):
            at = f"{_clock(minute)}:00"
            times.append((trip, at, at, ids[stop], number))
    return {
        "agency.txt": [
            ("agency_id", "agency_name", "agency_url", "agency_timezone", "agency_lang"),
            ("fiktiv", "Tollensebus (frei erfunden)", "https://example.org", "Europe/Berlin", "de"),
        ],
        "feed_info.txt": [
            ("feed_publisher_name", "feed_publisher_url", "feed_lang", "feed_start_date",
             "feed_end_date", "feed_version"),
            ("Fiktiver Beispielfahrplan von mintgeo", "https://example.org", "de",
             _day(FIRST), _day(LAST), "fiktiv 1"),
        ],
        "stops.txt": [
            ("stop_id", "stop_name", "stop_lat", "stop_lon", "location_type", "parent_station",
             "platform_code"),
            ("nb00", STATION, 53.5612, 13.2618, 1, "", ""),
            *((key, _place(name), STOPS[name][1], STOPS[name][0], 0,
               "nb00" if name.startswith(STATION) else "", name.removeprefix(STATION).strip()
               if name.startswith(STATION) else "") for name, key in ids.items()),
        ],
        "routes.txt": [
            ("route_id", "agency_id", "route_short_name", "route_long_name", "route_type"),
            *((f"L{line.name}", "fiktiv", line.name,
               f"{_place(line.stops[0])} – {_place(line.stops[-1])}", line.kind)
              for line in LINES),
        ],
        "trips.txt": trips,
        "stop_times.txt": times,
        "calendar.txt": [
            ("service_id", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
             "sunday", "start_date", "end_date"),
            *((name, *week, _day(FIRST), _day(LAST)) for name, week in _WEEKS.items()),
        ],
        "calendar_dates.txt": [("service_id", "date", "exception_type"), *_exceptions()],
        "transfers.txt": [
            ("from_stop_id", "to_stop_id", "transfer_type", "min_transfer_time"),
            *((ids[one], ids[other], 2, 240) for one, other in _changes()),
        ],
    }  # fmt: skip


_WEEKS: Final = {
    "schultag": (1, 1, 1, 1, 1, 0, 0), "werktag": (1, 1, 1, 1, 1, 0, 0),
    "samstag": (0, 0, 0, 0, 0, 1, 0), "sonntag": (0, 0, 0, 0, 0, 0, 1),
}  # fmt: skip


def _runs() -> Iterator[tuple[Line, str, str, Sequence[str], int]]:
    for line in LINES:
        for direction, (leaves, stops) in enumerate(
            ((line.there, line.stops), (line.back, line.stops[::-1]))
        ):
            for days, starts in leaves.items():
                for start in starts.split():
                    yield line, days, start, stops, direction


def _calls(line: Line, stops: Sequence[str], start: str) -> Iterator[tuple[str, int]]:
    minute = _minutes(start)
    yield stops[0], minute
    for one, other in pairwise(stops):
        minute += ceil(_km(one, other) * _DETOUR / line.kmh * 60)
        yield other, minute


def _exceptions() -> Iterator[Sequence[object]]:
    """No school in the holidays; on public holidays everything goes as on Sundays."""
    length = (HOLIDAYS[1] - HOLIDAYS[0]).days + 1
    for day in (HOLIDAYS[0] + timedelta(days=number) for number in range(length)):
        if day.weekday() < 5 and day not in FREE:  # noqa: PLR2004 Saturday
            yield "schultag", _day(day), 2
    for day in FREE:
        yield from ((name, _day(day), 2) for name, week in _WEEKS.items()
                    if week[day.weekday()] and name != "sonntag")  # fmt: skip
        yield "sonntag", _day(day), 1


def _changes() -> Iterator[tuple[str, str]]:
    """Ways between the bays of the station and its track."""
    here = [name for name in STOPS if name.startswith(STATION)]
    yield from ((one, other) for one in here for other in here if one != other)


def _km(one: str, other: str) -> float:
    (lon, lat), (lon2, lat2) = STOPS[one], STOPS[other]
    return _KM_PER_DEGREE * hypot(lat2 - lat, (lon2 - lon) * cos(radians(lat)))


def _place(stop: str) -> str:
    return STATION if stop.startswith(STATION) else stop


def _day(day: date) -> str:
    return f"{day:%Y%m%d}"


def main(goal: Path = GOAL) -> None:
    """Write the feed."""
    with write_atomically(goal) as part, zipfile.ZipFile(part, "w") as pack:
        for name, rows in tables().items():
            text = io.StringIO()
            csv.writer(text, lineterminator="\n").writerows(rows)
            entry = zipfile.ZipInfo(name, date_time=(2026, 11, 24, 0, 0, 0))
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            pack.writestr(entry, text.getvalue())


if __name__ == "__main__":
    main()
