"""Addresses → points, offline: each with its level, its radius and what was doubted."""

from mintgeo.geocode.chain import geocode
from mintgeo.geocode.gazetteer import Gazetteer
from mintgeo.geocode.quality import Placement

__all__ = ["Gazetteer", "Placement", "geocode"]
