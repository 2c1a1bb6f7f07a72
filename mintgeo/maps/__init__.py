"""Maps that load nothing from anywhere."""

from mintgeo.maps._page import MapPage
from mintgeo.maps.coverage import coverage_map

__all__ = ["MapPage", "coverage_map"]
