"""Extracts as they are: usual ones streamed, those of editors and histories read patiently."""

import logging
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from mintgeo import _osm, _osm_kind
from mintgeo._osm_patient import Patient
from mintgeo._osm_pbf import Block
from mintgeo._phrase import Phrase
from mintgeo._progress import waiting

FAR_DEG: Final = 1.0
"""No road or house has nodes so far apart: 111 km from south to north."""
_LOG: Final = logging.getLogger(__name__)
T = TypeVar("T")
Wanted = Mapping[str, Iterable[str]]
"""Kind of objects → tags, of which an object must have one."""
Ids = Sequence[int] | NDArray[np.int64]


class _Unordered(Exception):  # noqa: N818
    """Nodes come behind ways of theirs."""


@dataclass(frozen=True)
class Extract:
    """An extract to read from; ``patient`` reads it if it is none of the usual ones.

    ``ordered`` says whether all nodes come before the ways, as far as is known.
    """

    file: Path
    patient: Patient | None = None
    ordered: bool = True

    def stream(self, kinds: str, *, progress: bool = True, **how: Any) -> Iterator[Any]:
        """Yield objects as ``stream`` does, each once and none that was deleted."""
        if self.patient is None:
            return _watched(_osm.stream(self.file, kinds, progress=progress, **how))
        found = self.patient.stream(kinds, **how)
        return iter(waiting(found, progress=progress, **_osm.bar(self.file)))

    def blocks(self, wanted: Wanted, *, progress: bool = True) -> Iterator[Block]:
        """Yield objects as flat arrays, as ``_osm.blocks`` does, each once and none deleted."""
        if self.patient is None:
            found = _osm.blocks(self.file, wanted, ordered=self.ordered, progress=progress)
            return _once(found)
        return self.patient.blocks(wanted)

    def check_places(self, missing: Ids) -> None:
        """Ask for another reading if the file has nodes that ways did not find.

        Raises
        ------
        Unordered
            If so: they came behind the ways.
        """
        usual = self.patient is None and self.ordered and len(missing)
        if usual and not _osm.is_ordered(self.file) and _osm.holds_nodes(self.file, missing):
            raise _Unordered

    def check_nodes(self, ids: Ids) -> None:
        """Ask for a patient reading if an id of a node is below zero: osmium places none of them.

        Raises
        ------
        Unusual
            If so.
        """
        if self.patient is None and len(ids) and np.min(ids) < 0:
            raise _osm.Unusual

    def places(self, way: Any) -> list[tuple[float, float]]:
        """Longitude and latitude of those nodes of a way that the extract has.

        Nodes far from both neighbours can't be meant, but on routes over the sea.
        """
        found = [(node.lon, node.lat) for node in way.nodes if node.location.valid()]
        if len(found) < len(way.nodes):
            self.check_nodes([node.ref for node in way.nodes])
        if max((max(side) - min(side) for side in zip(*found, strict=True)), default=0) < FAR_DEG:
            return found
        near = found if "route" in way.tags else _near_neighbours(found)
        self._say(len(found) - len(near), f"way {way.id}")
        return near

    def place(self, node: Any) -> tuple[float, float] | None:
        """Longitude and latitude of a node; None if it is nowhere, or where both are 0."""
        at = node.location
        if at.valid() and (at.x or at.y):
            return at.lon, at.lat
        self._say(1, f"node {node.id}")
        return None

    def _say(self, count: int, where: str) -> None:
        if count:
            _LOG.warning(Phrase(
                "{file}: {n} places are passed over, for they can't be where the file says "
                "({where}).",
                file=self.file.name, n=count, where=where,
            ))  # fmt: skip


def _near_neighbours(places: list[tuple[float, float]]) -> list[tuple[float, float]]:
    at = np.array(places)
    far = np.abs(np.diff(at, axis=0)).max(axis=1) > FAR_DEG
    before, after = np.append(True, far), np.append(far, True)
    return [place for place, off in zip(places, before & after, strict=True) if not off]


def read_extract(path: str | Path, read: Callable[[Extract], T]) -> T:
    """Let a function read an extract, in one go.

    Usual extracts are streamed as they are. Those of editors and histories (negative ids, several
    versions of an object, deleted ones) are noticed on the way; then the function is called once
    more, and gets the newest version of every object that is not deleted.

    Raises
    ------
    InputError, MissingExtraError
        As ``stream``.
    """
    file = _osm.check_extract(path)
    kind = _osm_kind.format_of(file)
    gone = _osm_kind.deleted_in_editor(file, kind)
    deleted = _osm_kind.order_of(file, kind).deleted
    deleted |= ".osh" in file.name.lower()
    if not (gone or deleted or _osm.header(file).has_multiple_object_versions):
        with suppress(_osm.Unusual):
            try:
                return read(Extract(file))
            except _Unordered:
                return read(Extract(file, ordered=False))
    return read(Extract(file, Patient(_osm.engine(), partial(_osm.readable, file), gone)))


def _watched(found: Iterator[Any]) -> Iterator[Any]:
    """Ask for a patient reading if an object comes twice."""
    seen: defaultdict[type, array[int]] = defaultdict(lambda: array("q"))
    for one in found:
        seen[type(one)].append(one.id)
        yield one
    for ids in seen.values():
        _check_once(np.frombuffer(ids, dtype=np.int64))


def _once(found: Iterator[Block]) -> Iterator[Block]:
    seen: defaultdict[str, list[NDArray[np.int64]]] = defaultdict(list)
    for block in found:
        seen[block.kind].append(block.ids)
        yield block
    for parts in seen.values():
        _check_once(np.concatenate(parts))


def _check_once(ids: NDArray[np.int64]) -> None:
    if (np.diff(ids) <= 0).any() and len(np.unique(ids)) < len(ids):
        raise _osm.Unusual
