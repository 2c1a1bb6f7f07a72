"""An extract → the roads of one mode as flat arrays: vertices, rules, obstacles, restrictions."""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from mintgeo import _extract
from mintgeo._errors import InputError
from mintgeo.travel.roads.reading.rules import Obstacle, Profile, Way

Ints = NDArray[np.int64]

_NAME_KEYS: Final = (
    "name", "ref", "name:pronunciation", "junction:ref", "destination", "destination:ref",
    "is_sidepath:of:name", "street:name",
)  # fmt: skip
"""Tags that make a road another one for OSRM (``way_handlers.lua``, names and destinations)."""
_OF_ROLE: Final = {"from": "w", "via": "nw", "to": "w"}
"""What may be a member of a turn restriction."""
NOWHERE: Final = 2_147_483_647
"""Coordinate of a node that the extract lacks, as osmium gives it."""
UNIT: Final = 1e-7
"""Degrees of one step of osmium's integer coordinates."""


@dataclass(frozen=True, kw_only=True)
class Restriction:
    """A turn that is forbidden, or the only one allowed: ids of ways and nodes."""

    only: bool
    source: int
    via_node: int | None
    via_ways: tuple[int, ...]
    target: int


@dataclass(frozen=True, kw_only=True)
class Roads:
    """Roads as flat arrays; ``offset`` says where each way's vertices begin.

    ``node`` indexes ``node_ids`` (ascending), ``x`` and ``y`` (steps of 1e-7 degrees) for every
    vertex; ``rule`` and ``name`` are numbers per way; ``obstacles`` stand on nodes by their number.
    """

    node_ids: Ints
    x: NDArray[np.int32]
    y: NDArray[np.int32]
    node: NDArray[np.int32]
    offset: Ints
    way_ids: Ints
    rule: NDArray[np.int32]
    name: NDArray[np.int32]
    rules: list[Way]
    obstacles: dict[int, tuple[Obstacle, ...]]
    restrictions: list[Restriction]

    @property
    def located(self) -> NDArray[np.bool_]:
        """Which nodes the extract really has."""
        return np.asarray(self.x != NOWHERE)


@dataclass
class _Pile:
    """Growing arrays while the extract streams by."""

    refs: "array[int]" = field(default_factory=lambda: array("q"))
    x: "array[int]" = field(default_factory=lambda: array("i"))
    y: "array[int]" = field(default_factory=lambda: array("i"))
    sizes: "array[int]" = field(default_factory=lambda: array("i"))
    way_ids: "array[int]" = field(default_factory=lambda: array("q"))
    rule: "array[int]" = field(default_factory=lambda: array("i"))
    name: "array[int]" = field(default_factory=lambda: array("i"))
    rules: list[Way] = field(default_factory=list)
    rule_of: dict[tuple[tuple[str, str], ...], int] = field(default_factory=dict)
    found_of: dict[tuple[tuple[str, str], ...], tuple[Obstacle, ...]] = field(default_factory=dict)
    names: dict[tuple[str | None, ...], int] = field(default_factory=dict)
    obstacles: dict[int, tuple[Obstacle, ...]] = field(default_factory=dict)
    restrictions: list[Restriction] = field(default_factory=list)


def read_roads(path: Path, profile: Profile, *, progress: bool = False) -> Roads:
    """Read an extract and keep what the mode can use; rules are asked once per combination.

    Raises
    ------
    InputError
        If the file is no extract, cut off, or has no road for this mode.
    """
    pile = _extract.read_extract(path, partial(_piled, profile, progress=progress))
    if not pile.way_ids:
        raise InputError(
            "{file} has no road for the mode '{mode}'; an extract with the ways of OpenStreetMap "
            "is needed.",
            file=path.name,
            mode=profile.mode,
        )
    return _flat(pile)


def _piled(profile: Profile, extract: _extract.Extract, *, progress: bool) -> _Pile:
    pile = _Pile()
    keys = (*profile.main_keys, *sorted(profile.node_keys), "restriction")
    keys = (*keys, *(f"restriction:{mode}" for mode in profile.restriction_keys))
    for one in extract.stream("nwr", keys=dict.fromkeys(keys), locations=True, progress=progress):
        kind = one.type_str()
        if kind == "w":
            _take_way(one, profile, pile)
        elif kind == "n":
            _take_node(one, profile, pile)
        else:
            pile.restrictions.extend(_restrictions(one, profile))
    extract.check_nodes(np.frombuffer(pile.refs, dtype=np.int64))
    return pile


