"""Streets and houses: German addresses as they are written, and an index of those of extracts."""

from mintgeo.addresses.index import AddressIndex

__all__ = ["AddressIndex"]
