"""Rules for the car: facts of OSRM's stock profile ``car.lua`` and its ``lib`` (release 26.10).

Speeds in km/h. The profile was written for cars of all countries; of its exceptions only those that
Germany needs stand here.
"""

import re
from typing import Final

import numpy as np

from mintgeo.travel.roads.reading import rules
from mintgeo.travel.roads.reading.car_speeds import (
    CAPS,
    DEFAULT,
    LIMIT_KEYS,
    MOVABLE_BRIDGE,
    OF_LIMIT,
    ROUTE,
    SPEED,
    limit_kmh,
)
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
from mintgeo.travel.roads.reading.tags import (
    Tags,
    directed,
    first,
    kilograms,
    metres,
    most_open,
    seconds,
)

_ACCESS: Final = ("motorcar", "motor_vehicle", "vehicle", "access")
_VEHICLES: Final = _ACCESS[:-1]
_WELCOME: Final = frozenset(
    ("yes", "motorcar", "motor_vehicle", "vehicle", "permissive", "designated", "hov")
)
_RESIDENTS: Final = frozenset(
    ("private", "delivery", "destination", "customers", "permit", "residents", "unknown")
)
_BLACKLIST: Final = frozenset((
    "no", "agricultural", "forestry", "emergency", "psv", "taxi", "share_taxi", "minibus", "bus",
    "foot", "emergency_vehicle", "restricted", "military", "official", "customers", "private",
    "delivery", "destination", "permit", "residents",
))  # fmt: skip
_OPEN_BARRIERS: Final = frozenset((
    "cattle_grid", "border_control", "toll_booth", "sally_port", "no", "entrance",
    "height_restrictor", "arch",
))  # fmt: skip
_GATES: Final = {"gate": 60.0, "lift_gate": 60.0}
_HELD_UP: Final = {
    "traffic_signals": (rules.SIGNAL, 2.0),
    "stop": (rules.STOP, 2.0),
    "give_way": (rules.GIVE_WAY, 1.0),
}
"""Seconds at a node, ``lib/obstacles.lua``."""

_HEIGHT_M: Final = 2.0
_WIDTH_M: Final = 1.9
_LENGTH_M: Final = 4.8
_WEIGHT_KG: Final = 2000.0
_SIZES: Final = (
    (("maxheight:physical", "maxheight"), metres, _HEIGHT_M),
    (("maxlength",), metres, _LENGTH_M),
    (("maxweightrating", "maxweight"), kilograms, _WEIGHT_KG),
)
_WIDTH_KEYS: Final = ("maxwidth:physical", "maxwidth", "width", "est_width")
_NO_HEIGHT: Final = frozenset(("default", "none", "no-sign", "unsigned"))

_SERVICES: Final = frozenset(
    ("alley", "parking", "parking_aisle", "driveway", "drive-through", "drive-thru")
)
_SERVICE: Final = 0.5
_NARROW: Final = ((4.0, 0.6), (5.0, 0.75), (6.0, 0.8))
"""Search factor of two-way roads narrower than so many metres; 0.5 up to 3 m or with one lane."""
_NARROWEST_M: Final = 3.0
_HALF: Final = 0.5
_UNMARKED: Final = 0.75
_ALTERNATING: Final = 0.4
_SIDE_ROAD: Final = 0.8
_NO_PRIORITY: Final = 0.7

_TURN_S: Final = 7.5
_BIAS: Final = 1.075
_ONCOMING_S: Final = 2.0
_U_TURN_S: Final = 20.0
_ENTRY_S: Final = 3276.7
"""The largest turn weight that OSRM can store: restricted roads are entered if nothing else is."""


