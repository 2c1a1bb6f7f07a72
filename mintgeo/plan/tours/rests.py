"""When a driver has to rest, and vans with their drivers."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from numbers import Integral
from typing import Final, Literal

from mintgeo._errors import OptionError

Of = Literal["drive", "work"]
_DAY: Final = 24 * 60


def whole(value: object, least: int = 0) -> bool:
    """Whether a value is a whole number of ``least`` or more."""
    return isinstance(value, Integral) and int(value) >= least


@dataclass(frozen=True, kw_only=True)
class Rest:
    """A break that is due before a clock has run longer than it may.

    Attributes
    ----------
    of
        What the clock counts: minutes of ``drive``, or all minutes of ``work`` (loading, drives,
        stays and waits). It begins anew after a break of ``rest_min`` or more.
    after_min
        So many minutes are allowed; exactly as many are still inside.
    rest_min
        Length of the break.
    """

    of: Of = "work"
    after_min: int = 360
    rest_min: int = 30

    def __post_init__(self) -> None:
        if self.of not in ("drive", "work"):
            raise OptionError("A break is due after drive or work, not {of!r}.", of=self.of)
        if not (whole(self.after_min, 1) and whole(self.rest_min, 1)):
            raise OptionError(
                "A break needs whole minutes above 0, not {after} and {rest}.",
                after=self.after_min, rest=self.rest_min,
            )  # fmt: skip


WORKING_HOURS: Final = (Rest(of="work", after_min=360, rest_min=30),)
"""Half an hour after six hours of work (§ 4 ArbZG)."""
DRIVING_HOURS: Final = (Rest(of="drive", after_min=270, rest_min=45),)
"""45 minutes after four and a half hours at the wheel (Regulation (EC) 561/2006, Art. 7)."""


@dataclass(frozen=True, kw_only=True)
class Driver:
    """A van and who drives it; clock times are minutes of a day.

    Attributes
    ----------
    name
        Name of the van.
    depot
        Position of the place where its tours begin and end.
    opens, closes
        Between these it is loaded, drives and is back.
    work_min
        Longest work on a day, from loading to the end, without breaks.
    load_min
        Time to load at the depot.
    load
        Most that it carries of what is left at stops.
    boxes
        Most boxes that it carries.
    rests
        Breaks that are due.
    nights
        Most nights away in a row.
    dates
        Dates on which it can drive.
    """

    name: str
    depot: int
    opens: int = 7 * 60
    closes: int = 17 * 60
    work_min: int = 480
    load_min: int = 0
    load: float = float("inf")
    boxes: float = float("inf")
    rests: tuple[Rest, ...] = WORKING_HOURS
    nights: int = 0
    dates: Collection[date] = frozenset()

    def __post_init__(self) -> None:
        if not (whole(self.opens) and whole(self.closes) and self.opens < self.closes <= _DAY):
            raise OptionError(
                "Van {name} drives from {opens} to {closes}, minutes of a day: the first must be "
                "the earlier one.",
                name=self.name, opens=self.opens, closes=self.closes,
            )  # fmt: skip
        times = whole(self.work_min, 1) and whole(self.load_min) and whole(self.nights)
        if not (times and self.load > 0 and self.boxes > 0):
            raise OptionError(
                "Van {name} needs work_min, load and boxes above 0, load_min and nights of 0 or "
                "more; minutes and nights are whole numbers.",
                name=self.name,
            )  # fmt: skip

    @property
    def kind(self) -> tuple[object, ...]:
        """What tells it from others on a day: equal ones do the same work at the same cost."""
        return (self.depot, self.opens, self.closes, self.work_min, self.load_min, self.load,
                self.boxes, self.rests, self.nights)  # fmt: skip
