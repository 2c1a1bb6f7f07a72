"""Roads → directed segments between neighbouring nodes, each with time, search cost and length."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from mintgeo.travel.roads.reading.rules import BACKWARD, BOTH, FORWARD, Way
from mintgeo.travel.roads.reading.ways import UNIT, Roads

Floats = NDArray[np.floating[Any]]
Ints = NDArray[np.integer[Any]]
Bools = NDArray[np.bool_]

_EQUATOR_M: Final = 6_378_137.0
_FLATTENING: Final = 1 / 298.257223563
TENTH: Final = 0.1
"""OSRM counts in tenths of a second, and at least one per segment."""
SHUT: Final = -1
"""Look of a direction in which nobody may travel."""


@dataclass(frozen=True, kw_only=True)
class Segments:
    """Segments by the vertex of ``Roads`` that they begin at, in both directions.

    Segment ``2 * v`` is travelled along its way, from vertex ``v`` to the next one; ``2 * v + 1``
    against it. ``there`` says for each vertex whether such a segment begins there, and ``way`` on
    which way; ``length_m`` is per vertex, ``time_s`` and ``weight_s`` per segment. What belongs to
    the last vertex of all is 0. ``look`` numbers per direction and way what a chain must share;
    ``SHUT`` where nobody may travel.
    """

    there: Bools
    way: NDArray[np.int32]
    length_m: NDArray[np.float32]
    time_s: NDArray[np.float32]
    weight_s: NDArray[np.float32]
    look: NDArray[np.int64]

    def looks(self, segment: Ints) -> NDArray[np.int64]:
        """What chains must share of these segments."""
        return np.asarray(self.look[segment & 1, self.way[segment >> 1]])


def start_vertex(segment: Ints) -> Ints:
    """Vertex that a segment begins at."""
    return (segment >> 1) + (segment & 1)


def goal_vertex(segment: Ints) -> Ints:
    """Vertex that a segment leads to."""
    return (segment >> 1) + (~segment & 1)


def make_segments(roads: Roads, keep: Bools | None) -> Segments:
    """Cut ways into segments.

    Parameters
    ----------
    roads
        Roads of an extract.
    keep
        Per node: segments of which neither end is kept are left out; None to keep all.
    """
    ways = np.arange(len(roads.way_ids), dtype=np.int32)
    way = np.repeat(ways, np.diff(roads.offset))
    node, located = roads.node, roads.located[roads.node]
    moves = np.zeros(len(node), dtype=bool)
    moves[:-1] = (way[1:] == way[:-1]) & (node[1:] != node[:-1])
    known = moves.copy()
    known[:-1] &= located[1:] & located[:-1]
    x, y = roads.x[node], roads.y[node]
    length = np.zeros(len(node), dtype=np.float32)
    length[:-1] = distance_m(x[:-1], y[:-1], x[1:], y[1:])
    share = _shares(roads, way, length, moves, known)
    time, weight = _costs(roads.rules, roads.rule[way], length, *share)
    if keep is not None:
        near = keep[node]
        known[:-1] &= near[1:] | near[:-1]
    return Segments(
        there=known, way=way, length_m=length, time_s=time, weight_s=weight, look=_looks(roads)
    )


def _shares(
    roads: Roads, way: Ints, length: Floats, moves: Bools, known: Bools
) -> tuple[Ints, Floats]:
    """What part of its way each step is, by length, on ways that say how long they take.

    Of steps to nodes that the extract lacks nobody knows the length: they count as the others do on
    average.
    """
    timed = np.array([one.seconds > 0 for one in roads.rules])
    moving = np.flatnonzero(timed[roads.rule][way] & moves) if timed.any() else np.empty(0, int)
    at = moving[known[moving]]
    metres, ways = length[at].astype(float), len(roads.way_ids)
    whole = np.bincount(way[at], weights=metres, minlength=ways)[way[at]]
    seen, every = (np.bincount(way[rows], minlength=ways)[way[at]] for rows in (at, moving))
    share = np.where(whole > 0, metres / np.maximum(whole, 1e-9), 1 / seen) * seen / every
    return at, share


def _costs(
    rules: list[Way], rule: Ints, length: Floats, timed: Ints, share: Floats
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Seconds of every segment, and what the search counts: one array if no way counts longer."""
    whole = np.array([one.seconds for one in rules])
    speed = np.maximum([one.speed for one in rules], 1e-9) / 3.6
    speed[whole > 0] = 1.0
    factor = np.array([one.factor for one in rules])
    metres = length.astype(float)
    metres[timed] = whole[rule[timed]] * share
    time = np.empty((len(rule), len(BOTH)), dtype=np.float32)
    time[:] = _tenths(metres / speed[:, FORWARD][rule])[:, None]
    other = np.flatnonzero((speed[:, BACKWARD] != speed[:, FORWARD])[rule])
    time[other, BACKWARD] = _tenths(metres[other] / speed[rule[other], BACKWARD])
    time[-1] = 0.0
    if (factor == 1.0).all():
        return (flat := time.ravel()), flat
    weight = time.copy()
    for direction in BOTH:
        longer = np.flatnonzero((factor[:, direction] != 1.0)[rule[:-1]])
        seconds = metres[longer] / speed[rule[longer], direction]
        weight[longer, direction] = _tenths(seconds / factor[rule[longer], direction])
    return time.ravel(), weight.ravel()


def _tenths(seconds: Floats) -> NDArray[np.float32]:
    return (np.maximum(np.round(seconds / TENTH), 1.0) * TENTH).astype(np.float32)


def _looks(roads: Roads) -> NDArray[np.int64]:
    """Number per direction and way what OSRM compares before it joins two segments.

    A way along which one travels may go on as one against which one does.
    """
    numbers: dict[object, int] = {}
    looks = np.full((len(BOTH), len(roads.rules)), SHUT, dtype=np.int64)
    for at, rule in enumerate(roads.rules):
        alike = rule.two_way and rule.is_symmetric
        for direction in BOTH:
            if rule.passable(direction):
                key = (rule.kind, rule.how[direction], rule.restricted[direction], alike)
                looks[direction, at] = numbers.setdefault(key, len(numbers))
    of_way = looks[:, roads.rule]
    return np.where(of_way == SHUT, SHUT, of_way * (int(roads.name.max()) + 1) + roads.name)


def distance_m(
    x1: NDArray[np.int32], y1: NDArray[np.int32], x2: NDArray[np.int32], y2: NDArray[np.int32]
) -> Floats:
    """Length of short lines on WGS84, from coordinates in steps of 1e-7 degrees.

    The local scale of the ellipsoid at the middle latitude; under 1e-6 off up to 10 km.
    """
    east, north = metres_per_degree((y1.astype(float) + y2) / 2 * UNIT)
    dx = (x2.astype(float) - x1) * UNIT * east
    dy = (y2.astype(float) - y1) * UNIT * north
    return np.hypot(dx, dy).astype(np.float32)


def metres_per_degree(lat: Floats) -> tuple[Floats, Floats]:
    """Metres of a degree of longitude and of latitude: radii of curvature of the ellipsoid."""
    square = _FLATTENING * (2 - _FLATTENING)
    cosine = np.cos(np.radians(lat))
    bend = 1 / (1 - square * (1 - cosine**2))
    scale = np.radians(_EQUATOR_M) * np.sqrt(bend)
    return scale * cosine, scale * bend * (1 - square)
