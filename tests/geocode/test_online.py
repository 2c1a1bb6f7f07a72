"""Online against a fake server: policy kept, nothing lost, contradictions refused, people safe."""

import os
import signal
import socket
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import mintgeo as mg
from mintgeo._errors import InputError, OptionError, PrivacyError, ServiceError
from mintgeo.geocoding import geocode
from tests.geocode.fake_server import FakeServer, Reply, busy, ok, place, serving

CONSENT = mg.Consent(
    given_by="Netzwerk Nord", reason="Einwilligung auf dem Bogen", on=date(2026, 1, 2)
)
STREETS = ("Ziegelbergstraße", "Beguinenstraße", "Pfaffenstraße", "Darrenstraße", "Torstraße")


def sites(*streets: str, postcode: str = "17033", place: str = "Neubrandenburg") -> pd.DataFrame:
    rows = {"Name": [f"Labor {n}" for n in range(len(streets))], "Straße": list(streets)}
    return mg.read_sites(pd.DataFrame(rows).assign(PLZ=postcode, Ort=place))


def people(*streets: str) -> pd.DataFrame:
    rows = pd.DataFrame({"Straße": list(streets), "PLZ": "17033", "Ort": "Neubrandenburg"})
    return mg.read_participants(rows)


def online(server: FakeServer, tmp_path: Path, **more: Any) -> mg.Online:
    options: dict[str, Any] = {
        "service": "nominatim", "url": server.url, "contact": "test@example.org",
        "cache": tmp_path / "answers.sqlite", "pause_s": 0.0, "wait_s": 0.01, "progress": False,
    }  # fmt: skip
    return mg.Online(**options | more)


def echo(query: str, before: int) -> Reply:
    """The house that was asked for."""
    street, number = query.split(",", maxsplit=1)[0].rsplit(" ", 1)
    return ok(place(road=street, house_number=number))


def test_a_site_is_found(tmp_path: Path) -> None:
    with serving(echo) as server:
        out = geocode(sites("Ziegelbergstr. 4"), using=[online(server, tmp_path)])
    row = out.iloc[0]
    assert (row.match_level, row.match_source, row.radius_m) == ("house", "nominatim", 60)
    assert (row.geometry.y, row.geometry.x) == (53.5560, 13.2610)
    assert server.queries == ["Ziegelbergstr. 4, 17033 Neubrandenburg, Deutschland"]
    assert "test@example.org" in server.asked[0][2]
    assert out.attrs["steps"][0]["consent"] is None


@pytest.mark.parametrize(
    ("service", "body"),
    [
        ("photon", {"features": [{
            "type": "Feature", "geometry": {"type": "Point", "coordinates": [13.261, 53.556]},
            "properties": {"street": "Ziegelbergstraße", "housenumber": "4", "postcode": "17033",
                           "city": "Neubrandenburg", "countrycode": "DE", "osm_key": "building"},
        }]}),
        ("pelias", {"features": [{
            "type": "Feature", "geometry": {"type": "Point", "coordinates": [13.261, 53.556]},
            "properties": {"street": "Ziegelbergstraße", "housenumber": "4", "postalcode": "17033",
                           "locality": "Neubrandenburg", "country_a": "DEU", "name": "hier"},
        }]}),
    ],
)  # fmt: skip
def test_other_services(tmp_path: Path, service: str, body: object) -> None:
    import json

    with serving(lambda *_: (200, {}, json.dumps(body))) as server:
        asked = online(server, tmp_path, service=service)
        row = geocode(sites("Ziegelbergstraße 4"), using=[asked]).iloc[0]
    assert (row.match_level, row.match_source) == ("house", service)
    assert row.geometry.x == 13.261


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (place(postcode="10115"), "PLZ 10115 statt 17033"),
        (place(city="Hamburg"), "Hamburg statt Neubrandenburg"),
        (place(country_code="pl"), "liegt nicht in Deutschland"),
        (place(lat=48.1, lon=11.6), "km entfernt"),
        (place(road="Marktplatz"), "nicht genauer"),
    ],
)
def test_contradictions_are_refused(tmp_path: Path, wrong: dict[str, object], said: str) -> None:
    with serving(lambda *_: ok(wrong)) as server:
        asked = online(server, tmp_path)
        table = sites("Ziegelbergstraße 4")
        row, plain = geocode(table, using=[asked]).iloc[0], geocode(table).iloc[0]
    assert said in row.match_note
    assert (row.match_level, row.geometry, row.radius_m) == (
        plain.match_level, plain.geometry, plain.radius_m,
    )  # fmt: skip


