"""Extracts that are out of the usual, read patiently: any order, any ids, several versions.

Everything is held in memory, which such files allow: they come from editors and small queries.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from types import ModuleType
from typing import Any, Final

import numpy as np

from mintgeo._osm_pbf import Block

_NUMBERED: Final = 1 << 40
"""More than objects in any file."""
Opened = Callable[[str], Iterator[Any]]
"""Gives all objects of a kind (``n``, ``w``, ``r``), in the order of the file."""


@dataclass(frozen=True)
class NodeRef:
    """A node of a way, and where it is."""

    ref: int
    location: Any

    @property
    def lon(self) -> float:
        """Degrees east."""
        return float(self.location.lon)

    @property
    def lat(self) -> float:
        """Degrees north."""
        return float(self.location.lat)


@dataclass(frozen=True)
class PlacedWay:
    """A way whose nodes know where they are."""

    id: int
    tags: Any
    nodes: list[NodeRef]

    def type_str(self) -> str:
        """Kind of the object."""
        return "w"

    def is_node(self) -> bool:
        """Whether it is a node."""
        return False


@dataclass
class _Pile:
    """Growing lists, of which a block of flat arrays is made."""

    kind: str
    strings: dict[bytes, int] = field(default_factory=dict)
    rows: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def take(self, item: Any) -> None:
        """Add an object."""
        self.rows["ids"].append(item.id)
        self.rows["tag_first"].append(len(self.rows["keys"]))
        self.rows["ref_first"].append(len(self.rows["refs"]))
        for tag in item.tags:
            self.rows["keys"].append(self._number(tag.k))
            self.rows["values"].append(self._number(tag.v))
        for node in item.nodes if self.kind == "w" else ():
            self.rows["refs"].append(node.ref)
            self.rows["x"].append(node.location.x)
            self.rows["y"].append(node.location.y)
        for member in item.members if self.kind == "r" else ():
            self.rows["refs"].append(member.ref)
            self.rows["roles"].append(self._number(member.role))
            self.rows["types"].append("nwr".index(member.type))

    def _number(self, text: str) -> int:
        return self.strings.setdefault(text.encode(), len(self.strings))

    def block(self) -> Block:
        """Everything so far."""
        self.rows["tag_first"].append(len(self.rows["keys"]))
        self.rows["ref_first"].append(len(self.rows["refs"]))
        names = (one.name for one in fields(Block) if one.name not in ("kind", "strings"))
        arrays = {name: np.array(self.rows[name], dtype=np.int64) for name in names}
        return Block(kind=self.kind, strings=list(self.strings), **arrays)


@dataclass
class Patient:
    """The newest version of every object that is not deleted.

    ``gone`` are objects that count as deleted, whatever the file says.
    """

    osmium: ModuleType
    opened: Opened
    gone: Collection[tuple[str, int]] = ()
    _newest: dict[str, dict[int, int]] = field(default_factory=dict)
    _places: dict[int, Any] | None = None

    def stream(
        self, kinds: str, *, keys: Iterable[str] = (), ids: Iterable[int] | None = None,
        locations: bool = False,
    ) -> Iterator[Any]:  # fmt: skip
        """Yield nodes, then ways, then relations, each once; see ``mintgeo._osm.stream``."""
        wanted, some = set(keys), None if ids is None else set(ids)
        for kind in (one for one in "nwr" if one in kinds):
            for item in self._current(kind):
                if some is not None and item.id not in some:
                    continue
                if wanted and not any(tag.k in wanted for tag in item.tags):
                    continue
                yield self._placed(item) if kind == "w" and locations else item

    def blocks(self, wanted: Mapping[str, Iterable[str]]) -> Iterator[Block]:
        """Yield the same as flat arrays; ways know where their nodes are."""
        for kind, keys in wanted.items():
            pile = _Pile(kind)
            for item in self.stream(kind, keys=keys, locations=True):
                pile.take(item)
            yield pile.block()

    def _current(self, kind: str) -> Iterator[Any]:
        newest = self._newest.get(kind)
        if newest is None:
            newest = self._newest[kind] = self._look(kind)
        for number, item in enumerate(self.opened(kind)):
            if newest.get(item.id, -1) % _NUMBERED == number and item.visible:
                yield item

    def _look(self, kind: str) -> dict[int, int]:
        """Version and number in the file of the newest object of every id."""
        newest: dict[int, int] = {}
        for number, item in enumerate(self.opened(kind)):
            if (kind, item.id) not in self.gone:
                rank = item.version * _NUMBERED + number
                newest[item.id] = max(newest.get(item.id, -1), rank)
        return newest

    def _placed(self, way: Any) -> PlacedWay:
        if self._places is None:
            place = self.osmium.osm.Location
            self._places = {
                node.id: place(node.location.lon, node.location.lat)
                for node in self._current("n")
                if node.location.valid()
            }
        nowhere = self.osmium.osm.Location()
        nodes = [NodeRef(node.ref, self._places.get(node.ref, nowhere)) for node in way.nodes]
        return PlacedWay(way.id, way.tags, nodes)
