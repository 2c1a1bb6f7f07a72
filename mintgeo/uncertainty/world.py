"""Plausible worlds: offers moved, people elsewhere, times mistaken, edges decided."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

import geopandas as gpd
import numpy as np
from scipy.spatial import cKDTree

from mintgeo._quantiles import Floats, Ints
from mintgeo.travel.airline import SpeedCurve
from mintgeo.uncertainty.chance import Chance, Small, joined, text_keys
from mintgeo.uncertainty.edge import Edge
from mintgeo.uncertainty.laws import ErrorLaw
from mintgeo.uncertainty.ways import Clock, Known, Offers, Places, Search, Ways

_TRAVELLING: Final = ("ok", "over_limit")
_POINTS: Final = 4096
"""Points whose worlds are drawn at a time."""


@dataclass(frozen=True, kw_only=True)
class World:
    """Everything that a draw starts from.

    ``moves`` are displacements of the offers in metres (draws × (x, y) × offers), ``shared`` the
    factors on all times of a Kreis (draws × Kreise), ``scatter`` σ of where the people of a point
    live, in metres.
    """

    law: ErrorLaw
    chance: Chance
    clock: Clock
    points: Places
    offers: Offers
    search: Search | None
    travelling: Ints
    region: Ints
    moves: Small
    shared: Small
    scatter: Floats
    edge: Edge

    @classmethod
    def of(
        cls, reach: gpd.GeoDataFrame, sites: gpd.GeoDataFrame, curve: SpeedCurve, law: ErrorLaw,
        chance: Chance,
    ) -> "World":  # fmt: skip
        """Prepare what all draws share."""
        offers, points, clock = Offers.of(reach, sites), Places.of(reach), Clock(curve)
        names, codes = np.unique(reach["ags_kreis"].fillna("").astype(str), return_inverse=True)
        moves, shared = _moves(offers, chance), _shared(law, chance, names)
        scatter = _column(reach, "scatter_m", 0.0)
        farthest = np.sqrt((moves.astype(float) ** 2).sum(axis=1)).max(axis=0)
        asked = _column(reach, "max_min", np.inf)
        search = Search(
            clock=clock, offers=offers, known=Known.of(reach, offers), points=points,
            tree=cKDTree(offers.places.xy), factor=float(np.exp(law.own * chance.normal[-1])),
            shift=(farthest, scatter * float(chance.normal[-1]) * np.sqrt(2)),
            latest=float(asked.max(initial=0) / shared.min()),
        ) if len(offers.ids) else None  # fmt: skip
        return cls(
            law=law, chance=chance, clock=clock, points=points, offers=offers, search=search,
            travelling=np.flatnonzero(reach["status"].isin(_TRAVELLING)), region=codes,
            moves=moves, shared=shared, scatter=scatter,
            edge=Edge.of(reach, chance, codes, names, points.keys),
        )  # fmt: skip

    def blocks(self) -> list[Ints]:
        """Points that are drawn together."""
        count = len(self.region)
        return [np.arange(low, min(low + _POINTS, count)) for low in range(0, count, _POINTS)]

    def draw(self, rows: Ints, out: Small) -> None:
        """Minutes of some points in every draw, into the columns of ``out``."""
        low, region = int(rows[0]), self.region[rows]
        going = np.intersect1d(rows, self.travelling, assume_unique=True)
        nearest = _nearest(self, self.search.ways(going)) if self.search and len(going) else iter(())
        edge = self.edge.among(rows)
        for number, shared in enumerate(self.shared):
            times = np.full(len(rows), np.inf, dtype=np.float32)
            found = next(nearest, None)
            if found is not None:
                times[found[0] - low] = found[1]
            edge.decide(times)
            np.multiply(times, shared.take(region), out=out[number, low : low + len(rows)])


def _nearest(world: World, ways: Ways) -> Iterator[tuple[Ints, Small]]:
    """Per draw, the points that can reach anything and their minutes, without shared errors."""
    if not len(ways.row):
        return
    keys = joined(world.points.keys[ways.row], world.offers.keys[ways.offer])
    errors = np.exp(world.law.own * world.chance.normal).astype(np.float32)
    cycles, first = world.chance.cycles("way", keys), ways.first
    for moves, step, shift in zip(world.moves, cycles, _scattered(world, ways), strict=False):
        x, y = moves[0].take(ways.offer), moves[1].take(ways.offer)
        x += ways.dx
        y += ways.dy
        if shift is not None:
            x -= shift[0]
            y -= shift[1]
        times = world.clock.read(np.sqrt(x * x + y * y))
        times -= ways.airline_min
        times += ways.minutes
        np.maximum(times, 0, out=times)
        times *= errors.take(step)
        yield ways.row[first], np.minimum.reduceat(times, first)


def _scattered(world: World, ways: Ways) -> Iterator[Small | None]:
    """Per draw, how far the people of a way's point live from it: (x, y) × ways."""
    first, chance = ways.first, world.chance
    sigma = world.scatter[ways.row[first]].astype(np.float32)
    if not sigma.any():
        yield from (None for _ in range(chance.draws))
        return
    keys, bells = world.points.keys[ways.row[first]], chance.normal.astype(np.float32)
    both = [chance.cycles(f"people {axis}", keys) for axis in "xy"]
    point = np.repeat(np.arange(len(first)), np.diff(np.append(first, len(ways.row))))
    for steps in islice(zip(*both, strict=True), chance.draws):
        yield np.stack([(bells.take(one) * sigma).take(point) for one in steps])


def _moves(offers: Offers, chance: Chance) -> Small:
    sides = [chance.bells(f"place {axis}", offers.keys) * offers.sigma for axis in "xy"]
    return np.stack(sides, axis=1).astype(np.float32)


def _shared(law: ErrorLaw, chance: Chance, names: Floats) -> Small:
    country = chance.bells("country", text_keys(["DE"])) * np.sqrt(law.country)
    region = chance.bells("region", text_keys(names)) * np.sqrt(law.region)
    return np.asarray(np.exp(law.spread * (country + region)), dtype=np.float32)


def _column(reach: gpd.GeoDataFrame, name: str, default: float) -> Floats:
    if name not in reach.columns:
        return np.full(len(reach), default)
    return np.asarray(reach[name].fillna(default).to_numpy(dtype=float))
