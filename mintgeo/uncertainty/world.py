"""One plausible world: offers moved, times mistaken, edges decided."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.spatial import cKDTree
from scipy.special import ndtri

from mintgeo._crs import to_metric
from mintgeo._errors import InputError, OptionError, name_ids
from mintgeo._quantiles import Floats, Ints
from mintgeo.travel.airline import SpeedCurve

Small = NDArray[np.float32]

_TO_SIGMA: Final = float(np.sqrt(-2 * np.log(0.05)))
"""Radius that holds 95 % of a circular normal law, in σ."""
_SEEN: Final = 4
"""Offers looked at per point, by airline."""
_SIGMAS: Final = 2.0
_M_PER_MIN: Final = 1000
"""An offer is looked at if errors below so many σ make it the nearest; a move of an offer is taken
for minutes at 60 km/h here."""
_STEP_M: Final = 10
_FAR_M: Final = 400_000


@dataclass(frozen=True, kw_only=True)
class ErrorLaw:
    """How wrong travel times are, and how much of the error is shared.

    Attributes
    ----------
    spread
        Standard deviation of log(true / estimated time).
    country, region
        Parts of the variance that all points share, and that the points of a Kreis share; the rest
        belongs to each pair. First estimates: a curve fitted on a few landscapes is right on
        average to a third of its spread (0.1), and most of what sets two regions apart, their roads
        and hills, is common to all ways inside of one (0.4).
    """

    spread: float
    country: float = 0.1
    region: float = 0.4

    def __post_init__(self) -> None:
        if not 0 <= self.spread <= 1:
            raise OptionError(f"spread must be between 0 and 1, not {self.spread!r}.")
        if min(self.country, self.region) < 0 or self.country + self.region > 1:
            raise OptionError(
                f"country and region are parts of the variance, at least 0 and together at most 1, "
                f"not {self.country!r} and {self.region!r}."
            )


@dataclass(frozen=True)
class _Places:
    """The offers of a reach table in metres, and σ of their place."""

    ids: pd.Index
    xy: Floats
    sigma: Floats

    @classmethod
    def of(cls, reach: gpd.GeoDataFrame, sites: gpd.GeoDataFrame) -> "_Places":
        wanted = pd.concat([reach["nearest_id"], reach["second_id"]]).dropna().unique()
        placed = sites[sites["id"].isin(wanted) & sites.geometry.notna() & ~sites.geometry.is_empty]
        lost = pd.Index(wanted).difference(pd.Index(placed["id"]))
        if len(lost):
            rows = name_ids(lost)
            raise InputError(f"The sites lack offers of the reach table ({rows}) or their place.")
        radius = placed.get("radius_m", pd.Series(0.0, index=placed.index)).fillna(0)
        sigma = radius.to_numpy(dtype=float) / _TO_SIGMA
        return cls(pd.Index(placed["id"]), _metres(placed), sigma)

    def find(self, ids: pd.Series) -> Ints:
        """Position of every id; -1 where there is none."""
        return np.asarray(self.ids.get_indexer(pd.Index(ids)), dtype=np.intp)


@dataclass(frozen=True)
class _Clock:
    """A speed curve as a table of minutes in steps of 10 m: read off instead of computed."""

    table: Small

    @classmethod
    def of(cls, curve: SpeedCurve) -> "_Clock":
        way = curve.way_m(np.arange(0, _FAR_M, _STEP_M, dtype=float))
        return cls(curve.minutes(way).astype(np.float32))

    def minutes(self, airline: Small) -> Small:
        step = (airline * np.float32(1 / _STEP_M) + np.float32(0.5)).astype(np.int32)
        return self.table.take(step, mode="clip")


@dataclass(frozen=True)
class _Ways:
    """Ways from some points (rows) to one offer each: as found, and what moves them."""

    rows: Ints
    offer: Ints
    minutes: Small
    dx: Small
    dy: Small
    airline_min: Small

    def moved(self, by: Small, clock: _Clock) -> Small:
        """Minutes once the offers have moved: the difference that the curve sees."""
        x, y = self.dx + by[0].take(self.offer), self.dy + by[1].take(self.offer)
        change = clock.minutes(np.sqrt(x * x + y * y)) - self.airline_min
        return np.maximum(self.minutes + change, 0)


@dataclass(frozen=True)
class World:
    """Everything that a draw starts from."""

    law: ErrorLaw
    clock: _Clock
    places: _Places
    ways: tuple[_Ways, ...]
    region: Ints
    regions: int
    edge: Ints

    @classmethod
    def of(
        cls, reach: gpd.GeoDataFrame, sites: gpd.GeoDataFrame, curve: SpeedCurve, law: ErrorLaw
    ) -> "World":
        """Prepare what all draws share."""
        places, clock, at = _Places.of(reach, sites), _Clock.of(curve), _metres(reach)
        ways = []
        for rows, offer, minutes in _candidates(reach, places, clock, law) if len(at) else ():
            dx, dy = (places.xy[offer] - at[rows]).T.astype(np.float32)
            straight = clock.minutes(np.hypot(dx, dy))
            ways.append(_Ways(rows, offer, minutes.astype(np.float32), dx, dy, straight))
        codes, names = pd.factorize(reach["ags_kreis"], use_na_sentinel=False)
        edge = np.flatnonzero(reach["edge"].to_numpy(dtype=bool))
        region = np.asarray(codes, dtype=np.intp)
        return cls(law, clock, places, tuple(ways), region, len(names), edge)

    def shared(self, rng: np.random.Generator, draws: int) -> Small:
        """Factors on all times of a Kreis: draws × Kreise."""
        country = _stratified(rng, draws, 1) * np.sqrt(self.law.country)
        region = _stratified(rng, draws, self.regions) * np.sqrt(self.law.region)
        return np.asarray(np.exp(self.law.spread * (country + region)), dtype=np.float32)

    def moves(self, rng: np.random.Generator, draws: int) -> Small:
        """Displacements of the offers in metres: draws × (x, y) × offers."""
        sigma = np.tile(self.places.sigma, 2)
        moves = _stratified(rng, draws, len(sigma)).astype(np.float32) * sigma.astype(np.float32)
        return moves.reshape(draws, 2, -1)

    def draw(self, rng: np.random.Generator, shared: Small, moves: Small, out: Small) -> None:
        """Draw one world: minutes of every point into ``out``."""
        rest = max(0.0, 1 - self.law.country - self.law.region)
        own = np.float32(self.law.spread * np.sqrt(rest))
        out[:] = np.inf
        for ways in self.ways:
            error = np.exp(rng.standard_normal(len(ways.rows), dtype=np.float32) * own)
            times = ways.moved(moves, self.clock) * error
            out[ways.rows] = np.minimum(out[ways.rows], times)
        out *= shared[self.region]
        beyond = rng.random(self.regions)[self.region[self.edge]]
        out[self.edge[rng.random(len(self.edge)) < beyond]] = 0


def _stratified(rng: np.random.Generator, draws: int, columns: int) -> Floats:
    """Standard normal draws (rows), in every column one from each of ``draws`` equal strata.

    Latin hypercube sampling (McKay, Beckman and Conover 1979): with 200 draws the bounds of a
    country scatter by a fraction of what independent draws would give.
    """
    rank = rng.permuted(np.tile(np.arange(draws)[:, None], columns), axis=0)
    return np.asarray(ndtri((rank + rng.random(rank.shape)) / draws))


def _candidates(
    reach: gpd.GeoDataFrame, places: _Places, clock: _Clock, law: ErrorLaw
) -> Iterator[tuple[Ints, Ints, Floats]]:
    """Rows, offers and minutes: the nearest of every point, then those that could be nearer.

    Beyond the second, an offer is as far as the curve says, and never nearer than the second.
    """
    if not len(places.ids):
        return
    first, second = places.find(reach["nearest_id"]), places.find(reach["second_id"])
    time, later = _bounded(reach), reach["second_min"].to_numpy(dtype=float)
    away, near = cKDTree(places.xy).query(
        _metres(reach), k=range(1, min(_SEEN, len(places.ids)) + 1)
    )
    far = (reach["status"] == "over_limit").to_numpy()
    first = np.where(far, near[:, 0], first)
    rows = np.flatnonzero(first >= 0)
    yield rows, first[rows], time[rows]
    nearly = time * np.exp(_SIGMAS * law.spread) + places.sigma[first] * _SIGMAS / _M_PER_MIN
    for column in range(-1, near.shape[1]):
        offer, minutes = second, later
        if column >= 0:
            offer = near[:, column]
            offer = np.where((offer == first) | (offer == second) | (second < 0), -1, offer)
            minutes = np.maximum(clock.minutes(away[:, column].astype(np.float32)), later)
        slack = places.sigma[offer] * _SIGMAS / _M_PER_MIN
        rows = np.flatnonzero((offer >= 0) & (minutes <= nearly + slack))
        yield rows, offer[rows], minutes[rows]


def _bounded(reach: pd.DataFrame) -> Floats:
    """Times to the nearest; over the limit, the longest time that was found."""
    time = reach["travel_min"].to_numpy(dtype=float, copy=True)
    if reach["travel_min"].notna().any():
        time[(reach["status"] == "over_limit").to_numpy()] = np.nanmax(time)
    return time


def _metres(table: gpd.GeoDataFrame) -> Floats:
    """Places in metres; anywhere for a point without one, which reaches nothing."""
    at = to_metric(table[["geometry"]]).geometry
    return np.asarray(np.nan_to_num(np.column_stack([at.x, at.y])))
