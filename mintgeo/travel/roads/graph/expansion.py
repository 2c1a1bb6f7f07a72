"""Arcs → steps: which arc may follow which, and what the turn between them costs."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from mintgeo.travel.roads.graph.chains import Arcs, Sides
from mintgeo.travel.roads.graph.segments import (
    TENTH,
    Bools,
    Floats,
    Ints,
    Segments,
    metres_per_degree,
)
from mintgeo.travel.roads.reading import rules
from mintgeo.travel.roads.reading.rules import Profile, Turns
from mintgeo.travel.roads.reading.ways import UNIT, Roads

_AHEAD_M: Final = 10.0
"""How far into an arc its bearing is taken."""
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
    roads: Roads, profile: Profile, segments: Segments, sides: Sides, inner: Bools
) -> Segments:
    """Add to segments the wait at obstacles on nodes without a junction, as OSRM folds them in.

    A signal costs a bicycle there as much as a turn through 180 degrees, because OSRM asks the
    profile for the turn with that angle.
    """
    held = [node for node in roads.obstacles if inner[node]]
    heads = [(node, segment) for node in held for segment in _into(sides, node)]
    if not heads:
        return segments
    passing = [_obstacles_passed(roads, segments, *head) for head in heads]
    waits = np.array([sum(one.seconds for one in some) for some in passing])
    signal = np.array([any(one.kind == rules.SIGNAL for one in some) for some in passing])
    none = np.zeros(len(heads), dtype=bool)
    cost = _turn_s(
        profile,
        Turns(angle=np.where(signal, 180.0, 0.0), roads=np.full(len(heads), 2), u_turn=none,
              signal=signal, obstacle_s=waits, mode_changes=none, roundabout=none),
    )  # fmt: skip
    time, weight = segments.time_s.copy(), segments.weight_s.copy()
    segment = np.array([into for _, into in heads])
    np.add.at(time, segment, cost)
    np.add.at(weight, segment, cost)
    return replace(segments, time_s=time, weight_s=weight)


def _into(sides: Sides, node: int) -> Iterator[int]:
    """Segments that end in a node."""
    back = sides.back[sides.first[node] : sides.first[node + 1]]
    yield from (int(one) for one in back[back >= 0])


def _obstacles_passed(
    roads: Roads, segments: Segments, node: int, segment: int
) -> list[rules.Obstacle]:
    """Obstacles of a node that hold up whoever comes along a segment; no minor stops."""
    direction = int(segments.direction[segment])
    return [
        one
        for one in roads.obstacles[node]
        if one.direction in (rules.ANY, direction) and one.kind != rules.STOP_MINOR
    ]


def expand(
    roads: Roads,
    profile: Profile,
    segments: Segments,
    meeting: Ints,
    arcs: Arcs,
    forbidden: tuple[Ints, Ints],
) -> Steps:
    """Join every arc to those that may follow it.

    ``meeting`` counts the roads of each node. U-turns are allowed at barriers and where no other
    road comes in; at barriers nothing else is.
    """
    source, target = _meeting(arcs)
    node = arcs.goal[source]
    u_turn = arcs.twin[source] == target
    barrier = is_barrier(roads)
    enters = np.bincount(segments.goal, minlength=len(roads.node_ids))
    allowed = np.where(u_turn, barrier[node] | (enters[node] <= 1), ~barrier[node])
    allowed &= ~_pairs_in(source, target, forbidden, len(arcs.start))
    source, target, u_turn = source[allowed], target[allowed], u_turn[allowed]
    turns = _turns(roads, segments, meeting, arcs, source, target, u_turn)
    time = _turn_s(profile, turns)
    closed = np.array([one.restricted for one in roads.rules]).reshape(-1, 2)
    closed = closed[segments.rule[arcs.head], segments.direction[arcs.head]]
    enters_closed = ~closed[source] & closed[target] & (profile.entry_s > 0)
    return Steps(
        source=source, target=target, time_s=time,
        weight_s=np.where(enters_closed, profile.entry_s, time),
    )  # fmt: skip


def _turn_s(profile: Profile, turns: Turns) -> Floats:
    """Cost of turns in whole tenths of a second, cut off as OSRM does."""
    return np.asarray(np.floor(profile.turn_s(turns) / TENTH + 1e-9) * TENTH)


def is_barrier(roads: Roads) -> Bools:
    """Nodes that nobody passes."""
    barrier = np.zeros(len(roads.node_ids), dtype=bool)
    for node, some in roads.obstacles.items():
        barrier[node] = any(one.kind == rules.BARRIER for one in some)
    return barrier


def _meeting(arcs: Arcs) -> tuple[Ints, Ints]:
    """All pairs of an arc and one that starts where it ends, sorted."""
    by_start = np.argsort(arcs.start, kind="stable")
    starts = arcs.start[by_start]
    low = np.searchsorted(starts, arcs.goal, side="left")
    count = np.searchsorted(starts, arcs.goal, side="right") - low
    source = np.repeat(np.arange(len(arcs.goal), dtype=np.int32), count)
    inside = np.arange(len(source)) - np.repeat(np.cumsum(count) - count, count)
    return source, by_start[low[source] + inside].astype(np.int32)


def _pairs_in(source: Ints, target: Ints, pairs: tuple[Ints, Ints], arcs: int) -> Bools:
    return np.isin(source.astype(np.int64) * arcs + target, pairs[0] * arcs + pairs[1])


def _turns(
    roads: Roads, segments: Segments, meeting: Ints, arcs: Arcs,
    source: Ints, target: Ints, u_turn: Bools,
) -> Turns:  # fmt: skip
    out, into = _bearings(roads, arcs)
    angle = (out[target] - into[source] + 180) % 360 - 180
    how = np.array([one.how for one in roads.rules]).reshape(-1, 2)
    how = how[segments.rule[arcs.head], segments.direction[arcs.head]]
    ring = np.array([one.roundabout for one in roads.rules])[segments.rule[arcs.head]]
    obstacle_s, signal = _held_up(roads, segments, meeting, arcs, source, target)
    return Turns(
        angle=np.where(u_turn, 180.0, angle),
        roads=meeting[arcs.goal[source]],
        u_turn=u_turn,
        signal=signal,
        obstacle_s=obstacle_s,
        mode_changes=how[source] != how[target],
        roundabout=ring[source] | ring[target],
    )


def _bearings(roads: Roads, arcs: Arcs) -> tuple[Floats, Floats]:
    """Bearing of each arc over its first and its last ten metres, degrees clockwise from north."""
    x, y = (one[arcs.node].astype(float) * UNIT for one in (roads.x, roads.y))
    begin, end = arcs.first[:-1], arcs.first[1:] - 1
    ahead = np.minimum(_AHEAD_M, arcs.length_m[end])
    inward = _points_at(x, y, arcs, ahead)
    outward = _points_at(x, y, arcs, arcs.length_m[end] - ahead)
    return (
        _bearing((x[begin], y[begin]), inward),
        _bearing(outward, (x[end], y[end])),
    )


def _points_at(x: Floats, y: Floats, arcs: Arcs, along: Floats) -> tuple[Floats, Floats]:
    """Point of each arc so many metres from its start."""
    begin, end = arcs.first[:-1], arcs.first[1:] - 1
    lead = np.concatenate([[0.0], np.cumsum(arcs.length_m[end] + 1)])[:-1]
    scale = arcs.length_m + np.repeat(lead, np.diff(arcs.first))
    vertex = np.clip(np.searchsorted(scale, lead + along, side="right") - 1, begin, end - 1)
    step = arcs.length_m[vertex + 1] - arcs.length_m[vertex]
    share = np.clip((along - arcs.length_m[vertex]) / np.maximum(step, 1e-9), 0, 1)
    return (
        x[vertex] + share * (x[vertex + 1] - x[vertex]),
        y[vertex] + share * (y[vertex + 1] - y[vertex]),
    )


def _bearing(a: tuple[Floats, Floats], b: tuple[Floats, Floats]) -> Floats:
    east, north = metres_per_degree((a[1] + b[1]) / 2)
    return np.degrees(np.arctan2((b[0] - a[0]) * east, (b[1] - a[1]) * north)) % 360


def _held_up(
    roads: Roads, segments: Segments, meeting: Ints, arcs: Arcs, source: Ints, target: Ints
) -> tuple[Floats, Bools]:
    """Seconds at the obstacles of each turn, and whether one of them is a signal."""
    wait = np.zeros(len(source))
    signal = np.zeros(len(source), dtype=bool)
    known = np.zeros(len(roads.node_ids), dtype=bool)
    known[list(roads.obstacles)] = True
    length = arcs.length_m[arcs.first[1:] - 1]
    pace = arcs.time_s[arcs.first[1:] - 1] / np.maximum(length, 1e-9)
    fastest = np.full(len(roads.node_ids), np.inf)
    np.minimum.at(fastest, arcs.start, pace)
    for turn in np.flatnonzero(known[arcs.goal[source]]):
        a, node = source[turn], arcs.goal[source[turn]]
        lone = meeting[node] == 2 and length[a] < _NEAR_STOP_M < length[target[turn]]  # noqa: PLR2004
        for one in roads.obstacles[node]:
            if one.direction not in (rules.ANY, segments.direction[arcs.tail[a]]):
                continue
            if one.kind == rules.STOP_MINOR and not fastest[node] < pace[a]:
                continue
            if one.kind == rules.STOP and one.direction == rules.ANY and lone:
                continue
            wait[turn] += one.seconds
            signal[turn] |= one.kind == rules.SIGNAL
    return wait, signal
