"""What lies under points and lines for orientation: Kreise and Länder in pale lines."""

from typing import Any

import geopandas as gpd

from mintgeo import _embedded
from mintgeo._credits import credits_of
from mintgeo.maps._pack import packed
from mintgeo.maps.coverage import border_lines, simplified
from mintgeo.regions import regions


def ground(kreise: gpd.GeoDataFrame | None = None) -> dict[str, Any]:
    """Return ``kreise`` with their names and ``borders`` of the Länder, as ``drawGround`` wants."""
    layer = regions("kreis") if kreise is None else kreise
    shapes = simplified(layer)
    named = [(shape, {"name": name}) for shape, name in zip(shapes, layer["name"], strict=True)]
    return {
        "kreise": packed("MultiPolygon", named),
        "borders": border_lines(shapes, layer["ags"]),
    }


def ground_credits(kreise: gpd.GeoDataFrame | None = None) -> list[str]:
    """Lines that must stand with the ground."""
    embedded = _embedded.source("kreise").attribution
    return credits_of(embedded if kreise is None else kreise)


def bounds_of(table: gpd.GeoDataFrame, *, least: float = 0.05) -> list[list[float]] | None:
    """South-west and north-east corner (degrees) of what has a place, at least ``least`` wide."""
    placed = table[table.geometry.notna() & ~table.geometry.is_empty]
    if placed.empty:
        return None
    west, south, east, north = (float(one) for one in placed.total_bounds)
    return [[south - least, west - least], [north + least, east + least]]
