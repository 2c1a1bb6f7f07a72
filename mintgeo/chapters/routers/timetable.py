"""Buses and trains of a study: the section ``[timetable]``, beside any ``[router]``."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from mintgeo._errors import OptionError
from mintgeo.chapters.routers.kind import Ground, RouterKind
from mintgeo.language import N_
from mintgeo.timetable.timetable import Timetable
from mintgeo.travel import ErrorLaw, Router
from mintgeo.travel.transit import FOOT, Transit, TransitOptions

MODE: Final = "transit"
FEEDS: Final = N_("Fahrplan")


@dataclass(frozen=True, kw_only=True)
class Timetables:
    """Feeds (GTFS, ZIP or folder) and how people go by them.

    See ``TransitOptions``; ``stay_min`` and ``home_by`` say how long a child stays, and when it is
    home again; ``spread`` is σ of log(true / estimated time): two of three true times
    lie within ± 10 %. A choice, not measured.
    """

    feeds: list[Path]
    day: str | date = "school"
    depart: list[str] = field(default_factory=lambda: ["14:00", "16:00"])
    arrive_by: str = ""
    change_min: int = 2
    max_walk_min: int = 15
    slack_min: int = 0
    longest_min: int = 240
    stay_min: int = 90
    home_by: str = "19:00"
    spread: float = 0.1

    def __post_init__(self) -> None:
        if not self.feeds:
            raise OptionError("[timetable] feeds needs at least one file (GTFS).")
        try:
            self.options  # noqa: B018 they check themselves
            ErrorLaw(spread=self.spread)
        except OptionError as error:
            raise OptionError("[timetable] {error}", error=error) from error

    @property
    def options(self) -> TransitOptions:
        """The options of the router."""
        return TransitOptions(
            day=self.day, depart=(self.depart[0], self.depart[-1]) if self.depart else ("", ""),
            arrive_by=self.arrive_by or None, change_min=self.change_min,
            max_walk_min=self.max_walk_min, slack_min=self.slack_min, longest_min=self.longest_min,
        )  # fmt: skip


def _make(asked: Timetables, mode: str, ground: Ground) -> Router:  # noqa: ARG001 it has only one
    timetable = Timetable.from_gtfs(asked.feeds, within=ground.area)
    walk = ground.router(FOOT)
    return Transit(timetable, walk=walk, options=asked.options, law=ErrorLaw(spread=asked.spread))


TIMETABLE: Final = RouterKind(
    key="timetable",
    beside=_make,
    modes=(MODE,),
    options=Timetables,
    vintages=lambda asked: [(FEEDS, file.name) for file in asked.feeds],
    open_inputs=frozenset({"feeds"}),
    title=N_("Fahrpläne (GTFS)"),
    caveat=N_("Zeiten mit Bus und Bahn sind die nach Fahrplan, Wartezeiten zählen mit."),
    brief=N_("Zeiten mit Bus und Bahn sind die nach Fahrplan, Wartezeiten zählen mit."),
    limits=(
        N_(
            "Verspätungen und verpasste Anschlüsse stehen in keinem Fahrplan. Wer sicher gehen "
            "will, rechnet in der Studie eine Reserve ein."
        ),
        N_(
            "Rufbusse, Taxis und Fahrten, die in den Daten fehlen, zählen nicht: Eine Lücke in den "
            "Daten ist keine Lücke im Angebot."
        ),
    ),
)
