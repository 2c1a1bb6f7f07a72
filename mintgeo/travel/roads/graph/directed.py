"""Chains → directed arcs between the nodes where something can be decided."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from mintgeo.travel.roads.graph.chains import Chains
from mintgeo.travel.roads.graph.segments import (
    SHUT,
    Bools,
    Floats,
    Ints,
    Segments,
    goal_vertex,
    start_vertex,
)
from mintgeo.travel.roads.graph.sorting import blocks, order_by
from mintgeo.travel.roads.reading.ways import Roads


@dataclass(frozen=True, kw_only=True)
class Arcs:
    """Directed arcs between nodes, with their vertices as flat arrays.

    Sorted by ``start`` and the node behind it. ``first`` says where an arc's vertices begin;
    ``time_s``, ``weight_s`` and ``length_m`` count from the arc's start to each vertex. ``rule``
    and ``direction`` are those of its first segment, ``last_direction`` of its last one; ``twin``
    is the arc that goes back, or -1.
    """

    start: Ints
    goal: Ints
    rule: Ints
    direction: Ints
    last_direction: Ints
    twin: Ints
    first: Ints
    node: Ints
    time_s: NDArray[np.float32]
    weight_s: NDArray[np.float32]
    length_m: NDArray[np.float32]

    @cached_property
    def _by_goal(self) -> tuple[Ints, Ints]:
        order = order_by(self.goal, below=int(self.goal.max()) + 1)
        return order, self.goal[order]

    def along(self, arc: int) -> list[int]:
        """Nodes of an arc."""
        nodes: list[int] = self.node[self.first[arc] : self.first[arc + 1]].tolist()
        return nodes

    def leaving(self, node: int) -> Ints:
        """Arcs that begin in a node."""
        return np.arange(*_span(self.start, node))

    def entering(self, node: int) -> Ints:
        """Arcs that end in a node."""
        order, goal = self._by_goal
        return order[slice(*_span(goal, node))]

    def out_to(self, node: int, neighbour: int) -> list[int]:
        """The arc that begins in a node and goes on to a neighbour, if there is one."""
        arc = self.leaving(node)
        return [int(one) for one in arc[self.node[self.first[arc] + 1] == neighbour]]

    def in_from(self, node: int, neighbour: int) -> list[int]:
        """The arc that comes from a neighbour and ends in a node, if there is one."""
        arc = self.entering(node)
        return [int(one) for one in arc[self.node[self.first[arc + 1] - 2] == neighbour]]


def _span(sorted_: Ints, number: int) -> tuple[int, int]:
    low, high = np.searchsorted(sorted_, np.array([number, number + 1], dtype=sorted_.dtype))
    return int(low), int(high)


def make_arcs(roads: Roads, segments: Segments, chains: Chains) -> Arcs:
    """Travel every chain in the directions that are open."""
    begin, end = chains.first[:-1], chains.first[1:] - 1
    ways = (chains.ahead[begin], chains.behind[end])
    open_ = [np.flatnonzero(segments.looks(one) != SHUT) for one in ways]
    head = np.concatenate([one[rows] for one, rows in zip(ways, open_, strict=True)])
    start, second = (roads.node[of(head)] for of in (start_vertex, goal_vertex))
    order = order_by(start, second, below=len(roads.node_ids))
    chain = np.concatenate(open_)[order]
    turned = order >= len(open_[0])
    number = np.full((2, len(begin)), -1, dtype=np.int32)
    number[turned.astype(np.int8), chain] = np.arange(len(order), dtype=np.int32)
    twin = number[(~turned).astype(np.int8), chain]
    head, start = head[order], start[order]
    del open_, number, second, order
    first = np.concatenate([[0], np.cumsum(np.diff(chains.first)[chain] + 1)])
    segment = _along(chains, chain, turned, first)
    tail = segment[first[1:] - 1]
    segment[first[:-1]] = len(segments.time_s) - 1
    node = roads.node[goal_vertex(segment)]
    node[first[:-1]] = start
    time = weight = _counted(segments.time_s, segment, first)
    if segments.weight_s is not segments.time_s:
        weight = _counted(segments.weight_s, segment, first)
    segment >>= 1
    return Arcs(
        start=start, goal=node[first[1:] - 1], rule=roads.rule[segments.way[head >> 1]],
        direction=(head & 1).astype(np.int8), last_direction=(tail & 1).astype(np.int8),
        twin=twin, first=first, node=node, time_s=time, weight_s=weight,
        length_m=_counted(segments.length_m, segment, first),
    )  # fmt: skip


def _along(chains: Chains, chain: Ints, turned: Bools, first: Ints) -> NDArray[np.int32]:
    """Segment that leads to each vertex of arcs; what stands for the first one means nothing."""
    both = np.concatenate([chains.ahead, chains.behind[::-1]])
    begin = np.where(turned, len(both) - chains.first[1:][chain], chains.first[chain])
    at = np.arange(first[-1], dtype=np.int32)
    at += np.repeat((begin - 1 - first[:-1]).astype(np.int32), np.diff(first))
    return both[at]


def _counted(values: Floats, segment: Ints, first: Ints) -> NDArray[np.float32]:
    """Running sums along each arc, from 0 at its first vertex.

    Each block goes on where the one before ended, so sums are those of one run over all arcs.
    """
    counted = np.empty(len(segment), dtype=np.float32)
    before = 0.0
    for arcs in blocks(first):
        begin, end = first[arcs], first[arcs.start + 1 : arcs.stop + 1]
        here = slice(begin[0], end[-1])
        total = values[segment[here]].astype(np.float64)
        total[0] = before
        np.cumsum(total, out=total)
        before = total[-1]
        total -= np.repeat(total[begin - begin[0]], end - begin)
        counted[here] = total
    return counted
