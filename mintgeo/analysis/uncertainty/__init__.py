"""How far the shares could be off."""

from mintgeo.analysis.uncertainty.drawing import uncertainty
from mintgeo.analysis.uncertainty.draws import LEVEL, Draws
from mintgeo.analysis.uncertainty.together import surely
from mintgeo.travel.laws import ErrorLaw
from mintgeo.travel.measured import LAWS, law_of

__all__ = ["LAWS", "LEVEL", "Draws", "ErrorLaw", "law_of", "surely", "uncertainty"]
