"""Maps that load nothing from anywhere, unless they are asked to."""

from mintgeo.maps._page import MapPage
from mintgeo.maps.basemap import BASEMAPS, Basemap
from mintgeo.maps.change import change_map
from mintgeo.maps.coverage import coverage_map
from mintgeo.maps.explore import explore
from mintgeo.maps.local import local_map
from mintgeo.maps.placement import placement_map
from mintgeo.maps.sketch import areas_map, reach_map
from mintgeo.maps.travel import travel_map

__all__ = [
    "BASEMAPS",
    "Basemap",
    "MapPage",
    "areas_map",
    "change_map",
    "coverage_map",
    "explore",
    "local_map",
    "placement_map",
    "reach_map",
    "travel_map",
]
