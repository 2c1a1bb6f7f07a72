"""What tags mean for one mode: a way's speeds and access, a node's obstacles, a profile."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from mintgeo.travel.roads.reading.tags import Tags, directed, first, most_open, seconds

Floats = NDArray[np.floating[Any]]

CLOSED: Final = 0
OPEN: Final = 1
FERRY: Final = 2
PUSHED: Final = 3
TRAIN: Final = 4
"""How a way is travelled in one direction."""

FORWARD: Final = 0
BACKWARD: Final = 1
BOTH: Final = (FORWARD, BACKWARD)


@dataclass
class Way:
    """What a combination of tags means, per direction: along the way, against it.

    Attributes
    ----------
    how
        ``CLOSED``, ``OPEN``, ``FERRY``, ``PUSHED`` or ``TRAIN``.
    speed
        km/h; -1 where nothing says it.
    factor
        The search takes the way for as many times longer as 1 / factor says.
    restricted
        Open only to those who live, deliver or park there.
    seconds
        Time for the whole way, where a ferry says it; 0 else.
    start
        Whether a journey may begin or end here.
    roundabout
        Whether it is part of a roundabout.
    kind
        What a chain of segments must share to count as one road without a turn in it.
    """

    how: list[int] = field(default_factory=lambda: [OPEN, OPEN])
    speed: list[float] = field(default_factory=lambda: [-1.0, -1.0])
    factor: list[float] = field(default_factory=lambda: [1.0, 1.0])
    restricted: list[bool] = field(default_factory=lambda: [False, False])
    seconds: float = 0.0
    start: bool = True
    roundabout: bool = False
    kind: tuple[object, ...] = ()

    def passable(self, direction: int) -> bool:
        """Whether anybody gets through in this direction."""
        return self.how[direction] != CLOSED and (self.speed[direction] > 0 or self.seconds > 0)

    def close(self, direction: int) -> None:
        """Let nobody through in this direction."""
        self.how[direction] = CLOSED

    def set_speed(self, kmh: float) -> None:
        """Set the speed of both directions."""
        self.speed = [kmh, kmh]

    @property
    def open(self) -> bool:
        """Whether at least one direction is not closed."""
        return self.how != [CLOSED, CLOSED]

    @property
    def two_way(self) -> bool:
        """Whether neither direction is closed."""
        return CLOSED not in self.how

    @property
    def is_symmetric(self) -> bool:
        """Whether both directions are travelled alike."""
        return (
            self.how[FORWARD] == self.how[BACKWARD]
            and self.speed[FORWARD] == self.speed[BACKWARD]
            and self.factor[FORWARD] == self.factor[BACKWARD]
            and self.restricted[FORWARD] == self.restricted[BACKWARD]
        )


BARRIER: Final = 0
GATE: Final = 1
SIGNAL: Final = 2
STOP: Final = 3
STOP_MINOR: Final = 4
GIVE_WAY: Final = 5
"""Kinds of obstacles."""

ANY: Final = -1
"""An obstacle that holds up both directions because nothing says which."""


@dataclass(frozen=True)
class Obstacle:
    """Something on a node that stops people or holds them up."""

    kind: int
    seconds: float = 0.0
    direction: int = ANY
    """``FORWARD``, ``BACKWARD`` along the way it lies on, or ``ANY``."""


@dataclass(frozen=True, kw_only=True)
class Turns:
    """Turns as flat arrays: every pair of arcs that meet in a node.

    ``angle`` in degrees, 0 straight on, right positive, or 0 where a profile does not look at it;
    ``roads`` how many meet there; ``u_turn``, ``signal`` flags; ``obstacle_s`` what stands in the
    way; ``mode_changes``; ``roundabout`` if either arc belongs to one.
    """

    angle: Floats
    roads: NDArray[np.integer]
    u_turn: NDArray[np.bool_]
    signal: NDArray[np.bool_]
    obstacle_s: Floats
    mode_changes: NDArray[np.bool_]
    roundabout: NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Profile:
    """The rules of one mode.

    Attributes
    ----------
    mode
        ``car``, ``bike`` or ``foot``.
    way_keys, node_keys
        Tags that the rules look at; a way needs one of ``main_keys`` to be a road at all.
    way, obstacles, turn_s
        The rules; ``way`` answers None for what is no road.
    restriction_keys
        Modes that a turn restriction may name; empty if restrictions don't bind this mode.
    angles
        Whether the cost of a turn depends on its angle.
    bends
        Whether a node where two roads of different kind or name meet costs a turn.
    entry_s
        Search cost of entering a restricted road from a public one.
    bend_signal_s
        Time at a signal on a road without a junction.
    top_kmh
        No way is faster.
    """

    mode: str
    main_keys: tuple[str, ...]
    way_keys: frozenset[str]
    node_keys: frozenset[str]
    way: Callable[[Tags], Way | None]
    obstacles: Callable[[Tags], tuple[Obstacle, ...]]
    turn_s: Callable[[Turns], Floats]
    restriction_keys: tuple[str, ...]
    angles: bool
    bends: bool
    entry_s: float
    top_kmh: float
    source: str


def close_by_access(
    way: Way,
    tags: Tags,
    keys: tuple[str, ...],
    *,
    welcome: frozenset[str],
    residents: frozenset[str] = frozenset(),
    closed: frozenset[str],
) -> tuple[str | None, str | None]:
    """Close directions by the hierarchy of access tags; return the values that decided."""
    ladder = (welcome, residents, closed)
    found = directed(tags, keys)
    access = most_open(found[0], ladder), most_open(found[1], ladder)
    for direction in BOTH:
        way.restricted[direction] = access[direction] in residents
        if access[direction] in closed and not way.restricted[direction]:
            way.close(direction)
    return access


def ride_ferry(way: Way, tags: Tags, speeds: dict[str, float]) -> None:
    """Make a way with ``route=ferry`` (or a shuttle train) one in both directions."""
    speed = speeds.get(tags.get("route", ""))
    if speed:
        way.how = [FERRY, FERRY]
        way.set_speed(speed)
        way.seconds = seconds(tags.get("duration"))


def speed_by_class(
    way: Way,
    tags: Tags,
    speeds: dict[str, dict[str, float]],
    access: tuple[str | None, str | None],
    *,
    closed: frozenset[str],
    default: float,
) -> None:
    """Set the speed of the kind of way; a way of no known kind is open if its access says so."""
    if way.speed[FORWARD] != -1:
        return
    known = (speeds[key].get(tags[key]) for key in speeds if key in tags)
    speed = next((one for one in known if one), None)
    if speed:
        way.set_speed(speed)
        return
    for direction in BOTH:
        here, there = access[direction], access[1 - direction]
        if here is not None and here not in closed:
            way.speed[direction] = default
        elif here is None and there is not None:
            way.close(direction)


def cap_speed(way: Way, tags: Tags, caps: dict[str, dict[str, float]]) -> None:
    """Slow both directions down to what surface, track type and smoothness allow."""
    for key, by_value in caps.items():
        cap = by_value.get(tags.get(key, ""))
        if cap is not None:
            way.speed = [min(speed, cap) for speed in way.speed]


def is_closed_for_all(tags: Tags, *, building: bool = True, motorroad: bool = False) -> bool:
    """Whether a way is under construction, planned, reversible by the day or impassable."""
    if building and (tags.get("highway") == "construction" or _being_built(tags)):
        return True
    if tags.get("highway", "proposed") == "proposed" and "proposed" in tags:
        return True
    if motorroad and tags.get("motorroad") == "yes":
        return True
    return tags.get("impassable") == "yes" or tags.get("status") == "impassable"


def _being_built(tags: Tags) -> bool:
    if tags.get("railway") == "construction":
        return True
    return tags.get("construction", "no") not in ("no", "widening", "minor")


def is_open_fence(tags: Tags) -> bool:
    """Whether a fence only makes a sound for grazing cattle."""
    return tags.get("barrier") == "fence" and tags.get("sensory") in ("audible", "audio")


def access_of(tags: Tags, keys: Iterable[str]) -> str | None:
    """Value of the first access tag, or None where it is empty."""
    return first(tags, keys) or None
