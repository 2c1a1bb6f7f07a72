"""Rules for the bicycle: facts of OSRM's stock profile ``bicycle.lua`` and its ``lib`` (26.10)."""

from typing import Final

import numpy as np

from mintgeo.travel.roads.reading import rules
from mintgeo.travel.roads.reading.car import is_implied_oneway, obstacle_direction
from mintgeo.travel.roads.reading.foot import BLOCKING
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
from mintgeo.travel.roads.reading.tags import Tags, directed, leading_kmh, most_open, seconds

RIDE_KMH: Final = 15.0
PUSH_KMH: Final = 4.0

_ROADS: Final = {
    **dict.fromkeys(
        ("cycleway", "primary", "primary_link", "secondary", "secondary_link", "tertiary",
         "tertiary_link", "residential", "unclassified", "living_street", "service"), RIDE_KMH),
    "track": 12.0,
    "path": 13.0,
}  # fmt: skip
_PUSHED: Final = {"footway": PUSH_KMH, "pedestrian": PUSH_KMH, "steps": 2.0}
_RAILWAYS: Final = frozenset(("train", "railway", "subway", "light_rail", "monorail", "tram"))
_RAILWAY_KMH: Final = 10.0
_PARKING: Final = frozenset(("parking", "parking_entrance"))
_PARKING_KMH: Final = 10.0
_FERRY_KMH: Final = 5.0
_MOVABLE_KMH: Final = 5.0
_CAPS: Final = {
    "surface": {
        "asphalt": 15.0, "chipseal": 15.0, "concrete": 15.0, "concrete_lanes": 15.0, "wood": 10.0,
        "metal": 10.0, "cobblestone:flattened": 10.0, "paving_stones": 10.0, "compacted": 10.0,
        "cobblestone": 7.0, "unpaved": 6.0, "fine_gravel": 10.0, "gravel": 6.0,
        "pebblestone": 6.0, "grass_paver": 6.0, "ground": 10.0, "dirt": 8.0, "earth": 6.0,
        "laterite": 5.0, "grass": 6.0, "mud": 3.0, "sand": 3.0, "woodchips": 3.0, "sett": 9.0,
    }
}  # fmt: skip
_TOP_KMH: Final = 21.0

_ACCESS: Final = ("bicycle", "vehicle", "access")
_WELCOME: Final = frozenset(("yes", "permissive", "designated"))
_INVITED: Final = frozenset((*_WELCOME, "destination"))
_BLACKLIST: Final = frozenset(
    ("no", "private", "agricultural", "forestry", "delivery", "use_sidepath")
)
_LANES: Final = frozenset(("track", "lane", "share_busway", "sharrow", "shared", "shared_lane"))
_OPPOSITE: Final = frozenset(("opposite", "opposite_lane", "opposite_track"))
_YES: Final = ("yes", "1", "true")
_NO: Final = ("no", "0", "false")
_MAIN: Final = (
    "highway", "route", "railway", "amenity", "man_made", "public_transport", "bridge",
)  # fmt: skip

_TURN_S: Final = 6.0
_BIAS: Final = 1.4
_U_TURN_S: Final = 20.0
_SIGNAL_S: Final = 2.0


def _way(tags: Tags) -> Way | None:
    if not any(tags.get(key) for key in _MAIN) or rules.is_closed_for_all(tags, motorroad=True):
        return None
    access = rules.access_of(tags, _ACCESS)
    by_direction = [most_open(one, (_WELCOME, (), _BLACKLIST)) for one in directed(tags, _ACCESS)]
    if access in _BLACKLIST or all(one in _BLACKLIST for one in by_direction):
        return None
    way = Way()
    pushable = _set_speed(way, tags, access)
    reverse = _close_oneway(way, tags)
    _ride_on_lanes(way, tags, reverse=reverse)
    _push(way, tags, pushable=pushable)
    _keep_limit(way, tags)
    for direction in BOTH:
        if not way.passable(direction) or by_direction[direction] in _BLACKLIST:
            way.close(direction)
    if _has_separate_cycleway(tags) and tags.get("bicycle") not in _INVITED:
        return None
    rules.cap_speed(way, tags, _CAPS)
    way.start = rules.OPEN in way.how or rules.PUSHED in way.how
    way.roundabout = tags.get("junction") == "roundabout"
    way.kind = _kind(way, tags)
    return way


def _set_speed(way: Way, tags: Tags, access: str | None) -> bool:
    """Set the speed by the kind of way; return whether a bicycle may be pushed on it."""
    if tags.get("bridge") == "movable":
        way.seconds = seconds(tags.get("duration"))
        way.set_speed(_MOVABLE_KMH)
    elif tags.get("route") == "ferry":
        way.how = [rules.FERRY, rules.FERRY]
        way.seconds = seconds(tags.get("duration"))
        if not way.seconds:
            way.set_speed(_FERRY_KMH)
        return False
    elif "platform" in (tags.get("railway"), tags.get("public_transport")):
        way.set_speed(PUSH_KMH)
    elif tags.get("railway") in _RAILWAYS and access in _WELCOME:
        way.how = [rules.TRAIN, rules.TRAIN]
        way.set_speed(_RAILWAY_KMH)
        return False
    elif tags.get("amenity") in _PARKING:
        way.set_speed(_PARKING_KMH)
    elif tags.get("highway") in _ROADS:
        way.set_speed(_ROADS[tags["highway"]])
    elif access in _WELCOME:
        way.set_speed(RIDE_KMH)
    else:
        return False
    return True


