"""What a timetable says of itself: tables, cache, areas, several feeds, and single rules."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely

import mintgeo as mg
from mintgeo._errors import MissingDataError, OptionError
from mintgeo.timetable import Day, Timetable, TimetableOptions
from tests.feeds.random_feeds import write
from tests.feeds.small import feed, tables

ON = "2026-09-15"


def read(folder: Path, of: Any = None, **how: Any) -> Timetable:
    return Timetable.from_gtfs(feed(folder, of), cache=False, **how)


def calls(day: Day) -> list[list[tuple[int, int, int]]]:
    rows = list(zip(day.stop.tolist(), day.arrive.tolist(), day.depart.tolist(), strict=True))
    return [rows[a:b] for a, b in zip(day.first[:-1], day.first[1:], strict=True)]


def test_tables_of_a_timetable(tmp_path: Path) -> None:
    of = tables()
    of["stops"].append({"stop_id": "S", "stop_name": "Bahnhof", "stop_lat": 53.5, "stop_lon": 13.2,
                        "location_type": 1})  # fmt: skip
    of["stops"][0].update(parent_station="S", platform_code="2")
    timetable = read(tmp_path, of)
    stops = timetable.stops
    assert stops.crs.to_epsg() == 4326
    assert stops["id"].tolist() == ["a", "b", "c", "S"]
    assert stops["parent"].tolist()[0] == "S"
    assert stops["parent"].isna().tolist() == [False, True, True, True]
    assert stops["station"].tolist() == [False, False, False, True]
    rides = timetable.rides([1])
    assert rides.loc[0, ["line", "vehicle", "headsign", "agency"]].tolist() == [
        "500", "bus", "Adorf, Kirche", "Verkehrsbetrieb Kleinland",
    ]  # fmt: skip
    assert timetable.attributions == ("Verkehrsbetrieb Kleinland",)
    assert timetable.zone == "Europe/Berlin"


def test_what_is_kept_is_what_was_read(tmp_path: Path) -> None:
    path, cache = feed(tmp_path), tmp_path / "cache"
    first = Timetable.from_gtfs(path, cache=cache)
    held = sorted(one.name for one in (cache / "timetables").iterdir())
    again = Timetable.from_gtfs(path, cache=cache)
    assert len(held) == 1
    one, other = first.day(ON), again.day(ON)
    for name in ("first", "stop", "arrive", "depart", "board", "row", "ways", "way_seconds"):
        assert np.array_equal(getattr(one, name), getattr(other, name))
    assert again.stops.equals(first.stops)
    assert again.findings == first.findings
    assert again.days(state="MV").equals(first.days(state="MV"))
    for kept in (cache / "timetables").rglob("calls-stop.npy"):
        kept.write_bytes(b"damaged")
    assert np.array_equal(Timetable.from_gtfs(path, cache=cache).day(ON).stop, one.stop)
    Timetable.from_gtfs(path, cache=cache, options=TimetableOptions(walk_m=10))
    of = tables()
    of["stop_times"][0]["departure_time"] = "08:01:00"
    changed = Timetable.from_gtfs(feed(tmp_path, of), cache=cache)
    assert changed.day(ON).depart[0] == 28_860


def test_an_area_keeps_what_calls_there_twice(tmp_path: Path) -> None:
    area = shapely.box(13.19, 53.49, 13.21, 53.525)
    timetable = read(tmp_path, within=area, options=TimetableOptions(margin_km=0))
    assert calls(timetable.day(ON)) == [
        [(0, 28_800, 28_800), (1, 29_400, 29_400)], [(1, 62_400, 62_400), (0, 63_000, 63_000)],
    ]  # fmt: skip
    assert {one.code: one.get("n") for one in timetable.findings} == {"timetable.shortened": 2}
    assert len(read(tmp_path, within=area).day(ON).stop) == 6
    with pytest.raises(MissingDataError, match=r"No trip of feed\.zip calls twice"):
        read(tmp_path, within="Konstanz")


def test_a_trip_in_two_feeds_runs_once(tmp_path: Path) -> None:
    of = tables()
    of["calendar"][0]["end_date"] = 20260915
    one = write(tmp_path / "one.zip", of)
    more = tables()
    more["stops"] = [{**row, "stop_id": f"other:{row['stop_id']}"} for row in more["stops"]]
    more["stop_times"] = [
        {**row, "stop_id": f"other:{row['stop_id']}"} for row in more["stop_times"]
    ]
    more["stop_times"][3].update(arrival_time="16:59:00", departure_time="16:59:00")
    other = write(tmp_path / "other.zip", more)
    timetable = Timetable.from_gtfs([one, other], cache=False)
    found = {one.code: one for one in timetable.findings}["timetable.same_trips"]
    assert (found.get("n"), found.get("file")) == (1, "other.zip, one.zip")
    assert timetable.day(ON).n_trips == 3
    assert timetable.day("2026-09-16").n_trips == 2
    runs = timetable.days(state="MV").set_index("date")["runs"]
    assert runs[[ON, "2026-09-16"]].tolist() == [3, 2]
    day = timetable.day(ON)
    assert day.way_to[day.ways[0] : day.ways[1]].tolist() == [3]


def test_stops_of_one_id_in_two_feeds_have_ids_of_their_own(tmp_path: Path) -> None:
    paths = [write(tmp_path / name, tables()) for name in ("one.zip", "two.zip")]
    timetable = Timetable.from_gtfs(paths, cache=False)
    assert timetable.stops["id"].is_unique
    assert timetable.stops["id"].tolist()[3] == "two.zip/a"


def test_blocks_carry_people_on_where_the_bus_stands(tmp_path: Path) -> None:
    of = tables()
    for row in of["trips"]:
        row["block_id"] = "1"
    day = read(tmp_path, of).day(ON)
    assert day.first.tolist() == [0, 6]
    assert day.row.tolist() == [0, 0, 0, 1, 1, 1]
    of["transfers"] = [{"from_trip_id": "t1", "to_trip_id": "t2", "transfer_type": 5}]
    assert read(tmp_path, of).day(ON).n_trips == 2


def test_clocks_that_change_move_the_night(tmp_path: Path) -> None:
    of = tables()
    of["calendar"][0].update(start_date=20261024, end_date=20261025)
    of["stop_times"] = [
        {**row, "arrival_time": f"2{5 + n}:30:00", "departure_time": f"2{5 + n}:30:00"}
        for n, row in enumerate(of["stop_times"][:3])
    ]
    timetable = read(tmp_path, of)
    night = [run for run in calls(timetable.day("2026-10-25")) if run[0][1] < 80_000]
    assert [call[1] for call in night[0]] == [1_800, 5_400, 9_000]


@pytest.mark.parametrize(("said", "board"), [("", True), ("1", False), ("2", False), ("3", False)])
def test_calls_by_arrangement_count_unless_they_are_not_wanted(
    tmp_path: Path, said: str, board: bool
) -> None:
    of = tables()
    of["stop_times"][1]["pickup_type"] = said
    assert read(tmp_path, of).day(ON).board[1] == (said != "1")
    options = TimetableOptions(on_call=False)
    assert read(tmp_path, of, options=options).day(ON).board[1] == board


def test_options_say_what_they_may_be() -> None:
    for wrong in ({"walk_m": -1}, {"walk_m": float("nan")}, {"margin_km": float("inf")}):
        with pytest.raises(OptionError):
            TimetableOptions(**wrong)
    assert mg.Timetable is Timetable
