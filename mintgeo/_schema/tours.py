"""Tables of tours: every visit with its clock times, days, costs, what changed; trails; loans."""

from typing import Any, Final

from mintgeo._schema.column import GEOMETRY, ID, Column, Table, number, optional, text
from mintgeo._schema.values import CHANGES, TOUR_LINES

WEEKS: Final = 160
"""The longest term has no more: three years."""


def _minutes(name: str, meaning: str) -> Column:
    return _whole(name, meaning, unit="minutes")


def _whole(name: str, meaning: str, **more: Any) -> Column:
    return Column(name=name, kind="integer", meaning=meaning, **{"low": 0, **more})


_DATE: Final = text("date", "the date: 2027-06-11", nullable=False)
_TOUR: Final = _whole("tour", "number of the tour; tours are counted by date and van", low=1,
                      nullable=False)  # fmt: skip
_DAY: Final = _whole("day", "day of the tour: 1, and more with nights away", low=1, nullable=False)
_VAN: Final = text("van", "who drives", nullable=False)
_KM: Final = number("drive_km", "way to it from the place before", "km", low=0)

TOUR_STOPS: Final = Table(
    name="tour_stops",
    meaning="what is to be visited; what a row does not say is what the options say",
    columns=(
        ID,
        GEOMETRY,
        *optional((
            text("name", "name of the stop"),
            number("stay_min", "stay", "minutes", low=0, high=24 * 60),
            text("opens", "the stay does not begin before, as 08:00"),
            text("closes", "the stay is over by then, as 13:00"),
            text("days", "when it can be visited, as of sites: mo;we, school, holidays"),
            number("every_weeks", "a visit in each so many weeks", "weeks", low=1, high=WEEKS),
            number("visits", "visits in the term, those on bound dates among them", "", low=0,
                   high=WEEKS),
            text("bound", "dates on which it must be visited, separated by semicolons"),
            text("closed", "dates on which it can't be visited: 2027-05-03; 2027-05-10/2027-05-14"),
            number("load", "what is left there, in the unit of the van's", "", low=0),
            text("boxes", "boxes that are needed there, by theme: Wind 2; Wasser"),
            number("children", "children reached by a visit", "people", low=0),
            number("children_low", "lower end of their span", "people", low=0),
            number("children_high", "upper end of their span", "people", low=0),
        )),
    ),
)  # fmt: skip

TOURS: Final = Table(
    name="tours",
    meaning=(
        "one row per visit; leave = arrive + wait + stay + break, and arrive = leave of the place "
        "before + drive + break on the way; times in local time (Europe/Berlin), on one date"
    ),
    columns=(
        _TOUR,
        _DAY,
        _DATE,
        _VAN,
        _whole("order", "1 is the first visit of the day", low=1, nullable=False),
        ID,
        text("name", "name of the stop", nullable=False),
        _whole("visit", "which visit of this stop it is, by date", low=1, nullable=False),
        text("arrive", "clock time of arrival, 08:40", nullable=False),
        text("begin", "clock time at which the stay begins", nullable=False),
        text("leave", "clock time of departure", nullable=False),
        _minutes("drive_min", "drive to it from the place before, in whole minutes"),
        _KM,
        _minutes("wait_min", "wait before the stay begins, without breaks"),
        _minutes("stay_min", "stay"),
        _minutes("break_min", "break at the stop, before or after the stay"),
        _minutes("break_way_min", "break on the way to it"),
        GEOMETRY,
    ),
    key=None,
)

TOUR_DAYS: Final = Table(
    name="tour_days",
    meaning="one row per date and van that drives, in the order of date and van",
    columns=(
        _TOUR,
        _DAY,
        _DATE,
        _VAN,
        text("starts", "depot, stop or lodging where the day begins", nullable=False),
        text("ends", "depot, stop or lodging where it ends", nullable=False),
        Column(name="night", kind="flag", meaning="whether the night after it is spent away"),
        text("load", "clock time at which loading begins", nullable=False),
        text("depart", "clock time of departure", nullable=False),
        text("back", "clock time at the end", nullable=False),
        _whole("visits", "visits of the day"),
        _minutes("load_min", "time to load"),
        _minutes("drive_min", "all drives"),
        number("drive_km", "all ways", "km", low=0),
        _minutes("stay_min", "all stays"),
        _minutes("wait_min", "all waits, without breaks"),
        _minutes("break_min", "all breaks"),
        _minutes("work_min", "from loading to the end, without breaks"),
        _minutes("last_drive_min", "drive from the last visit to the end"),
        number("last_drive_km", "way from the last visit to the end", "km", low=0),
        _minutes("last_break_min", "break on the way to the end"),
        text("boxes", "boxes on board by theme, 'Wind 2; Wasser 1'", nullable=False),
    ),
    key=None,
)

