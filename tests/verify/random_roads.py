"""Grids of roads with random tags, obstacles and turn restrictions."""

import random
from pathlib import Path

from tests.road_world import Tags, write_osm

SIZE = 8
_STEP = (0.0025, 0.0018)


def _of(key: str, *values: str) -> list[Tags]:
    return [{key: value} for value in values]


_CLASSES = _of(
    "highway", "residential", "primary", "tertiary", "service", "living_street", "unclassified",
    "track", "path", "footway", "cycleway", "pedestrian", "steps", "motorway_link",
)  # fmt: skip
_EXTRAS: list[Tags] = [
    *_of("oneway", "yes", "-1", "alternating", "reversible"),
    *_of("junction", "roundabout", "circular"),
    {"oneway": "yes", "oneway:bicycle": "no"},
    {"oneway": "yes", "cycleway:left": "opposite_lane"},
    {"oneway": "yes", "cycleway": "lane"},
    {"oneway:foot": "yes"},
    *_of("maxspeed", "50", "DE:urban", "DE:rural", "none", "walk", "30 mph", "7", "signals"),
    {"maxspeed:backward": "70", "maxspeed": "50"},
    {"maxspeed:advisory": "40", "maxspeed": "100"},
    *_of("surface", "gravel", "sett", "cobblestone", "paving_stones", "grass", "mud"),
    *_of("tracktype", "grade1", "grade3", "grade5"),
    *_of("smoothness", "bad", "horrible", "impassable"),
    *_of("access", "private", "no", "destination", "agricultural", "customers", "no;private"),
    *_of("motor_vehicle", "no", "destination", "agricultural;forestry"),
    *_of("bicycle", "yes", "no", "dismount", "use_sidepath"),
    *_of("foot", "yes", "no", "use_sidepath"),
    {"vehicle:forward": "agricultural"},
    {"motor_vehicle:backward": "no"},
    {"access": "no", "foot": "yes", "bicycle": "yes"},
    *_of("lanes", "1", "2"),
    *_of("width", "2.5", "3.5", "5,5"),
    *_of("service", "driveway", "parking_aisle", "alley", "emergency_access"),
    *_of("cycleway", "separate", "lane", "track"),
    *_of("sidewalk", "separate", "both"),
    *_of("name", "A", "B"),
    {"maxheight": "1.9"},
    {"maxweight": "1.5"},
    {"maxwidth": "1.8"},
    {"area": "yes"},
    {"construction": "yes"},
    {"motorroad": "yes"},
    {"lane_markings": "no"},
    {"priority": "forward"},
    {"bridge": "movable"},
    {"tunnel": "yes"},
    {"conveying": "forward"},
]
_OTHERS: list[Tags] = [
    {"route": "ferry"},
    {"route": "ferry", "duration": "00:05"},
    {"route": "ferry", "duration": "PT3M", "foot": "yes"},
    {"amenity": "parking"},
    {"man_made": "pier"},
    {"railway": "platform"},
    {"highway": "construction", "construction": "residential"},
]
_OBSTACLES: list[Tags] = [
    {"highway": "traffic_signals"},
    {"highway": "traffic_signals", "traffic_signals:direction": "forward"},
    {"highway": "stop"},
    {"highway": "stop", "stop": "minor"},
    {"highway": "give_way", "direction": "backward"},
    {"highway": "crossing"},
    *_of("barrier", "gate", "lift_gate", "bollard", "fence", "cycle_barrier", "cattle_grid"),
    {"barrier": "kerb", "kerb": "lowered"},
    {"barrier": "gate", "access": "private"},
    {"barrier": "bollard", "bicycle": "yes"},
]
_TURNS = ("no_left_turn", "no_right_turn", "only_straight_on", "no_u_turn", "only_left_turn")


def random_world(path: Path, seed: int) -> Path:
    """A grid of 8 × 8 junctions, its roads bent and tagged at random."""
    dice = random.Random(seed)  # noqa: S311
    nodes: dict[int, tuple[float, float, Tags]] = {}
    corner = {}
    for i in range(SIZE):
        for j in range(SIZE):
            lon = 10 + i * _STEP[0] + dice.uniform(-6e-4, 6e-4)
            lat = 50 + j * _STEP[1] + dice.uniform(-4e-4, 4e-4)
            corner[i, j] = _add(nodes, lon, lat, dice)
    ways: dict[int, tuple[list[int], Tags]] = {}
    for (i, j), here in corner.items():
        for there in (corner.get((i + 1, j)), corner.get((i, j + 1))):
            if there and dice.random() < 0.9:
                ends = (here, there) if dice.random() < 0.5 else (there, here)
                ways[1000 + len(ways)] = _road(nodes, ends, dice), _tags(dice)
    return write_osm(path, nodes, ways, _restrictions(ways, dice))


def _add(
    nodes: dict[int, tuple[float, float, Tags]], lon: float, lat: float, dice: random.Random
) -> int:
    ref = len(nodes) + 1
    nodes[ref] = (lon, lat, dice.choice(_OBSTACLES) if dice.random() < 0.04 else {})
    return ref


def _road(
    nodes: dict[int, tuple[float, float, Tags]], ends: tuple[int, int], dice: random.Random
) -> list[int]:
    (x, y, _), (u, v, _) = nodes[ends[0]], nodes[ends[1]]
    bends = dice.randint(0, 2)
    between = []
    for bend in range(1, bends + 1):
        share = bend / (bends + 1)
        lon = x + (u - x) * share + dice.uniform(-2e-4, 2e-4)
        lat = y + (v - y) * share + dice.uniform(-2e-4, 2e-4)
        between.append(_add(nodes, lon, lat, dice))
    return [ends[0], *between, ends[1]]


def _tags(dice: random.Random) -> Tags:
    if dice.random() < 0.06:
        return dict(dice.choice(_OTHERS))
    tags = dict(dice.choice(_CLASSES[:6] if dice.random() < 0.7 else _CLASSES))
    for _ in range(dice.choice((0, 0, 0, 1, 1, 2))):
        tags.update(dice.choice(_EXTRAS))
    return tags


def _restrictions(
    ways: dict[int, tuple[list[int], Tags]], dice: random.Random
) -> list[tuple[int, tuple[str, int], int, Tags]]:
    """Some over a node, some over a way; each node and way takes part in one at most."""
    at: dict[int, list[int]] = {}
    for ref, (along, _) in ways.items():
        for end in (along[0], along[-1]):
            at.setdefault(end, []).append(ref)
    found = []
    free = set(ways)
    for node in dice.sample(sorted(at), 14):
        here = [ref for ref in at[node] if ref in free]
        if len(here) < 2:
            continue
        source, other = dice.sample(here, 2)
        far = next(end for end in (ways[other][0][0], ways[other][0][-1]) if end != node)
        beyond = [ref for ref in at[far] if ref in free and ref not in (source, other)]
        tags = {"restriction": dice.choice(_TURNS)}
        if beyond and dice.random() < 0.4:
            target = dice.choice(beyond)
            found.append((source, ("way", other), target, tags))
            free -= {source, other, target}
        else:
            found.append((source, ("node", node), other, tags))
            free -= {source, other}
    return found
