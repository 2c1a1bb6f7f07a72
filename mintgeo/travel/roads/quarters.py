"""Quarters: roads that nothing joins to the town, for ways between points that both stand there."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from shapely.geometry.base import BaseGeometry

from mintgeo._located import Points
from mintgeo.travel.roads.areas.contours import united
from mintgeo.travel.roads.areas.finder import AreaFinder
from mintgeo.travel.roads.graph.network import Network
from mintgeo.travel.roads.graph.places import Places
from mintgeo.travel.roads.graph.segments import Bools, Floats
from mintgeo.travel.roads.graph.snapping import Snapper
from mintgeo.travel.roads.graph.sorting import firsts, members
from mintgeo.travel.roads.search.border import minutes_to_border
from mintgeo.travel.roads.search.directions import Searches


@dataclass(frozen=True)
class Quarters:
    """The roads outside of large components, as a network of their own.

    Points prefer large components, up to the longest gap allowed. Two points that both have a
    nearer road here may travel on it as well: what costs least, walks included, counts.
    """

    town: Network
    searches: Searches
    snapper: Snapper

    @classmethod
    def of(cls, town: Network, entry_s: float) -> Self | None:
        """Cut them out of a network; None if all or none of its roads are in large components."""
        keep = ~town.big
        originals = len(town.twin) - len(town.doubled)
        keep[originals:] &= keep[town.doubled]
        if town.big[town.start].all() or not town.big[town.start].any():
            return None
        network = _cut(town, keep)
        return cls(town, Searches(network, entry_s), Snapper(network))

    def places(self, there: Places, *, max_m: float) -> Places:
        """The same places on the roads of quarters, where these are nearer than their own."""
        spots = there.spots
        in_town = self.town.big[spots.arc.max(axis=1)] & spots.snapped
        than = np.where(in_town, spots.gap_m, max_m + 1e-9)
        return replace(there, spots=self.snapper.nearer(there.xyz, than=than))

    def joined(
        self, found: Iterator[list[BaseGeometry]], there: Places, minutes: list[float], *,
        max_m: float,
    ) -> Iterator[list[BaseGeometry]]:  # fmt: skip
        """Add to areas the land of the goal's own quarter from where it is reached in time."""
        finder = AreaFinder(
            network=self.searches.network, snapper=self.snapper,
            backward=self.searches.backward, max_m=max_m, town=self.town,
        )  # fmt: skip
        limit = self.searches.cost_of(max(minutes))
        more = finder.of_places(self.places(there, max_m=max_m), minutes, limit=limit)
        for areas, others in zip(found, more, strict=True):
            both = zip(areas, others, strict=True)
            yield [one if two.is_empty else united(one, two) for one, two in both]

    def minutes_to_border(
        self, points: Points, here: Places, *, max_m: float, known: BaseGeometry | None
    ) -> Floats:
        """Minutes to the border on roads of quarters, as ``border.minutes_to_border``."""
        if not len(self.searches.network.exits):
            return np.full(len(points.ids), np.nan)
        return minutes_to_border(
            self.searches.network, self.searches.ground, points, self.places(here, max_m=max_m),
            top_kmh=np.inf, max_m=0.0, known=known,
        )  # fmt: skip


def _cut(net: Network, keep: Bools) -> Network:
    """Only some arcs, and the steps between them."""
    kept = np.flatnonzero(keep)
    number = np.full(len(keep), -1)
    number[kept] = np.arange(len(kept))
    sizes, counts = np.diff(net.first)[kept], np.diff(net.step_first)[kept]
    inside, step = members(net.first[kept], sizes), members(net.step_first[kept], counts)
    source = np.repeat(np.arange(len(kept)), counts)
    stays = np.flatnonzero(keep[net.step_target[step]])
    source, step = source[stays], step[stays]
    twin, doubled = net.twin[kept], net.doubled[keep[len(keep) - len(net.doubled) :]]
    return replace(
        net,
        first=np.concatenate([[0], np.cumsum(sizes)]),
        x=net.x[inside], y=net.y[inside],
        time_s=net.time_s[inside], weight_s=net.weight_s[inside], length_m=net.length_m[inside],
        twin=np.where(twin >= 0, number[twin], -1).astype(np.int32),
        start=net.start[kept], big=net.big[kept],
        step_first=firsts(source, len(kept)),
        step_target=number[net.step_target[step]].astype(np.int32),
        step_weight_s=net.step_weight_s[step], step_time_s=net.step_time_s[step],
        doubled=number[doubled], exits=np.flatnonzero(np.isin(inside, net.exits)),
    )  # fmt: skip
