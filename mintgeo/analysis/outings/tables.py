"""Outings of homes as tables: the nearest offer with a way home, counts, and all pairs."""

from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

from mintgeo._credits import credited
from mintgeo._located import AnyTable, Located
from mintgeo._schema import DEMAND, OUTING_PAIRS, OUTINGS
from mintgeo.analysis.outings.asking import Outing
from mintgeo.analysis.outings.found import (
    NO_OFFER,
    NO_SERVICE,
    NO_WAY_BACK,
    NO_WAY_THERE,
    NOWHERE,
    OK,
    REASONS,
    TOO_LATE,
    Asked,
    Part,
    clocks,
)
from mintgeo.travel.transit.router import Transit

_NEVER = 1 << 20
_STATUS = {"no_location": "no_location", "no_stop": "no_stop", "no_service": "no_service"}


def outings(
    demand: AnyTable, sites: AnyTable, transit: Transit, *, leave: str = "13:30",
    home_by: str = "19:00", start: str | None = None, stay_min: int = 90,
    role: str | None = "offer",
) -> gpd.GeoDataFrame:  # fmt: skip
    """Find the offers that a child can go to, stay at, and come home from, on one day.

    Parameters
    ----------
    demand
        A demand table, for example of ``population()``.
    sites
        Geocoded sites. With columns ``start`` and ``end`` ("15:00") offers have times of their own,
        with ``days`` (``mo;we;school``) those that do not take place on the router's day are left
        out: ``read_sites`` makes them of "mittwochs 15–17 Uhr".
    transit
        The router by timetable; its day counts, its times of departure do not.
    leave, home_by
        Nobody leaves home before the one or comes home after the other.
    start
        When offers begin that have no time of their own; without it they are open, and a child
        comes as soon as it can.
    stay_min
        Minutes of staying, where an offer has no end of its own.
    role
        Only sites of this role count; ``None`` takes all.

    Returns
    -------
    GeoDataFrame
        The demand with the columns of ``docs/tables.md``: of the nearest offer with a way home in
        time (the one with the shortest way there) ``nearest_id``, ``travel_min`` and ``back_min``
        (minutes from door to door), ``leave``, ``arrive``, ``stay_until``, ``home`` and
        ``last_back`` (times of the day), ``spare_min``, ``rides`` and ``rides_back``; the numbers
        of offers that are reached in time (``offers_there``), with a way home (``offers``) and
        without (``offers_lost``); and ``reason``, why there is none. It is a reach table:
        ``coverage(outings(…), minutes=60)`` gives the share of people by area.

    Raises
    ------
    OptionError
        If the times leave no room for a stay.

    Notes
    -----
    To a start, people take the latest way that is in time, and home the first one after the end.
    Walking all the way competes, if it takes no longer than the two longest walks of a ride may.
    ``last_back`` is when one must leave the offer at the latest to
    be home by ``home_by``; ``spare_min`` are the minutes between the end and then.
    """
    people, asked = _asked(demand, sites, transit, leave, home_by, start, stay_min, role)
    parts = [_nearest(asked, part) for part in asked.parts()]
    out = gpd.GeoDataFrame(people.table).copy()
    found = pd.concat(parts, ignore_index=True)
    for name in found:
        out[name] = found[name].array
    out["max_min"] = float(asked.trip.home_by - asked.trip.leave)
    out["edge"], out["distance_m"] = False, np.nan
    out["second_id"] = pd.array([pd.NA] * len(out), dtype="str")
    OUTINGS.check(out)
    return credited(out, asked.offers.table, transit)


def outing_pairs(
    demand: AnyTable, sites: AnyTable, transit: Transit, *, leave: str = "13:30",
    home_by: str = "19:00", start: str | None = None, stay_min: int = 90,
    role: str | None = "offer",
) -> pd.DataFrame:  # fmt: skip
    """Find every offer that a child gets to in time, with the way home or why there is none.

    Parameters
    ----------
    demand, sites, transit, leave, home_by, start, stay_min, role
        As of ``outings``.

    Returns
    -------
    DataFrame
        One row per home and offer reached in time: ``from_id``, ``to_id``, ``leave``, ``arrive``,
        ``stay_until``, ``back`` (leaving the offer), ``home``, ``last_back``, ``travel_min``,
        ``back_min``, ``spare_min``, ``rides``, ``rides_back``, ``reason``.
    """
    people, asked = _asked(demand, sites, transit, leave, home_by, start, stay_min, role)
    ids = people.table["id"].to_numpy(dtype=object)
    tables = []
    for part in asked.parts():
        row, offer = np.nonzero(part.trips.there.rides >= 0)
        table = pd.DataFrame({
            "from_id": pd.array(ids[part.rows[row]], dtype="str"),
            "to_id": pd.array(asked.names[offer], dtype="str"), **_told(part, (row, offer)),
        })  # fmt: skip
        tables.append(table.assign(reason=_texts(part.reason[row, offer])))
    out = pd.concat(tables, ignore_index=True)
    OUTING_PAIRS.check(out)
    return credited(out, asked.offers.table, transit)


