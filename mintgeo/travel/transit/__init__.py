"""By bus and train: the router that goes by timetables, and what a way on it is made of."""

from mintgeo.travel.transit.footways import FOOT
from mintgeo.travel.transit.options import TransitOptions
from mintgeo.travel.transit.places import StopPoints
from mintgeo.travel.transit.router import Transit

__all__ = ["FOOT", "StopPoints", "Transit", "TransitOptions"]
