"""Turn restrictions over ways: the way between is doubled for those who come from the first one."""

from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from mintgeo.travel.roads.graph.chains import Arcs
from mintgeo.travel.roads.graph.expansion import Steps
from mintgeo.travel.roads.graph.restrictions import arcs_at, find_segment, nodes_of, number_of_ways
from mintgeo.travel.roads.graph.segments import Ints, Segments
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

    def row(self, state: int) -> Row:
        if state not in self.rows:
            low, high = np.searchsorted(self.steps.source, [state, state + 1])
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


def forbid_over_ways(
    roads: Roads, segments: Segments, arcs: Arcs, steps: Steps
) -> tuple[Steps, Ints]:
    """Apply restrictions with ways between; return the steps and the arcs that were doubled.

    Doubles are numbered behind the arcs. Who enters the way between from the first way is on its
    double, from which the forbidden way is not reached.
    """
    doubles = _Doubles(steps, len(arcs.start))
    way_of = number_of_ways(roads)
    for one in roads.restrictions:
        if one.via_ways and {one.source, *one.via_ways, one.target} <= way_of.keys():
            _forbid(roads, segments, arcs, one, way_of, doubles)
    if not doubles.rows:
        return steps, np.empty(0, dtype=np.int64)
    return _merged(steps, doubles), np.array(doubles.original, dtype=np.int64)


def _forbid(
    roads: Roads, segments: Segments, arcs: Arcs, one: Restriction, way_of: dict[int, int],
    doubles: _Doubles,
) -> None:  # fmt: skip
    for nodes in _paths(roads, [way_of[way] for way in one.via_ways]):
        entering = arcs_at(roads, segments, arcs, way_of[one.source], nodes[0], leaves=False)
        wanted = arcs_at(roads, segments, arcs, way_of[one.target], nodes[-1], leaves=True)
        between = _arcs_along(segments, arcs, nodes)
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


def _arcs_along(segments: Segments, arcs: Arcs, nodes: list[int]) -> list[int]:
    """Arcs that follow a path of nodes; none if it cannot be travelled."""
    found: list[int] = []
    for start, goal in pairwise(nodes):
        segment = find_segment(segments, start, goal)
        if segment < 0:
            return []
        arc = int(arcs.of_segment[segment])
        if not found or found[-1] != arc:
            found.append(arc)
    return found


def _merged(steps: Steps, doubles: _Doubles) -> Steps:
    kept = ~np.isin(steps.source, list(doubles.rows))
    new = [(state, *step) for state, row in doubles.rows.items() for step in row]
    source, target, weight, time = (np.array(column) for column in zip(*new, strict=True))
    source = np.concatenate([steps.source[kept], source])
    target = np.concatenate([steps.target[kept], target])
    order = np.lexsort((target, source))
    return Steps(
        source=source[order],
        target=target[order],
        weight_s=np.concatenate([steps.weight_s[kept], weight])[order],
        time_s=np.concatenate([steps.time_s[kept], time])[order],
    )
