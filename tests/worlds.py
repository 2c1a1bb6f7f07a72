"""Synthetic worlds with known truth: what an analyst sees, and what is so.

A square of 100 km with towns and villages, four Kreise, and offers where people live. The analyst
sees offers displaced, estimated times, an edge beyond which the data end (and how soon it is
reached), and cells whose people are suppressed. Most offers are far from most people, on foot by
hours. The truth follows an error law that differs from world to world; the analyst's ``ErrorLaw``
does not know it, the oracle does.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

import mintgeo as mg
from mintgeo._crs import LAEA, WGS84
from mintgeo._curves import CURVES, SpeedCurve
from mintgeo.analysis.uncertainty import LAWS, ErrorLaw

Floats = NDArray[np.float64]
CENTRE = (4_321_000.0, 3_210_000.0)
SIDE = 100_000.0
POINTS, DRAWS = 250, 200
LIMITS = (10.0, 15.0, 30.0, 60.0)
EPSILON = 1e-9
SQUARE = 3000
PLACES = ("normal", "disc", "mixed")
MODES = ("car", "bike", "foot")


@dataclass(frozen=True)
class World:
    """One world; everything follows from its seed and how people travel."""

    seed: int
    mode: str = "car"
    max_min: float = 120
    side: int = 2
    """Kreise along each side of the square."""

    @property
    def curve(self) -> SpeedCurve:
        return CURVES[self.mode]

    @cached_property
    def rng(self) -> np.random.Generator:
        return np.random.default_rng([2026, self.seed])

    @cached_property
    def law(self) -> dict[str, float | str]:
        """What only the oracle knows."""
        return {
            "place": PLACES[self.seed % len(PLACES)],
            "spread": self.rng.uniform(0.85, 1.15),
            "country": self.rng.uniform(0, 2),
            "region": self.rng.uniform(0.5, 1.5),
            "behind": self.rng.uniform(0.25, 0.6),
        }

    @cached_property
    def errors(self) -> ErrorLaw:
        """The law of times: the measured one, times what only the oracle knows."""
        law, factor = LAWS[self.mode], self.law
        return replace(
            law, spread=law.spread * float(factor["spread"]),
            country=law.country * float(factor["country"]),
            region=law.region * float(factor["region"]),
        )  # fmt: skip

    @cached_property
    def square(self) -> NDArray[np.intp]:
        """Neighbourhoods: who lives in one takes the same roads."""
        corner = np.array(CENTRE) - SIDE / 2
        squares = np.floor((self.homes + corner) / SQUARE)
        return np.unique(squares, axis=0, return_inverse=True)[1].ravel()

    @cached_property
    def homes(self) -> Floats:
        _ = self.law
        towns = self.rng.uniform(0, SIDE, (12, 2))
        near = towns[self.rng.integers(12, size=POINTS)] + self.rng.normal(0, 5000, (POINTS, 2))
        spread = self.rng.uniform(0, SIDE, (POINTS, 2))
        town = self.rng.random(POINTS) < 0.6
        return np.clip(np.where(town[:, None], near, spread), 0, SIDE)

    @cached_property
    def people(self) -> Floats:
        return self.rng.lognormal(6, 1.2, len(self.homes)).round() + 1

    @cached_property
    def hidden(self) -> Floats:
        return np.where(self.rng.random(len(self.people)) < 0.05, 0.2 * self.people, 0)

    @cached_property
    def border_min(self) -> Floats:
        """Minutes to the east side, beyond which nobody knows anything; the others are coasts."""
        return self._minutes(SIDE - self.homes[:, 0])

    def _minutes(self, airline: Floats) -> Floats:
        return np.asarray(self.curve.minutes(self.curve.way_m(airline)), dtype=float)

    @cached_property
    def kreis(self) -> NDArray[np.intp]:
        east, north = np.ceil(self.homes / SIDE * self.side).clip(1, self.side).T - 1
        return (self.side * east + north).astype(np.intp)

    @cached_property
    def seen(self) -> Floats:
        """Where the analyst sees the offers: among people. The truth is somewhere around."""
        count = int(self.rng.integers(5, 40))
        at = self.rng.choice(POINTS, count, p=self.people / self.people.sum())
        return self.homes[at] + self.rng.normal(0, 400, (count, 2))

    @cached_property
    def truth(self) -> tuple[Floats, Floats]:
        """True places and radii of the offers: the law says where they are, given what is seen."""
        radius = self.rng.choice([0.0, 200.0, 1000.0, 3500.0, 5000.0], len(self.seen))
        return self.seen - displaced(self.law["place"], radius, self.rng), radius

    @cached_property
    def true_share(self) -> dict[float, Floats]:
        """Share within the thresholds, of all and of every Kreis."""
        places = self.truth[0]
        return self._shares(places, self.rng)

    def _shares(self, places: Floats, rng: np.random.Generator) -> dict[float, Floats]:
        way = np.hypot(*(self.homes[:, None] - places[None]).transpose(2, 0, 1))
        kreise = self.side**2
        everywhere, here = rng.normal(), rng.normal(size=kreise)
        shared = self.errors.shared(np.array(everywhere), here)[self.kreis]
        own = rng.normal(size=(self.square.max() + 1, way.shape[1]))[self.square]
        near = (self._minutes(way) * self._factors(way, own)).min(axis=1)
        seen = np.hypot(*(self.homes[:, None] - self.seen[None]).transpose(2, 0, 1)).min(axis=1)
        behind = self._minutes(seen) * np.exp(float(self.law["behind"]) * rng.normal(size=POINTS))
        finds = rng.random(POINTS) < rng.random(kreise)[self.kreis]
        near = np.where(finds, np.minimum(near, self.border_min + behind), near) * shared
        people = self.people + self.hidden * rng.uniform(0, 2)
        groups = [np.ones(POINTS, dtype=bool), *(self.kreis == k for k in range(kreise))]
        return {
            limit: np.array([people[g] @ (near[g] <= limit) / people[g].sum() for g in groups])
            for limit in LIMITS
        }

    def _factors(self, way: Floats, own: Floats) -> Floats:
        """Factors on the times of ways, read off a fine table."""
        km, levels = np.geomspace(0.1, 50, 200), np.linspace(-3.5, 3.5, 281)
        row = np.searchsorted(km[1:-1], way / 1000)
        column = np.clip(np.searchsorted(levels, own), 0, len(levels) - 1)
        return self.errors.ways(km, levels)[row, column]

    def oracle(self) -> dict[float, tuple[Floats, Floats]]:
        """Intervals of one who knows the law, by brute force."""
        bounds = {}
        for limit, drawn in self.oracle_draws(DRAWS).items():
            low, high = np.quantile(drawn, [0.05, 0.95], axis=0)
            bounds[limit] = (low, high)
        return bounds

    def oracle_draws(self, count: int) -> dict[float, Floats]:
        """Shares of all and of every Kreis as one who knows the law would draw them."""
        rng = np.random.default_rng([7, self.seed])
        radius = self.truth[1]
        draws = [
            self._shares(self.seen - displaced(self.law["place"], radius, rng), rng)
            for _ in range(count)
        ]
        return {limit: np.array([one[limit] for one in draws]) for limit in LIMITS}

    def demand(self) -> gpd.GeoDataFrame:
        table = pd.DataFrame({"id": np.arange(POINTS).astype(str), "population": self.people})
        table["ags_kreis"] = pd.Series(self.kreis + 91001).astype(str)
        table["ags_land"], table["ags"], table["place"] = "91", table["ags_kreis"] + "001", "Ort"
        table["hidden"] = self.hidden
        return located(table, self.homes)

    def reach(self) -> gpd.GeoDataFrame:
        router = mg.Airline(self.mode)
        out = mg.reach(self.demand(), self.sites(), router, max_min=self.max_min)
        out["edge_min"] = self.border_min
        return out

    def sites(self) -> gpd.GeoDataFrame:
        radius = self.truth[1]
        table = pd.DataFrame({"id": [f"s{n}" for n in range(len(radius))], "radius_m": radius})
        return located(table.assign(role="offer"), self.seen)

    def areas(self, draws: int) -> dict[float, Floats]:
        """Shares of every Kreis in every draw, as mintgeo says them."""
        reached = self.reach()
        drawn = mg.uncertainty(reached, self.sites(), draws=draws, seed=self.seed, progress=False)
        found = mg.area_shares(reached, by="kreis", minutes=LIMITS, uncertainty=drawn)
        return dict(zip(found.minutes, found.shares, strict=True))

    def intervals(self) -> dict[float, tuple[Floats, Floats, Floats]]:
        """What mintgeo says: low, high and share of all and of every Kreis."""
        reached = self.reach()
        draws = mg.uncertainty(reached, self.sites(), draws=DRAWS, seed=self.seed)
        parts = [
            mg.coverage(reached, by=by, minutes=LIMITS, uncertainty=draws)
            for by in ("country", "kreis")
        ]
        table = pd.concat(parts).groupby("minutes")
        return {
            float(limit): (
                rows["share_low"].to_numpy(),
                rows["share_high"].to_numpy(),
                rows["share"].to_numpy(),
            )
            for limit, rows in table
        }


def displaced(law: object, radius: Floats, rng: np.random.Generator) -> Floats:
    """Displacements of which 95 % are within the radius, by three different laws."""
    n = len(radius)
    angle = rng.uniform(0, 2 * np.pi, n)
    if law == "normal":
        length = radius * np.sqrt(np.log(1 / (1 - rng.random(n))) / np.log(20))
    elif law == "disc":
        length = radius * np.sqrt(rng.random(n) / 0.95)
    else:  # mostly near, a few far
        near = rng.random(n) < 0.8
        length = radius * np.where(near, rng.uniform(0, 0.4, n), rng.uniform(0.4, 1.2, n))
    return length[:, None] * np.column_stack([np.cos(angle), np.sin(angle)])


def located(table: pd.DataFrame, xy: Floats) -> gpd.GeoDataFrame:
    corner = np.array(CENTRE) - SIDE / 2
    at = gpd.points_from_xy(*(xy + corner).T, crs=LAEA)
    return gpd.GeoDataFrame(table, geometry=at, crs=LAEA).to_crs(WGS84)


def judged(seeds: Iterable[int], *, oracle: bool = True) -> pd.DataFrame:
    """One row per world, threshold and group: is the truth held, and how wide are we.

    Worlds take turns at how people travel.
    """
    rows = []
    for seed in seeds:
        world = World(seed, mode=MODES[seed // len(PLACES) % len(MODES)])
        # Worlds are drawn in this order, or they would depend on who looks first.
        _ = world.homes, world.people, world.hidden, world.seen, world.truth
        truth, ours = world.true_share, world.intervals()
        theirs = world.oracle() if oracle else {limit: ours[limit][:2] for limit in ours}
        for limit, true in truth.items():
            low, high, _ = ours[limit]
            best_low, best_high = theirs[limit]
            part = {
                "seed": seed,
                "mode": world.mode,
                "minutes": limit,
                "group": ["country", *["kreis"] * 4],
                "held": (low - EPSILON <= true) & (true <= high + EPSILON),
                "width": high - low,
                "oracle_held": (best_low - EPSILON <= true) & (true <= best_high + EPSILON),
                "oracle_width": best_high - best_low,
            }
            rows.append(pd.DataFrame(part))
    return pd.concat(rows, ignore_index=True)
