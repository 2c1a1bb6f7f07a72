"""Roads → directed segments between neighbouring nodes, each with time, search cost and length."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from mintgeo.travel.roads.reading.rules import BACKWARD, BOTH, FORWARD
from mintgeo.travel.roads.reading.ways import UNIT, Roads

Floats = NDArray[np.floating[Any]]
Ints = NDArray[np.integer[Any]]
Bools = NDArray[np.bool_]

_EQUATOR_M: Final = 6_378_137.0
_FLATTENING: Final = 1 / 298.257223563
TENTH: Final = 0.1
"""OSRM counts in tenths of a second, and at least one per segment."""


@dataclass(frozen=True, kw_only=True)
class Segments:
    """Directed segments, sorted by ``start`` and ``goal``, one per ordered pair of nodes.

    ``twin`` is the segment that goes back, or -1; ``look`` numbers what a chain must share;
    ``rule`` and ``direction`` say where it comes from.
    """

    start: Ints
    goal: Ints
    time_s: Floats
    weight_s: Floats
    length_m: Floats
    look: NDArray[np.int32]
    rule: NDArray[np.int32]
    direction: NDArray[np.int8]
    twin: Ints


def make_segments(roads: Roads, keep: Bools) -> Segments:
    """Cut ways into segments; of several between the same nodes the cheapest stays.

    Parameters
    ----------
    roads
        Roads of an extract.
    keep
        Per node: segments of which neither end is kept are left out.
    """
    way = np.repeat(np.arange(len(roads.way_ids)), np.diff(roads.offset))
    same = (way[1:] == way[:-1]) & (roads.node[1:] != roads.node[:-1])
    there = roads.located
    a, b = roads.node[:-1], roads.node[1:]
    share = _shares(roads, way[:-1], same, there[a] & there[b])
    same &= there[a] & there[b] & (keep[a] | keep[b])
    a, b, way, share = a[same], b[same], way[:-1][same].astype(np.int32), share[same]
    length = distance_m(roads.x[a], roads.y[a], roads.x[b], roads.y[b])
    parts = [_directed(roads, way, a, b, length, share, direction) for direction in BOTH]
    columns = {name: np.concatenate([part.pop(name) for part in parts]) for name in tuple(parts[0])}
    key = columns["start"].astype(np.int64) * len(roads.node_ids) + columns["goal"]
    order = np.lexsort((columns["weight_s"], key))
    key = key[order]
    order = order[np.concatenate([[True], np.diff(key) != 0])] if len(order) else order
    for name in tuple(columns):
        columns[name] = columns[name][order]
    twin = _twins(columns["start"], columns["goal"], len(roads.node_ids))
    return Segments(**columns, twin=twin)


def _directed(
    roads: Roads, way: Ints, a: Ints, b: Ints, length: Floats, share: Floats, direction: int
) -> dict[str, NDArray[Any]]:
    rule = roads.rule[way]
    is_open = np.array([one.passable(direction) for one in roads.rules])[rule]
    rule, length = rule[is_open], length[is_open]
    way, share = way[is_open], share[is_open]
    start, goal = (a, b) if direction == FORWARD else (b, a)
    speed = np.array([max(one.speed[direction], 1e-9) for one in roads.rules])[rule] / 3.6
    factor = np.array([one.factor[direction] for one in roads.rules])[rule]
    whole = np.array([one.seconds for one in roads.rules])[rule]
    time = np.where(whole > 0, whole * share, length / speed)
    looks = _looks(roads, direction)[rule].astype(np.int64)
    look = np.unique(looks * (roads.name.max() + 1) + roads.name[way], return_inverse=True)[1]
    return {
        "start": start[is_open],
        "goal": goal[is_open],
        "time_s": _tenths(time),
        "weight_s": _tenths(time / factor),
        "length_m": length,
        "look": look.astype(np.int32),
        "rule": rule,
        "direction": np.full(len(rule), direction, dtype=np.int8),
    }


def _shares(roads: Roads, way: Ints, moves: Bools, known: Bools) -> Floats:
    """What part of its way each step is, by length, on ways that say how long they take.

    Of steps to nodes that the extract lacks nobody knows the length: they count as the others do on
    average.
    """
    share = np.zeros(len(way))
    timed = np.array([one.seconds > 0 for one in roads.rules])[roads.rule[way]]
    at = np.flatnonzero(timed & moves & known)
    a, b = roads.node[at], roads.node[at + 1]
    metres = distance_m(roads.x[a], roads.y[a], roads.x[b], roads.y[b]).astype(float)
    ways = len(roads.way_ids)
    whole = np.bincount(way[at], weights=metres, minlength=ways)[way[at]]
    seen, every = (
        np.bincount(way[rows], minlength=ways)[way[at]]
        for rows in (at, np.flatnonzero(timed & moves))
    )
    share[at] = np.where(whole > 0, metres / np.maximum(whole, 1e-9), 1 / seen) * seen / every
    return share


def _looks(roads: Roads, direction: int) -> NDArray[np.int32]:
    """Number per rule what OSRM compares before it joins two segments."""
    numbers: dict[object, int] = {}
    looks = []
    for rule in roads.rules:
        alike = rule.two_way and all(
            pair[FORWARD] == pair[BACKWARD]
            for pair in (rule.how, rule.speed, rule.factor, rule.restricted)
        )
        key = (rule.kind, rule.how[direction], rule.restricted[direction], alike)
        looks.append(numbers.setdefault(key, len(numbers)))
    return np.array(looks, dtype=np.int32)


def _tenths(seconds: Floats) -> Floats:
    return (np.maximum(np.round(seconds / TENTH), 1.0) * TENTH).astype(np.float32)


def _twins(start: Ints, goal: Ints, nodes: int) -> Ints:
    key = start.astype(np.int64) * nodes + goal
    back = goal.astype(np.int64) * nodes + start
    place = np.minimum(np.searchsorted(key, back), max(len(key) - 1, 0))
    return np.where(key[place] == back, place, -1).astype(np.int32)


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
