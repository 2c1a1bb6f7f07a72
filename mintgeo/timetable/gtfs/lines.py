"""``agency.txt``, ``routes.txt`` and ``trips.txt``: who runs what, and which trips."""

from typing import Final

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from mintgeo.timetable.gtfs.faults import Faults
from mintgeo.timetable.gtfs.ids import Positions, once, positions, whole_numbers
from mintgeo.timetable.gtfs.source import Source
from mintgeo.timetable.gtfs.tables import CODED, Wanted, table

_AGENCIES: Final = Wanted(
    member="agency.txt",
    needed=("agency_name",),
    also=("agency_id", "agency_url", "agency_timezone"),
)
_LINES: Final = Wanted(
    member="routes.txt",
    needed=("route_id",),
    also=("agency_id", "route_short_name", "route_long_name", "route_type"),
)
_TRIPS: Final = Wanted(
    member="trips.txt",
    needed=("route_id", "service_id", "trip_id"),
    also=("trip_headsign", "block_id"),
)
_BUS, _MOST = 3, 1800
_UNKNOWN_TYPE: Final = _BUS


def read_agencies(source: Source, faults: Faults) -> pd.DataFrame:
    """Read the agencies: ``agency_id``, ``name``, ``url``, ``zone``."""
    raw = table(source, _AGENCIES, faults)
    if raw.num_rows > 1:
        raw = once(raw, "agency_id", "agency.txt", faults)
    named = raw.rename_columns(["name", "agency_id", "url", "zone"])
    return pd.DataFrame(named.to_pandas().astype("str"))


def read_lines(source: Source, agencies: pd.DataFrame, faults: Faults) -> pd.DataFrame:
    """Read the routes: ``route_id``, ``name``, ``long_name``, ``type``, ``agency``."""
    raw = once(table(source, _LINES, faults), "route_id", "routes.txt", faults)
    said = raw["agency_id"].combine_chunks()
    agency = positions(said, pa.array(agencies["agency_id"], pa.string()))
    if len(agencies) == 1:
        agency = np.where(np.asarray(pc.equal(said, "")), 0, agency).astype(np.int32)
    faults.rows("unknown_agency", "routes.txt", agency < 0, said)
    return pd.DataFrame(
        {
            "route_id": raw["route_id"].to_pandas().astype("str"),
            "name": raw["route_short_name"].to_pandas().astype("str"),
            "long_name": raw["route_long_name"].to_pandas().astype("str"),
            "type": whole_numbers(raw["route_type"].combine_chunks(), "routes.txt",
                                  faults, blank=_UNKNOWN_TYPE, most=_MOST),
            "agency": agency,
        }
    )  # fmt: skip


def read_trips(
    source: Source, lines: pd.DataFrame, services: pa.Array, faults: Faults
) -> pd.DataFrame:
    """Read the trips: ``trip_id``, ``line``, ``service``, ``block``, ``headsign``."""
    raw = once(table(source, _TRIPS, faults), "trip_id", "trips.txt", faults)
    line = positions(raw["route_id"].combine_chunks(), pa.array(lines["route_id"], pa.string()))
    faults.rows("unknown_line", "trips.txt", line < 0, raw["route_id"])
    service = positions(raw["service_id"].combine_chunks(), services)
    faults.rows("unknown_service", "trips.txt", service < 0, raw["service_id"])
    return pd.DataFrame(
        {
            "trip_id": raw["trip_id"].to_pandas().astype("str"),
            "line": line,
            "service": service,
            "block": _blocks(raw["block_id"].combine_chunks()),
            "headsign": raw["trip_headsign"].cast(CODED).to_pandas(),
        }
    )


def _blocks(said: pa.Array) -> Positions:
    coded = said.dictionary_encode()
    codes = np.asarray(coded.indices).astype(np.int32)
    blank = np.asarray(pc.equal(said, ""))
    codes[blank] = -1
    return codes
