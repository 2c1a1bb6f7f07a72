"""Relations → the turns that they forbid a mode."""

from collections.abc import Iterator
from typing import Final

from mintgeo._osm_pbf import Block
from mintgeo.travel.roads.reading.combinations import members_of, tags_of
from mintgeo.travel.roads.reading.rules import Profile
from mintgeo.travel.roads.reading.tags import Tags
from mintgeo.travel.roads.reading.ways import Restriction

_OF_ROLE: Final = {"from": "w", "via": "nw", "to": "w"}
"""What may be a member of a turn restriction."""


def keys_of(profile: Profile) -> list[str]:
    """Tags that restrict a mode, the one that counts first; none if nothing does."""
    keys = [f"restriction:{mode}" for mode in profile.restriction_keys]
    return [*keys, "restriction"] if keys else []


def restrictions_of(block: Block, profile: Profile) -> Iterator[Restriction]:
    """Turn restrictions that bind this mode; conditional ones are passed over."""
    keys = keys_of(profile)
    for number in range(len(block.ids)):
        tags = tags_of(block, number)
        value = next((tags[key] for key in keys if key in tags), "")
        if value.startswith(("no_", "only_")) and not _is_excepted(tags, profile):
            members = members_of(block, number)
            yield from _turns(members, only=value.startswith("only_"))


def _is_excepted(tags: Tags, profile: Profile) -> bool:
    modes = tags.get("except", "").replace(" ", "").split(";")
    return not set(modes).isdisjoint(profile.restriction_keys)


def _turns(members: list[tuple[str, str, int]], *, only: bool) -> Iterator[Restriction]:
    roles: dict[str, list[tuple[str, int]]] = {"from": [], "via": [], "to": []}
    for role, kind, ref in members:
        if kind in _OF_ROLE.get(role, ""):
            roles[role].append((kind, ref))
    nodes = [ref for kind, ref in roles["via"] if kind == "n"]
    ways = tuple(ref for kind, ref in roles["via"] if kind == "w")
    one_sided = min(len(roles["from"]), len(roles["to"])) == 1
    if len(nodes) + bool(ways) != 1 or not one_sided or len(set(ways)) < len(ways):
        return
    for _, source in roles["from"]:
        for _, target in roles["to"]:
            yield Restriction(
                only=only,
                source=source,
                via_node=nodes[0] if nodes else None,
                via_ways=ways,
                target=target,
            )
