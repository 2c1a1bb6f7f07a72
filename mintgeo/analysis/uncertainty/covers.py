"""Whom each of many places reaches in plausible worlds: all ways, not only the quickest.

The numbers are those of ``uncertainty``: a place has the errors that it would have as an offer, and
a way that a router has not told takes what the curve says, and no less than what was looked for.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from mintgeo._curves import SpeedCurve
from mintgeo._located import Located
from mintgeo._quantiles import Floats, Ints
from mintgeo.analysis.uncertainty.chance import Bools, Chance
from mintgeo.analysis.uncertainty.places import STEP_M
from mintgeo.analysis.uncertainty.ways import Ways
from mintgeo.analysis.uncertainty.world import World
from mintgeo.travel.laws import ErrorLaw

_FAR_M: Final = 400_000.0
_SLACK: Final = 1.01
_EARTH_M: Final = 6_371_000.0


@dataclass(frozen=True, kw_only=True, eq=False)
class Known:
    """Ways that a router has told: rows of people, rows of places, and minutes."""

    row: NDArray[np.integer]
    place: NDArray[np.integer]
    minutes: Floats


@dataclass(frozen=True, kw_only=True, eq=False)
class Covers:
    """Ways that could be within the threshold in some draw.

    Attributes
    ----------
    world
        What all draws start from; the places are its offers.
    ways
        By row of people, then place.
    limit
        Threshold in minutes.
    """

    world: World
    ways: Ways
    limit: float

    @classmethod
    def of(
        cls, people: Located, places: Located, known: Known, *, limit: float, known_min: float,
        curve: SpeedCurve, law: ErrorLaw, chance: Chance,
    ) -> "Covers":  # fmt: skip
        """Find the ways that matter.

        Parameters
        ----------
        people
            A demand table.
        places
            Points with ``id``, all with a place, with ``radius_m`` where they are not exact.
        known
            All ways that take at most ``known_min``, as the router has told them.
        limit, known_min
            Threshold, and minutes that other ways exceed.
        """
        world = World.of(_bare(people, limit), places, curve, law, chance, limit)
        row, place = _near(world, limit)
        row, place, minutes = _joined(row, place, known, len(places))
        return cls(world=world, ways=_ways(world, row, place, minutes, known_min), limit=limit)

    def __iter__(self) -> Iterator[Bools]:
        """Which ways are within the threshold, draw by draw."""
        for minutes in self.world.minutes(self.ways):
            yield np.asarray(minutes <= np.float32(self.limit))


def _bare(people: Located, limit: float) -> Located:
    """People as a reach table in which nobody knows an offer."""
    table = people.table
    nothing = pd.Series(pd.NA, index=table.index, dtype="str")
    return people.under(table.assign(
        nearest_id=nothing, second_id=nothing, travel_min=np.nan, second_min=np.nan,
        least_min=np.nan, edge_min=np.inf, edge=False, max_min=limit, status="over_limit",
    ))  # fmt: skip


def _near(world: World, limit: float) -> tuple[Ints, Ints]:
    """Pairs so near that they could be within the threshold in some draw."""
    moves = np.sqrt((world.moves.astype(float) ** 2).sum(axis=1)).max(axis=0)
    scatter = world.scatter * float(world.chance.normal[-1]) * np.sqrt(2)
    latest = limit / world.shared.astype(float).min(axis=0)[world.region]
    steps = np.arange(0.0, _FAR_M, STEP_M)
    inside = steps[_least_min(world, steps) <= latest.max(initial=0.0)]
    radius = float(inside.max(initial=0.0)) + scatter.max(initial=0.0) + moves + 2 * STEP_M
    tree = cKDTree(world.points.xy)
    each = tree.query_ball_point(world.offers.places.xy, radius * _SLACK)
    place = np.repeat(np.arange(len(each)), [len(one) for one in each])
    row = np.concatenate([np.asarray(one, dtype=np.intp) for one in each])
    away = np.hypot(*(world.offers.places.xy[place] - world.points.xy[row]).T)
    nearest = np.maximum(away / _SLACK - moves[place] - scatter[row] - 2 * STEP_M, 0.0)
    kept = _least_min(world, nearest) <= latest[row]
    return row[kept], place[kept]


def _least_min(world: World, metres: Floats) -> Floats:
    """Fewest minutes for straight lines in any draw, but for what all ways of a Kreis share."""
    errors = world.search.errors if world.search else None
    least = 1.0 if errors is None else errors.least[errors.rows(metres)]
    return np.asarray(world.clock.read(metres) * least / _SLACK, dtype=float)


def _joined(row: Ints, place: Ints, known: Known, n: int) -> tuple[Ints, Ints, Floats]:
    """All pairs once, by row and place, with the minutes that the router told (NaN elsewhere)."""
    told = known.row.astype(np.int64) * n + known.place
    keys = np.union1d(row.astype(np.int64) * n + place, told)
    minutes = np.full(len(keys), np.nan)
    minutes[np.searchsorted(keys, told)] = known.minutes
    return keys // n, keys % n, minutes


def _ways(world: World, row: Ints, place: Ints, minutes: Floats, least: float) -> Ways:
    """Pairs as ways: the router's minutes, or the curve's where it has told none."""
    offers, points, errors = world.offers.places, world.points, world.search
    chord = np.linalg.norm(offers.xyz[place] - points.xyz[row], axis=1)
    alone = world.clock.exact(chord * (1 + chord**2 / (24 * _EARTH_M**2)))
    own = np.abs(minutes - alone) <= 1e-4 * alone + 1e-6
    said = np.where(np.isnan(minutes), np.maximum(alone, np.nextafter(least, np.inf)), minutes)
    said = np.where(own, alone, said).astype(np.float32)
    dx, dy = (offers.xy[place] - points.xy[row]).T.astype(np.float32)
    metres = np.sqrt(dx * dx + dy * dy)
    straight = world.clock.read(metres)
    at = errors.errors.rows(metres) * errors.errors.size if errors else np.zeros(len(row), np.intp)
    return Ways(row, place, said, said, dx, dy, straight, at)
