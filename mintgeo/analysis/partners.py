"""Reach × potential partners × router → what each of them would change if it joined."""

import geopandas as gpd
import numpy as np
import pandas as pd

from mintgeo._credits import credited
from mintgeo._errors import InputError, OptionError
from mintgeo._located import AnyTable, Located
from mintgeo._schema import PARTNERS, REACH
from mintgeo._schema.rows import plays
from mintgeo.analysis.coverage import ordered
from mintgeo.analysis.resolution import Resolution
from mintgeo.travel.pairs import matrix
from mintgeo.travel.protocol import Router


def partner_gains(
    reach: AnyTable,
    partners: AnyTable,
    router: Router,
    *,
    minutes: float = 15,
) -> gpd.GeoDataFrame:
    """Rank potential partners by the people who would be reached if they joined, one at a time.

    Parameters
    ----------
    reach
        A reach table: who reaches what today.
    partners
        Sites with a place; of those with a ``role`` only the potential ones count.
    router
        The router that ``reach`` was made with, or one of the same mode.
    minutes
        Threshold; exactly this long is reached.

    Returns
    -------
    GeoDataFrame
        The partners, most people gained first (then by people within the threshold, then by id):
        ``rank``, ``mode``, ``minutes``, ``within`` (people within the threshold of the partner),
        ``gained`` (those of them who reach nothing in that time today), ``share_before`` and
        ``share_after`` (0–1, of all people of ``reach``; empty if its points are too coarse for the
        threshold, see ``coverage``). Gains of several partners don't add up: they may reach the
        same people.

    Raises
    ------
    OptionError
        If ``minutes`` is not a positive number.
    InputError
        If the mode of router and reach differ, or there is no partner.
    """
    if not minutes > 0:
        raise OptionError("minutes must be a positive number, not {minutes!r}.", minutes=minutes)
    people, there = Located.of(reach, what="origins"), Located.of(partners, what="destinations")
    reach = gpd.GeoDataFrame(people.table)
    REACH.check(reach)
    modes = set(reach["mode"])
    if modes - {router.mode}:
        raise InputError(
            "The reach table is of mode {modes}, the router {mode}.",
            modes=", ".join(modes),
            mode=router.mode,
        )
    if "role" in there.table:
        there = there.rows(plays(there.table, "potential").to_numpy())
    chosen = gpd.GeoDataFrame(there.table)
    if chosen.empty:
        raise InputError("There is no partner with the role 'potential'.")
    ways = matrix(people, there, router, max_min=minutes)
    within = reach["population"].to_numpy(dtype=float)[ways.row]
    near = (reach["travel_min"] <= minutes).to_numpy()[ways.row]
    gained = np.where(near, 0.0, within)
    count = pd.DataFrame({"partner": ways.column, "within": within, "gained": gained})
    sums = count.groupby("partner")[["within", "gained"]].sum()
    sums = sums.reindex(range(len(chosen))).fillna(0.0)
    return _ranked(chosen, sums, people, router.mode, minutes)


def _ranked(
    chosen: gpd.GeoDataFrame,
    sums: pd.DataFrame,
    people: Located,
    mode: str,
    minutes: float,
) -> gpd.GeoDataFrame:
    reach = people.table
    total = float(reach["population"].sum())
    covered = float(reach.loc[reach["travel_min"] <= minutes, "population"].sum())
    out = chosen.assign(
        mode=pd.Series(mode, index=chosen.index, dtype="str"),
        minutes=float(minutes),
        within=sums["within"].to_numpy(),
        gained=sums["gained"].to_numpy(),
    )
    everywhere = np.zeros(len(reach), dtype=np.intp)
    told = total > 0 and not Resolution.of(people, everywhere, 1, [minutes]).hidden.any()
    out["share_before"] = covered / total if told else float("nan")
    out["share_after"] = (covered + out["gained"]) / total if told else float("nan")
    out = out.drop(columns="rank", errors="ignore")
    out = ordered(out, ["gained", "within", "id"], [False, False, True])
    out.insert(0, "rank", range(1, len(out) + 1))
    PARTNERS.check(out)
    return credited(out, reach)
