"""A geocoding server on the loopback that misbehaves on command, and notes who asked what when."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from threading import Thread
from urllib.parse import parse_qs, urlsplit

Reply = tuple[int, dict[str, str], str]
"""Status, headers, body."""


def place(**more: object) -> dict[str, object]:
    """A place as Nominatim gives it: Ziegelbergstraße 4 in Neubrandenburg, changed as asked."""
    address = {
        "road": "Ziegelbergstraße", "house_number": "4", "postcode": "17033",
        "city": "Neubrandenburg", "state": "Mecklenburg-Vorpommern", "country_code": "de",
    }  # fmt: skip
    address |= {key: value for key, value in more.items() if key in address}
    return {
        "lat": str(more.get("lat", 53.5560)), "lon": str(more.get("lon", 13.2610)),
        "display_name": "hier", "name": more.get("name", ""), "address": address,
    }  # fmt: skip


def ok(*places: dict[str, object]) -> Reply:
    return 200, {"Content-Type": "application/json"}, json.dumps(places)


def busy(seconds: int) -> Reply:
    return 429, {"Retry-After": str(seconds)}, "slow down"


@dataclass
class FakeServer:
    """Answers with ``reply(query, times it was asked before)``."""

    reply: Callable[[str, int], Reply]
    delay_s: float = 0.0
    url: str = ""
    asked: list[tuple[float, str, str]] = field(default_factory=list)

    @property
    def queries(self) -> list[str]:
        return [query for _, query, _ in self.asked]

    @property
    def gaps(self) -> list[float]:
        times = [moment for moment, _, _ in self.asked]
        return [later - sooner for sooner, later in pairwise(times)]

    def kept(self, pause_s: float) -> bool:
        """Whether all gaps together hold the pauses.

        One gap alone says little: on a busy machine the way from a turn to this server takes long
        at times. Half of all pauses is for the way of the first question.
        """
        return sum(self.gaps) >= pause_s * len(self.gaps) / 2


@contextmanager
def serving(reply: Callable[[str, int], Reply], *, delay_s: float = 0.0) -> Iterator[FakeServer]:
    fake = FakeServer(reply, delay_s)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            query = parse_qs(urlsplit(self.path).query)
            text = (query.get("q") or query.get("text") or [""])[0]
            before = fake.queries.count(text)
            fake.asked.append((time.monotonic(), text, self.headers["User-Agent"]))
            time.sleep(fake.delay_s)
            status, headers, body = fake.reply(text, before)
            try:
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body.encode())
            except (BrokenPipeError, ConnectionResetError):
                pass

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    fake.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
