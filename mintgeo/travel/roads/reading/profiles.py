"""The profile of every mode."""

from typing import Final

from mintgeo.travel.roads.reading.bike import BIKE
from mintgeo.travel.roads.reading.car import CAR
from mintgeo.travel.roads.reading.foot import FOOT
from mintgeo.travel.roads.reading.rules import Profile

PROFILES: Final[dict[str, Profile]] = {one.mode: one for one in (CAR, BIKE, FOOT)}