def _asked(
    demand: AnyTable, sites: AnyTable, transit: Transit, leave: str, home_by: str,
    start: str | None, stay_min: int, role: str | None,
) -> tuple[Located, Asked]:  # fmt: skip
    people, there = Located.of(demand, what="homes"), Located.of(sites, what="offers")
    DEMAND.check(gpd.GeoDataFrame(people.table))
    outing = Outing(leave=leave, home_by=home_by, start=start, stay_min=stay_min)
    return people, Asked(people, there, transit, outing, role)


def _nearest(asked: Asked, part: Part) -> pd.DataFrame:
    """Of each home the usable offer with the shortest way there, and the counts."""
    usable, trips = part.reason == OK, part.trips
    shape = usable.shape
    if shape[1] == 0:
        return _none(asked, part)
    way = np.where(usable, trips.there.arrive - trips.there.leave, _NEVER)
    key = way.astype(np.int64) * 10_000 + np.where(usable, trips.back.arrive, 0)
    best = key.argmin(axis=1)
    rows = np.arange(shape[0])
    some = usable.any(axis=1)
    told = pd.DataFrame(_told(part, (rows, best)))
    told = told.drop(columns="back").where(pd.Series(some), axis=0)
    second = np.sort(way, axis=1)[:, 1] if shape[1] > 1 else np.full(shape[0], _NEVER)
    told["second_min"] = np.where(second < _NEVER, second, np.nan)
    names = pd.array(asked.names[best], dtype="str")
    names[~some] = pd.NA
    told.insert(0, "nearest_id", names)
    return _counted(asked, part, told, some)


def _counted(asked: Asked, part: Part, told: pd.DataFrame, some: Any) -> pd.DataFrame:
    reason, apart = part.reason, asked.apart()[part.rows]
    there = reason != NO_WAY_THERE
    told["offers_there"] = there.sum(axis=1)
    told["offers"] = (reason == OK).sum(axis=1)
    told["offers_lost"] = told["offers_there"] - told["offers"]
    late = (reason == TOO_LATE).any(axis=1)
    why = np.where(there.any(axis=1), np.where(late, TOO_LATE, NO_WAY_BACK), NO_WAY_THERE)
    why = np.where(~there.any(axis=1) & (apart != OK), apart, why)
    if reason.shape[1] == 0:
        why = np.where(apart == NOWHERE, NOWHERE, NO_OFFER)
    told["reason"] = _texts(np.where(some, OK, why))
    told["status"] = _texts(np.where(some, OK, np.where(why >= NOWHERE, why, NO_SERVICE + 1)))
    told["mode"] = pd.array([asked.transit.mode] * len(told), dtype="str")
    return told


def _none(asked: Asked, part: Part) -> pd.DataFrame:
    """No offer takes place."""
    n = len(part.rows)
    empty = pd.DataFrame(index=range(n))
    for name in ("nearest_id", "leave", "arrive", "stay_until", "home", "last_back"):
        empty[name] = pd.array([pd.NA] * n, dtype="str")
    for name in ("travel_min", "back_min", "spare_min", "rides", "rides_back", "second_min"):
        empty[name] = np.nan
    return _counted(asked, part, empty, np.zeros(n, dtype=bool))


def _told(part: Part, at: Any) -> dict[str, Any]:
    """What is told of some pairs; no way home is told where there is none in time."""
    trips, home = part.trips, part.reason[at] == OK
    there, back = trips.there, trips.back
    until = trips.end[at]
    last = np.where(trips.last_back[at] >= until, trips.last_back[at], -1)
    return {
        "leave": clocks(there.leave[at]), "arrive": clocks(there.arrive[at]),
        "stay_until": clocks(until), "back": clocks(back.leave[at]),
        "home": clocks(back.arrive[at]), "last_back": clocks(last),
        "travel_min": (there.arrive[at] - there.leave[at]).astype(float),
        "back_min": np.where(home, back.arrive[at] - until, np.nan),
        "spare_min": np.where(last >= 0, last - until, np.nan),
        "rides": there.rides[at].astype(float),
        "rides_back": np.where(back.rides[at] >= 0, back.rides[at], np.nan).astype(float),
    }  # fmt: skip


def _texts(codes: Any) -> Any:
    names = np.array([*REASONS, "no_connection"], dtype=object)
    return pd.array(names[np.asarray(codes, dtype=int)], dtype="str")
