"""Roads of one mode as flat arrays: vertices, rules, obstacles, restrictions."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mintgeo.travel.roads.reading.rules import Obstacle, Way

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
    obstacles: dict[int, tuple[Obstacle, ...]]
    restrictions: list[Restriction]

    @property
    def located(self) -> NDArray[np.bool_]:
        """Which nodes the extract really has."""
        return np.asarray(self.x != NOWHERE)
