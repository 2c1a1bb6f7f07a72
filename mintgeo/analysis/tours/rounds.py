"""Days that go the same round, put together: what a map shows, and a reader remembers."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd

from mintgeo.analysis.tours.handouts.rows import visits_of

if TYPE_CHECKING:
    from mintgeo.analysis.tours.plan import TourPlan


@dataclass(frozen=True, kw_only=True, eq=False)
class Round:
    """A round of a van, and the dates on which it goes.

    Attributes
    ----------
    van, starts, ends
        Who drives, and ids of the places where it begins and ends.
    stops
        Ids of its stops, in their order.
    dates
        ISO dates.
    days
        Rows of ``tour_days`` of these dates.
    visits
        For each stop the rows of ``tours``.
    ways
        Rows of ``tour_ways`` of one of these days: the lines of the round.
    """

    van: str
    starts: str
    ends: str
    stops: tuple[str, ...]
    dates: tuple[str, ...]
    days: list[dict[Any, Any]]
    visits: tuple[list[dict[Any, Any]], ...]
    ways: gpd.GeoDataFrame


def rounds_of(plan: "TourPlan", ways: gpd.GeoDataFrame) -> list[Round]:
    """Find the rounds of a plan, the most frequent first, then by their first date."""
    found: dict[tuple[Any, ...], list[tuple[dict[Any, Any], list[dict[Any, Any]]]]] = {}
    known = visits_of(plan.tours)
    for day in plan.days.to_dict("records"):
        visits = known[day["date"], day["van"]]
        stops = tuple(str(one["id"]) for one in visits)
        key = (str(day["van"]), str(day["starts"]), str(day["ends"]), stops)
        found.setdefault(key, []).append((day, visits))
    ordered = sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[1][0][0]["date"]))
    return [_round(key, days, ways) for key, days in ordered]


def _round(
    key: tuple[Any, ...], days: list[tuple[dict[Any, Any], list[dict[Any, Any]]]],
    ways: gpd.GeoDataFrame,
) -> Round:  # fmt: skip
    van, starts, ends, stops = key
    first = days[0][0]
    lines = ways[(ways["date"] == first["date"]) & (ways["van"].astype("str") == van)]
    return Round(
        van=van, starts=starts, ends=ends, stops=stops, days=[day for day, _ in days],
        dates=tuple(str(day["date"]) for day, _ in days),
        visits=tuple([visits[at] for _, visits in days] for at in range(len(stops))),
        ways=gpd.GeoDataFrame(pd.DataFrame(lines).sort_values("order"), crs=ways.crs),
    )  # fmt: skip
