"""Trips as people know them: "Bus 500 Richtung …"."""

from typing import Final

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
    lines = feed.lines.iloc[np.maximum(line, 0)]
    names = lines["name"].where(lines["name"] != "", lines["long_name"]).to_numpy()
    agency = np.where(line >= 0, lines["agency"].to_numpy(), -1)
    agencies = feed.agencies["name"].to_numpy()[np.maximum(agency, 0)]
    ends = feed.calls.first[rows + 1] - 1
    last = feed.stops["name"].to_numpy()[feed.calls.stop[np.maximum(ends, 0)]]
    headsign = trips["headsign"].astype("str").to_numpy()
    return pd.DataFrame(
        {
            "trip_id": trips["trip_id"].to_numpy(),
            "route_id": np.where(line >= 0, lines["route_id"], ""),
            "line": np.where(line >= 0, names, ""),
            "vehicle": [vehicle(int(one)) for one in lines["type"]],
            "headsign": np.where(headsign != "", headsign, last),
            "agency": np.where(agency >= 0, agencies, ""),
            "feed": trips["feed"].astype("str").to_numpy(),
        }
    )
