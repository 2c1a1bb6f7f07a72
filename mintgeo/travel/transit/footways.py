"""Walks to stops and all the way: on streets where they are known, by the airline elsewhere."""

from dataclasses import dataclass, field

import numpy as np

from mintgeo._errors import OptionError
from mintgeo._located import Floats, Ints, Points
from mintgeo.timetable.search import Walks
from mintgeo.travel._points import geodesic_m, nearest_pairs
from mintgeo.travel.airline import Airline
from mintgeo.travel.matrices import OK, Matrix
from mintgeo.travel.protocol import MatrixRouter, Router, placed

FOOT = "foot"


@dataclass(frozen=True, eq=False)
class Feet:
    """Points as streets know them, and as they are."""

    plain: Points
    on_streets: Points


@dataclass(frozen=True, kw_only=True, eq=False)
class Footways:
    """Who walks, and how quickly.

    A pair of points of which streets know only one, or none, is joined by the airline.
    """

    streets: Router | None = None
    airline: Airline = field(default_factory=lambda: Airline(FOOT))

    def __post_init__(self) -> None:
        if self.streets is not None and self.streets.mode != FOOT:
            raise OptionError(
                "walk must be a router of the mode foot, not {mode}.", mode=self.streets.mode
            )

    def place(self, points: Points) -> Feet:
        """Bring points to the streets, once."""
        if self.streets is None:
            return Feet(points, points)
        found = placed(self.streets, points, what="points")
        return Feet(points, found if isinstance(found, Points) else points)

    def within(self, start: Feet, goal: Feet, minutes: float) -> Walks:
        """All walks of so many minutes at most, from each point to the goals by position."""
        air = self.airline.matrix(start.plain, goal.plain, max_min=minutes)
        if self.streets is None:
            return _walks([_pairs(air)], len(start.plain.ids))
        known = self._matrix(start, goal, minutes)
        row, column, time = _pairs(air)
        strange = (known.origin[row] != OK) | (known.goal[column] != OK)
        rest = row[strange], column[strange], time[strange]
        return _walks([_pairs(known), rest], len(start.plain.ids))

    def nearest(self, start: Feet, goal: Feet, k: int, minutes: float) -> Walks:
        """Walks to the ``k`` nearest goals of each point; there may be some more."""
        n = len(start.plain.ids)
        if not len(goal.plain.placed) or not len(start.plain.placed):
            return _walks([], n)
        if self.streets is not None:
            return self.within(start, goal, minutes)
        row, column = nearest_pairs(start.plain, goal.plain, k=min(k, len(goal.plain.placed)))
        curve = self.airline.curve
        time = curve.minutes(curve.way_m(geodesic_m(start.plain, goal.plain, (row, column))))
        near = time <= minutes
        row, column = start.plain.placed[row[near]], goal.plain.placed[column[near]]
        return _walks([(row, column, time[near])], n)

    def _matrix(self, start: Feet, goal: Feet, minutes: float) -> Matrix:
        streets = self.streets
        if isinstance(streets, MatrixRouter):
            return streets.matrix(start.on_streets, goal.on_streets, max_min=minutes)
        raise OptionError("walk must be a router with matrices, such as RoadNetwork or Airline.")


Pairs = tuple[Ints, Ints, Floats]


def _pairs(found: Matrix) -> Pairs:
    return found.row, found.column, found.travel_min


def _walks(parts: list[Pairs], n: int) -> Walks:
    none: Pairs = np.empty(0, dtype=np.intp), np.empty(0, dtype=np.intp), np.empty(0)
    row, column, time = (np.concatenate(one) for one in zip(none, *parts, strict=True))
    return Walks.of(row, column, time, n=n)
