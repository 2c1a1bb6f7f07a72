"""What the page is given on which somebody tries a plan of stops.

``tools.write_js_types`` says the same to the scripts (``assets/types/data.d.ts``).
"""

from typing import Literal, TypedDict

from mintgeo.maps._data import PackedSpots, PersonSpot, Point, ThemeData


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
