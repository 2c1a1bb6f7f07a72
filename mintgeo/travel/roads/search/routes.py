"""The ways behind travel times: the arcs of each path, and lines from door to door."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from scipy.sparse.csgraph import dijkstra
from shapely.geometry.base import BaseGeometry

from mintgeo._errors import InputError, name_ids
from mintgeo.travel.roads.graph.arcs import TOUCHING_M, Ends, Graph
from mintgeo.travel.roads.graph.network import Network
from mintgeo.travel.roads.graph.places import WALK_MS, Places
from mintgeo.travel.roads.graph.segments import Floats, Ints
from mintgeo.travel.roads.reading.ways import UNIT
from mintgeo.travel.roads.search.paths import Tree

_HIDDEN_DEG: Final = 1e-9
"""Moves shorter than this are none."""


def paired_rows(
    origins: NDArray[np.object_], destinations: NDArray[np.object_], pairs: pd.DataFrame | None
) -> tuple[Ints, Ints]:
    """Positions of pairs in two tables, given their ids.

    Raises
    ------
    InputError
        If a pair names an unknown id, or the tables differ in length and there are no pairs.
    """
    if pairs is None:
        if len(origins) != len(destinations):
            raise InputError(
                "route() goes row by row, but there are {n} origins and {n2} destinations; pass "
                "pairs= with from_id and to_id.",
                n=len(origins),
                n2=len(destinations),
            )
        return np.arange(len(origins)), np.arange(len(origins))
    named = pairs[pairs["to_id"].notna()]
    found = []
    for column, ids in (("from_id", origins), ("to_id", destinations)):
        position = pd.Index(ids.astype(str)).get_indexer(named[column].astype(str))
        if (position < 0).any():
            rows = name_ids(named.loc[position < 0, column].drop_duplicates())
            raise InputError(
                "The pairs name unknown points in {column} ({rows}).", column=column, rows=rows
            )
        found.append(np.asarray(position, dtype=np.int64))
    return found[0], found[1]


def described_ways(
    ways: "dict[int, Way]", here: Places, there: Places, leaf: Ints, root: Ints
) -> tuple[dict[str, Floats], list[BaseGeometry | None]]:
    """Columns of a travel table and lines of pairs of places; a pair at one point takes no time."""
    names = ("travel_min", "access_min", "distance_m", "snap_m")
    values = {name: np.full(len(leaf), np.nan) for name in names}
    shapes: list[BaseGeometry | None] = [None] * len(leaf)
    for row, way in ways.items():
        a, b = leaf[row], root[row]
        cost = (way.time_s / 60, way.gap_m / WALK_MS / 60, way.length_m, way.gap_m)
        for name, value in zip(names, cost, strict=True):
            values[name][row] = value
        shapes[row] = _door_to_door(way.line, here.lonlat[a], there.lonlat[b])
    placed = (leaf >= 0) & (root >= 0)
    same = placed & (here.lonlat[leaf] == there.lonlat[root]).all(axis=1)
    for column in values.values():
        column[same] = 0.0
    return values, shapes


@dataclass(frozen=True)
class Way:
    """One path: which of the wanted pairs, what it costs, and its line on the road.

    ``gap_m`` of its metres are walked between the points and the road.
    """

    pair: int
    weight_s: float
    time_s: float
    length_m: float
    gap_m: float
    line: Floats
    """Degrees, from where the origin meets the road to where the goal does."""


def find_ways(
    network: Network, graph: Graph, goals: Ends, origins: Ends, pairs: tuple[Ints, Ints]
) -> Iterator[Way]:
    """Find the way of every pair (origin, goal) that is joined, by one search back per goal.

    Of several ways it is the one whose cost is counted in tables of travel times.
    """
    full = graph.with_rows(goals.rows(graph))
    matrix = full.matrix()
    for goal in np.unique(pairs[1]):
        weight, before = dijkstra(matrix, indices=graph.nodes + int(goal), return_predecessors=True)
        search = _Search(network, graph, Tree(full, before[None]), weight, goals.picked(goal[None]))
        for pair in np.flatnonzero(pairs[1] == goal):
            way = search.way(int(pair), origins.picked(pairs[0][[pair]]))
            if way is not None:
                yield way


@dataclass(frozen=True)
class _Search:
    network: Network
    graph: Graph
    tree: Tree
    weight: Floats
    goal: Ends

    def way(self, pair: int, origin: Ends) -> Way | None:
        """The cheapest way from the directions of one origin to those of the goal."""
        found = [*self._straight(origin), *self._around(origin)]
        if not found:
            return None
        cost, arcs, start, end = min(found, key=lambda one: round(one[0][0], 6))
        weight, time, length = (max(float(one), 0.0) for one in cost)
        gap = float(origin.walk_m[0] + self.goal.walk_m[0])
        return Way(pair, weight, time, length, gap, self._line(arcs, start, end))

    def _straight(self, origin: Ends) -> Iterator[tuple[Floats, list[int], float, float]]:
        """The goal lies ahead on the origin's arc."""
        for a, b in zip(*np.nonzero(origin.arc[:, None] == self.goal.arc), strict=True):
            if origin.rest_length[a] + self.goal.rest_length[b] >= -TOUCHING_M:
                cost = _costs(origin)[:, a] + _costs(self.goal)[:, b]
                yield cost, [int(origin.arc[a])], origin.rest_length[a], self.goal.rest_length[b]

    def _around(self, origin: Ends) -> Iterator[tuple[Floats, list[int], float, float]]:
        """Over the end of the origin's arc."""
        for a in np.flatnonzero(np.isfinite(self.weight[origin.arc])):
            arc = origin.arc[[a]]
            time, length, _ = self.tree.carried(arc)
            cost = np.array([self.weight[arc[0]], time[0], length[0]]) + _costs(origin)[:, a]
            arcs = self._arcs(int(arc[0]))
            b = self._entered(arcs[-1])
            arcs.append(int(self.goal.arc[b]))
            yield cost, arcs, origin.rest_length[a], self.goal.rest_length[b]

    def _arcs(self, arc: int) -> list[int]:
        """From an arc to the last one before the goal's."""
        arcs = [arc]
        while (arc := int(self.tree.before[0, arc])) < self.graph.nodes:
            arcs.append(arc)
        return arcs

    def _entered(self, arc: int) -> int:
        """Which of the goal's arcs is entered from an arc."""
        rows = np.arange(len(self.goal.arc))
        edge = self.graph.edge(self.goal.arc, np.full(len(rows), arc))
        cost = np.where(edge >= 0, self.graph.weight[edge] + self.goal.weight, np.inf)
        return int(np.argmin(cost))

    def _line(self, arcs: list[int], start: float, end: float) -> Floats:
        """Vertices of arcs; ``start`` metres before the first ends, ``end`` (≤ 0) at the last."""
        net = self.network
        parts = []
        for place, arc in enumerate(arcs):
            along = slice(net.first[arc], net.first[arc + 1])
            length = net.length_m[along].astype(float)
            low = max(length[-1] - start, 0.0) if place == 0 else 0.0
            high = max(length[-1] + end, low) if place == len(arcs) - 1 else length[-1]
            inner = (length > low) & (length < high)
            at = np.concatenate([[low], length[inner], [high]])
            parts.append(
                np.column_stack(
                    [np.interp(at, length, one[along] * UNIT) for one in (net.x, net.y)]
                )
            )
        return np.concatenate(parts)


def _costs(ends: Ends) -> Floats:
    return np.stack([ends.weight, ends.time, ends.length])


def _door_to_door(way: Floats, start: Floats, goal: Floats) -> BaseGeometry:
    """Line of a way with the walks to and from the road, without points that repeat."""
    line: NDArray[np.float64] = np.vstack([start, way, goal])
    moves = np.abs(np.diff(line, axis=0)).max(axis=1) > _HIDDEN_DEG
    line = line[np.concatenate([[True], moves])]
    return shapely.LineString(line if len(line) > 1 else np.repeat(line, 2, axis=0))
