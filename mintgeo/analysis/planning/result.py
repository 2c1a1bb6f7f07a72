"""What a plan says, and what it rests on."""

from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from mintgeo.plan.solution import Solution


class Solved:
    """What a solver said of a plan."""

    solution: Solution

    @property
    def value(self) -> float:
        """What the plan is worth: as of the verb that made it."""
        return self.solution.value

    @property
    def bound(self) -> float:
        """Proven limit of what any plan is worth."""
        return self.solution.bound

    @property
    def gap(self) -> float:
        """How much better the best plan could be at most, as a share of this plan's value."""
        return self.solution.gap

    @property
    def proven(self) -> bool:
        """Whether no plan can be better."""
        return self.solution.proven

    @property
    def seconds(self) -> float:
        """Time that the search took."""
        return self.solution.seconds

    @property
    def status(self) -> str:
        """``optimal``, ``open`` or ``out_of_time``, as of ``plan.Solution``."""
        return self.solution.status


@dataclass(frozen=True, kw_only=True, eq=False)
class StopPlan(Solved):
    """Stops, whom they reach, and how far at most from the best plan.

    Attributes
    ----------
    stops
        One row per stop, in the order of what each adds (see ``docs/tables.md``, ``plan_stops``).
    reached
        One row per stop and Gemeinde: people whom it reaches there, and whom it adds.
    shares
        Rows ``before``, ``after``, ``gain`` and ``alternative_1`` …: people reached, and shares
        with the middle 90 % of the draws.
    alternatives
        Really different plans of nearly the same value, the best first.
    demand, existing
        Who was to be reached, a row per row of ``cover``; the offers that are there, or None.
    candidates
        Candidates that somebody reaches in time: ``id``, ``name``, geometry (EPSG:4326).
    lost
        Candidates that are none: nowhere, beyond the roads or the extract, or nobody reaches them;
        ``findings`` say which (``row_findings``).
    cover
        Demand × candidates: whom each reaches within ``minutes``.
    people, weights
        People of each row of the demand, and what these count in the plan.
    before
        Rows of the demand that offers reach already.
    minutes, mode
        Threshold, and the way to travel.
    solution
        What the solver said, by position of the candidates.
    """

    stops: gpd.GeoDataFrame
    reached: pd.DataFrame
    shares: pd.DataFrame
    demand: gpd.GeoDataFrame
    existing: gpd.GeoDataFrame | None
    candidates: gpd.GeoDataFrame
    lost: gpd.GeoDataFrame
    cover: sparse.csr_array
    people: NDArray[np.float64]
    weights: NDArray[np.float64]
    before: NDArray[np.bool_]
    minutes: float
    mode: str
    solution: Solution
    alternatives: "tuple[StopPlan, ...]" = field(default=())


@dataclass(frozen=True, kw_only=True, eq=False)
class HubPlan(Solved):
    """Hubs that lend something, who goes where, and how far at most from the best plan.

    Attributes
    ----------
    hubs
        One row per hub, existing ones too, in the order of whom each serves (see
        ``docs/tables.md``, ``plan_hubs``).
    ways
        One row per point of the demand: its hub, and the way there; ``status`` says why there is
        none. Such points are not part of the plan.
    candidates
        All candidates and existing hubs: ``id``, ``name``, geometry (EPSG:4326).
    kind, mode
        ``median`` or ``center``; the way to travel.
    solution
        What the solver said, by position of the candidates. ``value`` is the weighted sum of the
        times in minutes, or the longest time.
    """

    hubs: gpd.GeoDataFrame
    ways: pd.DataFrame
    candidates: gpd.GeoDataFrame
    kind: str
    mode: str
    solution: Solution
