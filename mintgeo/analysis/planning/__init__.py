"""Where to stop and where to lend: plans for people and candidates on a map."""

from mintgeo.analysis.planning.choices import stop_candidates
from mintgeo.analysis.planning.gain import stop_gain
from mintgeo.analysis.planning.hubs import plan_hubs
from mintgeo.analysis.planning.result import HubPlan, StopPlan
from mintgeo.analysis.planning.stops import plan_stops
from mintgeo.analysis.planning.weights import StopWeights

__all__ = [
    "HubPlan", "StopPlan", "StopWeights", "plan_hubs", "plan_stops", "stop_candidates", "stop_gain",
]  # fmt: skip
