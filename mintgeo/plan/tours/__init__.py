"""Tours without geography: who is visited when, by which van, in which order."""

from mintgeo.plan.tours.problem import Goal, Problem, Stop
from mintgeo.plan.tours.rests import DRIVING_HOURS, WORKING_HOURS, Driver, Rest
from mintgeo.plan.tours.shortest import Routes, shortest_routes
from mintgeo.plan.tours.solver import Driven, Tours, solve
from mintgeo.plan.tours.trail import Round, best_round

__all__ = [
    "DRIVING_HOURS",
    "WORKING_HOURS",
    "Driven",
    "Driver",
    "Goal",
    "Problem",
    "Rest",
    "Round",
    "Routes",
    "Stop",
    "Tours",
    "best_round",
    "shortest_routes",
    "solve",
]
