"""Tables of ways: travel times, reach, isochrones."""

from typing import Final

from mintgeo._schema.column import (
    GEOMETRY,
    Column,
    Table,
    number,
    optional,
    text,
)
from mintgeo._schema.places import DEMAND
from mintgeo._schema.values import STATUSES
from mintgeo.modes import MODES

DEPARTURES: Final = optional(
    (
        number("p10_min", "time in the quickest tenth of all departures", "minutes", low=0),
        number("p90_min", "time that nine of ten departures do not exceed", "minutes", low=0),
        number("share_departures", "departures with a connection / all", "0–1", low=0, high=1),
        number("rides", "connections in the time looked at", "rides", low=0),
        number("walk_min", "part of the time spent walking", "minutes", low=0),
        number("wait_min", "part of the time spent waiting on the way", "minutes", low=0),
        number("transfers", "changes of vehicle", "changes", low=0),
    )
)
"""What a router that goes by a timetable says besides: the time itself is the median."""

TRAVEL: Final = Table(
    name="travel",
    meaning="one row per pair, or per origin that reaches nothing",
    columns=(
        text("from_id", "origin", nullable=False),
        text("to_id", "destination; empty where the origin reaches nothing"),
        Column(name="rank", kind="integer", meaning="1 is the nearest", required=False),
        text("mode", "way to travel", nullable=False, allowed=MODES),
        number("travel_min", "time from door to door", "minutes", low=0),
        number("access_min", "part of it spent walking to and from the road", "minutes", low=0),
        number("distance_m", "way travelled", "m", low=0),
        number("snap_m", "gap between the points and the road", "m", low=0),
        text("status", "why a time is there or missing", nullable=False, allowed=STATUSES),
        *DEPARTURES,
    ),
    key=None,
)

REACH: Final = Table(
    name="reach",
    meaning="demand with the nearest two offers",
    columns=(
        *DEMAND.columns,
        text("mode", "way to travel", nullable=False, allowed=MODES),
        text("nearest_id", "nearest offer"),
        number("travel_min", "time to the nearest offer", "minutes", low=0),
        number("distance_m", "way to the nearest offer", "m", low=0),
        text("second_id", "second nearest offer"),
        number("second_min", "time to the second nearest offer", "minutes", low=0),
        text("status", "why a time is there or missing", nullable=False, allowed=STATUSES),
        Column(name="edge", kind="flag", meaning="could change with data beyond the extract"),
        *optional(
            (
                number("max_min", "longest time that was looked for", "minutes", low=0),
                number(
                    "least_min",
                    "time to the nearest offer that is too far to be named; infinite without one",
                    "minutes",
                    low=0,
                ),
                number(
                    "edge_min",
                    "least time to where neither roads nor offers are known; infinite without",
                    "minutes",
                    low=0,
                ),
            )
        ),
        *DEPARTURES,
    ),
)

ISOCHRONES: Final = Table(
    name="isochrones",
    meaning="from where a site is reached in time, one row per site and threshold",
    columns=(
        text("id", "site, or alle for the areas of all sites together", nullable=False),
        number("minutes", "threshold; exactly this long is still inside", "minutes", low=0),
        text("mode", "way to travel", nullable=False, allowed=MODES),
        number("area_km2", "area", "km²", low=0),
        *optional((number("population", "people who reach the site in time", "people", low=0),)),
        GEOMETRY,
    ),
    key=None,
)
