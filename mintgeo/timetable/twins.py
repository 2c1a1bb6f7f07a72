"""Trips that two feeds tell of: the same vehicle, at the same stops, at the same times."""

from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from mintgeo.findings import Finding, found
from mintgeo.timetable.feed import Feed, Positions
from mintgeo.timetable.ways import Pairs

_MIX: Final = np.uint64(0x9E3779B97F4A7C15)
_SHIFT: Final = np.uint64(29)


def same_trips(feed: Feed, same_stops: Pairs) -> tuple[Positions, tuple[Finding, ...]]:
    """Number the trips that stand in more than one feed.

    Two trips are one if they call at the same stops (``same_stops``: pairs of stops of two feeds)
    at the same times.

    Returns
    -------
    tuple
        For each trip a number that its twins share, -1 without any; empty for a single feed. And
        a finding for each feed that repeats trips of others.
    """
    names = list(feed.about["feed"])
    codes = feed.trips["feed"].cat.codes.to_numpy()
    if len(names) == 1:
        return np.zeros(0, dtype=np.int32), ()
    n = len(feed.stops)
    pairs = coo_array((np.ones(len(same_stops[0]), dtype=bool), same_stops), shape=(n, n))
    _, place = connected_components(pairs, directed=False)
    zones = pd.factorize(feed.about["zone"])[0]
    marks = _marks(feed, place) + _mixed(zones[codes])
    trips = pd.DataFrame({"mark": marks, "feed": codes})
    trips = trips[_once_a_day(feed)]
    first = trips.groupby("mark")["feed"].transform("min")
    again = trips["feed"] != first
    both = trips["mark"].isin(trips.loc[again, "mark"])
    same = np.full(len(feed.trips), -1, dtype=np.int32)
    same[trips.index[both]] = pd.factorize(trips.loc[both, "mark"])[0]
    findings = []
    pairs_of = trips["feed"].map(dict(enumerate(names))) + ", " + first.map(dict(enumerate(names)))
    for told, rows in trips[again].groupby(pairs_of[again]):
        value = feed.trips["trip_id"].iloc[int(rows.index[0])]
        findings.append(found("timetable.same_trips", n=len(rows), line=0, value=value,
                              file=str(told)))  # fmt: skip
    return same, tuple(findings)


def _once_a_day(feed: Feed) -> NDArray[np.bool_]:
    """Trips that have calls, and do not run again and again."""
    there = np.diff(feed.calls.first) > 0
    there[feed.frequencies.trip] = False
    return there


def _marks(feed: Feed, place: NDArray[np.int64]) -> NDArray[np.uint64]:
    """A number of 64 bits for the stops and times of each trip; chance makes no two alike."""
    calls = feed.calls
    n = np.diff(calls.first)
    at = np.arange(len(calls.stop)) - np.repeat(calls.first[:-1], n)
    mark = _mixed(place[calls.stop]) + _mixed(at + 1)
    for part in (calls.arrive, calls.depart):
        mark = _mixed(mark ^ _mixed(part.astype(np.int64) + 1))
    totals = np.concatenate([[np.uint64(0)], np.cumsum(mark)])
    return np.asarray(totals[calls.first[1:]] - totals[calls.first[:-1]])


def _mixed(numbers: NDArray[np.int64] | NDArray[np.uint64]) -> NDArray[np.uint64]:
    mixed = numbers.astype(np.uint64) * _MIX
    mixed ^= mixed >> _SHIFT
    mixed *= _MIX
    return np.asarray(mixed ^ (mixed >> _SHIFT))
