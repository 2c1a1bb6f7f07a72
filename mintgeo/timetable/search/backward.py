"""A day seen backwards: what leaves last arrives first."""

import numpy as np

from mintgeo.timetable.day import Day, Positions
from mintgeo.timetable.search.walks import pointers


def mirrored(day: Day) -> Day:
    """The same day with time running backwards: minute m of the one is minute -m of the other.

    Whoever arrives in it has left in the other, rounded as there: what is rounded up in the one is
    rounded down in the other.
    """
    turned = mirrored_calls(day)
    start = np.repeat(np.arange(day.n_stops, dtype=np.int32), np.diff(day.ways))
    order = np.argsort(day.way_to, kind="stable")
    return Day(
        date=day.date, first=day.first, stop=day.stop[turned],
        arrive=-day.depart[turned], depart=-day.arrive[turned],
        board=day.alight[turned], alight=day.board[turned], row=day.row[turned],
        ways=pointers(np.bincount(day.way_to, minlength=day.n_stops)),
        way_to=start[order], way_seconds=day.way_seconds[order], no_change=day.no_change,
        said=None if day.said is None else day.said[order],
    )  # fmt: skip


def mirrored_calls(day: Day) -> Positions:
    """Which call of a day each call of the mirrored one is: trips run from last to first."""
    n = np.diff(day.first)
    ends = np.repeat(day.first[:-1] + day.first[1:] - 1, n)
    return (ends - np.arange(len(day.stop))).astype(np.int32)
