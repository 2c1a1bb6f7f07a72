"""Trips as people know them: "Bus 500 Richtung …"."""

from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mintgeo.timetable.feed import Feed

_BASIC: Final = {
    0: "tram", 1: "subway", 2: "train", 3: "bus", 4: "ferry", 5: "tram", 6: "cable_car",
    7: "funicular", 11: "bus", 12: "train",
}  # fmt: skip
_EXTENDED: Final = {
    100: "train", 200: "coach", 300: "train", 400: "subway", 500: "subway", 600: "subway",
    700: "bus", 800: "bus", 900: "tram", 1000: "ferry", 1100: "plane", 1200: "ferry",
    1300: "cable_car", 1400: "funicular", 1500: "taxi", 1700: "other",
}  # fmt: skip
_BUS: Final = 3
_CALLED: Final = (715, 1500, 1501)
"""Types of buses and taxis that come when they are called."""


def vehicle(route_type: int) -> str:
    """What runs on a line, as a code: basic and extended types of GTFS.

    Examples
    --------
    >>> vehicle(3), vehicle(109), vehicle(715)
    ('bus', 'train', 'on_call')
    """
    if route_type in _CALLED:
        return "on_call"
    return _BASIC.get(route_type) or _EXTENDED.get(route_type // 100 * 100, "other")


def rides(feed: Feed, rows: NDArray[np.int64]) -> pd.DataFrame:
    """Trips by their rows, with line and direction."""
    trips = feed.trips.iloc[rows]
    line = trips["line"].to_numpy()
    short, long = _at(feed.lines["name"], line), _at(feed.lines["long_name"], line)
    agency = _at(feed.lines["agency"], line, none=-1).astype(int)
    n = np.diff(feed.calls.first)[rows]
    last = np.where(n > 0, feed.calls.stop[np.maximum(feed.calls.first[rows + 1] - 1, 0)], -1)
    headsign = trips["headsign"].astype("str").to_numpy()
    return pd.DataFrame(
        {
            "trip_id": trips["trip_id"].to_numpy(),
            "route_id": _at(feed.lines["route_id"], line),
            "line": np.where(short != "", short, long),
            "vehicle": [vehicle(int(one)) for one in _at(feed.lines["type"], line, none=_BUS)],
            "headsign": np.where(headsign != "", headsign, _at(feed.stops["name"], last)),
            "agency": _at(feed.agencies["name"], agency),
            "feed": trips["feed"].astype("str").to_numpy(),
        }
    )


def _at(values: pd.Series, at: NDArray[Any], *, none: object = "") -> NDArray[Any]:
    """Values at positions; something else at -1."""
    out = np.full(len(at), none, dtype=object)
    out[at >= 0] = values.to_numpy(dtype=object)[at[at >= 0]]
    return out
