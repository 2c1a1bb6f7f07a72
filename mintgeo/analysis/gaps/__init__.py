"""Reach → where people live beyond the threshold: points, and named, ranked areas."""

from mintgeo.analysis.gaps.areas import AreaRules
from mintgeo.analysis.gaps.find import gaps, only_rural
from mintgeo.analysis.gaps.points import coarse_keys, gap_points, gap_towns

__all__ = ["AreaRules", "coarse_keys", "gap_points", "gap_towns", "gaps", "only_rural"]
