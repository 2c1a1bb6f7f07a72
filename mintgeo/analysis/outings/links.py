"""The vehicle with which the last way home begins."""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mintgeo.analysis.outings.found import Asked, clocks
from mintgeo.timetable.search import Journeys, journeys, mirrored, nearest, turned


def missing_link(
    asked: Asked, offer: int, homes: NDArray[np.int64], people: NDArray[np.float64]
) -> dict[str, Any] | None:
    """Line, stop and time of the last vehicle home of most people, and how many they are.

    Parameters
    ----------
    asked
        What is asked.
    offer
        Position of the offer.
    homes, people
        Rows of homes, and the people in them.
    """
    ways, there = last_ways(asked, offer, homes)
    people = people[there]
    some = np.flatnonzero(ways.rides)
    if len(some) == 0:
        return None
    board, at = ways.board[ways.first[some]], ways.board_at[ways.first[some]]
    day = asked.transit.service()
    found = pd.DataFrame({"call": board, "at": at, "children": people[some]})
    sums = found.groupby(["at", "call"], as_index=False)["children"].sum()
    most = sums.loc[sums["children"].idxmax()]
    call = int(most["call"])
    ride = asked.transit.timetable.rides([int(day.row[call])]).iloc[0]
    return {
        "line": ride["line"],
        "stop": asked.transit.timetable.stops["name"].iloc[int(day.stop[call])],
        "time": clocks([int(most["at"])])[0],
        "children": float(most["children"]),
    }


def last_ways(
    asked: Asked, offer: int, homes: NDArray[np.int64]
) -> tuple[Journeys, NDArray[np.int64]]:
    """The last ways from an offer home that are there in time, and to which of the homes."""
    transit, trip = asked.transit, asked.trip
    day, near = transit.service(), transit.walks(asked.start_points).rows(homes)
    goal = transit.slowed(transit.walks(asked.goal_points)).rows(np.array([offer]))
    search = nearest(
        mirrored(day), goal, depart=(-trip.home_by, -trip.home_by),
        max_min=trip.home_by - trip.leave, change_min=trip.change_min,
        walk_min=int(near.whole().max(initial=0)), whole=True,
    )  # fmt: skip
    codes = search.read(near).codes[0]
    there = np.flatnonzero(codes < search.sweep.coding.none)
    depart = np.full(len(there), -trip.home_by)
    return turned(journeys(search, near.rows(there), depart, codes[there]), day), there
