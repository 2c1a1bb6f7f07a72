"""Which searches answer a question: over the whole network, or from the smaller side."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from mintgeo.travel.roads.graph.arcs import Ends, Graph, Paths, arc_graph
from mintgeo.travel.roads.graph.ground import Ground
from mintgeo.travel.roads.graph.network import Network
from mintgeo.travel.roads.graph.places import Places, same_point
from mintgeo.travel.roads.search.nearest import Field, nearest_fields, nearest_roots
from mintgeo.travel.roads.search.paths import all_roots

SWEPT: Final = 2
"""Up to this many nearest are found by sweeps over the whole network."""
_ENTRIES: Final = 3
"""Restricted areas that a journey with a limit may have to enter."""


@dataclass(frozen=True)
class Searches:
    """Searches on a network: goals are roots, origins are leaves; graphs are made when needed.

    Attributes
    ----------
    network
        Where to search.
    entry_s
        What it costs to enter a road for residents, in seconds.
    """

    network: Network
    entry_s: float

    @cached_property
    def forward(self) -> Graph:
        """From origins on."""
        return arc_graph(self.network)

    @cached_property
    def backward(self) -> Graph:
        """Back from goals."""
        return arc_graph(self.network, reverse=True)

    @cached_property
    def ground(self) -> Ground:
        """For sweeps back from goals over the whole network."""
        return Ground.of(self.network)

    def prepare(self) -> None:
        """Make what most questions need."""
        _ = self.ground

    def nearest(self, here: Places, there: Places, *, k: int) -> Paths:
        """The ``k`` best goals of every origin."""
        same = same_point(here, there)
        leaves, roots = here.origins(self.network), there.goals(self.network)
        if not len(roots.arc) or not len(leaves.arc):
            return same.best(k)
        if k <= SWEPT:
            fields = self._fields(there, roots, k)
            found = nearest_roots(self.ground, roots, leaves, k=k, fields=fields)
            return Paths.joined([found, same]).best(k)
        for part in all_roots(self.backward, roots, leaves):
            same = Paths.joined([same, part]).best(k)
        return same

    def _fields(self, there: Places, roots: Ends, k: int) -> list[Field]:
        """Nearest goals of all states: swept once for the same goals, whoever travels there."""
        ground = self.ground
        more = SWEPT if ground.kept.has(there, f"nearest {SWEPT}") else k
        return ground.kept.of(
            there, f"nearest {more}", lambda: nearest_fields(ground, roots, ground.weight, k=k)
        )[:k]

    def pairs(self, here: Places, there: Places, max_min: float | None) -> Iterator[Paths]:
        """All pairs on roads, at least those within the limit."""
        origins, goals = here.origins(self.network), there.goals(self.network)
        if not len(origins.arc) or not len(goals.arc):
            return
        limit = np.inf if max_min is None else self.cost_of(max_min)
        if len(there) <= len(here):
            yield from all_roots(self.backward, goals, origins, limit=limit)
            return
        for part in all_roots(self.forward, origins, goals, limit=limit):
            yield part.turned()

    def within(self, here: Places, there: Places, max_min: float | None) -> Paths:
        """The best path of every pair that takes at most so many minutes."""
        limit = np.inf if max_min is None else max_min * 60
        parts = [part.chosen(part.time <= limit) for part in self.pairs(here, there, max_min)]
        return Paths.joined([*parts, same_point(here, there)]).best(len(there) or 1)

    def cost_of(self, minutes: float) -> float:
        """Search cost that no path of so many minutes exceeds."""
        net = self.network
        dearest = float((net.weight_s[net.last] / net.time_s[net.last]).max())
        return minutes * 60 * dearest + _ENTRIES * self.entry_s
