"""What data of all pages are made of: points, packed shapes, views; and what every theme has.

``tools.write_js_types`` says the same to the scripts (``assets/types/data.d.ts``).
"""

from typing import Annotated, Any, Generic, Literal, NotRequired, TypedDict, TypeVar

P = TypeVar("P")
"""What is said of a shape, or of a point."""
Point = Annotated[list[float], 2]
"""Latitude and longitude in degrees."""
Bounds = Annotated[list[Point], 2]
"""South-west and north-east corner."""
ShapeKind = Literal["MultiPolygon", "MultiLineString"]


class PackedShape(TypedDict, Generic[P]):
    """Lines, or rings of areas, in steps of whole parts of a degree, and what is said of them."""

    shape: str
    properties: P


class Packed(TypedDict, Generic[P]):
    """Shapes in few letters, as of ``packed``; the script makes GeoJSON of them."""

    type: ShapeKind
    scale: int
    features: list[PackedShape[P]]


class PackedSpots(TypedDict, Generic[P]):
    """Points with what is said of them in columns, every word once, as of ``packed_spots``."""

    columns: list[str]
    words: list[Any]
    rows: list[list[float]]


class TextColumn(TypedDict):
    """Texts, every one once, with a letter between them; and in steps which of them a row says."""

    words: str
    mark: str
    rows: str


class PackedTexts(TypedDict, Generic[P]):
    """Points in whole parts of a degree, with texts in columns, as of ``packed_texts``."""

    parts: int
    at: str
    texts: dict[str, TextColumn]


class Nothing(TypedDict):
    """What is said of a line that only lies there."""


class Named(TypedDict):
    """A name."""

    name: str


class NamedClass(TypedDict):
    """A class of a legend."""

    name: str
    colour: str


class View(TypedDict):
    """A mode and a threshold that can be chosen."""

    key: str
    label: str
    minutes: float
    mode: str
    mode_key: str
    first: bool


class ReachedArea(TypedDict):
    """The view that an area belongs to."""

    view: str


class ThemeData(TypedDict):
    """What every theme has."""

    bounds: Bounds | None
    credits: list[str]
    vintages: NotRequired[list[str]]
    missing: NotRequired[int]


class Tiles(TypedDict):
    """A basemap."""

    name: str
    url: str
    attribution: str
    max_zoom: int
    host: str


class About(TypedDict):
    """What a page of ours begins with."""

    bounds: Bounds | None
    limited: bool
    basemap: Tiles | None


ClassText = TypedDict("ClassText", {"name": str, "text": str, "class": int})
"""What a shape says, and its class."""
ClassSpot = TypedDict("ClassSpot", {"at": Point, "name": str, "text": str, "class": int})
"""A point with what it says, and its class."""
Home = TypedDict(
    "Home", {"at": Point, "place": str, "people": int, "minutes": int | str, "class": int}
)
"""Where people live, the minutes to an offer or why there are none, and the class."""


Way = tuple[float | None, str | None, str, bool]
"""Minutes to the nearest offer, its name, the status, and whether one beyond may be nearer."""


class TownHome(TypedDict):
    """Where people live; by mode their way to the nearest offer."""

    at: Point
    people: float
    place: str
    times: dict[str, Way]


class OfferSpot(TypedDict):
    """An offer or a partner: what its table knows, as texts."""

    at: Point
    name: NotRequired[str]
    category: NotRequired[str]
    street: NotRequired[str]
    postcode: NotRequired[str]
    place: NotRequired[str]
    topics: NotRequired[str]
    provider: NotRequired[str]
    age_min: NotRequired[str]
    age_max: NotRequired[str]


class PersonSpot(TypedDict):
    """A participant's place, or the meeting."""

    at: Point
    name: NotRequired[str]
    postcode: NotRequired[str]
    place: NotRequired[str]


class CountCircle(TypedDict):
    """Participants of a Kreis."""

    at: Point
    name: str
    about: bool
    count: int
    rate: float | None
    small: bool


Decision = Literal["moved", "chosen", "right"]
"""What somebody can decide of a row."""


class CandidateSpot(TypedDict):
    """A place that somebody may choose for a row."""

    at: Point
    name: str


class WasDecided(TypedDict):
    """What was decided of a row when it was placed; it lies where it was put."""

    decision: Decision
    place: str
    date: str
    note: str


class PlacedRow(TypedDict):
    """A row of a list with a place; ``rank`` among those to look at, or 0.

    ``choice`` and ``was`` are numbers from 1 in lists of choices and of what was decided, or 0.
    """

    at: Point
    id: str
    level: str
    radius: int | None
    rank: int
    address: str
    note: str
    choice: int
    was: int


class LostRow(TypedDict):
    """A row without a place."""

    id: str
    address: str
    note: str
    check: str
    choice: int
    was: int


class Flow(TypedDict):
    """People on their way from a point; their numbers only where these are not public."""

    at: Point
    name: str
    people: int
    classes: list[int | None]
    minutes: NotRequired[int | None]
    km: NotRequired[float | None]
    under: NotRequired[int | None]


class ExactWay(TypedDict):
    """What a flow knows that is not public."""

    minutes: int | None
    km: float | None
    under: int | None


class Venue(TypedDict):
    """Where the journeys lead."""

    at: Point
    name: str


class OfRound(TypedDict):
    """The round that a line belongs to, and whether it follows roads."""

    round: int
    straight: bool


class TourRound(TypedDict):
    """A round that a van drives: what the legend calls it, and what is said of it."""

    name: str
    text: str
    colour: str


class TourStop(TypedDict):
    """A stop of a round by its number, or a depot, and what is said of it."""

    at: Point
    sign: str
    name: str
    lines: list[str]
    round: int


class PlannedStop(TypedDict):
    """A stop of a plan: its number, its name, and what is said of it."""

    at: Point
    sign: str
    name: str
    lines: list[str]
