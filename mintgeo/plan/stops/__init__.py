"""Stops: which candidates reach most people, or how few reach enough of them."""

from mintgeo.plan.stops.problem import Floor, Spread
from mintgeo.plan.stops.solver import solve

__all__ = ["Floor", "Spread", "solve"]
