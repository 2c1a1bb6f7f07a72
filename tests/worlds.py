"""Synthetic worlds with known truth: what an analyst sees, and what is so.

A square of 100 km with towns and villages, four Kreise, and offers where people live. The analyst
sees offers displaced, estimated times, an edge beyond which the data end, and cells whose people
are suppressed. The truth follows an error law that differs from world to world; the analyst's
``ErrorLaw`` does not know it, the oracle does.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

import mintgeo as mg
from mintgeo._crs import LAEA, WGS84
from mintgeo.travel.airline import CURVES

Floats = NDArray[np.float64]
CURVE = CURVES["car"]
CENTRE = (4_321_000.0, 3_210_000.0)
SIDE = 100_000.0
POINTS, DRAWS = 250, 200
EPSILON = 1e-9
LAWS = ("normal", "disc", "mixed")


@dataclass(frozen=True)
class World:
    """One world; everything follows from its seed."""

    seed: int

    @cached_property
    def rng(self) -> np.random.Generator:
        return np.random.default_rng([2026, self.seed])

    @cached_property
    def law(self) -> dict[str, float | str]:
        """What only the oracle knows."""
        return {
            "place": LAWS[self.seed % len(LAWS)],
            "spread": CURVE.spread * self.rng.uniform(0.85, 1.15),
            "country": self.rng.uniform(0, 0.2),
            "region": self.rng.uniform(0.2, 0.6),
        }

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
    def edge(self) -> NDArray[np.bool_]:
        return self.homes[:, 0] > SIDE - 4000

    @cached_property
    def kreis(self) -> NDArray[np.intp]:
        east, north = (self.homes > SIDE / 2).T
        return (2 * east + north).astype(np.intp)

    @cached_property
    def truth(self) -> tuple[Floats, Floats]:
        """True places and radii of the offers, and where the analyst sees them."""
        count = int(self.rng.integers(5, 40))
        at = self.rng.choice(POINTS, count, p=self.people / self.people.sum())
        places = self.homes[at] + self.rng.normal(0, 400, (count, 2))
        radius = self.rng.choice([200.0, 1000.0, 3500.0, 5000.0], count)
        return places, radius

    @cached_property
    def seen(self) -> Floats:
        places, radius = self.truth
        return places + displaced(self.law["place"], radius, self.rng)

    @cached_property
    def true_share(self) -> dict[float, Floats]:
        """Share within 15 and 30 minutes, of all and of every Kreis."""
        places = self.truth[0]
        return self._shares(places, self.rng)

    def _shares(self, places: Floats, rng: np.random.Generator) -> dict[float, Floats]:
        way = np.hypot(*(self.homes[:, None] - places[None]).transpose(2, 0, 1))
        spread, country, region = (float(self.law[k]) for k in ("spread", "country", "region"))
        error = np.sqrt(country) * rng.normal() + np.sqrt(region) * rng.normal(size=4)[self.kreis]
        own = rng.normal(size=way.shape) * np.sqrt(1 - country - region)
        times = CURVE.minutes(CURVE.way_m(way)) * np.exp(spread * (error[:, None] + own))
        near = times.min(axis=1)
        beyond = rng.random(4)[self.kreis]
        near[self.edge & (rng.random(POINTS) < beyond)] = 0
        people = self.people + self.hidden * rng.uniform(0, 2)
        groups = [np.ones(POINTS, dtype=bool), *(self.kreis == k for k in range(4))]
        return {
            limit: np.array([people[g] @ (near[g] <= limit) / people[g].sum() for g in groups])
            for limit in (15.0, 30.0)
        }

    def oracle(self) -> dict[float, tuple[Floats, Floats]]:
        """Intervals of one who knows the law, by brute force."""
        rng = np.random.default_rng([7, self.seed])
        radius = self.truth[1]
        draws = [
            self._shares(self.seen - displaced(self.law["place"], radius, rng), rng)
            for _ in range(DRAWS)
        ]
        bounds = {}
        for limit in (15.0, 30.0):
            low, high = np.quantile([one[limit] for one in draws], [0.05, 0.95], axis=0)
            bounds[limit] = (low, high)
        return bounds

    def reach(self) -> gpd.GeoDataFrame:
        table = pd.DataFrame({"id": np.arange(POINTS).astype(str), "population": self.people})
        table["ags_kreis"] = pd.Series(self.kreis + 91001).astype(str)
        table["ags_land"], table["ags"], table["place"] = "91", table["ags_kreis"] + "001", "Ort"
        table["hidden"] = self.hidden
        out = mg.reach(located(table, self.homes), self.sites(), mg.Airline(), max_min=240)
        out["edge"] = self.edge
        return out

    def sites(self) -> gpd.GeoDataFrame:
        radius = self.truth[1]
        table = pd.DataFrame({"id": [f"s{n}" for n in range(len(radius))], "radius_m": radius})
        return located(table.assign(role="offer"), self.seen)

    def intervals(self) -> dict[float, tuple[Floats, Floats, Floats]]:
        """What mintgeo says: low, high and share of all and of every Kreis."""
        reached = self.reach()
        draws = mg.uncertainty(reached, self.sites(), draws=DRAWS, seed=self.seed)
        parts = [
            mg.coverage(reached, by=by, minutes=(15, 30), uncertainty=draws)
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
    """One row per world, threshold and group: is the truth held, and how wide are we."""
    rows = []
    for seed in seeds:
        world = World(seed)
        # Worlds are drawn in this order, or they would depend on who looks first.
        _ = world.homes, world.people, world.hidden, world.truth, world.seen
        truth, ours = world.true_share, world.intervals()
        theirs = world.oracle() if oracle else {limit: ours[limit][:2] for limit in ours}
        for limit, true in truth.items():
            low, high, _ = ours[limit]
            best_low, best_high = theirs[limit]
            part = {
                "seed": seed,
                "minutes": limit,
                "group": ["country", *["kreis"] * 4],
                "held": (low - EPSILON <= true) & (true <= high + EPSILON),
                "width": high - low,
                "oracle_held": (best_low - EPSILON <= true) & (true <= best_high + EPSILON),
                "oracle_width": best_high - best_low,
            }
            rows.append(pd.DataFrame(part))
    return pd.concat(rows, ignore_index=True)
