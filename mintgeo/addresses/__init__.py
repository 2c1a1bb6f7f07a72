"""Streets and houses: German addresses as they are written, and an index of those of extracts."""

from mintgeo.addresses.index import AddressIndex
from mintgeo.addresses.records import Facility, House
from mintgeo.addresses.rows import Harvest
from mintgeo.addresses.store import Store

__all__ = ["AddressIndex", "Facility", "Harvest", "House", "Store"]