def _way(tags: Tags) -> Way | None:
    if not (tags.get("highway") or tags.get("route")) or _is_no_road(tags):
        return None
    way = Way()
    _close_to_size(way, tags)
    access = rules.close_by_access(
        way, tags, _ACCESS, welcome=_WELCOME, closed=_BLACKLIST,
        residents=_RESIDENTS if tags.get("highway") in SPEED["highway"] else frozenset(),
    )  # fmt: skip
    if not way.open:
        return None
    oneway = first(tags, [f"oneway:{vehicle}" for vehicle in _VEHICLES]) or tags.get("oneway")
    close_oneway(way, tags, oneway)
    rules.ride_ferry(way, tags, ROUTE)
    _cross_movable_bridge(way, tags)
    if tags.get("service") == "emergency_access":
        return None
    _keep_to_car_pools(way, tags)
    rules.speed_by_class(way, tags, SPEED, access, closed=_BLACKLIST, default=DEFAULT)
    if not (way.seconds or max(way.speed) > 0):
        return None
    for direction, limit in enumerate(directed(tags, LIMIT_KEYS)):
        kmh = limit_kmh(limit)
        if kmh > 0:
            way.speed[direction] = kmh * OF_LIMIT
    rules.cap_speed(way, tags, CAPS)
    way.factor = _factors(way, tags, oneway)
    way.start = rules.OPEN in way.how and not (
        tags.get("highway") == "service" and access[FORWARD] == "private"
    )
    way.roundabout = tags.get("junction") == "roundabout"
    way.kind = (way.start, way.roundabout, tags.get("junction") == "circular")
    return way


def _is_no_road(tags: Tags) -> bool:
    return (
        tags.get("area") == "yes"
        or tags.get("highway") in ("steps", "construction", "proposed", "area", "reversible")
        or tags.get("oneway") == "reversible"
        or rules.is_closed_for_all(tags)
    )


def _close_to_size(way: Way, tags: Tags) -> None:
    for keys, measure, size in _SIZES:
        for direction, value in enumerate(directed(tags, keys)):
            limit = None if value in _NO_HEIGHT else measure(value)
            if limit is not None and limit < size:
                way.close(direction)
    for direction, value in enumerate(directed(tags, _WIDTH_KEYS)):
        limit = metres(value)
        if limit is not None and limit <= _WIDTH_M:
            way.close(direction)


def close_oneway(way: Way, tags: Tags, oneway: str | None) -> None:
    """Close one direction by ``oneway``, or where a motorway or roundabout implies it."""
    if oneway == "-1":
        way.close(FORWARD)
    elif oneway in ("yes", "1", "true") or (oneway != "no" and is_implied_oneway(tags)):
        way.close(BACKWARD)


def is_implied_oneway(tags: Tags) -> bool:
    """Whether it needs no tag to be a one-way road."""
    return tags.get("highway") == "motorway" or tags.get("junction") in ("roundabout", "circular")


def _cross_movable_bridge(way: Way, tags: Tags) -> None:
    if tags.get("bridge") == "movable":
        way.how = [rules.OPEN, rules.OPEN]
        way.seconds = seconds(tags.get("duration"))
        if not way.seconds:
            way.set_speed(MOVABLE_BRIDGE)


def _keep_to_car_pools(way: Way, tags: Tags) -> None:
    for direction, lanes in enumerate(directed(tags, ("hov:lanes",))):
        all_lanes = bool(lanes) and set(str(lanes).split("|")) == {"designated"}
        if all_lanes or tags.get("hov") == "designated":
            way.restricted[direction] = True


def _factors(way: Way, tags: Tags, oneway: str | None) -> list[float]:
    """How far the search avoids a road beyond its time."""
    common = min(
        _SERVICE if tags.get("service") in _SERVICES else 1.0,
        _narrowness(tags) if way.two_way else 1.0,
        _ALTERNATING if oneway == "alternating" else 1.0,
        _SIDE_ROAD if tags.get("side_road") in ("yes", "rotary") else 1.0,
    )
    waits = {"backward": FORWARD, "forward": BACKWARD}.get(tags.get("priority", ""))
    return [min(common, _NO_PRIORITY if direction == waits else 1.0) for direction in BOTH]


def _narrowness(tags: Tags) -> float:
    lanes = re.match(r"\d+", tags.get("lanes", ""))
    if lanes and int(lanes[0]) <= 1:
        return _HALF
    width = metres(tags.get("width"))
    if width is None or width >= _NARROW[-1][0]:
        return _UNMARKED if tags.get("lane_markings") == "no" else 1.0
    if width <= _NARROWEST_M:
        return _HALF
    return next(factor for limit, factor in _NARROW if width < limit)