TOUR_COSTS: Final = Table(
    name="tour_costs",
    meaning="one row per tour: kilometres, hours, fuel, CO2, money, and children reached",
    columns=(
        _TOUR,
        _VAN,
        _whole("days", "days of the tour"),
        _whole("nights", "nights away"),
        number("km", "kilometres", "km", low=0),
        number("hours", "hours of work", "h", low=0),
        number("fuel", "fuel, in the unit of the van's (l or kWh)", "l or kWh", low=0),
        number("co2_kg", "CO2 equivalents, with making of the fuel", "kg", low=0),
        number("cost_eur", "kilometres, hours and nights by their prices", "€", low=0),
        *optional((
            number("children", "children reached at its visits", "people", low=0),
            number("children_low", "lower end of their span", "people", low=0),
            number("children_high", "upper end of their span", "people", low=0),
            number("per_child_eur", "cost_eur / children", "€", low=0),
            number("per_child_low", "cost_eur / children_high", "€", low=0),
            number("per_child_high", "cost_eur / children_low", "€", low=0),
        )),
    ),
    key="tour",
)  # fmt: skip

TOUR_CHANGES: Final = Table(
    name="tour_changes",
    meaning="one row per appointment of a plan and of the one it keeps to",
    columns=(
        ID,
        text("name", "name of the stop", nullable=False),
        text("change", "what became of the appointment", nullable=False, allowed=CHANGES),
        text("date_before", "its date in the plan before"),
        text("date", "its date now"),
        text("begin_before", "when the stay began in the plan before"),
        text("begin", "when it begins now"),
    ),
    key=None,
)

TOUR_WAYS: Final = Table(
    name="tour_ways",
    meaning="one row per way of a day, from place to place, the way back among them",
    columns=(
        _TOUR, _DAY, _DATE,
        text("van", "who drives", nullable=False),
        _whole("order", "1 is the first way of the day", low=1, nullable=False),
        text("from_id", "place where it begins", nullable=False),
        text("to_id", "place where it ends", nullable=False),
        text("line", "drawn along roads, or straight", nullable=False, allowed=TOUR_LINES),
        GEOMETRY,
    ),
    key=None,
)  # fmt: skip

TRAIL: Final = Table(
    name="trail",
    meaning="one row per site of a trail, in the order of the round; minutes since its beginning",
    columns=(
        _whole("order", "1 is the first site after the start", low=1, nullable=False),
        ID,
        text("name", "name of the site", nullable=False),
        number("worth", "what the site adds to the trail", "", low=0),
        Column(name="must", kind="flag", meaning="whether the round had to pass it"),
        number("way_min", "way to it from the place before", "minutes", low=0),
        number("way_km", "way to it from the place before", "km", low=0),
        number("stay_min", "stay", "minutes", low=0),
        number("arrive_min", "arrival", "minutes since the start", low=0),
        number("leave_min", "departure", "minutes since the start", low=0),
        GEOMETRY,
    ),
)

LOANS: Final = Table(
    name="loans",
    meaning="one row per loan: which box is where, from when until when, and who takes it there",
    columns=(
        text("box", "the box: theme, hub and number", nullable=False),
        text("theme", "theme of the box", nullable=False),
        text("hub", "hub that it belongs to", nullable=False),
        ID,
        text("from", "date of delivery", nullable=False),
        text("until", "date of collection", nullable=False),
        _whole("tour", "tour that delivers it; empty where it is fetched"),
        _whole("tour_back", "tour that collects it; empty where it is brought back"),
        _whole("weeks", "weeks at the stop"),
    ),
    key=None,
)
