"""Shortest paths on flat arrays: by search cost, with time and length carried along the paths."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse.csgraph import dijkstra

from mintgeo.travel.roads.graph.arcs import Ends, Graph, Paths, direct
from mintgeo.travel.roads.graph.segments import Floats, Ints

NOBODY: Final = -9999
"""Predecessor of a node that has none, as scipy writes it."""
_BATCH_BYTES: Final = 400_000_000
_WALK_UP_TO: Final = 16
"""Paths are walked one by one for fewer than one in so many nodes."""
_GRAIN: Final = 2.0**-32
"""Sums of multiples of this (up to 24 days, or 2,097 km) are exact, in whatever order."""


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
    """Trees of shortest paths, one per row of predecessors.

    Sums along a path are the same to the bit whichever other paths are asked for.
    """

    graph: Graph
    before: NDArray[np.int32]

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
            going = before != NOBODY
            open_, before = open_[going], before[going]
            edge = self.graph.edge(before, now[open_])
            time[open_] += _grained(self.graph.time[edge])
            length[open_] += _grained(self.graph.length[edge])
            now[open_] = before
        return time, length, now

    def _of_all(self, at: Ints, row: Ints) -> tuple[Floats, Floats, Ints]:
        """The same for many nodes at once: every node asks ever farther ancestors."""
        nodes = self.before.shape[1]
        before = self.before.ravel()
        going = np.flatnonzero(before != NOBODY)
        now = np.arange(before.size)
        now[going] = before[going] + going // nodes * nodes
        edge = self.graph.edge(before[going].astype(np.int64), going % nodes)
        time, length = np.zeros(before.size), np.zeros(before.size)
        time[going] = _grained(self.graph.time[edge])
        length[going] = _grained(self.graph.length[edge])
        while True:
            farther = now[now]
            if np.array_equal(farther, now):
                break
            time += time[now]
            length += length[now]
            now = farther
        place = row * nodes + at
        return time[place], length[place], now[place] % nodes


def _grained(values: Floats) -> Floats:
    return np.asarray(np.rint(values / _GRAIN) * _GRAIN)
