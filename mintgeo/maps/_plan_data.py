"""What pages are given that show plans: of stops, of tours, and one to be tried.

``tools.write_js_types`` says the same to the scripts (``assets/types/data.d.ts``).
"""

from typing import Literal, TypedDict

from mintgeo.maps._data import (
    OfRound,
    Packed,
    PackedSpots,
    PersonSpot,
    PlannedStop,
    Point,
    ThemeData,
    TourRound,
    TourStop,
)


class PlanData(ThemeData):
    """Of ``PlanLayer``; ``look`` is the form of its marks."""

    stops: list[PlannedStop]
    look: str
    name: str


class ToursData(ThemeData):
    """Of ``ToursLayer``; depots belong to no round (-1)."""

    rounds: list[TourRound]
    lines: Packed[OfRound]
    stops: list[TourStop]
    name: str
    whole: str


class TrialStop(TypedDict):
    """A candidate: its number in the plan, or 0, and how it came into it."""

    at: Point
    id: str
    name: str
    order: int
    status: Literal["required", "chosen", ""]


class PlanFile(TypedDict):
    """The file that a page saves: its name, and what stands in it beside the stops."""

    name: str
    format: str
    version: int
    mode: str
    minutes: float


class WhatIfData(ThemeData):
    """Of ``WhatIfLayer``; texts without words are numbers, as of ``packed_numbers``.

    ``people`` and ``residents`` (of a Kreis) are whole parts of a person, ``scale`` to one;
    ``coarse`` are Kreise without a share, ``others`` the stops of alternatives.
    """

    who: str
    within: str
    parts: int
    scale: int
    points: str
    people: str
    areas: str
    before: str
    kreise: list[str]
    residents: list[int]
    coarse: list[int]
    stops: PackedSpots[TrialStop]
    others: list[list[int]]
    cover: str
    existing: list[PersonSpot]
    radius: float
    off: float | None
    file: PlanFile
