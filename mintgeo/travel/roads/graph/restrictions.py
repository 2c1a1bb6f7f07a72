"""Turn restrictions → pairs of arcs that must not follow each other."""

import numpy as np

from mintgeo.travel.roads.graph.directed import Arcs
from mintgeo.travel.roads.graph.segments import Bools, Ints
from mintgeo.travel.roads.reading.ways import Restriction, Roads


def via_nodes(roads: Roads) -> Bools:
    """Nodes at which a restriction forbids something; chains must break there."""
    via = np.zeros(len(roads.node_ids), dtype=bool)
    ids = [one.via_node for one in roads.restrictions if one.via_node is not None]
    via[_numbers(roads, np.array(ids, dtype=np.int64))] = True
    way_of = roads.named_ways
    for way in {way for one in roads.restrictions for way in one.via_ways if way in way_of}:
        nodes = nodes_of(roads, way_of[way])
        via[nodes[[0, -1]]] = True
    return via


def nodes_of(roads: Roads, way: int) -> Ints:
    """Nodes along a way."""
    return roads.node[roads.offset[way] : roads.offset[way + 1]].astype(np.int64)


def _numbers(roads: Roads, ids: Ints) -> Ints:
    place = np.minimum(np.searchsorted(roads.node_ids, ids), len(roads.node_ids) - 1)
    return np.asarray(place[roads.node_ids[place] == ids])


def forbidden_pairs(roads: Roads, arcs: Arcs) -> tuple[Ints, Ints]:
    """Pairs of arcs that a restriction with a via node rules out.

    A way counts where it begins or ends at the via node; what the extract has lost is passed over.
    """
    way_of = roads.named_ways
    pairs: set[tuple[int, int]] = set()
    for one in roads.restrictions:
        if one.via_node is None or one.source not in way_of or one.target not in way_of:
            continue
        for via in _numbers(roads, np.array([one.via_node])):
            pairs |= _ruled_out(roads, arcs, one, way_of, int(via))
    table = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)
    return table[:, 0], table[:, 1]


def _ruled_out(
    roads: Roads, arcs: Arcs, one: Restriction, way_of: dict[int, int], via: int
) -> set[tuple[int, int]]:
    entering = arcs_into(roads, arcs, way_of[one.source], via)
    wanted = arcs_out_of(roads, arcs, way_of[one.target], via)
    if not wanted:
        return set()
    banned = set(arcs.leaving(via).tolist()) - wanted if one.only else wanted
    return {(before, after) for before in entering for after in banned}


def arcs_into(roads: Roads, arcs: Arcs, way: int, via: int) -> set[int]:
    """Arcs at the ends of a way that end in ``via``."""
    return {arc for one in _beside(roads, way, via) for arc in arcs.in_from(via, one)}


def arcs_out_of(roads: Roads, arcs: Arcs, way: int, via: int) -> set[int]:
    """Arcs at the ends of a way that begin in ``via``."""
    return {arc for one in _beside(roads, way, via) for arc in arcs.out_to(via, one)}


def _beside(roads: Roads, way: int, via: int) -> list[int]:
    """Nodes of a way next to ``via``, where it begins or ends there."""
    nodes = nodes_of(roads, way)
    return [int(next_) for end, next_ in (nodes[:2], nodes[:-3:-1]) if end == via]
