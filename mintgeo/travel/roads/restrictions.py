"""Turn restrictions → pairs of arcs that must not follow each other."""

import numpy as np

from mintgeo.travel.roads.chains import Arcs
from mintgeo.travel.roads.reading import Restriction, Roads
from mintgeo.travel.roads.segments import Bools, Ints, Segments


def via_nodes(roads: Roads) -> Bools:
    """Nodes at which a restriction forbids something; chains must break there."""
    via = np.zeros(len(roads.node_ids), dtype=bool)
    ids = [one.via_node for one in roads.restrictions if one.via_node is not None]
    via[_numbers(roads, np.array(ids, dtype=np.int64))] = True
    return via


def _numbers(roads: Roads, ids: Ints) -> Ints:
    place = np.minimum(np.searchsorted(roads.node_ids, ids), len(roads.node_ids) - 1)
    return np.asarray(place[roads.node_ids[place] == ids])


def forbidden_pairs(roads: Roads, segments: Segments, arcs: Arcs) -> tuple[Ints, Ints]:
    """Pairs of arcs that a restriction with a via node rules out.

    A way counts where it begins or ends at the via node; what the extract has lost is passed over.
    """
    way_of = {int(ref): number for number, ref in enumerate(roads.way_ids)}
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
    entering = _arcs_at(roads, segments, arcs, way_of[one.source], via, leaves=False)
    wanted = _arcs_at(roads, segments, arcs, way_of[one.target], via, leaves=True)
    if not wanted:
        return set()
    banned = leaving - wanted if one.only else wanted
    return {(before, after) for before in entering for after in banned}


def _arcs_at(
    roads: Roads, segments: Segments, arcs: Arcs, way: int, via: int, *, leaves: bool
) -> set[int]:
    """Arcs of a way that end in ``via``, or begin there."""
    nodes = roads.node[roads.offset[way] : roads.offset[way + 1]]
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
