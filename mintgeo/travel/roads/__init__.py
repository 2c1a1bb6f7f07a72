"""Real roads: a flat network from an OpenStreetMap extract, and travel times on it."""

from mintgeo.travel.roads.graph.network import Network
from mintgeo.travel.roads.graph.places import RoadPoints
from mintgeo.travel.roads.router import RoadNetwork

__all__ = ["Network", "RoadNetwork", "RoadPoints"]