def _obstacles(tags: Tags) -> tuple[Obstacle, ...]:
    found = []
    access = most_open(rules.access_of(tags, _ACCESS), (_WELCOME, _RESIDENTS, _BLACKLIST))
    if access:
        if access in _BLACKLIST and access not in _RESIDENTS:
            found.append(Obstacle(rules.BARRIER))
    elif "barrier" in tags:
        if _is_barrier(tags):
            found.append(Obstacle(rules.BARRIER))
        if tags["barrier"] in _GATES:
            found.append(Obstacle(rules.GATE, _GATES[tags["barrier"]]))
    kind, wait = _HELD_UP.get(tags.get("highway", ""), (rules.BARRIER, 0.0))
    if wait:
        if kind == rules.STOP and tags.get("stop") == "minor":
            kind = rules.STOP_MINOR
        says = tags.get("direction")
        if kind == rules.SIGNAL:
            says = tags.get("traffic_signals:direction", says)
        found.append(Obstacle(kind, wait, obstacle_direction(says)))
    return tuple(found)


def obstacle_direction(value: str | None) -> int:
    """Direction along the way that an obstacle holds up."""
    return {"forward": FORWARD, "backward": BACKWARD}.get(value or "", rules.ANY)


def _is_barrier(tags: Tags) -> bool:
    kind = tags["barrier"]
    height = metres(tags.get("maxheight")) if kind == "height_restrictor" else None
    if height is not None and height < _HEIGHT_M:
        return True
    lowered = tags.get("kerb") in ("lowered", "flush")
    crossing = kind == "kerb" and tags.get("highway") == "crossing"
    passable = kind in _OPEN_BARRIERS or kind in _GATES or tags.get("bollard") == "rising"
    return not (passable or lowered or crossing or rules.is_open_fence(tags))


def _turn_s(turns: Turns) -> Floats:
    """A sigmoid of the angle, fitted by OSRM to real driving; left turns wait for traffic."""
    right = turns.angle >= 0
    share = np.abs(turns.angle) / 180
    slope = np.where(right, 13 / _BIAS, 13 * _BIAS)
    shift = np.where(right, 6.5 * _BIAS, 6.5 / _BIAS)
    bend = _TURN_S / (1 + np.exp(shift - slope * share))
    oncoming = _ONCOMING_S / (1 + np.exp(3.25 - 13 * share))
    junction = (turns.roads > 2) & ~turns.u_turn & ~turns.roundabout  # noqa: PLR2004
    charged = (turns.roads > 2) | turns.mode_changes | turns.u_turn  # noqa: PLR2004
    cost = bend + np.where(junction & ~right, oncoming, 0.0) + _U_TURN_S * turns.u_turn
    return np.asarray(turns.obstacle_s + np.where(charged, cost, 0.0))


_DIRECTED: Final = (
    *_ACCESS, *LIMIT_KEYS, *_WIDTH_KEYS, "maxheight", "maxheight:physical", "maxlength",
    "maxweight", "maxweightrating", "hov:lanes",
)  # fmt: skip
CAR: Final = Profile(
    mode="car",
    main_keys=("highway", "route"),
    way_keys=frozenset((
        "highway", "route", "bridge", "area", "railway", "construction", "proposed", "impassable",
        "status", "oneway", "junction", "duration", "service", "hov", "surface", "tracktype",
        "smoothness", "lanes", "width", "lane_markings", "side_road", "priority",
        *(f"oneway:{vehicle}" for vehicle in _VEHICLES),
        *(f"{key}{end}" for key in _DIRECTED for end in ("", ":forward", ":backward")),
    )),
    node_keys=frozenset((
        *_ACCESS, "barrier", "highway", "maxheight", "bollard", "kerb", "sensory", "stop",
        "direction", "traffic_signals:direction",
    )),
    way=_way,
    obstacles=_obstacles,
    turn_s=_turn_s,
    restriction_keys=_VEHICLES,
    angles=True,
    bends=False,
    entry_s=_ENTRY_S,
    top_kmh=140.0,
    source="OSRM 26.10, Standardprofil car.lua",
)  # fmt: skip