def test_another_land_is_refused(tmp_path: Path) -> None:
    table = sites("Ziegelbergstraße 4").assign(state="Mecklenburg-Vorpommern")
    with serving(lambda *_: ok(place(state="Bayern"))) as server:
        row = geocode(table, using=[online(server, tmp_path)]).iloc[0]
    assert "Bayern ist ein anderes Land" in row.match_note


def test_the_second_answer_is_taken_if_the_first_contradicts(tmp_path: Path) -> None:
    with serving(lambda *_: ok(place(postcode="10115"), place())) as server:
        row = geocode(sites("Ziegelbergstraße 4"), using=[online(server, tmp_path)]).iloc[0]
    assert row.match_level == "house"


def test_trouble_is_sat_out(tmp_path: Path) -> None:
    """429 with Retry-After, 500, answers that are none: each once, then the answer."""
    broken = ('[{"lat": "53.', "<html>", "[{}]", '{"error": "x"}', '[{"lat": "x"}]')
    troubles: list[Reply] = [busy(1), (500, {}, "oops"), *((200, {}, text) for text in broken)]

    def reply(query: str, before: int) -> Reply:
        return troubles[before] if before < len(troubles) else echo(query, before)

    with serving(reply) as server:
        patient = online(server, tmp_path, tries=8, wait_s=0)
        out = geocode(sites("Ziegelbergstraße 4"), using=[patient])
    assert out["match_level"].iloc[0] == "house"
    assert len(server.asked) == 8
    assert server.gaps[0] >= 0.98


def test_pauses_are_kept(tmp_path: Path) -> None:
    table = sites(*(f"{street} 1" for street in STREETS))
    with serving(echo) as server:
        geocode(table.head(2), using=[online(server, tmp_path, pause_s=0.2)])
        geocode(table, using=[online(server, tmp_path, pause_s=0.2)])
    assert len(server.asked) == 5
    assert server.kept(0.2)


def test_a_silent_server_is_left_alone_and_nothing_is_lost(tmp_path: Path) -> None:
    table = sites(*(f"{street} 1" for street in STREETS))
    with serving(lambda *_: (503, {}, "")) as server:
        out = geocode(table, using=[online(server, tmp_path, tries=2)])
        assert len(server.asked) == 6
        assert out["match_note"].str.contains("keine Antwort").all()
        assert (out.geometry == geocode(table).geometry).all()
        server.reply = echo
        again = geocode(table, using=[online(server, tmp_path)])
    assert (again["match_level"] == "house").all()


def test_a_slow_server_times_out(tmp_path: Path) -> None:
    with serving(echo, delay_s=0.5) as server:
        out = geocode(
            sites("Darrenstraße 1"), using=[online(server, tmp_path, timeout_s=0.1, tries=1)]
        )
    assert "keine Antwort" in out["match_note"].iloc[0]


def test_a_server_that_refuses_is_an_error(tmp_path: Path) -> None:
    with serving(lambda *_: (403, {}, "")) as server, pytest.raises(ServiceError, match="refuses"):
        geocode(sites("Darrenstraße 1"), using=[online(server, tmp_path)])


def test_nothing_is_asked_twice(tmp_path: Path) -> None:
    table = sites("Darrenstraße 1", "Darrenstraße 1", "Gibt-es-nicht-Straße 1")
    with serving(lambda q, n: ok() if "nicht" in q else echo(q, n)) as server:
        first = geocode(table, using=[online(server, tmp_path)])
        second = geocode(table, using=[online(server, tmp_path)])
    assert len(server.asked) == 2
    pd.testing.assert_frame_equal(pd.DataFrame(first), pd.DataFrame(second))


def test_only_coarse_rows_with_a_street_are_asked_about(tmp_path: Path) -> None:
    table = sites("Darrenstraße 1", "Postfach 11 22", "c/o Erika Muster, Darrenstraße 3", "-")
    table.loc[0, ["lat", "lon"]] = [53.55, 13.26]
    with serving(echo) as server:
        geocode(table, using=[online(server, tmp_path)])
    assert server.queries == [
        "Darrenstraße 3, 17033 Neubrandenburg, Deutschland",
        "Labor 3, 17033 Neubrandenburg, Deutschland",
    ]


