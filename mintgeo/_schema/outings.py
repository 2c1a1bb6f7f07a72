"""Tables of outings: there by bus and train, stay, and home again."""

from typing import Final

from mintgeo._schema.column import Column, Table, number, optional, text
from mintgeo._schema.values import OUTING_REASONS
from mintgeo._schema.ways import REACH

_TIMES: Final = (
    text("leave", "leaves home, as 14:05; hours go on after midnight"),
    text("arrive", "is at the offer"),
    text("stay_until", "end of the stay"),
)
_HOME: Final = (
    text("home", "first possible time at home after the stay"),
    text("last_back", "must leave the offer at the latest to be home in time"),
    number("back_min", "time from the end of the stay until home", "minutes", low=0),
    number("spare_min", "time between the end of the stay and the last way home", "minutes", low=0),
    number("rides", "vehicles on the way there", "rides", low=0),
    number("rides_back", "vehicles on the way home", "rides", low=0),
)
_NAMES: Final = ("rides", "distance_m")

OUTINGS: Final = Table(
    name="outings",
    meaning="demand with the nearest offer from which there is a way home in time",
    columns=(
        *(column for column in REACH.columns if column.name not in _NAMES),
        *optional((number("distance_m", "not told of ways by timetable", "m", low=0),)),
        *_TIMES,
        *_HOME,
        Column(name="offers_there", kind="integer", meaning="offers reached in time", low=0),
        Column(name="offers", kind="integer", meaning="of these with a way home in time", low=0),
        Column(name="offers_lost", kind="integer", meaning="of these without one", low=0),
        text("reason", "why there is an offer or none", nullable=False, allowed=OUTING_REASONS),
    ),
)

OUTING_PAIRS: Final = Table(
    name="outing_pairs",
    meaning="one row per home and offer that is reached in time",
    columns=(
        text("from_id", "home", nullable=False),
        text("to_id", "offer", nullable=False),
        *_TIMES,
        text("back", "leaves the offer for home"),
        *_HOME,
        number("travel_min", "time from door to door", "minutes", low=0),
        text("reason", "whether there is a way home", nullable=False, allowed=OUTING_REASONS),
    ),
    key=None,
)

COURSES: Final = Table(
    name="courses",
    meaning="one row per offer and start: how many children could come and go",
    columns=(
        text("id", "offer", nullable=False),
        text("day", "kind of day, or date", nullable=False),
        text("start", "start of the course, as 15:00", nullable=False),
        number("children", "children who can come and go", "children", low=0),
        number("there", "of those within reach: children who can come in time", "children", low=0),
        number("children_within", "children who can come at some start", "children", low=0),
        Column(name="best", kind="flag", meaning="the start that lets most children come and go"),
        number("earlier", "children with a start half an hour earlier", "children", low=0),
        number("later_bus", "children if the last way home left half an hour later", "children",
               low=0),
        text("link_line", "line whose last trip home most of the others would need to be later"),
        text("link_stop", "stop where it leaves"),
        text("link_time", "when it leaves for the last time"),
        number("link_children", "children who go home by it and can't stay", "children", low=0),
    ),
    key=None,
)  # fmt: skip
