"""The ways that can be the shortest in some draw: which offers a point has to look at."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd

from mintgeo._crs import geocentric, to_metric, to_wgs84
from mintgeo._errors import InputError, name_rows
from mintgeo._quantiles import Floats, Ints
from mintgeo.travel.airline import SpeedCurve
from mintgeo.uncertainty.chance import Keys, Small, joined, mixed, place_keys

_TO_SIGMA: Final = float(np.sqrt(-2 * np.log(0.05)))
"""Radius that holds 95 % of a circular normal law, in σ."""
_STEP_M: Final = 10
_FAR_M: Final = 400_000
_EARTH_M: Final = 6_371_000.0
_SAME: Final = 1e-4
"""A router's time that is this near to the curve's is the curve's."""


@dataclass(frozen=True)
class Clock:
    """A speed curve; read off a table in steps of 10 m where that is enough."""

    curve: SpeedCurve

    @cached_property
    def table(self) -> Small:
        """Minutes every 10 m of a straight line."""
        return self.exact(np.arange(0, _FAR_M, _STEP_M, dtype=float)).astype(np.float32)

    def exact(self, airline: Floats) -> Floats:
        """Minutes for straight lines in metres."""
        return self.curve.minutes(self.curve.way_m(airline))

    def read(self, airline: Small) -> Small:
        """Minutes to 10 m."""
        step = (airline * np.float32(1 / _STEP_M) + np.float32(0.5)).astype(np.intp)
        return self.table.take(step, mode="clip")


@dataclass(frozen=True)
class Places:
    """Points of a table: metres on a map, metres from the centre of the earth, and keys."""

    xy: Floats
    xyz: Floats
    keys: Keys

    @classmethod
    def of(cls, table: gpd.GeoDataFrame) -> "Places":
        """Anywhere for a point without a place, which reaches nothing."""
        here = to_wgs84(table[["geometry"]])
        there = here.geometry.notna() & ~here.geometry.is_empty
        lon, lat = (
            np.where(there, one, 0.0) for one in (here.geometry.x, here.geometry.y)
        )
        flat = to_metric(here).geometry
        xy = np.column_stack([flat.x, flat.y])
        return cls(np.where(there.to_numpy()[:, None], xy, 0.0), geocentric(lon, lat),
                   place_keys(lon, lat))  # fmt: skip


@dataclass(frozen=True)
class Offers:
    """The offers that a reach table had to choose from, σ of their place, and their keys."""

    ids: pd.Index
    places: Places
    sigma: Floats
    keys: Keys

    @classmethod
    def of(cls, reach: gpd.GeoDataFrame, sites: gpd.GeoDataFrame) -> "Offers":
        """All placed sites of the roles that the table names: those never nearest may be yet.

        Raises
        ------
        InputError
            If an offer of the table is not among the sites, or has no place.
        """
        named = pd.concat([reach["nearest_id"], reach["second_id"]]).dropna().unique()
        placed = sites[sites.geometry.notna() & ~sites.geometry.is_empty]
        lost = pd.Index(named).difference(pd.Index(placed["id"]))
        if len(lost):
            rows = name_rows(lost)
            raise InputError(f"The sites lack offers of the reach table ({rows}) or their place.")
        if "role" in placed.columns:
            roles = set(placed.loc[placed["id"].isin(named), "role"]) or {"offer"}
            placed = placed[placed["role"].isin(roles)]
        radius = placed.get("radius_m", pd.Series(0.0, index=placed.index)).fillna(0)
        metres = radius.to_numpy(dtype=float)
        places = Places.of(gpd.GeoDataFrame(placed))
        ids = pd.Index(placed["id"])
        return cls(ids, places, metres / _TO_SIGMA, _offer_keys(ids, places.keys, metres))

    def find(self, ids: pd.Series) -> Ints:
        """Position of every id; -1 where there is none."""
        return np.asarray(self.ids.get_indexer(pd.Index(ids)), dtype=np.intp)


