"""What lies under points and lines for orientation: Kreise and Länder in pale lines."""

from collections.abc import Sequence
from typing import Any, Unpack

import geopandas as gpd

from mintgeo.cartography.extent import extent
from mintgeo.cartography.simplify import outlines, simplified
from mintgeo.cartography.sources import told_sources
from mintgeo.germany.own_areas import as_regions
from mintgeo.germany.regions import regions
from mintgeo.language import language
from mintgeo.maps._data import Bounds, Nothing, Packed
from mintgeo.maps._map import Map
from mintgeo.maps._pack import packed
from mintgeo.maps._theme import LayerOptions, ThemeLayer
from mintgeo.maps._theme_data import GroundData, GroundKreis
from mintgeo.maps.basemap import Basemap


class GroundLayer(ThemeLayer):
    """Kreise in pale lines with their names, and the borders of the Länder.

    Parameters
    ----------
    kreise
        A regions table of Kreise, or any layer of areas; the embedded Kreise by default.
    own
        Those of them that matter: the others are paler, and the map begins with these.
    attributions, lang, options
        As of ``CoverageLayer``.
    """

    kind = "ground"

    def __init__(
        self,
        kreise: gpd.GeoDataFrame | None = None,
        *,
        own: gpd.GeoDataFrame | None = None,
        attributions: Sequence[str] = (),
        lang: str = "de",
        **options: Unpack[LayerOptions],
    ) -> None:
        say, layer = language(lang), regions("kreis") if kreise is None else as_regions(kreise)
        shapes = simplified(layer)
        inner = [own is None or ags in set(own["ags"]) for ags in layer["ags"]]
        names: list[GroundKreis] = [
            {"name": name, "own": here} for name, here in zip(layer["name"], inner, strict=True)
        ]
        data = GroundData(
            kreise=packed("MultiPolygon", list(zip(shapes, names, strict=True))),
            borders=borders(shapes, layer) if own is None else packed("MultiLineString", []),
            bounds=bounds_of(layer if own is None else own, least=0),
            credits=told_sources(say, layer, named=attributions),
        )
        super().__init__(data, say, say("Kreise"), options)


def over_ground(
    layer: ThemeLayer,
    kreise: gpd.GeoDataFrame | None,
    title: str,
    attributions: Sequence[str],
    lang: str,
    basemap: Basemap | str | None,
) -> Map:
    """Draw a layer on Kreise in pale lines, and begin with where it is."""
    ground = GroundLayer(kreise, attributions=attributions, lang=lang)
    title, bounds = language(lang)(title), layer.bounds or ground.bounds
    return Map(ground, layer, title=title, lang=lang, basemap=basemap, bounds=bounds)


def borders(shapes: Any, kreise: gpd.GeoDataFrame) -> Packed[Nothing]:
    """Borders of the Länder along simplified Kreise, as the pages read them."""
    return packed(
        "MultiLineString", [(line, Nothing()) for line in outlines(shapes, kreise["ags"])]
    )


def bounds_of(table: gpd.GeoDataFrame, *, least: float = 0.05) -> Bounds | None:
    """South-west and north-east corner (degrees) of what has a place, at least ``least`` wide.

    Without a small island far off.
    """
    placed = table[table.geometry.notna() & ~table.geometry.is_empty]
    if placed.empty:
        return None
    west, south, east, north = extent(placed.geometry.array)
    return [[south - least, west - least], [north + least, east + least]]
