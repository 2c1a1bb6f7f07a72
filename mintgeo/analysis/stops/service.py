"""How often something leaves a stop."""

from datetime import date
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from mintgeo._credits import credited
from mintgeo._crs import LAEA, WGS84
from mintgeo._errors import OptionError
from mintgeo._located import AnyTable, Located
from mintgeo._schema import STOP_SERVICE
from mintgeo.analysis.stops.spots import NEED, Floats, spots
from mintgeo.timetable import Day, Timetable, clock, halts_of

STOP_M, STATION_M = 600.0, 1_200.0
"""Straight lines within which a stop, and a station of trains, counts as near (BBSR)."""
DEPARTURES: Final = 20
_DAY_S: Final = 86_400
_MORNING_S: Final = 3 * 3600
"""A day of people begins at three: what leaves after midnight stands at its end."""


def stop_service(
    timetable: Timetable,
    day: date | str = "school",
    *,
    people: AnyTable | None = None,
    min_departures: int = DEPARTURES,
) -> gpd.GeoDataFrame:
    """Say how often something leaves each stop on a day.

    Platforms of a station are one stop, and so are stops of one name within 300 m. A departure is a
    call at which people may get on and ride to another stop; all directions count together, from
    midnight to midnight. First and last are those of a day that begins at 3 o'clock: what leaves
    after midnight stands at its end.

    Parameters
    ----------
    timetable
        Feeds as of ``Timetable.from_gtfs``.
    day
        A date, or a kind of day (see ``Timetable.date_of``).
    people
        Points with ``population``: if given, how many people live within the radius of each stop.
    min_departures
        So many make a stop ``frequent``; the Deutschlandatlas asks for 20 on a working day.

    Returns
    -------
    GeoDataFrame
        A table of stops (``stop_service`` of docs/tables.md) in EPSG:4326, one row per stop that
        has calls on any day: ``departures`` may be 0. ``radius_m`` is 600, and 1,200 where trains
        leave. ``attrs["date"]`` is the date.

    Raises
    ------
    MissingDataError
        If the date is outside of the days of the timetable.
    OptionError
        If ``min_departures`` is less than 1.
    """
    if min_departures < 1:
        raise OptionError("min_departures is at least 1, not {found}.", found=min_departures)
    today = timetable.day(day)
    halt = halts_of(timetable.kept.feed.stops)
    table = _halts(timetable, halt)
    root, when, row = _departures(today, halt)
    line = timetable.trips["line"].to_numpy()[row]
    rail = np.append(timetable.by_rail, False)[line]
    calls = pd.DataFrame({"root": root, "when": when, "line": line, "rail": rail})
    calls["when"] += np.where(calls["when"] < _MORNING_S, _DAY_S, 0)
    calls = calls.sort_values(["root", "when"], ignore_index=True)
    calls["gap"] = calls.groupby("root")["when"].diff() / 60
    told = calls.groupby("root").agg(
        departures=("when", "size"), lines=("line", "nunique"), begin=("when", "min"),
        end=("when", "max"), gap=("gap", "max"), rail=("rail", "any"),
    ).reindex(table.index)  # fmt: skip
    for name in ("departures", "lines"):
        table[name] = told[name].fillna(0).astype(int)
    table["first"], table["last"] = _clocks(told["begin"]), _clocks(told["end"])
    table["longest_gap_min"] = told["gap"].astype(float)
    table["train"] = told["rail"].eq(True)
    table["radius_m"] = np.where(table["train"], STATION_M, STOP_M)
    table["frequent"] = table["departures"] >= min_departures
    table = table.reset_index(drop=True)
    if people is not None:
        table["population"] = _around(table, Located.of(people))
    table = table[[one.name for one in STOP_SERVICE.columns if one.name in table]]
    STOP_SERVICE.check(table)
    table.attrs["date"] = today.date.isoformat()
    return credited(table, list(timetable.attributions))


def _halts(timetable: Timetable, halt: NDArray[np.int32]) -> gpd.GeoDataFrame:
    """Stations and stops without one that have calls, amid their platforms."""
    stops = timetable.stops
    used = np.unique(timetable.kept.feed.calls.stop)
    xy = stops.geometry.to_crs(LAEA)
    means = pd.DataFrame({"x": xy.x, "y": xy.y, "halt": halt}).iloc[used].groupby("halt").mean()
    amid = gpd.GeoSeries.from_xy(means["x"], means["y"], crs=LAEA).to_crs(WGS84)
    table = stops.loc[means.index, ["id", "name", "geometry"]]
    return table.set_geometry(amid.where(means["x"].notna()))


def _departures(
    day: Day, halt: NDArray[np.int32]
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
    """Stop, second and trip of every departure of a date."""
    root = halt[day.stop]
    goes_on = np.zeros(len(root), dtype=bool)
    goes_on[:-1] = root[1:] != root[:-1]
    goes_on[day.first[1:] - 1] = False
    leaves = np.flatnonzero(day.board & goes_on & (day.depart < _DAY_S))
    return root[leaves], day.depart[leaves], day.row[leaves]


def _clocks(seconds: pd.Series) -> pd.Series:
    return seconds.map(lambda one: clock(int(one)), na_action="ignore").astype("str")


def _around(table: gpd.GeoDataFrame, people: Located) -> Floats:
    """People within the radius of each stop, those of a point spread evenly over its square."""
    NEED.check(people.table)
    out = np.zeros(len(table))
    placed = table.geometry.notna().to_numpy()
    stops = Located.of(table[placed]).points.xyz
    tree = cKDTree(stops)
    radius = table["radius_m"].to_numpy()[placed]
    weight = people.table["population"].to_numpy(dtype=float)
    for rows, places in spots(people):
        spots_each = len(places) // len(rows)
        each = np.repeat(weight[rows] / spots_each, spots_each)
        for limit in np.unique(radius):
            near = tree.query_ball_point(places, limit)
            n = np.fromiter(map(len, near), dtype=np.int64, count=len(near))
            found = np.concatenate([*near, []]).astype(np.int64)
            sums = np.bincount(found, np.repeat(each, n), len(stops))
            out[np.flatnonzero(placed)] += np.where(radius == limit, sums, 0)
    return out
