"""Where to look: regions by name or key, and polygons, as ``within`` takes them everywhere."""

from mintgeo.germany.within.area import Area, Place, Within, area_of
from mintgeo.germany.within.names import told_name

__all__ = ["Area", "Place", "Within", "area_of", "told_name"]
