"""Addresses → points, offline: each with its level, its radius and what was doubted."""

from mintgeo.geocode.chain import geocode
from mintgeo.geocode.gazetteer import Gazetteer

__all__ = ["Gazetteer", "geocode"]
