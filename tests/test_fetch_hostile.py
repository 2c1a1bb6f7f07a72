"""Downloads against kills, other processes, servers that lie, drip and send on, and full disks."""

import bz2
import gzip
import hashlib
import io
import json
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import mintgeo._part as part_module
from mintgeo._errors import DownloadError, MintgeoError, OptionError
from mintgeo._lock import locked
from mintgeo.download import FetchOptions, fetch
from mintgeo.sources import Download

AWAY = r"sends on to|not allowed"
QUICK = FetchOptions(timeout_s=30, tries=2, wait_s=0, progress=False)
HASTY = FetchOptions(timeout_s=0.4, tries=2, wait_s=0, progress=False)
"""Only for servers that take too long: a busy machine is slow itself."""
Reply = Callable[[BaseHTTPRequestHandler], None]


def noise(seed: int, size: int) -> bytes:
    return np.random.default_rng(seed).bytes(size)


@contextmanager
def serving(reply: Reply) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            with suppress(BrokenPipeError, ConnectionResetError):
                reply(self)

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def source(url: str, file: str = "cells.csv", **more: str) -> Download:
    return Download(
        name="cells", title="Cells", url=f"{url}/{file}", page="https://example.org", file=file,
        licence="dl-de/by-2-0", attribution="© Kleinland", vintage="2022", reader="none", **more,
    )  # fmt: skip


def head(handler: BaseHTTPRequestHandler, status: int = 200, **headers: str) -> None:
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()


