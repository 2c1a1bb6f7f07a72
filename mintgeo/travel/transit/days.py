"""Which day a router goes by."""

from datetime import date
from typing import Final

from mintgeo._errors import MissingDataError
from mintgeo.timetable.dates import as_date
from mintgeo.timetable.timetable import Timetable

KINDS: Final = ("school", "holiday", "saturday", "sunday")


def day_for(timetable: Timetable, asked: str | date) -> date:
    """The date of a kind of day that has the most usual service; a date stays as it is."""
    return as_date(asked)
