"""Turn restrictions → pairs of arcs that must not follow each other."""

import numpy as np

from mintgeo.travel.roads.graph.chains import Arcs
from mintgeo.travel.roads.graph.segments import Bools, Ints, Segments
from mintgeo.travel.roads.reading.ways import Restriction, Roads


def via_nodes(roads: Roads) -> Bools:
    """Nodes at which a restriction forbids something; chains must break there."""
    via = np.zeros(len(roads.node_ids), dtype=bool)
    ids = [one.via_node for one in roads.restrictions if one.via_node is not None]
    via[_numbers(roads, np.array(ids, dtype=np.int64))] = True
    way_of = number_of_ways(roads)
    for way in {way for one in roads.restrictions for way in one.via_ways if way in way_of}:
        nodes = nodes_of(roads, way_of[way])
        via[nodes[[0, -1]]] = True
    return via


def number_of_ways(roads: Roads) -> dict[int, int]:
    """Numbers of the ways that restrictions name, but for those cut down to a node or none."""
    named = {way for one in roads.restrictions for way in (one.source, *one.via_ways, one.target)}
    ids = np.array(sorted(named), dtype=np.int64)
    order = np.argsort(roads.way_ids, kind="stable")
    place = order[np.minimum(np.searchsorted(roads.way_ids[order], ids), len(order) - 1)]
    return {
        int(way): int(number)
        for way, number in zip(ids, place, strict=True)
        if roads.way_ids[number] == way and len(nodes_of(roads, number)) > 1
    }


def nodes_of(roads: Roads, way: int) -> Ints:
    """Nodes along a way."""
    return roads.node[roads.offset[way] : roads.offset[way + 1]].astype(np.int64)


def _numbers(roads: Roads, ids: Ints) -> Ints:
    place = np.minimum(np.searchsorted(roads.node_ids, ids), len(roads.node_ids) - 1)
    return np.asarray(place[roads.node_ids[place] == ids])


def forbidden_pairs(roads: Roads, segments: Segments, arcs: Arcs) -> tuple[Ints, Ints]:
    """Pairs of arcs that a restriction with a via node rules out.

    A way counts where it begins or ends at the via node; what the extract has lost is passed over.
    """
    way_of = number_of_ways(roads)
    by_start = np.argsort(arcs.start, kind="stable")
    starts = arcs.start[by_start]
    pairs: set[tuple[int, int]] = set()
    for one in roads.restrictions:
        if one.via_node is None or one.source not in way_of or one.target not in way_of:
            continue
        for via in _numbers(roads, np.array([one.via_node])):
            low, high = np.searchsorted(starts, [via, via + 1])
            leaving = {int(arc) for arc in by_start[low:high]}
            pairs |= _ruled_out(roads, segments, arcs, one, way_of, int(via), leaving)
    table = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)
    return table[:, 0], table[:, 1]


def _ruled_out(
    roads: Roads, segments: Segments, arcs: Arcs, one: Restriction, way_of: dict[int, int],
    via: int, leaving: set[int],
) -> set[tuple[int, int]]:  # fmt: skip
    entering = arcs_at(roads, segments, arcs, way_of[one.source], via, leaves=False)
    wanted = arcs_at(roads, segments, arcs, way_of[one.target], via, leaves=True)
    if not wanted:
        return set()
    banned = leaving - wanted if one.only else wanted
    return {(before, after) for before in entering for after in banned}


def arcs_at(
    roads: Roads, segments: Segments, arcs: Arcs, way: int, via: int, *, leaves: bool
) -> set[int]:
    """Arcs of a way that end in ``via``, or begin there."""
    nodes = nodes_of(roads, way)
    found = set()
    for end, neighbour in ((nodes[0], nodes[1]), (nodes[-1], nodes[-2])):
        if end != via:
            continue
        pair = (via, neighbour) if leaves else (neighbour, via)
        segment = find_segment(segments, int(pair[0]), int(pair[1]))
        if segment >= 0:
            found.add(int(arcs.of_segment[segment]))
    return found


def find_segment(segments: Segments, start: int, goal: int) -> int:
    """Number of the segment between two nodes, or -1."""
    low, high = np.searchsorted(segments.start, [start, start + 1])
    place = low + int(np.searchsorted(segments.goal[low:high], goal))
    return int(place) if place < high and segments.goal[place] == goal else -1
