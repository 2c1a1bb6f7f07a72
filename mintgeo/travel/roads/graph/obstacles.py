"""Obstacles on nodes → who cannot pass, and who is held up for how long."""

import numpy as np

from mintgeo.travel.roads.graph.segments import Bools, Floats, Ints
from mintgeo.travel.roads.graph.sorting import members
from mintgeo.travel.roads.reading import rules
from mintgeo.travel.roads.reading.ways import Roads


def has_obstacle(roads: Roads) -> Bools:
    """Nodes on which something stands."""
    found = np.zeros(len(roads.node_ids), dtype=bool)
    found[roads.obstacles.node] = True
    return found


def is_barrier(roads: Roads) -> Bools:
    """Nodes that nobody passes."""
    barrier = np.zeros(len(roads.node_ids), dtype=bool)
    barrier[roads.obstacles.node[roads.obstacles.kind == rules.BARRIER]] = True
    return barrier


def obstacles_met(roads: Roads, node: Ints, direction: Ints) -> tuple[Ints, Ints]:
    """Which obstacles are met by whoever comes to nodes along a way or against it.

    Pairs: the row of who comes, and the row of an obstacle.
    """
    low, high = (np.searchsorted(roads.obstacles.node, node, side=side)
                 for side in ("left", "right"))  # fmt: skip
    who, which = np.repeat(np.arange(len(node)), high - low), members(low, high - low)
    faced = roads.obstacles.direction[which]
    meets = (faced == rules.ANY) | (faced == direction[who])
    return who[meets], which[meets]


def waits(roads: Roads, who: Ints, which: Ints, count: int) -> tuple[Floats, Bools]:
    """Seconds for which each of so many is held up by what is met, and whether by a signal."""
    signal = np.zeros(count, dtype=bool)
    signal[who[roads.obstacles.kind[which] == rules.SIGNAL]] = True
    seconds = np.bincount(who, weights=roads.obstacles.seconds[which], minlength=count)
    return seconds.astype(float, copy=False), signal
