"""Online against clocks that are set, damaged files, hostile servers, kills and other processes."""

import json
import os
import signal
import sqlite3
import sys
import time
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import mintgeo as mg
from mintgeo._errors import InputError, OptionError, ServiceError
from mintgeo.online.answers import Answers
from mintgeo.online.turns import Turns
from tests.geocode.fake_server import FakeServer, Reply, ok, place, serving

turns_module = sys.modules["mintgeo.online.turns"]
LONG_JSON = "[" * 100_000
DEEP = json.dumps([place()])[:-1] + ', {"a": ' + "[" * 5_000 + "]" * 5_000 + "}]"


def labs(*streets: str) -> pd.DataFrame:
    names = [f"Labor {n}" for n in range(len(streets))]
    rows = pd.DataFrame({"Name": names, "Straße": list(streets)})
    return mg.read_sites(rows.assign(PLZ="17033", Ort="Neubrandenburg"))


def online(server: FakeServer, cache: Path, **more: Any) -> mg.Online:
    options: dict[str, Any] = {
        "service": "nominatim", "url": server.url, "contact": "a@b.de", "cache": cache,
        "pause_s": 0.0, "wait_s": 0.0, "tries": 1, "progress": False,
    }  # fmt: skip
    return mg.Online(**options | more)


def echo(query: str, before: int) -> Reply:
    street, number = query.split(",", maxsplit=1)[0].rsplit(" ", 1)
    return ok(place(road=street, house_number=number))


# ---------------------------------------------------------------- clocks


class Clocks:
    """What ``turns`` knows of time: a clock that only goes, and one on the wall that is set."""

    def __init__(self) -> None:
        self.now, self.shift = 1_000.0, 1.7e9

    def monotonic(self) -> float:
        return self.now

    def time(self) -> float:
        return self.now + self.shift

    def sleep(self, seconds: float) -> None:
        assert 0 < seconds <= turns_module.LONGEST_S
        self.now += seconds


@pytest.fixture
def clocks(monkeypatch: pytest.MonkeyPatch) -> Clocks:
    clocks = Clocks()
    monkeypatch.setattr(turns_module, "time", clocks)
    monkeypatch.setattr(turns_module, "_FREE", {})
    return clocks


@pytest.mark.parametrize("shift", [400 * 86_400, 3_000, 0, -3_000, -400 * 86_400])
def test_a_clock_that_was_set_costs_no_more_than_the_pause(
    shift: float, tmp_path: Path, clocks: Clocks
) -> None:
    clocks.shift += shift
    with Answers(tmp_path / "a.sqlite", "one") as answers:
        Turns(answers, "one").wait(0.3)
    clocks.shift -= shift
    turns_module._FREE.clear()  # as in another process
    begun = clocks.now
    with Answers(tmp_path / "a.sqlite", "one") as answers:
        Turns(answers, "one").wait(0.3)
    assert clocks.now - begun == pytest.approx(0 if shift < 0 else 0.3)


def test_while_the_clock_is_set_pauses_are_kept(tmp_path: Path, clocks: Clocks) -> None:
    moments = []
    with Answers(tmp_path / "a.sqlite", "two") as answers:
        turns = Turns(answers, "two")
        for turn in range(8):
            clocks.shift += (-1) ** turn * 5_000
            turns.wait(0.1)
            moments.append(clocks.now)
    assert np.diff(moments) == pytest.approx(0.1)


def test_what_the_file_takes_is_no_part_of_the_pause(tmp_path: Path, clocks: Clocks) -> None:
    """The turn is ours when the file says so, which takes long on a busy disk."""
    with Answers(tmp_path / "a.sqlite", "two") as answers:
        run, moments = answers.run, []

        def slowly(*what: Any) -> Any:
            clocks.now += 0.03
            return run(*what)

        answers.run = slowly  # type: ignore[method-assign]
        for _ in range(4):
            Turns(answers, "two").wait(0.1)
            moments.append(clocks.now)
    assert np.diff(moments).min() >= 0.1


