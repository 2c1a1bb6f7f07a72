"""What is wished of tours besides the stops: the term, vans, prices."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from numbers import Real
from typing import Final

import numpy as np

from mintgeo._errors import InputError, OptionError
from mintgeo._schema.values import WEEKDAYS
from mintgeo.emissions import VAN, Factor
from mintgeo.plan.tours import WORKING_HOURS, Driver, Rest

AnyDate = date | str
CALLED: Final = "MINT-Mobil"
"""What the van is called: a proper name in every language."""
_HOUR: Final = 60
_LITRE_G: Final = VAN.grams * 10
"""Grams of CO2e of a litre of diesel: 3.24 kg, of which the van's factor takes 10 per 100 km."""
_LONGEST: Final = 1_100
_AMOUNTS: Final = ("hours", "load_min", "nights", "fuel_per_100km")
_ROOM: Final = ("load", "boxes")
"""Of a van: numbers, and those without which there is room for everything."""


def as_date(said: AnyDate) -> date:
    """A date as it was given, or as its text says.

    Raises
    ------
    OptionError
        If it is none.
    """
    if isinstance(said, date):
        return date(said.year, said.month, said.day)
    try:
        return date.fromisoformat(str(said).strip())
    except ValueError as error:
        raise OptionError(
            "A date is written as 2027-06-11, not {found!r:.60}.", found=said
        ) from error


def as_minutes(said: str) -> int:
    """Minutes of a day of a clock time.

    Raises
    ------
    OptionError
        If it is none.

    Examples
    --------
    >>> as_minutes("08:40"), as_minutes("7:05")
    (520, 425)
    """
    hours, colon, minutes = str(said).strip().partition(":")
    if colon and hours.isdecimal() and minutes.isdecimal() and int(minutes) < _HOUR:
        total = int(hours) * _HOUR + int(minutes)
        if total <= 24 * _HOUR:
            return total
    raise OptionError("A clock time is written as 08:40, not {found!r:.60}.", found=said)


def clock(minutes: int) -> str:
    """Minutes of a day as a clock says them.

    Examples
    --------
    >>> clock(520)
    '08:40'
    """
    return f"{minutes // _HOUR:02d}:{minutes % _HOUR:02d}"


@contextmanager
def naming(row: object) -> Iterator[None]:
    """Name the row of a table whose dates, days or clock times can't be understood.

    Raises
    ------
    InputError
        In place of an ``OptionError``.
    """
    try:
        yield
    except OptionError as error:
        raise InputError("Row {id}: {why}", id=row, why=error.args[0]) from error


def no_amounts(given: Mapping[str, object]) -> list[str]:
    """Names of what is no number of 0 or more.

    Examples
    --------
    >>> no_amounts({"km": 0.3, "hour": float("inf"), "night": "20"})
    ['hour', 'night']
    """
    return [
        name for name, one in given.items()
        if not (isinstance(one, Real) and np.isfinite(float(one)) and float(one) >= 0)
    ]  # fmt: skip


def as_weekdays(said: Sequence[str]) -> frozenset[int]:
    """Numbers of days of the week, Monday 0.

    Raises
    ------
    OptionError
        If one is unknown, or there is none.
    """
    wrong = [one for one in said if one not in WEEKDAYS]
    if wrong or not said:
        raise OptionError(
            "Days of the week are {days}, not {wrong}.",
            days=", ".join(WEEKDAYS), wrong=", ".join(map(str, wrong)) or "()",
        )  # fmt: skip
    return frozenset(WEEKDAYS.index(one) for one in said)


@dataclass(frozen=True, kw_only=True)
class Term:
    """From when until when, and on which days; what holidays are is told by the Land of each place.

    Attributes
    ----------
    first, last
        Dates of the term, both inside.
    days
        Days of the week on which vans drive.
    school_days
        Whether stops are visited on school days only, unless their column ``days`` says otherwise.
    free
        Dates on which nobody drives.

    Examples
    --------
    >>> len(Term(first="2027-02-01", last="2027-07-09").dates())
    159
    """

    first: AnyDate
    last: AnyDate
    days: tuple[str, ...] = WEEKDAYS[:5]
    school_days: bool = True
    free: tuple[AnyDate, ...] = ()

    def __post_init__(self) -> None:
        as_weekdays(self.days)
        first, last = as_date(self.first), as_date(self.last)
        if not first <= last <= first + timedelta(days=_LONGEST):
            raise OptionError(
                "A term ends after it begins, and within three years: {first} to {last} does not.",
                first=first.isoformat(), last=last.isoformat(),
            )  # fmt: skip

    def dates(self) -> list[date]:
        """All dates of the term."""
        first, last = as_date(self.first), as_date(self.last)
        return [first + timedelta(days=at) for at in range((last - first).days + 1)]


