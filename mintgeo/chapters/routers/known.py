"""The kinds of routers that the package brings: the airline, roads of an extract, timetables."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mintgeo._errors import InputError, OptionError
from mintgeo._osm import extent
from mintgeo.chapters.routers.kind import Box, NoOptions, RouterKind, Routers
from mintgeo.chapters.routers.timetable import TIMETABLE
from mintgeo.language import N_
from mintgeo.travel import CURVES, Airline, ErrorLaw, RoadNetwork
from mintgeo.travel.roads.graph.cache import keep_networks
from mintgeo.travel.roads.reading.profiles import PROFILES

MAP: Final = N_("Straßen und Orte der Karte")
"""What an extract is called where it is said of when it is."""


@dataclass(frozen=True, kw_only=True)
class Roads:
    """The extract of OpenStreetMap whose roads people take.

    ``spread`` is σ of log(true / estimated time): two of three true times lie within ± 10 %. A
    choice, not measured: traffic, weather and how people drive are in no extract.
    """

    extract: Path
    spread: float = 0.1

    def __post_init__(self) -> None:
        if not 0 <= self.spread <= 1:
            raise OptionError(
                "[router] spread must be between 0 and 1, not {spread!r}.", spread=self.spread
            )


def _airline(_: NoOptions, mode: str) -> Airline:
    return Airline(mode=mode)


def _roads(asked: Roads, mode: str) -> RoadNetwork:
    return RoadNetwork.from_osm(asked.extract, mode, law=ErrorLaw(spread=asked.spread))


def _prepare_roads(asked: Roads, modes: Collection[str]) -> None:
    keep_networks(asked.extract, modes)


def _box(asked: Roads) -> Box:
    """The box of the extract; beyond it nobody can be routed."""
    box = extent(asked.extract)
    if box is None:
        raise InputError(
            "'{extract}' does not say which box it covers; set [coverage] within.",
            extract=asked.extract.name,
        )
    return box


AIRLINE: Final = RouterKind(
    key="airline",
    make=_airline,
    modes=tuple(CURVES),
    title=N_("Luftlinie mit Umweg"),
    caveat=N_("Zeiten sind aus der Luftlinie geschätzt, nicht auf dem Straßennetz berechnet."),
    brief=N_("Zeiten sind aus Luftlinien geschätzt; Spannen enthalten diesen Fehler."),
    limits=(
        N_(
            "Flüsse, Berge und Umwege im Einzelnen kennt die Luftlinie nicht: Ein einzelner Weg "
            "kann doppelt so lang sein."
        ),
    ),
)
ROADS: Final = RouterKind(
    key="roads",
    make=_roads,
    prepare=_prepare_roads,
    modes=tuple(PROFILES),
    options=Roads,
    local=True,
    box=_box,
    vintages=lambda asked: [(MAP, asked.extract.name)],
    open_inputs=frozenset({"extract"}),
    title=N_("Straßen aus OpenStreetMap"),
    caveat=N_("Zeiten sind auf dem Straßennetz berechnet, ohne Verkehr und Wartezeiten."),
    brief=N_(
        "Zeiten sind auf dem Straßennetz berechnet, ohne Verkehr; Spannen enthalten ihren Fehler."
    ),
)
ROUTERS: Final = Routers(AIRLINE, ROADS, TIMETABLE)
"""The one list of them: ``ROUTERS.register(RouterKind(…))`` adds one."""
