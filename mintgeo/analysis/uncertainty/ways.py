"""The ways that can be the shortest in some draw: which offers a point has to look at."""

from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any, Final

import numpy as np
import pandas as pd

from mintgeo._quantiles import Floats, Ints
from mintgeo.analysis.uncertainty.chance import Bools, Small
from mintgeo.analysis.uncertainty.errors import Errors
from mintgeo.analysis.uncertainty.places import FAR_M, STEP_M, Clock, Offers, Places

_EARTH_M: Final = 6_371_000.0
_FLAT: Final = 2e-3
"""What distances on the map may be off."""
_WIDTH: Final = 8
"""Offers looked at first."""
_ROUNDED: Final = 1.0001
"""Single precision is not exact."""
_SAME: Final = 1e-4
"""A router's time that is this near to the curve's is the curve's."""


@dataclass(frozen=True)
class Ways:
    """Ways from points to offers, by point: as found, and what moves them.

    ``low`` are the fewest minutes of each with both ends moved, errors aside; ``errors`` is where
    the factors of its distance begin in their table.
    """

    row: Ints
    offer: Ints
    minutes: Small
    low: Small
    dx: Small
    dy: Small
    airline_min: Small
    errors: Ints

    def __len__(self) -> int:
        return len(self.row)

    @property
    def first(self) -> Ints:
        """Where the ways of each point begin."""
        return np.flatnonzero(np.diff(self.row, prepend=-1))

    def chosen(self, which: Ints) -> "Ways":
        """Some of the ways."""
        return Ways(*(getattr(self, name).take(which) for name in _WAYS))

    def moved(self, x: Small, y: Small, clock: Clock) -> Small:
        """Minutes once both ends have moved apart by x and y: the change that the curve sees."""
        x += self.dx
        y += self.dy
        times = clock.read(np.sqrt(x * x + y * y))
        times -= self.airline_min
        times += self.minutes
        return np.maximum(times, 0, out=times)


_WAYS: Final = tuple(field.name for field in fields(Ways))


@dataclass(frozen=True)
class Known:
    """What a reach table knows of the ways of its points.

    ``first``, ``second`` are positions of the nearest two offers (-1 unknown) and their minutes;
    ``least`` is what no way falls short of that the table does not hold.
    """

    first: Ints
    second: Ints
    first_min: Floats
    second_min: Floats
    least: Floats

    @classmethod
    def of(cls, reach: pd.DataFrame, offers: Offers) -> "Known":
        """Read the ways of a reach table."""
        first, second = offers.find(reach["nearest_id"]), offers.find(reach["second_id"])
        near, later = (reach[name].to_numpy(dtype=float) for name in ("travel_min", "second_min"))
        limit, least = (
            reach[name].to_numpy(dtype=float)
            if name in reach.columns
            else np.full(len(reach), np.nan)
            for name in ("max_min", "least_min")
        )
        floor = np.fmax(np.where(np.isfinite(limit), limit, 0.0), np.fmax(near, least))
        return cls(first, second, near, later, np.where(np.isnan(later), floor, later))

    def minutes(self, row: Ints, offer: Ints, curve_min: Floats) -> Floats:
        """Minutes of ways: the router's where the table holds them, else the curve's, or more.

        Times of the curve stay what they are, whatever rank the table gives them.
        """
        said = np.where(offer == self.first[row], self.first_min[row], np.nan)
        said = np.where(offer == self.second[row], self.second_min[row], said)
        said = np.where(np.isnan(said), np.fmax(curve_min, self.least[row]), said)
        own = np.abs(said - curve_min) <= _SAME * curve_min + 1e-6
        return np.where(own, curve_min, said)


