"""Addresses → points, offline: each with its level, its radius and what was doubted."""

from mintgeo.geocode.chain import geocode
from mintgeo.geocode.gazetteer import Gazetteer
from mintgeo.geocode.quality import Placement
from mintgeo.geocode.review import doubtful_rows, geocode_report

__all__ = ["Gazetteer", "Placement", "doubtful_rows", "geocode", "geocode_report"]
