"""How far the shares could be off."""

from mintgeo.analysis.uncertainty.drawing import FEWEST, MOST, check_draws, uncertainty
from mintgeo.analysis.uncertainty.draws import LEVEL, Draws
from mintgeo.analysis.uncertainty.together import surely
from mintgeo.travel.laws import ErrorLaw
from mintgeo.travel.measured import LAWS, law_of

__all__ = [
    "FEWEST", "LAWS", "LEVEL", "MOST", "Draws", "ErrorLaw", "check_draws", "law_of", "surely",
    "uncertainty",
]  # fmt: skip
