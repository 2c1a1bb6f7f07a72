"""Segments → pieces: runs of them on one way, between nodes where something may be decided."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mintgeo.travel.roads.graph.segments import Bools, Ints, Segments
from mintgeo.travel.roads.reading.ways import Roads


@dataclass(frozen=True, kw_only=True)
class Pieces:
    """Pieces of ways, a row for each of their ends: first all begins, then all ends.

    Attributes
    ----------
    node
        Node at this end.
    out, back
        Segment on which one leaves from here, and the one that comes back from its goal.
    look, back_look
        What chains must share of these two; ``SHUT`` where nobody may travel.
    size
        Segments of the piece, per piece.
    """

    node: Ints
    out: Ints
    back: Ints
    look: NDArray[np.int64]
    back_look: NDArray[np.int64]
    size: Ints

    @property
    def other(self) -> Ints:
        """Row of the other end of each row's piece."""
        count = len(self.size)
        return np.roll(np.arange(2 * count, dtype=np.int32), count)


def make_pieces(roads: Roads, segments: Segments, fixed: Bools) -> Pieces:
    """Cut ways where they meet, end, or come to a node that is ``fixed``.

    Of several segments between the same two nodes one piece is made: the cheapest in each direction
    counts, of equal ones the first.
    """
    cut = _cuts(roads, segments, fixed)
    begin = np.flatnonzero(segments.there & cut).astype(np.int32)
    end = np.flatnonzero(segments.there[:-1] & cut[1:]).astype(np.int32)
    out = np.concatenate([2 * begin, 2 * end + 1])
    node = np.concatenate([roads.node[begin], roads.node[end + 1]])
    size = end + 1 - begin
    del cut, begin, end
    single = np.flatnonzero(size == 1)
    stays = np.ones(len(size), dtype=bool)
    stays[_doubled(node, out, single, segments, len(roads.node_ids))] = False
    if not stays.all():
        rows = np.tile(stays, 2)
        node, out, size = node[rows], out[rows], size[stays]
    back = np.where(np.tile(size, 2) == 1, np.roll(out, len(size)), out ^ 1)
    return Pieces(
        node=node, out=out, back=back, look=segments.looks(out), back_look=segments.looks(back),
        size=size,
    )  # fmt: skip


def _cuts(roads: Roads, segments: Segments, fixed: Bools) -> Bools:
    """At which vertices ways are cut.

    All others are of nodes that stand once in all ways, between two segments to different nodes.
    """
    node, there = roads.node, segments.there
    cut = (fixed | (np.bincount(node, minlength=len(fixed)) != 1))[node]
    cut[1:-1] |= ~(there[:-2] & there[1:-1]) | (node[:-2] == node[2:])
    cut[[0, -1]] = True
    return np.asarray(cut)


def _doubled(node: Ints, out: Ints, single: Ints, segments: Segments, nodes: int) -> Ints:
    """Pieces that go between the nodes of another one; in ``out`` that gets the cheapest segments.

    ``single`` are the pieces of one segment: no others can be doubled.
    """
    begin, end = node[single], node[single + len(node) // 2]
    low = np.minimum(begin, end)
    number = pd.factorize(low.astype(np.int64) * nodes + np.maximum(begin, end))[0]
    several = np.bincount(number)[number] > 1 if len(number) else np.zeros(0, dtype=bool)
    piece, number = single[several], number[several]
    rows = np.concatenate([piece, piece + len(node) // 2])
    way = np.concatenate([number * 2, number * 2 + 1])
    way ^= np.tile(low[several] != node[piece], 2)
    segment = out[rows]
    shut = segments.looks(segment) < 0
    order = np.lexsort((segment, segment & 1, segments.weight_s[segment], shut, way))
    leads = np.append(True, np.diff(way[order]) != 0)[: len(order)]
    best = dict(zip(way[order][leads].tolist(), segment[order][leads].tolist(), strict=True))
    out[rows] = [best[one] for one in way.tolist()]
    return np.delete(piece, np.unique(number, return_index=True)[1])
