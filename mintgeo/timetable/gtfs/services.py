"""``calendar.txt`` and ``calendar_dates.txt`` in any mix: on which dates which service runs."""

from datetime import date
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from mintgeo.timetable.feed import Services
from mintgeo.timetable.gtfs.faults import Faults
from mintgeo.timetable.gtfs.ids import Positions, once, positions, whole_numbers
from mintgeo.timetable.gtfs.source import DAYS, Source
from mintgeo.timetable.gtfs.tables import Wanted, table

_WEEK: Final = (
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
)  # fmt: skip
_CALENDAR: Final = Wanted(member=DAYS[0], needed=("service_id", *_WEEK, "start_date", "end_date"))
_DATES: Final = Wanted(member=DAYS[1], needed=("service_id", "date", "exception_type"))
_ADDED, _REMOVED = "1", "2"
_DIGITS: Final = 8


def read_services(source: Source, faults: Faults) -> tuple[pa.Array, Services]:
    """Read the ids of all services, and when they run.

    A removal wins over an addition of the same service and date.
    """
    rows = once(table(source, _CALENDAR, faults), "service_id", DAYS[0], faults)
    dates = table(source, _DATES, faults)
    of_rows, of_dates = rows["service_id"].combine_chunks(), dates["service_id"].combine_chunks()
    ids = pc.unique(pa.concat_arrays([of_rows, of_dates.filter(pc.not_equal(of_dates, ""))]))
    n = len(ids)
    weekdays = np.zeros(n, dtype=np.uint8)
    start, end = np.ones(n, dtype=np.int32), np.zeros(n, dtype=np.int32)
    for bit, name in enumerate(_WEEK):
        runs = whole_numbers(rows[name].combine_chunks(), DAYS[0], faults, blank=0, most=1)
        weekdays[: len(rows)] |= (runs << bit).astype(np.uint8)
    first, last = (_ordinals(rows[one].combine_chunks()) for one in ("start_date", "end_date"))
    wrong = (first < 0) | (last < 0)
    faults.rows("bad_date", DAYS[0], wrong, rows["start_date"])
    start[: len(rows)] = np.where(wrong, 1, first)
    end[: len(rows)] = np.where(wrong, 0, last)
    service, day, added = _exceptions(dates, ids, faults)
    return ids, Services(
        weekdays=weekdays, start=start, end=end, service=service, day=day, added=added
    )


def _exceptions(
    dates: pa.Table, ids: pa.Array, faults: Faults
) -> tuple[Positions, Positions, NDArray[np.bool_]]:
    said = dates["exception_type"].combine_chunks()
    day = _ordinals(dates["date"].combine_chunks())
    service = positions(dates["service_id"].combine_chunks(), ids)
    added = np.asarray(pc.equal(said, _ADDED), dtype=bool)
    known = added | np.asarray(pc.equal(said, _REMOVED), dtype=bool)
    faults.rows("bad_date", DAYS[1], day < 0, dates["date"])
    faults.rows("no_id", DAYS[1], service < 0)
    faults.rows("bad_number", DAYS[1], ~known, said)
    right = (day > 0) & (service >= 0) & known
    return service[right], day[right], added[right]


def _ordinals(texts: pa.Array) -> Positions:
    """Dates as ordinals; -1 where it is none."""
    coded = texts.dictionary_encode()
    known = np.array([_ordinal(one) for one in coded.dictionary.to_pylist()], dtype=np.int32)
    return known[np.asarray(coded.indices)] if len(known) else np.zeros(0, dtype=np.int32)


def _ordinal(text: str) -> int:
    try:
        if len(text) != _DIGITS or not (text.isascii() and text.isdecimal()):
            return -1
        return date(int(text[:4]), int(text[4:6]), int(text[6:])).toordinal()
    except ValueError:
        return -1
