"""What each page is given: the data of every theme, as they stand in it and as its script has them.

``tools.write_js_types`` says the same to the scripts (``assets/types/data.d.ts``).
"""

from typing import Annotated, Final, Literal, NotRequired, TypedDict

from mintgeo.maps._data import (
    Bounds,
    CandidateSpot,
    ClassSpot,
    ClassText,
    CountCircle,
    Decision,
    Flow,
    Home,
    LostRow,
    NamedClass,
    Nothing,
    OfferSpot,
    Packed,
    PackedSpots,
    PackedTexts,
    PersonSpot,
    PlacedRow,
    ReachedArea,
    ThemeData,
    TownHome,
    Venue,
    View,
    WasDecided,
)
from mintgeo.maps._plan_data import PlanData, ToursData, WhatIfData


class NamesData(ThemeData):
    """Of ``NamesLayer``: places of the most people first.

    How many of them have large letters, and how many are seen at a zoom and farther away.
    """

    names: list[str]
    at: list[int]
    parts: int
    large: list[int]
    seen: dict[str, int]


class GroundKreis(TypedDict):
    """A Kreis, and whether it is of the area that matters."""

    name: str
    own: bool


class GroundData(ThemeData):
    """Of ``GroundLayer``."""

    kreise: Packed[GroundKreis]
    borders: Packed[Nothing]


class ShareKreis(TypedDict):
    """A Kreis; by view its class, whether that is in doubt, and the bounds of its share."""

    name: str
    people: int
    views: dict[str, Annotated[list[float], 4]]


class FilteredShares(TypedDict):
    """Shares for the offers of a topic and an age; by view ``[Kreis, class, low, high, …]``."""

    topic: str | None
    age: str | None
    views: dict[str, list[int]]


class CoverageData(ThemeData):
    """Of ``CoverageLayer``."""

    who: str
    per: str
    views: list[View]
    kreise: Packed[ShareKreis]
    borders: Packed[Nothing]
    classes: list[float]
    palette: list[str]
    areas: Packed[ReachedArea]
    filtered: list[FilteredShares]


class ChangeKreis(TypedDict):
    """A Kreis; by view class, doubt, change, people gained and lost, perhaps bounds."""

    name: str
    views: dict[str, Annotated[list[float], 5, 7]]


class ChangeData(ThemeData):
    """Of ``ChangeLayer``."""

    title: str
    who: str
    views: list[View]
    kreise: Packed[ChangeKreis]
    borders: Packed[Nothing]
    classes: list[float]
    palette: list[str]


class GapArea(TypedDict):
    """An area without an offer; no ``extra_min`` beyond the limit of the search."""

    rank: int
    name: str
    kreise: str
    population: int
    extra_min: int | None
    population_low: NotRequired[int]
    population_high: NotRequired[int]
    established: NotRequired[bool]


class GapsData(ThemeData):
    """Of ``GapsLayer``."""

    gaps: Packed[GapArea]
    rural: bool
    who: str


class AreasData(ThemeData):
    """Of ``AreasLayer`` and ``ShapesLayer``; ``whole`` is what a switch for all of it says."""

    caption: str
    classes: list[NamedClass]
    areas: Packed[ClassText]
    lines: Packed[ClassText]
    spots: PackedSpots[ClassSpot]
    whole: str


class ReachData(ThemeData):
    """Of ``ReachLayer``."""

    caption: str
    classes: list[NamedClass]
    spots: PackedSpots[Home]
    who: str


class LocalData(ThemeData):
    """Of ``LocalLayer``."""

    who: str
    views: list[View]
    areas: Packed[ReachedArea]
    roads: Packed[Nothing]
    people: list[TownHome]


class OfferKind(TypedDict):
    """Offers of one category."""

    category: str
    colour: str
    spots: PackedTexts[OfferSpot]


class PartnerKind(TypedDict):
    """Possible partners of one category."""

    category: str
    pale: bool
    spots: list[OfferSpot]


class OffersData(ThemeData):
    """Of ``OffersLayer``."""

    offers: list[OfferKind]
    partners: list[PartnerKind]
    ages: list[tuple[int, int]]


class PeopleData(ThemeData):
    """Of ``PeopleLayer``."""

    people: list[PersonSpot]
    meeting: list[PersonSpot]
    counts: list[CountCircle]
    per: str
    quiet: bool


ExactKey = Literal["address", "street", "place", "rough"]


class ExactClass(TypedDict):
    """A class of match levels; its form stands in the script."""

    key: ExactKey
    name: str
    levels: tuple[str, ...]
    colour: str


class CorrectionFile(TypedDict):
    """The file that a page saves: name, words, the kind of the list, where points may lie."""

    name: str
    kind: str
    header: list[str]
    decisions: dict[Decision, str]
    bounds: Bounds


class PlacementData(ThemeData):
    """Of ``PlacementLayer``; ``checks`` are signs of the spots, one after the other."""

    classes: list[ExactClass]
    levels: dict[str, str]
    spots: PackedSpots[PlacedRow]
    checks: str
    lost: list[LostRow]
    personal: bool
    choices: list[list[CandidateSpot]]
    was: list[WasDecided]
    file: CorrectionFile


WayKey = Literal["time", "way"]


class WayView(TypedDict):
    """Limits between classes, in minutes or kilometres."""

    key: WayKey
    limits: list[int]


class Totals(TypedDict):
    """All people, medians of their way, and those whose way is not drawn."""

    people: float
    minutes: NotRequired[float]
    km: NotRequired[float]
    unplaced: NotRequired[int]
    rest: NotRequired[int]


Level = Literal["place", "kreis", "area"]


class Flows(TypedDict):
    """What is drawn of journeys."""

    views: list[WayView]
    flows: list[Flow]
    level: Level
    totals: Totals
    bounds: Bounds | None


class WaysData(Flows, ThemeData):
    """Of ``WaysLayer``."""

    venue: Venue
    mode: str
    palette: list[str]
    public: bool


THEMES: Final[dict[str, type]] = {
    "names": NamesData,
    "ground": GroundData,
    "coverage": CoverageData,
    "change": ChangeData,
    "gaps": GapsData,
    "areas": AreasData,
    "reach": ReachData,
    "local": LocalData,
    "offers": OffersData,
    "people": PeopleData,
    "placement": PlacementData,
    "ways": WaysData,
    "plan": PlanData,
    "tours": ToursData,
    "what_if": WhatIfData,
}
"""Data of every theme by its kind, which is the name of its script."""
