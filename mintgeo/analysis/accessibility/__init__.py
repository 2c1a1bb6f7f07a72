"""Pair table → how much of an offer people have: cumulative, gravity, floating catchments, equity.

All measures take a travel table of pairs (``travel_times``): t minutes from an origin i, where P
people live, to a destination j with the supply S (1 each, or a column such as ``capacity``). Pairs
without a time count nothing.
"""

from mintgeo.analysis.accessibility.catchment import floating_catchment
from mintgeo.analysis.accessibility.decay import Decay
from mintgeo.analysis.accessibility.equity import Concentration, concentration
from mintgeo.analysis.accessibility.inequality import gini, lorenz
from mintgeo.analysis.accessibility.measures import cumulative, gravity

__all__ = [
    "Concentration", "Decay", "concentration", "cumulative", "floating_catchment", "gini",
    "gravity", "lorenz",
]  # fmt: skip
