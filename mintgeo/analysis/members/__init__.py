"""The network itself: who took part when, how it grows, who stays, how far they are apart."""

from mintgeo.analysis.members.apart import member_distances
from mintgeo.analysis.members.history import Meeting, member_history
from mintgeo.analysis.members.over_time import member_cohorts, member_growth

__all__ = ["Meeting", "member_cohorts", "member_distances", "member_growth", "member_history"]
