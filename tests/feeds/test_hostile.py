"""Feeds that are damaged, wrong or hostile: an error that names the place, or a counted finding."""

import random
import resource
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from mintgeo._errors import InputError
from mintgeo.findings import sentence
from mintgeo.language import language
from mintgeo.timetable import Timetable
from tests.feeds.small import feed, tables

ON = "2026-09-15"


def read(path: Path) -> Timetable:
    return Timetable.from_gtfs(path, cache=False)


def codes(timetable: Timetable) -> dict[str, tuple[int, int]]:
    """Code → how many, and the first line."""
    return {
        one.code.removeprefix("timetable."): (one.get("n"), one.get("line"))
        for one in timetable.findings
    }  # type: ignore[misc]


def test_a_sound_feed_has_no_findings(tmp_path: Path) -> None:
    timetable = read(feed(tmp_path))
    assert not timetable.findings
    assert timetable.day(ON).n_trips == 2
    assert timetable.rides([0, 1])["headsign"].tolist() == ["Cstadt, Markt", "Adorf, Kirche"]


@pytest.mark.parametrize("name", ["agency", "stops", "routes", "trips", "stop_times", "calendar"])
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    of = tables()
    del of[name]
    with pytest.raises(InputError, match=rf"no complete GTFS.*{name}\.txt.* missing"):
        read(feed(tmp_path, of))


@pytest.mark.parametrize(("name", "column"), [
    ("stops", "stop_id"), ("trips", "service_id"), ("stop_times", "departure_time"),
    ("calendar", "friday"), ("routes", "route_id"),
])  # fmt: skip
def test_a_missing_column_is_named(tmp_path: Path, name: str, column: str) -> None:
    of = tables()
    for row in of[name]:
        del row[column]
    with pytest.raises(InputError, match=rf"feed\.zip/{name}\.txt' lacks the columns {column} in"):
        read(feed(tmp_path, of))


@pytest.mark.parametrize("share", [0.02, 0.3, 0.7, 0.97])
def test_a_cut_off_zip_is_refused(tmp_path: Path, share: float) -> None:
    path = feed(tmp_path)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(InputError, match="damaged, cut off"):
        read(path)


def test_a_damaged_member_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "feed.zip"
    of = tables()
    of["stop_times"] *= 1
    feed(tmp_path, of)
    with ZipFile(path) as archive:
        at = archive.getinfo("stop_times.txt").header_offset
    content = bytearray(path.read_bytes())
    content[at + 60 : at + 64] = b"\xff\xff\xff\xff"
    path.write_bytes(bytes(content))
    with pytest.raises(InputError, match=r"stop_times\.txt"):
        read(path)


def _replace(name: str, row: int, **values: object) -> Callable[[dict[str, Any]], None]:
    def change(of: dict[str, Any]) -> None:
        of[name][row].update(values)

    return change


def _add(name: str, *rows: dict[str, object]) -> Callable[[dict[str, Any]], None]:
    def change(of: dict[str, Any]) -> None:
        of[name] = [*of.get(name, []), *rows]

    return change


CALL = {"trip_id": "t1", "stop_id": "b", "stop_sequence": 9, "arrival_time": "08:40:00",
        "departure_time": "08:40:00"}  # fmt: skip