@dataclass(frozen=True, kw_only=True)
class Prices:
    """What costs how much, in euro.

    Attributes
    ----------
    km
        A kilometre, with fuel: by default 0.30 (§ 5 Abs. 2 BRKG).
    hour
        An hour of work of all on board; by default it is not counted.
    night
        A night away of all on board: by default 20 (§ 7 Abs. 1 BRKG, one person).
    """

    km: float = 0.30
    hour: float = 0.0
    night: float = 20.0

    def __post_init__(self) -> None:
        wrong = no_amounts(vars(self))
        if wrong:
            raise OptionError("Prices must be 0 or more: {names}.", names=", ".join(wrong))


@dataclass(frozen=True, kw_only=True)
class Van:
    """A van with its driver.

    Attributes
    ----------
    name, depot
        Its name, and the id of the place where it belongs (None: the only depot).
    begin, end
        Clock times between which it is loaded, drives and is back.
    hours
        Longest work on a day, from loading to the end, without breaks.
    load_min
        Time to load at the depot.
    load, boxes
        Most that it carries of what is left at stops, and of boxes.
    rests
        Breaks that are due: ``WORKING_HOURS`` by default, ``DRIVING_HOURS``, or others.
    nights
        Most nights away in a row.
    free
        Dates on which it does not drive.
    fuel_per_100km, fuel_unit
        What it needs, in litres or kWh.
    factor
        CO2 per kilometre; None for diesel, by its litres.
    """

    name: str = CALLED
    depot: str | None = None
    begin: str = "07:00"
    end: str = "17:00"
    hours: float = 8.0
    load_min: int = 0
    load: float = float("inf")
    boxes: float = float("inf")
    rests: tuple[Rest, ...] = WORKING_HOURS
    nights: int = 0
    free: tuple[AnyDate, ...] = ()
    fuel_per_100km: float = 10.0
    fuel_unit: str = "l"
    factor: Factor | None = None

    def __post_init__(self) -> None:
        if not as_minutes(self.begin) < as_minutes(self.end):
            raise OptionError(
                "Van {van} begins at {begin} and ends at {end}: the first must be earlier.",
                van=self.name, begin=self.begin, end=self.end,
            )  # fmt: skip
        told = vars(self)
        wrong = no_amounts({name: told[name] for name in _AMOUNTS})
        wrong += [name for name in _ROOM if told[name] != np.inf and no_amounts({name: told[name]})]
        if wrong:
            raise OptionError(
                "Van {van} needs numbers of 0 or more: {names}.", van=self.name,
                names=", ".join(wrong),
            )  # fmt: skip

    def driver(self, depot: int, dates: frozenset[date]) -> Driver:
        """What the solver takes."""
        return Driver(
            name=self.name, depot=depot, opens=as_minutes(self.begin), closes=as_minutes(self.end),
            work_min=round(self.hours * _HOUR), load_min=round(self.load_min), load=self.load,
            boxes=self.boxes, rests=self.rests, nights=self.nights,
            dates=dates - {as_date(one) for one in self.free},
        )  # fmt: skip

    @property
    def emissions(self) -> Factor:
        """CO2 per kilometre."""
        if self.factor is not None:
            return self.factor
        if self.fuel_per_100km * _LITRE_G / 100 == VAN.grams:
            return VAN
        litres = f"{self.fuel_per_100km:g}"
        said = {"de": f"{litres} Liter auf 100 km", "en": f"{litres} litres per 100 km"}
        return replace(VAN, grams=self.fuel_per_100km * _LITRE_G / 100, assumed=said)