def test_no_field_of_people_leaves_without_consent(tmp_path: Path) -> None:
    """Whatever a table looks like, unless read_sites() made it."""
    listed = sites("Darrenstraße 1")
    suspects = [
        people("Darrenstraße 1"),
        people("Darrenstraße 1").assign(role="offer", name="x"),
        pd.DataFrame(listed.to_dict("list")),
        listed.assign(count=1),
        listed.assign(role=None),
        listed.drop(columns="role"),
        pd.concat([listed, people("Darrenstraße 2")], ignore_index=True),
    ]
    with serving(echo) as server:
        for table in suspects:
            with pytest.raises(PrivacyError, match="Consent"):
                geocode(table, using=[online(server, tmp_path)])
            with pytest.raises(PrivacyError):
                online(server, tmp_path).find(table, None)  # type: ignore[arg-type]
    assert server.asked == []


def test_consent_is_written_down_and_names_stay(tmp_path: Path) -> None:
    table = people("Darrenstraße 1", "").assign(name="Erika Muster", Telefon="0395 1")
    with serving(echo) as server:
        out = geocode(table, using=[online(server, tmp_path, consent=CONSENT)])
    assert out.attrs["steps"][0]["consent"] == {
        "given_by": "Netzwerk Nord", "reason": "Einwilligung auf dem Bogen", "on": "2026-01-02",
    }  # fmt: skip
    assert server.queries == ["Darrenstraße 1, 17033 Neubrandenburg, Deutschland"]


def test_without_a_server_no_socket_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    for table in (people("Darrenstraße 1"), sites("Darrenstraße 1")):
        assert geocode(table)["match_level"].iloc[0] == "place"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"service": "google"}, "must be one of"),
        ({"url": "nominatim.example.org"}, "http address"),
        ({"contact": "ich"}, "who asks"),
        ({"tries": 0}, "positive"),
        ({"url": "https://nominatim.openstreetmap.org", "pause_s": 0.5}, "is public"),
    ],
)
def test_options_are_checked(tmp_path: Path, more: dict[str, Any], said: str) -> None:
    with pytest.raises(OptionError, match=said):
        online(FakeServer(echo, url="http://127.0.0.1:9"), tmp_path, **more)


def test_consent_must_say_something() -> None:
    with pytest.raises(OptionError, match="reason"):
        mg.Consent(given_by="x", reason=" ", on=date(2026, 1, 2))


def test_a_file_that_is_no_cache_is_refused(tmp_path: Path) -> None:
    (tmp_path / "answers.sqlite").write_text("Kein SQLite, sondern Text. " * 50)
    server = FakeServer(echo, url="http://127.0.0.1:9")
    with pytest.raises(InputError, match="no file of answers"):
        geocode(sites("Darrenstraße 1"), using=[online(server, tmp_path)])


JOB = """
import sys
import pandas as pd
import mintgeo as mg
numbers = range(1, 13)
rows = {{"Name": [f"Labor {{n}}" for n in numbers], "Straße": [f"Weg {{n}}" for n in numbers]}}
table = mg.read_sites(pd.DataFrame(rows).assign(PLZ="17033", Ort="Neubrandenburg"))
online = mg.Online(service="nominatim", url={url!r}, contact="a@b.de", cache={cache!r},
                   pause_s=0.05, progress=False)
print((mg.geocode(table, using=[online])["match_level"] == "house").sum())
"""


@pytest.mark.slow
def test_a_killed_job_goes_on_where_it_was(tmp_path: Path) -> None:
    """kill -9 in the midst; only a question under way when it died is asked again."""
    cache = str(tmp_path / "answers.sqlite")
    with serving(echo) as server:
        command = [sys.executable, "-c", JOB.format(url=server.url, cache=cache)]
        job = subprocess.Popen(command)
        while len(server.asked) < 5 and job.poll() is None:
            time.sleep(0.005)
        os.kill(job.pid, signal.SIGKILL)
        assert job.wait() == -signal.SIGKILL
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "12"
    assert len(set(server.queries)) == 12
    assert len(server.queries) <= 13
    assert server.kept(0.05)
