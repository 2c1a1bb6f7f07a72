"""Points of a table as places on the road: equal points are one place, snapped once."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mintgeo._located import Points
from mintgeo.travel.protocol import AnyPoints
from mintgeo.travel.roads.graph.arcs import Ends, Paths
from mintgeo.travel.roads.graph.network import Network
from mintgeo.travel.roads.graph.segments import Bools, Floats, Ints
from mintgeo.travel.roads.graph.snapping import Snapper, Spots
from mintgeo.travel.roads.reading.foot import WALK_KMH

WALK_MS: Final = WALK_KMH / 3.6
"""Metres a second between a point and the road."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Places:
    """Different places of a table, ordered by coordinates, so that no row order matters.

    ``rows`` are rows of the table by place and id, ``first`` where those of each place begin.
    """

    lonlat: Floats
    xyz: Floats
    spots: Spots
    rows: Ints
    first: Ints
    of_row: Ints

    @classmethod
    def of(cls, points: Points, snapper: Snapper, *, max_m: float) -> "Places":
        """Find the places of placed points; ``of_row`` is -1 for the others."""
        both = np.column_stack([points.lon, points.lat])
        _, at, place = np.unique(_numbers(both), return_index=True, return_inverse=True)
        rows = [place] if len(at) == len(place) else [points.ids[points.placed].astype(str), place]
        of_row = np.full(len(points.ids), -1)
        of_row[points.placed] = place
        xyz = points.xyz[at]
        return cls(
            lonlat=both[at],
            xyz=xyz,
            spots=snapper.snap(xyz, max_m=max_m),
            rows=points.placed[np.lexsort(rows)],
            first=np.concatenate([[0], np.cumsum(np.bincount(place, minlength=len(at)))]),
            of_row=of_row,
        )

    def __len__(self) -> int:
        return len(self.lonlat)

    def origins(self, net: Network) -> Ends:
        """Journeys begin here: the rest of the arc lies ahead."""
        return self._ends(net, origin=True)

    def goals(self, net: Network) -> Ends:
        """Journeys end here: the rest of the arc is not travelled."""
        return self._ends(net, origin=False)

    def _ends(self, net: Network, *, origin: bool) -> Ends:
        spots = self.spots
        number, side = np.nonzero((spots.arc >= 0) & spots.snapped[:, None])
        arc = spots.arc[number, side]
        if not origin:
            row, double = _doubles(net, arc)
            number, side = np.append(number, number[row]), np.append(side, side[row])
            arc = np.append(arc, double)
            order = np.argsort(number, kind="stable")
            number, side, arc = number[order], side[order], arc[order]
        sign, last = 1.0 if origin else -1.0, net.first[arc + 1] - 1
        weight, time, length = (
            sign * (getattr(net, name)[last] - getattr(spots, name)[number, side])
            for name in ("weight_s", "time_s", "length_m")
        )
        return Ends(
            number=number, arc=arc, rest_weight=weight, rest_time=time, rest_length=length,
            walk_s=spots.gap_m[number] / WALK_MS, walk_m=spots.gap_m[number], count=len(self),
        )  # fmt: skip

    def reasons(self, net: Network) -> "tuple[Bools, Bools]":
        """Per place: whether it has a road, and whether it lies outside of the extract."""
        west, south, east, north = net.extent
        lon, lat = self.lonlat.T
        inside = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
        return self.spots.snapped, ~inside


@dataclass(frozen=True, kw_only=True, eq=False)
class RoadPoints(Points):
    """Points of a table that have been brought to the roads of a router."""

    on: Places
    snapper: Snapper
    max_m: float

    @classmethod
    def at(cls, table: AnyPoints, snapper: Snapper, *, max_m: float, what: str) -> "RoadPoints":
        """Bring points to roads at most so far away; those that have been, stay there."""
        if isinstance(table, cls) and table.snapper is snapper and table.max_m == max_m:
            return table
        flat = Points.of(table, what=what)
        on = Places.of(flat, snapper, max_m=max_m)
        return cls(
            ids=flat.ids, placed=flat.placed, lon=flat.lon, lat=flat.lat, whole=(flat, ...),
            on=on, snapper=snapper, max_m=max_m,
        )  # fmt: skip


def _doubles(net: Network, arc: Ints) -> tuple[Ints, Ints]:
    """Rows of arcs that have doubles, and these."""
    row, at = np.nonzero(arc[:, None] == net.doubled) if len(net.doubled) else (arc[:0], arc[:0])
    return row, len(net.twin) - len(net.doubled) + at


def _numbers(lonlat: Floats) -> NDArray[np.complex128]:
    """Places as one number each, which are ordered by longitude, then by latitude."""
    return np.ascontiguousarray(lonlat).view(np.complex128).ravel()


def same_point(here: Places, there: Places) -> Paths:
    """Pairs at the very same coordinates: nobody has to move."""
    few, many = sorted((_numbers(here.lonlat), _numbers(there.lonlat)), key=len)
    near = np.minimum(np.searchsorted(many, few), max(len(many) - 1, 0))
    own = np.flatnonzero(few == many[near]) if len(many) else near
    leaf, root = (own, near[own]) if len(here) <= len(there) else (near[own], own)
    none = np.zeros(len(leaf))
    return Paths(root=root, leaf=leaf, weight=none - 1, time=none, length=none, gap_m=none)


def spread(here: Places, there: Places, found: Paths) -> tuple[Ints, Ints, Ints]:
    """Rows of both tables for every pair of places, and the number of the pair; by origin."""
    pair, root_at = _each(there.first, found.root)
    target = there.rows[root_at]
    again, leaf_at = _each(here.first, found.leaf[pair])
    row, target, pair = here.rows[leaf_at], target[again], pair[again]
    order = np.argsort(row, kind="stable")
    return row[order], target[order], pair[order]


def _each(first: Ints, chosen: Ints) -> tuple[Ints, Ints]:
    """Every member of chosen groups: the position of the choice, and of the member."""
    count = first[chosen + 1] - first[chosen]
    choice = np.repeat(np.arange(len(chosen)), count)
    member = np.arange(len(choice)) - np.repeat(np.cumsum(count) - count, count)
    return choice, first[chosen][choice] + member


def rank(row: Ints) -> Ints:
    """Position of each entry among equal ones; equal ones stand together."""
    return np.asarray(np.arange(len(row)) - np.searchsorted(row, row))
