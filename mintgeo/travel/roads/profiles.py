"""The profile of every mode."""

from typing import Final

from mintgeo.travel.roads.bike import BIKE
from mintgeo.travel.roads.car import CAR
from mintgeo.travel.roads.foot import FOOT
from mintgeo.travel.roads.rules import Profile

PROFILES: Final[dict[str, Profile]] = {one.mode: one for one in (CAR, BIKE, FOOT)}
