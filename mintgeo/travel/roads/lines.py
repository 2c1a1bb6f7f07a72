"""The roads of a network as lines, each road once."""

import geopandas as gpd
import numpy as np
import shapely

from mintgeo._crs import WGS84
from mintgeo.travel.roads.graph.network import Network
from mintgeo.travel.roads.reading.ways import UNIT


def road_lines(network: Network) -> gpd.GeoSeries:
    """Return the lines of all roads in EPSG:4326; of the two directions of a road only one."""
    arcs = len(network.twin) - len(network.doubled)
    twin = network.twin[:arcs]
    once = (twin < 0) | (twin > np.arange(arcs))
    end = network.first[arcs]
    arc = np.repeat(np.arange(arcs), np.diff(network.first[: arcs + 1]))
    places = np.column_stack([network.x[:end], network.y[:end]]) * UNIT
    lines = shapely.linestrings(places, indices=arc)
    return gpd.GeoSeries(lines[once], crs=WGS84)
