"""What shares and times of areas are made of: a level of areas, and the points in their order."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from mintgeo._located import Located
from mintgeo._quantiles import Floats, Ints, Ordered
from mintgeo.analysis.division import Division
from mintgeo.analysis.resolution import Resolution


@dataclass(frozen=True, kw_only=True, eq=False)
class Level:
    """A level: the key of every point, its number among the keys, and what is too coarse."""

    division: Division
    keys: pd.Series
    codes: Ints
    names: Any
    found: Resolution

    @classmethod
    def of(cls, people: Located, division: Division, limits: list[float]) -> "Level":
        """The areas of some points, and what the points can tell of them."""
        keys = division.keys(people)
        codes, names = pd.factorize(keys, sort=True)
        codes = np.asarray(codes, dtype=np.intp)
        found = Resolution.of(people, codes, len(names), limits)
        return cls(division=division, keys=keys, codes=codes, names=names, found=found)


@dataclass(frozen=True, kw_only=True, eq=False)
class Measured:
    """People of every point, whether there are any, and what they need: sorted once for all."""

    people: Floats
    times: Ordered
    second: Ordered
    ways: Ordered

    @classmethod
    def of(cls, reach: pd.DataFrame) -> "Measured":
        """Read a reach table."""
        people, times, second, ways = (
            reach[name].to_numpy(dtype=float)
            for name in ("population", "travel_min", "second_min", "distance_m")
        )
        return cls(people=people, times=Ordered(times), second=Ordered(second), ways=Ordered(ways))

    def table(self, level: Level, limits: list[float], spans: Mapping[str, Floats]) -> pd.DataFrame:
        """One row per group and limit; codes say which group a point is in."""
        people, times, codes, groups = self.people, self.times.values, level.codes, len(level.names)
        total = np.bincount(codes, people, groups)
        covered = np.array([np.bincount(codes, people * (times <= one), groups) for one in limits])
        share = np.divide(covered, total, out=np.full(covered.shape, np.nan), where=total > 0)
        wide = {
            "minutes": np.repeat(limits, groups).reshape(covered.shape),
            "covered": covered, "share": np.minimum(share, 1), **spans,
        }  # fmt: skip
        table = pd.DataFrame({name: values.T.ravel() for name, values in wide.items()})
        each = {"population": total, **self._quantiles(codes, groups)}
        for name, values in each.items():
            table[name] = np.repeat(values, len(limits))
        return table

    def _quantiles(self, codes: Ints, groups: int) -> dict[str, Floats]:
        people, lived_in = self.people, (self.people > 0).astype(float)
        near, middle, far = self.times.quantiles(people, codes, groups, (0.1, 0.5, 0.9)).T
        return {
            "p10_min": near,
            "median_min": middle,
            "p90_min": far,
            "median_point_min": self.times.quantiles(lived_in, codes, groups, [0.5])[:, 0],
            "second_median_min": self.second.quantiles(people, codes, groups, [0.5])[:, 0],
            "median_m": self.ways.quantiles(people, codes, groups, [0.5])[:, 0],
        }
