"""Nodes that cannot be where an extract says: outside of the earth, or far from all neighbours."""

import logging
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mintgeo._extract import FAR_DEG
from mintgeo._phrase import Phrase
from mintgeo.travel.roads.graph.segments import Bools
from mintgeo.travel.roads.reading.rules import FERRY, TRAIN
from mintgeo.travel.roads.reading.ways import NOWHERE, UNIT, Roads

_NAMED: Final = 5
_EAST: Final = round(180 / UNIT)
_NORTH: Final = round(90 / UNIT)
_NEARLY_FAR: Final = round(FAR_DEG / UNIT) - 1
_LOG: Final = logging.getLogger(__name__)


def without_impossible(roads: Roads, file: str) -> Roads:
    """Take the places of impossible nodes away, as if the extract lacked them, and say so."""
    off = _off_earth(roads)
    off |= _far_off(roads, off)
    if not off.any():
        return roads
    named = ", ".join(map(str, roads.node_ids[off][:_NAMED]))
    _LOG.warning(Phrase(
        "{file}: {n} nodes of roads are passed over, for they can't be where the file says (node "
        "{nodes}{more}).",
        file=file, n=int(off.sum()), nodes=named, more=", …" if off.sum() > _NAMED else "",
    ))  # fmt: skip
    x, y = (np.where(off, NOWHERE, one).astype(np.int32) for one in (roads.x, roads.y))
    return replace(roads, x=x, y=y)


def _off_earth(roads: Roads) -> Bools:
    off = roads.located & (roads.y != NOWHERE)
    off &= (np.abs(roads.x) > _EAST) | (np.abs(roads.y) > _NORTH)
    return np.asarray(off)


def _far_off(roads: Roads, off: Bools) -> Bools:
    """Nodes that are far from every neighbour, on roads that don't cross the sea."""
    known = roads.located & ~off
    if not _jumps(roads, known):
        return np.zeros(len(known), dtype=bool)
    way = np.repeat(np.arange(len(roads.way_ids)), np.diff(roads.offset))
    a, b = roads.node[:-1], roads.node[1:]
    pair = (way[1:] == way[:-1]) & (a != b) & known[a] & known[b]
    far = pair & (_step(roads, a, b) > FAR_DEG)
    sails = np.array([bool({FERRY, TRAIN} & set(one.how)) for one in roads.rules])
    far &= ~sails[roads.rule[way[:-1]]]
    distant, near = (np.zeros(len(known), dtype=bool) for _ in range(2))
    distant[a[far]] = distant[b[far]] = True
    near[a[pair & ~far]] = near[b[pair & ~far]] = True
    return distant & ~near


def _jumps(roads: Roads, known: Bools) -> bool:
    """Whether a way goes on far from where it was, or nearly far."""
    far = np.zeros(len(roads.node) - 1, dtype=bool)
    for one in (roads.x, roads.y):
        far |= np.abs(np.diff(one[roads.node].astype(np.float64))) >= _NEARLY_FAR
    at = np.flatnonzero(far)
    at = at[roads.offset[np.searchsorted(roads.offset, at, side="right")] > at + 1]
    return bool((known[roads.node[at]] & known[roads.node[at + 1]]).any())


def _step(roads: Roads, a: NDArray[np.int32], b: NDArray[np.int32]) -> NDArray[np.float64]:
    """Degrees between nodes, the larger of both directions."""
    east, north = (np.abs(one[a].astype(np.int64) - one[b]) * UNIT for one in (roads.x, roads.y))
    return np.asarray(np.maximum(np.minimum(east, 360 - east), north))
