"""What an extract is, told by its first bytes rather than its name, and where it is broken."""

import bz2
import gzip
import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from mintgeo._errors import InputError
from mintgeo._phrase import Phrase

_HEAD: Final = 4096
_PACKED: Final = {b"\x1f\x8b": ".gz", b"BZh": ".bz2"}
_PBF: Final = b"OSMHeader"
_O5M: Final = b"\xff\xe0\x04o5m2"
_O5C: Final = b"\xff\xe0\x04o5c2"
_OPL: Final = re.compile(rb"[nwr]-?\d+( |\r?\n|$)")
_CHANGE: Final = re.compile(rb"<osmChange[\s>]")
_ROOT: Final = re.compile(rb"<osm[\s>]")
_JOSM: Final = re.compile(rb"""<osm[^>]*generator\s*=\s*['"]JOSM""")
_ELEMENT: Final = re.compile(rb"<(node|way|relation)\s[^>]*>")
_DELETED: Final = re.compile(rb"""visible=["']false""")
_OVERLAP: Final = 32
_BLOCK: Final = 1 << 20
_LONGEST: Final = 1 << 16
"""No element's opening tag is longer."""


def format_of(file: Path) -> str:
    """What osmium calls the format of a file: ``pbf``, ``xml.gz``, ``opl``; "" if it is none.

    Raises
    ------
    InputError
        If it holds changes to the map, not a piece of it.
    """
    with file.open("rb") as raw:
        head = raw.read(_HEAD)
    packed = next((end for magic, end in _PACKED.items() if head.startswith(magic)), "")
    if packed:
        head = next(_blocks(file, _HEAD), b"")
    if head.startswith(_O5C) or _CHANGE.search(head):
        raise InputError(
            "{file} holds changes to the map (osmChange), not a piece of it; apply them to an "
            "extract (osmium apply-changes) and take that.",
            file=file.name,
        )
    if not packed and _PBF in head[:32]:
        return "pbf"
    if not packed and head.startswith(_O5M):
        return "o5m"
    if _ROOT.search(head):
        return f"xml{packed}"
    return f"opl{packed}" if _OPL.match(head) else ""


@dataclass(frozen=True)
class Order:
    """Whether all nodes come before the ways, and whether something is there that was deleted."""

    nodes_first: bool
    deleted: bool


def order_of(file: Path, kind: str) -> Order:
    """Look at an XML as text, which is far quicker than reading it; else nobody knows the order."""
    about = file.stat()
    return _order(file, kind, (about.st_ino, about.st_size, about.st_mtime_ns))


@lru_cache(maxsize=4)
def _order(file: Path, kind: str, _state: tuple[int, ...]) -> Order:
    if not kind.startswith("xml"):
        return Order(nodes_first=False, deleted=kind.startswith("opl"))
    nodes_first, ways = True, False
    end = b""
    for block in _blocks(file, _BLOCK):
        text = end + block
        way = text.find(b"<way ")
        nodes_first &= text.find(b"<node ", 0 if ways else way if way >= 0 else len(text)) < 0
        ways |= way >= 0
        if _DELETED.search(text):
            return Order(nodes_first=nodes_first, deleted=True)
        end = text[-_OVERLAP:]
    return Order(nodes_first=nodes_first, deleted=False)


def deleted_in_editor(file: Path, kind: str) -> set[tuple[str, int]]:
    """Objects that somebody has deleted in JOSM, which keeps them in the file with a mark."""
    if not kind.startswith("xml") or not _JOSM.search(next(_blocks(file, _HEAD), b"")):
        return set()
    return {
        (element[:1], int(number))
        for element, said in _elements(file)
        if said.get("action") == "delete" and (number := said.get("id", "")).lstrip("-").isdigit()
    }


def impossible_object(file: Path, kind: str) -> str:
    """The first node of an XML whose coordinates are no numbers, or none on earth; "" if none."""
    if not kind.startswith("xml"):
        return ""
    for element, said in _elements(file):
        if element == "node":
            for key, most in (("lat", 90), ("lon", 180)):
                if key in said and not _is_within(said[key], most):
                    return Phrase(
                        "node {node} has {key}={value!r}",
                        node=said.get("id", "?")[:20], key=key, value=said[key][:20],
                    )  # fmt: skip
    return ""


def _is_within(text: str, most: float) -> bool:
    try:
        return abs(float(text)) <= most
    except ValueError:
        return False


def _elements(file: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Opening tags of the objects of an XML, and their attributes; as far as it can be read."""
    rest = b""
    for block in _blocks(file, _BLOCK):
        text = rest + block
        end = 0
        for found in _ELEMENT.finditer(text):
            end = found.end()
            pairs = re.findall(rb"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""", found[0])
            said = {key.decode(): (a or b).decode(errors="replace") for key, a, b in pairs}
            yield found[1].decode(), said
        rest = text[max(end, len(text) - _LONGEST) :]


def _blocks(file: Path, size: int) -> Iterator[bytes]:
    """Unpacked bytes of a file, until it ends or can't be unpacked any more."""
    with file.open("rb") as raw:
        magic = raw.read(3)
    opened = gzip.open if magic[:2] == b"\x1f\x8b" else bz2.open if magic == b"BZh" else open
    with suppress(OSError, EOFError, ValueError, zlib.error), opened(file, "rb") as unpacked:
        while block := unpacked.read(size):
            yield block
