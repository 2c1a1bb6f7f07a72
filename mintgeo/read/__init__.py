"""Lists as people have them → checked tables."""

from mintgeo.read.tables import original_cells, read_participants, read_sites

__all__ = ["original_cells", "read_participants", "read_sites"]
