"""Turn restrictions over ways: the way between is doubled for those who come from the first one."""

from dataclasses import dataclass, field, fields

import numpy as np

from mintgeo.travel.roads.graph.directed import Arcs
from mintgeo.travel.roads.graph.expansion import Steps
from mintgeo.travel.roads.graph.restrictions import (
    arcs_into,
    arcs_out_of,
    nodes_of,
)
from mintgeo.travel.roads.graph.segments import Ints
from mintgeo.travel.roads.reading.ways import Restriction, Roads

Row = list[tuple[int, float, float]]
"""Steps out of an arc: target, search cost, seconds."""


@dataclass
class _Doubles:
    """Steps that change: rows of arcs, and which arc every double stands for."""

    steps: Steps
    arcs: int
    rows: dict[int, Row] = field(default_factory=dict)
    original: list[int] = field(default_factory=list)

    def stands_for(self, state: int) -> int:
        return state if state < self.arcs else self.original[state - self.arcs]

    def span(self, state: int) -> tuple[int, int]:
        """Where the steps out of an arc begin and end."""
        source = self.steps.source
        low, high = np.searchsorted(source, np.array([state, state + 1], dtype=source.dtype))
        return int(low), int(high)

    def row(self, state: int) -> Row:
        if state not in self.rows:
            low, high = self.span(state)
            self.rows[state] = [
                (int(self.steps.target[at]), self.steps.weight_s[at], self.steps.time_s[at])
                for at in range(low, high)
            ]
        return self.rows[state]

    def enter(self, state: int, arc: int) -> int | None:
        """Double of ``arc`` for those who come from ``state``; made if it is not there yet."""
        row = self.row(state)
        for at, (target, weight, time) in enumerate(row):
            if self.stands_for(target) != arc:
                continue
            if target >= self.arcs:
                return target
            double = self.arcs + len(self.original)
            self.original.append(arc)
            self.rows[double] = list(self.row(arc))
            row[at] = (double, weight, time)
            return double
        return None

    def all_of(self, arc: int) -> list[int]:
        """An arc and its doubles."""
        return [arc, *(self.arcs + at for at, one in enumerate(self.original) if one == arc)]


def forbid_over_ways(roads: Roads, arcs: Arcs, steps: Steps) -> tuple[Steps, Ints]:
    """Apply restrictions with ways between; return the steps and the arcs that were doubled.

    Doubles are numbered behind the arcs. Who enters the way between from the first way is on its
    double, from which the forbidden way is not reached.
    """
    doubles = _Doubles(steps, len(arcs.start))
    way_of = roads.named_ways
    for one in roads.restrictions:
        if one.via_ways and {one.source, *one.via_ways, one.target} <= way_of.keys():
            _forbid(roads, arcs, one, way_of, doubles)
    if not doubles.rows:
        return steps, np.empty(0, dtype=np.int64)
    return _merged(steps, doubles), np.array(doubles.original, dtype=np.int64)


def _forbid(
    roads: Roads, arcs: Arcs, one: Restriction, way_of: dict[int, int], doubles: _Doubles
) -> None:
    for nodes in _paths(roads, [way_of[way] for way in one.via_ways]):
        entering = arcs_into(roads, arcs, way_of[one.source], nodes[0])
        wanted = arcs_out_of(roads, arcs, way_of[one.target], nodes[-1])
        between = _arcs_along(arcs, nodes)
        if not (entering and wanted and between):
            continue
        for state in [state for arc in sorted(entering) for state in doubles.all_of(arc)]:
            last: int | None = state
            for arc in between:
                last = None if last is None else doubles.enter(last, arc)
            if last is not None:
                doubles.rows[last] = [
                    step
                    for step in doubles.row(last)
                    if (doubles.stands_for(step[0]) in wanted) == one.only
                ]
        return


def _paths(roads: Roads, ways: list[int]) -> list[list[int]]:
    """Nodes along joined ways, in both directions of the first one."""
    found = []
    for turned in (False, True):
        path = [int(node) for node in nodes_of(roads, ways[0])]
        path = path[::-1] if turned else path
        for way in ways[1:]:
            nodes = [int(node) for node in nodes_of(roads, way)]
            nodes = nodes if nodes[0] == path[-1] else nodes[::-1]
            path = [*path, *nodes[1:]] if nodes[0] == path[-1] else []
            if not path:
                break
        if path:
            found.append(path)
    return found


def _arcs_along(arcs: Arcs, nodes: list[int]) -> list[int]:
    """Arcs that follow a path of nodes from end to end; none if it cannot be travelled."""
    found: list[int] = []
    at = 0
    while at < len(nodes) - 1:
        arc = arcs.out_to(nodes[at], nodes[at + 1])
        along = [node for one in arc for node in arcs.along(one)]
        if not along or along != nodes[at : at + len(along)]:
            return []
        found += arc
        at += len(along) - 1
    return found


def _merged(steps: Steps, doubles: _Doubles) -> Steps:
    kept = np.ones(len(steps.source), dtype=bool)
    for state in doubles.rows:
        kept[slice(*doubles.span(state))] = False
    new = sorted((state, *step) for state, row in doubles.rows.items() for step in row)
    before = [getattr(steps, field.name)[kept] for field in fields(Steps)]
    columns = np.array(new, dtype=float).reshape(-1, len(before)).T
    more = [one.astype(old.dtype) for one, old in zip(columns, before, strict=True)]
    place = np.searchsorted(before[0], more[0])
    merged = [np.insert(old, place, one) for old, one in zip(before, more, strict=True)]
    return Steps(source=merged[0], target=merged[1], weight_s=merged[2], time_s=merged[3])
