"""Arcs → steps: which arc may follow which, and what the turn between them costs."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from mintgeo.travel.roads.graph.directed import Arcs
from mintgeo.travel.roads.graph.obstacles import (
    has_obstacle,
    is_barrier,
    obstacles_met,
    waits,
)
from mintgeo.travel.roads.graph.pieces import Pieces
from mintgeo.travel.roads.graph.segments import (
    SHUT,
    TENTH,
    Bools,
    Floats,
    Ints,
    Segments,
    metres_per_degree,
)
from mintgeo.travel.roads.graph.sorting import firsts
from mintgeo.travel.roads.reading import rules
from mintgeo.travel.roads.reading.rules import Profile, Turns
from mintgeo.travel.roads.reading.ways import UNIT, Roads

_AHEAD_M: Final = 10.0
"""How far into an arc its bearing is taken."""
_TURN: Final = 360.0
_BLOCK: Final = 1 << 16
"""Turns that are priced at once."""
_NEAR_STOP_M: Final = 20.0
"""A stop sign without direction belongs to the junction this near (``car.lua``)."""


@dataclass(frozen=True, kw_only=True)
class Steps:
    """Pairs of arcs that follow each other, sorted by ``source`` and ``target``.

    ``weight_s`` is what the search counts for the turn, ``time_s`` what it takes.
    """

    source: Ints
    target: Ints
    weight_s: Floats
    time_s: Floats


def hold_up_inside(
    roads: Roads, profile: Profile, segments: Segments, pieces: Pieces, inner: Bools
) -> None:
    """Add to segments the wait at obstacles on nodes without a junction, as OSRM folds them in.

    A signal costs a bicycle there as much as a turn through 180 degrees, because OSRM asks the
    profile for the turn with that angle.
    """
    row = np.flatnonzero((has_obstacle(roads) & inner)[pieces.node])
    row = row[pieces.back_look[row] != SHUT]
    if not len(row):
        return
    into = pieces.back[row]
    who, which = obstacles_met(roads, pieces.node[row], into & 1)
    major = roads.obstacles.kind[which] != rules.STOP_MINOR
    wait, signal = waits(roads, who[major], which[major], len(row))
    none = np.zeros(len(row), dtype=bool)
    cost = _turn_s(
        profile,
        Turns(angle=np.where(signal, 180.0, 0.0), roads=np.full(len(row), 2), u_turn=none,
              signal=signal, obstacle_s=wait, mode_changes=none, roundabout=none),
    )  # fmt: skip
    np.add.at(segments.time_s, into, cost)
    if segments.weight_s is not segments.time_s:
        np.add.at(segments.weight_s, into, cost)


def expand(
    roads: Roads,
    profile: Profile,
    meeting: Ints,
    arcs: Arcs,
    forbidden: tuple[Ints, Ints],
) -> Steps:
    """Join every arc to those that may follow it.

    ``meeting`` counts the roads of each node. U-turns are allowed at barriers and where no other
    road comes in; at barriers nothing else is.
    """
    first = firsts(arcs.start, len(roads.node_ids))
    source, target = _meeting(arcs, first)
    barrier = is_barrier(roads)
    ends = np.bincount(arcs.goal, minlength=len(barrier)) <= 1
    turns, passes = (barrier | ends)[arcs.goal], ~barrier[arcs.goal]
    allowed = passes[source]
    back = np.flatnonzero(arcs.twin[source] == target)
    allowed[back] = turns[source[back]]
    allowed[_places_of(forbidden, arcs, first)] = False
    kept = np.flatnonzero(allowed)
    source, target = source[kept], target[kept]
    del allowed, back, kept
    sides = _sides(roads, meeting, arcs, _bearings(roads, arcs) if profile.angles else None)
    time = np.empty(len(source), dtype=np.float32)
    for at in range(0, len(source), _BLOCK):
        here = slice(at, at + _BLOCK)
        time[here] = _turn_s(profile, _turns(roads, arcs, sides, source[here], target[here]))
    weight = time
    if profile.entry_s > 0:
        closed = np.array([one.restricted for one in roads.rules])[arcs.rule, arcs.direction]
        weight = np.where(~closed[source] & closed[target], np.float32(profile.entry_s), time)
    return Steps(source=source, target=target, time_s=time, weight_s=weight)


def _turn_s(profile: Profile, turns: Turns) -> Floats:
    """Cost of turns in whole tenths of a second, cut off as OSRM does."""
    return np.asarray(np.floor(profile.turn_s(turns) / TENTH + 1e-9) * TENTH)


def _meeting(arcs: Arcs, first: Ints) -> tuple[Ints, Ints]:
    """All pairs of an arc and one that starts where it ends, sorted.

    ``first`` says for each node which arc is the first to start there.
    """
    low = first[arcs.goal]
    count = first[arcs.goal + 1] - low
    source = np.repeat(np.arange(len(low), dtype=np.int32), count)
    target = np.arange(len(source), dtype=np.int32)
    target += np.repeat((low - np.cumsum(count) + count).astype(np.int32), count)
    return source, target


def _places_of(pairs: tuple[Ints, Ints], arcs: Arcs, first: Ints) -> Ints:
    """Where some pairs of arcs that follow each other stand among all of them."""
    source, target = pairs
    before = np.concatenate([[0], np.cumsum((first[1:] - first[:-1])[arcs.goal])])
    return np.asarray(before[source] + target - first[arcs.goal[source]])


@dataclass(frozen=True, kw_only=True)
class _Sides:
    """What turns ask about arcs.

    Bearings where they begin and end, if the profile looks at angles; how many roads meet at their
    end, how they are travelled, whether they are part of a roundabout; whether something stands at
    their end, whether they are short and no other road but one goes on, and slower than another.
    """

    bearings: tuple[Floats, Floats] | None
    roads: Ints
    how: Ints
    ring: Bools
    length: Floats
    held: Bools
    lone: Bools
    yields: Bools


def _sides(
    roads: Roads, meeting: Ints, arcs: Arcs, bearings: tuple[Floats, Floats] | None
) -> _Sides:
    known = has_obstacle(roads)
    length = arcs.length_m[arcs.first[1:] - 1]
    pace = arcs.time_s[arcs.first[1:] - 1] / np.maximum(length, 1e-9)
    fastest = np.full(len(known), np.inf)
    leaving = np.flatnonzero(known[arcs.start])
    np.minimum.at(fastest, arcs.start[leaving], pace[leaving])
    roads_at_goal = meeting[arcs.goal]
    return _Sides(
        bearings=bearings, roads=roads_at_goal,
        how=np.array([one.how for one in roads.rules], dtype=np.int8)[arcs.rule, arcs.direction],
        ring=np.array([one.roundabout for one in roads.rules])[arcs.rule], length=length,
        held=known[arcs.goal], lone=(roads_at_goal == 2) & (length < _NEAR_STOP_M),  # noqa: PLR2004
        yields=fastest[arcs.goal] < pace,
    )  # fmt: skip


def _turns(roads: Roads, arcs: Arcs, sides: _Sides, source: Ints, target: Ints) -> Turns:
    u_turn = arcs.twin[source] == target
    angle = np.zeros(len(source))
    if sides.bearings is not None:
        out, into = sides.bearings
        angle = np.where(u_turn, 180.0, _turned(out[target] - into[source] + 180) - 180)
    obstacle_s, signal = _held_up(roads, arcs, sides, source, target)
    return Turns(
        angle=angle,
        roads=sides.roads[source],
        u_turn=u_turn,
        signal=signal,
        obstacle_s=obstacle_s,
        mode_changes=sides.how[source] != sides.how[target],
        roundabout=sides.ring[source] | sides.ring[target],
    )


def _bearings(roads: Roads, arcs: Arcs) -> tuple[Floats, Floats]:
    """Bearing of each arc over its first and its last ten metres, degrees clockwise from north."""
    begin, end = arcs.first[:-1], arcs.first[1:] - 1
    whole = arcs.length_m[end]
    ahead = np.minimum(_AHEAD_M, whole)
    inward = _points_at(roads, arcs, ahead, _ahead(arcs, ahead))
    outward = _points_at(roads, arcs, whole - ahead, _behind(arcs, whole - ahead))
    return (
        _bearing(_places(roads, arcs, begin), inward),
        _bearing(outward, _places(roads, arcs, end)),
    )


def _ahead(arcs: Arcs, along: Floats) -> Ints:
    """Vertex of each arc before the point so many metres from its start, sought from there on."""
    vertex, last = arcs.first[:-1].copy(), arcs.first[1:] - 2
    open_ = np.flatnonzero(vertex < last)
    while len(open_):
        open_ = open_[arcs.length_m[vertex[open_] + 1] <= along[open_]]
        vertex[open_] += 1
        open_ = open_[vertex[open_] < last[open_]]
    return vertex


def _behind(arcs: Arcs, along: Floats) -> Ints:
    """The same vertex, sought back from the end of the arc."""
    vertex, first = arcs.first[1:] - 2, arcs.first[:-1]
    open_ = np.flatnonzero(vertex > first)
    while len(open_):
        open_ = open_[arcs.length_m[vertex[open_]] > along[open_]]
        vertex[open_] -= 1
        open_ = open_[vertex[open_] > first[open_]]
    return vertex


def _points_at(roads: Roads, arcs: Arcs, along: Floats, vertex: Ints) -> tuple[Floats, Floats]:
    """Point of each arc so many metres from its start, behind a vertex."""
    low = arcs.length_m[vertex]
    step = arcs.length_m[vertex + 1] - low
    share = np.clip((along - low) / np.maximum(step, 1e-9), 0, 1)
    (x, y), (x2, y2) = (_places(roads, arcs, one) for one in (vertex, vertex + 1))
    return x + share * (x2 - x), y + share * (y2 - y)


def _places(roads: Roads, arcs: Arcs, vertex: Ints) -> tuple[Floats, Floats]:
    """Degrees of vertices."""
    node = arcs.node[vertex]
    return roads.x[node].astype(float) * UNIT, roads.y[node].astype(float) * UNIT


def _bearing(a: tuple[Floats, Floats], b: tuple[Floats, Floats]) -> Floats:
    east, north = metres_per_degree((a[1] + b[1]) / 2)
    return _turned(np.degrees(np.arctan2((b[0] - a[0]) * east, (b[1] - a[1]) * north)))


def _turned(degrees: Floats) -> Floats:
    """Angles that are less than a turn off, from 0 to 360 degrees."""
    degrees[degrees >= _TURN] -= _TURN
    degrees[degrees < 0] += _TURN
    return degrees


def _held_up(
    roads: Roads, arcs: Arcs, sides: _Sides, source: Ints, target: Ints
) -> tuple[Floats, Bools]:
    """Seconds at the obstacles of each turn, and whether one of them is a signal."""
    turn = np.flatnonzero(sides.held[source])
    a = source[turn]
    lone = sides.lone[a] & (sides.length[target[turn]] > _NEAR_STOP_M)
    who, which = obstacles_met(roads, arcs.goal[a], arcs.last_direction[a])
    kind, direction = roads.obstacles.kind[which], roads.obstacles.direction[which]
    counts = (kind != rules.STOP_MINOR) | sides.yields[a[who]]
    counts &= (kind != rules.STOP) | (direction != rules.ANY) | ~lone[who]
    return waits(roads, turn[who[counts]], which[counts], len(source))
