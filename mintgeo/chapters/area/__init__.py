"""The area of a study: which regions it is made of, what they are called, what lies around it."""

from mintgeo.chapters.area.found import AREA, Area, area_of
from mintgeo.chapters.area.words import area_name, in_area

__all__ = ["AREA", "Area", "area_name", "area_of", "in_area"]
