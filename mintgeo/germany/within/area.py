"""An area that was asked for → which rows of a table lie in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from numbers import Integral, Real
from pathlib import Path, PurePath
from typing import Any, Final, TypeAlias

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from mintgeo._ags import ARS_DIGITS, DIGITS
from mintgeo._crs import WGS84, to_wgs84
from mintgeo._errors import InputError, OptionError, UnknownRegionError
from mintgeo._phrase import Phrase
from mintgeo._polygons import as_polygons
from mintgeo.germany.within.names import find_region
from mintgeo.official._layer import load_areas

Place: TypeAlias = str | int | PurePath | BaseGeometry | gpd.GeoSeries | gpd.GeoDataFrame
"""A name, a key, the file of a layer, a polygon (degrees), or a layer of polygons (any CRS)."""
_FILES: Final = (".gpkg", ".shp", ".geojson", ".json", ".zip")
_HALF: Final = 0.5
_LONGEST: Final = 60
_WANTED: Final = Phrase(
    "within takes the name of a region ('Landkreis Uelzen'), an AGS of 2, 5 or 8 digits ('13', "
    "'03159'), polygons (with a CRS), the file of such a layer, or a list of these"
)


@dataclass(frozen=True, kw_only=True, eq=False)
class Part:
    """One region or one layer of an area.

    Attributes
    ----------
    said, name
        As it was asked for, and what it is called.
    key, shape
        AGS of a region, or the polygons (degrees) of a layer.
    file
        Where it was read, if it was.
    """

    said: str
    name: str
    key: str = ""
    shape: BaseGeometry | None = None
    file: Path | None = None

    def inside(self, table: gpd.GeoDataFrame, columns: Mapping[int, str]) -> NDArray[np.bool_]:
        """Which rows lie here."""
        if self.shape is not None:
            return _covered(to_wgs84(table.geometry, what="table"), self.shape)
        column = columns.get(len(self.key))
        if column is None:
            known = " or ".join(map(str, columns))
            raise OptionError(
                "Here within must be regions of {known} digits, not {said} ({key}); polygons can "
                "be smaller.",
                known=known,
                said=self.said,
                key=self.key,
            )
        found = table[column].astype("str").str.startswith(self.key)
        return np.asarray(found.fillna(False), dtype=bool)


@dataclass(frozen=True, kw_only=True, eq=False)
class Area:
    """Regions and polygons to look in, all of them together; ``area_of`` makes it."""

    parts: tuple[Part, ...]

    def rows(
        self, table: gpd.GeoDataFrame, columns: Mapping[int, str], *, nothing: Phrase
    ) -> NDArray[np.bool_]:
        """Say which rows lie in the area.

        A point lies in a polygon or on its border; an area of the table lies in it with more than
        half of what it covers.

        Parameters
        ----------
        table
            With geometry, and columns of keys.
        columns
            Digits of a key → the column that begins with such keys.
        nothing
            What to say where a part of the area holds no row.

        Raises
        ------
        UnknownRegionError
            If a part of the area holds no row.
        OptionError
            If the table has no keys of that many digits.
        """
        each = [one.inside(table, columns) for one in self.parts]
        empty = [one.said for one, rows in zip(self.parts, each, strict=True) if not rows.any()]
        if empty:
            raise UnknownRegionError("{nothing} {parts}.", nothing=nothing, parts=", ".join(empty))
        return np.asarray(np.any(each, axis=0))

    @property
    def files(self) -> list[Path]:
        """Files that the area was read from."""
        return [one.file for one in self.parts if one.file is not None]

    def __str__(self) -> str:
        """Keys of the regions, and what layers are called."""
        return ", ".join(one.key or (one.file.name if one.file else one.name) for one in self.parts)


Within: TypeAlias = Place | Iterable[Place] | Area
"""What ``within`` takes."""


def area_of(within: Within, *, folder: Path | None = None) -> Area:
    """Understand where to look.

    Parameters
    ----------
    within
        A name: "Niedersachsen", "Landkreis Uelzen", "Stadt Uelzen", "Neustadt, Hessen". Of regions
        that share a name the Land comes before the Kreis and the Kreis before the Gemeinde; between
        two of one kind the text must decide. A key (AGS, or the ARS of a Gemeinde), as text or
        number, with or without its first zero. Polygons of shapely, in degrees; a GeoSeries or
        GeoDataFrame of polygons in any CRS that it names; the path of such a file. Or several.
    folder
        Where paths begin that do not begin at the root.

    Raises
    ------
    OptionError
        If it is none of these, or a name fits several regions; the message names them.
    UnknownRegionError
        If there is no region of that name; the message names those that are spelt alike.
    InputError
        If a layer has rows without an area, or a file can't be read.
    CrsError
        If a layer does not say its CRS.
    """
    if isinstance(within, Area):
        return within
    parts = tuple(_part(one, folder or Path()) for one in _listed(within))
    if not parts:
        raise OptionError("{wanted}; the list is empty.", wanted=_WANTED)
    return Area(parts=parts)


def _listed(within: Any) -> list[Any]:
    alone = str, bytes, PurePath, BaseGeometry, gpd.GeoSeries, pd.DataFrame, Mapping
    several = isinstance(within, Iterable) and not isinstance(within, alone)
    return list(within) if several else [within]


def _part(one: Any, folder: Path) -> Part:
    if isinstance(one, BaseGeometry):
        shape = as_polygons(gpd.GeoSeries([one], crs=WGS84), what="polygon of within")
        return Part(said="the polygon", name="Polygon", shape=shapely.union_all(shape.to_numpy()))
    if isinstance(one, gpd.GeoSeries | gpd.GeoDataFrame):
        shapes = as_polygons(one, what="layer of within")
        return Part(said="the polygons", name="Polygon", shape=shapely.union_all(shapes.to_numpy()))
    if isinstance(one, PurePath) or (isinstance(one, str) and one.lower().endswith(_FILES)):
        return _of_file(folder / Path(one))
    if isinstance(one, Real) and not isinstance(one, bool | np.bool_):
        return _of_number(one)
    if not isinstance(one, str) or not one.strip():
        raise OptionError("{wanted}, not {found!r}.", wanted=_WANTED, found=str(one)[:_LONGEST])
    text = one.strip()
    if text.replace(" ", "").isdecimal():
        return _of_key(text.replace(" ", ""), said=text)
    region = find_region(text)
    return Part(said=f"'{text}'", name=region.name, key=region.key)


def _of_number(one: Real) -> Part:
    number = float(one)
    whole = isinstance(one, Integral) or number.is_integer()
    if not whole or number < 0:
        raise OptionError("{wanted}, not {found!r}.", wanted=_WANTED, found=one)
    return _of_key(str(int(number)), said=str(int(number)))


def _of_key(digits: str, *, said: str) -> Part:
    """A key whose first zero may be lost; an ARS becomes an AGS."""
    lengths = sorted(DIGITS.values())
    key = digits.zfill(len(digits) + 1) if len(digits) + 1 in lengths else digits
    key = key.zfill(ARS_DIGITS) if len(key) == ARS_DIGITS - 1 else key
    key = key[:5] + key[9:] if len(key) == ARS_DIGITS else key
    if len(key) not in lengths:
        raise OptionError("{wanted}, not {found!r}.", wanted=_WANTED, found=said[:_LONGEST])
    return Part(said=said, name=key, key=key)


def _of_file(file: Path) -> Part:
    try:
        shapes = as_polygons(load_areas(file), what=f"layer '{file.name}'")
    except OSError as error:
        raise InputError("'{file}' can't be read: {error}.", file=file.name, error=error) from error
    whole = shapely.union_all(shapes.to_numpy())
    return Part(said=f"'{file.name}'", name=file.stem, shape=whole, file=file)


def _covered(at: gpd.GeoSeries, area: BaseGeometry) -> NDArray[np.bool_]:
    """Which points lie in an area, and which polygons lie in it with more than half."""
    shapes = at.to_numpy()
    shapely.prepare(area)
    found = np.asarray(shapely.intersects(area, shapes), dtype=bool)
    wide = np.flatnonzero(found & (shapely.area(shapes) > 0))
    part = shapely.area(shapely.intersection(shapes[wide], area)) / shapely.area(shapes[wide])
    found[wide] = part > _HALF
    return found