@pytest.mark.parametrize(("change", "code", "n", "line", "trips"), [
    (_replace("stop_times", 1, stop_id="x"), "unknown_stop", 1, 3, 2),
    (_add("stop_times", {**CALL, "trip_id": "x"}), "unknown_trip", 1, 8, 2),
    (_add("stop_times", {**CALL, "stop_sequence": 3}), "duplicate", 1, 0, 2),
    (_add("stop_times", {**CALL, "stop_sequence": "-1"}), "bad_number", 1, 8, 2),
    (_add("stop_times", {**CALL, "stop_sequence": "1.5"}), "bad_number", 1, 8, 2),
    (_replace("stop_times", 1, arrival_time="7:5", departure_time="25:61:00"), "bad_time", 2, 3, 2),
    (_replace("stop_times", 1, arrival_time="", departure_time=""), "blank_times", 1, 0, 2),
    (_replace("stop_times", 0, arrival_time="", departure_time="x"), "no_time", 1, 0, 2),
    (_replace("stop_times", 4, arrival_time="16:59:59"), "times_fall", 1, 0, 1),
    (_replace("stop_times", 1, departure_time="08:09:59"), "times_fall", 1, 0, 1),
    (_add("trips", {"route_id": "r", "service_id": "s", "trip_id": "t3"}), "short_trip", 1, 0, 2),
    (_add("trips", {"route_id": "r", "service_id": "s", "trip_id": "t1"}), "duplicate", 1, 4, 2),
    (_replace("trips", 0, service_id="x"), "unknown_service", 1, 2, 1),
    (_replace("trips", 0, route_id="x"), "unknown_line", 1, 2, 2),
    (_replace("routes", 0, agency_id="x"), "unknown_agency", 1, 2, 2),
    (_replace("routes", 0, route_type="bus"), "bad_number", 1, 2, 2),
    (_replace("stops", 1, stop_lat=0, stop_lon=0), "no_place", 1, 3, 2),
    (_replace("stops", 1, stop_lat="nan"), "no_place", 1, 3, 2),
    (_replace("stops", 1, stop_lat="53,5"), "no_place", 1, 3, 2),
    (_replace("stops", 1, stop_lon=1e300), "no_place", 1, 3, 2),
    (_replace("stops", 1, parent_station="b"), "unknown_stop", 1, 3, 2),
    (_add("stops", {"stop_id": "a", "stop_name": "Wo?"}), "duplicate", 1, 5, 2),
    (_add("stops", {"stop_id": "", "stop_name": "Wo?"}), "no_id", 1, 5, 2),
    (_add("calendar_dates", {"service_id": "s", "date": 20260231, "exception_type": 2}),
     "bad_date", 1, 2, 2),
    (_add("calendar_dates", {"service_id": "s", "date": 20260915, "exception_type": 7}),
     "bad_number", 1, 2, 2),
    (_add("calendar", {"service_id": "s2", "start_date": "2026-09-01", "end_date": 20260930}),
     "bad_date", 1, 3, 2),
    (_add("frequencies", {"trip_id": "t1", "start_time": "06:00:00", "end_time": "05:00:00",
                          "headway_secs": 600}), "bad_frequency", 1, 2, 2),
    (_add("frequencies", {"trip_id": "t1", "start_time": "06:00:00", "end_time": "07:00:00",
                          "headway_secs": 0}), "bad_frequency", 1, 2, 2),
    (_add("frequencies", {"trip_id": "t1", "start_time": "06:00:00", "end_time": "07:00:00",
                          "headway_secs": 600, "exact_times": ""}), "inexact_frequency", 1, 2, 7),
    (_add("transfers", {"from_stop_id": "a", "to_stop_id": "x", "transfer_type": 2}),
     "unknown_stop", 1, 2, 2),
    (_add("transfers", {"from_stop_id": "a", "to_stop_id": "b", "transfer_type": 9}),
     "bad_number", 1, 2, 2),
    (_add("transfers", {"from_trip_id": "t1", "to_trip_id": "x", "transfer_type": 4}),
     "bad_transfer", 1, 2, 2),
    (_add("pathways", {"pathway_id": "1"}), "unused_file", 1, 0, 2),
    (_replace("agency", 0, agency_timezone="Europa/Bärlin"), "unknown_zone", 1, 0, 2),
    (_replace("agency", 0, agency_timezone="../../etc/passwd"), "unknown_zone", 1, 0, 2),
])  # fmt: skip
def test_what_is_wrong_with_a_row_is_found_and_counted(
    tmp_path: Path, change: Callable[[Any], None], code: str, n: int, line: int, trips: int
) -> None:
    of = tables()
    change(of)
    timetable = read(feed(tmp_path, of))
    assert codes(timetable)[code] == (n, line)
    assert timetable.day(ON).n_trips == trips
    for one in timetable.findings:
        for lang in ("de", "en"):
            assert sentence(one, language(lang)).startswith("feed.zip")


def raw(path: Path, **texts: bytes) -> Path:
    """The feed with some files as bytes."""
    of = {name: rows for name, rows in tables().items() if name not in texts}
    feed(path, of)
    with ZipFile(path / "feed.zip", "a", ZIP_DEFLATED) as archive:
        for name, content in texts.items():
            archive.writestr(f"{name}.txt", content)
    return path / "feed.zip"


CALLS = b"trip_id,stop_id,stop_sequence,arrival_time,departure_time\n"
SOUND = b"t1,a,1,08:00:00,08:00:00\nt1,b,2,08:10:00,08:10:00\n"


@pytest.mark.parametrize(("content", "found"), [
    (CALLS + SOUND + b"t2,c\n", {"row_broken": (1, 4)}),
    (CALLS + SOUND + b"t2,c,1,17:00:00,17:00:00,9\r\n\r\n", {"row_broken": (1, 4)}),
    (CALLS.replace(b"\n", b"\r\n") + SOUND.replace(b"\n", b"\r\n"), {}),
    (b"\xef\xbb\xbf" + CALLS + SOUND, {}),
    (CALLS + SOUND.replace(b"08:00:00", b" 8:00:00 "), {}),
    (b'"trip_id", "STOP_ID" ,stop_sequence,arrival_time,departure_time\n' + SOUND, {}),
    (CALLS + SOUND.rstrip(), {}),
    (CALLS + SOUND + b'"t2,c,1,17:00:00,17:00:00\nt2,b,2,17:20:00,17:20:00\n', None),
])  # fmt: skip
def test_rows_of_any_kind(tmp_path: Path, content: bytes, found: Any) -> None:
    timetable = read(raw(tmp_path, stop_times=content))
    seen = {code: at for code, at in codes(timetable).items() if code != "short_trip"}
    assert timetable.day(ON).depart.tolist()[:2] == [28_800, 29_400]
    assert seen == found if found is not None else "row_broken" in seen


