"""Real roads: a flat network from an OpenStreetMap extract, and travel times on it."""

from mintgeo.travel.roads.router import RoadNetwork

__all__ = ["RoadNetwork"]
