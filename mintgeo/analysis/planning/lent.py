"""Who lends where: tables of a plan of hubs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mintgeo._credits import credited
from mintgeo._crs import WGS84
from mintgeo._located import Located
from mintgeo._quantiles import Floats, Ints
from mintgeo._schema import HUB_WAYS, PLAN_HUBS
from mintgeo.analysis.planning.result import HubPlan
from mintgeo.plan import Solution
from mintgeo.plan.choice import checked_count
from mintgeo.travel.matrices import OK, OVER, REASONS, Matrix
from mintgeo.travel.pairs import matrix
from mintgeo.travel.protocol import Router

EXISTING: Final = "existing"


@dataclass(frozen=True, kw_only=True, eq=False)
class Lent:
    """Demand, candidates with existing hubs, and the ways between them.

    Attributes
    ----------
    who, counts
        The demand, and what each row of it counts.
    table, places, existing
        Candidates and existing hubs, the same as points, and positions of the latter.
    ways
        Times between them, within the limit.
    """

    who: Located
    counts: Floats
    table: gpd.GeoDataFrame
    places: Located
    existing: list[int]
    ways: Matrix

    def missing(self, rows: NDArray[np.bool_], at: Ints, router: Router) -> NDArray[np.uint8]:
        """Why some rows of the demand have no way to some candidates."""
        ways = matrix(self.who.rows(rows), self.places.rows(at), router, max_min=self.ways.max_min)
        return ways.reasons()


def hub_plan(
    found: Solution, asked: Lent, must: Sequence[int], kind: str, boxes: int | None, router: Router
) -> HubPlan:
    """Make the tables of a plan: who goes where, and what that means for each hub."""
    at = np.array(sorted({*found.chosen, *asked.existing}), dtype=np.intp)
    times = asked.ways.dense()[:, at]
    reached = np.asarray(np.isfinite(times).any(axis=1))
    nearest = np.where(np.isfinite(times), times, np.inf).argmin(axis=1)
    sources = asked.who.table, asked.table, router
    hubs = _hubs(asked, at, must, nearest, reached, times, boxes)
    ways = _ways(asked, at, nearest, reached, router)
    return HubPlan(
        hubs=credited(hubs, *sources), ways=credited(ways, *sources), candidates=asked.table,
        kind=kind, mode=router.mode, solution=found,
    )  # fmt: skip


def _hubs(
    asked: Lent, at: Ints, must: Sequence[int], nearest: Ints, reached: NDArray[np.bool_],
    times: Floats, boxes: int | None,
) -> gpd.GeoDataFrame:  # fmt: skip
    goes, rows = nearest[reached], np.flatnonzero(reached)
    minutes, weight = times[rows, goes], asked.counts[rows]
    served = np.bincount(goes, weight, len(at)).astype(np.float64)
    longest = np.full(len(at), np.nan)
    np.fmax.at(longest, goes, minutes)
    mean = np.divide(np.bincount(goes, weight * minutes, len(at)), served,
                     out=np.full(len(at), np.nan), where=served > 0)  # fmt: skip
    table = asked.table.iloc[at].reset_index(drop=True)
    status = np.where(np.isin(at, must), "required", "chosen")
    status = np.where(np.isin(at, asked.existing), EXISTING, status)
    out = gpd.GeoDataFrame(
        {"id": table["id"], "name": table["name"], "status": pd.Series(status, dtype="str"),
         "served": served, "longest_min": longest, "mean_min": mean,
         "boxes": pd.Series(_boxes(served, boxes), dtype="Int64")},
        geometry=table.geometry.array, crs=WGS84,
    )  # fmt: skip
    out = out.sort_values(["served", "id"], ascending=[False, True], ignore_index=True)
    out.insert(0, "order", range(1, len(out) + 1))
    PLAN_HUBS.check(out)
    return gpd.GeoDataFrame(out)


def _boxes(served: Floats, boxes: int | None) -> list[int | None]:
    """Share boxes out by whom each hub serves: whole parts, then the largest remainders.

    Raises
    ------
    OptionError
        If the number is no whole one of 0 or more.
    """
    if boxes is None:
        return [None] * len(served)
    number = checked_count(boxes, "boxes", least=0)
    quota = served / served.sum() * number
    out = np.floor(quota + 1e-9).astype(int)
    rest = np.argsort(-(quota - out), kind="stable")[: number - int(out.sum())]
    out[rest] += 1
    return [int(one) for one in out]


def _ways(
    asked: Lent, at: Ints, nearest: Ints, reached: NDArray[np.bool_], router: Router
) -> pd.DataFrame:
    rows, hub = np.arange(len(asked.who)), at[nearest]
    status = np.full(len(rows), REASONS[OK], dtype=object)
    if not reached.all():
        codes = asked.missing(~reached, at, router)
        far = (codes == OVER).any(axis=1)
        status[~reached] = np.array(REASONS, dtype=object)[np.where(far, OVER, codes[:, 0])]
    out = pd.DataFrame(
        {
            "id": asked.who.table["id"].astype("str").array,
            "hub_id": asked.table["id"].to_numpy(dtype=object)[hub],
            "travel_min": asked.ways.dense("travel_min")[rows, hub],
            "distance_m": asked.ways.dense("distance_m")[rows, hub],
            "status": pd.Series(status, dtype="str"),
        }
    )
    out["hub_id"] = out["hub_id"].where(reached).astype("str")
    HUB_WAYS.check(out)
    return out
