"""Graphs of arcs, the ends of journeys on them, and the pairs that a search finds.

A graph's nodes are arcs. A path costs what its steps cost: the turn and the arc behind it. Roots
are added as rows of their own, so that a journey which begins in the middle of an arc is exact even
if it comes round to the same arc again.
"""

from dataclasses import dataclass, fields, replace
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from mintgeo.travel.roads.graph.network import Network
from mintgeo.travel.roads.graph.segments import Bools, Floats, Ints

TOUCHING_M: Final = 1e-3


@dataclass(frozen=True, kw_only=True)
class Graph:
    """A directed graph in compressed rows; parallel arrays say what each edge costs.

    ``weight`` ranks paths; ``time`` and ``length`` are carried along them.
    """

    first: Ints
    target: NDArray[np.int32]
    weight: Floats
    time: Floats
    length: Floats

    @property
    def nodes(self) -> int:
        """Number of nodes."""
        return len(self.first) - 1

    def matrix(self) -> csr_array:
        """The weights as scipy wants them."""
        first = self.first.astype(np.int32)
        return csr_array((self.weight, self.target, first), shape=(self.nodes, self.nodes))

    def with_rows(self, rows: "Graph") -> Self:
        """Append rows; their targets are nodes of this graph."""
        return type(self)(
            first=np.concatenate([self.first, self.first[-1] + rows.first[1:]]),
            target=np.concatenate([self.target, rows.target]),
            weight=np.concatenate([self.weight, rows.weight]),
            time=np.concatenate([self.time, rows.time]),
            length=np.concatenate([self.length, rows.length]),
        )

    def edge(self, source: Ints, target: Ints) -> Ints:
        """Number of the cheapest edge between pairs of nodes that are joined."""
        best = np.full(len(source), -1)
        cost = np.full(len(source), np.inf)
        low, high = self.first[source], self.first[source + 1]
        for offset in range(int((high - low).max(initial=0))):
            at = np.minimum(low + offset, high - 1)
            better = (self.target[at] == target) & (self.weight[at] < cost)
            best = np.where(better, at, best)
            cost = np.where(better, self.weight[at], cost)
        return best


def arc_graph(net: Network, *, reverse: bool = False) -> Graph:
    """The steps of a network as a graph; reversed, paths run from their goals back."""
    source = np.repeat(np.arange(len(net.twin)), np.diff(net.step_first))
    target = net.step_target
    end = net.last[target]
    columns = [
        net.step_weight_s.astype(float) + net.weight_s[end],
        net.step_time_s + net.time_s[end],
        net.length_m[end],
    ]
    first = net.step_first
    if reverse:
        order = np.argsort(target, kind="stable")
        first = np.concatenate([[0], np.cumsum(np.bincount(target, minlength=len(net.twin)))])
        target = source[order].astype(np.int32)
        columns = [column[order] for column in columns]
    weight, time, length = columns
    return Graph(first=first, target=target, weight=weight, time=time, length=length)


@dataclass(frozen=True, kw_only=True)
class Ends:
    """Where journeys begin or end: rows of (number, arc) by number, and the rest of the arc.

    ``rest_*`` is added to paths that leave (or reach) the arc: from the spot to the end of the arc
    for origins; for goals the spot minus the whole arc, below zero. ``walk_*`` is the way between
    the point and the road, the same for all rows of a number.
    """

    number: Ints
    arc: Ints
    rest_weight: Floats
    rest_time: Floats
    rest_length: Floats
    walk_s: Floats
    walk_m: Floats
    count: int

    @property
    def weight(self) -> Floats:
        """Search cost to add to a path: the rest of the arc, and the walk."""
        return self.rest_weight + self.walk_s

    @property
    def time(self) -> Floats:
        """Seconds to add to a path."""
        return self.rest_time + self.walk_s

    @property
    def length(self) -> Floats:
        """Metres to add to a path."""
        return self.rest_length + self.walk_m

    def chosen(self, rows: Ints | Bools) -> Self:
        """Some of the rows; numbers stay."""
        return replace(
            self, number=self.number[rows], arc=self.arc[rows],
            rest_weight=self.rest_weight[rows], rest_time=self.rest_time[rows],
            rest_length=self.rest_length[rows], walk_s=self.walk_s[rows],
            walk_m=self.walk_m[rows],
        )  # fmt: skip

    def picked(self, numbers: Ints) -> Self:
        """The rows of some numbers, in their order and as often as they come, numbered anew."""
        low, high = (np.searchsorted(self.number, numbers, side=side) for side in ("left", "right"))
        number = np.repeat(np.arange(len(numbers)), high - low)
        row = low[number] + np.arange(len(number)) - np.searchsorted(number, number)
        return replace(self.chosen(row), number=number, count=len(numbers))

    def rows(self, graph: Graph) -> Graph:
        """One row per number: the edges of its arcs, each with the rest of the arc."""
        low, high = graph.first[self.arc], graph.first[self.arc + 1]
        row = np.repeat(np.arange(len(self.arc)), high - low)
        edge = np.arange(len(row)) - np.repeat(np.cumsum(high - low) - high, high - low)
        row_first = np.cumsum(np.bincount(self.number[row], minlength=self.count))
        return Graph(
            first=np.concatenate([[0], row_first]),
            target=graph.target[edge],
            weight=np.maximum(graph.weight[edge] + self.weight[row], 0.0),
            time=np.maximum(graph.time[edge] + self.time[row], 0.0),
            length=np.maximum(graph.length[edge] + self.length[row], 0.0),
        )


