"""Reach × potential partners × router → what each of them would change if it joined."""

import geopandas as gpd
import numpy as np
import pandas as pd

from mintgeo._credits import credited
from mintgeo._errors import InputError, OptionError
from mintgeo._schema import PARTNERS, REACH
from mintgeo.analysis.coverage import ordered
from mintgeo.analysis.resolution import Resolution
from mintgeo.travel.protocol import Router


def partner_gains(
    reach: gpd.GeoDataFrame,
    partners: gpd.GeoDataFrame,
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
        raise OptionError(f"minutes must be a positive number, not {minutes!r}.")
    REACH.check(reach)
    modes = set(reach["mode"])
    if modes - {router.mode}:
        raise InputError(
            f"The reach table is of mode {', '.join(modes)}, the router {router.mode}."
        )
    chosen = partners[partners["role"] == "potential"] if "role" in partners else partners
    if chosen.empty:
        raise InputError("There is no partner with the role 'potential'.")
    pairs = router.travel_times(reach, chosen, max_min=minutes)
    pairs = pairs[pairs["status"] == "ok"]
    here = reach.set_index("id").loc[pairs["from_id"].to_numpy()]
    within = here["population"].to_numpy(dtype=float)
    gained = np.where(here["travel_min"] <= minutes, 0.0, within)
    count = pd.DataFrame({"to_id": pairs["to_id"].array, "within": within, "gained": gained})
    sums = count.groupby("to_id")[["within", "gained"]].sum().reindex(chosen["id"]).fillna(0.0)
    return _ranked(chosen, sums, reach, router.mode, minutes)


def _ranked(
    chosen: gpd.GeoDataFrame,
    sums: pd.DataFrame,
    reach: gpd.GeoDataFrame,
    mode: str,
    minutes: float,
) -> gpd.GeoDataFrame:
    total = float(reach["population"].sum())
    covered = float(reach.loc[reach["travel_min"] <= minutes, "population"].sum())
    out = chosen.assign(
        mode=pd.Series(mode, index=chosen.index, dtype="str"),
        minutes=float(minutes),
        within=sums["within"].to_numpy(),
        gained=sums["gained"].to_numpy(),
    )
    everywhere = np.zeros(len(reach), dtype=np.intp)
    told = total > 0 and not Resolution.of(reach, everywhere, 1, [minutes]).hidden.any()
    out["share_before"] = covered / total if told else float("nan")
    out["share_after"] = (covered + out["gained"]) / total if told else float("nan")
    out = ordered(out, ["gained", "within", "id"], [False, False, True])
    out.insert(0, "rank", range(1, len(out) + 1))
    PARTNERS.check(out)
    return credited(out, reach)