def resuming(body: bytes, version: str, *, pace_s: float = 0.0) -> Reply:
    """A well-behaved server; with a pace, in pieces."""

    def reply(handler: BaseHTTPRequestHandler) -> None:
        asked = handler.headers.get("Range")
        same = asked and handler.headers.get("If-Range") == version
        start = int(asked[6:-1]) if asked and same else 0
        more = {"Content_Range": f"bytes {start}-{len(body) - 1}/{len(body)}"} if start else {}
        head(handler, 206 if start else 200, ETag=version, Content_Length=str(len(body) - start),
             **more)  # fmt: skip
        step = max(len(body) // 40, 1)
        for low in range(start, len(body), step):
            handler.wfile.write(body[low : low + step])
            time.sleep(pace_s)

    return reply


def unmeasured(body: bytes) -> Reply:
    def reply(handler: BaseHTTPRequestHandler) -> None:
        head(handler)
        handler.wfile.write(body)

    return reply


def clean(folder: Path, *names: str) -> None:
    assert sorted(file.name for file in folder.iterdir()) == sorted(names)


# ---------------------------------------------------------------- is it whole


def zipped(size: int = 40_000) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.csv", noise(1, size))
        archive.writestr("b.csv", b"2" * size)
    return out.getvalue()


def parquet() -> bytes:
    out = io.BytesIO()
    pd.DataFrame({"x": range(9_000), "name": [f"n{k}" for k in range(9_000)]}).to_parquet(out)
    return out.getvalue()


def database(folder: Path) -> bytes:
    path = folder / "made.gpkg"
    with sqlite3.connect(path) as made:
        made.execute("CREATE TABLE t (x TEXT)")
        made.executemany("INSERT INTO t VALUES (?)", [(str(k) * 50,) for k in range(900)])
    made.close()
    body = path.read_bytes()
    path.unlink()
    return body


PACKED = {
    "a.zip": zipped(), "a.xlsx": zipped(9_000), "a.parquet": parquet(),
    "a.csv.gz": gzip.compress(b"1;2\n" * 20_000), "a.csv.bz2": bz2.compress(b"1;2\n" * 20_000),
}  # fmt: skip


@pytest.mark.parametrize("file", [*PACKED, "a.gpkg"])
def test_without_a_length_only_the_format_proves_that_all_came(file: str, tmp_path: Path) -> None:
    body = PACKED[file] if file in PACKED else database(tmp_path)
    with serving(unmeasured(body)) as url:
        assert fetch(source(url, file), tmp_path / "whole", options=QUICK).read_bytes() == body
    for cut in (len(body) // 2, len(body) - 5000 % len(body), len(body) - 3):
        with serving(unmeasured(body[:cut])) as url, pytest.raises(DownloadError, match="proves"):
            fetch(source(url, file), tmp_path / "cut", options=QUICK)
        clean(tmp_path / "cut")
    middle = len(body) // 3
    broken = body[:middle] + bytes([body[middle] ^ 255]) + body[middle + 1 :]
    if file not in ("a.gpkg", "a.parquet"):  # they have no sums over their pages
        with serving(unmeasured(broken)) as url, pytest.raises(DownloadError):
            fetch(source(url, file), tmp_path / "cut", options=QUICK)


def test_without_a_length_a_text_needs_its_hash(tmp_path: Path) -> None:
    body = b"a;b\n" * 3_000
    with serving(unmeasured(body)) as url:
        with pytest.raises(DownloadError, match="pass its sha256"):
            fetch(source(url), tmp_path, options=QUICK)
        right = hashlib.sha256(body).hexdigest()
        assert fetch(source(url), tmp_path, sha256=right, options=QUICK).read_bytes() == body


def test_a_packed_answer_and_another_part_are_refused(tmp_path: Path) -> None:
    body = gzip.compress(b"a;b\n" * 3_000)

    def packs(handler: BaseHTTPRequestHandler) -> None:
        head(handler, Content_Encoding="gzip", Content_Length=str(len(body)))
        handler.wfile.write(body)

    with serving(packs) as url, pytest.raises(DownloadError, match="packs"):
        fetch(source(url), tmp_path, options=QUICK)

    whole = noise(3, 60_000)
    asked = []

    def shifts(handler: BaseHTTPRequestHandler) -> None:
        asked.append(handler.headers.get("Range"))
        if asked[-1]:  # sends another part than the one that was asked for
            span = f"bytes 9-{len(whole) - 1}/{len(whole)}"
            head(handler, 206, ETag='"1"', Content_Range=span)
            handler.wfile.write(whole[9:])
        else:
            head(handler, ETag='"1"', Content_Length=str(len(whole)))
            handler.wfile.write(whole if len(asked) > 2 else whole[:20_000])

    patient = FetchOptions(timeout_s=30, tries=3, wait_s=0, progress=False)
    with serving(shifts) as url:
        assert fetch(source(url), tmp_path, options=patient).read_bytes() == whole
    assert asked == [None, "bytes=20000-", None]


# ---------------------------------------------------------------- parts and kills

JOB = """
import sys
from mintgeo.download import FetchOptions, fetch
from mintgeo.sources import Download
import mintgeo._part as part
part._SAVE_EACH = 1 << 16
url, folder = sys.argv[1:]
source = Download(name="cells", title="Cells", url=url + "/cells.csv", page="p", file="cells.csv",
                  licence="l", attribution="©", vintage="v", reader="r")
print(fetch(source, folder, options=FetchOptions(timeout_s=5, tries=3, wait_s=0, progress=False)))
"""


def job(url: str, folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", JOB, url, str(folder)],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip


def signed(folder: Path) -> str:
    about = json.loads((folder / "cells.csv.source.json").read_text(encoding="utf-8"))
    return str(about["sha256"])


def kills(folder: Path, seeds: range) -> None:
    """Killed at any moment, while versions change: what is whole is one version, as signed."""
    bodies = [noise(k, 1_500_000) for k in range(2)]
    for seed in seeds:
        dice = np.random.default_rng(seed)
        home = folder / str(seed)
        for turn in range(2):
            with serving(resuming(bodies[turn], f'"{turn}"', pace_s=0.004)) as url:
                running = job(url, home)
                begun = time.monotonic()
                while not list(home.glob(".cells.csv.part")) and time.monotonic() - begun < 20:
                    if running.poll() is not None:
                        break
                    time.sleep(0.002)
                time.sleep(dice.random() * 0.25)
                running.send_signal(signal.SIGKILL)
                running.communicate()
                if (home / "cells.csv").exists():
                    assert (home / "cells.csv").read_bytes() in bodies
        with serving(resuming(bodies[1], '"1"')) as url:
            one = source(url)
            got = fetch(one, home, options=FetchOptions(timeout_s=5, progress=False)).read_bytes()
        assert got == bodies[1] or got == bodies[0]
        assert signed(home) == hashlib.sha256(got).hexdigest()
        assert not list(home.glob(".cells.csv.part*"))


def test_killed_at_the_last_moment(tmp_path: Path) -> None:
    """The file is in its place and signed, what told of its part is not gone yet."""
    body = noise(1, 5_000)
    with serving(resuming(body, '"1"')) as url:
        one, options = source(url), FetchOptions(timeout_s=5, progress=False)
        fetch(one, tmp_path, options=options)
        about = tmp_path / ".cells.csv.part.json"
        about.write_text("{}")
        assert fetch(one, tmp_path, options=options).read_bytes() == body
        assert not about.exists()
        for file in (about, tmp_path / ".cells.csv.part"):  # somebody is at work
            file.write_text("{}")
        fetch(one, tmp_path, options=options)
    assert about.exists()


@pytest.mark.slow
def test_killed_at_any_moment_nothing_is_mixed(tmp_path: Path) -> None:
    kills(tmp_path, range(5))


@pytest.mark.verify
def test_killed_at_fifty_moments_nothing_is_mixed(tmp_path: Path) -> None:
    kills(tmp_path, range(100, 125))


def test_two_processes_fetch_a_file_once(tmp_path: Path) -> None:
    body = noise(5, 900_000)
    asked = []
    paced = resuming(body, '"1"', pace_s=0.02)

    def reply(handler: BaseHTTPRequestHandler) -> None:
        asked.append(handler.path)
        paced(handler)

    with serving(reply) as url:
        both = [job(url, tmp_path) for _ in range(3)]
        assert [one.wait(60) for one in both] == [0, 0, 0]
        for one in both:
            one.communicate()
    assert len(asked) == 1
    assert (tmp_path / "cells.csv").read_bytes() == body
    clean(tmp_path, "cells.csv", "cells.csv.source.json")


def test_a_lock_is_waited_for_by_no_clock_on_the_wall(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time, "time", lambda: 0.0)
    goal = tmp_path / "cells.csv"
    begun = time.monotonic()
    with locked(goal, patience_s=1) as held:
        assert held
        with pytest.raises(TimeoutError, match="another process"), locked(goal, patience_s=0.3):
            pass
    assert time.monotonic() - begun < 15
    with locked(goal, patience_s=0.3) as held:
        assert held
    clean(tmp_path)


def test_a_part_that_is_not_what_stands_beside_it_is_started_anew(tmp_path: Path) -> None:
    body = noise(7, 300_000)
    whole = resuming(body, '"1"')

    def breaks(handler: BaseHTTPRequestHandler) -> None:
        head(handler, ETag='"1"', Content_Length=str(len(body)))
        handler.wfile.write(body[:200_000])

    for damage in (
        lambda part: part.write_bytes(b"\0" * 200_000),
        lambda part: part.write_bytes(part.read_bytes()[:150_000]),
        lambda part: part.write_bytes(part.read_bytes() + b"more"),
        lambda part: part.unlink(),
        lambda part: part.with_name(part.name + ".json").write_text("[" * 5_000),
        lambda part: part.with_name(part.name + ".json").write_text('{"have": 10}'),
    ):
        with serving(breaks) as url, pytest.raises(DownloadError, match="200,000 bytes are kept"):
            fetch(source(url), tmp_path, options=QUICK)
        damage(tmp_path / ".cells.csv.part")
        with serving(whole) as url:
            path = fetch(source(url), tmp_path, options=QUICK)
        assert path.read_bytes() == body
        path.unlink()


def test_the_same_version_of_another_server_is_another_file(tmp_path: Path) -> None:
    old, new = (noise(k, 100_000) for k in (1, 2))

    def breaks(handler: BaseHTTPRequestHandler) -> None:
        head(handler, ETag='"1"', Content_Length=str(len(old)))
        handler.wfile.write(old[:50_000])

    with serving(breaks) as url, pytest.raises(DownloadError):
        fetch(source(url), tmp_path, options=QUICK)
    with serving(resuming(new, '"1"')) as url:
        assert fetch(source(url), tmp_path, options=QUICK).read_bytes() == new


# ---------------------------------------------------------------- servers that are no friends


def test_a_dripping_server_does_not_hold_us(tmp_path: Path) -> None:
    def drips(handler: BaseHTTPRequestHandler) -> None:
        head(handler, Content_Length="1000000")
        for _ in range(800):
            handler.wfile.write(b"x")
            time.sleep(0.05)

    def drips_heads(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.0 200 OK\r\n")
        for _ in range(800):
            handler.wfile.write(b"X-A: b\r\n")
            time.sleep(0.05)

    for reply in (drips, drips_heads):
        begun = time.monotonic()
        with serving(reply) as url, pytest.raises(DownloadError, match="could not be downloaded"):
            fetch(source(url), tmp_path, options=HASTY)
        assert time.monotonic() - begun < 30


def test_everything_together_has_an_end(tmp_path: Path) -> None:
    body = b"x" * 4_000_000
    short = FetchOptions(timeout_s=1, tries=9, wait_s=0, total_s=0.5, progress=False)
    begun = time.monotonic()
    with serving(resuming(body, "", pace_s=0.1)) as url, pytest.raises(DownloadError, match="0 s"):
        fetch(source(url), tmp_path, options=short)
    assert time.monotonic() - begun < 9


@pytest.mark.parametrize("size", ["said", "sent"])
def test_no_more_bytes_than_allowed(size: str, tmp_path: Path) -> None:
    def floods(handler: BaseHTTPRequestHandler) -> None:
        head(handler, **({"Content_Length": "99999999999"} if size == "said" else {}))
        for _ in range(300):
            handler.wfile.write(b"x" * 100_000)

    small = FetchOptions(timeout_s=1, tries=2, wait_s=0, most_bytes=1_000_000, progress=False)
    with serving(floods) as url, pytest.raises(DownloadError, match="larger"):
        fetch(source(url), tmp_path, options=small)
    assert sum(file.stat().st_size for file in tmp_path.iterdir()) < 3_000_000


def test_redirects_stay_with_the_server(tmp_path: Path) -> None:
    body = b"a;b\n" * 900
    seen: list[str] = []

    def other(handler: BaseHTTPRequestHandler) -> None:
        seen.append(handler.path)
        head(handler, Content_Length=str(len(body)))
        handler.wfile.write(body)

    with serving(other) as elsewhere:
        goals = [f"{elsewhere}/cells.csv", elsewhere.replace("127.0.0.1", "localhost") + "/x",
                 elsewhere.replace("http:", "") + "/cells.csv", "ftp://127.0.0.1/cells.csv",
                 "https://127.0.0.1/cells.csv", "file:///etc/passwd"]  # fmt: skip
        for goal in goals:

            def sends_on(handler: BaseHTTPRequestHandler, goal: str = goal) -> None:
                head(handler, 302, Location=goal)

            with (
                serving(sends_on) as url,
                pytest.raises(DownloadError, match=AWAY),
            ):
                fetch(source(url), tmp_path, options=QUICK)
    assert not seen

    def moves(handler: BaseHTTPRequestHandler) -> None:
        if handler.path == "/cells.csv":
            head(handler, 302, Location="/new/place.csv")
        else:
            other(handler)

    with serving(moves) as url:
        assert fetch(source(url), tmp_path, options=QUICK).read_bytes() == body
    assert seen == ["/new/place.csv"]


# ---------------------------------------------------------------- where it goes


def test_a_folder_that_takes_nothing_is_said_by_name(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    body = b"a;b\n" * 900
    with serving(resuming(body, '"1"')) as url:
        for folder in (blocked / "raw", Path("/proc/none")):
            with pytest.raises(DownloadError, match="can't be kept in"):
                fetch(source(url), folder, options=QUICK)
        (tmp_path / "raw" / "cells.csv").mkdir(parents=True)
        with pytest.raises(DownloadError, match="can't be kept in"):
            fetch(source(url), tmp_path / "raw", options=QUICK)


def test_a_full_disk_is_said_and_not_tried_again(tmp_path: Path) -> None:
    """A limit on the size of files stands for the disk: the system refuses to write."""
    resource = pytest.importorskip("resource")
    asked = []

    def reply(handler: BaseHTTPRequestHandler) -> None:
        asked.append(1)
        resuming(b"x" * 4_000_000, '"1"')(handler)

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    with serving(reply) as url:
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, before[1]))
        try:
            with pytest.raises(DownloadError, match="can't be kept"):
                fetch(source(url), tmp_path, options=QUICK)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert len(asked) == 1


@pytest.mark.parametrize("file", ["../cells.csv", "a/b.csv", "..", "", "/etc/x"])
def test_a_file_name_stays_in_the_folder(file: str, tmp_path: Path) -> None:
    about: dict[str, Any] = dict.fromkeys(
        ("title", "page", "licence", "attribution", "vintage", "reader"), "x"
    )
    one = Download(name="cells", url="http://127.0.0.1:9/x", file=file, **about)
    with pytest.raises(OptionError, match="plain file name"):
        fetch(one, tmp_path, options=QUICK)


@pytest.mark.parametrize(
    "url",
    ["ftp://example.org/x", "http://", "http://a b/", "http://u:p@example.org/x", "http://straße.de/",
     "http://x\n.org/", "http://[::1", "http://example.org:99999/"],
)  # fmt: skip
def test_addresses_that_are_none(url: str, tmp_path: Path) -> None:
    with pytest.raises(MintgeoError, match="http address"):
        fetch(source("http://127.0.0.1:9"), tmp_path, url=url, options=QUICK)


def test_without_locks_parts_have_names_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import mintgeo._lock as lock

    def no_locks(_: int) -> None:
        raise OSError(37, "No locks available")

    monkeypatch.setattr(lock, "_take", no_locks)
    names = []
    made = part_module.tempfile.mkstemp

    def watched(**more: Any) -> tuple[int, str]:
        handle, name = made(**more)
        names.append(name)
        return handle, name

    monkeypatch.setattr(part_module.tempfile, "mkstemp", watched)
    body = b"a;b\n" * 900
    for folder in ("a", "a"):
        with serving(resuming(body, '"1"')) as url:
            path = fetch(source(url), tmp_path / folder, options=QUICK)
        assert path.read_bytes() == body
        path.unlink()
    assert len({name for name in names if "cells.csv.part-" in name}) >= 2
    clean(tmp_path / "a", "cells.csv.source.json")
