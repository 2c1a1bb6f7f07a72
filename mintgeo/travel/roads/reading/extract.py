"""An extract → the roads of several modes, read once for all of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from mintgeo import _extract
from mintgeo._errors import InputError
from mintgeo._osm_pbf import Block
from mintgeo.travel.roads.reading.combinations import Combinations, Texts
from mintgeo.travel.roads.reading.restrictions import keys_of, restrictions_of
from mintgeo.travel.roads.reading.rules import Obstacle, Profile, Way
from mintgeo.travel.roads.reading.tags import Tags
from mintgeo.travel.roads.reading.ways import (
    NOWHERE,
    Ints,
    Ints32,
    Obstacles,
    Restriction,
    Roads,
)

_NAME_KEYS: Final = (
    "name", "ref", "name:pronunciation", "junction:ref", "destination", "destination:ref",
    "is_sidepath:of:name", "street:name",
)  # fmt: skip
"""Tags that make a road another one for OSRM (``way_handlers.lua``, names and destinations)."""


@dataclass
class _OfMode:
    """What one mode makes of an extract; ``rule`` of each block of ways, -1 for what is no road."""

    profile: Profile
    texts: Texts
    rule: list[Ints32] = field(default_factory=list)
    rules: list[Way] = field(default_factory=list)
    obstacles: dict[int, tuple[Obstacle, ...]] = field(default_factory=dict)
    restrictions: list[Restriction] = field(default_factory=list)

    def __post_init__(self) -> None:
        profile = self.profile
        self._ways = Combinations(profile.way_keys, self.texts, ask=self._number)
        self._nodes = Combinations(profile.node_keys, self.texts, ask=profile.obstacles)

    def _number(self, tags: Tags) -> int:
        rule = self.profile.way(tags)
        if rule is None or not (rule.passable(0) or rule.passable(1)):
            return -1
        self.rules.append(rule)
        return len(self.rules) - 1

    def take(self, block: Block) -> None:
        """Ask the rules about all objects of a block."""
        if block.kind == "w":
            combination = self._ways.of(block)
            self.rule.append(np.array(self._ways.meanings, dtype=np.int32)[combination])
        elif block.kind == "n":
            found = zip(block.ids.tolist(), self._nodes.of(block).tolist(), strict=True)
            meanings = self._nodes.meanings
            self.obstacles.update((node, meanings[one]) for node, one in found if meanings[one])
        else:
            self.restrictions.extend(restrictions_of(block, self.profile))


@dataclass(frozen=True, kw_only=True)
class Reading:
    """The ways of an extract that at least one mode can use, and what each mode makes of them.

    ``node_ids``, ``x``, ``y``, ``node``, ``offset``, ``way_ids`` and ``name`` are as of ``Roads``.
    """

    file: str
    node_ids: Ints
    x: Ints32
    y: Ints32
    node: Ints32
    offset: Ints
    way_ids: Ints
    name: Ints32
    modes: dict[str, _OfMode]

    def roads(self, mode: str) -> Roads:
        """Roads of one mode.

        Raises
        ------
        InputError
            If there is none.
        """
        of_mode = self.modes[mode]
        (rule,) = of_mode.rule
        has_nodes = np.diff(self.offset) > 0
        way = np.flatnonzero((rule >= 0) & has_nodes)
        if not len(way):
            raise InputError(
                "{file} has no road for the mode '{mode}'; an extract with the ways of "
                "OpenStreetMap is needed.",
                file=self.file,
                mode=mode,
            )
        node, offset = _rows(self.node, self.offset, way)
        used = np.zeros(len(self.node_ids), dtype=bool)
        used[node] = True
        number = np.cumsum(used, dtype=np.int32) - 1
        ids = self.node_ids[used]
        name = self.name[way] if of_mode.profile.bends else np.zeros(len(way), dtype=np.int32)
        return Roads(
            node_ids=ids, x=self.x[used], y=self.y[used], node=number[node], offset=offset,
            way_ids=self.way_ids[way], rule=rule[way], name=name, rules=of_mode.rules,
            obstacles=_by_number(of_mode.obstacles, ids), restrictions=of_mode.restrictions,
        )  # fmt: skip


def read_ways(path: Path, profiles: Sequence[Profile], *, progress: bool = False) -> Reading:
    """Read an extract once and keep what the modes can use.

    Raises
    ------
    InputError
        If the file is no extract or cut off.
    """
    return _extract.read_extract(path, partial(_read, profiles, progress=progress))


def _read(profiles: Sequence[Profile], extract: _extract.Extract, *, progress: bool) -> Reading:
    texts = Texts()
    modes = {one.mode: _OfMode(one, texts) for one in profiles}
    names: Combinations[None] = Combinations(_NAME_KEYS, texts, any_order=True)
    parts: list[dict[str, NDArray[Any]]] = []
    for block in extract.blocks(_wanted(profiles), progress=progress):
        for mode in modes.values():
            mode.take(block)
        if block.kind == "w":
            named = names.of(block) if any(one.bends for one in profiles) else None
            parts.append(_kept(block, named, modes.values()))
    return _reading(extract, parts, modes)


def _wanted(profiles: Iterable[Profile]) -> dict[str, list[str]]:
    """Which objects to read, by their tags."""
    of_kind = {
        "n": [key for one in profiles for key in sorted(one.node_keys)],
        "w": [key for one in profiles for key in one.main_keys],
        "r": [key for one in profiles for key in keys_of(one)],
    }
    return {kind: list(dict.fromkeys(keys)) for kind, keys in of_kind.items() if keys}


def _kept(block: Block, named: Ints | None, modes: Iterable[_OfMode]) -> dict[str, NDArray[Any]]:
    """Ways of a block that a mode can use; their rules are cut down to them."""
    way = np.flatnonzero(np.any([mode.rule[-1] >= 0 for mode in modes], axis=0))
    for mode in modes:
        mode.rule[-1] = mode.rule[-1][way]
    at, offset = _places(block.ref_first, way)
    names = np.zeros(len(block.ids)) if named is None else named
    return {
        "way_ids": block.ids[way], "sizes": np.diff(offset), "name": names[way].astype(np.int32),
        "refs": block.refs[at],
        "x": block.x[at].astype(np.int32), "y": block.y[at].astype(np.int32),
    }  # fmt: skip


def _reading(
    extract: _extract.Extract, parts: list[dict[str, NDArray[Any]]], modes: dict[str, _OfMode]
) -> Reading:
    empty = np.empty(0, dtype=np.int64)
    names = ("way_ids", "sizes", "name", "refs", "x", "y")
    rows = {name: np.concatenate([part.pop(name) for part in parts] or [empty]) for name in names}
    for mode in modes.values():
        mode.rule = [np.concatenate([empty.astype(np.int32), *mode.rule])]
    extract.check_nodes(rows["refs"])
    node_ids, node = _numbered(rows.pop("refs"))
    x, y = np.empty((2, len(node_ids)), dtype=np.int32)
    x[node], y[node] = rows["x"], rows["y"]
    extract.check_places(node_ids[x == NOWHERE])
    return Reading(
        file=extract.file.name, node_ids=node_ids, x=x, y=y, node=node,
        offset=np.concatenate([[0], np.cumsum(rows["sizes"])]), way_ids=rows["way_ids"],
        name=rows["name"], modes=modes,
    )  # fmt: skip


def _numbered(refs: Ints) -> tuple[Ints, Ints32]:
    """Different ids, ascending, and the number of each among them."""
    order = np.argsort(refs)
    ordered = refs[order]
    is_new = np.ones(len(refs), dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=is_new[1:])
    number = np.empty(len(refs), dtype=np.int32)
    number[order] = np.cumsum(is_new, dtype=np.int32) - 1
    return ordered[is_new], number


def _rows(values: NDArray[Any], first: Ints, chosen: Ints) -> tuple[NDArray[Any], Ints]:
    """Values of chosen rows, and where each begins."""
    if len(chosen) == len(first) - 1:
        return values, first
    at, new = _places(first, chosen)
    return values[at], new


def _places(first: Ints, chosen: Ints) -> tuple[Ints, Ints]:
    """Where the values of chosen rows are, and where each row begins among them."""
    size = first[chosen + 1] - first[chosen]
    new = np.concatenate([[0], np.cumsum(size)])
    return np.arange(new[-1]) + np.repeat(first[chosen] - new[:-1], size), new


def _by_number(obstacles: dict[int, tuple[Obstacle, ...]], ids: Ints) -> Obstacles:
    """Obstacles on roads, by the number of their node."""
    rows = [(node, one.kind, one.seconds, one.direction)
            for node in sorted(obstacles) for one in obstacles[node]]  # fmt: skip
    kinds = {"node": np.int64, "kind": np.int8, "seconds": np.float64, "direction": np.int8}
    table = np.array(rows, dtype=list(kinds.items()))
    place = np.minimum(np.searchsorted(ids, table["node"]), len(ids) - 1)
    on_road = ids[place] == table["node"]
    table["node"] = place
    return Obstacles(**{name: table[name][on_road] for name in kinds})
