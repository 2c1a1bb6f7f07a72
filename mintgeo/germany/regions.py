"""Länder, Kreise and Gemeinden, and which of them a point lies in."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mintgeo import _embedded
from mintgeo._ags import DIGITS
from mintgeo._credits import credited
from mintgeo._crs import LAEA, points, to_wgs84
from mintgeo._errors import InputError, OptionError
from mintgeo._located import AnyTable, Located
from mintgeo._phrase import Phrase
from mintgeo._schema import REGIONS
from mintgeo.germany.within import Within, area_of
from mintgeo.official import read_borders, read_gemeinden, summed, with_people

GEBIETSSTAND: Final = {
    "land": "2017-07-01",
    "kreis": "2017-07-01, Eisenach in 16063",
    "gemeinde": "2023-03 (GeoNames), sonst um 2015",
}
"""Of the embedded regions."""
BORDER_M: Final = 3_000
"""A point this near outside of a border still belongs to the nearest region: borders are simplified
by up to 200 m, and harbours, bridges and islets lie outside of them."""
KEY_COLUMN: Final = {"land": "ags_land", "kreis": "ags_kreis", "gemeinde": "ags"}
"""Column of the points that holds the key of a level."""

_TABLES: Final = {"land": "laender", "kreis": "kreise", "gemeinde": "gemeinden"}
_WORKBOOK: Final = ".xlsx"


def regions(
    level: str,
    *,
    source: str | Path | gpd.GeoDataFrame | None = None,
    people: str | Path | None = None,
    within: Within | None = None,
) -> gpd.GeoDataFrame:
    """Return the Länder, Kreise or Gemeinden of Germany.

    Parameters
    ----------
    level
        ``land`` (16), ``kreis`` (400) or ``gemeinde`` (about 10,900 points).
    source
        Official data instead of the embedded: borders of the BKG (``.shp``, ``.gpkg``,
        ``.geojson``, ``.zip``), the Gemeindeverzeichnis (``.xlsx``; points), or a layer that one of
        them gave.
    people
        A Gemeindeverzeichnis whose people go onto the borders of ``source``.
    within
        Only regions that lie there: the name or key of a region, polygons, the file of such a
        layer, or a list of these (see ``mintgeo.germany.within.area_of``). In polygons lies what
        they hold more than half of.

    Returns
    -------
    GeoDataFrame
        A regions table in EPSG:4326, ordered by ``ags``: ``level``, ``name`` (with "(Stadt)" or
        "(Landkreis)" where two Kreise share one), ``ags``, ``gebietsstand``, ``population``,
        ``area_km2``, ``density`` (people per km²), ``geometry``. Embedded borders are simplified by
        up to 200 m and shared, their people are of 31.12.2018; embedded Gemeinden are points, their
        area is not known (NaN), and ``area_type`` is their degree of urbanisation.

    Raises
    ------
    OptionError
        For another level, or if ``within`` is none of these or could be several regions.
    UnknownRegionError
        If there is no region ``within``, or the keys of ``people`` and ``source`` are of different
        years and can't be recoded.
    InputError
        If ``source`` can't be read.

    Examples
    --------
    >>> import mintgeo as mg
    >>> mg.regions("kreis", within="10")[["ags", "name", "population"]].head(3)
         ags                         name  population
    0  10041  Regionalverband Saarbrücken      329708
    1  10042                Merzig-Wadern      103366
    2  10043                  Neunkirchen      132206
    """
    if level not in _TABLES:
        raise OptionError(
            "level must be one of {tables}, not {level!r}.", tables=", ".join(_TABLES), level=level
        )
    if source is None and people is None and within is None:
        return _embedded_layer(level).copy()
    layer = _embedded_layer(level).copy() if source is None else _official(level, source)
    if people is not None:
        layer = with_people(layer, read_gemeinden(people))
    if within is not None:
        layer = _inside(layer, within)
    REGIONS.check(layer)
    return layer


def assign_regions(points: AnyTable, layer: gpd.GeoDataFrame | None = None) -> gpd.GeoDataFrame:
    """Say for every point which region it lies in.

    Parameters
    ----------
    points
        Point geometry in any CRS that says so.
    layer
        Polygons with ``ags`` and ``level``, such as ``regions("gemeinde", source="VG250.gpkg")``;
        by default the embedded Kreise.

    Returns
    -------
    GeoDataFrame
        The points in their CRS, index and order, with the keys of the layer's level and those
        above (``ags``, ``ags_kreis``, ``ags_land``; replaced if they were there) and ``outside_m``:
        0 inside a region, the distance to the nearest one up to 3 km outside of all (which it is
        given to), NaN farther out or without a place; there the keys are NA. Where regions overlap
        the smaller key wins.

    Raises
    ------
    CrsError
        If a layer has no coordinate reference system.
    InputError
        If ``layer`` has no polygons.

    Examples
    --------
    >>> import geopandas as gpd
    >>> import mintgeo as mg
    >>> point = gpd.GeoDataFrame(geometry=gpd.points_from_xy([10.0], [53.55]), crs=4326)
    >>> mg.assign_regions(point)[["ags_kreis", "ags_land", "outside_m"]]
      ags_kreis ags_land  outside_m
    0     02000       02        0.0
    """
    level = "kreis" if layer is None else _level(layer)
    keys, gap = nearest_region(points, layer)
    out = gpd.GeoDataFrame(Located.of(points).table).copy()
    for name, digits in DIGITS.items():
        if digits <= DIGITS[level]:
            out[KEY_COLUMN[name]] = keys.str[:digits]
    out["outside_m"] = gap
    return credited(out, _embedded.source("kreise").attribution if layer is None else layer)


def with_regions(points: AnyTable) -> gpd.GeoDataFrame:
    """The points with their embedded Kreise; what ``assign_regions`` has made stays as it is."""
    table = gpd.GeoDataFrame(Located.of(points).table)
    known = {KEY_COLUMN["kreis"], KEY_COLUMN["land"], "outside_m"} <= set(table.columns)
    return table if known else assign_regions(points)


class _Borders(NamedTuple):
    """Regions in the order of their keys, in metres (EPSG:3035)."""

    ags: NDArray[np.object_]
    shapes: gpd.GeoSeries

    @classmethod
    def of(cls, layer: gpd.GeoDataFrame) -> "_Borders":
        shapes = to_wgs84(layer, what="layer").sort_values("ags", ignore_index=True)
        if not shapes.geom_type.isin(["Polygon", "MultiPolygon"]).all():
            raise InputError(
                "Points can be assigned to polygons only; this layer has other shapes."
            )
        return cls(shapes["ags"].to_numpy(), shapes.geometry.to_crs(LAEA))


@cache
def _kreise() -> _Borders:
    return _Borders.of(gpd.GeoDataFrame(_embedded.read("kreise")))


def nearest_region(
    points: AnyTable, layer: gpd.GeoDataFrame | None = None
) -> tuple[pd.Series, pd.Series]:
    """Key of the region of every point, and how far outside of it the point lies (metres).

    Without a ``layer`` it is the embedded Kreise.
    """
    at = Located.of(points).flat()
    names, borders = _kreise() if layer is None else _Borders.of(layer)
    keys = pd.Series(pd.NA, index=at.index, dtype="str")
    gap = pd.Series(np.nan, index=at.index)
    placed = np.flatnonzero(np.isfinite(at.bounds.to_numpy()).all(axis=1))
    row, owner = borders.sindex.query(at.iloc[placed], predicate="intersects", sort=True)
    first = np.unique(row, return_index=True)[1]
    inside = placed[row[first]]
    keys.iloc[inside], gap.iloc[inside] = names[owner[first]], 0.0
    out = np.setdiff1d(placed, inside)
    found, away = borders.sindex.nearest(
        at.iloc[out], return_all=False, max_distance=BORDER_M, return_distance=True
    )
    near = out[found[0]]
    keys.iloc[near], gap.iloc[near] = names[found[1]], away
    return keys, gap


@cache
def region_names(level: str) -> Mapping[str, str]:
    """Names of the embedded regions by key."""
    layer = _embedded_layer(level)
    return MappingProxyType(dict(zip(layer["ags"], layer["name"], strict=True)))


@cache
def _embedded_layer(level: str) -> gpd.GeoDataFrame:
    """Embedded regions, put together and checked once; not to be changed."""
    table = _embedded.read(_TABLES[level])
    if level == "gemeinde":
        table = gpd.GeoDataFrame(
            table, geometry=points(table.pop("lon"), table.pop("lat"), index=table.index)
        )
        table["population"] = table["population"].astype(float)
        table["area_km2"] = np.nan
    layer = gpd.GeoDataFrame(table)
    layer["level"] = level
    layer["gebietsstand"] = GEBIETSSTAND[level]
    layer["density"] = layer["population"] / layer["area_km2"]
    if level == "kreis":
        layer["name"] = _told_apart(layer["name"], layer["kind"])
    columns = [column.name for column in REGIONS.columns if column.name in layer]
    used = dict.fromkeys((_TABLES[level], "laender"))
    layer = gpd.GeoDataFrame(layer[columns])
    REGIONS.check(layer)
    return credited(layer, *(_embedded.source(name).attribution for name in used))


def _official(level: str, source: str | Path | gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    if isinstance(source, gpd.GeoDataFrame):
        if _level(source) != level:
            raise OptionError(
                "The layer holds {level}, not {level2}.", level=_level(source), level2=level
            )
        return to_wgs84(source)
    if not isinstance(source, str | Path):
        raise OptionError("source takes a file or a layer, not {kind}.", kind=type(source).__name__)
    if Path(source).suffix.lower() != _WORKBOOK:
        layer = read_borders(source, level=level)
        if level == "kreis":
            layer["name"] = _told_apart(layer["name"], layer["kind"])
        return layer
    gemeinden = read_gemeinden(source)
    return gemeinden if level == "gemeinde" else summed(gemeinden, level)


def _inside(layer: gpd.GeoDataFrame, within: Within) -> gpd.GeoDataFrame:
    columns = dict.fromkeys(DIGITS.values(), "ags")
    rows = area_of(within).rows(
        layer, columns, nothing=Phrase("There is no region of this level within")
    )
    return gpd.GeoDataFrame(layer[rows].reset_index(drop=True))


def _level(layer: gpd.GeoDataFrame) -> str:
    found = set(layer["level"]) if "level" in layer.columns else set()
    if len(found) != 1 or not found <= set(DIGITS) or "ags" not in layer.columns:
        raise InputError(
            "The layer needs columns 'ags' and 'level' (one of land, kreis, gemeinde in all rows); "
            "regions(level, source=...) reads such layers."
        )
    return str(found.pop())


def _told_apart(names: pd.Series, kinds: pd.Series) -> pd.Series:
    """Add the kind to names that two Kreise share."""
    short = kinds.str.contains("Stadt|Stadtkreis").map({True: "Stadt", False: "Landkreis"})
    return names.where(~names.duplicated(keep=False), names + " (" + short + ")")
