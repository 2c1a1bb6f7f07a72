"""Flat arrays of objects, taken from what osmium has picked and written.

osmium reads every format, and picks objects far quicker than Python can look at them. What it has
picked it writes as PBF without compression and metadata, with the places of nodes on the ways; here
all objects of a block are taken apart at once (https://wiki.openstreetmap.org/wiki/PBF_Format).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Bytes = NDArray[np.uint8]

WRITTEN_AS: Final = (
    "pbf,add_metadata=false,locations_on_ways=true,pbf_compression=none,pbf_dense_nodes=false"
)
"""What osmium is asked to write."""

_MORE: Final = 0x80
_LOW: Final = 0x7F
_PIECE: Final = 2
"""Wire type of a field that holds bytes; all others here are numbers."""
_BLOB_SIZE, _BLOB_DATA, _STRINGS, _GROUP = 3, 1, 1, 2
_KINDS: Final = {1: "n", 3: "w", 4: "r"}
_ID, _KEYS, _VALUES, _REFS, _LATS, _LONS = 1, 2, 3, 8, 9, 10
_ROLES, _MEMBERS, _TYPES = 8, 9, 10


def _none() -> Ints:
    return np.empty(0, dtype=np.int64)


@dataclass(frozen=True, kw_only=True)
class Block:
    """Objects of one kind: ``n`` nodes, ``w`` ways or ``r`` relations.

    Attributes
    ----------
    ids
        One per object.
    strings
        What keys, values and roles are numbers of.
    keys, values, tag_first
        Tags, and where those of each object begin.
    refs, ref_first
        Nodes of ways or members of relations, and where those of each object begin.
    x, y
        Where the nodes of ways are, in steps of 1e-7 degrees.
    roles, types
        Of members: numbers of roles, and 0 for nodes, 1 for ways, 2 for relations.
    """

    kind: str
    ids: Ints
    strings: list[bytes]
    keys: Ints
    values: Ints
    tag_first: Ints
    refs: Ints = field(default_factory=_none)
    ref_first: Ints = field(default_factory=_none)
    x: Ints = field(default_factory=_none)
    y: Ints = field(default_factory=_none)
    roles: Ints = field(default_factory=_none)
    types: Ints = field(default_factory=_none)


def read_blocks(path: Path) -> Iterator[Block]:
    """Take apart a file that osmium has written as ``WRITTEN_AS``, in its order."""
    with path.open("rb") as file:
        while size := file.read(4):
            header = file.read(int.from_bytes(size, "big"))
            about = {number: value for number, value, _ in _fields(header, 0, len(header))}
            blob = file.read(about[_BLOB_SIZE])
            if b"OSMData" in header:
                pieces = {number: (at, size) for number, size, at in _fields(blob, 0, len(blob))}
                at, length = pieces[_BLOB_DATA]
                yield from _blocks(blob[at : at + length])


def _blocks(data: bytes) -> Iterator[Block]:
    strings: list[bytes] = []
    for number, size, at in _fields(data, 0, len(data)):
        if number == _STRINGS:
            _, begin, end = _pieces(data, at, at + size)
            both = zip(begin.tolist(), end.tolist(), strict=True)
            strings = [data[one:other] for one, other in both]
        elif number == _GROUP:
            kinds, begin, end = _pieces(data, at, at + size)
            for kind in _different(kinds):
                rows = kinds == kind
                objects = _Objects.of(data, begin[rows], end[rows])
                yield objects.block(_KINDS[kind], strings)


def _different(numbers: Ints) -> list[int]:
    """Small numbers that there are, ascending."""
    found: list[int] = np.flatnonzero(np.bincount(numbers)).tolist()
    return found


def _fields(data: bytes, at: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Number of each field, then its value, or length of a piece, and where that begins."""
    while at < end:
        tag, at = _number(data, at)
        value, at = _number(data, at)
        yield tag >> 3, value, at
        if tag & 7 == _PIECE:
            at += value


def _pieces(data: bytes, at: int, end: int) -> tuple[Ints, Ints, Ints]:
    """Fields, begins and ends, where there is nothing but pieces, of fields below 16."""
    tags = []
    while at < end:
        tags.append(at)
        size = data[at + 1]
        at += 2
        if size & _MORE:
            size, at = _number(data, at - 1)
        at += size
    numbers, places = np.frombuffer(data, dtype=np.uint8), np.array(tags, dtype=np.int64)
    begins = _ends(numbers, places + 1)
    return numbers[places].astype(np.int64) >> 3, begins, begins + _numbers(numbers, places + 1)


