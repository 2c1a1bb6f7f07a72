"""Pieces → chains: roads between the nodes where something can be decided."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from mintgeo.travel.roads.graph.pieces import Pieces
from mintgeo.travel.roads.graph.segments import Bools, Ints, goal_vertex, start_vertex
from mintgeo.travel.roads.graph.sorting import firsts, order_by


@dataclass(frozen=True, kw_only=True)
class Chains:
    """Chains as runs of segments; ``first`` says where each begins.

    ``ahead`` are the segments along a chain, ``behind`` those that go back between the same nodes.
    """

    ahead: Ints
    behind: Ints
    first: Ints


def inner_nodes(pieces: Pieces, fixed: Bools) -> tuple[Bools, Ints]:
    """Which nodes vanish inside a chain, and how many roads meet in each node.

    Two roads must meet there, and look the same in each direction.
    """
    meeting = np.bincount(pieces.node, minlength=len(fixed))
    inner = (meeting == 2) & ~fixed  # noqa: PLR2004
    row = np.flatnonzero(inner[pieces.node])
    differ = pieces.back_look[row] != pieces.look[_across(pieces, row)]
    inner[pieces.node[row[differ]]] = False
    return inner, meeting


def _across(pieces: Pieces, row: Ints) -> Ints:
    """The other row of each node, for all rows of nodes that have two."""
    node = pieces.node[row]
    both = np.bincount(node, weights=row, minlength=1)
    return np.asarray(both[node].astype(np.int64) - row)


def make_chains(node: Ints, pieces: Pieces, inner: Bools) -> Chains:
    """Follow every chain from one end to the other.

    As in OSRM's graph compressor, chains never become parallel to another road or chain between the
    same nodes: they keep a node, the one with the largest number; loops keep two, cycles three.
    What is kept stays an end of chains.

    Parameters
    ----------
    node
        Node of each vertex.
    pieces
        Pieces of ways.
    inner
        Nodes that vanish; those kept are taken away from them.
    """
    chains = _joined(node, pieces, *_walk(pieces, inner))
    first = np.sort(np.concatenate([chains.first, _kept(node, chains)]))
    inner[node[start_vertex(chains.ahead[first[:-1]])]] = False
    return Chains(ahead=chains.ahead, behind=chains.behind, first=first)


def _walk(pieces: Pieces, inner: Bools) -> tuple[Ints, Ints, int]:
    """Rows of pieces in the order of their chains, pieces of each chain, and how many are rings.

    All chains at once, a piece at a time, from both ends; what begins at the lower row stays. Rings
    come last, and begin anywhere.
    """
    other = pieces.other
    follower = np.full(len(other), -1, dtype=np.int32)
    row = np.flatnonzero(inner[pieces.node])
    follower[other[row]] = _across(pieces, row)
    begin = np.flatnonzero(~inner[pieces.node]).astype(np.int32)
    now, chain, end = begin, np.arange(len(begin), dtype=np.int32), np.empty_like(begin)
    steps = [(now[:0], chain[:0])]
    while len(now):
        steps.append((now, chain))
        end[chain] = other[now]
        now = follower[now]
        chain, now = chain[now >= 0], now[now >= 0]
    stays = begin < end
    row, chain = (np.concatenate(part) for part in zip(*steps, strict=True))
    row, chain = row[stays[chain]], chain[stays[chain]]
    rings = _rings(follower, row % len(pieces.size), len(pieces.size))
    order = order_by(chain, below=len(begin))
    counts = np.bincount(chain, minlength=len(begin))[stays]
    return (
        np.concatenate([row[order], *rings]),
        np.concatenate([counts, [len(one) for one in rings]]).astype(np.int64),
        len(rings),
    )


def _rings(follower: Ints, walked: Ints, count: int) -> list[Ints]:
    """Rows of all pieces that no walk came to, each ring in its order."""
    left = np.ones(count, dtype=bool)
    left[walked] = False
    rings, rows = [], np.flatnonzero(left).tolist()
    for row in rows:
        if not left[row]:
            continue
        ring = [row]
        while (after := int(follower[ring[-1]])) != row:
            ring.append(after)
        rings.append(np.array(ring))
        left[rings[-1] % count] = False
    return rings


def _joined(node: Ints, pieces: Pieces, row: Ints, counts: Ints, rings: int) -> Chains:
    """Segments of pieces one after another; rings begin at their largest node."""
    size = pieces.size[row % len(pieces.size)]
    begin = np.concatenate([[0], np.cumsum(size)])
    step = np.arange(begin[-1], dtype=np.int32) - np.repeat(begin[:-1].astype(np.int32), size)
    step *= np.repeat(2 - 4 * (pieces.out[row] & 1), size)
    ahead, behind = (np.repeat(one[row], size) + step for one in (pieces.out, pieces.back))
    first = begin[np.concatenate([[0], np.cumsum(counts)])]
    if rings:
        turned = _turned(node[start_vertex(ahead)], first[-1 - rings :])
        ahead, behind = ahead[turned], behind[turned]
    return Chains(ahead=ahead, behind=behind, first=first)


def _turned(start: Ints, first: Ints) -> Ints:
    """Order of segments in which rings, the last runs of all, begin at their largest node."""
    order = np.arange(len(start))
    largest = np.maximum.reduceat(start, first[:-1])
    size = np.diff(first)
    ring, low = np.repeat(largest, size), np.repeat(first[:-1], size)
    at = order[first[0] :]
    begin = np.repeat(at[start[at] == ring] - first[:-1], size)
    order[first[0] :] = low + (at - low + begin) % np.repeat(size, size)
    return order


def _kept(node: Ints, chains: Chains) -> Ints:
    """Segments at whose start chains are cut, lest they run side by side."""
    need = _nodes_to_keep(node, chains)
    chosen = np.flatnonzero(need)
    at, chain = _inside(chains, chosen)
    order = np.lexsort((-node[start_vertex(chains.ahead[at])], chain))
    rank = np.arange(len(at)) - firsts(chain, len(chosen))[:-1][chain[order]]
    return np.asarray(at[order][rank < need[chosen][chain[order]]])


def _inside(chains: Chains, chosen: Ints) -> tuple[Ints, Ints]:
    """Segments of some chains that begin inside of them, and the number of the chain of each."""
    inside = np.diff(chains.first)[chosen] - 1
    chain = np.repeat(np.arange(len(chosen)), inside)
    begin = chains.first[chosen] + 1 + inside - np.cumsum(inside)
    return np.arange(len(chain)) + np.repeat(begin, inside), chain


def _nodes_to_keep(node: Ints, chains: Chains) -> Ints:
    start = node[start_vertex(chains.ahead[chains.first[:-1]])]
    goal = node[goal_vertex(chains.ahead[chains.first[1:] - 1])]
    need = np.where(start == goal, 2, 0)
    low, high = np.minimum(start, goal).astype(np.int64), np.maximum(start, goal)
    pair = pd.factorize(low * (int(high.max()) + 1) + high)[0]
    beside = np.flatnonzero((np.bincount(pair)[pair] > 1) & (start != goal))
    at, chain = _inside(chains, beside)
    largest = np.full(len(beside), -1)
    np.maximum.at(largest, chain, node[start_vertex(chains.ahead[at])])
    order = np.lexsort((largest, pair[beside]))
    leads = np.append(True, np.diff(pair[beside][order]) != 0)[: len(order)]
    need[beside] = 1
    need[beside[order[leads]]] = 0
    return need
