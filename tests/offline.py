"""Sockets that refuse: what runs with them asks nobody."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import pytest


@contextmanager
def sockets_blocked() -> Iterator[None]:
    def refuse(*_: object) -> NoReturn:
        raise AssertionError("a connection was tried")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", refuse)
        patch.setattr(socket, "getaddrinfo", refuse)
        yield
