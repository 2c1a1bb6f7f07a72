"""A table of stops → what the solver is asked for each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import pandas as pd

from mintgeo._errors import OptionError
from mintgeo._schema import TOUR_STOPS
from mintgeo.analysis.tours.calendar import Calendar, dates_said
from mintgeo.analysis.tours.wishes import as_minutes, naming, no_amounts
from mintgeo.plan.tours import Stop
from mintgeo.plan.tours.problem import Boxes

_NUMBERS: Final = [
    one for one in TOUR_STOPS.columns if one.name in {"stay_min", "every_weeks", "visits"}
]


@dataclass(frozen=True, kw_only=True)
class Usual:
    """What holds for stops whose row does not say otherwise.

    Attributes
    ----------
    stay_min
        Stay in minutes.
    every_weeks, visits
        A visit in each so many weeks, or so many in the term.
    opens, closes
        What a stay lies between.
    """

    stay_min: int = 120
    every_weeks: int | None = None
    visits: int | None = None
    opens: str = "00:00"
    closes: str = "24:00"

    def __post_init__(self) -> None:
        if self.every_weeks is not None and self.visits is not None:
            raise OptionError("Stops have every_weeks or visits, not both.")
        for clock in (self.opens, self.closes):
            as_minutes(clock)
        for one in _NUMBERS:
            found = getattr(self, one.name)
            if found is not None and (
                no_amounts({one.name: found}) or not one.low <= found <= one.high
            ):
                raise OptionError(
                    "What is usual of stops, '{name}', lies between {low:g} and {high:g}, and is "
                    "not {found!r:.60}.", name=one.name, low=one.low, high=one.high, found=found,
                )  # fmt: skip


def stops_of(
    table: pd.DataFrame,
    places: Sequence[int],
    lands: Sequence[str],
    calendar: Calendar,
    usual: Usual,
) -> list[Stop]:
    """Stops as the solver takes them.

    Raises
    ------
    TableError
        If columns are not what they should be.
    InputError
        If a row says something that can't be understood; the text names the row.
    """
    TOUR_STOPS.check(table)
    out = []
    for at, row in enumerate(table.to_dict("records")):
        said = {str(key): value for key, value in row.items() if not _empty(value)}
        with naming(row["id"]):
            out.append(_stop(said, places[at], lands[at], calendar, usual))
    return out


def _stop(row: Mapping[str, Any], place: int, land: str, calendar: Calendar, usual: Usual) -> Stop:
    every, visits = _rhythm(row, usual)
    return Stop(
        name=str(row["id"]), place=place, stay_min=round(row.get("stay_min", usual.stay_min)),
        opens=as_minutes(row.get("opens", usual.opens)),
        closes=as_minutes(row.get("closes", usual.closes)),
        dates=calendar.open(land, row.get("days", ""), {*dates_said(row.get("closed", ""))}),
        bound=tuple(dates_said(row.get("bound", ""))), every=every, visits=visits,
        load=float(row.get("load", 0.0)), boxes=boxes_said(row.get("boxes", "")),
    )  # fmt: skip


def _rhythm(row: Mapping[str, Any], usual: Usual) -> tuple[int | None, int | None]:
    """Weeks of a rhythm or a number of visits: of the row, else what is usual, else one visit."""
    every, visits = row.get("every_weeks"), row.get("visits")
    if every is not None and visits is not None:
        raise OptionError("Stops have every_weeks or visits, not both.")
    if every is None and visits is None:
        every, visits = usual.every_weeks, usual.visits
    if every is not None:
        return round(every), None
    return None, 1 if visits is None else round(visits)


def boxes_said(text: str) -> Boxes:
    """Boxes by theme.

    Raises
    ------
    OptionError
        If a number is none.

    Examples
    --------
    >>> boxes_said("Wind 2; Wasser")
    (('Wind', 2), ('Wasser', 1))
    """
    out: dict[str, int] = {}
    for part in (one.strip() for one in text.split(";")):
        theme, space, number = part.rpartition(" ")
        if space and number.isdecimal():
            out[theme.strip()] = out.get(theme.strip(), 0) + int(number)
        elif part:
            out[part] = out.get(part, 0) + 1
    return tuple(out.items())


def bound_dates(stops: Sequence[Stop]) -> frozenset[date]:
    """Dates that some stop is bound to: vans drive then, whatever day it is."""
    return frozenset(on for stop in stops for on in stop.bound)


def _empty(value: Any) -> bool:
    return value is None or (not isinstance(value, list | tuple) and bool(pd.isna(value)))
