"""How far the shares could be off."""

from mintgeo.uncertainty.draws import LEVEL, Draws, uncertainty
from mintgeo.uncertainty.world import ErrorLaw

__all__ = ["LEVEL", "Draws", "ErrorLaw", "uncertainty"]
