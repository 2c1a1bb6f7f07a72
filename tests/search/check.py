"""Checks journeys clock time by clock time against the calls of a day; knows no search."""

from math import ceil, floor

from mintgeo.timetable.day import Day
from mintgeo.timetable.search import Journeys
from tests.search.brute import World


def check(
    trips: Journeys, one: int, day: Day, start: dict[int, int], goal: dict[int, int],
    change_min: int,
) -> None:  # fmt: skip
    """One journey: from walks to stops, over its rides, to a walk to the goal."""
    world, now = World(day, change_min), int(trips.depart[one]) + int(trips.walk[one])
    legs = range(trips.first[one], trips.first[one + 1])
    stop = int(day.stop[trips.board[legs[0]]])
    assert start[stop] == trips.walk[one]
    for leg in legs:
        board, alight = int(trips.board[leg]), int(trips.alight[leg])
        run = [a <= board < alight < b for a, b in zip(day.first[:-1], day.first[1:], strict=True)]
        assert sum(run) == 1
        assert day.board[board]
        assert day.alight[alight]
        assert day.stop[board] == stop
        assert floor(day.depart[board] / 60) == trips.board_at[leg] >= now
        assert ceil(day.arrive[alight] / 60) == trips.alight_at[leg]
        off, took = int(day.stop[alight]), int(trips.onward[leg])
        now = int(trips.alight_at[leg]) + took
        if leg == legs[-1]:
            assert goal[off] == took
            assert trips.on_foot[leg]
        else:
            stop = int(day.stop[trips.board[leg + 1]])
            assert world.ways(off)[stop] == took
            assert trips.on_foot[leg] == (stop != off)
    assert now == trips.arrive[one]
    parts = trips.walk_min[one] + trips.ride_min[one] + trips.wait_min[one]
    assert parts == trips.arrive[one] - trips.depart[one]
    assert trips.wait_min[one] >= 0
