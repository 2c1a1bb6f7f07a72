"""A server of map tiles on this machine: grey squares, and a list of what was asked."""

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from mintgeo.maps import Basemap


@dataclass
class Tiles:
    """Where it listens, and the paths that were asked for."""

    port: int = 0
    asked: list[str] = field(default_factory=list)

    @property
    def basemap(self) -> Basemap:
        return Basemap(
            name="Kacheln <b>fett</b>",
            url=f"http://127.0.0.1:{self.port}/{{z}}/{{x}}/{{y}}.png",
            attribution="© Kachelamt <i>kursiv</i>",
            max_zoom=12,
        )


@contextmanager
def serve() -> Iterator[Tiles]:
    """Serve until the block ends."""
    tiles, picture = Tiles(), grey_square()

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            tiles.asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "image/png")
            self.end_headers()
            self.wfile.write(picture)

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    tiles.port = server.server_port
    worker = Thread(target=server.serve_forever, daemon=True)
    worker.start()
    try:
        yield tiles
    finally:
        server.shutdown()
        server.server_close()
        worker.join()


def grey_square(side: int = 256) -> bytes:
    """A PNG with a darker frame, so that tiles can be told apart."""
    rows = [[120 if 0 in (x, y) else 215 for x in range(side)] for y in range(side)]
    pixels = b"".join(b"\0" + bytes(row) for row in rows)
    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", zlib.compress(pixels)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
