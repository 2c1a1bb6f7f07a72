"""Where to stop and where to lend: plans for people and candidates on a map."""

from mintgeo.analysis.planning.result import StopPlan
from mintgeo.analysis.planning.stops import plan_stops

__all__ = ["StopPlan", "plan_stops"]
