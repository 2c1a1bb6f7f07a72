"""Borders of the BKG (VG250, VG5000): shapefile, GeoPackage, GeoJSON, or the ZIP they come in."""

import re
from functools import partial
from pathlib import Path, PurePath
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from mintgeo._ags import level_of, read_keys
from mintgeo._crs import GERMANY, LAEA, WGS84, to_wgs84
from mintgeo._door import reading
from mintgeo._errors import CrsError, InputError, name_rows
from mintgeo._phrase import Phrase
from mintgeo.official._layer import load_layer
from mintgeo.official._table import find_column

ATTRIBUTION: Final = "Grenzen: © GeoBasis-DE / BKG (dl-de/by-2-0; Daten verändert)"
_LAYER: Final = {"land": "lan", "kreis": "krs", "gemeinde": "gem"}
_LAND_AREA: Final = (3, 4, 9)
"""GF: land, in the older and the newer coding; the others are sea and lakes."""
_AREA: Final = 2
"""Dimensions of what has an area."""
_NAMED: Final = 20
SLIVER_KM2: Final = 0.01
"""Smaller holes and overlaps are rounding."""
_MARGIN_DEG: Final = 1.0


def read_borders(
    path: str | Path, *, level: str | None = None, gebietsstand: str = ""
) -> gpd.GeoDataFrame:
    """Read official borders, and say what is wrong with them.

    Parameters
    ----------
    path
        ``.shp``, ``.gpkg``, ``.geojson`` or a ``.zip`` of these. Of several layers, the one of the
        level is taken (``VG250_GEM``, ``_KRS``, ``_LAN``).
    level
        ``land``, ``kreis`` or ``gemeinde``; told by the keys if not given.
    gebietsstand
        Date of the borders; by default what ``aktualitaet.txt`` beside the file says.

    Returns
    -------
    GeoDataFrame
        A regions table in EPSG:4326, ordered by ``ags``: ``level``, ``name``, ``ags``,
        ``gebietsstand``, ``population`` (NaN unless the layer has EWZ), ``area_km2`` (of the
        polygons, equal-area), ``density``, ``kind``, ``geometry``. ``attrs["notes"]`` name the keys
        of repaired rings, dissolved parts, overlaps and holes.

    Raises
    ------
    InputError
        If the file or layer is not there, is damaged, has no keys, or a region has no shape.
    CrsError
        If the layer has no CRS, or one that puts it outside of Germany.
    """
    with reading(Path(path).name, Phrase("layer of borders")):
        return _read(Path(path), level, gebietsstand)


def _read(path: Path, level: str | None, gebietsstand: str) -> gpd.GeoDataFrame:
    raw = load_layer(path, partial(_choose, path, level=level))
    key = find_column(raw, ("ags", "ags_0", "rs", "ars", "gemeindeschluessel", "schluessel"))
    if key is None:
        found = ", ".join(map(str, raw.columns))
        raise InputError("'{file}' has no column AGS; found: {found}.", file=path.name, found=found)
    _check_areas(raw, path.name)
    raw, notes = _land_only(raw)
    level = level or level_of(raw[key])
    keys = read_keys(raw[key], level=level)
    layer = to_wgs84(raw, what=Phrase("layer '{file}'", file=path.name))
    _check_germany(layer, path.name)
    layer, more = _clean(_columns(layer, keys.values))
    layer["level"] = level
    layer["gebietsstand"] = gebietsstand or _date_beside(path)
    area = layer.to_crs(LAEA).area / 1e6
    layer["area_km2"] = area
    layer["density"] = layer["population"] / area
    order = ["level", "name", "ags", "gebietsstand", "population", "area_km2", "density", "kind"]
    out = gpd.GeoDataFrame(layer[[*order, "geometry"]])
    out.attrs = {
        "source": path.name,
        "vintage": f"Gebietsstand {layer['gebietsstand'].iloc[0] or 'unbekannt'}",
        "attributions": [ATTRIBUTION],
        "notes": [*notes, *keys.notes, *more, *topology_notes(out)],
    }
    return out


def topology_notes(layer: gpd.GeoDataFrame) -> list[str]:
    """Name the keys of regions that overlap, and of those around holes of the layer."""
    shapes = layer.geometry.to_crs(LAEA).reset_index(drop=True)
    keys = layer["ags"].to_numpy()
    return [*_overlaps(shapes, keys), *_holes(shapes, keys)]


def _overlaps(shapes: gpd.GeoSeries, keys: np.ndarray) -> list[str]:
    one, two = shapes.sindex.query(shapes, predicate="intersects")
    one, two = one[one < two], two[one < two]
    both = shapely.intersection(shapes.to_numpy()[one], shapes.to_numpy()[two])
    area = shapely.area(both) / 1e6
    return [
        f"{keys[a]} and {keys[b]} overlap by {km2:.2f} km²; points there belong to "
        f"{min(keys[a], keys[b])}"
        for a, b, km2 in zip(one, two, area, strict=True)
        if km2 > SLIVER_KM2
    ]


def _holes(shapes: gpd.GeoSeries, keys: np.ndarray) -> list[str]:
    whole = shapely.get_parts(shapely.union_all(shapes.to_numpy()))
    holes = [shapely.Polygon(ring) for part in whole for ring in part.interiors]
    return [
        f"a hole of {hole.area / 1e6:.2f} km² between "
        f"{', '.join(sorted(keys[shapes.sindex.query(hole, predicate='intersects')]))}; points "
        f"there belong to the nearest"
        for hole in holes
        if hole.area / 1e6 > SLIVER_KM2
    ]


