"""Where to look: regions by name or key, and polygons, as ``within`` takes them everywhere."""

from mintgeo.germany.within.area import Area, Place, Within, area_of

__all__ = ["Area", "Place", "Within", "area_of"]
