"""Roads of one mode as flat arrays: vertices, rules, obstacles, restrictions."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mintgeo.travel.roads.reading.rules import Way

Ints = NDArray[np.int64]
Ints32 = NDArray[np.int32]

NOWHERE: Final = 2_147_483_647
"""Coordinate of a node that the extract lacks, as osmium gives it."""
UNIT: Final = 1e-7
"""Degrees of one step of osmium's integer coordinates."""


@dataclass(frozen=True, kw_only=True)
class Restriction:
    """A turn that is forbidden, or the only one allowed: ids of ways and nodes."""

    only: bool
    source: int
    via_node: int | None
    via_ways: tuple[int, ...]
    target: int


@dataclass(frozen=True, kw_only=True)
class Obstacles:
    """A row for everything that stands on a node, by ``node``; the rest is as of ``Obstacle``."""

    node: Ints
    kind: NDArray[np.int8]
    seconds: NDArray[np.float64]
    direction: NDArray[np.int8]


@dataclass(frozen=True, kw_only=True)
class Roads:
    """Roads as flat arrays; ``offset`` says where each way's vertices begin.

    ``node`` indexes ``node_ids`` (ascending), ``x`` and ``y`` (steps of 1e-7 degrees) for every
    vertex; ``rule`` and ``name`` are numbers per way; ``obstacles`` stand on nodes by their number.
    """

    node_ids: Ints
    x: Ints32
    y: Ints32
    node: Ints32
    offset: Ints
    way_ids: Ints
    rule: Ints32
    name: Ints32
    rules: list[Way]
    obstacles: Obstacles
    restrictions: list[Restriction]

    @property
    def located(self) -> NDArray[np.bool_]:
        """Which nodes the extract really has."""
        return np.asarray(self.x != NOWHERE)

    @cached_property
    def named_ways(self) -> dict[int, int]:
        """Numbers of ways by id: those that restrictions name and that have two nodes or more."""
        named = {way for one in self.restrictions
                 for way in (one.source, *one.via_ways, one.target)}  # fmt: skip
        ids = np.array(sorted(named), dtype=np.int64)
        order = np.argsort(self.way_ids, kind="stable")
        place = order[np.minimum(np.searchsorted(self.way_ids[order], ids), len(order) - 1)]
        there = (self.way_ids[place] == ids) & (np.diff(self.offset)[place] > 1)
        return dict(zip(ids[there].tolist(), place[there].tolist(), strict=True))