def _choose(file: Path, names: list[str], *, level: str | None) -> str:
    """The layer of a level, among several files of a ZIP or layers of one file."""
    wanted = _LAYER.get(level or "", "")
    fits = [name for name in names if wanted and PurePath(name).stem.lower().endswith(wanted)]
    fits = fits if len(names) > 1 else names
    if len(fits) != 1:
        found = ", ".join(names[:_NAMED]) or "none"
        raise InputError(
            "'{file}' has {n} layers ({found}); say level='land', 'kreis' or 'gemeinde'.",
            file=file.name,
            n=len(names),
            found=found,
        )
    return fits[0]


def _land_only(raw: gpd.GeoDataFrame) -> tuple[gpd.GeoDataFrame, list[str]]:
    column = find_column(raw, ("gf",))
    if column is None:
        return raw, []
    factor = pd.to_numeric(raw[column].astype("str").str.strip(), errors="coerce")
    land = factor.isin(_LAND_AREA) | factor.isna()
    if land.all() or not factor.isin(_LAND_AREA).any():
        return raw, []
    return raw[land], [f"{int((~land).sum())} areas of sea or lakes left out"]


def _columns(layer: gpd.GeoDataFrame, keys: pd.Series) -> gpd.GeoDataFrame:
    name = find_column(layer, ("gen", "name"))
    kind, people = find_column(layer, ("bez",)), find_column(layer, ("ewz", "population"))
    return gpd.GeoDataFrame(
        {
            "ags": keys,
            "name": layer[name].astype("str") if name else keys,
            "kind": layer[kind].astype("str") if kind else "",
            "population": layer[people].astype(float) if people else np.nan,
        },
        geometry=layer.geometry,
    )


def _clean(layer: gpd.GeoDataFrame) -> tuple[gpd.GeoDataFrame, list[str]]:
    """Mend broken rings and join parts of one region."""
    empty = layer.geometry.isna() | layer.geometry.is_empty
    if empty.any():
        raise InputError(
            "{n} regions have no shape ({rows}).",
            n=int(empty.sum()),
            rows=name_rows(layer.loc[empty, "ags"]),
        )
    notes = []
    broken = ~layer.geometry.is_valid
    if broken.any():
        mended = layer.geometry[broken].make_valid().map(_polygons)
        layer = layer.set_geometry(layer.geometry.mask(broken, mended))
        notes.append(
            f"{int(broken.sum())} broken rings mended ({name_rows(layer.loc[broken, 'ags'])})"
        )
    twice = layer["ags"].duplicated(keep=False)
    if twice.any():
        names = layer.loc[twice, "ags"].drop_duplicates()
        notes.append(f"parts of {len(names)} regions joined ({name_rows(names)})")
        first = {"name": "first", "kind": "first", "population": "max"}
        layer = layer.dissolve("ags", aggfunc=first).reset_index()
    return layer.sort_values("ags", ignore_index=True), notes


def _check_areas(layer: gpd.GeoDataFrame, name: str) -> None:
    """Refuse points and lines: VG250 has layers of these beside its areas."""
    shapes = layer.geometry.to_numpy()
    flat = ~shapely.is_missing(shapes) & ~shapely.is_empty(shapes)
    flat &= shapely.get_dimensions(shapes) < _AREA
    if flat.any():
        kinds = ", ".join(sorted(set(layer.geometry[flat].geom_type)))
        raise InputError(
            "'{name}' has {n} shapes without an area ({kinds}) among {n2}; take a layer of areas, "
            "such as VG250_GEM, _KRS or _LAN.",
            name=name,
            n=int(flat.sum()),
            kinds=kinds,
            n2=len(layer),
        )


def _polygons(shape: shapely.Geometry) -> shapely.Geometry:
    """Only the areas of what mending a ring gives."""
    parts = shapely.get_parts(shape)
    return shapely.union_all(parts[shapely.get_dimensions(parts) == 2])  # noqa: PLR2004


def _check_germany(layer: gpd.GeoDataFrame, name: str) -> None:
    west, south, east, north = layer.total_bounds
    box = GERMANY
    inside = (
        west >= box[0] - _MARGIN_DEG and south >= box[1] - _MARGIN_DEG
        and east <= box[2] + _MARGIN_DEG and north <= box[3] + _MARGIN_DEG
    )  # fmt: skip
    if not inside:
        raise CrsError(
            "The layer '{name}' reaches from {west:.2f}° E, {south:.2f}° N to {east:.2f}° E, "
            "{north:.2f}° N (EPSG:{wgs84}), beyond Germany: its CRS is not the one it was made in.",
            name=name,
            west=west,
            south=south,
            east=east,
            north=north,
            wgs84=WGS84,
        )


def _date_beside(file: Path) -> str:
    beside = file.parent / "aktualitaet.txt"
    text = beside.read_text(encoding="utf-8", errors="replace") if beside.exists() else ""
    match = re.search(r"(\d{2})\.(\d{2})\.(\d{4})", text)
    return "-".join(reversed(match.groups())) if match else ""