@pytest.mark.parametrize(
    "slot", [(1e300, 1e300), ("x", None), (float("inf"), 1.0), (None, None), (b"\xff", b"")]
)
def test_a_moment_of_no_sense_in_the_file_is_none(
    slot: tuple[Any, Any], tmp_path: Path, clocks: Clocks
) -> None:
    with Answers(tmp_path / "a.sqlite", "three") as answers:
        answers.run("INSERT OR REPLACE INTO slot VALUES (?, ?, ?)", ("three", *slot))
        begun = clocks.now
        Turns(answers, "three").wait(0.2)
        assert clocks.now - begun <= 0.2 + 1e-9


def test_what_a_server_asked_for_is_kept_by_the_next_process(
    tmp_path: Path, clocks: Clocks
) -> None:
    with Answers(tmp_path / "a.sqlite", "four") as answers:
        Turns(answers, "four").hold(0.5)
    turns_module._FREE.clear()
    begun = clocks.now
    with Answers(tmp_path / "a.sqlite", "four") as answers:
        Turns(answers, "four").wait(0.0)
    assert clocks.now - begun == pytest.approx(0.5)


# ---------------------------------------------------------------- the file


def test_a_flipped_bit_is_asked_again_and_never_a_wrong_place(tmp_path: Path) -> None:
    cache = tmp_path / "a.sqlite"
    with Answers(cache, "s") as answers:
        for number in range(40):
            answers.put(f"Weg {number}", [{"lat": 50 + number / 1000, "name": f"n{number}"}])
    whole = cache.read_bytes()
    dice = np.random.default_rng(20261126)
    for _ in range(150):
        broken = bytearray(whole)
        broken[int(dice.integers(16, len(whole)))] ^= 1 << int(dice.integers(8))
        cache.write_bytes(bytes(broken))
        try:
            with Answers(cache, "s") as answers:
                for number in range(40):
                    found = answers.get(f"Weg {number}")
                    right = [{"lat": 50 + number / 1000, "name": f"n{number}"}]
                    assert found in (None, right)
        except InputError:
            pass


def test_an_answer_that_was_changed_or_moved_is_asked_again(tmp_path: Path) -> None:
    cache = tmp_path / "a.sqlite"
    with serving(echo) as server:
        mg.geocode(labs("Torstraße 1", "Torstraße 2"), using=[online(server, cache)])
        database = sqlite3.connect(cache)
        database.execute("UPDATE answer SET answer = replace(answer, '53.55', '53.56')")
        database.commit()
        out = mg.geocode(labs("Torstraße 1", "Torstraße 2"), using=[online(server, cache)])
        assert len(server.asked) == 4
        assert set(out.geometry.y) == {53.556}
        one, other = (row[0] for row in database.execute("SELECT query FROM answer ORDER BY query"))
        for old, new in ((one, "x"), (other, one), ("x", other)):
            database.execute("UPDATE answer SET query = ? WHERE query = ?", (new, old))
        database.commit()
        database.close()
        mg.geocode(labs("Torstraße 1", "Torstraße 2"), using=[online(server, cache)])
    assert len(server.asked) == 6


def test_a_file_of_an_older_version_goes_on(tmp_path: Path) -> None:
    cache = tmp_path / "a.sqlite"
    database = sqlite3.connect(cache)
    database.executescript(
        "CREATE TABLE answer (server TEXT, query TEXT, answer TEXT, PRIMARY KEY (server, query));"
        "CREATE TABLE slot (server TEXT PRIMARY KEY, free_at REAL);"
        "INSERT INTO slot VALUES ('s', 1e12);"
        "INSERT INTO answer VALUES ('s', 'q', '[]');"
    )
    database.close()
    with Answers(cache, "s") as answers:
        assert answers.get("q") is None
        Turns(answers, "s").wait(0.1)
        answers.put("q", [])
        assert answers.get("q") == []


