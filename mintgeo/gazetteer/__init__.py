"""PLZ, places and Länder: what a PLZ and the name of a place mean, and what stands at a point."""

from mintgeo.gazetteer.gazetteer import Code, Gazetteer, NamedPlace
from mintgeo.gazetteer.quality import Placement
from mintgeo.gazetteer.reverse import reverse_geocode
from mintgeo.gazetteer.step import Placed, Step

__all__ = [
    "Code", "Gazetteer", "NamedPlace", "Placed", "Placement", "Step", "reverse_geocode",
]  # fmt: skip
