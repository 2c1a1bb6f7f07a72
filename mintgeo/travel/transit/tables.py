"""The nearest destinations as a travel table."""

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mintgeo._located import Floats, Points
from mintgeo.timetable.search import Found, Search, journeys
from mintgeo.travel._points import geodesic_m
from mintgeo.travel._table import travel_table
from mintgeo.travel.transit.reasons import NO_CONNECTION, reasons
from mintgeo.travel.transit.summary import Summary, ranked, summed

if TYPE_CHECKING:
    from mintgeo.travel.transit.places import StopPoints
    from mintgeo.travel.transit.router import Transit

_ROOM: Final = 1 << 27
"""Codes of a table that may be kept to rebuild journeys; without it ``walk_min`` is not told."""


def nearest_table(
    router: "Transit", start: "StopPoints", goal: "StopPoints", *, k: int, max_min: float | None
) -> pd.DataFrame:
    """Travel table of the ``k`` nearest destinations."""
    k = max(1, min(k, len(goal.placed)))
    minutes = int(np.diff(router.options.window)[0]) + router.options.longest_min
    whole = router.service().n_stops * minutes * k <= _ROOM
    search = router.search(goal, k=k, whole=whole)
    summary = summed(found_of(router, search, start, goal, k=k), router.options.by)
    limit = np.inf if max_min is None else max_min
    row, rank = np.nonzero(np.isfinite(summary.travel) & (summary.travel <= limit))
    target = summary.offer[row, rank].astype(np.intp)
    values = _values(summary, row, rank) | lengths(router, start, goal, row, target)
    if whole:
        values |= _parts(search, start, summary, (row, rank), spare=router.options.slack_min)
    else:
        values |= {"access_min": np.full(len(row), np.nan)}
    missing = reasons(router, start)
    missing[(missing != "no_location") & (len(goal.placed) == 0)] = "no_location"
    missing[np.isfinite(summary.travel[:, 0])] = "over_limit"
    table = travel_table(
        start.ids, goal.ids, row=row, target=target, values=values, missing=missing,
        mode=router.mode, ranked=True,
    )  # fmt: skip
    alone = (table["status"] == NO_CONNECTION).to_numpy()
    at = np.setdiff1d(np.arange(len(start.ids)), row)
    share = summary.share[at, 0][missing[at] == NO_CONNECTION]
    table.loc[alone, "share_departures"] = share
    return table


def usual_minutes(router: "Transit", start: "StopPoints", goal: "StopPoints") -> NDArray[np.int64]:
    """Of each origin a minute of departure that takes just as long as the median; -1 without."""
    search = router.search(goal)
    summary = summed(found_of(router, search, start, goal, k=1), router.options.by)
    there = np.isfinite(summary.travel[:, 0])
    return np.where(there, search.minutes[summary.at[:, 0]], -1)


def found_of(
    router: "Transit", search: Search, start: "StopPoints", goal: "StopPoints", *, k: int
) -> Found:
    """What people find, walking all the way among it: departures × points × ranks."""
    ways = router.footways.nearest(start.feet, goal.feet, k, router.options.longest_min)
    return ranked(search.read(start.near, search.walking(ways)))


def _values(summary: Summary, row: Any, rank: Any) -> dict[str, Floats]:
    told = {
        "travel_min": summary.travel, "p10_min": summary.p10, "p90_min": summary.p90,
        "share_departures": summary.share, "rides": summary.rides.astype(float),
    }  # fmt: skip
    chosen = {name: value[row, rank] for name, value in told.items()}
    return {name: np.where(np.isfinite(one), one, np.nan) for name, one in chosen.items()}


def _parts(
    search: Search, start: "StopPoints", summary: Summary, at: Any, *, spare: int
) -> dict[str, Floats]:
    """Walks, waiting and changes of the ways that stand for all; time to spare is waited."""
    codes = summary.code[at]
    ways = journeys(search, start.near.rows(at[0]), search.minutes[summary.at[at]], codes)
    waited = np.where(ways.rides > 0, spare, 0)
    walk = (ways.walk_min - waited).astype(float)
    return {
        "access_min": walk, "walk_min": walk, "wait_min": (ways.wait_min + waited).astype(float),
        "transfers": np.maximum(ways.rides - 1, 0).astype(float),
    }  # fmt: skip


def lengths(
    router: "Transit", start: Points, goal: Points, row: Any, target: Any
) -> dict[str, Floats]:
    """Length of ways, about: the geodesic with the detour of the mode."""
    here, there = (np.full(len(one.ids), -1) for one in (start, goal))
    here[start.placed] = np.arange(len(start.placed))
    there[goal.placed] = np.arange(len(goal.placed))
    direct = geodesic_m(start, goal, (here[row], there[target]))
    return {"distance_m": router.curve.way_m(direct), "snap_m": np.zeros(len(row))}
