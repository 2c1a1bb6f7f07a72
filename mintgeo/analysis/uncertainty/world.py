"""Plausible worlds: offers moved, people elsewhere, times mistaken, edges decided."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import repeat
from typing import Final

import numpy as np
import pandas as pd
from scipy.spatial import cKDTree

from mintgeo._curves import SpeedCurve
from mintgeo._located import Located
from mintgeo._quantiles import Floats, Ints
from mintgeo.analysis.uncertainty.chance import Chance, Small, Steps, joined, text_keys
from mintgeo.analysis.uncertainty.edge import Edge
from mintgeo.analysis.uncertainty.errors import Errors
from mintgeo.analysis.uncertainty.places import Clock, Offers, Places
from mintgeo.analysis.uncertainty.ways import Known, Search, Ways
from mintgeo.travel.laws import ErrorLaw

_TRAVELLING: Final = ("ok", "over_limit")
_POINTS: Final = 16384
"""Points whose worlds are drawn at a time."""


@dataclass(frozen=True, kw_only=True)
class World:
    """Everything that a draw starts from.

    ``moves`` are displacements of the offers in metres (draws × (x, y) × offers), ``shared`` the
    factors on all times of a Kreis (draws × Kreise), ``low`` and ``high`` by what other estimates
    of them change these, ``scatter`` σ of where the people of a point live, in metres.
    """

    chance: Chance
    clock: Clock
    points: Places
    offers: Offers
    search: Search | None
    errors: Small
    travelling: Ints
    region: Ints
    moves: Small
    shared: Small
    low: Small
    high: Small
    scatter: Floats
    edge: Edge

    @classmethod
    def of(
        cls, people: Located, sites: Located, curve: SpeedCurve, law: ErrorLaw,
        chance: Chance, latest: float,
    ) -> "World":  # fmt: skip
        """Prepare what all draws share."""
        reach, clock = people.table, Clock(curve)
        offers, points = Offers.of(reach, sites), Places.of(people)
        codes, names = pd.factorize(reach["ags_kreis"].fillna("").astype("str"), sort=True)
        moves, shared = _moves(offers, chance), _shared(law, chance, names)
        low, high = (_shared(one, chance, names) for one in (law.low, law.high))
        errors = Errors.of(law, chance)
        scatter = _column(reach, "scatter_m", 0.0)
        farthest = np.sqrt((moves.astype(float) ** 2).sum(axis=1)).max(axis=0)
        search = Search(
            clock=clock, offers=offers, known=Known.of(reach, offers), points=points,
            tree=cKDTree(offers.places.xy), errors=errors,
            shift=(farthest, scatter * float(chance.normal[-1]) * np.sqrt(2)),
            latest=latest / np.minimum(shared, high).min(axis=0).astype(float)[codes],
        ) if len(offers.ids) else None  # fmt: skip
        return cls(
            chance=chance, clock=clock, points=points, offers=offers, search=search,
            errors=errors.table, region=codes, moves=moves, shared=shared, scatter=scatter,
            low=low / shared, high=high / shared,
            travelling=np.flatnonzero(reach["status"].isin(_TRAVELLING)),
            edge=Edge.of(reach, chance, codes, names, points.keys),
        )  # fmt: skip

    def blocks(self) -> list[Ints]:
        """Points that are drawn together."""
        count = len(self.region)
        return [np.arange(low, min(low + _POINTS, count)) for low in range(0, count, _POINTS)]

    def drawn(self, rows: Ints) -> Small:
        """Minutes of a block of points: draws × points."""
        region, out = self.region[rows], np.empty((len(self.shared), len(rows)), dtype=np.float32)
        going = np.intersect1d(rows, self.travelling, assume_unique=True)
        ways = self.search.ways(going) if self.search and len(going) else None
        edge = self.edge.among(rows)
        found = _nearest(self, ways, rows) if ways else _nothing(rows)
        for line, shared, times in zip(out, self.shared, found, strict=False):
            edge.decide(times)
            np.multiply(times, shared.take(region), out=line)
        return out

    def minutes(self, ways: Ways) -> Iterator[Small]:
        """Minutes of every one of some ways, ordered by point, in every draw."""
        first, point = ways.first, np.cumsum(np.diff(ways.row, prepend=-1) > 0) - 1
        region = self.region[ways.row]
        steps, shifts = _cycles(self, ways), _scattered(self, ways.row[first])
        for moves, step, shift, shared in zip(self.moves, steps, shifts, self.shared, strict=False):
            times = _times(self.clock, ways, moves, shift, point)
            times *= self.errors.take(ways.errors + step)
            yield times * shared.take(region)


def _nothing(rows: Ints) -> Iterator[Small]:
    while True:
        yield np.full(len(rows), np.inf, dtype=np.float32)


def _nearest(world: World, ways: Ways, rows: Ints) -> Iterator[Small]:
    """Per draw, the minutes of a block of points, but for shared errors.

    The quickest way of a point is always looked at, the others where they may win.
    """
    first, point = ways.first, np.cumsum(np.diff(ways.row, prepend=-1) > 0) - 1
    later = np.setdiff1d(np.arange(len(ways)), first, assume_unique=True)
    one, rest, of_rest = ways.chosen(first), ways.chosen(later), point[later]
    steps = zip(_cycles(world, one), _cycles(world, rest), strict=True)
    clock, errors = world.clock, world.errors
    for moves, step, shift in zip(
        world.moves, steps, _scattered(world, ways.row[first]), strict=False
    ):
        best = _times(clock, one, moves, shift)
        best *= errors.take(one.errors + step[0])
        factor = errors.take(rest.errors + step[1])
        may = np.flatnonzero(rest.low * factor < best.take(of_rest))
        if len(may):
            at = of_rest.take(may)
            times = _times(clock, rest.chosen(may), moves, shift, at)
            times *= factor.take(may)
            np.minimum.at(best, at, times)
        yield best if len(best) == len(rows) else _spread(best, ways.row[first] - rows[0], rows)


def _spread(best: Small, at: Ints, rows: Ints) -> Small:
    """Minutes of a block of which only some points reach anything."""
    out = np.full(len(rows), np.inf, dtype=np.float32)
    out[at] = best
    return out


def _times(
    clock: Clock, ways: Ways, moves: Small, shift: list[Small] | None, point: Ints | None = None
) -> Small:
    """Minutes of ways in one draw, but for the errors of times; each of a ``point``, or in turn."""
    x, y = moves[0].take(ways.offer), moves[1].take(ways.offer)
    if shift is not None:
        x -= shift[0] if point is None else shift[0].take(point)
        y -= shift[1] if point is None else shift[1].take(point)
    return ways.moved(x, y, clock)


def _cycles(world: World, ways: Ways) -> Iterator[Steps]:
    """Ways from one neighbourhood to an offer use the same roads, and share their errors."""
    keys = joined(world.points.areas[ways.row], world.offers.keys[ways.offer])
    return iter(world.chance.cycles("way", keys))


def _scattered(world: World, rows: Ints) -> Iterator[list[Small] | None]:
    """Per draw, how far the people of some points live from them: x and y."""
    sigma, chance = world.scatter[rows].astype(np.float32), world.chance
    if not sigma.any():
        return repeat(None)
    bells = chance.normal.astype(np.float32)
    both = [chance.cycles(f"people {axis}", world.points.keys[rows]) for axis in "xy"]
    return ([bells.take(one) * sigma for one in steps] for steps in zip(*both, strict=True))


def _moves(offers: Offers, chance: Chance) -> Small:
    sides = [chance.bells(f"place {axis}", offers.keys) * offers.sigma for axis in "xy"]
    return np.stack(sides, axis=1).astype(np.float32)


def _shared(law: ErrorLaw, chance: Chance, names: pd.Index) -> Small:
    country, region = chance.bells("country", text_keys(["DE"])), text_keys(names)
    return law.shared(country, chance.bells("region", region)).astype(np.float32)


def _column(reach: pd.DataFrame, name: str, default: float) -> Floats:
    if name not in reach.columns:
        return np.full(len(reach), default)
    return np.asarray(reach[name].fillna(default).to_numpy(dtype=float))