@pytest.mark.parametrize("content", [
    b"", b"\n", CALLS, b"\x00" * 5_000_000, b"\xff\xfe" * 100_000, b"a" * 70_000, b"<html>" * 9,
    CALLS + b"\x00" * 1_000_000, CALLS + random.Random(1).randbytes(1_000_000),  # noqa: S311
    CALLS + b'"' * 999_999, CALLS + b"," * 1_000_000, CALLS + b"a,b,c,d,e\n" * 100_000,
])  # fmt: skip
def test_rubbish_is_refused_soon(tmp_path: Path, content: bytes) -> None:
    path = raw(tmp_path, stop_times=content)
    start = process_time()
    with pytest.raises(InputError, match=r"feed\.zip"):
        read(path)
    assert process_time() - start < 5


def test_a_bomb_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = raw(tmp_path, stop_times=CALLS + b"t1,a,1,08:00:00,08:00:00\n" * 8_000_000)
    with pytest.raises(InputError, match="no timetable is packed so densely"):
        read(path)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 4_000_000


def test_departures_without_end_are_refused(tmp_path: Path) -> None:
    of = tables()
    of["frequencies"] = [
        {"trip_id": "t1", "start_time": "00:00:00", "end_time": "239:00:00", "headway_secs": 1}
    ] * 9
    with pytest.raises(InputError, match=r"frequencies\.txt' has 7,743,600 departures"):
        read(feed(tmp_path, of))


def test_crowds_of_stops_in_one_place_are_refused(tmp_path: Path) -> None:
    of = tables()
    of["stops"] += [
        {"stop_id": f"x{n}", "stop_name": "x", "stop_lat": 53.5, "stop_lon": 13.2}
        for n in range(8_000)
    ]
    of["stop_times"] += [
        {**CALL, "stop_id": f"x{n}", "stop_sequence": 10 + n} for n in range(8_000)
    ]
    with pytest.raises(InputError, match="ways between its stops"):
        read(feed(tmp_path, of))


@pytest.mark.parametrize("folder", ["../", "/etc/", "gtfs/", "a/b/../../../"])
def test_paths_in_a_zip_lead_nowhere(tmp_path: Path, folder: str) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    path = feed(inner, folder=folder)
    before = sorted(tmp_path.rglob("*"))
    assert read(path).day(ON).n_trips == 2
    assert sorted(tmp_path.rglob("*")) == before


def test_two_feeds_in_one_zip_are_not_guessed_among(tmp_path: Path) -> None:
    path = feed(tmp_path, folder="a/")
    with ZipFile(path, "a") as archive:
        archive.writestr("b/stop_times.txt", CALLS + SOUND)
    with pytest.raises(InputError, match=r"several feeds \(a, b\)"):
        read(path)


def test_a_folder_is_a_feed_too(tmp_path: Path) -> None:
    path = feed(tmp_path)
    with ZipFile(path) as archive:
        archive.extractall(tmp_path / "outer" / "inner")
    assert read(tmp_path / "outer").day(ON).n_trips == 2
    assert read(tmp_path / "outer" / "inner").day(ON).n_trips == 2


def test_what_is_no_feed_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "list.csv"
    other.write_text("Name,PLZ\nA,17033\n", encoding="utf-8")
    for path in (other, tmp_path / "nowhere.zip", tmp_path):
        with pytest.raises(InputError):
            read(path)
    with pytest.raises(InputError, match="at least one"):
        Timetable.from_gtfs([])


def test_names_of_windows_are_read(tmp_path: Path) -> None:
    stops = "stop_id,stop_name,stop_lat,stop_lon\nä,Käfertal,53.5,13.2\nb,Bdorf,53.52,13.2\n"
    calls = (CALLS + SOUND).decode().replace(",a,", ",ä,")
    path = raw(tmp_path, stops=stops.encode("cp1252"), stop_times=calls.encode("cp1252"))
    timetable = read(path)
    assert timetable.stops["name"].tolist() == ["Käfertal", "Bdorf"]
    assert timetable.day(ON).n_trips == 1
    assert codes(timetable)["encoding"] == (1, 2)


def test_a_calendar_without_end_is_no_burden(tmp_path: Path) -> None:
    of = tables()
    of["calendar"][0].update(start_date=19000101, end_date=99991231)
    timetable = read(feed(tmp_path, of))
    assert (timetable.first_day.year, timetable.last_day.year) == (1900, 9999)
    assert len(timetable.days(state="MV")) == 1_100
    assert timetable.day(ON).n_trips == 2


def test_without_lines_and_agencies_trips_still_run(tmp_path: Path) -> None:
    agency = b"agency_id,agency_name,agency_timezone\n"
    timetable = read(raw(tmp_path, routes=b"route_id,route_type\n", agency=agency))
    assert timetable.rides([0])[["line", "vehicle", "headsign", "agency"]].iloc[0].tolist() == [
        "", "bus", "Cstadt, Markt", "",
    ]  # fmt: skip
    assert not timetable.days(state="MV")["odd"].any()
    assert codes(timetable) == {"unknown_line": (2, 2)}
