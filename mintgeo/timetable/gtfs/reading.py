"""One feed, from its files to its arrays."""

from typing import Final
from zoneinfo import ZoneInfo

import pandas as pd

from mintgeo._errors import InputError
from mintgeo._phrase import Phrase, phrases
from mintgeo.timetable.feed import Feed
from mintgeo.timetable.gtfs.calls import read_rows
from mintgeo.timetable.gtfs.faults import Faults
from mintgeo.timetable.gtfs.frequencies import read_frequencies
from mintgeo.timetable.gtfs.lines import read_agencies, read_lines, read_trips
from mintgeo.timetable.gtfs.services import read_services
from mintgeo.timetable.gtfs.source import UNUSED, Source
from mintgeo.timetable.gtfs.stops import read_stops
from mintgeo.timetable.gtfs.tables import Wanted, table
from mintgeo.timetable.gtfs.times import calls_of
from mintgeo.timetable.gtfs.transfers import read_changes

_INFO: Final = Wanted(
    member="feed_info.txt",
    needed=(),
    also=("feed_publisher_name", "feed_version", "feed_start_date", "feed_end_date"),
)
_CREDITS: Final = Wanted(member="attributions.txt", needed=(), also=("organization_name",))
_LOCAL: Final = "Europe/Berlin"


def read_feed(source: Source, *, on_call: bool = True) -> Feed:
    """Read a feed.

    Raises
    ------
    InputError
        If a file or column is missing or can't be read, or no trip can be ridden.
    """
    faults = Faults(source.name)
    agencies = read_agencies(source, faults)
    ids, services = read_services(source, faults)
    stops = read_stops(source, faults)
    lines = read_lines(source, agencies, faults)
    trips = read_trips(source, lines, ids, faults)
    rows = read_rows(source, stops, trips, faults, on_call=on_call)
    calls = calls_of(rows, stops, trips, faults)
    del rows
    frequencies = read_frequencies(source, trips, faults)
    changes = read_changes(source, stops, trips, faults)
    about = _about(source, agencies, faults)
    for member in UNUSED:
        if member in source.members:
            faults.add("unused_file", member)
    if not len(calls.stop):
        raise InputError(
            "'{file}' has no trip with two stops and times: {found}.",
            file=source.name,
            found=phrases(
                [
                    Phrase("{n} × {code} ({file}, from line {line})", code=one.code,
                           **{name: one.get(name) for name in ("n", "file", "line")})
                    for one in faults.findings()[:5]
                ]
                or [Phrase("stop_times.txt is empty")],
                by="; ",
            ),
        )  # fmt: skip
    return Feed(
        stops=stops, agencies=agencies.drop(columns="zone"), lines=lines, trips=trips, calls=calls,
        services=services, frequencies=frequencies, changes=changes, about=about,
        findings=faults.findings(),
    )  # fmt: skip


def _about(source: Source, agencies: pd.DataFrame, faults: Faults) -> pd.DataFrame:
    """What the feed says of itself, and the time zone of its clock times."""
    info = table(source, _INFO, faults).to_pandas().astype("str")
    said = info.iloc[0] if len(info) else pd.Series(dict.fromkeys(_INFO.also, ""))
    credits_ = table(source, _CREDITS, faults)["organization_name"].to_pylist()
    zones = [one for one in agencies["zone"] if one]
    zone = zones[0] if zones else _LOCAL
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        faults.add("unknown_zone", "agency.txt", value=zone)
        zone = _LOCAL
    return pd.DataFrame(
        {
            "feed": [source.name], "key": [source.key], "zone": [zone],
            "publisher": [said["feed_publisher_name"]], "version": [said["feed_version"]],
            "start": [said["feed_start_date"]], "end": [said["feed_end_date"]],
            "credits": ["; ".join(dict.fromkeys(one for one in credits_ if one))],
        }
    ).astype("str")  # fmt: skip
