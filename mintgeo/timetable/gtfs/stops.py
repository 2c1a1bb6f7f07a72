"""``stops.txt``: platforms and stations."""

from typing import Final

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from mintgeo.timetable.gtfs.faults import Faults
from mintgeo.timetable.gtfs.ids import Positions, numbers, once, positions, whole_numbers
from mintgeo.timetable.gtfs.source import Source
from mintgeo.timetable.gtfs.tables import Wanted, table

FILE: Final = "stops.txt"
_WANTED: Final = Wanted(
    member=FILE,
    needed=("stop_id",),
    also=("stop_name", "stop_lat", "stop_lon", "location_type", "parent_station", "platform_code"),
)
_PLATFORM, _STATION, _BOARDING = 0, 1, 4
_KINDS: Final = (_PLATFORM, _STATION, _BOARDING)
_LEVELS: Final = 2
"""From a boarding area over its platform to the station."""


def read_stops(source: Source, faults: Faults) -> pd.DataFrame:
    """Read platforms, boarding areas and stations; entrances and nodes of ways are left out.

    A stop without a place of its own has that of its station.

    Returns
    -------
    DataFrame
        As ``Feed.stops``, without ``feed``.
    """
    raw = once(table(source, _WANTED, faults), "stop_id", FILE, faults)
    kind = whole_numbers(raw["location_type"].combine_chunks(), FILE, faults,
                         blank=_PLATFORM, most=_BOARDING)  # fmt: skip
    used = np.isin(kind, _KINDS)
    raw, kind = raw.filter(pa.array(used)), kind[used]
    parent = _parents(raw, kind, faults)
    lat, lon = _places(raw, parent, faults)
    return pd.DataFrame(
        {
            "stop_id": _text(raw, "stop_id"),
            "name": _names(raw, parent),
            "lat": lat,
            "lon": lon,
            "station": kind == _STATION,
            "parent": parent,
            "platform": _text(raw, "platform_code"),
        }
    )


def _text(raw: pa.Table, column: str) -> pd.Series:
    return pd.Series(raw[column].to_pandas().astype("str"))


def _names(raw: pa.Table, parent: Positions) -> pd.Series:
    """A platform without a name is called as its station, or by its id."""
    names = _text(raw, "stop_name")
    of_parent = names.take(np.maximum(parent, 0)).where(parent >= 0, "").set_axis(names.index)
    return names.where(names != "", of_parent).mask(lambda one: one == "", _text(raw, "stop_id"))


def _parents(raw: pa.Table, kind: NDArray[np.int32], faults: Faults) -> Positions:
    """The station of each stop, over the platform of a boarding area."""
    ids, said = raw["stop_id"].combine_chunks(), raw["parent_station"].combine_chunks()
    there = np.asarray(pa.compute.not_equal(said, ""))
    parent = np.where(there, positions(said, ids), -1).astype(np.int32)
    own = parent == np.arange(len(parent))
    faults.rows("unknown_stop", FILE, there & ((parent < 0) | own), said)
    parent[own | (kind == _STATION)] = -1
    for _ in range(_LEVELS):
        higher = np.where(parent >= 0, parent[np.maximum(parent, 0)], -1)
        parent = np.where(higher >= 0, higher, parent).astype(np.int32)
    parent[parent == np.arange(len(parent))] = -1
    return parent


def _places(
    raw: pa.Table, parent: Positions, faults: Faults
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    lat = numbers(raw["stop_lat"].combine_chunks())
    lon = numbers(raw["stop_lon"].combine_chunks())
    wrong = ~((np.abs(lat) <= 90) & (np.abs(lon) <= 180)) | ((lat == 0) & (lon == 0))  # noqa: PLR2004
    has = wrong & (parent >= 0) & ~wrong[np.maximum(parent, 0)]
    lat = np.where(has, lat[np.maximum(parent, 0)], np.where(wrong, np.nan, lat))
    lon = np.where(has, lon[np.maximum(parent, 0)], np.where(wrong, np.nan, lon))
    faults.rows("no_place", FILE, wrong & ~has, raw["stop_id"])
    return lat, lon
