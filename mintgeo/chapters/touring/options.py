"""What ``[tours]`` and ``[trail]`` can say in a study file."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from mintgeo._errors import OptionError
from mintgeo._schema.values import WEEKDAYS
from mintgeo.analysis.tours.asked import Usual
from mintgeo.analysis.tours.wishes import CALLED, Term, Van
from mintgeo.chapters.asked_ways import check_minutes, check_mode
from mintgeo.chapters.plan import Study
from mintgeo.modes import BY_CAR, ON_FOOT


@dataclass(frozen=True, kw_only=True)
class TourOptions:
    """A term of visits by van.

    Attributes
    ----------
    stops
        A list of places (``tour_stops`` of the tables); what a row does not say stands here.
    depot
        Id or name of the place of the study's list where the van belongs.
    first, last, days
        From when until when, and on which days of the week.
    every_weeks, visits, stay_min, opens, closes
        What is usual: a visit every so many weeks, or so many in the term; how long, and when.
    begin, end, hours, load_min, nights, vans
        Of a van: its clock times, longest work, time to load, most nights away; and how many.
    mode, minutes
        How the van goes; and how far people come to a stop on the first way of the study.
    name
        What the calendar is called.
    rounds
        How often parts of the plan are made anew, to find a better one.
    """

    stops: Path
    depot: str
    first: date
    last: date
    days: list[str] = field(default_factory=lambda: list(WEEKDAYS[:5]))
    every_weeks: int = 0
    visits: int = 0
    stay_min: int = 120
    opens: str = "00:00"
    closes: str = "24:00"
    begin: str = "07:00"
    end: str = "17:00"
    hours: float = 8
    load_min: int = 0
    nights: int = 0
    vans: int = 1
    mode: str = BY_CAR
    minutes: float = 15
    name: str = CALLED
    rounds: int = 20

    def __post_init__(self) -> None:
        if self.vans < 1:
            raise OptionError("[tours] vans must be at least 1, not {n}.", n=self.vans)
        if not self.minutes > 0:
            raise OptionError("[tours] minutes must be positive, not {n:g}.", n=self.minutes)
        self.check()

    def check(self) -> None:
        """Refuse dates, rhythms and vans that can't be understood."""
        _ = self.term, self.usual, self.fleet

    @property
    def term(self) -> Term:
        """When vans drive."""
        return Term(first=self.first, last=self.last, days=tuple(self.days))

    @property
    def usual(self) -> Usual:
        """What holds for stops whose row does not say otherwise."""
        return Usual(
            stay_min=self.stay_min, every_weeks=self.every_weeks or None,
            visits=self.visits or None, opens=self.opens, closes=self.closes,
        )  # fmt: skip

    @property
    def fleet(self) -> tuple[Van, ...]:
        """The vans."""
        names = [self.name] if self.vans == 1 else [
            f"{self.name} {number}" for number in range(1, self.vans + 1)
        ]  # fmt: skip
        return tuple(
            Van(name=name, begin=self.begin, end=self.end, hours=self.hours,
                load_min=self.load_min, nights=self.nights)
            for name in names
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class TrailOptions:
    """A round on foot or by bike.

    Attributes
    ----------
    sites
        A list of places, with ``topics``, ``stay_min`` and what each is worth (``value``).
    max_km, max_min
        The longest round: kilometres, or minutes with stays. One of both.
    start
        Id or name of the place of the study's list where it begins, or of one of its sites.
    must
        Ids of sites that it passes in any case.
    mode
        How people go.
    stay_min
        Stay at a site whose row does not say it.
    title
        What the page is called.
    """

    sites: Path
    max_km: float = 0
    max_min: float = 0
    start: str = ""
    must: list[str] = field(default_factory=list)
    mode: str = ON_FOOT
    stay_min: float = 15
    title: str = ""

    def __post_init__(self) -> None:
        if (self.max_km > 0) == (self.max_min > 0):
            raise OptionError("[trail] needs one of max_km and max_min.")


def check(plan: Study) -> None:
    """Refuse tours in a mode that the study has no router of, and longer ways than it looks for."""
    asked = plan.section(TourOptions)
    if asked is None:
        return
    check_mode(plan, "tours", asked.mode)
    check_minutes(plan, "tours", asked.minutes)


def check_trail(plan: Study) -> None:
    """Refuse a trail in a mode that the study has no router of."""
    asked = plan.section(TrailOptions)
    if asked is not None:
        check_mode(plan, "trail", asked.mode)