def _take_node(node: Any, profile: Profile, pile: _Pile) -> None:
    keys = profile.node_keys
    tags = tuple([(key, value) for key, value in node.tags if key in keys])
    found = pile.found_of.get(tags)
    if found is None:
        found = pile.found_of[tags] = profile.obstacles(dict(tags))
    if found:
        pile.obstacles[node.id] = found


def _take_way(way: Any, profile: Profile, pile: _Pile) -> None:
    keys = profile.way_keys
    tags = tuple([(key, value) for key, value in way.tags if key in keys])
    rule = pile.rule_of.get(tags)
    if rule is None:
        rule = pile.rule_of[tags] = _number_rule(profile.way(dict(tags)), pile)
    if rule < 0:
        return
    ref, x, y = pile.refs.append, pile.x.append, pile.y.append
    before = len(pile.refs)
    for node in way.nodes:
        ref(node.ref)
        place = node.location
        x(place.x)
        y(place.y)
    pile.sizes.append(len(pile.refs) - before)
    pile.way_ids.append(way.id)
    pile.rule.append(rule)
    pile.name.append(_number_name(way.tags, pile) if profile.bends else 0)


def _number_rule(rule: Way | None, pile: _Pile) -> int:
    if rule is None or not (rule.passable(0) or rule.passable(1)):
        return -1
    pile.rules.append(rule)
    return len(pile.rules) - 1


def _number_name(tags: Any, pile: _Pile) -> int:
    name = tuple([tags.get(key) for key in _NAME_KEYS])
    return pile.names.setdefault(name, len(pile.names))


def _restrictions(relation: Any, profile: Profile) -> Iterable[Restriction]:
    """Turn restrictions of a relation that bind this mode; conditional ones are passed over."""
    tags = dict(relation.tags)
    modes = profile.restriction_keys
    if not modes or set(tags.get("except", "").replace(" ", "").split(";")) & set(modes):
        return
    keys = [*(f"restriction:{mode}" for mode in modes), "restriction"]
    value = next((tags[key] for key in keys if key in tags), "")
    if not value.startswith(("no_", "only_")):
        return
    roles: dict[str, list[tuple[str, int]]] = {"from": [], "via": [], "to": []}
    for member in relation.members:
        if member.type in _OF_ROLE.get(member.role, ""):
            roles[member.role].append((member.type, member.ref))
    nodes = [ref for kind, ref in roles["via"] if kind == "n"]
    ways = tuple(ref for kind, ref in roles["via"] if kind == "w")
    one_sided = min(len(roles["from"]), len(roles["to"])) == 1
    if len(nodes) + bool(ways) != 1 or not one_sided or len(set(ways)) < len(ways):
        return
    for _, source in roles["from"]:
        for _, target in roles["to"]:
            yield Restriction(
                only=value.startswith("only_"),
                source=source,
                via_node=nodes[0] if nodes else None,
                via_ways=ways,
                target=target,
            )


def _flat(pile: _Pile) -> Roads:
    refs = np.frombuffer(pile.refs, dtype=np.int64)
    ids, at, node = np.unique(refs, return_index=True, return_inverse=True)
    known = np.fromiter(pile.obstacles, dtype=np.int64, count=len(pile.obstacles))
    place = np.minimum(np.searchsorted(ids, known), len(ids) - 1)
    on_road = ids[place] == known
    return Roads(
        node_ids=ids,
        x=np.frombuffer(pile.x, dtype=np.int32)[at],
        y=np.frombuffer(pile.y, dtype=np.int32)[at],
        node=node.astype(np.int32),
        offset=np.concatenate([[0], np.cumsum(np.frombuffer(pile.sizes, dtype=np.int32))]),
        way_ids=np.frombuffer(pile.way_ids, dtype=np.int64),
        rule=np.frombuffer(pile.rule, dtype=np.int32),
        name=np.frombuffer(pile.name, dtype=np.int32),
        rules=pile.rules,
        obstacles={
            int(number): pile.obstacles[int(ref)]
            for number, ref in zip(place[on_road], known[on_road], strict=True)
        },
        restrictions=pile.restrictions,
    )
