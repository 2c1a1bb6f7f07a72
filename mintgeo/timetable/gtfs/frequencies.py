"""``frequencies.txt``: trips that run again and again."""

from typing import Final

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from mintgeo._limits import refuse_more
from mintgeo._phrase import Phrase
from mintgeo.timetable.feed import Frequencies
from mintgeo.timetable.gtfs.clock import seconds_of
from mintgeo.timetable.gtfs.faults import Faults
from mintgeo.timetable.gtfs.ids import numbers, positions
from mintgeo.timetable.gtfs.source import Source
from mintgeo.timetable.gtfs.tables import Wanted, table

FILE: Final = "frequencies.txt"
_WANTED: Final = Wanted(
    member=FILE,
    needed=("trip_id", "start_time", "end_time", "headway_secs"),
    also=("exact_times",),
)
_MOST: Final = 5_000_000
_DO: Final = Phrase("take a feed of a smaller area")
_LONGEST_S: Final = 10 * 86_400


def read_frequencies(source: Source, trips: pd.DataFrame, faults: Faults) -> Frequencies:
    """Read how often trips run.

    A trip leaves its first call at ``start_time``, and every ``headway_secs`` after it until before
    ``end_time``. So it is taken for both values of ``exact_times``: where nobody promises exact
    times this is one of the timetables that the frequency allows, and a finding says so.
    """
    raw = table(source, _WANTED, faults)
    trip = positions(raw["trip_id"].combine_chunks(), pa.array(trips["trip_id"], pa.string()))
    faults.rows("unknown_trip", FILE, trip < 0, raw["trip_id"])
    start, end = (seconds_of(raw[one].combine_chunks()) for one in ("start_time", "end_time"))
    every = numbers(raw["headway_secs"].combine_chunks(), least=1)
    right = (start >= 0) & (end > start) & (every <= _LONGEST_S) & (every == np.floor(every))
    faults.rows("bad_frequency", FILE, ~right & (trip >= 0), raw["trip_id"])
    keep = right & (trip >= 0)
    exact = np.asarray(pc.equal(raw["exact_times"].combine_chunks(), "1"), dtype=bool)
    faults.rows("inexact_frequency", FILE, keep & ~exact, raw["trip_id"])
    n = np.sum((end[keep] - start[keep]) // every[keep])
    refuse_more(float(n), _MOST, file=source.told(FILE), of=Phrase("departures"), do=_DO)
    return Frequencies(
        trip=trip[keep], start=start[keep], end=end[keep], every=every[keep].astype(np.int32)
    )
