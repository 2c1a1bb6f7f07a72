"""Routers: how long people travel from one point to another."""

from mintgeo._curves import CURVES, SpeedCurve
from mintgeo._located import Points
from mintgeo.travel._table import travel_table
from mintgeo.travel.abilities import (
    CurvedRouter,
    LawfulRouter,
    TimetableRouter,
    abilities,
)
from mintgeo.travel.airline import Airline
from mintgeo.travel.laws import ErrorLaw, Tails
from mintgeo.travel.matrices import REASONS, Matrix
from mintgeo.travel.osrm import Osrm
from mintgeo.travel.pairs import matrix
from mintgeo.travel.protocol import (
    AreaRouter,
    BoundedRouter,
    CrossingRouter,
    PlacingRouter,
    Router,
    StreetRouter,
    WayRouter,
    nearest,
    travel_times,
)
from mintgeo.travel.roads import Network, RoadNetwork, RoadPoints
from mintgeo.travel.transit import StopPoints, Transit, TransitOptions

__all__ = [
    "CURVES", "REASONS", "Airline", "AreaRouter", "BoundedRouter", "CrossingRouter", "CurvedRouter",
    "ErrorLaw", "LawfulRouter", "Matrix", "Network", "Osrm", "PlacingRouter", "Points",
    "RoadNetwork", "RoadPoints", "Router", "SpeedCurve", "StopPoints", "StreetRouter", "Tails",
    "TimetableRouter", "Transit", "TransitOptions",
    "WayRouter", "abilities", "matrix", "nearest", "travel_table", "travel_times",
]  # fmt: skip
