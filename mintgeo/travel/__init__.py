"""Routers: how long people travel from one point to another."""

from mintgeo.travel.abilities import abilities
from mintgeo.travel.airline import Airline
from mintgeo.travel.curves import CURVES, SpeedCurve
from mintgeo.travel.laws import ErrorLaw
from mintgeo.travel.matrices import REASONS, Matrix
from mintgeo.travel.osrm import Osrm
from mintgeo.travel.protocol import Router, matrix, nearest, travel_times
from mintgeo.travel.roads import RoadNetwork

__all__ = [
    "CURVES",
    "REASONS",
    "Airline",
    "ErrorLaw",
    "Matrix",
    "Osrm",
    "RoadNetwork",
    "Router",
    "SpeedCurve",
    "abilities",
    "matrix",
    "nearest",
    "travel_times",
]