@dataclass(frozen=True)
class Search:
    """Finds the ways that can be the shortest in some draw.

    Attributes
    ----------
    clock, offers, known, points
        Of the world.
    shift
        The farthest that each offer moves in any draw, and each point, in metres.
    errors
        The factors on the times of single ways.
    latest
        Minutes of each point above which nobody asks, before the errors that all its ways share.
    """

    clock: Clock
    offers: Offers
    known: Known
    points: Places
    tree: Any
    shift: tuple[Floats, Floats]
    errors: Errors
    latest: Floats

    def ways(self, rows: Ints) -> Ways:
        """All ways of some points that no other way beats in every draw, the quickest first.

        A way takes at least its minutes with the offer moved towards the point, times the least
        factor of its distance; and some way takes at most its minutes with the offer moved away,
        times the largest. What lies above the latter can't win, whoever else is in the list.
        """
        count, width = len(self.offers.ids), _WIDTH
        parts = []
        while len(rows):
            away, near = self.tree.query(
                self.points.xy[rows], k=range(1, min(width, count) + 1),
                distance_upper_bound=self._far,
            )  # fmt: skip
            found, over = self._winners(rows, away, near, last=width >= count)
            parts.append(found)
            rows, width = rows[~over], width * 4
        row, offer, low = (np.concatenate(part) for part in zip(*parts, strict=True))
        order = np.lexsort((offer, low, row))
        return self._made(row[order], offer[order], low[order])

    def _winners(
        self, rows: Ints, away: Floats, near: Ints, *, last: bool
    ) -> tuple[tuple[Ints, Ints, Floats], Bools]:
        """Rows, offers and least minutes of ways, and the rows that need no wider search."""
        away, edge = np.minimum(away, self._far), away[:, -1]
        near = np.where(near < len(self.offers.ids), near, -1)
        some = max(1, int((near >= 0).sum(axis=1).max()))
        away, near = away[:, :some], near[:, :some]
        offer = np.column_stack([self.known.first[rows], self.known.second[rows], near])
        offer[:, 2:][(near == offer[:, :1]) | (near == offer[:, 1:2])] = -1
        named = self.offers.places.xy[offer[:, :2]] - self.points.xy[rows][:, None]
        metres = np.column_stack([np.hypot(*named.transpose(2, 0, 1)), away])
        row = np.broadcast_to(rows[:, None], offer.shape)
        shift = self.shift[0][offer] + self.shift[1][row] + self._slack(metres)
        alone = self.clock.read(metres).astype(float)
        minutes = self.known.minutes(row, offer, alone)
        low, high = (
            np.maximum(minutes + self.clock.read(np.maximum(metres + far, 0)) - alone, 0)
            for far in (-shift, shift)
        )
        errors, at = self.errors, self.errors.rows(metres)
        limit = np.where(offer >= 0, high * errors.most[at], np.inf).min(axis=1)
        limit = np.minimum(limit, self.latest[rows]) * _ROUNDED
        complete = np.isinf(edge) | last
        edge = np.where(complete, 0.0, edge)
        least = edge - self.shift[0].max() - self.shift[1][rows] - self._slack(edge)
        least = np.maximum(least, 0)
        over = (self.clock.read(least) * errors.least[errors.rows(least)] > limit) | complete
        keep = (offer >= 0) & (low * errors.least[at] <= limit[:, None]) & over[:, None]
        return (row[keep], offer[keep], low[keep]), over

    @cached_property
    def _far(self) -> float:
        """Metres beyond which no offer is reached by when somebody asks, wherever all are."""
        metres = np.arange(0.0, FAR_M, STEP_M)
        shift = self.shift[0].max() + self.shift[1].max() + self._slack(metres)
        least = self.clock.read(np.maximum(metres - shift, 0)) * self.errors.least.min()
        inside = np.flatnonzero(least <= self.latest.max() * _ROUNDED)
        last = int(inside[-1]) + 2 if len(inside) else 1
        return float(metres[last]) if last < len(metres) else np.inf

    @staticmethod
    def _slack(metres: Floats) -> Floats:
        """What a map and a table of minutes may be off, in metres."""
        return 2 * STEP_M + _FLAT * metres

    def _made(self, row: Ints, offer: Ints, low: Floats) -> Ways:
        """Ways with their minutes, from geodesics: chords, to centimetres at 100 km."""
        chord = np.linalg.norm(self.offers.places.xyz[offer] - self.points.xyz[row], axis=1)
        alone = self.clock.exact(chord * (1 + chord**2 / (24 * _EARTH_M**2)))
        minutes = self.known.minutes(row, offer, alone).astype(np.float32)
        dx, dy = (self.offers.places.xy[offer] - self.points.xy[row]).T.astype(np.float32)
        metres = np.sqrt(dx * dx + dy * dy)
        errors = self.errors.rows(metres) * self.errors.size
        straight = self.clock.read(metres)
        return Ways(row, offer, minutes, low.astype(np.float32), dx, dy, straight, errors)
