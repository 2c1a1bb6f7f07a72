"""Days of timetables, call by call, against a plain reader."""

import itertools
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mintgeo._errors import InputError, MissingDataError
from mintgeo.timetable import Day, Timetable, TimetableOptions
from tests.feeds.plain import Plain
from tests.feeds.random_feeds import feeds, write
from tests.shared_data import shared


def runs_of(timetable: Timetable, day: Day) -> Counter[Any]:
    codes = timetable.trips["feed"].cat.codes.to_numpy()
    ids = timetable.trips["trip_id"].to_list()
    stops = list(zip(timetable.kept.feed.stops["feed"].cat.codes,
                     timetable.kept.feed.stops["stop_id"], strict=True))  # fmt: skip
    calls = [
        ((int(codes[row]), ids[row]), (int(stops[stop][0]), stops[stop][1]), arrive, depart, board,
         alight)
        for row, stop, arrive, depart, board, alight in zip(
            day.row.tolist(), day.stop.tolist(), day.arrive.tolist(), day.depart.tolist(),
            day.board.tolist(), day.alight.tolist(), strict=True)
    ]  # fmt: skip
    ends = day.first.tolist()
    return Counter(tuple(calls[a:b]) for a, b in itertools.pairwise(ends))


def ways_of(timetable: Timetable, day: Day) -> tuple[dict[Any, int], set[Any]]:
    table = timetable.kept.feed.stops
    stops = [(int(a), b) for a, b in zip(table["feed"].cat.codes, table["stop_id"], strict=True)]
    ways = {
        (stops[one], stops[day.way_to[at]]): int(day.way_seconds[at])
        for one in range(day.n_stops)
        for at in range(day.ways[one], day.ways[one + 1])
    }
    return ways, {stop for stop, never in zip(stops, day.no_change, strict=True) if never}


def check(timetable: Timetable, plain: Plain, on: date, walk_m: float = 300) -> None:
    day = timetable.day(on)
    wanted = Counter(tuple(tuple(call) for call in run) for run in plain.runs(on))
    assert runs_of(timetable, day) == wanted
    ways, never = plain.ways(walk_m)
    assert ways_of(timetable, day) == (ways, never)


@given(feed=feeds(), turned=st.booleans(), mark=st.booleans(), quoted=st.booleans(),
       days=st.lists(st.integers(0, 29), min_size=3, max_size=3))  # fmt: skip
@settings(max_examples=25, suppress_health_check=list(HealthCheck))
def test_any_feed_is_read_as_by_hand(
    tmp_path_factory: pytest.TempPathFactory, feed: Any, turned: bool, mark: bool, quoted: bool,
    days: list[int],
) -> None:  # fmt: skip
    path = tmp_path_factory.mktemp("feed") / "feed.zip"
    write(path, feed, turned=turned, mark=mark, quoted=quoted)
    plain = Plain([path])
    dates = [date(2026, 3, 2) + timedelta(days=one) for one in (*days, 8, 27)]
    try:
        timetable = Timetable.from_gtfs(path, cache=False)
        first = timetable.first_day
    except InputError:
        assert not any(plain.feeds[0].active(one) and plain.runs(one) for one in dates)
        return
    for one in dates:
        if first <= one <= timetable.last_day:
            check(timetable, plain, one)
        else:
            with pytest.raises(MissingDataError, match=first.isoformat()):
                timetable.day(one)


@given(one=feeds(), other=feeds(zone="Europe/London", at=53.5501), at=st.integers(0, 29))
@settings(max_examples=10, suppress_health_check=list(HealthCheck))
def test_two_feeds_are_read_as_by_hand(
    tmp_path_factory: pytest.TempPathFactory, one: Any, other: Any, at: int
) -> None:
    folder = tmp_path_factory.mktemp("feeds")
    paths = [write(folder / "one.zip", one), write(folder / "other.zip", other)]
    on = date(2026, 3, 2) + timedelta(days=at)
    try:
        timetable = Timetable.from_gtfs(paths, cache=False, options=TimetableOptions(walk_m=100))
        inside = timetable.first_day <= on <= timetable.last_day
    except InputError:
        return
    if inside and not any(f.code == "timetable.same_trips" for f in timetable.findings):
        check(timetable, Plain(paths), on, 100)


@pytest.mark.parametrize(("name", "days"), [
    ("ors_vrn_gtfs_cut", ("2022-11-02",)),
    pytest.param("ors_vrn_gtfs_cut", ("2022-06-12", "2022-07-05", "2022-07-06", "2022-11-06"),
                 marks=pytest.mark.verify),
    pytest.param("poa_eptc", ("2019-05-07", "2019-05-11", "2019-04-19"), marks=pytest.mark.verify),
])  # fmt: skip
def test_real_feeds_are_read_as_by_hand(name: str, days: tuple[str, ...]) -> None:
    path = shared(f"gtfs/{name}.zip")
    timetable, plain = Timetable.from_gtfs(path, cache=False), Plain([path])
    for one in days:
        on = date.fromisoformat(one)
        wanted = Counter(tuple(tuple(call) for call in run) for run in plain.runs(on))
        assert runs_of(timetable, timetable.day(on)) == wanted


@pytest.mark.verify
def test_ways_of_a_real_feed_are_those_by_hand() -> None:
    path = shared("gtfs/ors_vrn_gtfs_cut.zip")
    timetable = Timetable.from_gtfs(Path(path), cache=False)
    assert ways_of(timetable, timetable.day("2022-07-05")) == Plain([path]).ways(300)
