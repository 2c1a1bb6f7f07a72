"""How far the shares could be off."""

from mintgeo.uncertainty.draws import LEVEL, Draws, uncertainty
from mintgeo.uncertainty.laws import ErrorLaw
from mintgeo.uncertainty.together import surely

__all__ = ["LEVEL", "Draws", "ErrorLaw", "surely", "uncertainty"]
