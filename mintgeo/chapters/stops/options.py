"""What ``[plan]`` can say in a study file."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from mintgeo._errors import OptionError
from mintgeo._schema import AREA_TYPES
from mintgeo.analysis.uncertainty import FEWEST, MOST
from mintgeo.chapters.asked_ways import check_minutes, check_mode
from mintgeo.chapters.plan import Study

_COUNTS: Final = (
    "stops", "per_kreis", "min_apart_km", "least_people", "alternatives", "draws", "hubs", "boxes",
)  # fmt: skip
"""What can't be negative."""


@dataclass(frozen=True, kw_only=True)
class PlanOptions:
    """Where a mobile offer should stop: so many stops, or as few as reach a share.

    Attributes
    ----------
    stops, target_share
        How many stops there are, or the share (0–1) of people that are to be reached; one of them.
    minutes, mode
        How far people come to a stop, and how; by the first mode of the study unless it is said.
    areas
        Whom the plan counts: people of ``rural`` areas, of a ``town``, of a ``city``; all of them
        by default.
    candidates
        A list of places, or an extract of OpenStreetMap (schools and fire stations); by default the
        Gemeinden of the area that have ``least_people``.
    required, forbidden
        Ids or names of candidates that every plan has, and that none has.
    per_kreis
        So many stops in every Kreis, at least.
    min_apart_km
        Least straight line between two stops; 0 without one.
    floor
        This share (0–1) of the people of every Kreis is reached, at least.
    alternatives
        How many really different plans to look for.
    draws
        How often the plan is made anew to tell which of its stops are certain.
    start
        A plan to begin with, as the page of a plan saves it.
    hubs, boxes
        How many places keep boxes to lend, among the sites of the list; and how many boxes in all.
    what_if
        Whether to write a page in which stops are switched on and off (``stops/what_if.html``).
    """

    stops: int = 0
    target_share: float = 0
    minutes: float = 15
    mode: str = ""
    areas: list[str] = field(default_factory=lambda: list(AREA_TYPES))
    candidates: Path | None = None
    least_people: float = 0
    required: list[str] = field(default_factory=list)
    forbidden: list[str] = field(default_factory=list)
    per_kreis: int = 0
    min_apart_km: float = 0
    floor: float = 0
    alternatives: int = 2
    draws: int = 200
    start: Path | None = None
    hubs: int = 0
    boxes: int = 0
    what_if: bool = False

    def __post_init__(self) -> None:
        self._check_numbers()
        if not self.areas or set(self.areas) - set(AREA_TYPES):
            raise OptionError(
                "[plan] areas must be some of {known}: {areas}.",
                known=", ".join(AREA_TYPES), areas=self.areas,
            )  # fmt: skip
        both = sorted(set(self.required) & set(self.forbidden))
        if both:
            raise OptionError(
                "[plan] {names} is both required and forbidden.", names=", ".join(both)
            )
        if self.boxes and not self.hubs:
            raise OptionError("[plan] boxes needs hubs: how many places keep them.")
        if bool(self.stops) == bool(self.target_share):
            raise OptionError(
                "[plan] needs either stops = 8 (so many) or target_share = 0.9 (as few as reach "
                "that share)."
            )

    def _check_numbers(self) -> None:
        for name in ("target_share", "floor"):
            if not 0 <= getattr(self, name) <= 1:
                raise OptionError(
                    "[plan] {name} is a share from 0 to 1, not {share:g}; 90 per cent are 0.9.",
                    name=name, share=getattr(self, name),
                )  # fmt: skip
        if not self.minutes > 0:
            raise OptionError(
                "[plan] minutes must be positive, not {minutes!r}.", minutes=self.minutes
            )
        for name in _COUNTS:
            if getattr(self, name) < 0:
                raise OptionError(
                    "[plan] {name} must not be negative: {value:g}.",
                    name=name, value=getattr(self, name),
                )  # fmt: skip
        if self.draws and not FEWEST <= self.draws <= MOST:
            raise OptionError(
                "[plan] draws must be 0, or from {fewest} to {most}, not {draws}.",
                fewest=FEWEST, most=MOST, draws=self.draws,
            )  # fmt: skip


def check(plan: Study) -> None:
    """Refuse a plan that asks for what the routers of the study can't do."""
    asked = plan.section(PlanOptions)
    if asked is None:
        return
    check_mode(plan, "plan", mode_of(plan))
    check_minutes(plan, "plan", asked.minutes)


def mode_of(plan: Study) -> str:
    """The way to travel that the plan is for."""
    asked = plan.section(PlanOptions)
    return asked.mode if asked is not None and asked.mode else plan.mode
