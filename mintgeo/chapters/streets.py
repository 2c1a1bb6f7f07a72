"""Tables of a run on a small map: its streets, and the areas from where offers are reached."""

from typing import Final

import geopandas as gpd

from mintgeo import _schema
from mintgeo._kinds import Kind, columns_of
from mintgeo.run import Run

ISOCHRONES: Final[Kind[gpd.GeoDataFrame]] = Kind(
    name="isochrones", privacy="open", columns=columns_of(_schema.ISOCHRONES)
)
ROADS: Final[Kind[gpd.GeoDataFrame]] = Kind(
    name="roads", privacy="open", columns=frozenset({"kind", "name", "geometry"})
)


def is_local(run: Run) -> bool:
    """Whether a run is of a small map, drawn with its streets."""
    return run.find(ISOCHRONES) is not None
