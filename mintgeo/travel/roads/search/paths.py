"""Shortest paths on flat arrays: by search cost, with time and length carried along the paths."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse.csgraph import dijkstra

from mintgeo.travel.roads.graph.arcs import Ends, Graph, Paths, direct
from mintgeo.travel.roads.graph.segments import Bools, Floats, Ints

NOBODY: Final = -9999
"""Predecessor of a node that has none, as scipy writes it."""
_BATCH_BYTES: Final = 400_000_000
_WALK_UP_TO: Final = 16
"""Paths are walked one by one for fewer than one in so many nodes."""


def nearest_roots(graph: Graph, roots: Ends, leaves: Ends, *, k: int) -> Paths:
    """The ``k`` ≤ 2 cheapest roots of every leaf, by one sweep each over the whole graph.

    The second sweep keeps to the cells of the first; a super-source enters each cell over the edges
    that come from another one, at what it costs to get there.
    """
    full = graph.with_rows(roots.rows(graph))
    of_roots = np.arange(graph.nodes, full.nodes)
    weight, before, cell = dijkstra(
        full.matrix(), indices=of_roots, min_only=True, return_predecessors=True
    )
    tree = Tree(full, before[None])
    there = np.flatnonzero(np.isfinite(weight[leaves.arc]))
    parts = [direct(roots, leaves), _reached(leaves, there, weight, tree)]
    if k > 1:
        parts.append(_second(full, weight, cell, tree, leaves))
    found = Paths.joined([parts[0], *(_without(part, graph.nodes) for part in parts[1:])])
    return found.best(k).from_roots(roots)


def _without(paths: Paths, arcs: int) -> Paths:
    """Roots by their number instead of their row behind the arcs."""
    return replace(paths, root=paths.root - arcs)


def _reached(leaves: Ends, there: Ints, weight: Floats, tree: "Tree") -> Paths:
    time, length, root = tree.carried(leaves.arc[there])
    return Paths(
        root=root,
        leaf=leaves.number[there],
        weight=weight[leaves.arc[there]] + leaves.weight[there],
        time=time + leaves.time[there],
        length=length + leaves.length[there],
        gap_m=leaves.walk_m[there],
    )


def _second(full: Graph, weight: Floats, cell: Ints, tree: "Tree", leaves: Ends) -> Paths:
    source = np.repeat(np.arange(full.nodes, dtype=np.int32), np.diff(full.first))
    known = np.isfinite(weight)[source]
    same = cell[source] == cell[full.target]
    gate, through = _gates(full, source, np.flatnonzero(known & ~same), weight)
    entry = weight[source[through]] + full.weight[through]
    inside = _inside_cells(full, known & same, source, gate, entry)
    cost, before = dijkstra(inside.matrix(), indices=full.nodes, return_predecessors=True)
    there = np.flatnonzero(np.isfinite(cost[leaves.arc]))
    inner = Tree(inside, before[None], stop=full.nodes)
    time, length, entered = inner.carried(leaves.arc[there])
    edge = through[np.searchsorted(gate, entered)]
    outer_time, outer_length, root = tree.carried(source[edge].astype(np.int64))
    return Paths(
        root=root,
        leaf=leaves.number[there],
        weight=cost[leaves.arc[there]] + leaves.weight[there],
        time=time + full.time[edge] + outer_time + leaves.time[there],
        length=length + full.length[edge] + outer_length + leaves.length[there],
        gap_m=leaves.walk_m[there],
    )


def _gates(
    full: Graph, source: NDArray[np.int32], crossing: Ints, weight: Floats
) -> tuple[Ints, Ints]:
    """Nodes that an edge enters from another cell, ascending, and the cheapest such edge."""
    cost = weight[source[crossing]] + full.weight[crossing]
    order = np.lexsort((cost, full.target[crossing]))
    gate = full.target[crossing][order].astype(np.int64)
    first = np.concatenate([[True], np.diff(gate) != 0]) if len(gate) else np.zeros(0, dtype=bool)
    return gate[first], crossing[order][first]


def _inside_cells(
    full: Graph, keep: Bools, source: NDArray[np.int32], gate: Ints, entry: Floats
) -> Graph:
    """The edges inside of cells, and a super-source as the last row."""
    counts = np.bincount(source[keep], minlength=full.nodes)
    none = np.zeros(len(gate))
    return Graph(
        first=np.concatenate([[0], np.cumsum(np.append(counts, len(gate)))]),
        target=np.concatenate([full.target[keep], gate.astype(np.int32)]),
        weight=np.concatenate([full.weight[keep], entry]),
        time=np.concatenate([full.time[keep], none]),
        length=np.concatenate([full.length[keep], none]),
    )


def all_roots(graph: Graph, roots: Ends, leaves: Ends, *, limit: float = np.inf) -> Iterator[Paths]:
    """Every pair of root and leaf up to a search cost, some roots at a time."""
    full = graph.with_rows(roots.rows(graph))
    matrix = full.matrix()
    limit -= min(float(leaves.rest_weight.min(initial=0)), 0.0)
    batch = max(1, _BATCH_BYTES // (24 * (full.nodes + len(leaves.arc))))
    for low in range(0, roots.count, batch):
        number = np.arange(low, min(low + batch, roots.count))
        weight, before = dijkstra(
            matrix, indices=graph.nodes + number, limit=limit, return_predecessors=True
        )
        row, end = np.nonzero(np.isfinite(weight[:, leaves.arc]))
        time, length, _ = Tree(full, before).carried(leaves.arc[end], row)
        reached = Paths(
            root=number[row],
            leaf=leaves.number[end],
            weight=weight[row, leaves.arc[end]] + leaves.weight[end],
            time=time + leaves.time[end],
            length=length + leaves.length[end],
            gap_m=leaves.walk_m[end],
        )
        some = roots.chosen((roots.number >= low) & (roots.number <= number[-1]))
        found = Paths.joined([direct(some, leaves), reached])
        yield found.best(roots.count).from_roots(roots)


@dataclass(frozen=True)
class Tree:
    """Trees of shortest paths, one per row of predecessors; ``stop`` is no part of the paths."""

    graph: Graph
    before: NDArray[np.int32]
    stop: int = NOBODY

    def carried(self, at: Ints, row: Ints | int = 0) -> tuple[Floats, Floats, Ints]:
        """Time and length from the root to nodes, and the first node of each path."""
        row = np.broadcast_to(np.asarray(row), at.shape)
        if len(at) > self.before.size // _WALK_UP_TO:
            return self._of_all(at, row)
        return self._walked(at, row)

    def _walked(self, at: Ints, row: Ints) -> tuple[Floats, Floats, Ints]:
        time, length = np.zeros(len(at)), np.zeros(len(at))
        now = at.copy()
        open_ = np.arange(len(at))
        while len(open_):
            before = self.before[row[open_], now[open_]]
            going = (before != NOBODY) & (before != self.stop)
            open_, before = open_[going], before[going]
            edge = self.graph.edge(before, now[open_])
            time[open_] += self.graph.time[edge]
            length[open_] += self.graph.length[edge]
            now[open_] = before
        return time, length, now

    def _of_all(self, at: Ints, row: Ints) -> tuple[Floats, Floats, Ints]:
        """The same for many nodes at once: every node asks ever farther ancestors."""
        nodes = self.before.shape[1]
        before = self.before.ravel()
        going = np.flatnonzero((before != NOBODY) & (before != self.stop))
        now = np.arange(before.size)
        now[going] = before[going] + going // nodes * nodes
        edge = self.graph.edge(before[going].astype(np.int64), going % nodes)
        time, length = np.zeros(before.size), np.zeros(before.size)
        time[going], length[going] = self.graph.time[edge], self.graph.length[edge]
        while True:
            farther = now[now]
            if np.array_equal(farther, now):
                break
            time += time[now]
            length += length[now]
            now = farther
        place = row * nodes + at
        return time[place], length[place], now[place] % nodes
