"""Routers: how long people travel from one point to another."""

from mintgeo.travel.airline import CURVES, Airline, SpeedCurve
from mintgeo.travel.protocol import Router, nearest, travel_times

__all__ = ["CURVES", "Airline", "Router", "SpeedCurve", "nearest", "travel_times"]