def _number(data: bytes, at: int) -> tuple[int, int]:
    """A number of variable length, and where it ends."""
    byte = data[at]
    value, shift = byte & _LOW, 7
    while byte & _MORE:
        at += 1
        byte = data[at]
        value |= (byte & _LOW) << shift
        shift += 7
    return value, at + 1


@dataclass(frozen=True)
class _Objects:
    """Fields of many objects: number of the field → per object its value or length, and place."""

    data: Bytes
    count: int
    found: dict[int, Ints]

    @classmethod
    def of(cls, data: bytes, at: Ints, end: Ints) -> "_Objects":
        """Go through all objects at once, a field at a time."""
        numbers = np.frombuffer(data, dtype=np.uint8)
        found: dict[int, Ints] = {}
        row = np.arange(len(at))
        while len(row):
            tag, at = numbers[at].astype(np.int64), at + 1
            value, at = _numbers(numbers, at), _ends(numbers, at)
            for one in _different(tag):
                here = np.flatnonzero(tag == one)
                both = found.setdefault(one >> 3, np.zeros((2, len(end)), dtype=np.int64))
                both[0, row[here]], both[1, row[here]] = value[here], at[here]
            at = at + value * (tag & 7 == _PIECE)
            left = np.flatnonzero(at < end[row])
            row, at = row[left], at[left]
        return cls(numbers, len(end), found)

    def block(self, kind: str, strings: list[bytes]) -> Block:
        ids = self.found[_ID][0]
        keys, tag_first = self._packed(_KEYS)
        of_kind: dict[str, Ints] = {}
        if kind == "n":
            ids = _signed(ids)
        elif kind == "w":
            of_kind["refs"], of_kind["ref_first"] = self._summed(_REFS)
            of_kind["y"], of_kind["x"] = self._summed(_LATS)[0], self._summed(_LONS)[0]
        else:
            of_kind["refs"], of_kind["ref_first"] = self._summed(_MEMBERS)
            of_kind["roles"], of_kind["types"] = self._packed(_ROLES)[0], self._packed(_TYPES)[0]
        return Block(
            kind=kind, ids=ids, strings=strings, keys=keys, values=self._packed(_VALUES)[0],
            tag_first=tag_first, **of_kind,
        )  # fmt: skip

    def _packed(self, number: int) -> tuple[Ints, Ints]:
        """All numbers of a field, and where those of each object begin."""
        size, begin = self.found.get(number, np.zeros((2, self.count), dtype=np.int64))
        first = np.concatenate([[0], np.cumsum(size)])
        at = np.arange(first[-1]) + np.repeat(begin - first[:-1], size)
        run = self.data[at]
        ends = np.flatnonzero(run < _MORE) + 1
        values = _numbers(run, np.concatenate([[0], ends[:-1]]) if len(ends) else ends)
        return values, np.searchsorted(ends, first, side="right")

    def _summed(self, number: int) -> tuple[Ints, Ints]:
        """The same of a field of differences."""
        steps, first = self._packed(number)
        total = np.concatenate([[0], np.cumsum(_signed(steps))])
        return total[1:] - np.repeat(total[first[:-1]], np.diff(first)), first


def _numbers(data: Bytes, at: Ints) -> Ints:
    """Numbers of variable length that begin at these places."""
    byte = data[at]
    values = (byte & _LOW).astype(np.int64)
    rows = np.flatnonzero(byte >= _MORE)
    place, shift = at[rows], 7
    while len(rows):
        place += 1
        byte = data[place]
        values[rows] |= (byte & _LOW).astype(np.int64) << shift
        more = byte >= _MORE
        rows, place, shift = rows[more], place[more], shift + 7
    return values


def _ends(data: Bytes, at: Ints) -> Ints:
    """Where numbers end that begin at these places."""
    end = at + 1
    while (more := data[end - 1] >= _MORE).any():
        end += more
    return end


def _signed(values: Ints) -> Ints:
    """Numbers of which 0, 1, 2, 3 … stand for 0, -1, 1, -2 … in the file."""
    return (values >> 1) ^ -(values & 1)
