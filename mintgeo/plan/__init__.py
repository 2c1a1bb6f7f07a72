"""Where to stop and where to lend: solvers that know sets and costs, and nothing of geography."""

from mintgeo.plan import hubs, stops
from mintgeo.plan.solution import Solution

__all__ = ["Solution", "hubs", "stops"]
