"""Maps that load nothing from anywhere."""

from mintgeo.maps._page import MapPage
from mintgeo.maps.change import change_map
from mintgeo.maps.coverage import coverage_map

__all__ = ["MapPage", "change_map", "coverage_map"]
