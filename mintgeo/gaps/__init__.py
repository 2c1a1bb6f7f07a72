"""Reach → where people live beyond the threshold: points, and named, ranked areas."""

from mintgeo.gaps.areas import AreaRules
from mintgeo.gaps.find import gaps
from mintgeo.gaps.points import gap_points

__all__ = ["AreaRules", "gap_points", "gaps"]
