"""Lists as people have them → checked tables."""

from mintgeo.read.tables import read_participants, read_sites

__all__ = ["read_participants", "read_sites"]
