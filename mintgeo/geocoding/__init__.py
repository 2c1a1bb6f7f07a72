"""Rows → points, offline: each with its level, its radius and what was doubted."""

from mintgeo.geocoding.chain import geocode
from mintgeo.geocoding.review import doubtful_rows, geocode_report

__all__ = ["doubtful_rows", "geocode", "geocode_report"]
