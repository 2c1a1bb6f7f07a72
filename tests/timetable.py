"""A router of a mode that the package has never heard of: minibuses of Kleinland, by hand.

A line runs from Adorf over Bdorf to Cdorf. Ddorf has another line that never meets it, at Edorf no
bus runs today, and Fdorf has no stop.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mintgeo._curves import CURVES
from mintgeo.modes import MODES, Mode
from mintgeo.travel import ErrorLaw, SpeedCurve

TRANSIT: Final = Mode(
    key="shuttle",
    names={"de": "mit dem Kleinbus", "en": "by minibus"},
    curve="bike",
    order=1.7,
)
SOURCE: Final = "© Kleinländer Verkehrsverbund"
_SITES: Final = "ABCDEF"
_STOPS: Final = (0.0, 0.05, 0.1, 0.2, 0.4, 0.9)
_ALONE: Final = {"D": "no_connection", "E": "no_service", "F": "no_stop"}
MINUTES: Final = {("A", "B"): 12.0, ("A", "C"): 25.0, ("B", "C"): 14.0}


class Timetable:
    """Says the median over departures every hour, and how they differ."""

    mode = TRANSIT.key
    departures = ("2026-11-26T14:00", "2026-11-26T15:00", "2026-11-26T16:00")
    curve: SpeedCurve = CURVES["bike"]

    def __init__(self, spread: float = 0.2, border_min: float = np.inf) -> None:
        self.law = ErrorLaw(spread=spread)
        self._border = border_min

    def describe(self) -> dict[str, object]:
        return {"kind": "timetable", "mode": self.mode, "attributions": [SOURCE]}

    def nearest(
        self, origins: gpd.GeoDataFrame, destinations: gpd.GeoDataFrame, *, k: int = 1,
        max_min: float | None = None,
    ) -> pd.DataFrame:  # fmt: skip
        found = self._all(origins, destinations, max_min)
        found = found.sort_values("travel_min", kind="stable", na_position="last")
        found["rank"] = found.groupby("from_id").cumcount() + 1
        return found[found["rank"] <= k]

    def travel_times(
        self, origins: gpd.GeoDataFrame, destinations: gpd.GeoDataFrame, *,
        max_min: float | None = None,
    ) -> pd.DataFrame:  # fmt: skip
        return self._all(origins, destinations, max_min)

    def minutes_to_border(self, points: gpd.GeoDataFrame) -> NDArray[np.float64]:
        return np.full(len(points), self._border)

    def _all(
        self, origins: gpd.GeoDataFrame, destinations: gpd.GeoDataFrame, max_min: float | None
    ) -> pd.DataFrame:
        rows = []
        for start, here in zip(origins["id"], _stops(origins), strict=True):
            found = [
                {"to_id": goal, **_trip(here, there)}
                for goal, there in zip(destinations["id"], _stops(destinations), strict=True)
                if _connected(here, there)
            ]
            near = [one for one in found if one["travel_min"] <= (max_min or np.inf)]
            status = "over_limit" if found else _ALONE.get(here, "no_location")
            rows += [{"from_id": start, **one} for one in near or [{"status": status}]]
        table = pd.DataFrame(rows, columns=["from_id", "to_id", *_COLUMNS]).assign(mode=self.mode)
        return table.astype(dict.fromkeys(("from_id", "to_id", "mode", "status"), "str"))


_COLUMNS: Final = (
    "travel_min", "access_min", "distance_m", "snap_m", "status", "p10_min", "p90_min",
    "share_departures", "rides", "walk_min", "wait_min", "transfers",
)  # fmt: skip


def _stops(table: gpd.GeoDataFrame) -> list[str]:
    """Name of the stop at every point; none without a place."""
    placed = table.geometry.notna() & ~table.geometry.is_empty
    at = np.where(placed, table.geometry.x, np.nan)
    return [_SITES[_STOPS.index(round(x, 6))] if np.isfinite(x) else "" for x in at]


def _connected(here: str, there: str) -> bool:
    return here == there != "" or "".join(sorted(here + there)) in ("AB", "AC", "BC")


def _trip(here: str, there: str) -> dict[str, object]:
    minutes = MINUTES.get((min(here, there), max(here, there)), 0.0)
    return {
        "travel_min": minutes, "access_min": min(minutes, 4.0), "distance_m": minutes * 500.0,
        "snap_m": 0.0, "status": "ok", "p10_min": minutes * 0.75, "p90_min": minutes * 2,
        "share_departures": 2 / 3 if minutes else 1.0, "rides": 2, "walk_min": min(minutes, 4.0),
        "wait_min": 0.0, "transfers": 0,
    }  # fmt: skip


@contextmanager
def registered(mode: Mode = TRANSIT) -> Iterator[None]:
    """Know a mode for the time of a test."""
    MODES.register(mode)
    try:
        yield
    finally:
        del MODES._known[mode.key]
