"""Tables of stops: what stops there, who lives near by, and what kind of day a date is."""

from typing import Final

from mintgeo._schema.column import GEOMETRY, Column, Table, number, optional, text

_DAYS: Final = ("school", "holiday", "saturday", "sunday")

STOP_SERVICE: Final = Table(
    name="stop_service",
    meaning="one row per station or stop of a timetable: what leaves there on a day",
    columns=(
        text("id", "station, or stop without one", nullable=False),
        text("name", "name of the stop", nullable=False),
        Column(name="departures", kind="integer", meaning="departures on the date", low=0),
        Column(name="lines", kind="integer", meaning="lines that leave there", low=0),
        text("first", "clock time of the first departure"),
        text("last", "clock time of the last departure"),
        number("longest_gap_min", "longest time between two departures", "minutes", low=0),
        Column(name="train", kind="flag", meaning="whether trains leave there"),
        number("radius_m", "straight line within which people count as near", "m", low=0),
        Column(name="frequent", kind="flag", meaning="whether it has departures enough to count"),
        *optional((number("population", "people within the radius", "people", low=0),)),
        GEOMETRY,
    ),
)  # fmt: skip

STOP_COVERAGE: Final = Table(
    name="stop_coverage",
    meaning="one row per region: who lives near a stop with departures enough",
    columns=(
        text("ags", "region key", nullable=False),
        text("name", "name of the region", nullable=False),
        number("population", "people in the region", "people", low=0),
        number("served", "people near such a stop, evenly spread around their points", "people",
               low=0),
        number("share", "served / population", "0–1", low=0, high=1),
        number("share_low", "the least that the points allow", "0–1", low=0, high=1),
        number("share_high", "the most that the points allow", "0–1", low=0, high=1),
        Column(name="stops", kind="integer", meaning="such stops in the region", low=0),
    ),
    key="ags",
)  # fmt: skip

TIMETABLE_DAYS: Final = Table(
    name="timetable_days",
    meaning="one row per date of a timetable: what kind of day it is, and how much runs",
    columns=(
        text("date", "the date: 2026-11-24", nullable=False),
        text("kind", "kind of day; school holidays and public holidays are `holiday`",
             nullable=False, allowed=_DAYS),
        text("holiday", "name of the holiday, or empty", nullable=False),
        text("like", "kind of day it is compared with; public holidays with Sundays",
             nullable=False, allowed=_DAYS),
        Column(name="runs", kind="integer", meaning="runs of trips that begin on it", low=0),
        Column(name="usual", kind="integer", low=0,
               meaning="runs that at least a quarter of such days have"),
        number("share", "runs / usual; 1 where nothing is usual", "", low=0),
        Column(name="odd", kind="flag", meaning="whether far less or more than usual runs"),
    ),
    key="date",
)  # fmt: skip
