"""One sweep over a whole network: what every state costs at least, given what some cost already.

Dijkstra's algorithm has to visit states by their cost. With goals all over the country the next one
is always somewhere else, and most of the time is spent waiting for memory. So each block of states
is searched on its own first, by scipy, in the processor's cache. What comes over the borders of
blocks is settled afterwards by many states at once: all that cost less than a limit, which rises.
Costs are sums along the same paths in the same order, so both find the same numbers to the bit.
"""

from dataclasses import dataclass, replace
from typing import Final, Self

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from mintgeo.travel.roads.graph.ground import Exact, Ground, Int32s
from mintgeo.travel.roads.graph.segments import Floats, Ints

NOBODY: Final = -1
_STRIDE: Final = 2.0
"""The limit rises by so many mean costs of a step."""


@dataclass(frozen=True, kw_only=True)
class Labels:
    """What every state costs, and the first step of its path.

    Attributes
    ----------
    cost
        Infinite where nothing is known.
    before
        The state that the first step leads to, ``NOBODY`` if it leads to a goal.
    via
        The place of that step in the ground, or the number of the last step to the goal.
    """

    cost: Exact
    before: Int32s
    via: Int32s

    @classmethod
    def none(cls, states: int) -> Self:
        """Nothing is known yet."""
        unknown = np.full(states, NOBODY, dtype=np.int32)
        return cls(cost=np.full(states, np.inf), before=unknown, via=unknown.copy())

    def costs_only(self) -> Self:
        """The same without first steps."""
        none = np.empty(0, dtype=np.int32)
        return replace(self, before=none, via=none)

    def lower(self, state: Ints, cost: Exact, before: Ints | int, via: Ints) -> Ints:
        """Take the cheapest offer for each state that is cheaper than what it has; return those.

        Of equal offers the first is taken; each state is returned once.
        """
        better = np.flatnonzero(cost < self.cost[state])
        state, cost, via = state[better], cost[better], via[better]
        np.minimum.at(self.cost, state, cost)
        won = np.flatnonzero(cost == self.cost[state])[::-1]
        state, via = state[won], via[won]
        self.before[state] = before if isinstance(before, int) else before[better][won]
        self.via[state] = via
        return np.asarray(state[self.via[state] == via])


def sweep(ground: Ground, weight: Floats, labels: Labels, cell: Int32s | None = None) -> None:
    """Lower the labels of all states, by steps of these weights; with cells, only inside of them.

    Parameters
    ----------
    ground
        Where to search.
    weight
        Cost of every step of the ground.
    labels
        What some states cost, to begin with.
    cell
        Of each state the number of its cell; steps between different ones are not taken.
    """
    open_ = [
        _Block.at(ground, low).search(ground, weight, labels, cell)
        for low in range(0, ground.states, ground.block)
    ]
    front = np.concatenate([np.empty(0, dtype=np.int32), *open_])
    if len(front):
        _settle(ground, weight, labels, cell, front)


@dataclass(frozen=True)
class _Block:
    """States that follow each other, and the steps to them."""

    low: int
    states: int
    steps: slice

    @classmethod
    def at(cls, ground: Ground, low: int) -> Self:
        high = min(low + ground.block, ground.states)
        return cls(low, high - low, slice(int(ground.first[low]), int(ground.first[high])))

    def search(self, ground: Ground, weight: Floats, labels: Labels, cell: Int32s | None) -> Int32s:
        """Search inside of the block; return the states with steps that come from outside."""
        mine = slice(self.low, self.low + self.states)
        known = np.flatnonzero(np.isfinite(labels.cost[mine])).astype(np.int32)
        if not len(known):
            return known
        first = ground.first[self.low : self.low + self.states + 1] - np.int32(self.steps.start)
        count = np.diff(first)
        row = np.repeat(np.arange(self.states, dtype=np.int32), count)
        source = ground.source[self.steps] - np.int32(self.low)
        outside = (source < 0) | (source >= self.states)
        outer = row[outside]
        if cell is not None:
            outside |= np.repeat(cell[mine], count) != cell[ground.source[self.steps]]
        np.copyto(source, row, where=outside)  # a step from a state to itself is never taken
        reached = self._dijkstra(first, source, weight[self.steps], known, labels)
        self._name(row, source, weight[self.steps], reached, labels)
        outer = outer[np.append(True, np.diff(outer) != 0)] if len(outer) else outer
        return outer[np.isfinite(labels.cost[mine][outer])] + np.int32(self.low)

    def _dijkstra(
        self, first: Int32s, source: Int32s, cost: Floats, known: Int32s, labels: Labels
    ) -> int:
        """Search from a node of its own that leads to every state with a label.

        Returns how many states are reached over others.
        """
        mine = slice(self.low, self.low + self.states)
        begin = labels.cost[mine][known]
        graph = csr_array(
            (
                np.concatenate([cost, begin]),
                np.concatenate([source, known]),
                np.append(first, first[-1] + np.int32(len(known))),
            ),
            shape=(self.states + 1, self.states + 1),
        )
        found, before = dijkstra(graph, indices=self.states, return_predecessors=True)
        labels.cost[mine] = found[:-1]
        before = before[:-1]
        inner = (before >= 0) & (before < self.states)
        np.copyto(labels.before[mine], before + np.int32(self.low), where=inner)
        return int(np.count_nonzero(inner))

    def _name(
        self, row: Int32s, source: Int32s, cost: Floats, reached: int, labels: Labels
    ) -> None:
        """Note by which step each state is left; of several to one state, the cheapest."""
        mine = slice(self.low, self.low + self.states)
        total, before = labels.cost[mine], labels.before[mine]
        step = np.flatnonzero(before[source] == row + np.int32(self.low))
        source = source[step]
        if len(step) > reached:  # two steps from one state to another one
            tight = np.flatnonzero(total[row[step]] + cost[step] == total[source])[::-1]
            source, step = source[tight], step[tight]
        labels.via[mine][source] = step + self.steps.start


def _settle(
    ground: Ground, weight: Floats, labels: Labels, cell: Int32s | None, front: Int32s
) -> None:
    """Lower labels from some states on, those below a rising limit at once."""
    stride = _STRIDE * float(weight.mean())
    limit = -np.inf
    waiting = np.zeros(ground.states, dtype=bool)
    while len(front):
        near = labels.cost[front] <= limit
        if not near.any():
            limit = float(labels.cost[front].min()) + stride
            continue
        now, front = front[near], front[~near]
        waiting[now] = False
        lowered = _step(ground, weight, labels, cell, now)
        fresh = lowered[~waiting[lowered]]
        waiting[fresh] = True
        front = np.concatenate([front, fresh])


def _step(ground: Ground, weight: Floats, labels: Labels, cell: Int32s | None, now: Int32s) -> Ints:
    """Take all steps to some states back; return the states whose label is lower."""
    row, edge = ground.edges(now)
    source, state = ground.source[edge], now[row]
    if cell is not None:
        inside = np.flatnonzero(cell[source] == cell[state])
        source, state, edge = source[inside], state[inside], edge[inside]
    return labels.lower(source, labels.cost[state] + weight[edge], state, edge)
