"""How far the shares could be off."""

from mintgeo.travel.laws import ErrorLaw
from mintgeo.travel.measured import LAWS, law_of
from mintgeo.uncertainty.draws import LEVEL, Draws, uncertainty
from mintgeo.uncertainty.together import surely

__all__ = ["LAWS", "LEVEL", "Draws", "ErrorLaw", "law_of", "surely", "uncertainty"]