@dataclass(frozen=True, kw_only=True)
class Paths:
    """Found pairs: numbers of the root and of the leaf; search cost, seconds and metres.

    ``gap_m`` of the metres are walked between the points and the road.
    """

    root: Ints
    leaf: Ints
    weight: Floats
    time: Floats
    length: Floats
    gap_m: Floats

    @classmethod
    def none(cls) -> "Paths":
        """No pair at all."""
        numbers, values = np.empty(0, dtype=np.int64), np.empty(0)
        return cls(
            root=numbers, leaf=numbers, weight=values, time=values, length=values, gap_m=values
        )

    @classmethod
    def joined(cls, parts: "list[Paths]") -> "Paths":
        """All pairs of several."""
        names = [field.name for field in fields(cls)]
        columns = {name: np.concatenate([getattr(one, name) for one in parts]) for name in names}
        return cls(**columns)

    def chosen(self, rows: Ints | Bools) -> "Paths":
        """Some of the pairs."""
        return Paths(
            root=self.root[rows], leaf=self.leaf[rows], weight=self.weight[rows],
            time=self.time[rows], length=self.length[rows], gap_m=self.gap_m[rows],
        )  # fmt: skip

    def from_roots(self, roots: Ends) -> "Paths":
        """The same with the walks at the roots, which no search carries along."""
        walk = np.zeros(roots.count)
        walk[roots.number] = roots.walk_m
        return replace(self, gap_m=self.gap_m + walk[self.root])

    def turned(self) -> "Paths":
        """Roots and leaves exchanged."""
        return replace(self, root=self.leaf, leaf=self.root)

    def best(self, k: int = 1) -> "Paths":
        """The ``k`` cheapest different roots of every leaf, ordered by leaf and cost."""
        if k == 1:
            return self.chosen(_first_of_each(self.leaf, np.round(self.weight, 6), self.root))
        order = np.lexsort((self.root, np.round(self.weight, 6), self.leaf))
        sorted_ = self.chosen(order)
        twice = _seen_before(sorted_.leaf, sorted_.root)
        sorted_ = sorted_.chosen(~twice)
        begin = np.searchsorted(sorted_.leaf, sorted_.leaf)
        return sorted_.chosen(np.arange(len(begin)) - begin < k)

    def bettered(self, more: "Paths", k: int) -> "Paths":
        """The ``k`` best of both, where the other knows something about a leaf."""
        touched = np.isin(self.leaf, more.leaf)
        both = Paths.joined([self.chosen(touched), more]).best(k)
        return Paths.joined([self.chosen(~touched), both])


def _first_of_each(group: Ints, *keys: NDArray[Any]) -> Ints:
    """By ascending number of the group its row with the least keys, the first of equal ones.

    As the first rows of a ``lexsort``, but without any sorting.
    """
    row = np.arange(len(group))
    groups = int(group.max(initial=-1)) + 1
    for key in (*keys, row):
        value = key[row]
        least = np.full(groups, key.max(initial=0))
        np.minimum.at(least, group[row], value)
        row = row[value == least[group[row]]]
    first = np.full(groups, -1)
    first[group[row]] = row
    return first[first >= 0]


def _seen_before(leaf: Ints, root: Ints) -> Bools:
    """Which pairs stood earlier in the same order."""
    order = np.lexsort((np.arange(len(leaf)), root, leaf))
    again = (np.diff(leaf[order]) == 0) & (np.diff(root[order]) == 0)
    out = np.zeros(len(leaf), dtype=bool)
    out[order[1:][again]] = True
    return out


def direct(roots: Ends, leaves: Ends) -> Paths:
    """Pairs on one arc where the goal lies ahead: no turn at all."""
    shared = np.flatnonzero(np.isin(leaves.arc, roots.arc))
    order = shared[np.argsort(leaves.arc[shared], kind="stable")]
    low = np.searchsorted(leaves.arc[order], roots.arc, side="left")
    count = np.searchsorted(leaves.arc[order], roots.arc, side="right") - low
    a = np.repeat(np.arange(len(roots.arc)), count)
    b = order[low[a] + np.arange(len(a)) - np.repeat(np.cumsum(count) - count, count)]
    ahead = roots.rest_length[a] + leaves.rest_length[b] >= -TOUCHING_M
    a, b = a[ahead], b[ahead]
    return Paths(
        root=roots.number[a],
        leaf=leaves.number[b],
        weight=np.maximum(roots.weight[a] + leaves.weight[b], 0.0),
        time=np.maximum(roots.time[a] + leaves.time[b], 0.0),
        length=np.maximum(roots.length[a] + leaves.length[b], 0.0),
        gap_m=leaves.walk_m[b],
    )
