"""Areas against each other, draw by draw: ranks, differences, and how many areas."""

from mintgeo.analysis.ranking.shares import HALF, LOW, MOST, AreaShares, verdicts
from mintgeo.analysis.ranking.verb import area_shares

__all__ = ["HALF", "LOW", "MOST", "AreaShares", "area_shares", "verdicts"]