def _offer_keys(ids: pd.Index, places: Keys, radius: Floats) -> Keys:
    """Keys of offers: the place and how exactly it is known.

    Offers known to be at one place share their errors. Those that are only somewhere around it do
    not: they are told apart by their order, for they are interchangeable.
    """
    keys = joined(places, np.round(radius).astype(np.uint64))
    order = np.lexsort((ids.to_numpy().astype(str), keys))
    ordered = keys[order]
    rank = np.arange(len(keys)) - np.searchsorted(ordered, ordered)
    number = np.empty(len(keys), dtype=np.uint64)
    number[order] = rank
    return np.where(radius > 0, mixed(keys + number), keys)


@dataclass(frozen=True)
class Ways:
    """Ways from points to offers, by point: as found, and what moves them."""

    row: Ints
    offer: Ints
    minutes: Small
    dx: Small
    dy: Small
    airline_min: Small

    @property
    def first(self) -> Ints:
        """Where the ways of each point begin."""
        return np.flatnonzero(np.diff(self.row, prepend=-1))


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
    factor
        The largest factor on the time of one way.
    latest
        Minutes above which nobody asks, before the errors that all ways of a point share.
    """

    clock: Clock
    offers: Offers
    known: Known
    points: Places
    tree: Any
    shift: tuple[Floats, Floats]
    factor: float
    latest: float

    def ways(self, rows: Ints) -> Ways:
        """All ways of some points that no other way beats in every draw.

        A way takes at least its minutes with the offer moved towards the point, divided by the
        factor; and some way takes at most its minutes with the offer moved away, times the factor.
        What lies above the latter can't win, whoever else is in the list.
        """
        count, width = len(self.offers.ids), 8
        while True:
            away, near = self.tree.query(self.points.xy[rows], k=range(1, min(width, count) + 1))
            row, offer, minutes, enough = self._candidates(rows, away, near)
            if enough or width >= count:
                break
            width *= 4
        dx, dy = (self.offers.places.xy[offer] - self.points.xy[row]).T.astype(np.float32)
        straight = self.clock.read(np.sqrt(dx * dx + dy * dy))
        return Ways(row, offer, minutes.astype(np.float32), dx, dy, straight)

    def _candidates(
        self, rows: Ints, away: Floats, near: Ints
    ) -> tuple[Ints, Ints, Floats, bool]:
        offer = np.column_stack([self.known.first[rows], self.known.second[rows], near])
        offer[:, 2:][(near == offer[:, :1]) | (near == offer[:, 1:2])] = -1
        row = np.repeat(rows, offer.shape[1])
        straight, shift = self._straight(row, offer.ravel()), self._shift(row, offer.ravel())
        alone = self.clock.exact(straight)
        minutes = self.known.minutes(row, offer.ravel(), alone)
        low, high = (
            minutes + self.clock.exact(np.maximum(straight + sign * shift, 0)) - alone
            for sign in (-1, 1)
        )
        shape, there = offer.shape, offer >= 0
        high = np.where(there, high.reshape(shape), np.inf).min(axis=1) * self.factor**2
        limit = np.minimum(high, self.latest * self.factor)
        keep = there & (np.maximum(low.reshape(shape), 0) <= limit[:, None])
        farthest = away[:, -1] - self.shift[0].max(initial=0) - self.shift[1][rows]
        enough = bool((self.clock.exact(np.maximum(farthest - 2 * _STEP_M, 0)) > limit).all())
        flat = keep.ravel()
        return row[flat], offer.ravel()[flat], minutes[flat], enough

    def _straight(self, row: Ints, offer: Ints) -> Floats:
        """Geodesics in metres, from chords through the earth (to centimetres at 100 km)."""
        chord = np.linalg.norm(self.offers.places.xyz[offer] - self.points.xyz[row], axis=1)
        return np.asarray(chord * (1 + chord**2 / (24 * _EARTH_M**2)))

    def _shift(self, row: Ints, offer: Ints) -> Floats:
        return np.asarray(self.shift[0][offer] + self.shift[1][row] + 2 * _STEP_M)
