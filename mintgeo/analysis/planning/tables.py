"""Tables of a plan: its stops in the order of what each adds, whom they reach, and shares."""

from collections.abc import Mapping
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mintgeo import _embedded
from mintgeo._crs import WGS84
from mintgeo._located import Located
from mintgeo._quantiles import Floats
from mintgeo._schema import PLAN_REACHED, PLAN_SHARES, PLAN_STOPS
from mintgeo.analysis.planning.asked import Asked
from mintgeo.analysis.planning.cover import GEMEINDE, Reachable, xyz_of
from mintgeo.analysis.planning.taken import Taken
from mintgeo.analysis.planning.wishes import Wishes

WALK_KM: Final = 1.5
"""An offer so near is at the same place: one walks there."""
GAIN: Final = "gain"


def stops_table(asked: Asked, reach: Reachable, wishes: Wishes, plan: Taken) -> gpd.GeoDataFrame:
    """Make the table of stops."""
    rows = reach.candidates.iloc[plan.at].reset_index(drop=True)
    required = np.isin(plan.at, wishes.required)
    out = gpd.GeoDataFrame(
        {
            "order": np.arange(1, len(rows) + 1),
            "id": rows["id"],
            "name": rows["name"],
            "status": pd.Series(np.where(required, "required", "chosen"), dtype="str"),
            "people": plan.near.T @ asked.counts,
            "adds": plan.parts.T @ asked.counts,
            "loses": plan.loses,
            "certainty": np.nan,
            GEMEINDE: rows[GEMEINDE].astype("str"),
        },
        geometry=rows.geometry.array, crs=WGS84,
    )  # fmt: skip
    out = _beside(out, asked, reach.located.rows(plan.at))
    areas = None if wishes.spread is None else wishes.spread[0][plan.at]
    reasons = _reasons(out, wishes, areas)
    twice = out[GEMEINDE].notna() & out[GEMEINDE].duplicated(keep=False)
    out["near_reason"] = reasons.where(twice)
    out["offer_reason"] = reasons.where(out["nearest_offer_km"] <= WALK_KM)
    if not np.array_equal(asked.weights, asked.counts):
        out["weight"] = plan.near.T @ asked.weights
        out["weight_adds"] = plan.parts.T @ asked.weights
    out = gpd.GeoDataFrame(out[[one.name for one in PLAN_STOPS.columns if one.name in out]])
    PLAN_STOPS.check(out)
    return out


def _reasons(
    out: gpd.GeoDataFrame, wishes: Wishes, areas: "NDArray[np.object_] | None"
) -> pd.Series:
    """Why each stop stands where it does, should somebody ask."""
    found = pd.Series("people", index=out.index, dtype="str")
    found = found.mask(out["loses"] <= 0, "spare")
    if wishes.room is not None:
        found = found.mask(out["loses"] > 0, "capacity")
    if wishes.spread is not None and areas is not None:
        keys = pd.Series(areas, index=out.index)
        wanted = keys.map(dict(wishes.spread[1])).fillna(0)
        found = found.mask(keys.map(keys.value_counts()) <= wanted, "area")
    return found.mask(out["status"] == "required", "required")


def _beside(out: gpd.GeoDataFrame, asked: Asked, stops: Located) -> gpd.GeoDataFrame:
    """Offers and other stops near by."""
    here = xyz_of(stops)
    out["nearest_offer"] = pd.Series(pd.NA, index=out.index, dtype="str")
    out["nearest_offer_km"] = np.nan
    if asked.offers is not None and len(out):
        away = _away_km(here, xyz_of(asked.offers))
        there = asked.offers.table
        names = there["name" if "name" in there else "id"].astype("str").to_numpy(dtype=object)
        out["nearest_offer"] = pd.Series(names[away.argmin(axis=1)], dtype="str")
        out["nearest_offer_km"] = away.min(axis=1)
    between = _away_km(here, here)
    np.fill_diagonal(between, np.inf)
    nearest = between.min(axis=1, initial=np.inf)
    out["nearest_stop_km"] = np.where(np.isfinite(nearest), nearest, np.nan)
    return out


def _away_km(here: Floats, there: Floats) -> Floats:
    return np.asarray(np.linalg.norm(here[:, None] - there[None], axis=2) / 1000)


def reached_table(asked: Asked, stops: gpd.GeoDataFrame, plan: Taken) -> pd.DataFrame:
    """One row per stop and Gemeinde, stops in their order, most people first."""
    codes, keys = pd.factorize(asked.table["ags"].astype("str"), use_na_sentinel=False)
    near = plan.near.tocoo()
    row, stop = near.coords
    adds = np.asarray(plan.parts[row, stop]).ravel() if len(row) else np.zeros(0)
    each = pd.DataFrame({
        "stop": stop, "key": codes[row], "people": asked.counts[row],
        "adds": asked.counts[row] * adds,
    })  # fmt: skip
    sums = each.groupby(["stop", "key"])[["people", "adds"]].sum().reset_index()
    sums = sums[sums["people"] > 0]
    sums[GEMEINDE] = pd.Series(keys.to_numpy(dtype=object)[sums["key"]], sums.index, dtype="str")
    sums = sums.sort_values(["stop", "people", GEMEINDE], ascending=[True, False, True])
    sums = sums.reset_index(drop=True)
    names = _embedded.read("gemeinden").set_index("ags")["name"]
    sums["id"] = stops["id"].to_numpy(dtype=object)[sums["stop"]]
    sums["id"], sums["gemeinde"] = sums["id"].astype("str"), sums[GEMEINDE].map(names).astype("str")
    table = sums[[one.name for one in PLAN_REACHED.columns]]
    PLAN_REACHED.check(table)
    return table


def shares_table(asked: Asked, parts: Mapping[str, Floats], spans: pd.DataFrame) -> pd.DataFrame:
    """Who is reached before, with the plan, by it alone, and with other plans.

    Parameters
    ----------
    parts
        Plan → part of each row of the demand that is reached; ``before`` and ``after`` first.
    spans
        ``share_low``, ``share_middle`` and ``share_high`` by plan; missing without draws.
    """
    sums = {name: float(asked.counts @ rows) for name, rows in parts.items()}
    sums = {"before": sums["before"], "after": sums["after"],
            GAIN: sums["after"] - sums["before"], **sums}  # fmt: skip
    table = pd.DataFrame({"plan": pd.Series(list(sums), dtype="str"), "reached": sums.values()})
    table["share"] = (table["reached"] / asked.total).clip(0.0, 1.0)
    for name in ("share_low", "share_middle", "share_high"):
        table[name] = spans[name].reindex(table["plan"]).to_numpy()
    table["population"] = asked.total
    if not asked.told:
        table[["share", "share_low", "share_middle", "share_high"]] = np.nan
    table = table[[one.name for one in PLAN_SHARES.columns]]
    PLAN_SHARES.check(table)
    return table
