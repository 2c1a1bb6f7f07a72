"""``transfers.txt``: what a feed says of changing, and of staying seated."""

from typing import Final

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from mintgeo.timetable.feed import Changes
from mintgeo.timetable.gtfs.faults import Faults
from mintgeo.timetable.gtfs.ids import numbers, positions, whole_numbers
from mintgeo.timetable.gtfs.source import Source
from mintgeo.timetable.gtfs.tables import Wanted, table

FILE: Final = "transfers.txt"
_TRIPS: Final = ("from_trip_id", "to_trip_id")
_ROUTES: Final = ("from_route_id", "to_route_id")
_WANTED: Final = Wanted(
    member=FILE,
    needed=(),
    also=("from_stop_id", "to_stop_id", "transfer_type", "min_transfer_time", *_TRIPS, *_ROUTES),
)
RECOMMENDED, TIMED, LEAST, NEVER, SEATED, NOT_SEATED = range(6)
_DAY_S: Final = 86_400


def read_changes(
    source: Source, stops: pd.DataFrame, trips: pd.DataFrame, faults: Faults
) -> Changes:
    """Read what is said of changing between stops (types 0 to 3) and of seats (4 and 5).

    What is said of some trips or routes only (types 0 to 3) is not used: a day knows ways between
    stops, for everybody. A finding counts such rows.
    """
    raw = table(source, _WANTED, faults)
    kind = whole_numbers(raw["transfer_type"].combine_chunks(), FILE, faults,
                         blank=RECOMMENDED, most=NOT_SEATED)  # fmt: skip
    ids = pa.array(stops["stop_id"], pa.string())
    start, goal = (
        positions(raw[one].combine_chunks(), ids) for one in ("from_stop_id", "to_stop_id")
    )
    seconds = numbers(raw["min_transfer_time"].combine_chunks(), least=0)
    between = kind <= NEVER
    special = np.zeros(len(kind), dtype=bool)
    for one in (*_TRIPS, *_ROUTES):
        special |= np.asarray(pc.not_equal(raw[one].combine_chunks(), ""), dtype=bool)
    some = between & special
    faults.rows("change_of_some", FILE, some, raw["from_stop_id"])
    unknown = between & ~some & ((start < 0) | (goal < 0))
    faults.rows("unknown_stop", FILE, unknown, raw["from_stop_id"])
    keep = between & ~some & ~unknown
    trip_ids = pa.array(trips["trip_id"], pa.string())
    seat_from, seat_to = (positions(raw[one].combine_chunks(), trip_ids) for one in _TRIPS)
    seats = ~between & (seat_from >= 0) & (seat_to >= 0)
    faults.rows("bad_transfer", FILE, ~between & ~seats, raw["from_trip_id"])
    least = np.where(np.isnan(seconds) | (seconds > _DAY_S), -1, np.nan_to_num(seconds))
    return Changes(
        start=start[keep], goal=goal[keep], kind=kind[keep],
        seconds=least[keep].astype(np.int32),
        seat_from=seat_from[seats], seat_to=seat_to[seats], seated=kind[seats] == SEATED,
    )  # fmt: skip
