"""Segments → arcs: chains of segments between the nodes where something can be decided."""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from mintgeo.travel.roads.graph.segments import Bools, Floats, Ints, Segments


@dataclass(frozen=True, kw_only=True)
class Sides:
    """Neighbours of every node, sorted by node, with the segments there and back.

    -1 where there is no such segment; ``first`` says where a node's rows begin.
    """

    node: Ints
    other: Ints
    out: Ints
    back: Ints
    first: Ints

    @property
    def roads(self) -> Ints:
        """How many roads meet in each node."""
        return np.diff(self.first)


def make_sides(segments: Segments, nodes: int) -> Sides:
    """List the neighbours of every node, also those from which one can only come."""
    one_way = segments.twin < 0
    number = np.arange(len(segments.start), dtype=np.int32)
    node = np.concatenate([segments.start, segments.goal[one_way]])
    other = np.concatenate([segments.goal, segments.start[one_way]])
    out = np.concatenate([number, np.full(one_way.sum(), -1, dtype=np.int32)])
    back = np.concatenate([segments.twin, number[one_way]])
    order = np.lexsort((other, node))
    first = np.concatenate([[0], np.cumsum(np.bincount(node, minlength=nodes))])
    return Sides(
        node=node[order], other=other[order], out=out[order], back=back[order], first=first
    )


def inner_nodes(segments: Segments, sides: Sides, fixed: Bools) -> Bools:
    """Which nodes vanish inside a chain: two roads that look the same in each direction.

    As in OSRM's graph compressor, chains never become parallel to another road or chain between the
    same nodes: they keep a node, the one with the largest number; loops keep two, cycles three.
    """
    inner = (sides.roads == 2) & ~fixed  # noqa: PLR2004
    node = np.flatnonzero(inner)
    one, two = sides.first[node], sides.first[node] + 1
    inner[node] = _alike(segments, sides.back[one], sides.out[two]) & _alike(
        segments, sides.back[two], sides.out[one]
    )
    inner[_kept(sides, inner)] = False
    return np.asarray(inner)


def _alike(segments: Segments, before: Ints, after: Ints) -> Bools:
    both = (before >= 0) & (after >= 0)
    same = segments.look[before] == segments.look[after]
    return np.asarray(np.where(both, same, (before < 0) & (after < 0)))


def _kept(sides: Sides, inner: Bools) -> Ints:
    """Nodes that stay, lest chains run side by side."""
    members = np.flatnonzero(inner)
    row = inner[sides.node]
    joined = row & inner[sides.other]
    number = np.cumsum(inner) - 1
    edges = (number[sides.node[joined]], number[sides.other[joined]])
    graph = coo_array((np.ones(len(edges[0]), dtype=np.int8), edges), shape=(len(members),) * 2)
    count, chain = connected_components(graph, directed=False)
    need = _nodes_to_keep(sides, members, chain, count, row & ~joined, number)
    order = np.lexsort((-members, chain))
    begin = np.searchsorted(chain[order], np.arange(count))
    rank = np.arange(len(members)) - begin[chain[order]]
    return np.asarray(members[order][rank < need[chain[order]]])


def _nodes_to_keep(
    sides: Sides, members: Ints, chain: Ints, count: int, leaves: Bools, number: Ints
) -> Ints:
    need = np.full(count, 3)
    of = chain[number[sides.node[leaves]]]
    order = np.argsort(of, kind="stable")
    ends = sides.other[leaves][order].reshape(-1, 2)
    has_ends = of[order][::2]
    low, high = ends.min(axis=1), ends.max(axis=1)
    need[has_ends] = np.where(low == high, 2, 1)
    largest = np.zeros(count, dtype=np.int64)
    np.maximum.at(largest, chain, members)
    nodes = len(sides.first) - 1
    pair = low.astype(np.int64) * nodes + high
    direct = np.isin(pair, sides.node.astype(np.int64) * nodes + sides.other)
    order = np.lexsort((largest[has_ends], pair))
    leads = np.concatenate([[True], np.diff(pair[order]) != 0]) if len(order) else order
    free = order[leads.astype(bool)]
    free = free[~direct[free] & (low[free] != high[free])]
    need[has_ends[free]] = 0
    return need


@dataclass(frozen=True, kw_only=True)
class Arcs:
    """Directed arcs between nodes, with their vertices as flat arrays.

    ``first`` says where an arc's vertices begin; ``time_s``, ``weight_s`` and ``length_m`` count
    from the arc's start to each vertex. ``head`` and ``tail`` are its first and last segment,
    ``twin`` the arc that goes back, or -1; ``of_segment`` the arc of every segment and ``slot`` the
    vertex it starts from.
    """

    start: Ints
    goal: Ints
    head: Ints
    tail: Ints
    twin: Ints
    first: Ints
    node: Ints
    time_s: Floats
    weight_s: Floats
    length_m: Floats
    of_segment: Ints
    slot: Ints


def make_arcs(segments: Segments, sides: Sides, inner: Bools) -> Arcs:
    """Follow every chain from its first segment to its last."""
    segment, arc = _walk(segments, sides, inner)
    sizes = np.bincount(arc)
    last = np.cumsum(sizes) - 1
    head, tail = segment[last - sizes + 1], segment[last]
    of_segment = np.empty(len(segment), dtype=np.int32)
    of_segment[segment] = arc
    back = segments.twin[tail]
    twin = np.where(back >= 0, of_segment[back], -1).astype(np.int32)
    first = np.concatenate([[0], np.cumsum(sizes + 1)])
    slot = np.empty(len(segment), dtype=np.int64)
    slot[segment] = np.arange(len(segment)) + arc
    node = np.empty(first[-1], dtype=np.int32)
    node[first[:-1]] = segments.start[head]
    node[slot[segment] + 1] = segments.goal[segment]
    columns = (segments.time_s, segments.weight_s, segments.length_m)
    time, weight, length = (_counted(one[segment], slot[segment], first) for one in columns)
    return Arcs(
        start=segments.start[head], goal=segments.goal[tail], head=head, tail=tail, twin=twin,
        first=first, node=node, time_s=time, weight_s=weight, length_m=length,
        of_segment=of_segment, slot=slot,
    )  # fmt: skip


def _walk(segments: Segments, sides: Sides, inner: Bools) -> tuple[Ints, Ints]:
    """Segments in the order of their arcs, and the arc of each: all chains a step at a time."""
    follower = np.full(len(segments.start), -1, dtype=np.int32)
    node = np.flatnonzero(inner)
    one, two = sides.first[node], sides.first[node] + 1
    for before, after in ((sides.back[one], sides.out[two]), (sides.back[two], sides.out[one])):
        follower[before[before >= 0]] = after[before >= 0]
    now = np.flatnonzero(~inner[segments.start]).astype(np.int32)
    arc = np.arange(len(now), dtype=np.int32)
    steps = []
    while len(now):
        steps.append((now, arc))
        now = follower[now]
        arc, now = arc[now >= 0], now[now >= 0]
    segment, arc = (np.concatenate(part) for part in zip(*steps, strict=True))
    order = np.argsort(arc, kind="stable")
    return segment[order], arc[order]


def _counted(values: Floats, slot: Ints, first: Ints) -> Floats:
    """Running sums along each arc, from 0 at its first vertex."""
    out = np.zeros(first[-1])
    out[slot + 1] = values
    total = np.cumsum(out)
    total -= np.repeat(total[first[:-1]], np.diff(first))
    return total.astype(np.float32)
