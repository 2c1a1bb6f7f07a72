"""Downloads, against a server on this machine that behaves badly on purpose."""

import hashlib
import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from mintgeo import cli
from mintgeo._errors import DownloadError, MissingDataError, OptionError
from mintgeo.download import FetchOptions, fetch
from mintgeo.sources import EXTRACTS, SOURCES, Download, find_source

BODY = b"PK" + bytes(range(256)) * 2_000
PATIENT = FetchOptions(timeout_s=30, tries=3, wait_s=0, progress=False)
"""Long enough for a machine that is busy with other things."""
IMPATIENT = FetchOptions(timeout_s=1.5, tries=3, wait_s=0, progress=False)


@dataclass
class Script:
    """What the server does with the next requests, and what it was asked."""

    body: bytes = BODY
    version: str = '"1"'
    md5: str = ""
    faults: list[str] = field(default_factory=list)
    asked: list[tuple[str, str | None]] = field(default_factory=list)
    sent: int = 0


class Server(ThreadingHTTPServer):
    script = Script()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/cells.zip"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        script = self.server.script
        script.asked.append((self.path, self.headers.get("Range")))
        if self.path.endswith(".md5"):
            self.answer(200 if script.md5 else 404, script.md5.encode())
            return
        fault = script.faults.pop(0) if script.faults else ""
        if fault.isdigit():
            self.answer(int(fault), b"no")
        else:
            self.send_body(script, fault)

    def send_body(self, script: Script, fault: str) -> None:
        start = self.start_byte(script)
        rest = script.body[start:]
        self.send_response(206 if start else 200)
        if script.version:
            self.send_header("ETag", script.version)
        self.send_header("Content-Length", str(len(rest)))
        self.end_headers()
        whole = len(rest) if not fault else len(rest) // 2
        script.sent += whole
        self.wfile.write(rest[:whole])
        if fault == "slow":
            self.wfile.flush()
            time.sleep(2)

    def start_byte(self, script: Script) -> int:
        asked = self.headers.get("Range")
        same = self.headers.get("If-Range") == script.version
        return int(asked.removeprefix("bytes=").rstrip("-")) if asked and same else 0

    def answer(self, code: int, body: bytes) -> None:
        self.send_response(code)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def server() -> Iterator[Server]:
    with Server(("127.0.0.1", 0), Handler) as running:
        running.script = Script()
        thread = threading.Thread(target=running.serve_forever, args=(0.02,))
        thread.start()
        yield running
        running.shutdown()
        thread.join()


def source(server: Server, **changes: str) -> Download:
    about = {
        "name": "cells", "title": "Cells", "url": server.url, "page": "https://example.org",
        "file": "cells.zip", "licence": "dl-de/by-2-0", "attribution": "© Kleinland",
        "vintage": "2022", "reader": "population(file)",
    }  # fmt: skip
    return Download(**(about | changes))


def test_whole_file_is_kept_with_its_origin_and_not_asked_for_again(
    server: Server, tmp_path: Path
) -> None:
    path = fetch(source(server), tmp_path / "new", options=PATIENT)
    assert path.read_bytes() == BODY
    about = json.loads((tmp_path / "new" / "cells.zip.source.json").read_text(encoding="utf-8"))
    assert about["sha256"] == hashlib.sha256(BODY).hexdigest()
    assert about["bytes"] == len(BODY)
    assert about["attribution"] == "© Kleinland"
    assert sorted(file.name for file in path.parent.iterdir()) == [
        "cells.zip", "cells.zip.source.json",
    ]  # fmt: skip
    fetch(source(server), tmp_path / "new", options=PATIENT)
    assert len(server.script.asked) == 1


@pytest.mark.parametrize(("fault", "options"), [("cut", PATIENT), ("slow", IMPATIENT)])
def test_broken_off_download_goes_on_where_it_stopped(
    server: Server, tmp_path: Path, fault: str, options: FetchOptions
) -> None:
    server.script.faults = [fault, fault]
    assert fetch(source(server), tmp_path, options=options).read_bytes() == BODY
    starts = [asked for _, asked in server.script.asked]
    assert starts == [None, f"bytes={len(BODY) // 2}-", f"bytes={len(BODY) * 3 // 4}-"]
    assert server.script.sent == len(BODY)


def test_later_call_goes_on_after_giving_up(server: Server, tmp_path: Path) -> None:
    server.script.faults = ["cut"] * 3
    with pytest.raises(DownloadError, match=r"bytes are kept, the next call goes on there"):
        fetch(source(server), tmp_path, options=PATIENT)
    assert not (tmp_path / "cells.zip").exists()
    assert fetch(source(server), tmp_path, options=PATIENT).read_bytes() == BODY
    assert server.script.sent == len(BODY)


