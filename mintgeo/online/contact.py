"""Who asks whom: the contact as it can be sent, and the server as it will be reached."""

import math
from typing import Final
from urllib.parse import urlsplit

from mintgeo._errors import OptionError
from mintgeo._http import ascii_host, ascii_url

_PUBLIC: Final = ("openstreetmap.org", "photon.komoot.io")
_PUBLIC_PAUSE_S: Final = 1.0
"""The usage policy of the public servers: one request a second at the very most."""


def ascii_contact(contact: str) -> str:
    """Contact as it is sent: a mail address or a web page in plain letters, umlauts by IDNA.

    Raises
    ------
    OptionError
        If it is neither, or can't be sent.
    """
    try:
        if "://" in contact:
            return ascii_url(contact)
        user, at, host = contact.strip().rpartition("@")
        if at and user and "." in host and user.isascii() and user.isprintable():
            return f"{user}@{ascii_host(host)}"
    except ValueError as error:
        raise OptionError(
            "contact={contact!r} can't be sent: {error}.", contact=contact, error=error
        ) from error
    raise OptionError(
        "contact={contact!r} must be a mail address or a web page, before the @ in plain letters: "
        "servers want to know who asks, and other letters can't be sent.",
        contact=contact,
    )


def check_server(url: str, pause_s: float) -> None:
    """Refuse an address that is none, and a pause that a public server does not allow.

    Raises
    ------
    OptionError
        If the server can't be asked so.
    """
    try:
        host = urlsplit(ascii_url(url)).hostname or ""
    except ValueError as error:
        raise OptionError(
            "url={url!r} must be the http address of a server: {error}.", url=url, error=error
        ) from error
    if host.endswith(_PUBLIC) and pause_s < _PUBLIC_PAUSE_S:
        raise OptionError(
            "{host} is public: pause_s must be at least {public_pause_s:g}.",
            host=host,
            public_pause_s=_PUBLIC_PAUSE_S,
        )


def check_patience(*, timeout_s: float, tries: int, pause_s: float, wait_s: float) -> None:
    """Refuse times that are none.

    Raises
    ------
    OptionError
        If one is not a number of seconds that may be waited.
    """
    times = (timeout_s, pause_s, wait_s)
    if (
        not all(map(math.isfinite, times))
        or min(pause_s, wait_s) < 0
        or timeout_s <= 0
        or tries < 1
    ):
        raise OptionError("timeout_s and tries must be positive, pause_s and wait_s not negative.")
