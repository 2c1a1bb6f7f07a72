"""What somebody has decided of rows on the map: a small file that counts first."""

from mintgeo.geocoding.corrections.candidates import Candidate, candidates_of
from mintgeo.geocoding.corrections.decided import Decided, decide
from mintgeo.geocoding.corrections.file import Corrections, read_corrections
from mintgeo.geocoding.corrections.rows import kind_of_list, row_signs

__all__ = [
    "Candidate",
    "Corrections",
    "Decided",
    "candidates_of",
    "decide",
    "kind_of_list",
    "read_corrections",
    "row_signs",
]
