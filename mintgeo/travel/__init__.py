"""Routers: how long people travel from one point to another."""

from mintgeo.travel.airline import CURVES, Airline, SpeedCurve
from mintgeo.travel.osrm import Osrm
from mintgeo.travel.protocol import Router, nearest, travel_times
from mintgeo.travel.roads import RoadNetwork

__all__ = [
    "CURVES",
    "Airline",
    "Osrm",
    "RoadNetwork",
    "Router",
    "SpeedCurve",
    "nearest",
    "travel_times",
]
