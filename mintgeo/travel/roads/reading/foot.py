"""Rules for walking: facts of OSRM's stock profile ``foot.lua`` and its ``lib`` (release 26.10)."""

from typing import Final

import numpy as np

from mintgeo.travel.roads.reading import rules
from mintgeo.travel.roads.reading.rules import (
    BACKWARD,
    BOTH,
    FORWARD,
    Floats,
    Obstacle,
    Profile,
    Turns,
    Way,
)
from mintgeo.travel.roads.reading.tags import Tags

WALK_KMH: Final = 5.0

_KINDS: Final = {
    "highway": (
        "primary", "primary_link", "secondary", "secondary_link", "tertiary", "tertiary_link",
        "unclassified", "residential", "living_street", "service", "track", "path", "steps",
        "pedestrian", "platform", "footway", "pier",
    ),
    "railway": ("platform",),
    "amenity": ("parking", "parking_entrance"),
    "man_made": ("pier",),
}  # fmt: skip
_SPEED: Final = {key: dict.fromkeys(kinds, WALK_KMH) for key, kinds in _KINDS.items()}
_ROUTE: Final = {"ferry": 5.0}
_CAPS: Final = {
    "surface": {
        "fine_gravel": 0.75 * WALK_KMH, "gravel": 0.75 * WALK_KMH, "pebblestone": 0.75 * WALK_KMH,
        "mud": 0.5 * WALK_KMH, "sand": 0.5 * WALK_KMH,
    }
}  # fmt: skip
_ACCESS: Final = ("foot", "access")
_WELCOME: Final = frozenset(("yes", "foot", "permissive", "designated"))
_BLACKLIST: Final = frozenset(
    ("no", "agricultural", "forestry", "private", "delivery", "use_sidepath")
)
_SIDEWALKS: Final = ("sidewalk", "sidewalk:both", "sidewalk:left", "sidewalk:right")
BLOCKING: Final = frozenset(("yes", "wall", "fence"))
"""Values of ``barrier`` that stop people on foot or with a bicycle."""
_MAIN: Final = (
    "highway", "bridge", "route", "man_made", "railway", "platform", "amenity", "public_transport",
)  # fmt: skip
_SIGNAL_S: Final = 2.0
_U_TURN_S: Final = 2.0


def _way(tags: Tags) -> Way | None:
    if not any(key in tags for key in _MAIN):
        return None
    if rules.is_closed_for_all(tags, building=False, motorroad=True):
        return None
    way = Way()
    access = rules.close_by_access(way, tags, _ACCESS, welcome=_WELCOME, closed=_BLACKLIST)
    _leave_to_sidewalk(way, tags, access)
    if not way.open:
        return None
    _close_oneway(way, tags)
    rules.ride_ferry(way, tags, _ROUTE)
    rules.speed_by_class(way, tags, _SPEED, access, closed=_BLACKLIST, default=WALK_KMH)
    rules.cap_speed(way, tags, _CAPS)
    _follow_conveyor(way, tags)
    way.start = rules.OPEN in way.how
    way.kind = (way.start,)
    return way


def _leave_to_sidewalk(way: Way, tags: Tags, access: tuple[str | None, str | None]) -> None:
    """Leave a road out whose pavement is mapped beside it, unless its access tags invite."""
    if "separate" in map(tags.get, _SIDEWALKS):
        for direction in BOTH:
            if access[direction] is None or access[direction] in _BLACKLIST:
                way.close(direction)


def _close_oneway(way: Way, tags: Tags) -> None:
    oneway = tags.get("oneway:foot")
    if oneway == "-1":
        way.close(FORWARD)
    elif oneway in ("yes", "1", "true"):
        way.close(BACKWARD)


def _follow_conveyor(way: Way, tags: Tags) -> None:
    if tags.get("highway") not in ("steps", "footway") or tags.get("oneway") == "no":
        return
    against = {"forward": BACKWARD, "backward": FORWARD}.get(tags.get("conveying", ""))
    if against is not None:
        way.close(against)


def _obstacles(tags: Tags) -> tuple[Obstacle, ...]:
    access = rules.access_of(tags, _ACCESS)
    if access:
        blocked = access in _BLACKLIST
    else:
        soft = tags.get("bollard") == "rising" or rules.is_open_fence(tags)
        blocked = tags.get("barrier") in BLOCKING and not soft
    signal = tags.get("highway") == "traffic_signals"
    return (
        *((Obstacle(rules.BARRIER),) if blocked else ()),
        *((Obstacle(rules.SIGNAL),) if signal else ()),
    )


def _turn_s(turns: Turns) -> Floats:
    return np.where(turns.signal, _SIGNAL_S, _U_TURN_S * turns.u_turn)


FOOT: Final = Profile(
    mode="foot",
    main_keys=_MAIN,
    way_keys=frozenset((
        *_MAIN, *_SIDEWALKS, "motorroad", "proposed", "impassable", "status", "oneway",
        "oneway:foot", "duration", "surface", "conveying",
        *(f"{key}{end}" for key in _ACCESS for end in ("", ":forward", ":backward")),
    )),
    node_keys=frozenset((*_ACCESS, "barrier", "highway", "bollard", "sensory")),
    way=_way,
    obstacles=_obstacles,
    turn_s=_turn_s,
    restriction_keys=(),
    angles=False,
    bends=False,
    entry_s=0.0,
    top_kmh=WALK_KMH,
    source="OSRM 26.10, Standardprofil foot.lua",
)  # fmt: skip
