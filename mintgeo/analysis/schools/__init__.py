"""Schools: what each reaches after lessons, who could come to it, which companies are near."""

from mintgeo.analysis.schools.access import school_access
from mintgeo.analysis.schools.companies import school_companies
from mintgeo.analysis.schools.parties import school_parties

__all__ = ["school_access", "school_companies", "school_parties"]
