"""Random small days: all that a feed can do to a search."""

from datetime import date

import numpy as np
from hypothesis import strategies as st

from mintgeo.timetable.day import Day
from mintgeo.timetable.search import Walks

BEGIN, SPAN = 1420, 40
"""From 23:40 to 0:20."""


@st.composite
def calls(draw: st.DrawFn, n_stops: int) -> list[tuple[int, int, int, bool, bool]]:
    """One run: stop, arrival, departure, board, alight; seconds, often whole minutes."""
    second = st.sampled_from([0, 0, 0, 10, 30, 59])
    now = (BEGIN + draw(st.integers(-3, SPAN))) * 60
    out = []
    for _ in range(draw(st.integers(2, 6))):
        now += draw(st.sampled_from([0, 0, 1, 2, 3, 7])) * 60 + draw(second)
        arrive = now
        now += draw(st.sampled_from([0, 0, 0, 1, 4])) * 60 + draw(second)
        stop = draw(st.integers(0, n_stops - 1))
        ban = draw(st.sampled_from([0, 0, 0, 0, 1, 2, 3]))
        out.append((stop, arrive, now, ban not in (1, 3), ban not in (2, 3)))
    return out


@st.composite
def days(draw: st.DrawFn, n_stops: int = 5, most: int = 7) -> Day:
    """A day of a few runs between a few stops, some of them right behind each other."""
    runs = draw(st.lists(calls(n_stops), min_size=1, max_size=most))
    copies = draw(st.lists(st.tuples(st.sampled_from(runs), st.integers(0, 4)), max_size=2))
    runs += [[(s, a + 60 * m, d + 60 * m, b, o) for s, a, d, b, o in run] for run, m in copies]
    flat = [one for run in runs for one in run]
    pair = st.tuples(st.integers(0, n_stops - 1), st.integers(0, n_stops - 1))
    ways = draw(st.dictionaries(pair, st.sampled_from([0, 0, 30, 60, 100, 180, 400]), max_size=6))
    listed = sorted(ways)
    no_change = draw(st.lists(st.sampled_from([False, False, True]), min_size=n_stops,
                              max_size=n_stops))  # fmt: skip
    said = draw(st.none() | st.lists(st.booleans(), min_size=len(ways), max_size=len(ways)))
    return Day(
        date=date(2022, 9, 20),
        first=_pointers([len(run) for run in runs]),
        stop=_ints(one[0] for one in flat),
        arrive=_ints(one[1] for one in flat), depart=_ints(one[2] for one in flat),
        board=np.array([one[3] for one in flat]), alight=np.array([one[4] for one in flat]),
        row=np.arange(len(flat), dtype=np.int32),
        ways=_pointers([sum(a == stop for a, _ in listed) for stop in range(n_stops)]),
        way_to=_ints(b for _, b in listed), way_seconds=_ints(ways[one] for one in listed),
        no_change=np.array(no_change),
        said=None if said is None else np.array(said, dtype=bool),
    )  # fmt: skip


def line(*calls: tuple[int, int, int], n_stops: int = 5) -> Day:
    """One run by hand: stop, arrival and departure in seconds."""
    stop, arrive, depart = (_ints(column) for column in zip(*calls, strict=True))
    yes, none = np.ones(len(calls), dtype=bool), np.zeros(0, dtype=np.int32)
    return Day(
        date=date(2022, 9, 20), first=_pointers([len(calls)]), stop=stop, arrive=arrive,
        depart=depart, board=yes, alight=yes, row=np.zeros(len(calls), dtype=np.int32),
        ways=np.zeros(n_stops + 1, dtype=np.int32), way_to=none, way_seconds=none,
        no_change=np.zeros(n_stops, dtype=bool),
    )  # fmt: skip


def places(
    n_stops: int = 5, least: int = 1, most: int = 3
) -> st.SearchStrategy[list[dict[int, int]]]:
    """Points as their walks, stop: minutes."""
    one = st.dictionaries(st.integers(0, n_stops - 1), st.integers(0, 5), max_size=3)
    return st.lists(one, min_size=least, max_size=most)


def walks(points: list[dict[int, int]]) -> Walks:
    return Walks(
        first=_pointers([len(one) for one in points]),
        stop=_ints(stop for one in points for stop in one),
        minutes=np.array([m for one in points for m in one.values()], dtype=np.float32),
    )


def _ints(values: object) -> np.ndarray:
    return np.fromiter(values, dtype=np.int32)  # type: ignore[call-overload]


def _pointers(n: list[int]) -> np.ndarray:
    return np.concatenate([[0], np.cumsum(n)]).astype(np.int32)
