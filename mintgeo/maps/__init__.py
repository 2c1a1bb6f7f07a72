"""Maps of folium that load nothing from anywhere, unless they are asked to.

A function such as ``coverage_map`` makes a whole page; a layer such as ``CoverageLayer`` can be
added to any map of folium, with others, and is switched by its control for layers.
"""

from mintgeo.maps._data import ThemeData
from mintgeo.maps._map import Map
from mintgeo.maps._theme import LayerOptions, ThemeLayer
from mintgeo.maps.areas import AreasLayer, areas_map
from mintgeo.maps.basemap import BASEMAPS, Basemap
from mintgeo.maps.change import ChangeLayer, change_map
from mintgeo.maps.coverage import CoverageLayer, coverage_map
from mintgeo.maps.explore import explore
from mintgeo.maps.gaps import GapsLayer
from mintgeo.maps.ground import GroundLayer
from mintgeo.maps.local import LocalLayer, local_map
from mintgeo.maps.names import NamesLayer
from mintgeo.maps.offers import OffersLayer
from mintgeo.maps.people import PeopleLayer
from mintgeo.maps.placement import PlacementLayer, placement_map
from mintgeo.maps.plan import PlanLayer
from mintgeo.maps.reach import ReachLayer, reach_map
from mintgeo.maps.shapes import ShapesLayer
from mintgeo.maps.travel import WaysLayer, travel_map
from mintgeo.maps.trial import WhatIfLayer, what_if

__all__ = [
    "BASEMAPS",
    "AreasLayer",
    "Basemap",
    "ChangeLayer",
    "CoverageLayer",
    "GapsLayer",
    "GroundLayer",
    "LayerOptions",
    "LocalLayer",
    "Map",
    "NamesLayer",
    "OffersLayer",
    "PeopleLayer",
    "PlacementLayer",
    "PlanLayer",
    "ReachLayer",
    "ShapesLayer",
    "ThemeData",
    "ThemeLayer",
    "WaysLayer",
    "WhatIfLayer",
    "areas_map",
    "change_map",
    "coverage_map",
    "explore",
    "local_map",
    "placement_map",
    "reach_map",
    "travel_map",
    "what_if",
]