def test_file_that_changed_meanwhile_starts_anew(server: Server, tmp_path: Path) -> None:
    server.script.faults = ["cut"] * 3
    with pytest.raises(DownloadError):
        fetch(source(server), tmp_path, options=PATIENT)
    server.script.body, server.script.version = b"PK" + b"new" * 9_000, '"2"'
    assert fetch(source(server), tmp_path, options=PATIENT).read_bytes() == server.script.body


def test_without_a_version_nothing_is_resumed(server: Server, tmp_path: Path) -> None:
    server.script.version = ""
    server.script.faults = ["cut"]
    assert fetch(source(server), tmp_path, options=PATIENT).read_bytes() == BODY
    assert [asked for _, asked in server.script.asked] == [None, None]


def test_server_that_stumbles_is_asked_again(server: Server, tmp_path: Path) -> None:
    server.script.faults = ["500", "503"]
    assert fetch(source(server), tmp_path, options=PATIENT).read_bytes() == BODY


def test_missing_file_names_the_page_and_asks_once(server: Server, tmp_path: Path) -> None:
    server.script.faults = ["404"]
    with pytest.raises(DownloadError, match=r"404.*cells\.zip.*example\.org.*url"):
        fetch(source(server), tmp_path, options=PATIENT)
    assert len(server.script.asked) == 1


def test_nobody_there(server: Server, tmp_path: Path) -> None:
    closed = source(server, url="http://127.0.0.1:9/cells.zip")
    with pytest.raises(DownloadError, match=r"'cells' could not be downloaded: .*refused"):
        fetch(closed, tmp_path, options=PATIENT)


@pytest.mark.parametrize("wrong", ["sha256", "md5"])
def test_wrong_hash_keeps_nothing(server: Server, tmp_path: Path, wrong: str) -> None:
    server.script.md5 = f"{'0' * 32}  cells.zip"
    given = source(server, checksum=".md5") if wrong == "md5" else source(server, sha256="0" * 64)
    with pytest.raises(DownloadError, match=rf"wrong {wrong}"):
        fetch(given, tmp_path, options=PATIENT)
    assert not list(tmp_path.iterdir())


def test_right_hashes_pass(server: Server, tmp_path: Path) -> None:
    server.script.md5 = f"{hashlib.md5(BODY, usedforsecurity=False).hexdigest()}  cells.zip"
    given = source(server, checksum=".md5")
    right = hashlib.sha256(BODY).hexdigest()
    assert fetch(given, tmp_path, sha256=right, options=PATIENT).exists()
    with pytest.raises(DownloadError, match=r"wrong sha256"):
        fetch(given, tmp_path, sha256="1" * 64, options=PATIENT)
    assert (tmp_path / "cells.zip").read_bytes() == BODY


def test_page_in_place_of_the_file_is_refused(server: Server, tmp_path: Path) -> None:
    server.script.body = b"<!DOCTYPE html><title>Wartung</title>"
    with pytest.raises(DownloadError, match=r"is no \.zip file.*DOCTYPE"):
        fetch(source(server), tmp_path, options=PATIENT)
    assert not list(tmp_path.iterdir())


def test_another_address_and_no_other_scheme(server: Server, tmp_path: Path) -> None:
    elsewhere = source(server, url="http://127.0.0.1:9/cells.zip")
    assert fetch(elsewhere, tmp_path, url=server.url, options=PATIENT).exists()
    with pytest.raises(OptionError, match=r"http address"):
        fetch(elsewhere, tmp_path / "b", url="file:///etc/hosts", options=PATIENT)


def test_registry_is_complete() -> None:
    assert len(EXTRACTS) == len(set(EXTRACTS)) == 32
    for one in SOURCES.values():
        assert one.licence, one.name
        assert one.attribution.count("©") == 1
        assert one.page.startswith("https://")
        assert one.url.startswith("https://") or one.name == "delfi-gtfs"
    with pytest.raises(MissingDataError, match=r"no source 'vg25'.*vg250"):
        find_source("vg25")


def test_what_needs_a_sign_up_says_where(server: Server, tmp_path: Path) -> None:
    with pytest.raises(DownloadError, match=r"sign up on https://.*delfi-gtfs\.zip"):
        fetch("delfi-gtfs", tmp_path)
    assert fetch("delfi-gtfs", tmp_path, url=server.url, options=PATIENT).exists()


def test_command_line(server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["data", "list"]) == 0
    assert "zensus-2022" in capsys.readouterr().out
    given = ["data", "fetch", "zensus-2022", "--url", server.url, "-o", str(tmp_path)]
    assert cli.main(given) == 0
    out = capsys.readouterr().out
    assert "512.002 Byte" in out
    assert "zu nennen: © Statistische Ämter" in out
    assert cli.main(["data", "fetch", "vg25"]) == 2
    assert "Es gibt keine Quelle" in capsys.readouterr().err
