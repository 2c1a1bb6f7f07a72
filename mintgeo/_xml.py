"""XML as a stream of events: nothing is kept, and no document can define entities."""

from collections.abc import Iterator
from functools import lru_cache
from typing import IO, Any, Final, Protocol
from xml.parsers import expat

_CHUNK: Final = 1 << 16
_LONGEST: Final = 1 << 22
"""Bytes of one tag, comment or other token."""
_NAMES: Final = 5_000
"""Different names of elements and attributes; expat keeps each of them."""


class Handler(Protocol):
    """What takes the events of a document, and what it found in them."""

    found: list[Any]

    def start(self, name: str, attributes: dict[str, str], /) -> None:
        """Take the beginning of an element; its name is without namespace."""

    def end(self, name: str, /) -> None:
        """Take the end of an element."""

    def text(self, data: str, /) -> None:
        """Take a piece of text."""


def stream(source: IO[bytes], handler: Handler) -> Iterator[Any]:
    """Feed a document to a handler, piece by piece, and yield what it puts into ``found``.

    A document type is refused: only there can entities be defined, so that none can be expanded
    and nothing else be fetched, whatever the version of expat.

    Raises
    ------
    ValueError
        If there is a document type, a token without an end, or names without number.
    xml.parsers.expat.ExpatError
        If it is no XML.
    """
    names: dict[str, str] = {}
    parser = expat.ParserCreate(namespace_separator=" ", intern=names)
    parser.buffer_text = True
    quiet = 0

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal quiet
        quiet = 0
        handler.start(_local(name), attributes)

    def letters(data: str) -> None:
        nonlocal quiet
        quiet = 0
        handler.text(data)

    parser.StartElementHandler, parser.CharacterDataHandler = begin, letters
    parser.EndElementHandler = lambda name: handler.end(_local(name))
    parser.StartDoctypeDeclHandler = _refuse
    while chunk := source.read(_CHUNK):
        parser.Parse(chunk, False)
        yield from handler.found
        handler.found.clear()
        quiet += len(chunk)
        if quiet > _LONGEST or len(names) > _NAMES:
            raise ValueError("A part of the file has a tag without an end, or names without end.")
    parser.Parse(b"", True)
    yield from handler.found
    handler.found.clear()


@lru_cache(maxsize=1_000)
def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _refuse(*_: object) -> None:
    raise ValueError("A part of the file has a document type, which no workbook has.")