def test_files_that_are_none_of_ours_are_left_alone(tmp_path: Path) -> None:
    text, strange = tmp_path / "list.csv", tmp_path / "other.sqlite"
    text.write_text("Name;PLZ\n" * 90)
    with sqlite3.connect(strange) as made:
        made.execute("CREATE TABLE mine (x)")
    made.close()
    for file in (text, strange):
        before = file.read_bytes()
        with pytest.raises(InputError, match=f"{file.name} is no file of answers"):
            Answers(file, "s")
        assert file.read_bytes() == before
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.slow
def test_a_cut_off_file_is_set_aside(tmp_path: Path) -> None:
    cache = tmp_path / "a.sqlite"
    with Answers(cache, "s") as answers:
        for number in range(300):
            answers.put(f"Weg {number}", [{"name": "x" * 200}])
    cache.write_bytes(cache.read_bytes()[:20_000])
    with Answers(cache, "s") as answers:
        answers.put("q", [])
    with Answers(cache, "s") as answers:
        assert answers.get("q") == []
    assert (tmp_path / "a.sqlite.damaged").stat().st_size == 20_000


def test_a_cache_that_takes_nothing_costs_no_answer(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    table = labs("Torstraße 1", "Torstraße 1", "Torstraße 2")
    with serving(echo) as server:
        for cache in (blocked / "a.sqlite", Path("/proc/none/a.sqlite"), tmp_path):
            server.asked.clear()
            out = mg.geocode(table, using=[online(server, cache, pause_s=0.3)])
            assert (out["match_level"] == "house").all()
            assert len(server.asked) == 2
            assert server.kept(0.3)


def test_a_full_disk_costs_no_answer(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    streets = [f"Torstraße {n}" for n in range(1, 30)]
    with serving(echo) as server:
        with Answers(tmp_path / "a.sqlite", "s"):
            size = (tmp_path / "a.sqlite").stat().st_size
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
        try:
            out = mg.geocode(labs(*streets), using=[online(server, tmp_path / "a.sqlite")])
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert (out["match_level"] == "house").all()


# ---------------------------------------------------------------- servers


@pytest.mark.parametrize(
    "body",
    [LONG_JSON, DEEP, '{"a":' * 50_000, json.dumps([place()]) + " " * 2_000_000, "[1" + "0" * 9_000,
     json.dumps([place(lat="nan")]), json.dumps([place(lat=1e308)]), json.dumps([place(lat="inf")]),
     json.dumps([place(lat=95)]), "\ufeff", "null null", '[{"lat": [], "lon": {}}]'],
)  # fmt: skip
def test_an_answer_of_no_sense_is_thrown_away_with_a_reason(body: str, tmp_path: Path) -> None:
    with serving(lambda *_: (200, {}, body)) as server:
        out = mg.geocode(labs("Torstraße 1"), using=[online(server, tmp_path / "a.sqlite")])
    row = out.iloc[0]
    assert row.match_level == "place"
    assert "nominatim: Antwort verworfen" in row.match_note


def test_a_dripping_server_does_not_hold_us(tmp_path: Path) -> None:
    from tests.test_fetch_hostile import head
    from tests.test_fetch_hostile import serving as plainly

    def drips(handler: Any) -> None:
        head(handler)
        for _ in range(800):
            handler.wfile.write(b" ")
            time.sleep(0.05)

    begun = time.monotonic()
    with plainly(drips) as url:
        asked = online(FakeServer(echo, url=url), tmp_path / "a.sqlite", timeout_s=0.4)
        out = mg.geocode(labs("Torstraße 1"), using=[asked])
    assert time.monotonic() - begun < 20
    assert "keine Antwort" in out["match_note"].iloc[0]


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
def test_addresses_go_to_nobody_else(code: int, tmp_path: Path) -> None:
    with serving(echo) as other:
        with serving(lambda *_: (code, {"Location": f"{other.url}/search?q=x"}, "")) as server:
            asked = online(server, tmp_path / "a.sqlite")
            with pytest.raises(ServiceError, match="sends on to another server"):
                mg.geocode(labs("Torstraße 1"), using=[asked])
        assert other.asked == []


def test_names_of_a_server_are_plain_text(tmp_path: Path) -> None:
    nasty = place(city="Ham\x1b[31m\x00burg" + "x" * 5_000)
    with serving(lambda *_: ok(nasty)) as server:
        out = mg.geocode(labs("Torstraße 1"), using=[online(server, tmp_path / "a.sqlite")])
    note = out["match_note"].iloc[0]
    assert note.isprintable()
    assert len(note) < 400


# ---------------------------------------------------------------- who asks


@pytest.mark.parametrize(
    ("contact", "sent"),
    [
        ("info@münchen.example", "info@xn--mnchen-3ya.example"),
        ("https://jugend-forscht.example/über-uns", "https://jugend-forscht.example/%C3%BCber-uns"),
        ("http://köln.example", "http://xn--kln-sna.example"),
    ],
)
def test_a_contact_with_umlauts_is_sent(contact: str, sent: str, tmp_path: Path) -> None:
    with serving(echo) as server:
        asked = online(server, tmp_path / "a.sqlite", contact=contact)
        out = mg.geocode(labs("Torstraße 1"), using=[asked])
    assert out["match_level"].iloc[0] == "house"
    assert f"({sent})" in server.asked[0][2]


@pytest.mark.parametrize(
    "more",
    [{"contact": "jürgen@example.org"}, {"contact": "a@b.de\r\nX-Evil: 1"},
     {"contact": "a@straße.de"},
     {"contact": "a@"}, {"contact": "@b.de"}, {"contact": "мама@example.org"},
     {"url": "https://straße.example"}, {"url": "https://u:p@nominatim.example"},
     {"url": "https://nominatim.openstreetmap.org.", "pause_s": 0.1},
     {"url": "https://NOMINATIM.openstreetmap。org", "pause_s": 0.1},
     {"pause_s": float("nan")}, {"timeout_s": float("inf")}, {"wait_s": float("nan")}],
)  # fmt: skip
def test_what_can_not_be_sent_is_said_at_once(more: dict[str, Any], tmp_path: Path) -> None:
    with pytest.raises(OptionError):
        online(FakeServer(echo, url="http://127.0.0.1:9"), tmp_path / "a.sqlite", **more)


# ---------------------------------------------------------------- kills and other processes


def started(cache: Path, told: int, pause_s: float = 0.004) -> int:
    """Another process that fills a file of answers, and tells when it asked."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # no thread of ours holds a lock
        child = os.fork()
    if child:
        return child
    try:
        with Answers(cache, "s") as answers:
            turns = Turns(answers, "s")
            for number in range(60):
                if answers.get(f"Weg {number}") is None:
                    turns.wait(pause_s)
                    os.write(told, f"{time.time()}\n".encode())
                    answers.put(f"Weg {number}", [{"name": f"n{number}"}])
    finally:
        os._exit(0)


def kills(cache: Path, seeds: range) -> None:
    for seed in seeds:
        dice = np.random.default_rng(seed)
        hear, tell = os.pipe()
        child = started(cache, tell)
        os.read(hear, 1)
        time.sleep(float(dice.random()) * 0.03)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(hear)
        os.close(tell)
    with Answers(cache, "s") as answers:
        kept = [answers.get(f"Weg {number}") for number in range(60)]
    done = [found for found in kept if found is not None]
    assert kept[: len(done)] == [[{"name": f"n{number}"}] for number in range(len(done))]
    assert not list(cache.parent.glob("*.damaged"))


def test_killed_ten_times_no_answer_is_lost_or_wrong(tmp_path: Path) -> None:
    kills(tmp_path / "a.sqlite", range(10))


@pytest.mark.verify
def test_killed_fifty_times_no_answer_is_lost_or_wrong(tmp_path: Path) -> None:
    for home in range(5):
        (tmp_path / str(home)).mkdir()
        kills(tmp_path / str(home) / "a.sqlite", range(10 * home, 10 * home + 10))


def test_two_processes_ask_no_faster_than_one(tmp_path: Path) -> None:
    hear, tell = os.pipe()
    both = [started(tmp_path / "a.sqlite", tell, 0.01) for _ in range(2)]
    for child in both:
        os.waitpid(child, 0)
    os.close(tell)
    with os.fdopen(hear) as lines:
        moments = sorted(float(line) for line in lines)
    assert len(moments) >= 60
    assert np.diff(moments).mean() >= 0.0075  # 0.005 where each keeps its own pauses only
