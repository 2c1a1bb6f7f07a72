"""Areas, lines and points of any table on a map, in classes of one's own."""

from collections.abc import Sequence
from typing import Any, Final, Unpack

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mintgeo._crs import WGS84
from mintgeo._errors import CrsError, InputError, name_ids
from mintgeo.cartography.simplify import coarse
from mintgeo.cartography.sources import told_sources
from mintgeo.language import language
from mintgeo.maps._data import ClassSpot, ClassText, Packed, ShapeKind
from mintgeo.maps._pack import packed, packed_spots
from mintgeo.maps._theme import LayerOptions, ThemeLayer
from mintgeo.maps._theme_data import AreasData
from mintgeo.maps.ground import bounds_of

EXACT_M: Final = 20
_DECIMALS: Final = 6
_NEEDED: Final = ("name", "class", "geometry")
_DIMENSIONS: Final = {"Point": 0, "LineString": 1, "MultiLineString": 1, "LinearRing": 1,
                      "Polygon": 2, "MultiPolygon": 2}  # fmt: skip


class ShapesLayer(ThemeLayer):
    """Areas, lines and points in classes: whatever a table of your own holds.

    Parameters
    ----------
    shapes
        A table with ``name``, ``class`` and geometry in any CRS that says so, and perhaps ``text``,
        which is said after the name. Rows without a place are left out and counted in the legend.
    classes
        What a row can have as its ``class``, what the legend calls it, and its colour
        (``#rrggbb``), in the order of the legend.
    caption
        What the classes tell, as it stands in the legend.
    exact_m
        How far a drawn line may be from the true one, in metres.
    attributions, lang, options
        As of ``CoverageLayer``; a layer that is not shown first (``show=False``) can be switched
        on.

    Raises
    ------
    InputError
        If a column is missing, a row is of no class, or a shape is no area, line or point.
    CrsError
        If the table has no coordinate reference system.
    OptionError
        If mintgeo does not speak ``lang``.

    Examples
    --------
    >>> import mintgeo as mg
    >>> kreise = mg.regions("kreis", within="13")
    >>> kreise["class"] = ["many" if one > 200_000 else "few" for one in kreise["population"]]
    >>> classes = [("few", "bis 200 000", "#bdc9e1"), ("many", "mehr", "#016c59")]
    >>> ShapesLayer(kreise, classes=classes, caption="Menschen im Kreis")
    ShapesLayer('Menschen im Kreis')
    """

    kind = "areas"
    needs = ("classed.js",)

    def __init__(
        self,
        shapes: gpd.GeoDataFrame,
        *,
        classes: Sequence[tuple[Any, str, str]],
        caption: str,
        exact_m: float = EXACT_M,
        attributions: Sequence[str] = (),
        lang: str = "de",
        **options: Unpack[LayerOptions],
    ) -> None:
        say, name = language(lang), options.get("name", caption)
        table, lost = _placed(shapes)
        dimensions = _dimensions(table)
        texts = _texts(table, classes)

        def part(kind: ShapeKind, dimension: int) -> Packed[ClassText]:
            rows = dimensions == dimension
            found = coarse(table[rows], exact_m, _DECIMALS)
            said = [text for text, here in zip(texts, rows, strict=True) if here]
            return packed(kind, list(zip(found, said, strict=True)))

        data = AreasData(
            caption=caption,
            classes=[{"name": said, "colour": colour} for _, said, colour in classes],
            areas=part("MultiPolygon", 2),
            lines=part("MultiLineString", 1),
            spots=packed_spots(_spots(table, np.flatnonzero(dimensions == 0), texts)),
            whole="" if options.get("show", True) else name,
            missing=lost,
            bounds=bounds_of(table),
            credits=told_sources(say, shapes, named=attributions),
        )
        super().__init__(data, say, name, options)


def _placed(shapes: gpd.GeoDataFrame) -> tuple[gpd.GeoDataFrame, int]:
    """The rows that have a place, in degrees, and how many have none."""
    if missing := [one for one in _NEEDED if one not in shapes.columns]:
        raise InputError(
            "ShapesLayer() wants a table with {needed}; {missing} miss.",
            needed=", ".join(_NEEDED),
            missing=missing,
        )
    if shapes.crs is None:
        raise CrsError("The shapes have no coordinate reference system; set_crs() says which.")
    there = shapes.geometry.notna() & ~shapes.geometry.is_empty
    table = shapes[there].reset_index(drop=True).to_crs(WGS84)
    return table, len(shapes) - len(table)


def _dimensions(table: gpd.GeoDataFrame) -> NDArray[np.intp]:
    """0, 1 or 2 for every point, line and area."""
    kinds = table.geometry.geom_type
    if strange := sorted(set(kinds) - set(_DIMENSIONS)):
        raise InputError(
            "ShapesLayer() draws points, lines and areas, not {strange}; explode() makes single "
            "ones of several.",
            strange=", ".join(strange),
        )
    return np.array([_DIMENSIONS[kind] for kind in kinds], dtype=np.intp)


def _texts(table: gpd.GeoDataFrame, classes: Sequence[tuple[Any, str, str]]) -> list[ClassText]:
    """What is said of every row, and the position of its class."""
    places = {value: place for place, (value, _, _) in enumerate(classes)}
    if (of_none := ~table["class"].isin(list(places))).any():
        raise InputError(
            "Rows are of no class of {places}: {rows}.",
            places=", ".join(map(str, places)),
            rows=name_ids(table.loc[of_none, "name"]),
        )
    texts = table["text"] if "text" in table else pd.Series("", table.index)
    return [
        {"name": str(name), "text": str(text), "class": places[value]}
        for name, text, value in zip(table["name"], texts.fillna(""), table["class"], strict=True)
    ]


def _spots(
    table: gpd.GeoDataFrame, rows: NDArray[np.intp], texts: Sequence[ClassText]
) -> list[ClassSpot]:
    at = table.geometry.iloc[rows].get_coordinates().round(_DECIMALS - 1).to_numpy().tolist()
    found: list[Any] = [
        {"at": [lat, lon], **texts[row]} for (lon, lat), row in zip(at, rows, strict=True)
    ]
    return found