def _close_oneway(way: Way, tags: Tags) -> bool:
    """Close one direction; return whether the open one runs against the way."""
    for oneway in (tags.get("oneway:bicycle"), tags.get("oneway")):
        if oneway in _YES:
            way.close(BACKWARD)
        elif oneway == "-1":
            way.close(FORWARD)
        elif oneway not in _NO:
            continue
        return oneway == "-1"
    if is_implied_oneway(tags):
        way.close(BACKWARD)
    return False


def _ride_on_lanes(way: Way, tags: Tags, *, reverse: bool) -> None:
    """Open the directions that have a lane for bicycles, even against a one-way road."""
    both = tags.get("cycleway", tags.get("cycleway:both"))
    left, right = tags.get("cycleway:left"), tags.get("cycleway:right")
    if way.two_way and not is_implied_oneway(tags):
        forward = both in _LANES or right in _LANES or left in _OPPOSITE
        backward = both in _LANES or left in _LANES or right in _OPPOSITE
    elif {both, left, right} & _OPPOSITE:
        forward = backward = True
    else:
        lane = bool({both, left, right} & _LANES)
        forward, backward = lane and not reverse, lane and reverse
    for direction, lane in zip(BOTH, (forward, backward), strict=True):
        if lane:
            way.how[direction] = rules.OPEN
            way.speed[direction] = RIDE_KMH


def _push(way: Way, tags: Tags, *, pushable: bool) -> None:
    """Push the bicycle where it can't be ridden but walking is allowed: against one-way roads."""
    if tags.get("foot") != "no":
        for direction, speed in zip(BOTH, _push_kmh(tags, pushable=pushable), strict=True):
            if speed and (way.how[direction] == rules.CLOSED or way.speed[direction] == -1):
                way.how[direction] = rules.PUSHED
                way.speed[direction] = speed
    if tags.get("bicycle") == "dismount":
        way.how = [rules.PUSHED, rules.PUSHED]
        way.set_speed(PUSH_KMH)


def _push_kmh(tags: Tags, *, pushable: bool) -> tuple[float, float]:
    if tags.get("highway") in _PUSHED:
        speed = _PUSHED[tags["highway"]]
        return speed, speed
    if tags.get("man_made") == "pier":
        return PUSH_KMH, PUSH_KMH
    if tags.get("foot") != "yes":
        if tags.get("foot:forward") == "yes":
            return PUSH_KMH, 0.0
        if tags.get("foot:backward") == "yes":
            return 0.0, PUSH_KMH
        if not pushable:
            return 0.0, 0.0
    return PUSH_KMH, 0.0 if is_implied_oneway(tags) else PUSH_KMH


def _keep_limit(way: Way, tags: Tags) -> None:
    common = leading_kmh(tags.get("maxspeed"))
    for direction, key in enumerate(("maxspeed:forward", "maxspeed:backward")):
        limit = leading_kmh(tags.get(key)) or common
        if limit:
            way.speed[direction] = min(way.speed[direction], limit)


def _has_separate_cycleway(tags: Tags) -> bool:
    sides = ("cycleway", "cycleway:both", "cycleway:left", "cycleway:right")
    return "separate" in map(tags.get, sides)


_CLASS: Final = {"steps": "footway", "pedestrian": "footway", "path": "track"}
"""Highways of one class of OSRM's guidance: a change between them is no change of road."""
_NAMED: Final = frozenset((
    "motorway", "motorway_link", "trunk", "trunk_link", "primary", "primary_link", "secondary",
    "secondary_link", "tertiary", "tertiary_link", "unclassified", "residential", "living_street",
    "service", "track", "footway",
))  # fmt: skip


def _kind(way: Way, tags: Tags) -> tuple[object, ...]:
    highway = tags.get("highway", "")
    group = _CLASS.get(highway, highway)
    return (
        way.start,
        way.roundabout,
        tags.get("junction") == "circular",
        group if group in _NAMED else "",
        tags.get("route") == "ferry",
        tags.get("tunnel", "no") != "no",
    )


def _obstacles(tags: Tags) -> tuple[Obstacle, ...]:
    access = rules.access_of(tags, _ACCESS)
    if access:
        blocked = access in _BLACKLIST and tags.get("highway") != "crossing"
    else:
        blocked = tags.get("barrier") in BLOCKING and not rules.is_open_fence(tags)
    found = [Obstacle(rules.BARRIER)] if blocked else []
    if tags.get("highway") == "traffic_signals":
        side = obstacle_direction(tags.get("traffic_signals:direction"))
        found.append(Obstacle(rules.SIGNAL, 0.0, side))
    return tuple(found)


def _turn_s(turns: Turns) -> Floats:
    bias = np.where(turns.angle >= 0, 1 / _BIAS, _BIAS)
    bend = (turns.angle / 90) ** 2 * _TURN_S * bias
    return np.asarray(bend + _U_TURN_S * turns.u_turn + _SIGNAL_S * turns.signal)


BIKE: Final = Profile(
    mode="bike",
    main_keys=_MAIN,
    way_keys=frozenset((
        *_MAIN, "motorroad", "construction", "proposed", "impassable", "status", "oneway",
        "oneway:bicycle", "junction", "duration", "cycleway", "cycleway:both", "cycleway:left",
        "cycleway:right", "foot", "foot:forward", "foot:backward", "maxspeed", "maxspeed:forward",
        "maxspeed:backward", "surface", "tunnel",
        *(f"{key}{end}" for key in _ACCESS for end in ("", ":forward", ":backward")),
    )),
    node_keys=frozenset(
        (*_ACCESS, "barrier", "highway", "sensory", "traffic_signals:direction")
    ),
    way=_way,
    obstacles=_obstacles,
    turn_s=_turn_s,
    restriction_keys=("bicycle",),
    angles=True,
    bends=True,
    entry_s=0.0,
    top_kmh=_TOP_KMH,
    source="OSRM 26.10, Standardprofil bicycle.lua",
)  # fmt: skip
