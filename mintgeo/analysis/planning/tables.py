"""Tables of a plan: its stops in the order of what each adds, whom they reach, and shares."""

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from mintgeo import _embedded
from mintgeo._located import Located
from mintgeo._quantiles import Floats, Ints
from mintgeo._schema import PLAN_REACHED, PLAN_SHARES, PLAN_STOPS
from mintgeo.analysis.planning.asked import Asked
from mintgeo.analysis.planning.cover import Reachable

Bools = NDArray[np.bool_]


def in_order(
    cover: sparse.csr_array, people: Floats, before: Bools, chosen: Ints
) -> list[tuple[int, Bools]]:
    """Rows that each stop adds, with the stops in the order of what they add.

    Returns
    -------
    list
        Of pairs: the position of the stop, and the rows that it is the first to reach.
    """
    columns = {int(one): cover[:, [int(one)]].toarray()[:, 0] > 0 for one in chosen}
    on, out = before.copy(), []
    while columns:
        gains = {at: float(people[rows & ~on].sum()) for at, rows in columns.items()}
        best = max(gains, key=lambda at: (gains[at], -at))
        rows = columns.pop(best)
        out.append((best, rows & ~on))
        on |= rows
    return out


def stops_table(
    asked: Asked, reach: Reachable, chosen: Ints, *, required: Ints
) -> tuple[gpd.GeoDataFrame, pd.DataFrame]:
    """Make the tables of stops and of whom they reach."""
    people = asked.counts
    ordered = in_order(reach.cover, people, asked.before, chosen)
    at = np.array([one for one, _ in ordered], dtype=np.intp)
    cover = reach.cover[:, at]
    count = np.asarray(cover.sum(axis=1)) + asked.before
    chosen_rows = reach.candidates.iloc[at].reset_index(drop=True)
    out = gpd.GeoDataFrame(
        {
            "order": np.arange(1, len(at) + 1),
            "id": chosen_rows["id"],
            "name": chosen_rows["name"],
            "status": pd.Series(np.where(np.isin(at, required), "required", "chosen"), dtype="str"),
            "people": cover.T @ people,
            "adds": [float(people[rows].sum()) for _, rows in ordered],
            "loses": cover.T @ np.where(count == 1, people, 0.0),
            "certainty": np.nan,
        },
        geometry=chosen_rows.geometry.array, crs=4326,
    )  # fmt: skip
    out = _beside(out, asked, reach.located.rows(at))
    out["near_reason"] = pd.Series(pd.NA, index=out.index, dtype="str")
    out["ags_gemeinde"] = chosen_rows["ags_gemeinde"].astype("str")
    names = [one.name for one in PLAN_STOPS.columns]
    out = gpd.GeoDataFrame(out[names])
    PLAN_STOPS.check(out)
    return out, _reached(asked, out, cover, [rows for _, rows in ordered])


def _beside(out: gpd.GeoDataFrame, asked: Asked, stops: Located) -> gpd.GeoDataFrame:
    """Offers and other stops near by."""
    here = stops.xy
    out["nearest_offer"] = pd.Series(pd.NA, index=out.index, dtype="str")
    out["nearest_offer_km"] = np.nan
    if asked.offers is not None and len(asked.offers.points.placed):
        there = asked.offers.rows(asked.offers.points.placed)
        away = np.hypot(*(here[:, None] - there.xy[None]).transpose(2, 0, 1))
        first = away.argmin(axis=1)
        names = there.table["name" if "name" in there.table else "id"].astype("str")
        out["nearest_offer"] = pd.Series(names.to_numpy()[first], dtype="str")
        out["nearest_offer_km"] = away.min(axis=1) / 1000
    between = np.hypot(*(here[:, None] - here[None]).transpose(2, 0, 1)) / 1000
    np.fill_diagonal(between, np.inf)
    nearest = between.min(axis=1, initial=np.inf)
    out["nearest_stop_km"] = np.where(np.isfinite(nearest), nearest, np.nan)
    return out


def _reached(
    asked: Asked, stops: gpd.GeoDataFrame, cover: sparse.csr_array, adds: list[Bools]
) -> pd.DataFrame:
    """One row per stop and Gemeinde, the Gemeinden of most people first."""
    keys = asked.table["ags"].astype("str")
    rows = []
    for at, (name, new) in enumerate(zip(stops["id"], adds, strict=True)):
        near = cover[:, [at]].toarray()[:, 0] > 0
        part = pd.DataFrame({
            "ags_gemeinde": keys[near].array, "people": asked.counts[near],
            "adds": np.where(new, asked.counts, 0.0)[near],
        })  # fmt: skip
        sums = part.groupby("ags_gemeinde", dropna=False)[["people", "adds"]].sum().reset_index()
        sums = sums.sort_values(["people", "ags_gemeinde"], ascending=[False, True])
        rows.append(sums.assign(id=name))
    table = pd.concat(rows, ignore_index=True)
    table["id"] = table["id"].astype("str")
    table["ags_gemeinde"] = table["ags_gemeinde"].astype("str")
    names = _embedded.read("gemeinden").set_index("ags")["name"]
    table["gemeinde"] = table["ags_gemeinde"].map(names).astype("str")
    table = table[[one.name for one in PLAN_REACHED.columns]]
    PLAN_REACHED.check(table)
    return table


def shares_table(asked: Asked, plans: dict[str, Bools]) -> pd.DataFrame:
    """Who is reached before, with the plan and by it alone, and with other plans."""
    total = float(asked.counts.sum())
    sums = {name: float(asked.counts[rows].sum()) for name, rows in plans.items()}
    sums["gain"] = sums["after"] - sums["before"]
    order = ["before", "after", "gain", *(name for name in sums if name.startswith("alternative"))]
    table = pd.DataFrame(
        {
            "plan": pd.Series(order, dtype="str"),
            "reached": [sums[name] for name in order],
            "share": [min(1.0, sums[name] / total) for name in order],
            "share_low": np.nan,
            "share_high": np.nan,
            "population": total,
        }
    )
    PLAN_SHARES.check(table)
    return table
