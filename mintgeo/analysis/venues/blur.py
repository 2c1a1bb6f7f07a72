"""How sure the best place is, if nobody knows exactly where homes and venues are.

As in ``uncertainty``: the true place lies within ``radius_m`` in 95 of 100 cases, and is drawn from
a circular normal law. A way changes by what the speeds of its mode make of the change of the
straight line. How wrong times are otherwise is left out: it is much the same for near venues.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mintgeo._located import Located
from mintgeo.analysis.uncertainty.chance import Chance
from mintgeo.analysis.uncertainty.places import TO_SIGMA, Places, blurred_keys
from mintgeo.analysis.venues.order import same
from mintgeo.analysis.venues.travellers import Travellers, Ways
from mintgeo.analysis.venues.wish import Floats, Wish
from mintgeo.travel.abilities import curve_for


@dataclass(frozen=True, kw_only=True)
class Moved:
    """Points and where they could be.

    Attributes
    ----------
    xy
        Metres on the map of equal areas, n × 2.
    moves
        Displacements in metres, draws × n × 2.
    """

    xy: Floats
    moves: Floats

    @classmethod
    def of(cls, points: Located, chance: Chance, what: str) -> "Moved":
        """Draw them; a point without ``radius_m`` stays where it is."""
        places, table = Places.of(points), points.table
        radius = table.get("radius_m", pd.Series(0.0, index=table.index)).fillna(0)
        metres = np.asarray(radius.to_numpy(dtype=float), dtype=np.float64)
        keys = blurred_keys(pd.Index(table["id"]), places.keys, metres)
        each = [chance.bells(f"{what} {axis}", keys) * (metres / TO_SIGMA) for axis in "xy"]
        return cls(xy=places.xy, moves=np.stack(each, axis=2))

    def rows(self, rows: NDArray[np.integer]) -> "Moved":
        """Some of the points, or one of them several times."""
        return Moved(xy=self.xy[rows], moves=self.moves[:, rows])

    @property
    def far(self) -> Floats:
        """How far each point moves at most, in metres."""
        return np.asarray(np.hypot(*self.moves.transpose(2, 0, 1)).max(axis=0, initial=0.0))


@dataclass(frozen=True, kw_only=True)
class Worth:
    """What venues are worth once homes and venues are elsewhere.

    ``rest`` are the ways without what the curve of their mode says of the straight line.
    """

    travellers: Travellers
    homes: Moved
    venues: Moved
    rest: Ways
    wish: Wish

    @classmethod
    def of(
        cls, travellers: Travellers, ways: Ways, venues: Located, chance: Chance, wish: Wish
    ) -> "Worth":
        """Draw homes and venues; a row of several people moves as a whole."""
        homes = Moved.of(travellers.people, chance, "home").rows(travellers.row)
        there = Moved.of(venues, chance, "venue")
        minutes, metres = _by_curve(travellers, _straight(homes.xy, there.xy))
        rest = Ways(
            minutes=ways.minutes - minutes, metres=ways.metres - metres, codes=ways.codes
        )  # fmt: skip
        return cls(travellers=travellers, homes=homes, venues=there, rest=rest, wish=wish)

    def bounds(self) -> tuple[Floats, Floats]:
        """The least and the most that every venue is worth in any draw."""
        straight = _straight(self.homes.xy, self.venues.xy)
        apart = self.homes.far[:, None] + self.venues.far
        return self._value(np.maximum(straight - apart, 0)), self._value(straight + apart)

    def draws(self) -> Iterator[Floats]:
        """What every venue is worth, draw by draw."""
        for home, venue in zip(self.homes.moves, self.venues.moves, strict=True):
            yield self._value(_straight(self.homes.xy + home, self.venues.xy + venue))

    def _value(self, straight: Floats) -> Floats:
        minutes, metres = _by_curve(self.travellers, straight)
        return self.wish.value(
            np.maximum(self.rest.minutes + minutes, 0), np.maximum(self.rest.metres + metres, 0),
            self.travellers.weight,
        )  # fmt: skip


def winners(worth: Worth, first: int) -> tuple[Floats, Floats]:
    """Of every venue, the share of draws that it wins, and in which the first is no better.

    Venues that win together share the draw.
    """
    won, equal, draws = 0.0, 0.0, 0
    for value in worth.draws():
        known = np.where(np.isfinite(value), value, np.inf)
        best = same(known, known.min())
        won, draws = won + best / best.sum(), draws + 1
        equal = equal + ((known < known[first]) | same(known, known[first]))
    return np.asarray(won / draws), np.asarray(equal / draws)


def _by_curve(travellers: Travellers, straight: Floats) -> tuple[Floats, Floats]:
    """Minutes and metres of ways from their straight lines."""
    minutes, metres = np.zeros_like(straight), np.zeros_like(straight)
    for mode, router in travellers.routers.items():
        here, curve = travellers.mode == mode, curve_for(mode, router)
        metres[here] = curve.way_m(straight[here])
        minutes[here] = curve.minutes(metres[here])
    return minutes, metres


def _straight(one: Floats, other: Floats) -> Floats:
    """Metres between all points of two sets."""
    apart = one[:, None] - other[None]
    return np.asarray(np.hypot(apart[..., 0], apart[..., 1]))
