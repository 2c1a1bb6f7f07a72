"""There by bus and train, stay, and home again: which offers a child can come to."""

from mintgeo.analysis.outings.courses import course_times
from mintgeo.analysis.outings.tables import outing_pairs, outings

__all__ = ["course_times", "outing_pairs", "outings"]
