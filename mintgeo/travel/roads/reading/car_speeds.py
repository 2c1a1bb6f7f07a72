"""Speeds of cars by kind of road, surface and limit: facts of OSRM's ``car.lua``, in km/h."""

import re
from typing import Final

from mintgeo.travel.roads.reading.tags import leading_kmh, zone_kmh

SPEED: Final = {
    "highway": {
        "motorway": 90.0, "motorway_link": 45.0, "trunk": 85.0, "trunk_link": 40.0,
        "primary": 65.0, "primary_link": 30.0, "secondary": 55.0, "secondary_link": 25.0,
        "tertiary": 40.0, "tertiary_link": 20.0, "unclassified": 25.0, "residential": 25.0,
        "living_street": 10.0, "service": 15.0, "winter_road": 20.0, "ice_road": 15.0,
    }
}  # fmt: skip
DEFAULT: Final = 10.0
ROUTE: Final = {"ferry": 5.0, "shuttle_train": 10.0}
MOVABLE_BRIDGE: Final = 5.0
CAPS: Final = {
    "surface": {
        "cement": 80.0, "compacted": 80.0, "fine_gravel": 80.0, "paving_stones": 60.0,
        "metal": 60.0, "bricks": 60.0, "grass": 40.0, "wood": 40.0, "sett": 40.0,
        "grass_paver": 40.0, "gravel": 40.0, "unpaved": 40.0, "ground": 40.0, "dirt": 40.0,
        "pebblestone": 40.0, "tartan": 40.0, "cobblestone": 30.0, "clay": 30.0, "earth": 20.0,
        "stone": 20.0, "rocky": 20.0, "sand": 20.0, "laterite": 15.0, "mud": 10.0, "ice": 20.0,
        "snow": 30.0,
    },
    "tracktype": {"grade1": 60.0, "grade2": 40.0, "grade3": 30.0, "grade4": 25.0, "grade5": 20.0},
    "smoothness": {
        "intermediate": 80.0, "bad": 40.0, "very_bad": 20.0, "horrible": 10.0,
        "very_horrible": 5.0, "impassable": 0.0,
    },
}  # fmt: skip

LIMIT: Final = {"urban": 50.0, "rural": 90.0, "trunk": 110.0, "motorway": 130.0}
LIMIT_EXACT: Final = {
    "de:living_street": 7.0, "de:rural": 100.0, "de:motorway": 0.0, "none": 140.0,
    "at:rural": 100.0, "at:trunk": 100.0, "ch:rural": 80.0, "ch:trunk": 100.0,
    "ch:motorway": 120.0, "dk:rural": 80.0, "nl:rural": 80.0, "nl:trunk": 100.0, "fr:rural": 80.0,
    "pl:rural": 100.0, "pl:expressway": 120.0, "pl:motorway": 140.0, "be:motorway": 120.0,
    "be-vlg:rural": 70.0,
}  # fmt: skip
OF_LIMIT: Final = 0.8
"""Share of a speed limit that is driven on average (``speed_reduction``)."""
LIMIT_KEYS: Final = ("maxspeed:advisory", "maxspeed", "source:maxspeed", "maxspeed:type")


def limit_kmh(value: str | None) -> float:
    """Speed limit of a tag: ``50``, ``30 mph``, ``none``, ``DE:urban``, ``DE:zone:30``; 0 if none.

    ``walk`` and ``signals`` leave the speed to the class, as in OSRM. Zones are ours: OSRM passes
    over them.
    """
    if value is None:
        return 0.0
    number = leading_kmh(value)
    if number is not None:
        return number
    word = value.lower()
    if word in LIMIT_EXACT:
        return LIMIT_EXACT[word]
    kind = re.search(r"[a-z]{2}:([a-z]+)", word)
    return LIMIT.get(kind[1] if kind else "", zone_kmh(value) or 0.0)
