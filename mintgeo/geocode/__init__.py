"""Addresses → points, offline: each with its level, its radius and what was doubted."""

from mintgeo.geocode.chain import geocode
from mintgeo.geocode.consent import Consent, withheld
from mintgeo.geocode.gazetteer import Gazetteer
from mintgeo.geocode.index import AddressIndex
from mintgeo.geocode.online import Online
from mintgeo.geocode.quality import Placement
from mintgeo.geocode.review import doubtful_rows, geocode_report
from mintgeo.geocode.step import Placed, Step

__all__ = [
    "AddressIndex",
    "Consent",
    "Gazetteer",
    "Online",
    "Placed",
    "Placement",
    "Step",
    "doubtful_rows",
    "geocode",
    "geocode_report",
    "withheld",
]
