"""Points, offers and the clock: what ways are made of."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import pandas as pd

from mintgeo._curves import SpeedCurve
from mintgeo._errors import InputError, name_ids
from mintgeo._located import Located
from mintgeo._quantiles import Floats, Ints
from mintgeo._schema import GEOCODED
from mintgeo.analysis.uncertainty.chance import Keys, Small, joined, mixed, place_keys

STEP_M: Final = 10
TO_SIGMA: Final = float(np.sqrt(-2 * np.log(0.05)))
"""Radius that holds 95 % of a circular normal law, in σ."""
FAR_M: Final = 400_000
"""As far as a clock is read."""
_AREA_M: Final = 3_000
"""Side of the squares whose points use the same roads to an offer."""


@dataclass(frozen=True)
class Clock:
    """A speed curve; read off a table in steps of 10 m where that is enough."""

    curve: SpeedCurve

    @cached_property
    def table(self) -> Small:
        """Minutes every 10 m of a straight line."""
        return self.exact(np.arange(0, FAR_M, STEP_M, dtype=float)).astype(np.float32)

    def exact(self, airline: Floats) -> Floats:
        """Minutes for straight lines in metres."""
        return np.asarray(self.curve.minutes(self.curve.way_m(airline)), dtype=float)

    def read(self, airline: Floats | Small) -> Small:
        """Minutes to 10 m."""
        step = airline * np.float32(1 / STEP_M)
        step += np.float32(0.5)
        return self.table.take(step.astype(np.intp), mode="clip")


@dataclass(frozen=True)
class Places:
    """Points of a table: metres on a map, metres from the centre of the earth, and keys.

    ``areas`` are keys of the squares of 3 km that they lie in.
    """

    xy: Floats
    xyz: Floats
    keys: Keys
    areas: Keys

    @classmethod
    def of(cls, table: Located) -> "Places":
        """Anywhere for a point without a place, which reaches nothing."""
        at = table.points
        lon, lat, xy, xyz = (at.spread(one, fill=0.0) for one in (at.lon, at.lat, at.xy, at.xyz))
        square = np.floor(xy / _AREA_M).astype(np.int64).astype(np.uint64)
        areas = joined(square[:, 0], square[:, 1])
        return cls(xy, xyz, place_keys(lon, lat), areas)


@dataclass(frozen=True)
class Offers:
    """The offers that a reach table had to choose from, σ of their place, and their keys."""

    ids: pd.Index
    places: Places
    sigma: Floats
    keys: Keys

    @classmethod
    def of(cls, reach: pd.DataFrame, sites: Located) -> "Offers":
        """All placed sites of the roles that the table names: those never nearest may be yet.

        Raises
        ------
        InputError
            If an offer of the table is not among the sites, or has no place.
        """
        named = pd.concat([reach["nearest_id"], reach["second_id"]]).dropna().unique()
        GEOCODED.asking("id", "geometry").check(sites.table)
        there = sites.rows(sites.points.placed)
        placed = there.table
        lost = pd.Index(named).difference(pd.Index(placed["id"]))
        if len(lost):
            rows = name_ids(lost)
            raise InputError(
                "The sites lack offers of the reach table ({rows}) or their place.", rows=rows
            )
        if "role" in placed.columns:
            roles = set(placed.loc[placed["id"].isin(named), "role"]) or {"offer"}
            there = there.rows(placed["role"].isin(roles).to_numpy())
            placed = there.table
        radius = placed.get("radius_m", pd.Series(0.0, index=placed.index)).fillna(0)
        metres = np.asarray(radius.to_numpy(dtype=float), dtype=np.float64)
        places = Places.of(there)
        ids = pd.Index(placed["id"])
        return cls(ids, places, metres / TO_SIGMA, blurred_keys(ids, places.keys, metres))

    def find(self, ids: pd.Series) -> Ints:
        """Position of every id; -1 where there is none."""
        return np.asarray(self.ids.get_indexer(pd.Index(ids)), dtype=np.intp)


def blurred_keys(ids: pd.Index, places: Keys, radius: Floats) -> Keys:
    """Keys of offers, or of homes: the place and how exactly it is known.

    Those known to be at one place share their errors. Those that are only somewhere around it do
    not: they are told apart by their order, for they are interchangeable.
    """
    keys = joined(places, np.round(radius).astype(np.uint64))
    order = np.lexsort((ids.to_numpy().astype(str), keys))
    ordered = keys[order]
    rank = np.arange(len(keys)) - np.searchsorted(ordered, ordered)
    number = np.empty(len(keys), dtype=np.uint64)
    number[order] = rank
    return np.where(radius > 0, mixed(keys + number), keys)
