"""What runs between two minutes, and how one changes: made once for any number of passes."""

from dataclasses import dataclass

from mintgeo.timetable.day import Day
from mintgeo.timetable.search.calls import Calls, calls_between
from mintgeo.timetable.search.changing import Changes, changes


@dataclass(frozen=True, kw_only=True, eq=False)
class Running:
    """A part of a day.

    Attributes
    ----------
    day, calls, changes
        The day, its calls in the part, and how one changes.
    unit
        Seconds in what is called a minute.
    """

    day: Day
    calls: Calls
    changes: Changes
    unit: int = 60

    @classmethod
    def between(
        cls, day: Day, begin: int, end: int, *, change_min: int, unit: int = 60
    ) -> "Running":
        """The part of a day from one minute to another."""
        calls = calls_between(day, begin, end, unit=unit)
        return cls(day=day, calls=calls, changes=changes(day, change_min, unit=unit), unit=unit)
