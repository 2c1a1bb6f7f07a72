"""The one door to the network: no redirect to somebody else, and no answer that takes for ever."""

import http.client
import io
import re
import socket
import ssl
import time
from email.message import Message
from functools import partial
from typing import IO, Any, Final
from urllib.error import HTTPError
from urllib.parse import SplitResult, quote, urljoin, urlsplit
from urllib.request import (
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    Request,
    build_opener,
)

from mintgeo._phrase import Phrase

_PORTS: Final = {"http": 80, "https": 443}
_HOST: Final = re.compile(r"[a-z0-9._-]+|[0-9a-f:.%]+")
_AMBIGUOUS: Final = "ßς\u200c\u200d"
"""Letters that the two standards of host names turn into different names."""


class RedirectError(OSError):
    """A server sends on to somebody else, who was not asked for."""

    def __init__(self, url: str, goal: str) -> None:
        super().__init__(
            Phrase("{url} sends on to another server, {goal}; it was not asked", url=url, goal=goal)
        )
        self.goal = goal


class SlowError(TimeoutError):
    """Something came, but not enough in time."""


class Answer:
    """The answer of a server: status and headers at once, the body piece by piece.

    Parameters
    ----------
    url
        Address; host names may have umlauts.
    headers
        To send.
    timeout_s
        Seconds until status and headers must be there, all together; ``allow`` gives more.
    """

    def __init__(self, url: str, headers: dict[str, str], timeout_s: float) -> None:
        clock = _Clock(timeout_s)
        request = Request(ascii_url(url), headers=headers)  # noqa: S310  ascii_url checks it
        self._clock = clock
        self._answer: http.client.HTTPResponse = _opener(clock).open(request, timeout=timeout_s)
        self.status, self.headers = self._answer.status, self._answer.headers

    def __enter__(self) -> "Answer":
        return self

    def __exit__(self, *_: object) -> None:
        self._answer.close()

    def read(self, size: int) -> bytes:
        """Return what is there of the body, at most ``size`` bytes; nothing at its end."""
        return self._answer.read1(size)

    def allow(self, seconds: float) -> None:
        """Give the next reads so many seconds, all together."""
        self._clock.until = time.monotonic() + seconds

    def whole(self, most: int) -> bytes:
        """Return the body.

        Raises
        ------
        ValueError
            If it is longer than ``most`` bytes.
        """
        parts, size = [], 0
        while part := self.read(1 << 16):
            parts.append(part)
            size += len(part)
            if size > most:
                raise ValueError(f"the answer is longer than {most:,} bytes")
        return b"".join(parts)


def ascii_host(host: str) -> str:
    """Host name as it is sent: umlauts by IDNA.

    Raises
    ------
    ValueError
        If the name can't be written so, or not without doubt (``ß``).
    """
    if any(letter in _AMBIGUOUS for letter in host):
        raise ValueError(f"the host {host!r} can be read in two ways; write it as xn--…")
    plain = host.encode("idna").decode("ascii").rstrip(".").lower()
    if not _HOST.fullmatch(plain):
        raise ValueError(f"{host!r} is no name of a host")
    return plain


def ascii_url(url: str) -> str:
    """Address as it is sent.

    Raises
    ------
    ValueError
        If it is no http address, or holds a user or characters that no address has.
    """
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname or not url.isprintable() or " " in url:
        raise ValueError(f"{url!r} is no http address")
    if "@" in parts.netloc:
        raise ValueError("the address holds a user; it would be written down with it")
    host = ascii_host(parts.hostname)
    host = f"[{host}]" if ":" in host else host
    port = f":{parts.port}" if parts.port is not None else ""
    keep = "%/:=&?~#+!$,;'@()*[]"
    path, query = quote(parts.path, safe=keep), quote(parts.query, safe=keep)
    return SplitResult(parts.scheme, host + port, path, query, "").geturl()


def same_server(url: str, goal: str) -> bool:
    """Whether two addresses are of one server; from http to https is a way up, not away."""
    old, new = urlsplit(url), urlsplit(goal)
    if old.hostname != new.hostname or new.scheme not in _PORTS:
        return False
    ports = [part.port or _PORTS[part.scheme] for part in (old, new)]
    upward = (old.scheme, new.scheme) == ("http", "https") and ports == [80, 443]
    return upward or (old.scheme == new.scheme and ports[0] == ports[1])


class _Clock:
    """The moment at which patience ends; it does not run by the clock on the wall."""

    def __init__(self, seconds: float) -> None:
        self.until = time.monotonic() + seconds

    def left(self) -> float:
        left = self.until - time.monotonic()
        if left <= 0:
            raise SlowError(Phrase("no whole answer in time"))
        return left


class _Watched(io.RawIOBase):
    """Bytes of a socket; each wait for some is only as long as there is time left."""

    def __init__(self, sock: socket.socket, clock: _Clock) -> None:
        self._raw: Any = sock.makefile("rb", buffering=0)
        self._sock, self._clock = sock, clock

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        self._sock.settimeout(self._clock.left())
        got: int | None = self._raw.readinto(buffer)
        return got

    def close(self) -> None:
        self._raw.close()
        super().close()


class _Response(http.client.HTTPResponse):
    def __init__(self, sock: Any, *args: Any, clock: _Clock, **more: Any) -> None:
        super().__init__(sock, *args, **more)
        self.fp.close()
        self.fp = io.BufferedReader(_Watched(sock, clock))


class _Plain(HTTPHandler):
    def __init__(self, clock: _Clock) -> None:
        super().__init__()
        self._clock = clock

    def http_open(self, req: Request) -> http.client.HTTPResponse:
        return self.do_open(partial(_connected, http.client.HTTPConnection, self._clock), req)


class _Secure(HTTPSHandler):
    def __init__(self, clock: _Clock) -> None:
        super().__init__()
        self._clock = clock

    def https_open(self, req: Request) -> http.client.HTTPResponse:
        make = partial(
            _connected, http.client.HTTPSConnection, self._clock,
            context=ssl.create_default_context(),
        )  # fmt: skip
        return self.do_open(make, req)


def _connected(kind: Any, clock: _Clock, host: str, **options: Any) -> Any:
    connection = kind(host, **options)
    connection.response_class = partial(_Response, clock=clock)
    return connection


class _Redirects(HTTPRedirectHandler):
    """Follow a redirect on the same server only: what was asked is nobody else's business."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> Request | None:  # fmt: skip
        goal = urljoin(req.full_url, newurl)
        if not same_server(req.full_url, goal):
            raise RedirectError(req.full_url, goal)
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]


def _opener(clock: _Clock) -> OpenerDirector:
    return build_opener(_Plain(clock), _Secure(clock), _Redirects())


__all__ = ["Answer", "HTTPError", "RedirectError", "SlowError", "ascii_host", "ascii_url"]
