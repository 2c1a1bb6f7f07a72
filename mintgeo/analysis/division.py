"""By which areas results are given: the country, its regions, or areas of one's own (``by``)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

import geopandas as gpd
import pandas as pd

from mintgeo._credits import credited
from mintgeo._crs import WGS84
from mintgeo._errors import InputError, OptionError
from mintgeo._located import Located
from mintgeo.germany.own_areas import ELSEWHERE, own_areas
from mintgeo.germany.regions import (
    KEY_COLUMN,
    nearest_region,
    region_names,
    regions,
    with_regions,
)

COUNTRY_AGS: Final = "DE"
LAYER: Final = "layer"
AREA_TYPE_NAMES: Final = {
    "city": "Städte",
    "town": "Kleinere Städte und Vororte",
    "rural": "Ländliche Gebiete",
}
COLUMNS: Final = {"country": "", **KEY_COLUMN, "area_type": "area_type"}
"""Level → column of the points that holds its keys."""


@dataclass(frozen=True, eq=False)
class Division:
    """Areas that results are given by.

    Attributes
    ----------
    level
        ``country``, ``land``, ``kreis``, ``gemeinde``, ``area_type``, or ``layer``.
    layer
        The areas, if they are of one's own: as of ``own_areas``.
    """

    level: str
    layer: gpd.GeoDataFrame | None = None

    @classmethod
    def of(cls, by: "By", key: str | None = None, *, levels: Iterable[str] = COLUMNS) -> "Division":
        """Understand ``by`` and ``key`` of a verb.

        Raises
        ------
        OptionError
            If ``by`` is neither a level nor a layer, or there is a ``key`` without a layer.
        InputError
            As of ``own_areas``.
        """
        if isinstance(by, Division):
            return by
        if isinstance(by, gpd.GeoDataFrame | gpd.GeoSeries):
            return cls(LAYER, own_areas(by, key))
        if not isinstance(by, str) or by not in tuple(levels):
            said = by if isinstance(by, str) else type(by).__name__
            raise OptionError(
                "by must be one of {levels} or a layer of polygons, not {said!r}.",
                levels=", ".join(levels),
                said=said,
            )
        if key is not None:
            raise OptionError(
                "key names a column of a layer; by={by!r} has keys of its own.", by=by
            )
        return cls(by)

    def keys(self, people: pd.DataFrame | Located) -> pd.Series:
        """Key of the area of every point; those without one stand under ``außerhalb``."""
        at = Located.of(people, what="points of the reach table")
        points = at.table
        if self.layer is not None:
            keys = nearest_region(at, self.layer)[0]
            return keys.where(keys.notna(), ELSEWHERE)
        if self.level == "country":
            return pd.Series(COUNTRY_AGS, index=points.index)
        column = COLUMNS[self.level]
        if column not in points.columns or points[column].isna().all():
            raise InputError(
                "The reach table does not know the {level} of any point (column '{column}'); "
                "population(..., layer=regions('gemeinde', source=...)) finds it out, in a study "
                "[people] gemeinden = ... does.",
                level=self.level,
                column=column,
            )
        keys = pd.Series(points[column], dtype="str")
        return keys.where(keys.notna(), ELSEWHERE)

    def names(self) -> Mapping[str, str]:
        """Names of the areas by key."""
        if self.level == "country":
            return {COUNTRY_AGS: "Deutschland"}
        if self.level == "area_type":
            return AREA_TYPE_NAMES
        if self.layer is None:
            return region_names(self.level)
        return dict(zip(self.layer["ags"], self.layer["name"], strict=True))

    def offers(self, offers: Located, people: Located, key: pd.Series) -> pd.Series:
        """Count offers by area: in its polygon, or where the nearest of the points belongs.

        Parameters
        ----------
        offers
            Those that have a place.
        people, key
            Points, and the area of each.
        """
        if self.layer is not None:
            keys = nearest_region(offers, self.layer)[0]
        elif self.level in ("country", "land", "kreis"):
            keys = with_regions(offers)[COLUMNS[self.level] or "ags_land"].dropna()
            keys = keys.mask(keys.notna(), COUNTRY_AGS) if self.level == "country" else keys
        else:
            keys = key.iloc[people.flat().sindex.nearest(offers.flat(), return_all=False)[1]]
        counts: pd.Series = keys.value_counts()
        return counts

    def drawn(self, table: pd.DataFrame) -> gpd.GeoDataFrame:
        """Give every row of a table, by its ``ags``, the shape of its area (EPSG:4326).

        Embedded Gemeinden are points; what lies outside of all areas has no shape.

        Raises
        ------
        OptionError
            For area types, which are no areas.
        """
        if self.level == "area_type":
            raise OptionError("Area types have no borders; geometry=True needs another by.")
        layer = (
            regions("land" if self.level == "country" else self.level)
            if self.layer is None
            else self.layer
        )
        shapes = layer.set_index("ags").geometry
        if self.level == "country":
            shapes = gpd.GeoSeries([shapes.union_all()], index=[COUNTRY_AGS], crs=WGS84)
        each = gpd.GeoSeries(shapes.reindex(table["ags"].array).array, index=table.index, crs=WGS84)
        out = gpd.GeoDataFrame(table, geometry=each)
        out.attrs = dict(table.attrs)
        return credited(out, layer)


By: TypeAlias = str | gpd.GeoDataFrame | gpd.GeoSeries | Division
"""A level, or a layer of areas."""
